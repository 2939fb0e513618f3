"""台账: sums and checks of a day, the very paper, the end of the day, the table to take away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from models.desk import daybook, documents
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.receive import take_in
from models.views import ActDone
from tests.helpers.factory import HandClock, form_for
from tests.ui.pages.conftest import KeepingPrinter, Show
from ui.pages.day_picker import DayPicker, MonthGrid
from ui.pages.ledger import LedgerPage
from ui.paint.light import Shape
from ui.services import Services

DIRECT = "附件/9"
FRIDAY = date(2026, 11, 20)
Wait = Callable[[], None]


@pytest.fixture
def accepted(desk: Desk) -> ActDone:
    """A case of today, all its papers printed."""
    done = accept(desk, form_for(desk, DIRECT))
    for paper in done.documents:
        documents.printed(desk, paper.id, documents.PRINTED)
    return done


@pytest.fixture
def page(services: Services, accepted: ActDone, show: Show) -> LedgerPage:
    """Today's ledger."""
    made = LedgerPage(services)
    show(made)
    return made


def test_that_the_sums_checks_and_the_draft_of_the_day_are_shown(page: LedgerPage) -> None:
    assert page._totals.accessibleName() == "收件 1，受理 1，补正 0，不予受理 0，办结 0，转市 0"
    assert page.preview.paper.pages == 1
    assert "草稿，未日结" in page.preview._head.accessibleName()
    assert page._standing.standing.shape is Shape.CHECK
    assert page.acts.close.reason == ""


def test_that_f9_closes_the_day_prints_it_and_shows_the_numbered_paper(
    qtbot: QtBot, desk: Desk, page: LedgerPage, printer: KeepingPrinter, settled: Wait
) -> None:
    page.acts.close.trigger()
    qtbot.waitUntil(lambda: len(printer.titles) == 1)
    settled()
    closed = daybook.closed(desk, FRIDAY)
    assert closed is not None
    assert page._standing.standing.text == f"已日结 {closed.number}"
    assert "已日结" in page.preview._head.accessibleName()
    assert page.acts.close.text() == "重打日结"
    assert page.acts.draft.reason == "已经日结，重打按 F9"


def test_that_a_closed_day_is_printed_again_under_its_number(
    qtbot: QtBot, desk: Desk, page: LedgerPage, printer: KeepingPrinter, settled: Wait
) -> None:
    for times in (1, 2):
        page.acts.close.trigger()
        qtbot.waitUntil(lambda times=times: len(printer.titles) == times)  # type: ignore[misc]
        settled()
    closed = daybook.closed(desk, FRIDAY)
    assert closed is not None
    assert page._strip.text.startswith(f"已日结，编号 {closed.number}")


def test_that_a_case_after_the_close_opens_the_day_again(
    desk: Desk, services: Services, page: LedgerPage, settled: Wait
) -> None:
    daybook.make_ledger(desk, FRIDAY)
    accept(desk, form_for(desk, "附件/8"))
    services.bus.case_changed.emit("")
    settled()
    assert daybook.closed(desk, FRIDAY) is None
    assert "草稿，未日结" in page.preview._head.accessibleName()


def test_that_a_day_with_something_open_cannot_be_closed_and_says_why(
    qtbot: QtBot, services: Services, desk: Desk, clock: HandClock, show: Show, printer: KeepingPrinter
) -> None:
    take_in(desk, form_for(desk, DIRECT))
    clock.move(days=7)  # the notice falls due today
    page = LedgerPage(services)
    show(page)
    assert page._standing.standing.text == "还有 1 项未了，不能日结"
    refused: list[str] = []
    page.acts.close.refused.connect(refused.append)
    page.acts.close.trigger()
    assert refused == ["还有未了的事项，先逐项了结"]
    assert printer.titles == []
    chosen = page.checks.checks[int(page.checks.current_key())]
    assert (chosen.shape, chosen.check.title) == (Shape.CROSS, "五日告知今日到期未出")  # the worst one is selected
    with qtbot.waitSignal(services.bus.go) as gone:
        qtbot.keyClick(page.checks, Qt.Key.Key_Return)
    assert gone.args == ["今日"]


def test_that_the_digit_of_unprinted_papers_prints_them(
    qtbot: QtBot, services: Services, desk: Desk, show: Show, printer: KeepingPrinter, settled: Wait
) -> None:
    done = accept(desk, form_for(desk, DIRECT))
    page = LedgerPage(services)
    show(page)
    digit = next(one.key for one in page.checks.checks if one.check.action == "去打")
    qtbot.keyClick(page, digit)
    qtbot.waitUntil(lambda: len(printer.titles) == len(done.documents))
    settled()
    assert all(one.check.action != "去打" for one in page.checks.checks)


