"""Paper originals by keyboard and scanner: out to a courier, counted at the city, a missing page alarms the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import urllib3
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import app as program
from demo import citystaff, halls, samples
from demo.citybox import CityBox
from demo.hands import Hands
from models.desk import bundles, cases
from models.rules.bundle_places import Place
from models.rules.terms import CaseState
from printing.spool import FolderPrinter
from ui.hall import Hall
from ui.pages.originals import OriginalsPage
from ui.pages.queue_book import QueueBook
from ui.pages.today import TodayPage
from ui.parts.rows import GroupRow, RowsModel
from ui.tasks import Tasks

pytestmark = pytest.mark.journey


@pytest.fixture
def box(tmp_path: Path) -> Iterator[CityBox]:
    """A city process that knows one of its own staff."""
    city = CityBox(tmp_path / "city", halls.staff())
    city.start()
    city.wait()
    yield city
    city.stop()


@pytest.fixture
def hall(qapp: QApplication, box: CityBox, tmp_path: Path) -> Iterator[Hall]:
    """The window at work, enrolled with the city."""
    bugs: list[BaseException] = []
    made = program.open_hall(
        halls.open_store(tmp_path / "hall", halls.GAOPING),
        printer=FolderPrinter(tmp_path / "papers"),
        tasks=Tasks(bugs.append),
    )
    halls.enrol_at(box, made.desk)
    made.window.resize(1366, 768)
    made.window.show()
    yield made
    assert made.stop()
    assert bugs == []


def scan(hall: Hall, hands: Hands, code: str) -> None:
    """A wedge types the code and Enter into whatever has the focus; the test's own typing is as fast as a wedge."""
    focus: QWidget | None = QApplication.focusWidget()
    assert focus is not None
    hall.window.watch_scanner()
    QTest.keyClicks(focus, code)
    QTest.keyClick(focus, Qt.Key.Key_Return)
    hall.window.stop_scanner()
    hands.settle()


def at_city(box: CityBox, case_no: str, letter: dict[str, Any]) -> dict[str, Any]:
    """What one of the city's staff does with a bag."""
    answer = urllib3.request(
        "POST",
        f"{box.url}/v1/desk/{case_no}/bundle",
        json=letter,
        headers={"Authorization": f"Bearer {citystaff.TOKEN}"},
    )
    assert answer.status == 200, answer.data.decode()
    return cast("dict[str, Any]", answer.json())


def heads(page: OriginalsPage) -> list[str]:
    model = page.table.model()
    assert isinstance(model, RowsModel)
    return [row.title for row in model.rows if isinstance(row, GroupRow)]


def test_that_a_missing_page_at_the_city_is_an_alarm_at_the_window(hall: Hall, box: CityBox, tmp_path: Path) -> None:
    hands = Hands(hall)
    hands.sit_down()
    sample = samples.OFFLINE[0]
    hands.end(hands.fill(sample), sample)
    hands.until("市级收到", lambda: cases.page(hall.desk)[0][0].state is CaseState.CITY_RECEIVED)
    bag = bundles.board(hall.desk)[0]

    book = cast("QueueBook", hands.page(4))
    scan(hall, hands, bag.code)
    page = cast("OriginalsPage", book.pages[1])
    hands.until("袋选上", lambda: list(page.chosen) == [bag.code])
    hands.press(Qt.Key.Key_F9)
    hands.until("问承运人", lambda: page.acts.form is not None and page.acts.form.isActiveWindow())
    hands.write("测试寅")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_Return, Qt.Key.Key_Return):
        hands.press(key)
    hands.until("交出", lambda: "已交出 1 袋" in page.strip.lead)
    hands.settle()
    assert bundles.find(hall.desk, bag.code).held.way == "专人"
    assert any("交接单" in path.name or "J01" in path.name for path in (tmp_path / "papers").glob("*.pdf"))

    counts = [
        {"seq": line.seq, "originals": line.originals, "copies": line.copies, "pages": max(0, line.pages - 1)}
        for line in bag.held.bundle.lines
    ]
    told = at_city(box, bag.case_no, {"code": bag.code, "counts": counts, "taken": "样例收件员"})
    assert told["payload"]["short"] is True
    hands.until("缺页到窗口", lambda: heads(page)[:1] == ["要查"])
    assert [(one.code, one.place) for one in bundles.alarms(hall.desk)] == [(bag.code, Place.SHORT)]
    hands.until("页签写明", lambda: "原件交接 · 1 待查" in page.tabs._row.choices)
    hall.window.activateWindow()  # without a window manager nobody gives it back after the form
    hands.until("窗口到前面", hall.window.isActiveWindow)
    morning = cast("TodayPage", hands.page(1))
    hands.until("今日写明", lambda: "原件待查" in [cell.title for cell in morning._urgent.cells])
    assert cases.page(hall.desk)[0][0].state is CaseState.CITY_RECEIVED  # the case goes on meanwhile
