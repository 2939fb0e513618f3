"""今日: the list by its clocks, what cannot wait on top, the column beside it, and its keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from forwarding import failures
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.intake import keep
from models.desk.line import note_line
from models.desk.receive import take_in
from models.desk.supplement import ask
from models.errors import LineTrouble
from models.rules.terms import Light
from models.views import ActDone, TodayView
from tests.helpers.factory import HandClock, form_for, mark
from tests.ui.pages.conftest import KeepingPrinter, Show
from ui.pages.today import TodayPage
from ui.pages.today_urgent import NOTHING, cells_of
from ui.pages.today_words import week_days
from ui.paint.light import Shape
from ui.parts.rows import GroupRow, Row, RowsModel, cell_text
from ui.services import Services

DEVICES = "附件/71"


@pytest.fixture
def forwarded(desk: Desk) -> ActDone:
    """A case whose letter is ready."""
    return accept(desk, form_for(desk, DEVICES))


def rows_of(page: TodayPage) -> list[Row | GroupRow]:
    model = page._table.model()
    assert isinstance(model, RowsModel)
    return list(model.rows)


def lines(page: TodayPage) -> str:
    """All the right column says."""
    parts = (page._line, page._notices, page._next)
    return "\n".join(part.accessibleName() for part in parts)


def test_that_an_empty_day_says_what_to_begin_with(qtbot: QtBot, services: Services, show: Show) -> None:
    page = TodayPage(services)
    show(page)
    assert page._empty.isVisible()
    assert not page._table.isVisible()
    assert page._urgent.cells == (NOTHING,)
    with qtbot.waitSignal(services.bus.go) as gone:
        qtbot.mouseClick(page._empty, Qt.MouseButton.LeftButton)
    assert gone.args == ["收件"]


def test_that_cases_stand_by_their_clocks_and_the_late_ones_first(
    services: Services, desk: Desk, clock: HandClock, show: Show
) -> None:
    held = take_in(desk, form_for(desk, "附件/2"))
    late = accept(desk, form_for(desk, DEVICES))
    clock.move(days=7)  # the fifth working day of the notice, past the county's two days
    fresh = accept(desk, form_for(desk, "附件/8"))
    page = TodayPage(services)
    show(page)
    rows = rows_of(page)
    assert [row.title if isinstance(row, GroupRow) else row.key for row in rows] == [
        "不能等",
        late.case_id,
        held.case_id,
        "充裕与未起算",
        fresh.case_id,
    ]
    first = rows[1]
    assert isinstance(first, Row)
    assert first.late
    assert [cell_text(cell) for cell in (first.cells[0], first.cells[6])] == ["超期 3 日", "本窗口"]
    assert [(cell.shape, cell.number, cell.title) for cell in page._urgent.cells] == [
        (Shape.SQUARE, 1, "五日告知到期"),
        (Shape.SQUARE, 1, "转出到期"),
    ]


def test_that_a_case_waiting_for_its_applicant_has_no_clock_of_ours(services: Services, desk: Desk, show: Show) -> None:
    ask(desk, mark(form_for(desk, DEVICES), 8, "missing"))
    page = TodayPage(services)
    show(page)
    row = rows_of(page)[-1]
    assert isinstance(row, Row)
    assert (cell_text(row.cells[0]), row.cells[5], row.cells[6]) == ("等补正", "—", "申请人")


def test_that_no_cell_of_the_list_holds_a_whole_number(
    services: Services, desk: Desk, forwarded: ActDone, show: Show
) -> None:
    page = TodayPage(services)
    show(page)
    assert form_for(desk, DEVICES).applicant.id_number not in repr(rows_of(page))
    assert "高平市样例器械有限公司" in repr(rows_of(page))


def test_that_enter_opens_the_case_on_its_page(
    qtbot: QtBot, services: Services, forwarded: ActDone, show: Show
) -> None:
    page = TodayPage(services)
    show(page)
    with qtbot.waitSignal(services.bus.open_case) as opened:
        qtbot.keyClick(page._table, Qt.Key.Key_Return)
    assert opened.args == [forwarded.case_id]


def test_that_p_prints_what_was_never_printed_and_then_says_there_is_nothing_left(
    qtbot: QtBot,
    services: Services,
    forwarded: ActDone,
    printer: KeepingPrinter,
    show: Show,
    settled: Callable[[], None],
) -> None:
    page = TodayPage(services)
    show(page)
    page._print.trigger()
    qtbot.waitUntil(lambda: len(printer.titles) == len(forwarded.documents))
    settled()
    page._print.trigger()
    settled()
    assert len(printer.titles) == len(forwarded.documents)


def test_that_a_new_case_appears_while_the_page_is_in_front(
    services: Services, desk: Desk, show: Show, settled: Callable[[], None]
) -> None:
    page = TodayPage(services)
    show(page)
    done = accept(desk, form_for(desk, "附件/2"))
    services.bus.case_changed.emit(done.case_id)
    settled()
    assert [row.key for row in rows_of(page) if isinstance(row, Row)] == [done.case_id]


def test_that_a_page_behind_another_asks_nothing(services: Services, show: Show) -> None:
    page = TodayPage(services)
    show(page)
    page.hide()
    services.bus.case_changed.emit("")
    assert not services.tasks.busy


def test_that_midnight_is_noticed_by_a_page_left_open(
    services: Services, desk: Desk, clock: HandClock, show: Show, settled: Callable[[], None]
) -> None:
    accept(desk, form_for(desk, DEVICES))
    page = TodayPage(services)
    show(page)
    page._look_if_new_day()
    assert not services.tasks.busy
    clock.move(days=4)
    page._look_if_new_day()
    settled()
    row = rows_of(page)[1]
    assert isinstance(row, Row)
    assert row.cells[0].light is Light.TODAY


@pytest.mark.parametrize(
    ("state", "said"),
    [("up", "与市级平台 通"), ("down", "市级线路断开 10:48 起"), ("", "市级线路 未知")],
)
def test_that_the_line_is_told_as_last_tried(services: Services, desk: Desk, show: Show, state: str, said: str) -> None:
    if state:
        note_line(desk, state, "")
    page = TodayPage(services)
    show(page)
    assert said in lines(page)


@pytest.mark.parametrize(
    ("trouble", "title"),
    [
        (failures.captive(), "市级线路不通，要人处理 10:48 起"),
        (failures.plaintext(), "市级线路不通，要人处理 10:48 起"),
        (failures.down("线路不通"), "市级线路断开 10:48 起"),
        (failures.RateLimited(5), "市级线路断开 10:48 起"),
    ],
)
def test_that_what_waiting_does_not_mend_is_no_outage(
    services: Services, desk: Desk, show: Show, trouble: LineTrouble, title: str
) -> None:
    note_line(desk, "down", trouble.sentence, code=trouble.code)
    page = TodayPage(services)
    show(page)
    assert title in lines(page)
    person = trouble.code not in failures.BY_ITSELF
    assert (trouble.sentence in lines(page)) is person
    assert ("照常收件，自动续传" in lines(page)) is not person


def test_that_a_draft_left_behind_is_offered_and_the_missing_table_named(
    services: Services, desk: Desk, show: Show
) -> None:
    keep(desk, form_for(desk, "附件/9"))
    page = TodayPage(services)
    show(page)
    assert "草稿 劳务派遣经营许可" in lines(page)
    assert "2027 年放假表未导入" in lines(page)


def test_that_a_fourth_kind_of_urgent_is_not_lost() -> None:
    cells = cells_of([("五日告知到期", 1, "a"), ("转出到期", 2, "b"), ("本级超期", 3, "c"), ("市级超期", 4, "d")])
    assert len(cells) == 3
    assert cells[2].note == "另有市级超期 4 件"


def test_that_the_week_ends_with_today() -> None:
    week = (("周一", 1, 0), ("周二", 2, 1), ("周三", 0, 0), ("周四", 0, 0), ("周五", 0, 0))
    view = TodayView((), (), 0, week, (0, 0, 0), ())
    assert week_days(view, date(2026, 11, 17)) == (("周一", 1, 0), ("今日", 2, 1))
    assert week_days(view, date(2026, 11, 21)) == week  # a Saturday nobody worked
