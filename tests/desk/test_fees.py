"""收费: none unless a law says so, at the published standard, at the accepting window, with its bill (许可法58、59)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.desk import close, fees
from models.desk.context import Desk
from models.desk.fees import Charge
from models.desk.turn import in_hand
from models.errors import Refusal
from models.papers_more import FeePaper
from models.rules.casefacts import Fee
from models.rules.terms import Act, Doc
from tests.desk.branches import HYGIENE, PRINTING, accepted, boss, case, entry, kinds, with_city
from tests.helpers.factory import PaperStub, form_for

STANDARD = '[setting."fee/附件/50"]\nvalue = "印刷经营许可证工本费|《印刷业管理条例》第四十八条第二款|1050|证"'
CHARGE = Charge({"印刷经营许可证工本费": 2}, date(2026, 12, 1), pay_code="1405810000001")


@pytest.fixture
def paying(desk: Desk, tmp_path: Path) -> Desk:
    """晋城 with a published standard for 印刷经营许可, whose law lets a cost be charged."""
    return with_city(desk, tmp_path / "pack", STANDARD)


def printing_case(desk: Desk) -> str:
    return accepted(desk, PRINTING, form_for(desk, PRINTING, "设立", facts={"printing_kind": "包装装潢印刷品"}))


def noticed(desk: Desk) -> str:
    case_id = printing_case(desk)
    fees.notice(desk, case_id, CHARGE)
    return case_id


def test_xkf_art59_the_notice_names_item_basis_standard_and_the_amount_in_words(
    paying: Desk, papers: PaperStub
) -> None:
    case_id = printing_case(paying)
    before = case(paying, case_id).state
    done = fees.notice(paying, case_id, CHARGE)
    assert [paper.doc for paper in done.documents] == [Doc.FEE]
    assert done.state is before
    sheet = papers.made[-1]
    assert isinstance(sheet, FeePaper)
    assert (sheet.total_fen, sheet.total_words) == (2100, "贰拾壹元整")
    assert sheet.lines[0].standard == "¥10.50／证"
    assert sheet.pay_code == "1405810000001"
    assert in_hand(paying, case_id).facts.fee is Fee.NOTICED


def test_jincheng_2_4_no_notice_where_the_guide_says_no_fee(paying: Desk) -> None:
    """晋城二(四); 许可法第五十八条."""
    case_id = accepted(paying, HYGIENE)
    with pytest.raises(Refusal) as refused:
        fees.notice(paying, case_id, Charge())
    assert refused.value.code == "fee_none"
    assert Act.FEE_NOTICE not in kinds(paying, case_id)


def test_xkf_art58_no_notice_without_a_published_standard(desk: Desk) -> None:
    case_id = printing_case(desk)
    with pytest.raises(Refusal) as refused:
        fees.notice(desk, case_id, Charge())
    assert refused.value.code in ("fee_amount", "no_fee")


@pytest.mark.parametrize("charge", [Charge({"别的费": 1}), replace(CHARGE, pay_by=date(2026, 11, 19))])
def test_xkf_art59_only_what_is_published_and_a_day_still_to_come(charge: Charge, paying: Desk) -> None:
    case_id = printing_case(paying)
    with pytest.raises(Refusal):
        fees.notice(paying, case_id, charge)
    assert Act.FEE_NOTICE not in kinds(paying, case_id)


def test_that_a_notice_goes_out_once(paying: Desk) -> None:
    case_id = noticed(paying)
    with pytest.raises(Refusal) as refused:
        fees.notice(paying, case_id, CHARGE)
    assert refused.value.code == "no_fee"


def test_that_exactly_what_is_due_is_paid_with_its_bill(paying: Desk) -> None:
    case_id = noticed(paying)
    for amount, number, code in ((2000, "票001", "fee_amount"), (2100, " ", "fee_bill")):
        with pytest.raises(Refusal) as refused:
            fees.pay(paying, case_id, amount, number)
        assert refused.value.code == code
    done = fees.pay(paying, case_id, 2100, "票001", press_id="p")
    assert fees.pay(paying, case_id, 2100, "票001", press_id="p") == done
    assert in_hand(paying, case_id).facts.fee is Fee.PAID
    assert entry(paying, case_id, Act.FEE_PAID).entry.payload["fees_fen"] == 2100
    with pytest.raises(Refusal) as again:
        fees.pay(paying, case_id, 2100, "票002")
    assert again.value.code == "fee_order"


def test_jincheng_2_4_the_accepting_window_takes_the_money(paying: Desk) -> None:
    case_id = noticed(paying)
    other = replace(paying, window=replace(paying.window, no=4))
    with pytest.raises(Refusal) as refused:
        fees.pay(other, case_id, 2100, "票001")
    assert refused.value.code == "fee_window"


def test_that_all_or_part_is_waived_by_leave(paying: Desk) -> None:
    case_id = noticed(paying)
    fees.waive(boss(paying), case_id, "小微企业减半", "样例局长", 1050)
    assert fees.bill_of(in_hand(paying, case_id)).due_fen == 1050
    assert in_hand(paying, case_id).facts.fee is Fee.NOTICED
    fees.pay(paying, case_id, 1050, "票003")
    assert in_hand(paying, case_id).facts.fee is Fee.PAID


@pytest.mark.parametrize(("reason", "approver", "code"), [("", "样例局长", "fee_reason"), ("减免", "", "fee_reason")])
def test_that_a_waiver_says_why_and_by_whom(reason: str, approver: str, code: str, paying: Desk) -> None:
    case_id = noticed(paying)
    with pytest.raises(Refusal) as refused:
        fees.waive(boss(paying), case_id, reason, approver)
    assert refused.value.code == code


def test_that_only_the_supervisor_waives_and_refunds(paying: Desk) -> None:
    case_id = noticed(paying)
    with pytest.raises(Refusal) as waived:
        fees.waive(paying, case_id, "减免", "样例局长")
    assert waived.value.code == "wrong_role"
    fees.pay(paying, case_id, 2100, "票001")
    with pytest.raises(Refusal) as refunded:
        fees.refund(paying, case_id, "撤回申请")
    assert refunded.value.code == "wrong_role"


def test_that_what_was_paid_goes_back_also_after_the_case_was_withdrawn(paying: Desk) -> None:
    case_id = noticed(paying)
    with pytest.raises(Refusal) as early:
        fees.refund(boss(paying), case_id, "还没有缴")
    assert early.value.code == "fee_order"
    fees.pay(paying, case_id, 2100, "票001")
    close.withdraw(paying, case_id, "不办了")
    fees.refund(boss(paying), case_id, "申请人撤回")
    assert entry(paying, case_id, Act.FEE_REFUNDED).entry.payload["fees_fen"] == -2100
    with pytest.raises(Refusal) as again:
        fees.refund(boss(paying), case_id, "再退")
    assert again.value.code == "fee_order"


def test_that_a_standard_nobody_can_read_is_said(desk: Desk, tmp_path: Path) -> None:
    broken = with_city(desk, tmp_path / "pack", '[setting."fee/附件/50"]\nvalue = "工本费十元"')
    with pytest.raises(Refusal, match="读不出来"):
        fees.notice(broken, printing_case(broken), Charge())
