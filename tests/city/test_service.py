"""The city keeps each entry once, answers with the same receipt, and lets nothing in that is not whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from city.tables import cases, disputes, entries
from forwarding.client import CityLine
from forwarding.wire import Answer, BatchLetter, EntryLetter
from models.errors import LineTrouble
from tests.helpers.cityside import TOKEN, CitySide, LetterBook, running_city
from tests.helpers.postgres import DATABASES, fresh_city_database

TOLD = {
    "case_no": "140581-03-20261120-0001-X",
    "item": "第三类医疗器械经营许可",
    "applicant": {"name": "样例医疗器械有限公司"},
}


@pytest.fixture(scope="module", params=DATABASES)
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CitySide]:
    folder = tmp_path_factory.mktemp("city")
    with fresh_city_database(request, request.param, folder) as url, running_city(folder, database=url) as side:
        yield side


@pytest.fixture
def line(city: CitySide) -> Iterator[CityLine]:
    road = CityLine(city.url, TOKEN)
    yield road
    road.close()


@pytest.fixture(scope="module")
def book() -> LetterBook:
    return LetterBook()


def count(city: CitySide, letter: EntryLetter) -> int:
    with city.engine.connect() as connection:
        return int(connection.execute(select(func.count()).where(entries.c.id == letter.id)).scalar() or 0)


def test_that_the_same_entry_sent_twice_has_one_row_and_one_receipt(
    city: CitySide, line: CityLine, book: LetterBook
) -> None:
    letter = book.write(str(uuid4()), "receive", TOLD)
    first = line.send(BatchLetter(entries=(letter,))).answers[0]
    again = line.send(BatchLetter(entries=(letter,))).answers[0]
    assert (first.answer, again.answer) == (Answer.TAKEN, Answer.AGAIN)
    assert first.receipt == again.receipt != ""
    assert first.received_at == again.received_at
    assert count(city, letter) == 1


def test_that_a_changed_body_under_one_id_is_refused_and_both_are_kept(
    city: CitySide, line: CityLine, book: LetterBook
) -> None:
    letter = book.write(str(uuid4()), "receive", TOLD)
    line.send(BatchLetter(entries=(letter,)))
    other = letter.model_copy(update={"digest": "a" * 64})
    answer = line.send(BatchLetter(entries=(other,))).answers[0]
    assert answer.answer == Answer.CHANGED
    assert not answer.delivered
    with city.engine.connect() as connection:
        assert connection.execute(select(disputes.c.id).where(disputes.c.id == letter.id)).scalar() == letter.id


def test_that_an_entry_damaged_on_the_way_is_refused(city: CitySide, line: CityLine, book: LetterBook) -> None:
    letter = book.write(str(uuid4()), "receive", TOLD)
    answer = line.send(BatchLetter(entries=(letter.model_copy(update={"actor": "别人"}),))).answers[0]
    assert answer.answer == Answer.REFUSED
    assert count(city, letter) == 0
    assert line.send(BatchLetter(entries=(letter,))).answers[0].delivered


def test_that_an_entry_waits_for_its_blobs(line: CityLine, book: LetterBook) -> None:
    data = b"%PDF-1.4 sample"
    digest = hashlib.sha256(data).hexdigest()
    letter = book.write(str(uuid4()), "receive", TOLD, blobs=(digest,))
    answer = line.send(BatchLetter(entries=(letter,))).answers[0]
    assert (answer.answer, answer.missing) == (Answer.MISSING, (digest,))
    assert not line.has_blob(digest)
    line.put_blob(digest, data)
    assert line.has_blob(digest)
    assert line.send(BatchLetter(entries=(letter,))).answers[0].delivered


def test_that_a_blob_that_is_not_what_its_name_says_is_not_kept(line: CityLine) -> None:
    with pytest.raises(LineTrouble) as trouble:
        line.put_blob("b" * 64, b"something else")
    assert "摘要不符" in trouble.value.sentence
    assert not line.has_blob("b" * 64)


def test_that_a_later_entry_waits_for_the_earlier_one(line: CityLine, book: LetterBook) -> None:
    case = str(uuid4())
    first, second = book.write(case, "receive", TOLD), book.write(case, "accept", {})
    assert line.send(BatchLetter(entries=(second,))).answers[0].answer == Answer.EARLY
    answers = line.send(BatchLetter(entries=(first, second))).answers
    assert [a.answer for a in answers] == [Answer.TAKEN, Answer.TAKEN]


def test_that_a_version_taken_by_another_entry_is_a_conflict(line: CityLine, book: LetterBook) -> None:
    case = str(uuid4())
    line.send(BatchLetter(entries=(book.write(case, "receive", TOLD),)))
    other = LetterBook()
    other._seq = 5000
    answer = line.send(BatchLetter(entries=(other.write(case, "receive", TOLD),))).answers[0]
    assert answer.answer == Answer.CONFLICT


def test_that_a_forwarded_case_comes_back_as_received_by_the_city(
    city: CitySide, line: CityLine, book: LetterBook
) -> None:
    case = str(uuid4())
    cursor = line.entries_since(0).cursor
    letters = (
        book.write(case, "receive", TOLD),
        book.write(case, "accept", {}),
        book.write(case, "forward", {}),
    )
    answers = line.send(BatchLetter(entries=letters)).answers
    made = line.entries_since(cursor)
    assert [(e.kind, e.case, e.version) for e in made.entries] == [("city_receive", case, 4)]
    assert made.entries[0].payload["city_receipt"] == answers[2].receipt
    assert line.entries_since(made.cursor).entries == ()
    with city.engine.connect() as connection:
        assert connection.execute(select(cases.c.state).where(cases.c.case_id == case)).scalar() == "市级已接收"


def test_that_a_window_the_city_does_not_know_is_turned_away(city: CitySide, book: LetterBook) -> None:
    stranger = CityLine(city.url, "not-a-token")
    with pytest.raises(LineTrouble) as trouble:
        stranger.send(BatchLetter(entries=(book.write(str(uuid4()), "receive", TOLD),)))
    assert trouble.value.code == "unauthorised"
    stranger.close()


def test_that_everything_is_still_there_after_the_city_restarts(tmp_path: Path) -> None:
    book = LetterBook()
    letter = book.write(str(uuid4()), "receive", TOLD)
    receipts = []
    for _ in range(2):
        with running_city(tmp_path) as side:
            road = CityLine(side.url, TOKEN)
            receipts.append(road.send(BatchLetter(entries=(letter,))).answers[0].receipt)
            road.close()
    assert receipts[0] == receipts[1]
