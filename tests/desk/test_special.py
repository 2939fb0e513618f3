"""特别程序: what stops the clock, from when, and what both limits are afterwards (许可法第四十五条)."""

from __future__ import annotations

from datetime import date

import pytest

from models.desk import special
from models.desk.context import Desk
from models.desk.special import Stop
from models.desk.turn import in_hand
from models.errors import Refusal
from models.papers_more import SpecialPaper
from models.rules.terms import Act, CaseState, Doc
from models.store import queries
from tests.desk.branches import accepted, case, judge, kinds
from tests.helpers.factory import HandClock, PaperStub

ASSESS = Stop("鉴定", "对样品作鉴定", 15)


def test_xkf_art45_the_clock_stops_only_once_the_applicant_is_told_in_writing(desk: Desk, papers: PaperStub) -> None:
    """许可法第四十五条: the notice and the stop are one act."""
    case_id = accepted(desk)
    due = case(desk, case_id).statutory_due
    done = special.begin(judge(desk), case_id, ASSESS)
    assert done.state is CaseState.SPECIAL
    assert [paper.name for paper in done.documents] == ["特别程序告知书"]
    sheet = papers.made[-1]
    assert isinstance(sheet, SpecialPaper)
    assert (sheet.kind, sheet.begins_on, sheet.expected) == ("鉴定", date(2026, 11, 20), "15个工作日")
    assert sheet.expected_until == date(2026, 12, 11)
    now = case(desk, case_id)
    assert now.due is None
    assert now.due_name == "停表：鉴定"
    assert now.statutory_due == due  # not moved before it is known by how much


def test_xkf_art45_the_days_of_the_procedure_do_not_count(desk: Desk, clock: HandClock, papers: PaperStub) -> None:
    case_id = accepted(desk)
    before = case(desk, case_id).statutory_due
    clock.move(days=3)  # Monday 23 November: one working day used
    special.begin(judge(desk), case_id, ASSESS)
    clock.move(days=7)
    done = special.end(judge(desk), case_id, "样品合格")
    assert done.state is CaseState.UNDER_REVIEW
    assert before is not None
    after = case(desk, case_id).statutory_due
    assert after is not None
    assert desk.calendar.workdays_between(before, after) == 6  # Monday to Monday, both stopped
    sheet = papers.made[-1]
    assert isinstance(sheet, SpecialPaper)
    assert sheet.variant == "恢复计时告知书"
    assert (sheet.resumes_on, sheet.new_due) == (date(2026, 12, 1), after)
    assert case(desk, case_id).due == after


@pytest.mark.parametrize("kind", ["现场踏勘", "整改", "补正", "征求意见", ""])
def test_xkf_art45_nothing_else_stops_the_clock(kind: str, desk: Desk) -> None:
    case_id = accepted(desk)
    with pytest.raises(Refusal) as refused:
        special.begin(judge(desk), case_id, Stop(kind, "样例", 5))
    assert refused.value.code == "pause_kind"
    assert case(desk, case_id).state is CaseState.UNDER_REVIEW


def test_that_a_notice_without_the_time_needed_is_no_notice(desk: Desk) -> None:
    case_id = accepted(desk)
    with pytest.raises(Refusal, match="所需时间"):
        special.begin(judge(desk), case_id, Stop("检测", "样例", 0))


def test_that_a_stop_never_ended_stays_stopped_and_is_seen(desk: Desk, clock: HandClock) -> None:
    """A pause that nobody ends: the clock shows no date, and the case is on the list of what runs over."""
    case_id = accepted(desk)
    special.begin(judge(desk), case_id, Stop("检验", "样例", 5))
    assert not special.overdue(in_hand(desk, case_id))
    clock.move(days=30)
    assert special.overdue(in_hand(desk, case_id))
    assert case(desk, case_id).state is CaseState.SPECIAL
    assert case(desk, case_id).due is None


@pytest.mark.parametrize(
    ("ended", "code"), [(date(2026, 11, 19), "pause_backwards"), (date(2026, 12, 1), "pause_future")]
)
def test_that_a_result_before_the_notice_or_after_today_is_refused(ended: date, code: str, desk: Desk) -> None:
    case_id = accepted(desk)
    special.begin(judge(desk), case_id, ASSESS)
    with pytest.raises(Refusal) as refused:
        special.end(judge(desk), case_id, "合格", ended)
    assert refused.value.code == code
    assert Act.SPECIAL_END not in kinds(desk, case_id)


def test_that_the_clerk_may_not_stop_the_clock(desk: Desk) -> None:
    case_id = accepted(desk)
    with pytest.raises(Refusal) as refused:
        special.begin(desk, case_id, ASSESS)
    assert refused.value.code == "wrong_role"


def test_that_a_stop_cannot_be_stopped_again_nor_ended_twice(desk: Desk) -> None:
    case_id = accepted(desk)
    first = special.begin(judge(desk), case_id, ASSESS, press_id="p1")
    assert special.begin(judge(desk), case_id, ASSESS, press_id="p1") == first  # the same press
    with pytest.raises(Refusal) as refused:
        special.begin(judge(desk), case_id, ASSESS)
    assert refused.value.code == "act_out_of_order"
    special.end(judge(desk), case_id, "合格")
    with pytest.raises(Refusal):
        special.end(judge(desk), case_id, "合格")


def test_that_two_stops_add_up(desk: Desk, clock: HandClock) -> None:
    case_id = accepted(desk)
    before = case(desk, case_id).statutory_due
    for _ in range(2):
        clock.move(days=3)
        special.begin(judge(desk), case_id, ASSESS)
        clock.move(days=1)
        special.end(judge(desk), case_id, "合格")
        clock.move(days=3)
    after = case(desk, case_id).statutory_due
    assert before is not None
    assert after is not None
    assert desk.calendar.workdays_between(before, after) == 4
    notices = [paper for paper in queries.documents(desk.store, case_id) if paper.doc is Doc.SPECIAL_PROC]
    assert len(notices) == len({paper.number for paper in notices}) == 4
