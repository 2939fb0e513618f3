"""Half of all connections are bad, in eight ways: every entry reaches the city once, and its receipt comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from forwarding.client import CityLine
from forwarding.runner import Runner
from models.rules.terms import Act
from models.store.store import Store
from tests.faults.cityproc import CityProcess, city_process, token
from tests.faults.clerk import Clerk
from tests.faults.naive import send_naively
from tests.faults.proxy import BAD, Kind, broken_line
from tests.faults.scale import FULL, SCALE, told
from tests.faults.sums import sums, sums_of
from tests.store.acts import KEY, NOW

WINDOW, NAIVE = "140581-03", "140581-04"
TIMEOUT = 0.4 if FULL else 0.2  # seconds a window waits; a reply later than that is none
CASES_A_PASS = 1 if FULL else 3
A_CASE = (Act.ACCEPT, Act.NOTE, Act.FORWARD, Act.REPRINT)


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def city(quick: Path) -> Iterator[CityProcess]:
    with city_process(quick / "city", (WINDOW, NAIVE)) as city:
        yield city


def work_through(store: Store, url: str, door: Callable[[], object], entries: int) -> int:
    """The clerk acts, the runner passes, until everything has its receipt; how many passes it took."""
    clock, passes, clerk = Clock(), 0, Clerk(store, Random(7))
    line = CityLine(url, token(store.window), timeout=TIMEOUT)
    runner = Runner(store, line, clock, Random(1))
    left = entries  # a multiple of what one case makes
    while left > 0 or outbox_open(store):
        assert passes < entries * 3, "the queue never empties"
        for _ in range(min(left // (1 + len(A_CASE)), CASES_A_PASS)):
            case = clerk.receive()
            for kind in A_CASE:
                clerk.act(case, kind)
            left -= 1 + len(A_CASE)
        door()
        runner.run_once()
        passes += 1
        clock.at += timedelta(minutes=20)
    line.close()
    return passes


def outbox_open(store: Store) -> bool:
    """Whether anything waits for its receipt."""
    with store.read() as db:
        return bool(db.execute("SELECT 1 FROM queue WHERE state <> '已送达' LIMIT 1").fetchone())


def test_that_nothing_is_lost_or_doubled_while_half_of_all_connections_are_bad(
    city: CityProcess, quick: Path
) -> None:
    with Store.create(quick / "window", KEY, window=WINDOW) as store, broken_line(city.url, 20261120) as proxy:
        passes = work_through(store, proxy.url, proxy.door, SCALE.entries)
        engine = city.engine()
        found = sums_of(store, engine)
        engine.dispose()
    met = {str(kind): proxy.counts[kind] for kind in (Kind.GOOD, *BAD)}
    told("坏线路", **found.words(), 趟数=passes, **met)
    assert found.done == SCALE.entries
    assert found.sound
    assert all(proxy.counts[kind] for kind in BAD)


def test_that_a_sender_that_makes_fresh_ids_is_found_to_double(city: CityProcess) -> None:
    acts = SCALE.entries // 20
    with broken_line(city.url, 20261120) as proxy:
        receipts = send_naively(proxy, NAIVE, token(NAIVE), acts, timeout=TIMEOUT)
    engine = city.engine()
    found = sums((f"naive/{n}" for n in range(acts)), receipts, engine, NAIVE)
    lost = sums((f"naive/{n}" for n in range(acts + 1)), receipts, engine, NAIVE)
    engine.dispose()
    told("坏线路·对照（每次换新编号）", **found.words())
    assert found.lost == 0
    assert found.doubled > 0
    assert not found.sound
    assert (lost.lost, lost.without_receipt) == (1, found.without_receipt + 1)  # an act that never went is seen too
