"""Tables, log and shelf read again while the store is open: damage on the disk is found, whatever memory knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import StoreTrouble
from models.rules.terms import Act
from models.store import attachments, doctor, pagecheck
from models.store.connect import FILE, connect
from models.store.store import Store
from tests.store.acts import KEY, NOW, WINDOW, act, marks, receive

PAGE = 2048


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with forty cases."""
    with Store.create(tmp_path / "s", KEY, window=WINDOW) as store:
        for n in range(1, 41):
            act(store, receive(store, n), Act.NOTE, text="来电询问")
    return tmp_path / "s"


def on_disk(store: Store) -> None:
    """Everything out of the log of writes and into the file."""
    db = connect(store.folder / FILE, store.key)
    if (store.folder / f"{FILE}-wal").stat().st_size:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def rot(store: Store, name: str) -> None:
    """One byte of a page of a table or an index changes on the disk while the store is open."""
    with store.read() as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    on_disk(store)
    with (store.folder / FILE).open("r+b") as file:
        file.seek((root - 1) * PAGE + 700)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 0x10]))


def walked(store: Store) -> pagecheck.TableWalk:
    walk = pagecheck.TableWalk(store)
    while walk.step():
        pass
    return walk


def test_that_a_whole_store_is_whole_table_by_table(folder: Path) -> None:
    with Store.open(folder, KEY) as store:
        walk = walked(store)
        with store.read() as db:
            sql = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
            (tables,) = db.execute(sql).fetchone()
        assert (walk.bad, walk.ended) == ("", True)
        assert walk.done >= tables - 2  # sqlite's own are no tables of ours


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("entries", "entries"),
        ("cases", "cases"),
        ("documents", "documents"),
        ("ix_queue_open", "queue"),
        ("ix_placed_place", "placed"),
        ("case_words_data", "case_words_data"),
    ],
)
def test_that_a_page_that_rots_under_an_open_store_is_found_and_named(name: str, table: str, folder: Path) -> None:
    with Store.open(folder, KEY) as store:
        assert walked(store).bad == ""
        rot(store, name)
        assert walked(store).bad == table
        assert doctor.is_list(table) == (table in ("cases", "documents", "case_words_data"))


def test_that_what_memory_still_knows_does_not_hide_the_disk(folder: Path) -> None:
    with Store.open(folder, KEY) as store:
        on_disk(store)
        with store.read() as db:
            known = db.execute("SELECT count(*), max(digest) FROM entries").fetchall()
        rot(store, "entries")
        with store.read() as db:  # this reader's memory answers as before
            assert db.execute("SELECT count(*), max(digest) FROM entries").fetchall() == known
        assert walked(store).bad == "entries"


def test_that_the_files_beginning_is_told_too(folder: Path) -> None:
    with Store.open(folder, KEY) as store:
        rot(store, "entries")
        with (folder / FILE).open("r+b") as file:
            file.seek(900)
            file.write(b"\0\0\0\0")
        assert walked(store).bad == pagecheck.HEAD


def test_that_a_disk_in_the_way_is_no_damage(folder: Path, tmp_path: Path) -> None:
    with Store.open(folder, KEY) as store:
        (folder / FILE).rename(tmp_path / "elsewhere")
        (folder / FILE).mkdir()
        with pytest.raises(StoreTrouble) as caught:
            walked(store)
        assert caught.value.code != "store_corrupt"
        (folder / FILE).rmdir()
        (tmp_path / "elsewhere").rename(folder / FILE)


def shelf(store: Store, count: int) -> list[str]:
    """One case with so many scans of its first material; returns their digests in order."""
    with store.work() as work:
        scans = [work.put_blob(b"scan %d" % n, "image/png") for n in range(count)]
        work.commit()
    receive(store, 99, materials=marks(*scans))
    return scans


def test_that_lost_and_changed_files_are_named_with_case_material_and_page(folder: Path) -> None:
    with Store.open(folder, KEY) as store:
        scans = shelf(store, 5)
        store.blobs.path(scans[1]).unlink()
        path = store.blobs.path(scans[3])
        kept = path.read_bytes()
        path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
        walk = attachments.ShelfWalk(store)
        while walk.step(7):  # bytes: a file or two in each step
            pass
        assert walk.lost == {scans[1]: False, scans[3]: True}
        assert walk.read == 5
        found = attachments.lost_files(store, walk.lost)
        (case_no,) = {place.case_no for one in found for place in one.places}
        assert case_no.endswith("0099-K")
        told = [(one.places[0].what, one.places[0].page, one.places[0].pages, one.broken) for one in found]
        assert told == [("营业执照", 2, 5, False), ("营业执照", 4, 5, True)]
        assert not any(one.at_city for one in found)  # it has not been sent yet


def test_that_a_walk_put_away_goes_on_where_it_stopped(folder: Path) -> None:
    with Store.open(folder, KEY) as store:
        scans = sorted(shelf(store, 5))
        first = attachments.ShelfWalk(store)
        first.step(1)
        assert first.name == scans[0]
        second = attachments.ShelfWalk(store, first.name)
        while second.step(1 << 20):
            pass
        assert second.read == 4


def test_that_a_scan_replaced_since_is_still_named(folder: Path) -> None:
    with Store.open(folder, KEY) as store:
        with store.work() as work:
            old, new = (work.put_blob(data, "image/png") for data in (b"old scan", b"new scan"))
            work.commit()
        case_id = receive(store, 98, materials=marks(old))
        act(store, case_id, Act.NOTE, at=NOW, materials=marks(new))
        store.blobs.drop(old)
        (one,) = attachments.lost_files(store, {old: False})
        assert one.places[0].what == "营业执照（此前交的）"
