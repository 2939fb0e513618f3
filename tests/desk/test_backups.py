"""Backups at the desk: made by themselves, a missing disk is said, rotation, rehearsal; all in the trail."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.desk import backups
from models.desk.context import Desk
from models.errors import Refusal, StoreTrouble
from models.rules.terms import AuditKind
from models.store import audit, backup
from models.store.connect import FILE
from tests.helpers.factory import HandClock
from tests.helpers.offices import ADMIN, CLERK, PASSWORD, office
from tests.store.acts import receive


def never() -> bool:
    return False


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    """An administrator's."""
    with office(tmp_path / "hall", ADMIN, clock) as made:
        yield made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A second disk."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def trail(desk: Desk, kind: AuditKind) -> list[str]:
    return [line.text for line in audit.lines(desk.store, only=[kind])]


def test_that_a_backup_is_made_verified_and_noted_whoever_sits_here(tmp_path: Path, clock: HandClock) -> None:
    with office(tmp_path / "hall", CLERK, clock) as desk:
        assert backups.due(desk)
        done = backups.make(desk, never)
        assert (done.last, done.trouble) == (clock.now(), "")
        assert not backups.due(desk)
        assert trail(desk, AuditKind.BACKUP) == [f"已验证，本机，记录{done.entries}条"]
        clock.move(hours=2)
        assert backups.due(desk)


def test_that_the_second_place_gets_each_backup_too(desk: Desk, stick: Path) -> None:
    backups.set_place(desk, str(stick))
    done = backups.make(desk, never)
    assert (done.second, done.second_at) == (str(stick), done.at)
    assert [one.path.name for one in backup.found(stick / "tongquan-140581-03")] == [done.name]


def test_that_a_missing_second_place_is_said_and_the_local_one_still_made(
    desk: Desk, stick: Path, clock: HandClock
) -> None:
    backups.set_place(desk, str(stick))
    first = backups.make(desk, never)
    shutil.rmtree(stick)
    stick.mkdir()  # an unplugged disk leaves its empty folder
    clock.move(hours=2)
    done = backups.make(desk, never)
    assert "连不上" in done.trouble
    assert (done.last, done.second_at) == (clock.now(), first.at)
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("folder", ["relative", "/nowhere/at/all", "hall"])
def test_that_a_place_that_cannot_be_one_is_refused(folder: str, desk: Desk) -> None:
    told = str(desk.store.folder) if folder == "hall" else folder
    with pytest.raises(Refusal) as caught:
        backups.set_place(desk, told)
    assert caught.value.code == "backup_place"
    assert backups.place_of(desk.store).folder == ""


def test_that_only_an_administrator_sets_the_place_and_rehearses(tmp_path: Path, stick: Path) -> None:
    with office(tmp_path / "hall", CLERK) as desk:
        for act in (
            lambda: backups.set_place(desk, str(stick)),
            lambda: backups.drill(desk, CLERK, PASSWORD, never),
        ):
            with pytest.raises(Refusal) as caught:
                act()
            assert caught.value.code == "not_administrator"


def test_that_old_backups_go_and_the_rule_keeps_the_rest(desk: Desk, clock: HandClock) -> None:
    for _ in range(20):
        backups.make(desk, never)
        clock.move(hours=2)
    made = backup.found(backups.root_of(desk.store))
    assert len(made) == 12 + 1  # the last of the day before is older than the twelve
    assert made[0].at == clock.now() - timedelta(hours=2)


def test_that_a_backup_that_cannot_be_made_is_noted_and_the_last_good_one_stays(
    desk: Desk, clock: HandClock, tmp_path: Path
) -> None:
    good = backups.make(desk, never)
    clock.move(hours=3)
    root = backups.root_of(desk.store)
    root.rename(tmp_path / "aside")
    root.write_bytes(b"no folder")  # something else stands where backups go
    with pytest.raises(StoreTrouble):
        backups.make(desk, never)
    now = backups.standing(desk.store)
    assert (now.at, now.name) == (good.at, good.name)
    assert "磁盘读写出错" in now.trouble
    assert trail(desk, AuditKind.BACKUP)[0].startswith("没有备份成：")


def test_that_a_rehearsal_opens_replays_and_compares_and_leaves_nothing(desk: Desk, stick: Path) -> None:
    backups.set_place(desk, str(stick))
    receive(desk.store, 1)
    with desk.store.work() as work:
        work.put_blob(b"a scan", "image/png")
        work.commit()
    backups.make(desk, never)
    heard: list[str] = []
    report = backups.drill(desk, ADMIN, PASSWORD, never, lambda what, *_: heard.append(what))
    assert [one.what for one in report.found] == ["口令", "校验和", "数据库", "记录链", "重放", "附件"]
    assert report.good, report
    assert heard == ["打开", "验链", "重放", "附件"]
    assert not (desk.store.folder / "drill.part").exists()
    assert trail(desk, AuditKind.RESTORE) == ["恢复演练通过"]


@pytest.mark.parametrize("spoilt", ["page", "blob", "row"])
def test_that_a_rehearsal_finds_a_backup_that_would_not_serve(spoilt: str, desk: Desk) -> None:
    """Planted: a flipped byte in a page, a scan gone, a list that is not what the log says."""
    receive(desk.store, 1)
    with desk.store.work() as work:
        digest = work.put_blob(b"a scan", "image/png")
        if spoilt == "row":
            work.db.execute("UPDATE cases SET state = '已办结'")
        work.commit()
    backups.make(desk, never)
    made = backups.newest(desk.store)
    assert made is not None
    if spoilt == "page":
        data = bytearray((made.path / FILE).read_bytes())
        data[9000] ^= 1
        (made.path / FILE).write_bytes(data)
    if spoilt == "blob":
        (made.blobs / digest[:2] / digest).unlink()
    report = backups.drill(desk, ADMIN, PASSWORD, never)
    bad = {one.what for one in report.found if not one.good}
    assert bad == {{"page": "校验和", "blob": "附件", "row": "重放"}[spoilt]}
    assert trail(desk, AuditKind.RESTORE)[0].startswith("恢复演练不通过")


def test_that_a_wrong_password_rehearses_nothing(desk: Desk) -> None:
    backups.make(desk, never)
    with pytest.raises(Refusal) as caught:
        backups.drill(desk, ADMIN, "wrong", never)
    assert caught.value.code == "sign_in"