def test_that_f8_prints_a_draft_that_is_not_kept(
    qtbot: QtBot, desk: Desk, page: LedgerPage, printer: KeepingPrinter, settled: Wait
) -> None:
    page.acts.draft.trigger()
    qtbot.waitUntil(lambda: printer.titles == ["日台账草稿"])
    settled()
    assert daybook.closed(desk, FRIDAY) is None


def test_that_f7_writes_the_day_as_a_table(
    qtbot: QtBot, page: LedgerPage, tmp_path: Path, accepted: ActDone, settled: Wait
) -> None:
    target = tmp_path / "out" / "day.xlsx"
    target.parent.mkdir()
    page.acts.export_to(str(target))
    qtbot.waitUntil(lambda: "已导出 day.xlsx" in page._strip.text)
    rows = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert rows[2][3] == "劳务派遣经营许可"
    assert len(rows) == 3


def test_that_a_table_that_cannot_be_written_is_said(
    qtbot: QtBot, page: LedgerPage, tmp_path: Path, settled: Wait
) -> None:
    page.acts.export_to(str(tmp_path / "nowhere" / "day.xlsx"))
    qtbot.waitUntil(page._strip.isVisible)
    assert "已导出" not in page._strip.text


def test_that_another_day_is_read_and_shown(
    services: Services, desk: Desk, clock: HandClock, page: LedgerPage, settled: Wait
) -> None:
    clock.move(days=3)
    page.refresh()
    settled()
    assert page._totals.accessibleName().startswith("收件 0")
    page.show_day(FRIDAY)
    settled()
    assert page._totals.accessibleName().startswith("收件 1")
    assert page._pick.text() == "2026-11-20 周五"
    assert page._sum_head.accessibleName().startswith("11-20 合计")


def test_that_page_and_zoom_keys_work_from_the_checks(qtbot: QtBot, page: LedgerPage) -> None:
    page.activateWindow()
    page.checks.setFocus()
    before = page.preview.paper.zoom
    qtbot.keyClick(page.checks, Qt.Key.Key_Plus)
    larger = page.preview.paper.zoom
    qtbot.keyClick(page.checks, Qt.Key.Key_Minus)
    assert page.preview.paper.zoom < larger
    assert larger > before
    qtbot.keyClick(page.checks, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    wide = page.preview.paper.zoom
    qtbot.keyClick(page.checks, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert page.preview.paper.zoom <= wide


# ------------------------------------------------------------------------------------------------ the day picker


@pytest.fixture
def grid(qtbot: QtBot, desk: Desk) -> MonthGrid:
    """November 2026 on its 20th."""
    made = MonthGrid(FRIDAY, FRIDAY, desk.calendar)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("key", "day"),
    [
        (Qt.Key.Key_Left, date(2026, 11, 19)),
        (Qt.Key.Key_Up, date(2026, 11, 13)),
        (Qt.Key.Key_Right, FRIDAY),  # tomorrow has no ledger
        (Qt.Key.Key_PageUp, date(2026, 10, 20)),
        (Qt.Key.Key_PageDown, FRIDAY),
        (Qt.Key.Key_Home, FRIDAY),
    ],
)
def test_that_keys_move_through_the_month_but_never_past_today(
    qtbot: QtBot, grid: MonthGrid, key: Qt.Key, day: date
) -> None:
    qtbot.keyClick(grid, key)
    assert grid.day == day


def test_that_a_longer_month_ends_on_the_last_day_of_a_shorter_one(qtbot: QtBot, desk: Desk) -> None:
    grid = MonthGrid(date(2026, 3, 31), FRIDAY, desk.calendar)
    qtbot.addWidget(grid)
    qtbot.keyClick(grid, Qt.Key.Key_PageUp)
    assert grid.day == date(2026, 2, 28)


def test_that_enter_takes_the_day_and_closes(qtbot: QtBot, page: LedgerPage, settled: Wait) -> None:
    page._pick.trigger()
    picker = cast("DayPicker", page.findChild(DayPicker))
    qtbot.keyClick(picker.grid, Qt.Key.Key_Left)
    with qtbot.waitSignal(picker.destroyed):
        qtbot.keyClick(picker.grid, Qt.Key.Key_Return)
    settled()
    assert page.day == FRIDAY - timedelta(days=1)
