"""How cases end, are paid for, handed over and followed up; whose acts and which papers; every name says its clause."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules import lifecycle
from models.rules.casefacts import CaseFacts, EndReason, Fee
from models.rules.lifecycle import allowed, papers_for
from models.rules.settings import OPEN, Settings
from models.rules.terms import Act, CaseState, Doc, Mode, Outcome, Role, SealKind
from tests.rules.live_case import at, decided, no, reviewed

M, S = Mode, CaseState
COUNTY_DECIDES = (M.DIRECT, M.ENTRUST, M.SUBSTANTIVE_SEAL2)
CITY_DECIDES = (M.SUBSTANTIVE_CITY_STAMP, M.WINDOW_FORWARD_COUNTY, M.WINDOW_FORWARD_CITY_STAFF, M.RECEIVE_ONLY)
ACCEPTING = tuple(mode for mode in M if mode is not M.RECEIVE_ONLY)


# ---------------------------------------------------------------------------------------------- endings


@pytest.mark.parametrize("mode", M)
def test_that_an_application_is_withdrawn_any_time_before_the_decision(mode: Mode) -> None:
    """撤回: 决定作出前."""
    case = at(mode)
    seen = []
    while case.facts.decision is None:
        assert Act.WITHDRAW in allowed(mode, case.state, case.facts)
        seen.append(case.state)
        case.follow()
    assert len(seen) >= 3
    assert Act.WITHDRAW not in allowed(mode, case.state, case.facts)
    assert case.papers() == (Doc.APPROVE,)


def test_that_a_withdrawal_ends_the_case_and_only_the_file_is_closed() -> None:
    case = at(M.DIRECT, Act.ACCEPT, Act.WITHDRAW)
    assert (case.state, case.papers(), case.duty) == (S.WITHDRAWN, (Doc.WITHDRAW,), None)
    assert no(case, Act.BEGIN_REVIEW) == "case_ended"
    assert allowed(M.DIRECT, case.state, case.facts) == {
        Act.NOTE,
        Act.REPRINT,
        Act.RETURN_MATERIALS,
        Act.ARCHIVE,
    }
    assert case.do(Act.RETURN_MATERIALS) is S.WITHDRAWN
    assert case.papers() == (Doc.RETURN,)
    assert case.do(Act.ARCHIVE) is S.ARCHIVED


def test_that_an_organ_ends_a_case_only_for_a_reason_and_not_for_silence() -> None:
    """终止; 逾期不补正能否终止待核定 (G5)."""
    waiting = at(M.DIRECT, Act.ASK_SUPPLEMENT)
    assert no(waiting, Act.TERMINATE) == "no_reason"
    assert no(waiting, Act.TERMINATE, end_reason=EndReason.NOT_SUPPLEMENTED) == "not_settled"
    assert no(at(M.DIRECT), Act.TERMINATE, end_reason=EndReason.NOT_SUPPLEMENTED) == "no_reason"
    assert no(waiting, Act.TERMINATE, end_reason=EndReason.TOLERATED_LATE) == "no_reason"
    assert waiting.do(Act.TERMINATE, Role.SUPERVISOR, end_reason=EndReason.APPLICANT_GONE) is S.TERMINATED
    assert waiting.papers() == (Doc.WITHDRAW,)
    settled = at(M.DIRECT, Act.ASK_SUPPLEMENT, settings=Settings(terminate_unsupplemented=True))
    assert settled.do(Act.TERMINATE, end_reason=EndReason.NOT_SUPPLEMENTED) is S.TERMINATED


# ----------------------------------------------------------------------------- fees, handing over, after


def test_xkf_art58_art59_fees_are_told_paid_waived_refunded_in_order() -> None:
    case = at(M.DIRECT, Act.ACCEPT, fee=Fee.OPEN)
    assert no(at(M.DIRECT, Act.ACCEPT), Act.FEE_NOTICE) == "no_fee"
    assert no(case, Act.FEE_PAID) == "fee_order"
    case.do(Act.FEE_NOTICE)
    assert case.papers() == (Doc.FEE,)
    assert no(case, Act.FEE_WAIVED, Role.CLERK, reason="减免") == "wrong_role"
    assert no(case, Act.FEE_WAIVED) == "no_reason"
    case.do(Act.FEE_PAID)
    assert no(case, Act.FEE_NOTICE) == "no_fee"
    assert no(case, Act.FEE_REFUNDED) == "no_reason"
    case.do(Act.FEE_REFUNDED, reason="误收")
    assert no(case, Act.FEE_REFUNDED, reason="误收") == "fee_order"


def test_jc2_4_a_certificate_waits_for_its_fee_and_a_denial_does_not() -> None:
    """晋城二(四)."""
    case = decided(fee=Fee.OPEN)
    case.do(Act.STAMP, seal=SealKind.COUNTY)
    assert no(case, Act.DELIVER) == "fee_open"
    assert case.duty is not None
    assert case.duty.act is Act.FEE_NOTICE
    case.do(Act.FEE_NOTICE)
    assert no(case, Act.PICKUP, identity_checked=True) == "fee_open"
    case.do(Act.FEE_PAID)
    assert case.do(Act.DELIVER) is S.DELIVERED
    denied = decided(outcome=Outcome.DENY, fee=Fee.OPEN)
    denied.do(Act.STAMP, seal=SealKind.COUNTY)
    assert denied.do(Act.DELIVER) is S.DELIVERED


def test_jc1_3_jc1_4_secrets_are_not_mailed() -> None:
    """晋城一(三)、(四): 涉密除外."""
    case = decided(classified=True)
    case.do(Act.STAMP, seal=SealKind.COUNTY)
    assert no(case, Act.DELIVER, mailed=True) == "classified_mail"
    assert no(case, Act.PUBLISH) == "not_public"
    assert case.do(Act.DELIVER) is S.DELIVERED


def test_xkf_art44_a_result_is_handed_to_whom_it_belongs() -> None:
    case = decided()
    case.do(Act.STAMP, seal=SealKind.COUNTY)
    assert no(case, Act.PICKUP) == "not_identified"
    case.do(Act.PICKUP, identity_checked=True)
    assert (case.state, case.papers()) == (S.DELIVERED, (Doc.PICKUP, Doc.DELIVERY))


@pytest.mark.parametrize("act", [Act.PUSH, Act.PUBLISH])
def test_yd3_6_xkf_art40_a_duty_done_is_not_done_again(act: Act) -> None:
    case = decided()
    case.do(act)
    assert no(case, act) == "done_before"


def test_jc2_5_only_three_flows_are_filed_and_direct_by_setting() -> None:
    """晋城二(五); G6."""
    assert no(decided(M.SUBSTANTIVE_SEAL2), Act.FILE_MONTHLY) == "not_filed"
    assert no(decided(M.DIRECT), Act.FILE_MONTHLY) == "not_filed"
    assert decided(M.ENTRUST).do(Act.FILE_MONTHLY) is S.DECIDED_APPROVE
    case = decided(M.DIRECT)
    case.settings = Settings(file_direct=True)
    assert case.do(Act.FILE_MONTHLY) is S.DECIDED_APPROVE


def test_jn3_2_4_what_a_no2_seal_granted_is_reported_after() -> None:
    """济宁三(二)4."""
    assert Act.POST_FILE in decided(M.SUBSTANTIVE_SEAL2).owed
    assert no(decided(M.DIRECT), Act.POST_FILE) == "act_out_of_order"


@pytest.mark.parametrize("mode", M)
def test_that_after_the_archive_only_notes_reprints_and_what_is_still_owed_remain(mode: Mode) -> None:
    case = at(mode)
    while case.duty is not None:
        case.follow()
    rest = allowed(mode, case.state, case.facts)
    originals = {Act.BUNDLE_IN, Act.BUNDLE_BACK} if lifecycle.FLOWS[mode].forwards else set()  # still to come back
    assert rest == {Act.NOTE, Act.REPRINT, Act.RETURN_MATERIALS} | originals
    assert no(case, Act.DELIVER) == "case_ended"


# -------------------------------------------------------------------------------------------- who, papers


@pytest.mark.parametrize(
    ("act", "role"),
    [
        (Act.DECIDE, Role.CLERK),
        (Act.DECIDE, Role.REVIEWER),
        (Act.DECIDE, Role.CITY),
    ],
)
def test_that_a_decision_is_signed_by_who_may_sign(act: Act, role: Role) -> None:
    case = reviewed()
    assert no(case, act, role, outcome=Outcome.APPROVE) == "wrong_role"
    assert Act.DECIDE in allowed(M.DIRECT, case.state, CaseFacts(accepted=True, outcome=Outcome.APPROVE))
    assert Act.DECIDE not in allowed(M.DIRECT, case.state, CaseFacts(accepted=True, outcome=Outcome.APPROVE), role)


@pytest.mark.parametrize("mode", M)
def test_that_a_clerk_never_does_the_citys_acts_of_a_forwarded_case(mode: Mode) -> None:
    city = {act for act in Act if act.value.startswith("city_")}
    for state in CaseState:
        assert not city & lifecycle.life.may(mode, state, Role.CLERK)
        assert not city & lifecycle.life.may(mode, state, Role.SUPERVISOR)


def test_that_all_twenty_two_papers_have_a_maker_or_are_books() -> None:
    made = {
        doc
        for mode in M
        for way in lifecycle.life.ways_of(mode)
        for outcome in Outcome
        for doc in papers_for(mode, way.act, outcome=outcome)
    }
    assert len(Doc) == 22
    assert made | lifecycle.BOOKS == set(Doc)
    assert not made & lifecycle.BOOKS


@pytest.mark.parametrize(
    ("act", "doc", "said", "name"),
    [
        (Act.DEEM_ACCEPTED, Doc.ACCEPT, {}, "视为受理确认"),
        (Act.ACCEPT, Doc.ACCEPT, {}, "受理通知书"),
        (Act.INSPECT, Doc.REVIEW_OPINION, {}, "现场核查笔录"),
        (Act.DECIDE, Doc.APPROVE, {}, "准予许可决定书"),
        (Act.DECIDE, Doc.APPROVE, {"handling_item": "变更法定代表人"}, "准予变更决定书"),
        (Act.DECIDE, Doc.REJECT, {"handling_item": "延续"}, "不予延续决定书"),
        (Act.DECIDE, Doc.APPROVE, {"handling_item": "注销"}, "注销决定书"),
        (Act.DECIDE, Doc.APPROVE, {"filing": True}, "准予备案通知书"),
        (Act.WITHDRAW, Doc.WITHDRAW, {}, "撤回申请书"),
        (Act.TERMINATE, Doc.WITHDRAW, {}, "终止办理通知书"),
    ],
)
def test_xkf_art38_each_paper_bears_the_name_of_its_kind(act: Act, doc: Doc, said: dict[str, Any], name: str) -> None:
    assert lifecycle.variant(act, doc, **said) == name


def test_that_the_open_questions_have_their_cautious_answers() -> None:
    """G 待核定."""
    cautious = Settings()
    assert set(OPEN) <= set(Settings.__slots__)
    assert cautious.entrust_seal is SealKind.ENTRUSTING
    assert cautious.filing_day == 5
    assert not cautious.terminate_unsupplemented
    assert not cautious.file_direct
    assert cautious.seal2_signatory == "city"


def test_that_a_citys_file_answers_open_questions() -> None:
    from dataclasses import replace
    from datetime import date

    from models.rules.catalogue import Policy

    plain = Policy(
        *("jincheng", "晋城市", "140500", "晋市政发〔2025〕9号", "", None, date(2025, 1, 1), "", "", ""),
        *(3, None, 8, "", "city_receipt", True),
    )
    found = Settings.from_policy(plain)
    assert (found.county_days, found.filing_day, found.receive_only_anchor) == (3, 8, "city_receipt")
    said = {"push_days": "及时", "entrust_seal": "县级审批公章", "file_direct": "是", "stamp_half_days": "0"}
    own = Settings.from_policy(replace(plain, settings=said | {"forward_days": "9"}))
    assert (own.push_days, own.entrust_seal, own.file_direct) == (None, SealKind.COUNTY, True)
    assert own.stamp_half_days == 0
