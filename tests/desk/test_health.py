"""数据体检: what is found is told the same day, listed file by file, and mended from a backup or the city."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.desk import backups, chaincheck, health, today
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.doctor import LISTS as LISTS_PAGE
from models.desk.doctor import Cure, examine, remake
from models.desk.setup import sign_in
from models.errors import Refusal
from models.rules.powers import ADMINISTRATOR
from models.rules.terms import AuditKind
from models.store import audit, county, people, queries
from tests.desk.test_backups import never
from tests.helpers.cityroad import Road, road
from tests.helpers.factory import HandClock, form_for
from tests.helpers.offices import ADMIN, CLERK, PASSWORD, desk_of, office
from tests.store.test_pagecheck import rot


def checked(desk: Desk) -> tuple[health.Health, bool]:
    """One whole round."""
    done = health.Round(desk)
    while done.step():
        pass
    return health.finish(desk, done)


def trail(desk: Desk, kind: AuditKind) -> list[str]:
    return [line.text for line in audit.lines(desk.store, only=[kind])]


def administrator(desk: Desk) -> Desk:
    """The same window with its administrator before it."""
    return replace(desk, staff=next(one for one, _, _ in people.all_of(desk.store) if one.role == ADMINISTRATOR))


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    """A clerk's."""
    with office(tmp_path / "hall", CLERK, clock) as made:
        yield made


@pytest.fixture
def scanned(desk: Desk) -> tuple[str, tuple[str, ...]]:
    """An accepted case whose first material shows three scans: its id and their digests."""
    with desk.store.work() as work:
        scans = tuple(work.put_blob(b"scan %d" % n, "image/png") for n in range(3))
        work.commit()
    form = form_for(desk, "附件/9")
    first, *rest = form.materials
    done = accept(desk, replace(form, materials=(replace(first, scans=scans), *rest)))
    return done.case_id, scans


def test_that_a_whole_window_is_said_to_be_whole_once_a_day(
    desk: Desk, scanned: tuple[str, tuple[str, ...]], clock: HandClock
) -> None:
    now, worse = checked(desk)
    assert (now.bad, now.lost, worse) == ("", (), False)
    assert now.files == 3 + len(queries.documents(desk.store, scanned[0]))
    clock.move(minutes=15)
    checked(desk)
    assert trail(desk, AuditKind.CHECK).count(f"数据体检：{health.said(now)}") == 1
    clock.move(days=1)
    checked(desk)
    assert len([text for text in trail(desk, AuditKind.CHECK) if text.startswith("数据体检")]) == 2
    assert health.diagnosis(now) is None
    assert chaincheck.state(desk).whole


def test_that_a_damaged_list_is_told_the_same_day_and_the_next_sign_in_offers_to_make_it_anew(
    tmp_path: Path, clock: HandClock
) -> None:
    folder = tmp_path / "hall"
    with office(folder, CLERK, clock) as desk:
        accept(desk, form_for(desk, "附件/9"))
        rot(desk.store, "case_materials")
        now, worse = checked(desk)
        assert (now.bad, worse) == ("case_materials", True)
        page = health.diagnosis(now)
        assert page is not None
        assert page.cures == (Cure.REMAKE,)
        assert "材料列表" in page.title
        assert today.today(desk).urgent[0][0] == "数据有损坏"
        assert checked(desk) == (now, False)  # told once
    opened = sign_in(folder, ADMIN, PASSWORD)
    found = examine(opened, clock)
    assert found is not None
    assert (found.code, Cure.REMAKE in found.cures) == (LISTS_PAGE, True)
    remake(opened, clock)
    assert examine(opened, clock) is None
    desk = desk_of(opened, clock)
    assert checked(desk)[0].bad == ""
    assert today.today(desk).urgent == ()
    opened.close()


def test_that_a_damaged_page_of_the_log_is_told_and_leads_to_the_backup(desk: Desk) -> None:
    accept(desk, form_for(desk, "附件/9"))
    rot(desk.store, "entries")
    now, worse = checked(desk)
    assert (now.bad, worse) == ("entries", True)
    page = health.diagnosis(now)
    assert page is not None
    assert page.cures == (Cure.RESTORE,)


