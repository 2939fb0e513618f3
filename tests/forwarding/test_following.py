"""A window revoked in the middle keeps everything and goes on once enrolled again; windows learn each other's keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from city import enrolling, invites, windows
from city.service import now
from city.tables import entries
from forwarding.enrolling import EnrolDoor
from forwarding.following import Following
from forwarding.runner import PassReport
from forwarding.sending import BATCH
from models.desk import enrol, genuine, setup
from models.desk.context import Desk
from models.desk.line import REVOKED
from models.desk.queue import queue
from models.rules.numbers import case_number
from models.rules.terms import QueueState
from models.signing import verify
from models.store import daybook, neighbours
from tests.forwarding.test_runner import HandClock, receive_and_forward
from tests.helpers.cityside import CitySide, running_city
from tests.helpers.factory import GAOPING
from tests.helpers.newcomer import Newcomer
from tests.helpers.offices import ADMIN, PASSWORD, desk_of, start

HOST = "HTTPS://CITY.EXAMPLE"


@pytest.fixture
def city(tmp_path: Path, city_database: str) -> Iterator[CitySide]:
    with running_city(tmp_path / "city", database=city_database) as side:
        yield side


class Hall:
    """One window with its way out."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.clock = desk, HandClock()
        self.heard: list[PassReport] = []
        self.passes = Following(desk.store, self.clock, self.heard.append)

    def enrol(self, city: CitySide) -> None:
        """A sheet, compared and handed in."""
        code = invites.make(city.engine, self.desk.store.window, "样例窗口", now()).code
        enrol.enrol(self.desk, EnrolDoor(), enrol.meet(self.desk, EnrolDoor(), city.url, code))

    def go(self, times: int = 4) -> PassReport:
        """Passes with time going on between them."""
        for _ in range(times):
            self.clock.on(minutes=20)
            self.passes.run_once()
        return self.passes.run_once()

    def states(self) -> list[QueueState]:
        """Of everything ever queued."""
        return [row.state for row in daybook.queue_rows(self.desk.store, limit=1000)]


@contextmanager
def hall(folder: Path, number: int = 3) -> Iterator[Hall]:
    """Window ``number`` with its administrator."""
    start(folder, replace(GAOPING, no=number))
    opened = setup.sign_in(folder, ADMIN, PASSWORD)
    try:
        yield Hall(desk_of(opened))
    finally:
        opened.close()


def kept(city: CitySide) -> int:
    with city.engine.connect() as db:
        return int(db.execute(select(func.count()).where(entries.c.window == "140581-03")).scalar() or 0)


def test_that_a_window_revoked_in_the_middle_keeps_everything_and_goes_on_when_enrolled_again(
    city: CitySide, tmp_path: Path
) -> None:
    with hall(tmp_path / "hall") as here:
        assert here.go(1).line == "unknown"
        cases = 20  # three entries each: more than one batch
        for number in range(1, cases + 1):
            receive_and_forward(here.desk.store, number)
        here.enrol(city)
        assert here.passes.run_once().line == "up"
        assert kept(city) == BATCH
        assert windows.revoke(city.engine, "140581-03", "设备遗失", now())
        told = here.go()
        assert told.line == "down"
        assert told.note.startswith(REVOKED)
        assert "设备遗失" in told.note
        assert (here.states().count(QueueState.WAITING), kept(city)) == (cases * 3 - BATCH, BATCH)
        assert queue(here.desk).waiting == cases * 3 - BATCH
        here.enrol(city)
        assert here.passes.run_once().line == "up"  # at once: the new enrolment does not wait out the old one's rest
        assert set(here.states()) == {QueueState.DELIVERED}
        assert kept(city) == cases * 3


def test_that_windows_of_a_county_check_each_others_papers_without_a_line(city: CitySide, tmp_path: Path) -> None:
    with hall(tmp_path / "three") as three, hall(tmp_path / "four", 4) as four:
        for one in (four, three):
            one.enrol(city)
            assert one.go(1).line == "up"
        signer = setup.signer_of(four.desk.store)
        number = case_number("140581", 4, now().date(), 1)
        paper = signer.sign(HOST, number, "ACCEPT").payload
        found = genuine.check(three.desk, paper)
        assert found == genuine.Genuine(number, "ACCEPT", "140581-04", "样例窗口")
        assert verify(paper, setup.public_keys(three.desk)) is not None
        by_another = setup.signer_of(three.desk.store).sign(HOST, number, "ACCEPT").payload
        assert genuine.check(three.desk, by_another) is None
        assert genuine.check(three.desk, paper[:-3] + "AAA") is None
        assert genuine.check(three.desk, "不是码") is None


def test_that_an_old_paper_is_still_true_at_another_window_after_a_new_enrolment_and_a_later_one_is_not(
    city: CitySide, tmp_path: Path
) -> None:
    old = Newcomer("140581-04")
    day = now().date()
    with hall(tmp_path / "three") as three:
        three.enrol(city)
        for machine in (old, Newcomer("140581-04")):
            code = invites.make(city.engine, "140581-04", "样例窗口", now()).code
            enrolling.enrol(city.engine, machine.letter(code), "192.0.2.1", now())
            three.go(4)
        for days, true in ((0, True), (2, False)):
            number = case_number("140581", 4, day + timedelta(days=days), 1)
            assert bool(genuine.check(three.desk, HOST + old.code_on_paper(number, "ACCEPT"))) is true
        four = next(one for one in neighbours.windows(three.desk.store) if one.name == "140581-04")
        assert [bool(key.until) for key in four.keys] == [True, False]


def test_that_the_list_is_asked_for_once_an_hour_and_at_once_when_an_unknown_window_writes(
    city: CitySide, tmp_path: Path
) -> None:
    with hall(tmp_path / "three") as three, hall(tmp_path / "five", 5) as five:
        three.enrol(city)
        three.go(1)
        five.enrol(city)
        three.clock.on(minutes=5)
        three.passes.run_once()
        assert [one.name for one in neighbours.windows(three.desk.store)] == ["140581-03"]
        receive_and_forward(five.desk.store, 1)
        five.go(1)
        three.clock.on(minutes=5)
        three.passes.run_once()
        assert [one.name for one in neighbours.windows(three.desk.store)] == ["140581-03", "140581-05"]
        windows.revoke(city.engine, "140581-05", "", now())
        three.clock.on(minutes=20)
        three.passes.run_once()
        assert not neighbours.windows(three.desk.store)[1].revoked
        three.clock.on(minutes=60)
        three.passes.run_once()
        assert neighbours.windows(three.desk.store)[1].revoked
