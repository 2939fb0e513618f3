"""The digest of an entry, its canonical text and when two acts cross: what window and city must both arrive at."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import chain, crossing
from models.rules.staying import STAYS
from models.rules.terms import Act

TEXT = st.text(max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
ENTRY = {
    "id": "01J",
    "window": "140581-03",
    "seq": 7,
    "case": "140581-03-20261120-0017-N",
    "version": 2,
    "kind": "accept",
    "at": "2026-11-20T09:30:00+08:00",
    "actor": "测试甲",
    "payload": {"乙": [1, True, None], "a": '引号"与\n换行'},
    "prev": chain.GENESIS,
}


@given(VALUES)
def test_xkf_art36_a_value_has_one_text_and_the_text_gives_the_value_back(value: Any) -> None:
    assert chain.parse(chain.canonical(value)) == value
    assert chain.canonical(value) == json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_that_what_no_other_program_could_read_is_not_written(number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        chain.canonical({"n": number})


def test_that_the_text_of_an_entry_is_the_canonical_text_of_its_ten_fields() -> None:
    """``entry_text`` is put together by hand for speed, and must be what the encoder would write."""
    head = {key: value for key, value in ENTRY.items() if key != "payload"}
    text = chain.entry_text(
        **{"entry_id" if key == "id" else key: value for key, value in head.items()},  # type: ignore[arg-type]
        payload=chain.canonical(ENTRY["payload"]),
    )
    assert text == chain.canonical(ENTRY)


def test_that_the_digest_is_the_plain_sha_256_of_that_text() -> None:
    text = json.dumps(ENTRY, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert chain.digest(ENTRY) == hashlib.sha256(text.encode("utf-8")).hexdigest()
    assert chain.digest_text("同权") == hashlib.sha256("同权".encode()).hexdigest()


@pytest.mark.parametrize("key", [key for key in ENTRY if key not in {"seq", "version", "payload"}])
def test_that_no_field_can_be_changed_without_the_digest_telling(key: str) -> None:
    assert chain.digest({**ENTRY, key: f"{ENTRY[key]}x"}) != chain.digest(ENTRY)


@pytest.mark.parametrize("beside", sorted(crossing.BESIDE))
def test_xkf_art26_what_stands_beside_any_act_crosses_none_from_either_side(beside: Act) -> None:
    """许可法第二十六条."""
    assert not any(crossing.between_windows(beside, act) or crossing.between_windows(act, beside) for act in Act)


def test_xkf_art26_two_windows_that_both_act_on_a_case_cross() -> None:
    acting = [act for act in Act if act not in crossing.BESIDE]
    assert all(crossing.between_windows(mine, other) for mine in acting for other in acting)


def test_xkf_art26_a_window_crosses_the_city_only_when_both_move_the_case() -> None:
    moving = [act for act in Act if act not in STAYS and act is not Act.CITY_RECEIVE]
    assert Act.FORWARD in moving
    assert all(crossing.with_the_city(mine, citys) for mine in moving for citys in moving)
    assert not any(crossing.with_the_city(Act.FORWARD, citys) for citys in (*STAYS, Act.CITY_RECEIVE))
    assert not any(crossing.with_the_city(mine, Act.CITY_ACCEPT) for mine in STAYS)
