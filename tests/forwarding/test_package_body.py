"""The sealed chunks of a package's body: any length, any place, and none moved, lost or taken from another."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwarding.sealed.body import CHUNK, SealedBody, SealingWriter
from forwarding.sealed.suite import SUITE
from forwarding.sealed.trouble import PackageTrouble

KEY, BOUND = b"k" * 32, b"b" * 32
STEP = CHUNK + SUITE.tag
PLAIN = b"".join(bytes([n]) * CHUNK for n in range(3)) + b"the end"


def sealed(plain: bytes, key: bytes = KEY, bound: bytes = BOUND) -> bytes:
    """A body as it stands in the file."""
    out = bytearray()
    writer = SealingWriter(out.extend, SUITE, key, bound)
    writer.write(plain)
    writer.finish()
    return bytes(out)


def body(data: bytes, key: bytes = KEY, bound: bytes = BOUND) -> SealedBody:
    """It opened again."""
    return SealedBody(io.BytesIO(data), 0, len(data), SUITE, key, bound)


def opened(data: bytes) -> bytes:
    """All of it."""
    found = body(data)
    return found.take(0, found.size)


THREE = sealed(PLAIN)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1])
def test_that_a_body_of_any_length_comes_back_in_as_many_chunks_as_it_needs(size: int) -> None:
    plain = b"z" * size
    data = sealed(plain)
    assert len(data) == size + SUITE.tag * max(1, -(-size // CHUNK))
    assert body(data).size == size
    assert body(data).take(0, size + 9) == plain


@given(place=st.integers(0, len(PLAIN) + 9), size=st.integers(0, 2 * CHUNK))
def test_that_bytes_are_taken_at_any_place(place: int, size: int) -> None:
    assert body(THREE).take(place, size) == PLAIN[place : place + size]


@pytest.mark.parametrize("pieces", [1, 7, CHUNK - 1, CHUNK, CHUNK + 1])
def test_that_it_does_not_matter_in_what_pieces_it_was_written(pieces: int) -> None:
    out = bytearray()
    writer = SealingWriter(out.extend, SUITE, KEY, BOUND)
    text = PLAIN if pieces > 7 else PLAIN[:900]
    for start in range(0, len(text), pieces):
        writer.write(text[start : start + pieces])
    writer.finish()
    assert bytes(out) == sealed(text)


CHANGED = {
    "two chunks changed places": THREE[STEP : 2 * STEP] + THREE[:STEP] + THREE[2 * STEP :],
    "a chunk was left out": THREE[:STEP] + THREE[2 * STEP :],
    "a chunk came twice": THREE[:STEP] + THREE,
    "the last chunk was cut off": THREE[: 3 * STEP],
    "the last chunk was cut short": THREE[:-1],
    "bytes were put behind": THREE + b"\0",
    "another body's chunk was put in": sealed(PLAIN, key=b"x" * 32)[:STEP] + THREE[STEP:],
    "it is too short for a tag": b"\0" * 15,
    "nothing is left": b"",
    "a last chunk holds a tag only": THREE[: 3 * STEP] + b"\0" * 16,
}


@pytest.mark.parametrize("data", CHANGED.values(), ids=CHANGED)
def test_that_a_body_is_refused_when(data: bytes) -> None:
    with pytest.raises(PackageTrouble) as trouble:
        opened(data)
    assert trouble.value.code == "damaged"


def test_that_a_body_under_another_head_is_refused() -> None:
    with pytest.raises(PackageTrouble):
        body(THREE, bound=b"c" * 32).take(0, 1)
