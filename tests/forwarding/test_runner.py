"""The queue drains to a real city over a real store: once each, in order, through outages, refusals and restarts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from city.tables import blobs, entries
from forwarding.client import CityLine
from forwarding.letters import letter_of
from forwarding.runner import PassReport, Runner
from forwarding.sending import Sender
from forwarding.wire import BatchLetter
from models.rules.chain import digest
from models.rules.terms import Act, QueueState
from models.store import daybook, outbox, queries
from models.store.store import Store
from models.store.work import new_case_id
from tests.helpers.cityside import TOKEN, WINDOW, CitySide, running_city
from tests.helpers.strange_server import closed_port, reply, strange_server

START = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass
class HandClock:
    """A clock the test moves."""

    moment: datetime = field(default=START)

    def __call__(self) -> datetime:
        return self.moment

    def on(self, **span: float) -> None:
        self.moment += timedelta(**span)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "window", b"k" * 32, window=WINDOW) as opened:
        yield opened


@pytest.fixture
def city(tmp_path: Path) -> Iterator[CitySide]:
    with running_city(tmp_path / "city") as side:
        yield side


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def receive_and_forward(store: Store, number: int, *, scan: bytes = b"") -> str:
    """A case with three entries, the first of which may name a scan."""
    case = new_case_id()
    told: dict[str, Any] = {
        "case_no": f"140581-03-20261120-{number:04d}-X", "item_key": "附件/71", "item_name": "第三类医疗器械经营许可",
        "handling_item": "新办", "initials": "yl", "received_at": START.isoformat(timespec="milliseconds"),
        "applicant": {"kind": "法人", "name": "样例医疗器械有限公司", "id_kind": "统一社会信用代码", "id_number": "",
                      "legal_rep": "", "legal_rep_id": "", "address": "", "phone": ""},
        "mode": "WINDOW_FORWARD_COUNTY", "ruling": "DELEGATED",
    }  # fmt: skip
    with store.work() as work:
        if scan:
            digest = work.put_blob(scan, "application/pdf")
            told["materials"] = [{
                "seq": 1, "name": "申请表", "state": "received", "originals": 1, "copies": 0, "pages": 1, "problem": "",
                "fix": "", "scans": [digest], "give_back": False,
            }]  # fmt: skip
        work.append(case, Act.RECEIVE, "c1", {**told, "state": "已收件"}, START)
        work.append(case, Act.ACCEPT, "c1", {"state": "已受理"}, START)
        work.append(case, Act.FORWARD, "c1", {"state": "待转报"}, START)
        work.commit()
    return case


def runner(store: Store, url: str, clock: HandClock) -> Runner:
    return Runner(store, CityLine(url, TOKEN, timeout=5), clock, Random(1))


def settle(runner: Runner, clock: HandClock, passes: int = 3) -> PassReport:
    """Some passes with time going on between them."""
    report = runner.run_once()
    for _ in range(passes):
        clock.on(minutes=20)
        report = runner.run_once()
    return report


def kept(city: CitySide) -> int:
    with city.engine.connect() as connection:
        return int(connection.execute(select(func.count()).where(entries.c.window == WINDOW)).scalar() or 0)


def states(store: Store) -> list[QueueState]:
    return [row.state for row in daybook.queue_rows(store, limit=1000)]


def test_that_entries_and_scans_reach_the_city_and_its_receipt_comes_back(
    store: Store, city: CitySide, clock: HandClock
) -> None:
    case = receive_and_forward(store, 1, scan=b"%PDF-1.7 one page")
    report = settle(runner(store, city.url, clock), clock)
    assert report.line == "up"
    assert kept(city) == 3
    with city.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(blobs)).scalar() == 1
    known = queries.case(store, case)
    assert known is not None
    assert known.city_receipt.startswith("SJ")
    assert known.state.value == "市级已接收"


def test_that_an_outage_loses_nothing_and_doubles_nothing(store: Store, tmp_path: Path, clock: HandClock) -> None:
    for number in range(1, 5):
        receive_and_forward(store, number)
    away = runner(store, closed_port(), clock)
    assert away.run_once().line == "down"
    assert away.run_once().moved == 0
    with running_city(tmp_path / "city") as side:
        clock.on(minutes=30)
        assert settle(runner(store, side.url, clock), clock).line == "up"
        assert kept(side) == 12


def test_that_a_reply_lost_after_the_city_kept_the_entry_gives_the_same_receipt(
    store: Store, city: CitySide, clock: HandClock
) -> None:
    receive_and_forward(store, 1)
    first = outbox.claim(store, clock(), 50, timedelta(seconds=1))
    line = CityLine(city.url, TOKEN)
    told = Sender(store, line, clock, Random(1)).deliver(first)  # sent, answered, and the answer thrown away
    line.close()
    clock.on(minutes=5)
    settle(runner(store, city.url, clock), clock)
    assert kept(city) == 3
    row = next(r for r in daybook.queue_rows(store, limit=10) if r.entry_id == told[0].id)
    assert row.receipt == told[0].receipt


def test_that_one_bad_entry_is_held_and_the_other_cases_go_on(store: Store, city: CitySide, clock: HandClock) -> None:
    bad = receive_and_forward(store, 1)
    receive_and_forward(store, 2)
    thief = CityLine(city.url, TOKEN)
    claimed = [out for out in outbox.claim(store, clock(), 50, timedelta(0)) if out.entry.case_id == bad]
    letter = runner(store, city.url, clock)
    changed = claimed[0]
    forged = letter_of(changed).model_copy(update={"actor": "另一人"})
    outside = {"digest", "blobs", "seen", "follows"}
    forged = forged.model_copy(update={"digest": digest(forged.model_dump(exclude=outside))})
    thief.send(BatchLetter(entries=(forged,)))
    thief.close()
    clock.on(minutes=5)
    settle(letter, clock)
    assert states(store).count(QueueState.HELD) == 1
    held = next(row for row in daybook.queue_rows(store, limit=10) if row.state is QueueState.HELD)
    assert held.case_id == bad
    assert held.reason
    assert held.who
    assert kept(city) == 1 + 3


@pytest.mark.parametrize(
    "answer",
    [reply("500 Oops", b""), reply("200 OK", b"<html>login"), None, reply("429 Slow", b"", extra="Retry-After: 9\r\n")],
)
def test_that_nothing_counts_as_delivered_when_the_line_is_strange(
    store: Store, clock: HandClock, answer: bytes | None
) -> None:
    receive_and_forward(store, 1)
    with strange_server(answer) as url:
        report = runner(store, url, clock).run_once()
    assert report.line == "down"
    assert report.note
    assert set(states(store)) == {QueueState.WAITING}


def test_that_a_line_that_is_down_is_left_alone_until_its_rest_is_over(store: Store, clock: HandClock) -> None:
    receive_and_forward(store, 1)
    away = runner(store, closed_port(), clock)
    away.run_once()
    attempts = [row.attempts for row in daybook.queue_rows(store, limit=10)]
    clock.on(seconds=1)
    away.run_once()
    assert [row.attempts for row in daybook.queue_rows(store, limit=10)] == attempts
    away.rush()
    away.run_once()
    assert [row.attempts for row in daybook.queue_rows(store, limit=10)] != attempts


@pytest.mark.parametrize("lost", [True, False], ids=["gone", "spoilt"])
def test_that_a_scan_gone_from_the_disk_holds_its_own_case_and_no_other(
    store: Store, city: CitySide, clock: HandClock, lost: bool
) -> None:
    bad = receive_and_forward(store, 1, scan=b"%PDF-1.7 one page")
    receive_and_forward(store, 2, scan=b"%PDF-1.7 another")
    (first, *_) = outbox.blobs_for(store, daybook.queue_rows(store, open_only=True)[0].entry_id)
    if lost:
        store.blobs.drop(first)
    else:
        store.blobs.path(first).write_bytes(b"rubbish")
    assert settle(runner(store, city.url, clock), clock).line == "up"
    assert kept(city) == 3
    (held,) = [row for row in daybook.queue_rows(store, limit=10) if row.state is QueueState.HELD]
    assert (held.case_id, held.act) == (bad, Act.RECEIVE)
    assert "附件" in held.reason
    assert held.who
