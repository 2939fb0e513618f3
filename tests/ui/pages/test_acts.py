"""办件's sheet: the next duty is F9, every other act is in F4's list, and a form is checked at its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.desk import cases as desk_cases
from models.desk import seals_register
from models.desk import today as desk_today
from models.desk.accept import accept
from models.desk.context import SHANGHAI, Desk
from models.rules.terms import Act, CaseState, Doc, SealKind
from models.store.seals import SealRow
from models.views import ActDone, Staff
from printing.make import make
from tests.helpers.factory import CLERK, SUPERVISOR, HandClock, form_for, hall
from tests.ui.pages.case_sheet import Sheet
from tests.ui.pages.conftest import KeepingPrinter, Show
from ui import pages
from ui.pages import today_words
from ui.pages.acts import asks
from ui.pages.acts.asks import Ask, Kind
from ui.pages.acts.deed import OFFERED, deed
from ui.pages.acts.points import PointsInput
from ui.pages.acts.reading import read
from ui.pages.cases import CasesPage
from ui.services import Services

STAFFING = "附件/8"
Wait = Callable[[], None]
SEAL = SealRow(
    "", SealKind.COUNTY, "审批专用章", "1405810000001", "高平市样例局", "测试戊", "综合科", date(2026, 1, 1), None, ""
)


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    """The supervisor sits here."""
    with hall(tmp_path, clock=clock, make_paper=make, staff=SUPERVISOR) as made:
        yield made


@pytest.fixture
def taken(desk: Desk) -> ActDone:
    """劳务派遣, accepted, under review: 直接下放."""
    return accept(desk, form_for(desk, STAFFING))


@pytest.fixture
def sheet(services: Services, taken: ActDone, show: Show, settled: Wait) -> Sheet:
    """The page with the case in front."""
    page = CasesPage(services)
    show(page)
    page.activateWindow()
    page.left.to_list()
    return Sheet(page, settled)


def state(desk: Desk, done: ActDone) -> CaseState:
    """The state of the case."""
    return desk_cases.case(desk, done.case_id).row.state


# ------------------------------------------------------------------------------------------------ the sheet


def test_that_f9_opens_the_next_duty_and_esc_puts_it_away(sheet: Sheet, desk: Desk, taken: ActDone) -> None:
    assert sheet.page.acts.main.text() == "审查意见"
    assert pages.unkept(sheet.page) == ""
    sheet.f9()
    assert sheet.sheet.head.title == "实质审查"
    assert pages.unkept(sheet.page) == "实质审查"  # the cover names it before somebody else takes over
    assert sheet.page.acts.main.text() == "记下审查意见"
    sheet.press(Qt.Key.Key_Escape)
    assert sheet.page.stack.away
    assert sheet.page.acts.main.text() == "审查意见"
    assert sheet.page.middle.timeline.hasFocus()
    assert state(desk, taken) is CaseState.UNDER_REVIEW


def test_that_a_form_that_is_not_whole_is_said_at_its_field_and_nothing_is_done(
    sheet: Sheet, desk: Desk, taken: ActDone
) -> None:
    sheet.f9()
    sheet.rest_meets()
    sheet.f9()
    assert sheet.said("outcome") == "还没有选意见"
    sheet.put(outcome="deny")
    assert sheet.said("outcome") == ""
    sheet.f9()
    assert sheet.said("why") == "还没有写不予的理由和依据"
    assert QApplication.focusWidget() is sheet.field("why").stops()[0]
    assert state(desk, taken) is CaseState.UNDER_REVIEW


def test_that_no_point_is_met_until_the_reviewer_chooses(sheet: Sheet, desk: Desk, taken: ActDone) -> None:
    sheet.f9()
    points = sheet.field("findings")
    assert isinstance(points, PointsInput)
    assert {row.choice.current for row in points.rows} == {-1}
    sheet.put(outcome="approve")
    sheet.f9()
    assert sheet.said("findings") == "第 1 条还没有结论"
    assert points.rows[0].choice.hasFocus()
    assert [row.open.text for row in points.rows] == ["还没有结论"] * len(points.rows)
    assert state(desk, taken) is CaseState.UNDER_REVIEW


def test_that_a_digit_judges_a_point_and_goes_on_and_0_finds_the_others_met(
    sheet: Sheet, desk: Desk, taken: ActDone
) -> None:
    sheet.f9()
    points = sheet.field("findings")
    assert isinstance(points, PointsInput)
    assert len(points.rows) > 2
    sheet.press(Qt.Key.Key_3)
    assert points.rows[1].choice.hasFocus()
    sheet.press(Qt.Key.Key_0)
    assert sheet.field("outcome").stops()[0].hasFocus()
    assert [row.choice.current for row in points.rows] == [2] + [0] * (len(points.rows) - 1)
    sheet.press(Qt.Key.Key_1)
    sheet.f9()
    assert state(desk, taken) is CaseState.AWAIT_DECISION


def test_that_a_point_that_fails_asks_where(qtbot: QtBot, sheet: Sheet) -> None:
    sheet.f9()
    points = sheet.field("findings")
    assert isinstance(points, PointsInput)
    row = points.rows[1]
    assert not row.note.isVisible()
    row.choice.setFocus()
    qtbot.keyClick(row.choice, Qt.Key.Key_2)
    assert row.note.edit.hasFocus()  # a digit goes on: to its words, where it needs them
    sheet.rest_meets()
    assert row.note.edit.hasFocus()
    sheet.put(outcome="deny", why="第二项条件不具备")
    sheet.f9()
    assert row.note.error
    assert row.note.edit.hasFocus()
    row.note.edit.setText("没有固定场所")
    sheet.f9()
    assert sheet.page.stack.away


def test_that_enter_goes_through_the_fields_to_the_solid_key_and_does_it(
    sheet: Sheet, desk: Desk, taken: ActDone
) -> None:
    sheet.f9()
    points = sheet.field("findings")
    assert isinstance(points, PointsInput)
    for row in points.rows:
        row.choice.set_current(0)
    sheet.put(outcome="approve")
    stops = [stop for one in sheet.sheet.inputs.values() if not one.isHidden() for stop in one.stops()]
    assert QApplication.focusWidget() is stops[0]
    for stop in stops[1:]:
        sheet.press(Qt.Key.Key_Return)
        assert QApplication.focusWidget() is stop
    sheet.press(Qt.Key.Key_Return)
    assert state(desk, taken) is CaseState.UNDER_REVIEW  # the key has the focus, nothing is done yet
    sheet.press(Qt.Key.Key_Return)
    assert state(desk, taken) is CaseState.AWAIT_DECISION


def test_that_a_refusal_of_the_desk_stands_at_its_field_and_in_the_strip_and_what_was_typed_stays(
    sheet: Sheet, desk: Desk, taken: ActDone
) -> None:
    seals_register.enter(desk, SEAL)
    sheet.do(outcome="approve")
    sheet.do()
    sheet.do(approver="测试丁")
    sheet.f9()
    sheet.put(receiver="测试己")
    sheet.f9()
    assert "还没有核验领取人身份" in sheet.said("checked")
    assert "还没有核验领取人身份" in sheet.page.middle.strip.text
    assert sheet.field("receiver").value() == "测试己"
    assert state(desk, taken) is CaseState.TO_DELIVER
    sheet.put(checked="yes", signed="yes")
    sheet.f9()
    assert state(desk, taken) is CaseState.DELIVERED


def test_that_without_a_seal_in_the_register_the_form_says_what_to_do(sheet: Sheet, desk: Desk, taken: ActDone) -> None:
    sheet.do(outcome="approve")
    sheet.do()
    sheet.f9()
    sheet.f9()
    assert sheet.said("seal") == "还没有选用哪枚章"
    assert state(desk, taken) is CaseState.DECIDED_APPROVE


def test_that_a_decision_is_printed_and_the_timeline_goes_on(
    sheet: Sheet, taken: ActDone, printer: KeepingPrinter, qtbot: QtBot, services: Services
) -> None:
    sheet.do(outcome="approve")
    sheet.do(valid_until="20291119")
    qtbot.waitUntil(lambda: services.paper.idle)
    assert any("准予" in title for title in printer.titles)
    assert "决定：已办" in sheet.page.middle.strip.text
    view = sheet.page.shown
    assert view is not None
    assert view.timeline[-1].act is Act.DECIDE
    assert {paper.doc for paper in view.documents} >= {Doc.ACCEPT, Doc.APPROVE}


def test_that_another_case_puts_the_form_away(sheet: Sheet, desk: Desk, settled: Wait) -> None:
    other = accept(desk, form_for(desk, STAFFING, applicant=replace(form_for(desk, STAFFING).applicant, name="样例二")))
    sheet.f9()
    sheet.page.show_key(other.case_id)
    settled()
    assert sheet.page.stack.away
    assert sheet.page.acts.main.text() == "审查意见"


# ------------------------------------------------------------------------------------------------ the list of acts


def test_that_f4_lists_what_may_be_done_first_and_the_rest_with_reasons(sheet: Sheet) -> None:
    sheet.press(Qt.Key.Key_F4)
    others = sheet.page.stack.others
    assert others.isVisible()
    assert others.table.hasFocus()
    offers = sheet.page.acts.offers
    assert offers is not None
    may = [one.act for one in offers.all if not one.reason]
    assert {Act.REVIEW, Act.SPECIAL_BEGIN, Act.WITHDRAW, Act.TERMINATE} <= set(may)
    assert [one.act for one in offers.all][: len(may)] == may
    assert all(one.reason for one in offers.all[len(may) :])


def test_that_an_act_that_may_not_be_done_says_why_and_opens_nothing(sheet: Sheet) -> None:
    sheet.press(Qt.Key.Key_F4)
    table = sheet.page.stack.others.table
    assert table.select_key(Act.ARCHIVE.value)
    sheet.press(Qt.Key.Key_Return, table)
    assert not sheet.page.stack.open_form
    assert "审查中" in sheet.page.middle.strip.text


def test_that_a_withdrawal_ends_the_case_from_the_list(sheet: Sheet, desk: Desk, taken: ActDone) -> None:
    sheet.press(Qt.Key.Key_F4)
    table = sheet.page.stack.others.table
    table.select_key(Act.WITHDRAW.value)
    sheet.press(Qt.Key.Key_Return, table)
    assert sheet.sheet.head.title == "撤回申请"
    sheet.f9()
    assert "书面" in sheet.sheet.trouble.text  # not signed yet
    sheet.put(signed="yes")
    sheet.f9()
    assert state(desk, taken) is CaseState.WITHDRAWN


def test_that_a_special_procedure_stops_the_clock_and_f9_becomes_its_end(
    sheet: Sheet, desk: Desk, taken: ActDone
) -> None:
    sheet.press(Qt.Key.Key_F4)
    table = sheet.page.stack.others.table
    table.select_key(Act.SPECIAL_BEGIN.value)
    sheet.press(Qt.Key.Key_Return, table)
    sheet.put(kind="鉴定", reason="要鉴定样例", days="5")
    sheet.f9()
    assert state(desk, taken) is CaseState.SPECIAL
    assert sheet.page.acts.main.text() == "恢复计时"
    sheet.do(result="鉴定结论合格")
    assert state(desk, taken) is CaseState.UNDER_REVIEW


def test_that_a_clerk_is_told_who_does_what_the_clerk_may_not(desk: Desk, taken: ActDone) -> None:
    offers = read(replace(desk, staff=CLERK), taken.case_id)
    found = offers.of(Act.REVIEW)
    assert found is not None
    assert "窗口人员" in found.reason
    assert "审核岗" in found.todo
    assert offers.next == found


def test_that_a_reviewer_is_offered_the_review_first(desk: Desk, taken: ActDone) -> None:
    offers = read(replace(desk, staff=Staff("judge-1", "样例审核员", "reviewer")), taken.case_id)
    assert offers.next is not None
    assert (offers.next.act, offers.next.reason) == (Act.REVIEW, "")


@pytest.mark.parametrize("act", OFFERED)
def test_that_every_act_offered_has_a_form_that_hangs_together(act: Act, desk: Desk, taken: ActDone) -> None:
    form = deed(act).form(desk, taken.case_id)
    names = [one.name for one in form.asks]
    assert form.title
    assert form.yes
    assert len(set(names)) == len(names)
    for one in form.asks:
        assert one.label
        if one.when is not None:
            other = next(ask for ask in form.asks if ask.name == one.when[0])
            assert set(one.when[1]) <= {key for key, _ in other.choices}
        if one.kind is Kind.CHOICE and one.start:
            assert one.start in {key for key, _ in one.choices}


# ------------------------------------------------------------------------------------------------ what is typed


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("20261120", date(2026, 11, 20)),
        ("11-20", date(2026, 11, 20)),
        ("1120", date(2026, 11, 20)),
        ("2026年1月5日", date(2026, 1, 5)),
        ("2026-02-30", None),
        ("明天", None),
        ("", None),
    ],
)
def test_that_a_day_is_read_as_people_type_it(text: str, day: date | None) -> None:
    assert asks.read_day(text, date(2026, 3, 1)) == day


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("1120 09:30", datetime(2026, 11, 20, 9, 30, tzinfo=SHANGHAI)),
        ("0930", datetime(2026, 3, 1, 9, 30, tzinfo=SHANGHAI)),
        ("2026-11-20 25:00", None),
        ("上午", None),
    ],
)
def test_that_a_time_is_read_as_people_type_it(text: str, at: datetime | None) -> None:
    assert asks.read_moment(text, date(2026, 3, 1)) == at


def test_that_lists_are_parted_as_people_part_them() -> None:
    assert asks.pairs_told("许可范围：零售\n地址: 样例街\n没有冒号") == (("许可范围", "零售"), ("地址", "样例街"))
    assert asks.names_told("测试甲、测试乙，测试丙") == ("测试甲", "测试乙", "测试丙")
    assert asks.lines_told(" 一 \n\n二") == ("一", "二")


def test_that_a_refusal_finds_the_field_it_is_about() -> None:
    known = (Ask("a", "甲", refusals=("x",)), Ask("b", "乙", refusals=("y", "z")))
    assert [asks.refused_at(known, code) for code in ("z", "x", "other", "")] == ["b", "a", "", ""]


# ------------------------------------------------------------------------------------------------ 今日


@pytest.mark.parametrize(("role", "turn"), [("reviewer", "轮到您 1 件"), ("clerk", ""), ("administrator", "")])
def test_that_today_says_how_many_cases_wait_for_whoever_looks(
    role: str, turn: str, desk: Desk, taken: ActDone
) -> None:
    view = desk_today.today(desk)
    assert taken.case_id in {row.case_id for row in view.rows}
    note = today_words.list_note(view, role)
    assert ("轮到您" in note) is bool(turn)
    assert turn in note
