"""Two windows of one county act on one case while the line is down; the second decides again, and all three agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import app as program
from demo import halls, samples
from demo.citybox import CityBox
from demo.halls import Seat
from demo.hands import Hands
from models.desk import cases, close, conflicts, queue
from models.rules.terms import Act, CaseState
from printing.spool import FolderPrinter
from tests.helpers.county import of_the_store, projections
from ui.hall import Hall
from ui.pages.queue import QueuePage
from ui.pages.queue_book import QueueBook
from ui.tasks import Tasks

pytestmark = pytest.mark.journey
THREE = halls.GAOPING
ONE = Seat(THREE.city, replace(THREE.window, no=1), "演示员丙")
Pair = tuple[tuple[Hall, Hands], tuple[Hall, Hands]]


@pytest.fixture
def box(tmp_path: Path) -> Iterator[CityBox]:
    """A city, listening."""
    city = CityBox(tmp_path / "city", halls.staff())
    city.start()
    city.wait()
    yield city
    city.stop()


@pytest.fixture
def two(qapp: QApplication, tmp_path: Path, box: CityBox) -> Iterator[Pair]:
    """Both windows at work, enrolled with the city."""
    bugs: list[BaseException] = []
    made = []
    for seat in (THREE, ONE):
        hall = program.open_hall(
            halls.open_store(tmp_path / seat.name, seat),
            printer=FolderPrinter(tmp_path / f"papers-{seat.name}"),
            tasks=Tasks(bugs.append),
        )
        halls.enrol_at(box, hall.desk)
        hall.window.resize(1366, 768)
        hall.window.show()
        made.append((hall, Hands(hall)))
    yield made[0], made[1]
    assert [hall.stop() for hall, _ in made] == [True, True]
    assert bugs == []


def sent(hall: Hall, hands: Hands) -> None:
    """Everything of this window's is with the city."""
    hall.forwarder.nudge()
    hands.until("队列送完", lambda: queue.queue(hall.desk).waiting == 0)


def same(one: Hall, other: Hall) -> bool:
    """Both stores hold the same entries in the same order, and their lists say the same."""
    mine, theirs = one.desk.store, other.desk.store
    return of_the_store(mine) == of_the_store(theirs) and projections(mine) == projections(theirs)


def test_that_two_windows_apart_meet_and_the_second_decides_again(two: Pair, box: CityBox) -> None:
    (three, at_three), (one, at_one) = two
    at_three.sit_down()
    sample = samples.OFFLINE[0]
    at_three.end(at_three.fill(sample), sample)
    sent(three, at_three)
    case_id = cases.page(three.desk)[0][0].case_id
    one.forwarder.nudge()
    at_one.until("一号窗口读到", lambda: cases.page(one.desk)[1] == 1)
    at_one.until("两边一样", lambda: same(one, three))

    box.stop()
    close.withdraw(three.desk, case_id, "申请人在三号窗口撤回")
    close.withdraw(one.desk, case_id, "申请人在一号窗口也撤回")
    box.start()
    at_three.until("市级在听", box.listening)
    sent(three, at_three)
    sent(one, at_one)
    at_one.until("要再定", lambda: conflicts.count(one.desk) == 1)
    assert conflicts.count(three.desk) == 0

    at_one.sit_down()
    page = cast("QueuePage", cast("QueueBook", at_one.page(4)).page)
    heads = ("01号窗口 · 不算", "03号窗口 · 先到，算")
    at_one.until("看到谁先办的", lambda: page.side.met.isVisible() and page.side.met.table.heads == heads)
    assert not page.side.met.papers.isVisible()  # nothing was printed, so nothing can have been handed out
    at_one.press(Qt.Key.Key_F9)
    at_one.until("再定了", lambda: conflicts.count(one.desk) == 0)
    at_one.settle()
    sent(one, at_one)
    three.forwarder.nudge()
    at_three.until("三号窗口看到", lambda: cases.case(three.desk, case_id).timeline[-1].act is Act.SETTLE)
    at_three.until("两边一样", lambda: same(one, three))
    for hall in (one, three):
        view = cases.case(hall.desk, case_id)
        assert view.row.state is CaseState.WITHDRAWN
        assert view.chain_ok
        assert [row.counts for row in view.timeline if row.act is Act.WITHDRAW] == [True, False]
