"""延长审查期限: once, before the end, by leave, with a reason, ten days at most (许可法第四十二条)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from models.desk import extend as extending
from models.desk.context import SHANGHAI, Desk
from models.desk.extend import Leave
from models.errors import Refusal
from models.papers_more import ExtendPaper
from models.rules.terms import Act, CaseState, Doc
from tests.desk.branches import HYGIENE, accepted, boss, case, kinds, with_guide
from tests.helpers.factory import HandClock, PaperStub, form_for

EARLY = datetime(2026, 9, 1, 9, 0, tzinfo=SHANGHAI)  # the year after has no holiday table yet
EXTEND = "extend: {value: 10, unit: 工作日, approver: 本机关负责人, source: 行政许可法第四十二条第一款}"
LEAVE = Leave(10, "需要核实的情况较多", "样例局长")


@pytest.fixture
def clock() -> HandClock:
    """1 September."""
    return HandClock(EARLY)


def test_xkf_art42_the_limit_grows_by_ten_days_and_the_notice_says_why(desk: Desk, papers: PaperStub) -> None:
    case_id = accepted(desk, HYGIENE)
    old = case(desk, case_id).statutory_due
    assert old is not None
    done = extending.extend(boss(desk), case_id, LEAVE)
    assert done.state is CaseState.UNDER_REVIEW
    assert [paper.doc for paper in done.documents] == [Doc.EXTEND]
    new = case(desk, case_id).statutory_due
    assert new is not None
    assert desk.calendar.workdays_between(old, new) == 10
    assert case(desk, case_id).due == new
    sheet = papers.made[-1]
    assert isinstance(sheet, ExtendPaper)
    assert (sheet.old_due, sheet.new_due, sheet.approver, sheet.approved_on) == (
        *(old, new, "样例局长"),
        date(2026, 9, 1),
    )


def test_xkf_art42_only_once(desk: Desk) -> None:
    case_id = accepted(desk, HYGIENE)
    done = extending.extend(boss(desk), case_id, LEAVE, press_id="p")
    assert extending.extend(boss(desk), case_id, LEAVE, press_id="p") == done
    with pytest.raises(Refusal) as refused:
        extending.extend(boss(desk), case_id, LEAVE)
    assert refused.value.code == "extended_before"
    assert kinds(desk, case_id).count(Act.EXTEND) == 1


def test_xkf_art42_not_after_the_limit_has_passed(desk: Desk, clock: HandClock) -> None:
    case_id = accepted(desk, HYGIENE)
    clock.move(days=40)
    with pytest.raises(Refusal) as refused:
        extending.extend(boss(desk), case_id, LEAVE)
    assert refused.value.code == "extend_late"


@pytest.mark.parametrize(
    ("leave", "code"),
    [
        (Leave(10, "样例理由", " "), "no_approver"),
        (Leave(10, "", "样例局长"), "no_reason"),
        (Leave(11, "样例理由", "样例局长"), "extend_days"),
        (Leave(0, "样例理由", "样例局长"), "extend_days"),
        (Leave(16, "样例理由", "样例县长", together=True), "extend_days"),
        (Leave(5, "样例理由", "样例局长", date(2026, 9, 2)), "extend_date"),
        (Leave(5, "样例理由", "样例局长", date(2026, 8, 31)), "extend_date"),
    ],
)
def test_xkf_art42_leave_reason_and_length_are_all_needed(leave: Leave, code: str, desk: Desk) -> None:
    case_id = accepted(desk, HYGIENE)
    with pytest.raises(Refusal) as refused:
        extending.extend(boss(desk), case_id, leave)
    assert refused.value.code == code
    assert Act.EXTEND not in kinds(desk, case_id)


def test_that_only_who_signs_may_extend(desk: Desk) -> None:
    case_id = accepted(desk, HYGIENE)
    with pytest.raises(Refusal) as refused:
        extending.extend(desk, case_id, LEAVE)
    assert refused.value.code == "wrong_role"


def test_that_what_the_trades_own_rule_does_not_offer_is_not_extended(desk: Desk, tmp_path: Path) -> None:
    """指南 time_limits 无 extend 的不得延."""
    strict = with_guide(desk, tmp_path / "pack", "public_place_hygiene_licence", EXTEND, "")
    case_id = accepted(strict)
    with pytest.raises(Refusal) as refused:
        extending.extend(boss(strict), case_id, LEAVE)
    assert refused.value.code == "no_extension"


def test_that_the_trades_own_rule_may_give_fewer_days(desk: Desk) -> None:
    """食品生产许可: five working days, not ten."""
    case_id = accepted(desk, "附件/14")
    with pytest.raises(Refusal, match="最多5日"):
        extending.extend(boss(desk), case_id, LEAVE)
    old = case(desk, case_id).statutory_due
    extending.extend(boss(desk), case_id, Leave(5, "样例理由", "样例局长"))
    new = case(desk, case_id).statutory_due
    assert old is not None
    assert new is not None
    assert desk.calendar.workdays_between(old, new) == 5


def test_that_a_doubtful_extension_is_none_and_art_42s_own_limit_has_one(desk: Desk) -> None:
    """人力资源服务许可: whether art. 42 reaches it is open; an item without a guide has art. 42's twenty days."""
    with pytest.raises(Refusal) as refused:
        extending.extend(boss(desk), accepted(desk, "附件/8"), LEAVE)
    assert refused.value.code == "no_extension"
    case_id = accepted(desk, "附件/54", form_for(desk, "附件/54", "换证"))
    assert extending.extend(boss(desk), case_id, LEAVE).state is CaseState.UNDER_REVIEW
