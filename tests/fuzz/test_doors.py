"""The short form of the fuzzer: each door that takes bytes from outside answers anything with a refusal or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.doors import DOORS, GOOD_CODE, SEEDS


@st.composite
def changed(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """A seed with a piece taken out and another put in, or any bytes at all."""
    if draw(st.booleans()):
        return draw(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
    seed = draw(st.sampled_from(seeds))
    at = draw(st.integers(0, len(seed)))
    until = draw(st.integers(at, min(len(seed), at + 8)))
    return seed[:at] + draw(st.binary(max_size=8) | st.text(max_size=4).map(str.encode)) + seed[until:]


@pytest.mark.parametrize("door", DOORS)
@given(data=st.data())
@settings(max_examples=150)
def test_that_any_bytes_at_a_door_are_taken_or_refused_and_nothing_else(door: str, data: st.DataObject) -> None:
    DOORS[door](data.draw(changed(SEEDS[door])))


@pytest.mark.parametrize("door", DOORS)
def test_that_every_seed_passes_its_door(door: str) -> None:
    for seed in SEEDS[door]:
        DOORS[door](seed)


def test_that_the_control_which_takes_what_nobody_signed_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.signing._holds", lambda *_: True)
    with pytest.raises(AssertionError, match="nobody signed"):
        DOORS["codes"](GOOD_CODE.replace(b"0001", b"0002"))
