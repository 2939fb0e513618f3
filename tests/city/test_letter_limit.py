"""A letter too long to be one is answered in words, whatever it says of its length; a window sends the halves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3

from forwarding.client import CityLine
from forwarding.wire import MAX_LETTER_BYTES, Trouble
from models.errors import LineTrouble
from models.rules.terms import Act, QueueState
from models.store.store import Store
from tests.helpers.cityside import TOKEN, WINDOW, CitySide, running_city
from tests.helpers.sending import Hands, kept_entries, received, rows, runner
from tests.store.acts import act

HEADERS = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
LONG = "长" * (MAX_LETTER_BYTES // 9)  # a third of what a letter may have


@pytest.fixture
def city(tmp_path: Path) -> Iterator[CitySide]:
    with running_city(tmp_path / "city") as side:
        yield side


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "window", b"k" * 32, window=WINDOW) as opened:
        yield opened


@pytest.mark.parametrize("path", ["/v1/entries", "/v1/entries/offered", "/v1/enrol"])
@pytest.mark.parametrize("told", [True, False], ids=["length told", "length not told"])
def test_that_a_letter_too_long_is_answered_413_in_words(path: str, told: bool, city: CitySide) -> None:
    body = json.dumps({"entries": ["x" * MAX_LETTER_BYTES]}).encode()
    sent = body if told else iter([body[:1000], body[1000:]])
    with urllib3.PoolManager(retries=False) as pool:
        answer = pool.request("POST", city.url + path, body=sent, headers=HEADERS, chunked=not told)
    assert answer.status == 413
    letter = Trouble.model_validate_json(answer.data)
    assert letter.code == "413"
    assert "分几封" in letter.sentence


def test_that_the_longest_letter_is_still_read(city: CitySide) -> None:
    body = b'{"entries": []}'
    with urllib3.PoolManager(retries=False) as pool:
        padded = body + b" " * (MAX_LETTER_BYTES - len(body))
        answer = pool.request("POST", f"{city.url}/v1/entries", body=padded, headers=HEADERS)
    assert answer.status == 422  # read, and not understood


def test_that_a_window_sends_the_halves_of_what_is_too_long(store: Store, city: CitySide) -> None:
    clock = Hands()
    cases = [received(store, number) for number in range(1, 9)]
    for case_id in cases:
        act(store, case_id, Act.NOTE, text=LONG)
    way = runner(store, city.url, clock)
    assert way.run_once().line == "up"
    assert kept_entries(city) == 16
    assert {rows(store)[case_id].state for case_id in cases} == {QueueState.DELIVERED}


def test_that_one_entry_too_long_by_itself_is_held_and_the_others_go(store: Store, city: CitySide) -> None:
    clock = Hands()
    cases = [received(store, number) for number in range(1, 4)]
    act(store, cases[1], Act.NOTE, text=LONG * 4)
    way = runner(store, city.url, clock)
    assert way.run_once().line == "up"
    assert kept_entries(city) == 3
    assert rows(store)[cases[1]].state is QueueState.HELD
    assert "分几封" in rows(store)[cases[1]].reason


def test_that_the_line_reads_it_as_this_very_letter_refused(city: CitySide) -> None:
    line = CityLine(city.url, TOKEN)
    with pytest.raises(LineTrouble) as caught:
        line._ask("POST", "/v1/entries", b"x" * (MAX_LETTER_BYTES + 1), "application/json")
    line.close()
    assert caught.value.code == "refused"
