"""The shelf of scans and papers."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from models.errors import StoreTrouble
from models.store import maintenance
from models.store.blobs import BlobShelf
from models.store.files import TEMP
from models.store.store import Store
from tests.store.acts import KEY, marks, receive, receive_in

DATA = b"%PDF-1.7 a scan" * 999


def shelf_in(folder: Path) -> BlobShelf:
    """A shelf in its folder."""
    folder.mkdir(exist_ok=True)
    return BlobShelf(folder / "blobs", KEY)


def test_that_bytes_come_back_by_their_sha_256(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    digest = shelf.put(DATA)
    assert digest == hashlib.sha256(DATA).hexdigest()
    assert BlobShelf(tmp_path / "blobs", KEY).get(digest) == DATA
    assert shelf.has(digest)
    assert shelf.path(digest) == tmp_path / "blobs" / digest[:2] / digest


def test_that_the_same_bytes_are_written_once(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    digest = shelf.put(DATA)
    sealed = shelf.path(digest).read_bytes()
    assert shelf.put(DATA) == digest
    assert shelf.path(digest).read_bytes() == sealed


def test_that_the_same_bytes_are_sealed_differently_each_time(tmp_path: Path) -> None:
    first, second = shelf_in(tmp_path / "a"), shelf_in(tmp_path / "b")
    digest = first.put(DATA)
    second.put(DATA)
    assert first.path(digest).read_bytes() != second.path(digest).read_bytes()


@pytest.mark.parametrize("place", [0, 4, 20, -1])
def test_that_a_changed_byte_anywhere_is_found(tmp_path: Path, place: int) -> None:
    shelf = shelf_in(tmp_path)
    digest = shelf.put(DATA)
    sealed = bytearray(shelf.path(digest).read_bytes())
    sealed[place] ^= 1
    shelf.path(digest).write_bytes(sealed)
    with pytest.raises(StoreTrouble, match="损坏") as caught:
        shelf.get(digest)
    assert caught.value.code == "blob_broken"
    assert shelf.put(DATA) == digest  # scanning it again mends it
    assert shelf.get(digest) == DATA


def test_that_a_blob_put_in_anothers_place_is_found(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    one, other = shelf.put(DATA), shelf.put(DATA + b"!")
    shelf.path(one).write_bytes(shelf.path(other).read_bytes())
    with pytest.raises(StoreTrouble, match="损坏"):
        shelf.get(one)


def test_that_a_truncated_blob_is_found(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    digest = shelf.put(DATA)
    shelf.path(digest).write_bytes(shelf.path(digest).read_bytes()[:10])
    with pytest.raises(StoreTrouble, match="损坏"):
        shelf.get(digest)


def test_that_a_missing_blob_is_told_as_such(store: Store) -> None:
    with store.work() as work:
        digest = work.put_blob(DATA, "application/pdf")
        work.commit()
    store.blobs.path(digest).unlink()
    assert maintenance.missing_blobs(store) == (digest,)
    with pytest.raises(StoreTrouble) as caught:
        store.blobs.get(digest)
    assert caught.value.code == "blob_missing"


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "g" * 64])
def test_that_only_a_digest_names_a_blob(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        shelf_in(tmp_path).get(name)


def test_that_an_empty_blob_is_a_bug_that_shows(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="empty"):
        shelf_in(tmp_path).put(b"")


def test_that_the_sweep_takes_what_no_row_names_and_nothing_else(store: Store) -> None:
    with store.work() as work:
        kept = work.put_blob(DATA, "application/pdf")
        work.commit()
    with store.work() as work:
        orphan = work.put_blob(b"rolled back", "application/pdf")
    half = store.blobs.path(kept).with_name(f"{kept}.99{TEMP}")
    half.write_bytes(b"half")
    assert store.blobs.has(orphan)
    assert maintenance.sweep_blobs(store) == 2
    assert (store.blobs.has(kept), store.blobs.has(orphan), half.exists()) == (True, False, False)


def test_that_a_scan_belongs_to_the_log_once_an_entry_names_it(store: Store) -> None:
    with store.work() as work:
        scan = work.put_blob(DATA, "image/png", kept=False)
        work.commit()
    assert kept(store, scan) == 0
    receive(store, materials=marks(scan))
    assert kept(store, scan) == 1
    with store.work() as work:
        work.put_blob(DATA, "image/png", kept=False)  # the same page scanned into another form
        receive_in(work, 2)
        work.commit()
    assert kept(store, scan) == 1


def kept(store: Store, digest: str) -> int:
    """Whether an entry names it."""
    with store.read() as db:
        return int(db.execute("SELECT kept FROM blobs WHERE digest = ?", (digest,)).fetchone()[0])
