"""The two sets of algorithms: vectors of their standards, and one store that holds both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.store import door, rekey
from models.store.blobs import BlobShelf
from models.store.keyfile import NAME
from models.store.ring import Ring
from models.store.suites import AES, SM, SUITES, Suite, named
from tests.store.acts import KEY
from tests.store.hall import WINDOW, staffed, started_in

BOTH = pytest.mark.parametrize("suite", [AES, SM], ids=lambda suite: suite.name)


def test_that_sm3_gives_the_digest_of_its_standard() -> None:
    """GB/T 32905-2016, A.1."""
    assert SM.digest(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_that_sm4_gcm_gives_the_bytes_of_its_published_vector() -> None:
    """RFC 8998, A.1."""
    key = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    plain = b"".join(bytes([byte]) * 8 for byte in (0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF, 0xEE, 0xAA))
    bound = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    sealed = SM.cipher(key).encrypt(bytes.fromhex("00001234567800000000ABCD"), plain, bound)
    assert sealed[-16:].hex().upper() == "83DE3541E4C2B58177E065A9BF7B62EC"
    assert sealed[:16].hex().upper() == "17F399F08C67D5EE19D0DC9969C4BB7D"


@BOTH
def test_that_what_was_changed_or_bound_otherwise_does_not_open(suite: Suite) -> None:
    cipher = suite.cipher(suite.derive(KEY, b"test"))
    sealed = cipher.encrypt(bytes(12), b"words", b"bound")
    assert cipher.decrypt(bytes(12), sealed, b"bound") == b"words"
    for at in range(len(sealed)):
        spoilt = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        assert cipher.decrypt(bytes(12), spoilt, b"bound") is None
    assert cipher.decrypt(bytes(12), sealed, b"other") is None
    assert cipher.decrypt(bytes(12), sealed[:5], b"bound") is None
    assert cipher.decrypt(b"", b"", b"") is None


def test_that_a_pack_that_says_nothing_means_the_default_and_an_unknown_name_is_an_error() -> None:
    assert named("") is AES
    assert set(SUITES) == {"aes", "sm"}
    with pytest.raises(KeyError):
        named("rot13")


def test_that_one_shelf_reads_blobs_of_both(tmp_path: Path) -> None:
    aes, sm = Ring(1, {1: KEY}), Ring(2, {1: KEY, 2: bytes(32)}, SM)
    shelf = BlobShelf(tmp_path, KEY)
    first = shelf.put(b"first")
    shelf.turn(lambda: sm)
    second = shelf.put(b"second")
    assert [shelf.get(one) for one in (first, second)] == [b"first", b"second"]
    assert [shelf.renew(one) for one in (first, second, first)] == [True, False, False]
    shelf.turn(lambda: aes)
    assert BlobShelf(tmp_path, KEY, lambda: sm).get(first) == b"first"


@BOTH
def test_that_a_new_store_is_made_with_what_the_pack_says(folder: Path, suite: Suite) -> None:
    started_in(folder, suite.name).store.close()
    told = json.loads((folder / NAME).read_text())
    assert {told["suite"], *(slot["suite"] for slot in told["slots"])} == {suite.name}
    store, _ = door.sign_in(folder, "admin", "Ceshi-2026")
    with store:
        digest = store.blobs.put(b"scan")
        assert store.blobs.path(digest).read_bytes()[4] == suite.number
        assert store.blobs.get(digest) == b"scan"
        assert store.window == f"{WINDOW.region}-03"


def test_that_a_store_moves_from_one_to_the_other_and_back(folder: Path) -> None:
    hall = staffed(folder)
    for suite in (SM, AES):
        with hall.open() as store:
            rekey.change(store, suite)
            assert hall.reads_everything(store)
            assert rekey.move(store).whole
            assert {store.blobs.path(one).read_bytes()[4] for one in store.blobs.names()} == {suite.number}
        assert hall.everybody_opens()
