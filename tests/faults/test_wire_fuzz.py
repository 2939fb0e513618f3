"""Anything at all sent to the city's door: it is answered in words, never with a failure, and nothing is half kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import urllib3
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from city.tables import blobs, cases, counties, disputes, entries, gaps
from forwarding.wire import PROTOCOL
from tests.faults.scale import FULL, told
from tests.helpers.cityside import TOKEN, CitySide, LetterBook, running_city
from tests.store.acts import receiving

DOORS = ("/v1/entries", "/v1/entries/offered")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = ("id", "window", "seq", "case", "version", "kind", "at", "actor", "payload", "prev", "digest", "blobs", "seen",
          "follows", "place", "standing", "receipt", "seal")  # fmt: skip
EXAMPLES = 10_000 if FULL else 60
TABLES = (entries, cases, gaps, blobs)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CitySide]:
    with running_city(tmp_path_factory.mktemp("city")) as side:
        yield side


@pytest.fixture(scope="module")
def pool() -> Iterator[urllib3.PoolManager]:
    with urllib3.PoolManager(retries=False, timeout=30.0) as pool:
        yield pool


def post(pool: urllib3.PoolManager, city: CitySide, door: str, body: bytes) -> tuple[int, Any]:
    """Status and answer of one letter."""
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    answer = pool.request("POST", city.url + door, body=body, headers=headers)
    return answer.status, json.loads(answer.data)


def kept(city: CitySide) -> list[int]:
    """Rows in every table but the disputes, which exist to keep what is not taken; and how far the feeds came."""
    with city.engine.connect() as connection:
        rows = [int(connection.execute(select(func.count()).select_from(one)).scalar() or 0) for one in TABLES]
        return [*rows, int(connection.execute(select(func.sum(counties.c.feed))).scalar() or 0)]


BOOK = LetterBook()


def letter() -> dict[str, Any]:
    """A letter that would be taken, with what only a kept one has."""
    told = BOOK.write(str(uuid4()), "receive", receiving("140581-03-20261120-0001-K")).model_dump(mode="json")
    return {**told, "place": 1, "standing": "counted", "receipt": "SJ20261120-0", "seal": "AAAA"}


@settings(max_examples=EXAMPLES)
@given(door=st.sampled_from(DOORS), value=JSON)
def test_that_any_json_is_answered_in_words(
    city: CitySide, pool: urllib3.PoolManager, door: str, value: object
) -> None:
    before = kept(city)
    status, answer = post(pool, city, door, json.dumps(value).encode())
    assert (status, answer["code"]) == (422, "422")
    assert kept(city) == before


@settings(max_examples=EXAMPLES)
@given(door=st.sampled_from(DOORS), field=st.sampled_from(FIELDS), value=JSON, drop=st.booleans())
def test_that_a_letter_with_one_field_spoilt_is_refused_whole(
    city: CitySide, pool: urllib3.PoolManager, door: str, field: str, value: object, drop: bool
) -> None:
    spoilt = letter()
    spoilt.pop(field) if drop else spoilt.update({field: value})
    before = kept(city)
    status, answer = post(pool, city, door, json.dumps({"protocol": PROTOCOL, "entries": [spoilt]}).encode())
    assert status < 500
    taken = status == 200 and (answer.get("taken") or any(one["receipt"] for one in answer.get("answers", ())))
    assert (kept(city) != before) == bool(taken)


@settings(max_examples=EXAMPLES)
@given(door=st.sampled_from(DOORS), body=st.binary(max_size=200))
def test_that_any_bytes_are_answered_in_words(
    city: CitySide, pool: urllib3.PoolManager, door: str, body: bytes
) -> None:
    before = kept(city)
    status, answer = post(pool, city, door, body)
    assert 400 <= status < 500
    assert answer["sentence"]
    assert kept(city) == before


def test_that_a_letter_half_of_which_is_spoilt_keeps_the_other_half_and_says_so(
    city: CitySide, pool: urllib3.PoolManager
) -> None:
    """The control: what is whole is taken, so that the door is not merely shut."""
    good, bad = letter(), letter() | {"actor": "别人"}
    before = kept(city)
    status, answer = post(pool, city, DOORS[0], json.dumps({"protocol": PROTOCOL, "entries": [good, bad]}).encode())
    assert status == 200
    assert [one["answer"] for one in answer["answers"]] == ["taken", "refused"]
    assert kept(city)[0] == before[0] + 1
    with city.engine.connect() as connection:
        held = connection.execute(select(func.count()).select_from(disputes)).scalar()
    told("乱写的来信", 每种=EXAMPLES, 出错=0, 另存待查=held)