def test_that_lost_files_are_listed_with_what_to_do(desk: Desk, scanned: tuple[str, tuple[str, ...]]) -> None:
    _, scans = scanned
    paper = queries.documents(desk.store, scanned[0])[0]
    desk.store.blobs.drop(scans[2])
    desk.store.blobs.drop(paper.digest)
    now, worse = checked(desk)
    assert (len(now.lost), worse) == (2, True)
    listed = {one.digest: one for one in health.lost_files(desk)}
    assert (listed[scans[2]].places[0].page, listed[scans[2]].places[0].pages) == (3, 3)
    assert "申请人补交" in health.todo(listed[scans[2]])
    assert "重打" in health.todo(listed[paper.digest])
    assert ("附件缺失或损坏 2 份", "管理的“数据体检”里有清单，请管理员按“补回附件”") in today.today(desk).notices
    with pytest.raises(Refusal) as caught:
        health.mend(desk)
    assert caught.value.code == "not_administrator"


def test_that_lost_files_come_back_from_the_backup_and_a_damaged_second_name_does_not_stay_in_it(
    tmp_path: Path, clock: HandClock
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with office(tmp_path / "hall", ADMIN, clock) as desk:
        backups.set_place(desk, str(stick))
        with desk.store.work() as work:
            gone, changed = (work.put_blob(data, "image/png") for data in (b"one scan", b"another scan"))
            work.commit()
        backups.make(desk, never)
        desk.store.blobs.drop(gone)
        path = desk.store.blobs.path(changed)
        with path.open("r+b") as file:  # in place: the backup on this disk holds the very same file
            file.seek(-1, 2)
            file.write(b"\0")
        now, _ = checked(desk)
        assert now.lost == tuple(sorted({gone: False, changed: True}.items()))
        done = health.mend(desk)
        assert (done.back, done.asked, done.left) == (2, 0, 0)
        assert (desk.store.blobs.get(gone), desk.store.blobs.get(changed)) == (b"one scan", b"another scan")
        assert trail(desk, AuditKind.RESTORE) == ["从备份补回2份"]
        assert health.health(desk.store).lost == ()
        (pool,) = backups.root_of(desk.store).glob("blobs-*")
        assert not (pool / changed[:2] / changed).exists()  # the next backup brings the mended one
        clock.move(hours=2)
        assert backups.make(desk, never).lost == 0
        assert (pool / changed[:2] / changed).exists()
        with pytest.raises(Refusal) as caught:
            health.mend(desk)
        assert caught.value.code == "nothing_lost"


def test_that_what_no_backup_has_is_asked_of_the_city_and_comes(
    desk: Desk, scanned: tuple[str, tuple[str, ...]], tmp_path: Path
) -> None:
    way: Road = road(desk, tmp_path / "city")
    way.exchange()
    _, scans = scanned
    for digest in scans[:2]:
        desk.store.blobs.drop(digest)
    now, _ = checked(desk)
    assert len(now.lost) == 2
    assert all(one.at_city and "市级" in health.todo(one) for one in health.lost_files(desk))
    done = health.mend(administrator(desk))
    assert (done.back, done.asked, done.left) == (0, 2, 0)
    assert {health.todo(one) for one in health.lost_files(desk)} == {"已向市级要，线路通时取回"}
    way.pull()
    assert desk.store.blobs.get(scans[0]) == b"scan 0"
    assert checked(desk)[0].lost == ()


def test_that_what_the_city_has_not_either_is_said_so(
    desk: Desk, scanned: tuple[str, tuple[str, ...]], tmp_path: Path
) -> None:
    way = road(desk, tmp_path / "city")
    way.exchange()
    desk.store.blobs.drop(scanned[1][0])
    checked(desk)
    health.mend(administrator(desk))
    while county.wanted(desk.store):
        county.not_fetched(desk.store, scanned[1][0])
    (one,) = health.lost_files(desk)
    assert health.todo(one) == "市级也没有：请申请人补交，重新扫描"
