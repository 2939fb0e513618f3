"""The short form of the fuzzer: each door that takes bytes from outside answers anything with a refusal or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.signing import Verified
from tests.fuzz.door import DEEP, Planted, with_a_hole
from tests.fuzz.doors import WHERE, door
from tests.fuzz.of_scans import GOOD_CODE, codes


@st.composite
def changed(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """A seed with a piece taken out and another put in, or any bytes at all."""
    if draw(st.booleans()):
        return draw(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
    seed = draw(st.sampled_from(seeds))
    at = draw(st.integers(0, len(seed)))
    until = draw(st.integers(at, min(len(seed), at + 8)))
    return seed[:at] + draw(st.binary(max_size=8) | st.text(max_size=4).map(str.encode)) + seed[until:]


@pytest.mark.parametrize("name", WHERE)
@given(data=st.data())
@settings(max_examples=100)
def test_that_any_bytes_at_a_door_are_taken_or_refused_and_nothing_else(name: str, data: st.DataObject) -> None:
    door(name).take(data.draw(changed(door(name).seeds)))


@pytest.mark.parametrize("name", WHERE)
def test_that_the_seeds_reach_what_lies_behind_the_first_checks_of_a_door(name: str) -> None:
    said = [door(name).take(seed) for seed in door(name).seeds]
    assert DEEP in said
    assert len(set(said)) > 1 or name == "letters", "no seed is refused"


@pytest.mark.parametrize("name", WHERE)
def test_that_a_hole_in_a_door_is_told_of_and_not_swallowed(name: str) -> None:
    found = door(name)
    deep = next(seed for seed in found.seeds if found.take(seed) == DEEP)
    with pytest.raises(Planted):
        with_a_hole(replace(found, seeds=()))(deep)
    with_a_hole(found)(deep)


def _signed_by_anybody(payload: str, _keys: Iterable[bytes]) -> Verified:
    """The fault that is planted: whatever reads like a code counts."""
    _, case_no, doc, _ = payload.rsplit("/", 3)
    return Verified(case_no, doc)


def test_that_the_control_which_takes_what_nobody_signed_is_caught() -> None:
    assert codes(GOOD_CODE, _signed_by_anybody) == DEEP
    with pytest.raises(AssertionError, match="nobody signed"):
        codes(GOOD_CODE.replace(b"0001", b"0002"), _signed_by_anybody)


def _no_trace_is_wiped(_before: object) -> None:
    """A field is left with the scan in it."""


def _raising(_event: object) -> bool:
    raise RuntimeError("inside a method of Qt")


@pytest.mark.parametrize(
    ("part", "other", "says"),
    [
        ("ui.scanner._put_back", _no_trace_is_wiped, "left a trace"),
        ("ui.scanner.GAP_MS", 20.0, "one-letter key|told otherwise"),
        ("ui.scanner.LEAST", 3, "told otherwise"),
        ("ui.scanner.ScannerFilter._keep_from_shortcuts", lambda *_: False, "one-letter key"),
        ("ui.scanner._is_text", _raising, "inside a method of Qt"),
    ],
)
def test_that_a_scanner_that_does_otherwise_is_caught_by_the_keys(
    monkeypatch: pytest.MonkeyPatch, part: str, other: object, says: str
) -> None:
    monkeypatch.setattr(part, other)
    with pytest.raises((AssertionError, RuntimeError), match=says):
        tuple(map(door("keys").take, door("keys").seeds))
