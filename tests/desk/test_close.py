"""撤回、终止、中止与恢复, and the materials given back: who may, when, with which paper, and where the clocks go."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from models.desk import close, supplement
from models.desk.context import Desk
from models.desk.receive import take_in
from models.errors import Refusal
from models.papers_more import WithdrawPaper
from models.papers_rolls import ReturnPaper
from models.rules.casefacts import EndReason
from models.rules.catalogue import Fact
from models.rules.terms import Act, CaseState, Doc
from tests.desk.branches import HYGIENE, WATER, accepted, boss, case, kinds, with_city
from tests.helpers.factory import HandClock, PaperStub, form_for, mark

WATER_FACTS: dict[str, Fact] = {
    "water_source": "延河泉域岩溶地下水",
    "water_use": "工业项目职工生活",
    "annual_volume": Decimal(4),
}


def test_that_an_application_is_withdrawn_in_writing_before_the_decision(desk: Desk, papers: PaperStub) -> None:
    case_id = accepted(desk)
    done = close.withdraw(desk, case_id, "不再经营")
    assert done.state is CaseState.WITHDRAWN
    assert [paper.name for paper in done.documents] == ["撤回申请书"]
    assert case(desk, case_id).due is None
    sheet = papers.made[-1]
    assert isinstance(sheet, WithdrawPaper)
    assert sheet.remedy is None  # the applicant's own act carries none
    assert not sheet.unilateral


def test_that_what_is_only_received_may_be_withdrawn_too(desk: Desk) -> None:
    case_id = take_in(desk, form_for(desk, HYGIENE)).case_id
    assert close.withdraw(desk, case_id, "改日再办").state is CaseState.WITHDRAWN


def test_that_a_withdrawal_without_a_signature_is_none(desk: Desk) -> None:
    case_id = accepted(desk)
    with pytest.raises(Refusal, match="书面"):
        close.withdraw(desk, case_id, "电话里说的", signed=False)
    assert case(desk, case_id).state is CaseState.UNDER_REVIEW


@pytest.mark.parametrize("again", ["withdraw", "terminate", "abey"])
def test_that_a_closed_case_stays_closed(again: str, desk: Desk) -> None:
    case_id = accepted(desk)
    close.withdraw(desk, case_id, "样例")
    acts = {
        "withdraw": lambda: close.withdraw(desk, case_id, "再撤"),
        "terminate": lambda: close.terminate(boss(desk), case_id, EndReason.APPLICANT_GONE),
        "abey": lambda: close.abey(boss(desk), case_id, "样例"),
    }
    with pytest.raises(Refusal) as refused:
        acts[again]()
    assert refused.value.code == "case_ended"
    assert kinds(desk, case_id)[-1] is Act.WITHDRAW


def test_that_the_organ_ends_a_case_with_its_reason_and_both_remedies(desk: Desk, papers: PaperStub) -> None:
    case_id = accepted(desk)
    done = close.terminate(boss(desk), case_id, EndReason.APPLICANT_GONE, "企业已注销")
    assert done.state is CaseState.TERMINATED
    sheet = papers.made[-1]
    assert isinstance(sheet, WithdrawPaper)
    assert sheet.unilateral
    assert sheet.remedy is not None
    assert sheet.remedy.reconsideration_organ == "高平市人民政府"
    assert "企业已注销" in sheet.reason


def test_that_a_clerk_ends_nothing(desk: Desk) -> None:
    case_id = accepted(desk)
    with pytest.raises(Refusal) as refused:
        close.terminate(desk, case_id, EndReason.APPLICANT_GONE)
    assert refused.value.code == "wrong_role"


def test_that_silence_after_a_notice_ends_a_case_only_where_the_city_says_so(desk: Desk, tmp_path: Path) -> None:
    """逾期不补正 is not settled by law: a setting, off until the city turns it on."""
    case_id = supplement.ask(desk, mark(form_for(desk, HYGIENE), 1, "missing")).case_id
    with pytest.raises(Refusal) as refused:
        close.terminate(boss(desk), case_id, EndReason.NOT_SUPPLEMENTED)
    assert refused.value.code == "not_settled"
    settled = with_city(desk, tmp_path / "pack", '[setting.terminate_unsupplemented]\nvalue = "yes"')
    assert close.terminate(boss(settled), case_id, EndReason.NOT_SUPPLEMENTED).state is CaseState.TERMINATED


@pytest.mark.parametrize("why", [EndReason.NOT_SUPPLEMENTED, EndReason.TOLERATED_LATE])
def test_that_a_reason_that_does_not_fit_the_case_is_refused(why: EndReason, desk: Desk) -> None:
    case_id = accepted(desk)
    with pytest.raises(Refusal) as refused:
        close.terminate(boss(desk), case_id, why)
    assert refused.value.code == "no_reason"


def test_that_a_case_rests_only_where_a_rule_of_the_trade_lets_it(desk: Desk) -> None:
    case_id = accepted(desk)
    with pytest.raises(Refusal) as refused:
        close.abey(boss(desk), case_id, "有人起诉")
    assert refused.value.code == "no_abeyance"


def test_that_water_cases_rest_over_a_dispute_and_the_clock_goes_on_afterwards(
    desk: Desk, clock: HandClock, papers: PaperStub
) -> None:
    """取水许可条例第十八条第三款."""
    clock.at = clock.at.replace(month=9)  # far enough from a year without a holiday table
    case_id = accepted(desk, WATER, form_for(desk, WATER, facts=WATER_FACTS))
    before = case(desk, case_id).statutory_due
    rest = close.abey(boss(desk), case_id, "因取水申请引起诉讼")
    assert rest.state is CaseState.ABEYED
    assert [paper.name for paper in rest.documents] == ["中止审批通知书"]
    assert case(desk, case_id).due is None
    clock.move(days=7)
    back = close.resume(boss(desk), case_id, "诉讼已了结")
    assert back.state is CaseState.UNDER_REVIEW
    after = case(desk, case_id).statutory_due
    assert before is not None
    assert after is not None
    assert after > before
    sheet = papers.made[-1]
    assert isinstance(sheet, WithdrawPaper)
    assert sheet.new_due == case(desk, case_id).due


def test_that_materials_go_back_against_a_list_once(desk: Desk, papers: PaperStub) -> None:
    case_id = accepted(desk)
    close.withdraw(desk, case_id, "样例")
    done = close.return_materials(desk, case_id, "申请人撤回", (1,))
    assert [paper.doc for paper in done.documents] == [Doc.RETURN]
    assert done.state is CaseState.WITHDRAWN
    sheet = papers.made[-1]
    assert isinstance(sheet, ReturnPaper)
    assert [row.seq for row in sheet.materials] == ["1"]
    close.return_materials(desk, case_id, "申请人撤回")
    rest = papers.made[-1]
    assert isinstance(rest, ReturnPaper)
    assert "1" not in {row.seq for row in rest.materials}
    with pytest.raises(Refusal, match="没有可退的材料"):
        close.return_materials(desk, case_id, "再退一次")


def test_that_materials_of_a_case_in_hand_stay(desk: Desk) -> None:
    case_id = accepted(desk)
    with pytest.raises(Refusal) as refused:
        close.return_materials(desk, case_id, "样例")
    assert refused.value.code == "act_out_of_order"
