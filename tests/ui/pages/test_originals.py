"""原件交接: bags by place, scanned and chosen, handed over with a sheet, alarms, taken back; by keys and scanner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from city import bundles as city_bundles
from models.desk import bundles
from models.desk.accept import accept
from models.desk.bundle_acts import Courier, hand_over
from models.desk.context import Desk
from models.rules.bundle_count import as_listed
from models.rules.bundle_places import Place
from models.rules.bundles import bundle_code
from tests.helpers.cityroad import Road, road
from tests.helpers.factory import HandClock, form_for
from tests.ui.pages.conftest import KeepingPrinter, Show
from ui.pages import take_scan
from ui.pages.originals import OriginalsPage
from ui.pages.queue_book import QueueBook
from ui.pages.today import TodayPage
from ui.parts.rows import GroupRow, Row, RowsModel, cell_text
from ui.services import Services

Wait = Callable[[], None]


@pytest.fixture
def way(desk: Desk, tmp_path: Path) -> Iterator[Road]:
    """Two cases forwarded, two bags each, and the city."""
    for _ in range(2):
        form = form_for(desk, "附件/71")
        lines = tuple(replace(line, give_back=line.seq == 5) for line in form.materials)
        accept(desk, replace(form, materials=lines))
    made = road(desk, tmp_path / "city")
    yield made
    made.engine.dispose()


@pytest.fixture
def codes(way: Road) -> list[str]:
    """Of the four bags."""
    return [row.code for row in bundles.board(way.clerk)]


@pytest.fixture
def book(services: Services, codes: list[str], show: Show, settled: Wait) -> QueueBook:
    """转报, the queue in front."""
    made = QueueBook(services)
    show(made)
    settled()
    return made


@pytest.fixture
def page(qtbot: QtBot, book: QueueBook, settled: Wait) -> OriginalsPage:
    """原件交接, gone to by Ctrl+2."""
    qtbot.keyClick(book.page, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert isinstance(book.page, OriginalsPage)
    return book.page


def rows(page: OriginalsPage) -> list[Row]:
    model = page.table.model()
    assert isinstance(model, RowsModel)
    return [row for row in model.rows if isinstance(row, Row)]


def heads(page: OriginalsPage) -> list[str]:
    model = page.table.model()
    assert isinstance(model, RowsModel)
    return [row.title for row in model.rows if isinstance(row, GroupRow)]


def scan(book: QueueBook, settled: Wait, *texts: str) -> None:
    """As the window hands on what its scanner read."""
    for text in texts:
        assert take_scan(book, text)
        settled()


def test_that_bags_stand_by_place_with_what_lies_in_them(page: OriginalsPage) -> None:
    assert heads(page) == ["在窗口"]
    first = rows(page)[0]
    assert cell_text(first.cells[1]) == "1120-0001 A袋"
    assert first.cells[3] == ("5 · 10", "须还 1")
    assert page.table.hasFocus()
    inside = page.side.inside.lines
    assert len(inside) == 5
    assert (inside[4].right, inside[4].note) == ("原 1 · 2 页", "原件须还")
    assert page.acts.hand_over.reason == "先扫袋码，或按空格选袋"


def test_that_a_scan_brings_the_bag_to_the_front_and_chooses_it(
    book: QueueBook, codes: list[str], settled: Wait
) -> None:
    assert book.stack.currentIndex() == 0
    scan(book, settled, codes[2].lower(), codes[0], codes[0])
    page = book.pages[1]
    assert isinstance(page, OriginalsPage)
    assert book.stack.currentIndex() == 1
    assert list(page.chosen) == [codes[2], codes[0]]
    assert page.table.current_key() == codes[0]
    assert "已经选过" in page.strip.lead
    assert page.acts.hand_over.text() == "交出 2 袋"
    assert not take_scan(book, "140581-03-20261120-0001-B")  # a case's own code still opens the case


def test_that_chosen_bags_go_with_a_courier_and_the_sheet_prints(
    qtbot: QtBot,
    book: QueueBook,
    page: OriginalsPage,
    codes: list[str],
    printer: KeepingPrinter,
    services: Services,
    settled: Wait,
) -> None:
    scan(book, settled, codes[0])
    page.table.select_key(codes[3])
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    QTest.keyClick(page.table, Qt.Key.Key_F9)
    form = page.acts.form
    assert form is not None
    form.fields["taken"].set_text("测试寅")
    form.yes.trigger()  # 机要 without a number
    settled()
    assert form.isVisible()
    assert "单号" in form.accessibleDescription()
    assert take_scan(book, "JY20261120001")  # the label of the consignment
    assert form.fields["number"].text == "JY20261120001"
    form.yes.trigger()
    settled()
    settled()
    qtbot.waitUntil(lambda: services.paper.idle)
    assert page.acts.form is None
    assert page.chosen == {}
    assert "已交出 2 袋" in page.strip.lead
    assert heads(page) == ["在窗口", "在途"]
    assert len(printer.titles) == 1
    assert bundles.find(services.desk, codes[3]).held.number == "JY20261120001"
    book.window().activateWindow()
    qtbot.waitUntil(book.isActiveWindow)
    page.table.select_key(codes[0])
    QTest.keyClick(page.table, Qt.Key.Key_F8)
    settled()
    settled()
    qtbot.waitUntil(lambda: services.paper.idle)
    assert len(printer.titles) == 2


def test_that_space_chooses_and_lets_go_and_says_why_not(
    page: OriginalsPage, services: Services, codes: list[str], settled: Wait
) -> None:
    for chosen in ([codes[0]], []):
        QTest.keyClick(page.table, Qt.Key.Key_Space)
        assert list(page.chosen) == chosen
    hand_over(services.desk, codes[:1], Courier("专人", "测试寅"))
    services.bus.case_changed.emit("")
    settled()
    page.table.select_key(codes[0])
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page.strip.lead == "这袋现在是“在途”，不能交出"


def test_that_missing_pages_and_late_bags_come_first_and_are_counted_on_the_tab_and_today(
    book: QueueBook, page: OriginalsPage, way: Road, codes: list[str], clock: HandClock, settled: Wait, show: Show
) -> None:
    hand_over(way.clerk, codes[:3], Courier("专人", "测试寅"))
    way.exchange()
    clock.move(hours=2)
    lines = bundles.find(way.clerk, codes[0]).held.bundle.lines
    city_bundles.receive(way.city, codes[0], [replace(one, pages=1) for one in as_listed(lines)])
    city_bundles.receive(way.city, codes[1])
    way.pull()
    clock.move(days=6)
    page.refresh()
    book._changed()
    settled()
    assert heads(page) == ["要查", "在窗口", "市级已收"]
    alarms = [row for row in rows(page) if row.late]
    assert [row.key for row in alarms] == [codes[0], codes[2]]
    assert alarms[0].alert == "材料 1、2、3、4、5 缺件缺页"
    assert "在途已 4 个工作日" in alarms[1].alert
    page.table.select_key(codes[0])
    assert {(line.bad, line.note) for line in page.side.inside.lines} == {(True, "页数不符，清单2页，实收1页")}
    assert "请在窗口查找" in page.side.todo.lines[0].text
    assert "原件交接 · 2 待查" in page.tabs._row.choices
    morning = TodayPage(page._services)
    show(morning)
    settled()
    assert ("原件待查", 2) in [(cell.title, cell.number) for cell in morning._urgent.cells]


def test_that_what_comes_back_is_scanned_and_taken_in(
    book: QueueBook, page: OriginalsPage, way: Road, codes: list[str], clock: HandClock, settled: Wait
) -> None:
    hand_over(way.clerk, codes[:1], Courier("专人", "测试寅"))
    way.exchange()
    clock.move(hours=2)
    city_bundles.receive(way.city, codes[0])
    city_bundles.send_back(way.city, codes[0], way="专人", taken="测试卯")
    way.pull()
    scan(book, settled, codes[0])
    assert "退回途中" in page.strip.lead
    assert page.chosen == {}
    QTest.keyClick(page.table, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    settled()
    settled()
    assert page.strip.lead == "已收回窗口"
    assert bundles.find(way.clerk, codes[0]).place is Place.BACK
    QTest.keyClick(page.table, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    assert "不用收回" in page.strip.lead


def test_that_a_bag_nobody_here_knows_is_said_and_nothing_changes(
    book: QueueBook, page: OriginalsPage, codes: list[str], settled: Wait
) -> None:
    scan(book, settled, bundle_code(bundles.board(page._services.desk)[0].case_no, "H"))
    assert "没有找到" in page.strip.lead
    assert page.chosen == {}


def test_that_enter_opens_the_case_and_an_empty_list_says_what_fills_it(
    qtbot: QtBot, page: OriginalsPage, services: Services
) -> None:
    with qtbot.waitSignal(services.bus.open_case):
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    page._show(())
    assert page._empty.isVisible()
    assert page.acts.sheet.reason == "先选一袋"
