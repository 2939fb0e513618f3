"""Restoring: what was there is set aside whole, and a restore cut short anywhere leaves the old store or the new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from models.errors import StoreTrouble
from models.store import backing, backup, door, files, keys, restore
from models.store.backup import Backup
from models.store.connect import FILE
from models.store.keys import KeyFile
from models.store.store import Store
from tests.helpers.factory import GAOPING
from tests.helpers.offices import ADMIN, CHEAP, PASSWORD
from tests.store.acts import NOW, receive


def never() -> bool:
    return False


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "hall"


@pytest.fixture
def made(folder: Path) -> Backup:
    """A backup of one case and a scan; the store has two more cases and another scan, and is shut."""
    begun = door.first_start(folder, GAOPING, login=ADMIN, name="样例管理员", password=PASSWORD, at=NOW, cost=CHEAP)
    with begun.store as store:
        receive(store, 1)
        scan(store, b"scan one")
        one = backing.make(store, folder / "backups", NOW, never)
        receive(store, 2)
        receive(store, 3)
        scan(store, b"scan two")
    return one


def scan(store: Store, data: bytes) -> None:
    with store.work() as work:
        work.put_blob(data, "image/png")
        work.commit()


def key_of(folder: Path) -> bytes:
    return KeyFile(folder).unlock(ADMIN, PASSWORD)


def entries_in(folder: Path) -> int:
    store, _ = door.sign_in(folder, ADMIN, PASSWORD)
    with store, store.read() as db:
        return int(db.execute("SELECT count(*) FROM entries").fetchone()[0])


def test_that_the_old_files_are_set_aside_whole_and_the_backup_stands_in_their_place(
    folder: Path, made: Backup
) -> None:
    damaged = (folder / FILE).read_bytes()[:3000]
    (folder / FILE).write_bytes(damaged)
    assert restore.loss(folder, made, key_of(folder)).readable is False
    aside = restore.restore(folder, made, key_of(folder), NOW, never)
    assert aside is not None
    assert (aside / FILE).read_bytes() == damaged
    assert (aside / keys.NAME).exists()
    assert len(list((aside / "blobs").glob("??/*"))) == 2
    assert entries_in(folder) == 1
    assert not (folder / "restoring").exists()


def test_that_scans_newer_than_the_backup_stay_on_the_shelf(folder: Path, made: Backup) -> None:
    restore.restore(folder, made, key_of(folder), NOW, never)
    assert len(list((folder / "blobs").glob("??/*"))) == 2


def test_that_what_would_be_lost_is_counted_first(folder: Path, made: Backup) -> None:
    lost = restore.loss(folder, made, key_of(folder))
    assert (lost.there, lost.readable, lost.entries, lost.unsent) == (True, True, 2, 2)


@pytest.mark.parametrize("name", [FILE, keys.NAME])
def test_that_a_backup_that_was_changed_restores_nothing(name: str, folder: Path, made: Backup) -> None:
    data = (made.path / name).read_bytes()
    (made.path / name).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(StoreTrouble):
        restore.restore(folder, made, key_of(folder), NOW, never)
    assert not (folder / "quarantine").exists()
    assert entries_in(folder) == 3


def test_that_a_folder_in_use_is_left_alone(folder: Path, made: Backup) -> None:
    key = key_of(folder)
    with Store.open(folder, key), pytest.raises(StoreTrouble) as caught:
        restore.restore(folder, made, key, NOW, never)
    assert caught.value.code == "store_in_use"


def test_that_a_lost_key_file_comes_back_with_the_backup_and_a_newer_one_stays(folder: Path, made: Backup) -> None:
    key = key_of(folder)
    KeyFile(folder, CHEAP).put("xinren", "Other-2026", key)
    restore.restore(folder, made, key, NOW, never)
    assert KeyFile(folder).unlock("xinren", "Other-2026") == key
    (folder / keys.NAME).unlink()
    restore.restore(folder, made, key, NOW.replace(hour=10), never)
    assert key_of(folder) == key


class Cut(BaseException):
    """The power goes."""


@pytest.fixture
def power(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """Cuts the power before the n-th rename; 0 = never."""
    whole = files.replace

    def cut_at(n: int) -> None:
        steps = count(1)

        def replace(source: Path, target: Path) -> None:
            if next(steps) == n:
                raise Cut
            whole(source, target)

        monkeypatch.setattr(files, "replace", replace)

    yield cut_at
    monkeypatch.setattr(files, "replace", whole)


def test_that_a_power_cut_at_any_step_leaves_the_old_store_or_the_new_one(
    folder: Path, made: Backup, power: Callable[[int], None]
) -> None:
    seen: list[int] = []
    for n in range(1, 30):
        power(n)
        before = entries_in_when_whole(folder, power, n)
        try:
            restore.restore(folder, made, key_of(folder), NOW.replace(minute=n, second=0), never)
        except Cut:
            power(0)
            assert door.is_set_up(folder)
            seen.append(entries_in(folder))
            assert seen[-1] in (before, 1)
            assert backup.look_into(made, key_of(folder)) == made.counts  # the backup itself is never touched
            with Store.open(folder, key_of(folder)) as store:
                receive(store, 100 + n)
        else:
            power(0)
            break
    assert len(seen) >= 6
    assert {1} < set(seen)


def entries_in_when_whole(folder: Path, power: Callable[[int], None], n: int) -> int:
    """What the store holds before this try; the power is on meanwhile."""
    power(0)
    found = entries_in(folder)
    power(n)
    return found


def test_that_a_restore_done_in_another_order_would_be_caught(
    folder: Path, made: Backup, power: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: the key file is moved away before the new one is there."""
    monkeypatch.setattr(restore, "_MOVED", (keys.NAME, FILE, "blobs"))
    key = key_of(folder)
    caught = False
    for n in range(1, 12):
        power(n)
        try:
            restore.restore(folder, made, key, NOW.replace(minute=n), never)
        except Cut:
            caught = caught or not (folder / keys.NAME).exists()
        power(0)
        restore.finish(folder)
    assert caught
