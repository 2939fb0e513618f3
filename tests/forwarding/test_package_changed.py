"""A package that is cut, changed or something else altogether is refused before a byte of it is understood."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forwarding.sealed import frame
from forwarding.sealed.contents import Contents
from forwarding.sealed.trouble import PackageTrouble
from tests.helpers.bad_zips import HOSTILE, Plain, honest
from tests.helpers.carried import Sides, fields, letters

SIDES = Sides()
ANY = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
UNREAD = {"magic", "version", "cut short", "signature", "header"}  # or a version or suite we do not know
TEXTS = letters(2)
ZIP = honest(TEXTS)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A package that opens."""
    path = tmp_path_factory.mktemp("good") / "a.tqp"
    SIDES.pack(path, TEXTS, [b"a scan" * 50])
    return path.read_bytes()


def refused(path: Path, data: bytes) -> PackageTrouble:
    """Why ``data`` is not opened."""
    path.write_bytes(data)
    with pytest.raises(PackageTrouble) as trouble, SIDES.open(path):
        pass
    return trouble.value


def unread(trouble: PackageTrouble) -> bool:
    """Whether nothing but the first 16 bytes and the signature had been looked at."""
    early = trouble.code in {"not_ours", "forged", "damaged", "too_large"} and trouble.reason in UNREAD
    return early or trouble.code == "newer"


@pytest.mark.parametrize("part", range(50))
def test_that_a_package_cut_short_anywhere_is_refused_unread(tmp_path: Path, good: bytes, part: int) -> None:
    assert unread(refused(tmp_path / "a.tqp", good[: len(good) * part // 50]))


@pytest.mark.parametrize("cut", [1, 16, 63, 64, 65, 80, 81])
def test_that_a_package_without_its_last_bytes_is_refused_unread(tmp_path: Path, good: bytes, cut: int) -> None:
    assert unread(refused(tmp_path / "a.tqp", good[:-cut]))


@ANY
@given(data=st.data())
def test_that_one_bit_changed_anywhere_is_refused_unread(tmp_path: Path, good: bytes, data: st.DataObject) -> None:
    place, bit = data.draw(st.integers(0, len(good) - 1)), data.draw(st.integers(0, 7))
    changed = bytearray(good)
    changed[place] ^= 1 << bit
    assert unread(refused(tmp_path / "a.tqp", bytes(changed)))


@ANY
@given(place=st.integers(0, 4000), more=st.binary(min_size=1, max_size=40))
def test_that_bytes_put_in_anywhere_are_refused_unread(
    tmp_path: Path, good: bytes, place: int, more: bytes
) -> None:
    changed = good[:place] + more + good[place:]
    if changed != good:
        assert unread(refused(tmp_path / "a.tqp", changed))


@ANY
@given(tail=st.binary(max_size=600), first=st.sampled_from([b"", frame.MAGIC, frame.MAGIC + b"\0\1\0\1\0\0\0"]))
def test_that_any_bytes_at_all_are_refused_unread(tmp_path: Path, first: bytes, tail: bytes) -> None:
    assert unread(refused(tmp_path / "a.tqp", first + tail))


FIRST = {
    "an empty file": (b"", "not_ours"),
    "a zip": (ZIP, "not_ours"),
    "a copy made as text": (frame.MAGIC.replace(b"\r\n", b"\n") + bytes(400), "not_ours"),
    "a later version": (frame.MAGIC + b"\0\2" + bytes(400), "newer"),
    "a later version of the same algorithms": (frame.MAGIC + b"\0\2\0\1\0\0\0\2" + bytes(400), "newer"),
    "version 0": (frame.MAGIC + b"\0\0" + bytes(400), "not_ours"),
    "algorithms we do not have": (frame.MAGIC + b"\0\1\0\2" + bytes(400), "newer"),
    "a header of 4 GiB": (frame.MAGIC + b"\0\1\0\1\xff\xff\xff\xff" + bytes(400), "too_large"),
    "a header longer than the file": (frame.MAGIC + b"\0\1\0\1\0\0\xff\xff" + bytes(400), "damaged"),
    "only the first bytes": (frame.MAGIC + b"\0\1\0\1\0\0\0\2", "damaged"),
}


@pytest.mark.parametrize("name", FIRST)
def test_that_a_file_is_told_apart_by_its_first_bytes(tmp_path: Path, name: str) -> None:
    data, code = FIRST[name]
    assert refused(tmp_path / "a.tqp", data).code == code


def test_that_a_file_of_two_gigabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.tqp"
    path.touch()
    os.truncate(path, 2 << 30)
    with pytest.raises(PackageTrouble) as trouble, SIDES.open(path):
        pass
    assert (trouble.value.code, trouble.value.reason) == ("too_large", "file")


def test_that_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.tqp")
    (tmp_path / "folder.tqp").mkdir()
    codes = []
    for name in ("pipe.tqp", "folder.tqp", "none.tqp"):
        with pytest.raises(PackageTrouble) as trouble, SIDES.open(tmp_path / name):
            pass
        codes.append(trouble.value.code)
    assert codes == ["not_ours", "not_ours", "unreadable"]


SEEDS = [ZIP, *(data for data, _, _ in HOSTILE.values() if len(data) < 5000)]
EDIT = st.tuples(st.integers(0, 5000), st.sampled_from([0, 1, 4]), st.binary(max_size=4))


@settings(max_examples=1500)
@given(seed=st.sampled_from(SEEDS), edits=st.lists(EDIT, max_size=6))
def test_that_a_zip_changed_in_any_way_is_taken_or_refused_and_nothing_else(
    seed: bytes, edits: list[tuple[int, int, bytes]]
) -> None:
    data = seed
    for place, gone, put in edits:
        data = data[: place % (len(data) + 1)] + put + data[place % (len(data) + 1) + gone :]
    try:
        taken = Contents(Plain(data))
        taken.check(fields(2, 1))
    except PackageTrouble:
        return
    assert list(taken.lines()) == TEXTS
