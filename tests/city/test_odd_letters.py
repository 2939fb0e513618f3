"""Letters no form of ours writes: what is readable is kept, what is not is refused, on both databases alike."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import urllib3
from sqlalchemy import select

from city.keys import CityKeys
from city.tables import cases, disputes, entries
from forwarding.client import CityLine
from forwarding.wire import Answer, BatchLetter, KeptLetter, OfferLetter
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
    {"at": "2026-11-20T01:00:00.000Z"},
    {"at": "2026-13-20T09:00:00.000+08:00"},
    {"prev": "\0"},
    {"seq": 2**31},
    {"version": 2**63},
    {"seen": 2**63},
    {"blobs": ["\0"]},
    {"actor": "\ud800"},
    {"payload": {"sum": float("inf")}},
    {"payload": {"sum": [float("nan")]}},
    {"payload": {"name": "\ud800"}},
    {"payload": {"\ud800": 1}},
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


def test_that_an_offered_entry_whose_number_is_taken_is_kept_beside(city: CitySide, line: CityLine) -> None:
    first, second = (LetterBook().write(str(uuid4()), "receive", TOLD) for _ in range(2))  # both number 1 of the window
    assert line.send(BatchLetter(entries=(first,))).answers[0].answer is Answer.TAKEN
    keys = CityKeys.at(city.folder)
    seal = keys.seal(second.digest, 9, "counted", "SJ")
    lost = KeptLetter.model_validate({**second.model_dump(), "place": 9, "receipt": "SJ", "seal": seal})
    answers = [line.offer(OfferLetter(entries=(lost,))) for _ in range(2)]
    assert [(one.taken, one.refused) for one in answers] == [(0, 1), (0, 1)]
    with city.engine.connect() as db:
        assert db.execute(select(disputes.c.id)).scalars().all() == [second.id]


def test_that_a_range_beyond_the_end_is_refused_in_words_and_one_that_is_none_gets_the_whole(
    city: CitySide, line: CityLine
) -> None:
    data = b"%PDF-1.7 one page"
    digest = hashlib.sha256(data).hexdigest()
    line.put_blob(digest, data)
    asked = {"bytes=99-": 416, "bytes=5-2": 200, "pages=1": 200, "bytes=0-1,4-5": 200, "bytes=0-3": 206}
    with urllib3.PoolManager(headers={"Authorization": f"Bearer {TOKEN}"}) as pool:
        for wanted, status in asked.items():
            headers = {**pool.headers, "Range": wanted}
            answer = pool.request("GET", f"{city.url}/v1/blobs/{digest}", headers=headers, retries=False)
            assert answer.status == status, wanted
            if status == 416:
                assert answer.json()["sentence"] == "附件没有这么长"


def test_that_an_address_nobody_knows_is_answered_in_words(city: CitySide) -> None:
    for method, path, status in (("GET", "/v1/nothing", 404), ("DELETE", "/v1/entries", 405)):
        answer = urllib3.request(method, f"{city.url}{path}", retries=False)
        assert (answer.status, answer.json()["code"], answer.json()["sentence"].isascii()) == (
            status, str(status), False,
        )  # fmt: skip
