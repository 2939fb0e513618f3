"""Letters no form of ours writes: what is readable is kept, what is not is refused, on both databases alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import urllib3
from sqlalchemy import select

from city.tables import cases, entries
from forwarding.client import CityLine
from forwarding.wire import Answer, BatchLetter
from tests.helpers.cityside import TOKEN, CitySide, LetterBook, running_city

LONG = "很长的名称" * 100
TOLD = {"case_no": "140581-03-20261120-0001-X", "item": "样例事项", "applicant": {"name": "样例有限公司"}}
ODD: list[dict[str, Any]] = [
    {"applicant": {"name": LONG}},
    {"applicant": {"name": "样例\0某"}},
    {"item": LONG, "mode": LONG, "organ": LONG, "due": LONG, "case_no": LONG},
    {"applicant": ["not", "a", "name"], "item": 7, "due": {"name": None}, "state": LONG},
    {"applicant": {"name": "𠅤𬱖䶮"}, "item": "\u202e倒写", "mode": "'; DROP TABLE cases; --"},
]


@pytest.fixture
def city(tmp_path: Path, city_database: str) -> Iterator[CitySide]:
    with running_city(tmp_path, database=city_database) as side:
        yield side


@pytest.fixture
def line(city: CitySide) -> Iterator[CityLine]:
    road = CityLine(city.url, TOKEN)
    yield road
    road.close()


def test_that_an_entry_is_kept_whole_whatever_stands_in_it(city: CitySide, line: CityLine) -> None:
    book = LetterBook()
    letters = [book.write(str(uuid4()), "receive", TOLD | odd) for odd in ODD]
    answers = line.send(BatchLetter(entries=tuple(letters))).answers
    assert [one.answer for one in answers] == [Answer.TAKEN] * len(ODD)
    with city.engine.connect() as db:
        for letter in letters:
            kept = db.execute(select(entries.c.payload).where(entries.c.id == letter.id)).scalar_one()
            assert json.loads(kept) == letter.payload
        names = db.execute(select(cases.c.applicant).where(cases.c.case_id == letters[1].case)).scalar_one()
    assert names == "样例某"


UNREADABLE: list[dict[str, Any]] = [
    {"id": "\0" * 36},
    {"case": "a\0b"},
    {"window": "140581-03\0"},
    {"kind": "rece\0ive"},
    {"actor": "甲\0"},
    {"at": "2026-11-20T09:00:00\0"},
    {"prev": "\0"},
    {"seq": 2**31},
    {"version": 2**63},
    {"seen": 2**63},
    {"blobs": ["\0"]},
    {"actor": "\ud800"},
]


def test_that_a_letter_no_window_writes_is_refused_in_words(city: CitySide) -> None:
    letter = LetterBook().write(str(uuid4()), "receive", TOLD).model_dump(mode="json")
    with urllib3.PoolManager(headers={"Authorization": f"Bearer {TOKEN}"}) as pool:
        for odd in UNREADABLE:
            batch = {"protocol": 1, "entries": [letter | odd]}
            body = json.dumps(batch)  # which writes half of a pair as JSON may, where a stricter one would not
            headers = {**pool.headers, "Content-Type": "application/json"}
            answer = pool.request("POST", f"{city.url}/v1/entries", body=body, headers=headers, retries=False)
            assert (answer.status, "来信读不懂" in answer.json()["sentence"]) == (422, True), odd


def test_that_a_number_no_county_reaches_is_refused_in_words(city: CitySide) -> None:
    letter = LetterBook().write(str(uuid4()), "receive", TOLD).model_dump(mode="json")
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with urllib3.PoolManager(headers=headers) as pool:
        batch = {"protocol": 1, "told": 2**63, "entries": [letter]}
        told = pool.request("POST", f"{city.url}/v1/entries", json=batch, retries=False)
        asked = pool.request("GET", f"{city.url}/v1/entries?since={2**63}", retries=False)
    assert [told.status, asked.status] == [422, 422]
