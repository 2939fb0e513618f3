"""Many windows at once, over several connections as several processes have: one dense order, nobody misses any."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event
from uuid import uuid4

import pytest
from sqlalchemy import Engine, select

from city import keep
from city.keys import CityKeys
from city.tables import counties, engine_for, entries
from tests.helpers.cityside import LetterBook

COUNTIES, WINDOWS, BATCHES, LETTERS = ("140581", "370881"), 3, 5, 4
EACH = WINDOWS * BATCHES * LETTERS  # entries of one county
TOLD = {"case_no": "140581-03-20261120-0001-X", "item": "样例事项", "applicant": {"name": "样例有限公司"}}


@pytest.fixture
def engines(city_database: str) -> Iterator[tuple[Engine, Engine]]:
    """As two processes have them."""
    both = engine_for(city_database), engine_for(city_database)
    yield both
    for engine in both:
        engine.dispose()


def now() -> datetime:
    return datetime(2026, 11, 20, 9, tzinfo=UTC)


def send(engine: Engine, keys: CityKeys, window: str) -> set[str]:
    """One window's day; its receipts."""
    book, receipts = LetterBook(window), set()
    for _ in range(BATCHES):
        letters = [book.write(str(uuid4()), "receive", TOLD) for _ in range(LETTERS)]
        answers = keep.take(engine, keys, window, letters, now)
        assert [one.reason for one in answers if not one.delivered] == []
        receipts |= {one.receipt for one in answers}
    return receipts


def read(engine: Engine, keys: CityKeys, window: str, failed: Event) -> list[int]:
    """The places a window is told of, in the order it is told, until it has been told of all."""
    places: list[int] = []
    cursor = 0
    while len(places) < EACH and not failed.is_set():
        told = keep.since(engine, keys, window, cursor, 7, own=True)
        places += [one.place for one in told.entries]
        cursor = told.cursor
        assert cursor == len(places), "a number was passed over"
    return places


def test_that_the_order_of_a_county_is_dense_and_nobody_is_passed_over(engines: tuple[Engine, Engine]) -> None:
    keys, windows = CityKeys.new(), [f"{county}-{no:02d}" for county in COUNTIES for no in range(1, WINDOWS + 1)]
    failed = Event()
    with ThreadPoolExecutor(len(windows) + len(COUNTIES)) as hands:
        readers: list[Future[list[int]]] = [
            hands.submit(read, engines[n % 2], keys, f"{county}-01", failed) for n, county in enumerate(COUNTIES)
        ]
        senders = [hands.submit(send, engines[n % 2], keys, window) for n, window in enumerate(windows)]
        try:
            receipts = set().union(*(sender.result() for sender in senders))
        except BaseException:
            failed.set()
            raise
        assert [reader.result() for reader in readers] == [list(range(1, EACH + 1))] * len(COUNTIES)
    with engines[0].connect() as db:
        assert set(db.execute(select(entries.c.receipt)).scalars()) == receipts
        assert set(db.execute(select(counties.c.feed)).scalars()) == {EACH}
