"""A window that sends, for tests of the line: a clock moved by hand, cases with scans, what the city has of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from city.tables import blobs, entries
from forwarding.client import CityLine
from forwarding.pacing import Pace
from forwarding.runner import Runner
from models.rules.terms import Act
from models.store import daybook
from models.store.rows import QueueData
from models.store.store import Store
from models.store.work import new_case_id
from tests.helpers.cityside import TOKEN, CitySide
from tests.store.acts import marks, receiving

START = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass
class Hands:
    """A clock the test moves."""

    moment: datetime = field(default=START)

    def __call__(self) -> datetime:
        return self.moment

    def on(self, **span: float) -> None:
        self.moment += timedelta(**span)


def received(store: Store, number: int, *scans: bytes) -> str:
    """收件 with some scans and no paper; the id of the case."""
    case_id = new_case_id()
    with store.work() as work:
        digests = [work.put_blob(scan, "application/pdf") for scan in scans]
        told = receiving(f"140581-03-20261120-{number:04d}-X", materials=marks(*digests) if digests else [])
        told["documents"] = []
        work.append(case_id, Act.RECEIVE, "c1", told, START)
        work.commit()
    return case_id


def accepted(store: Store, case_id: str) -> None:
    """受理 of a case, without a paper."""
    with store.work() as work:
        work.append(case_id, Act.ACCEPT, "c1", {"state": "已受理"}, START)
        work.commit()


def runner(store: Store, url: str, clock: Hands, pace: Pace | None = None, *, token: str = TOKEN) -> Runner:
    """What makes passes over this store's queue."""
    return Runner(store, CityLine(url, token, timeout=5), clock, Random(1), pace=pace)


def rows(store: Store) -> dict[str, QueueData]:
    """The newest row of the queue for each case."""
    return {row.case_id: row for row in sorted(daybook.queue_rows(store, limit=1000), key=lambda row: row.n)}


def rows_of(store: Store, case_id: str) -> list[QueueData]:
    """A case's rows of the queue."""
    return [row for row in daybook.queue_rows(store, limit=1000) if row.case_id == case_id]


def kept_entries(city: CitySide) -> int:
    """How many entries the windows brought."""
    with city.engine.connect() as connection:
        return int(connection.execute(select(func.count()).where(~entries.c.window.like("city-%"))).scalar() or 0)


def kept_blobs(city: CitySide) -> set[str]:
    """Digests of the blobs the city has whole."""
    with city.engine.connect() as connection:
        return set(connection.execute(select(blobs.c.digest)).scalars())
