"""Backups: whole or not there, verified by opening, on a second disk too, and never more than are wanted."""

from __future__ import annotations

import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from models.errors import StoreTrouble
from models.store import backing, backup
from models.store.backing import Stopped
from models.store.blobs import BlobShelf
from models.store.connect import FILE, connect
from models.store.store import Store
from tests.store.acts import KEY, NOW, receive


def never() -> bool:
    return False


def scan(store: Store, data: bytes) -> str:
    """A scan the log would name."""
    with store.work() as work:
        digest = work.put_blob(data, "image/png")
        work.commit()
    return digest


def test_that_a_backup_holds_what_the_store_holds_and_opens_with_the_same_key(store: Store, tmp_path: Path) -> None:
    receive(store, 1)
    digest = scan(store, b"scan one")
    made = backing.make(store, tmp_path / "backups", NOW, never)
    receive(store, 2)
    assert made.path.name == "20261120-091233"
    assert (made.counts.entries, made.counts.blobs, made.lost) == (1, 1, ())
    assert backup.look_into(made, KEY) == made.counts
    assert BlobShelf(made.blobs, KEY).get(digest) == b"scan one"
    assert backup.found(tmp_path / "backups") == (made,)
    backup.check_sums(made)


def test_that_looking_into_a_backup_leaves_nothing_beside_it(store: Store, tmp_path: Path) -> None:
    made = backing.make(store, tmp_path / "backups", NOW, never)
    before = sorted(path.name for path in made.path.iterdir())
    backup.look_into(made, KEY)
    assert sorted(path.name for path in made.path.iterdir()) == before


def test_that_the_next_backup_copies_only_new_blobs(store: Store, tmp_path: Path) -> None:
    first = scan(store, b"scan one")
    made = backing.make(store, tmp_path / "backups", NOW, never)
    stamp = (made.blobs / first[:2] / first).stat().st_mtime_ns
    scan(store, b"scan two")
    later = backing.make(store, tmp_path / "backups", NOW + timedelta(hours=2), never)
    assert later.blobs == made.blobs
    assert (later.blobs / first[:2] / first).stat().st_mtime_ns == stamp
    assert later.counts.blobs == 2


def test_that_a_second_place_gets_a_copy_of_its_own_checked_there(store: Store, tmp_path: Path) -> None:
    digest = scan(store, b"scan one")
    made = backing.make(store, tmp_path / "backups", NOW, never)
    there = backing.carry(made, tmp_path / "stick", KEY, never)
    shutil.rmtree(tmp_path / "backups")
    assert backup.look_into(there, KEY) == made.counts
    path = there.blobs / digest[:2] / digest
    assert path.stat().st_nlink == 1
    assert BlobShelf(there.blobs, KEY).get(digest) == b"scan one"


def test_that_a_blob_the_window_has_lost_is_named_and_the_backup_still_made(store: Store, tmp_path: Path) -> None:
    digest = scan(store, b"scan one")
    store.blobs.path(digest).unlink()
    made = backing.make(store, tmp_path / "backups", NOW, never)
    assert (made.lost, made.lost_count) == ((digest,), 1)


def test_that_a_backup_somebody_stops_leaves_nothing(store: Store, tmp_path: Path) -> None:
    asked = iter([False, True])
    with pytest.raises(Stopped):
        backing.make(store, tmp_path / "backups", NOW, lambda: next(asked, True))
    assert list((tmp_path / "backups").iterdir()) == []


def test_that_half_made_ones_are_no_backups_and_are_swept(store: Store, tmp_path: Path) -> None:
    root = tmp_path / "backups"
    made = backing.make(store, root, NOW, never)
    (root / "20261120-120000.part").mkdir()
    (root / "20261120-130000").mkdir()
    assert backup.found(root) == (made,)
    assert backup.sweep(root) == 1


def test_that_every_byte_changed_in_a_backup_is_found(store: Store, tmp_path: Path) -> None:
    """The planted fault: a check that reads one row, or no sums, would let these pass."""
    for n in range(1, 40):
        receive(store, n)
    made = backing.make(store, tmp_path / "backups", NOW, never)
    whole = (made.path / FILE).read_bytes()
    for place in range(100, len(whole), 2048 * 7):
        (made.path / FILE).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(StoreTrouble):
            backup.check_sums(made)
        with pytest.raises(StoreTrouble):
            backup.look_into(made, KEY)


def test_that_writers_go_on_while_a_backup_is_made_and_every_one_is_whole(store: Store, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        n = 1
        while not stop.is_set():
            receive(store, n)
            n += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backing.make(store, tmp_path / "b", NOW + timedelta(seconds=n), never) for n in range(8)]
    finally:
        stop.set()
        writer.join()
    assert [backup.look_into(one, KEY) for one in made] == [one.counts for one in made]
    assert made[0].counts.entries < made[-1].counts.entries


def test_that_copying_the_live_file_alone_would_have_lost_what_was_kept(store: Store, tmp_path: Path) -> None:
    """The control: what a plain copy of the database file holds while the window works."""
    receive(store, 1)
    made = backing.make(store, tmp_path / "backups", NOW, never)
    shutil.copy(store.folder / FILE, made.path / FILE)
    with pytest.raises(StoreTrouble, match="校验和"):
        backup.check_sums(made)
    db = connect(made.path / FILE, KEY, frozen=True)
    assert (made.counts.entries, backup.count(db).entries) == (1, 0)
    db.close()


def test_that_a_full_disk_is_said_before_anything_is_written(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="空间不足") as caught:
        backing.make(store, tmp_path / "backups", NOW, never, spare=1 << 60)
    assert caught.value.code == "backup_room"
    assert not (tmp_path / "backups").exists()


def test_that_shared_blobs_go_when_no_backup_names_them(store: Store, tmp_path: Path) -> None:
    root = tmp_path / "backups"
    first = scan(store, b"scan one")
    made = backing.make(store, root, NOW, never)
    with store.work() as work:
        work.db.execute("DELETE FROM blobs")
        work.commit()
    second = scan(store, b"scan two")
    backing.make(store, root, NOW + timedelta(hours=2), never)
    assert backing.sweep_blobs(store, root) == 0
    backup.drop(made)
    assert backing.sweep_blobs(store, root) == 1
    shelf = BlobShelf(made.blobs, KEY)
    assert (shelf.has(first), shelf.has(second)) == (False, True)
