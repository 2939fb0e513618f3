"""Large scans on a thin line: nobody waits behind them, nothing is sent twice, nothing is lost when the line breaks."""

from __future__ import annotations

import hashlib
import os
import threading
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import delete

from city.tables import blobs
from city.windows import enrol
from forwarding.pacing import Pace
from forwarding.runner import Runner
from forwarding.wire import PART
from models.rules.terms import QueueState
from models.store import outbox
from models.store.store import Store
from tests.helpers.cityside import TOKEN, CitySide, running_city
from tests.helpers.sending import (
    Hands,
    accepted,
    kept_blobs,
    kept_entries,
    received,
    rows,
    rows_of,
    runner,
)
from tests.helpers.slow_line import slow_line

BIG = os.urandom(1_000_000)
BIG_DIGEST = hashlib.sha256(BIG).hexdigest()
THIN = 512 * 1024.0  # bytes a second: a line of 256 kbit, sixteen times as fast, with a pass as much shorter
BRIEF = Pace(budget=5.0 / 16)


def passes(way: Runner, clock: Hands, most: int = 200) -> int:
    """Passes, as the window makes them, until nothing is left to do; returns how many."""
    for count in range(1, most + 1):
        report = way.run_once()
        if report.line == "up" and not report.more:
            return count
        clock.on(seconds=1 if report.line == "up" else 900)
    raise AssertionError("the queue did not drain")


def test_that_thirty_small_cases_have_their_receipts_while_a_large_scan_is_under_way(
    store: Store, city: CitySide, clock: Hands
) -> None:
    large = received(store, 1, BIG)
    accepted(store, large)
    with slow_line(city.url, THIN) as line:
        way = runner(store, line.url, clock, BRIEF)
        way.run_once()
        assert rows(store)[large].state is QueueState.WAITING
        small = [received(store, number, *([os.urandom(3000)] if number % 2 else [])) for number in range(2, 32)]
        while BIG_DIGEST not in kept_blobs(city) and not all(
            rows(store)[case].state is QueueState.DELIVERED for case in small
        ):
            way.run_once()
        assert BIG_DIGEST not in kept_blobs(city)
        assert {rows(store)[case].state for case in small} == {QueueState.DELIVERED}
        assert any("分段上传" in row.reason for row in rows_of(store, large))
        passes(way, clock)
    assert BIG_DIGEST in kept_blobs(city)
    assert kept_entries(city) == 32
    assert line.sent < len(BIG) + 500_000


def test_that_a_scan_goes_on_from_where_the_line_broke(store: Store, city: CitySide, clock: Hands) -> None:
    received(store, 1, BIG)
    with slow_line(city.url, 4e6) as line:
        way = runner(store, line.url, clock)
        for place in (300_000, 600_000):
            line.break_at = place
            assert way.run_once().line == "down"
            clock.on(hours=1)
        passes(way, clock)
        overhead = 20_000  # heads of requests, and the entry itself
        assert line.sent <= len(BIG) + 2 * PART + overhead
    assert kept_blobs(city) == {BIG_DIGEST}
    assert kept_entries(city) == 1


def test_that_a_window_started_again_goes_on_from_what_the_city_has(
    store: Store, city: CitySide, clock: Hands
) -> None:
    received(store, 1, BIG)
    with slow_line(city.url, 4e6) as line:
        line.break_at = 700_000
        runner(store, line.url, clock).run_once()
        clock.on(hours=1)
        passes(runner(store, line.url, clock), clock)
        assert line.sent <= len(BIG) + PART + 20_000
    assert kept_entries(city) == 1


def test_that_a_case_keeps_its_order_behind_its_scan(store: Store, city: CitySide, clock: Hands) -> None:
    case = received(store, 1, BIG)
    accepted(store, case)
    way = runner(store, city.url, clock, Pace(budget=0.0))
    way.run_once()
    assert kept_entries(city) == 0
    assert {row.state for row in rows_of(store, case)} == {QueueState.WAITING}
    assert {row.attempts for row in rows_of(store, case)} == {0}
    passes(runner(store, city.url, clock), clock)
    assert kept_entries(city) == 2


def test_that_a_scan_gone_from_the_disk_holds_its_own_case_only(store: Store, city: CitySide, clock: Hands) -> None:
    lost, other = received(store, 1, BIG), received(store, 2, b"%PDF small")
    path = store.blobs.path(BIG_DIGEST)
    away = path.rename(path.with_name("away"))
    passes(runner(store, city.url, clock), clock)
    row = rows(store)[lost]
    assert (row.state, bool(row.reason), bool(row.who)) == (QueueState.HELD, True, True)
    assert rows(store)[other].state is QueueState.DELIVERED
    away.rename(path)
    outbox.retry(store, row.entry_id)
    passes(runner(store, city.url, clock), clock)
    assert rows(store)[lost].state is QueueState.DELIVERED


def test_that_a_scan_the_city_lost_is_brought_again(store: Store, city: CitySide, clock: Hands) -> None:
    received(store, 1, BIG)
    way = runner(store, city.url, clock)
    passes(way, clock)
    with city.engine.begin() as connection:
        connection.execute(delete(blobs))
    later = received(store, 2, BIG)
    way.run_once()
    clock.on(hours=1)
    passes(way, clock)
    assert kept_blobs(city) == {BIG_DIGEST}
    assert rows(store)[later].state is QueueState.DELIVERED


def test_that_two_windows_bring_the_same_scan_at_once(tmp_path: Path, city: CitySide) -> None:
    enrol(city.engine, "140581-04", "another", b"\0" * 32, "高平市04号窗口")
    failed: list[BaseException] = []

    def work(way: Runner, clock: Hands) -> None:
        try:
            passes(way, clock)
        except BaseException as error:  # noqa: BLE001 - told by the test
            failed.append(error)

    with ExitStack() as stack:
        threads = []
        for number, (window, token) in enumerate((("140581-03", TOKEN), ("140581-04", "another"))):
            mine = stack.enter_context(Store.create(tmp_path / window, b"k" * 32, window=window))
            received(mine, number, BIG)
            way = runner(mine, city.url, clock := Hands(), token=token)
            threads.append(threading.Thread(target=work, args=(way, clock)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failed == []
    assert kept_entries(city) == 2


def test_that_what_lies_in_a_package_goes_over_the_line_when_it_is_up(
    store: Store, tmp_path: Path, clock: Hands
) -> None:
    case = received(store, 1, b"%PDF small")
    outbox.carry(store, 1, [out.entry.id for out in outbox.to_carry(store, 10)])
    assert rows(store)[case].state is QueueState.CARRIED
    with running_city(tmp_path / "city") as side:
        passes(runner(store, side.url, clock), clock)
        assert kept_entries(side) == 1
    assert rows(store)[case].state is QueueState.DELIVERED
    assert outbox.carried(store) == {}
