"""Every side branch of a case and every guard, one by one; every name says its clause."""

from __future__ import annotations

from typing import Any

import pytest

from models.errors import Refusal
from models.rules import lifecycle
from models.rules.casefacts import CaseFacts, Ground, Hearing
from models.rules.lifecycle import allowed, next_duty, next_state, papers_for
from models.rules.settings import Settings
from models.rules.terms import Act, CaseState, Doc, Mode, Outcome, Role, SealKind
from tests.rules.live_case import RECORD, LiveCase, at, decided, lawful, no, reviewed

M, S = Mode, CaseState
COUNTY_DECIDES = (M.DIRECT, M.ENTRUST, M.SUBSTANTIVE_SEAL2)
CITY_DECIDES = (M.SUBSTANTIVE_CITY_STAMP, M.WINDOW_FORWARD_COUNTY, M.WINDOW_FORWARD_CITY_STAFF, M.RECEIVE_ONLY)
ACCEPTING = tuple(mode for mode in M if mode is not M.RECEIVE_ONLY)


# ------------------------------------------------------------------------------------------ acceptance


def test_xkf_art32_3_what_can_be_mended_on_the_spot_is_mended_there() -> None:
    case = at(M.DIRECT, Act.CORRECT_ON_SPOT)
    assert (case.state, case.papers()) == (S.RECEIVED, ())
    assert no(at(M.DIRECT, Act.ACCEPT), Act.CORRECT_ON_SPOT) == "act_out_of_order"


@pytest.mark.parametrize("act", [Act.ASK_SUPPLEMENT, Act.ACCEPT, Act.TOLERATE])
def test_xkf_art32_4_after_five_silent_days_only_deemed_acceptance_is_left(act: Act) -> None:
    case = at(M.DIRECT, silent=True, may_tolerate=True)
    assert no(case, act, asking=(1,), signed=True) == "deemed_accepted"
    assert case.duty is not None
    assert case.duty.act is Act.DEEM_ACCEPTED
    assert case.do(Act.DEEM_ACCEPTED) is S.DEEMED_ACCEPTED


@pytest.mark.parametrize("known", [{}, {"silent": True, "filing": True}, {"silent": True, "asked": (1,)}])
def test_xkf_art32_4_nothing_is_deemed_in_time_or_told_or_a_filing(known: dict[str, Any]) -> None:
    assert no(at(M.DIRECT, **known), Act.DEEM_ACCEPTED) == "not_deemed"


def test_xkf_art32_4_art72_4_a_second_ask_needs_a_reason() -> None:
    case = at(M.DIRECT)
    assert no(case, Act.ASK_SUPPLEMENT) == "ask_nothing"
    case.do(Act.ASK_SUPPLEMENT, asking=(1, 2))
    case.do(Act.TAKE_SUPPLEMENT)
    assert no(case, Act.ASK_SUPPLEMENT, asking=(1, 3)) == "second_ask"
    assert no(case, Act.ASK_SUPPLEMENT, asking=(3,), reason=" ") == "second_ask"
    assert case.do(Act.ASK_SUPPLEMENT, asking=(3,), reason="补来的材料与原件不符") is S.SUPPLEMENTING


def test_jn3_1_under_entrusted_receiving_the_city_asks_and_the_county_takes() -> None:
    """济宁三(一)1."""
    case = at(M.RECEIVE_ONLY, Act.FORWARD, Act.CITY_RECEIVE)
    assert case.do(Act.CITY_ASK, Role.CITY, asking=(2,)) is S.SUPPLEMENTING
    assert case.do(Act.TAKE_SUPPLEMENT, Role.CLERK) is S.RECEIVED
    assert case.do(Act.FORWARD, Role.CLERK) is S.QUEUED
    assert case.papers() == (Doc.FORWARD,)


@pytest.mark.parametrize("act", [Act.ACCEPT, Act.ASK_SUPPLEMENT, Act.REFUSE, Act.TOLERATE, Act.COMMIT])
def test_jn3_1_under_entrusted_receiving_no_act_of_acceptance_is_the_countys(act: Act) -> None:
    assert no(at(M.RECEIVE_ONLY), act) == "accept_is_citys"


def test_xkf_art32_1_art32_2_a_refusal_says_its_ground() -> None:
    assert no(at(M.DIRECT), Act.REFUSE) == "no_ground"
    case = at(M.DIRECT)
    assert case.do(Act.REFUSE, ground=Ground.NO_LICENCE) is S.REFUSED
    assert case.papers() == (Doc.REFUSE_ACCEPT,)
    assert at(None, Act.REFUSE).state is S.REFUSED


def test_jc2_1_neither_level_turns_away_what_is_in_both_their_hands() -> None:
    """晋城二(一)."""
    assert no(at(M.DIRECT), Act.REFUSE, ground=Ground.NOT_OURS) == "ours_after_all"
    assert no(at(M.RECEIVE_ONLY, Act.FORWARD, Act.CITY_RECEIVE), Act.CITY_REFUSE, ground=Ground.NOT_OURS) == (
        "ours_after_all"
    )


def test_xkf_art78_only_false_papers_end_a_wait_for_the_applicant() -> None:
    waiting = at(M.DIRECT, Act.ASK_SUPPLEMENT)
    assert no(waiting, Act.REFUSE, ground=Ground.NO_LICENCE) == "no_ground"
    assert waiting.do(Act.REFUSE, ground=Ground.FALSE_PAPERS) is S.REFUSED


# ------------------------------------------------------------------------------- tolerance, commitment


def test_that_only_what_the_guide_allows_is_tolerated_on_a_signed_word() -> None:
    """容缺: 指南标明、签承诺、无失信."""
    assert no(at(M.DIRECT), Act.TOLERATE, signed=True) == "not_tolerable"
    assert no(at(M.DIRECT, may_tolerate=True, bad_credit=True), Act.TOLERATE, signed=True) == "bad_credit"
    assert no(at(M.DIRECT, may_tolerate=True), Act.TOLERATE) == "not_signed"
    case = at(M.DIRECT, Act.TOLERATE, may_tolerate=True)
    assert (case.state, case.papers()) == (S.ACCEPTED, (Doc.ACCEPT, Doc.TOLERANCE))
    assert papers_for(M.DIRECT, Act.TOLERATE) == (Doc.RECEIPT, Doc.ACCEPT, Doc.TOLERANCE)
    assert Act.MATERIAL_IN in case.owed


def test_that_nothing_is_granted_while_a_tolerated_material_is_out_but_may_be_denied() -> None:
    """缺件未齐不得发证."""
    case = at(M.DIRECT, Act.TOLERATE, Act.BEGIN_REVIEW, Act.REVIEW, may_tolerate=True)
    assert case.duty is not None
    assert (case.duty.act, case.duty.whose) == (Act.MATERIAL_IN, "申请人")
    assert no(case, Act.DECIDE, outcome=Outcome.APPROVE) == "tolerated_out"
    case.do(Act.MATERIAL_IN)
    assert no(case, Act.MATERIAL_IN) == "nothing_tolerated"
    assert case.do(Act.DECIDE, outcome=Outcome.APPROVE) is S.DECIDED_APPROVE
    late = at(M.DIRECT, Act.TOLERATE, Act.BEGIN_REVIEW, Act.REVIEW, may_tolerate=True)
    assert late.do(Act.DECIDE, outcome=Outcome.DENY, reason="逾期未补齐") is S.DECIDED_DENY


def test_xkf_art35_all_the_papers_travel_so_tolerance_holds_the_letter_back() -> None:
    case = at(M.WINDOW_FORWARD_COUNTY, Act.TOLERATE, may_tolerate=True)
    assert no(case, Act.FORWARD) == "forward_incomplete"
    assert case.duty is not None
    assert case.duty.act is Act.MATERIAL_IN
    case.do(Act.MATERIAL_IN)
    assert case.do(Act.FORWARD) is S.QUEUED


def test_gbf_2020_42_a_commitment_is_free_signed_and_not_for_the_untrustworthy() -> None:
    """国办发〔2020〕42号; 许可法第六十九条."""
    assert no(at(M.DIRECT), Act.COMMIT, signed=True) == "no_commitment"
    assert no(at(M.DIRECT, may_commit=True, bad_credit=True), Act.COMMIT, signed=True) == "bad_credit"
    assert no(at(M.DIRECT, may_commit=True), Act.COMMIT) == "not_signed"
    case = at(M.DIRECT, Act.COMMIT, may_commit=True)
    assert (case.state, case.papers()) == (S.RECEIVED, (Doc.COMMITMENT,))


def test_zz3_1_1_what_was_granted_on_a_promise_is_checked_afterwards() -> None:
    """泽州三(一)1."""
    case = at(M.DIRECT, Act.COMMIT, Act.ACCEPT, may_commit=True)
    while case.state is not S.ARCHIVED:
        case.follow()
    assert Act.POST_CHECK in case.acts()
    assert no(case, Act.POST_CHECK) == "done_before"
    assert no(decided(), Act.POST_CHECK) == "no_commitment"


# ------------------------------------------------------------------------------------- review, decision


@pytest.mark.parametrize("people", [(), ("测试甲",), ("测试甲", "测试甲"), ("测试甲", " ")])
def test_xkf_art34_3_an_inspection_takes_two(people: tuple[str, ...]) -> None:
    assert no(at(M.DIRECT, Act.ACCEPT, Act.BEGIN_REVIEW), Act.INSPECT, inspectors=people) == "two_inspectors"
    case = at(M.DIRECT, Act.ACCEPT, Act.BEGIN_REVIEW, Act.INSPECT)
    assert (case.state, case.papers()) == (S.UNDER_REVIEW, (Doc.REVIEW_OPINION,))


@pytest.mark.parametrize("mode", COUNTY_DECIDES)
def test_xkf_art38_a_decision_says_what_and_a_denial_why(mode: Mode) -> None:
    case = reviewed(mode)
    assert no(case, Act.DECIDE) == "no_outcome"
    assert no(case, Act.DECIDE, outcome=Outcome.DENY, reason=" ") == "no_reason"
    case.do(Act.DECIDE, outcome=Outcome.DENY, reason="不符合条件")
    assert (case.state, case.papers()) == (S.DECIDED_DENY, (Doc.REJECT,))


@pytest.mark.parametrize("mode", COUNTY_DECIDES)
def test_xkf_art32_art38_nothing_is_decided_that_was_not_accepted(mode: Mode) -> None:
    with pytest.raises(Refusal) as caught:
        next_state(mode, S.AWAIT_DECISION, Act.DECIDE, CaseFacts(outcome=Outcome.APPROVE))
    assert caught.value.code == "not_accepted"


def test_xkf_art42_a_decision_past_its_date_is_made_and_says_why() -> None:
    case = reviewed()
    case.know(past_due=True)
    assert no(case, Act.DECIDE, outcome=Outcome.APPROVE) == "late_reason"
    assert case.do(Act.DECIDE, outcome=Outcome.APPROVE, late_reason="鉴定迟到") is S.DECIDED_APPROVE


@pytest.mark.parametrize("mode", CITY_DECIDES)
def test_jc1_3_jc1_4_jn3_1_the_county_never_decides_what_the_city_decides(mode: Mode) -> None:
    """晋城一(三)(四)、济宁三(一)1."""
    for state in CaseState:
        assert Act.DECIDE not in allowed(mode, state, CaseFacts(accepted=True, outcome=Outcome.APPROVE))
    with pytest.raises(Refusal):
        papers_for(mode, Act.DECIDE, outcome=Outcome.DENY)


def test_jc1_3_a_negative_opinion_is_forwarded_and_refused_in_the_citys_name() -> None:
    """G10: 见章盖章方式下县级拟不予."""
    case = reviewed(M.SUBSTANTIVE_CITY_STAMP, Outcome.DENY)
    case.do(Act.OPINION, Role.SUPERVISOR, outcome=Outcome.DENY, reason="不符合条件")
    assert case.papers() == (Doc.REVIEW_OPINION,)
    case.do(Act.STAMP, seal=SealKind.COUNTY)
    case.do(Act.FORWARD)
    case.do(Act.CITY_RECEIVE)
    assert no(case, Act.CITY_STAMP) == "opinion_denies"
    assert case.duty is not None
    assert (case.duty.act, case.duty.who) == (Act.CITY_DECIDE, Role.CITY)
    case.do(Act.CITY_DECIDE, Role.CITY, outcome=Outcome.DENY, reason="不符合条件")
    assert (case.state, case.papers()) == (S.DECIDED_DENY, (Doc.REJECT,))
    assert case.do(Act.CITY_STAMP) is S.CITY_STAMPED
    assert Settings().forward_denial


def test_jc1_3_the_city_stamps_on_sight_and_does_not_review_again() -> None:
    """晋城一(三): 当场盖章，不再审材料."""
    case = reviewed(M.SUBSTANTIVE_CITY_STAMP)
    for act in (Act.OPINION, Act.STAMP, Act.FORWARD, Act.CITY_RECEIVE):
        case.do(act, **lawful(case, act))
    assert no(case, Act.CITY_DECIDE, outcome=Outcome.DENY, reason="不想盖") == "stamp_on_sight"
    assert no(case, Act.CITY_REVIEW) == "act_out_of_order"
    assert case.do(Act.CITY_STAMP) is S.CITY_STAMPED
    assert (case.papers(), case.facts.decision) == ((Doc.APPROVE,), Outcome.APPROVE)


@pytest.mark.parametrize("mode", [M.SUBSTANTIVE_CITY_STAMP, M.WINDOW_FORWARD_COUNTY, M.RECEIVE_ONLY])
def test_xkf_art35_what_the_city_returns_goes_back_mended_without_the_applicant(mode: Mode) -> None:
    case = at(mode)
    while case.state is not S.CITY_RECEIVED:
        case.follow()
    assert no(case, Act.CITY_RETURN) == "no_reason"
    case.do(Act.CITY_RETURN, Role.CITY, reason="第2页缺章")
    assert case.duty is not None
    assert (case.duty.act, case.duty.whose) == (Act.RESUBMIT, "本窗口")
    assert case.do(Act.RESUBMIT) is S.QUEUED
    assert case.papers() == (Doc.FORWARD,)


def test_jc1_3_a_returned_opinion_may_be_reviewed_afresh() -> None:
    case = reviewed(M.SUBSTANTIVE_CITY_STAMP)
    for act in (Act.OPINION, Act.STAMP, Act.FORWARD, Act.CITY_RECEIVE, Act.CITY_RETURN):
        case.do(act, **lawful(case, act))
    assert case.do(Act.BEGIN_REVIEW) is S.UNDER_REVIEW
    assert (case.facts.review, case.facts.opinion) == (None, None)


def test_that_whoever_signs_may_send_a_review_back_saying_why() -> None:
    case = reviewed()
    assert no(case, Act.BEGIN_REVIEW, Role.REVIEWER, reason="再看") == "wrong_role"
    assert no(case, Act.BEGIN_REVIEW, Role.SUPERVISOR) == "no_reason"
    assert case.do(Act.BEGIN_REVIEW, Role.SUPERVISOR, reason="要点3没有结论") is S.UNDER_REVIEW


# ---------------------------------------------------------------------------------------- seals in flow


@pytest.mark.parametrize(
    ("mode", "seal"),
    [
        (M.DIRECT, SealKind.COUNTY),
        (M.ENTRUST, SealKind.ENTRUSTING),
        (M.SUBSTANTIVE_SEAL2, SealKind.NO2),
    ],
)
def test_jn3_2_6_each_flow_bears_its_own_seal_and_no2_only_its_own(mode: Mode, seal: SealKind) -> None:
    """济宁三(二)6; 委托实施用哪枚章待核定 (G1)."""
    case = decided(mode)
    assert no(case, Act.STAMP) == "wrong_seal"
    for other in SealKind:
        if other is not seal:
            assert no(case, Act.STAMP, seal=other) == ("seal_scope" if other is SealKind.NO2 else "wrong_seal")
    assert case.do(Act.STAMP, seal=seal) is S.TO_DELIVER


def test_jc1_2_which_seal_an_entrusted_decision_bears_is_a_setting() -> None:
    """晋城一(二); G1."""
    case = LiveCase(M.ENTRUST, settings=Settings(entrust_seal=SealKind.COUNTY))
    while case.state is not S.DECIDED_APPROVE:
        if case.state is None:
            case.do(Act.RECEIVE)
        case.follow()
    assert case.do(Act.STAMP, seal=SealKind.COUNTY) is S.TO_DELIVER


# ------------------------------------------------------------------------- stops, extension, hearing


@pytest.mark.parametrize("kind", ["整改", "征求意见", "现场踏勘", "补正", ""])
def test_xkf_art45_nothing_else_stops_the_clock(kind: str) -> None:
    case = at(M.DIRECT, Act.ACCEPT, Act.BEGIN_REVIEW)
    assert no(case, Act.SPECIAL_BEGIN, pause=kind, told=True) == "pause_kind"


def test_xkf_art45_a_stop_is_told_in_writing_and_goes_back_where_it_began() -> None:
    case = at(M.DIRECT, Act.ACCEPT, Act.BEGIN_REVIEW)
    assert no(case, Act.SPECIAL_BEGIN, pause="鉴定") == "pause_not_told"
    case.do(Act.SPECIAL_BEGIN, pause="鉴定", told=True)
    assert (case.state, case.papers()) == (S.SPECIAL, (Doc.SPECIAL_PROC,))
    assert no(case, Act.DECIDE, outcome=Outcome.APPROVE) == "act_out_of_order"
    case.do(Act.SPECIAL_END)
    assert (case.state, case.papers()) == (S.UNDER_REVIEW, (Doc.SPECIAL_PROC,))
    assert lifecycle.variant(Act.SPECIAL_END, Doc.SPECIAL_PROC) == "恢复计时告知书"


def test_xkf_art45_the_items_own_law_may_add_a_stop() -> None:
    case = at(M.DIRECT, Act.ACCEPT, Act.BEGIN_REVIEW, special=("整改",))
    assert case.do(Act.SPECIAL_BEGIN, pause="整改", told=True) is S.SPECIAL


def test_xkf_art42_extended_once_in_time_by_leave_for_a_reason_where_the_law_has_it() -> None:
    given: dict[str, Any] = {"approver": "测试主任", "reason": "案情复杂"}
    assert no(reviewed(), Act.EXTEND, **given) == "no_extension"
    case = reviewed(extension="art42")
    assert no(case, Act.EXTEND, Role.REVIEWER, **given) == "wrong_role"
    assert no(case, Act.EXTEND, reason="案情复杂") == "no_approver"
    assert no(case, Act.EXTEND, approver="测试主任") == "no_reason"
    case.know(past_due=True)
    assert no(case, Act.EXTEND, **given) == "extend_late"
    case.know(past_due=False)
    case.do(Act.EXTEND, Role.SUPERVISOR, **given)
    assert (case.state, case.papers()) == (S.AWAIT_DECISION, (Doc.EXTEND,))
    assert no(case, Act.EXTEND, **given) == "extended_before"


def test_xkf_art42_the_decisions_own_organ_extends_what_the_city_decides() -> None:
    given: dict[str, Any] = {"approver": "测试主任", "reason": "案情复杂"}
    case = at(M.SUBSTANTIVE_CITY_STAMP, Act.ACCEPT, Act.BEGIN_REVIEW, extension="guide")
    assert no(case, Act.EXTEND, Role.SUPERVISOR, **given) == "wrong_role"
    assert case.do(Act.EXTEND, Role.CITY, **given) is S.UNDER_REVIEW


def test_xkf_art46_art47_art48_a_hearing_is_told_of_asked_for_called_held_and_decides() -> None:
    case = reviewed()
    assert no(case, Act.HEARING_ASK) == "hearing_order"
    case.do(Act.HEARING_TELL)
    assert case.papers() == (Doc.HEARING,)
    assert no(case, Act.HEARING_TELL) == "hearing_order"
    assert no(case, Act.DECIDE, outcome=Outcome.APPROVE) == "hearing_open"
    case.do(Act.HEARING_ASK)
    assert no(case, Act.HEARING, record=RECORD) == "hearing_order"
    case.do(Act.HEARING_CALL)
    assert no(case, Act.HEARING) == "hearing_record"
    case.do(Act.HEARING, record=RECORD)
    assert lifecycle.variant(Act.HEARING, Doc.HEARING) == "听证笔录"
    assert no(case, Act.DECIDE, outcome=Outcome.APPROVE) == "hearing_record"
    assert no(case, Act.DECIDE, outcome=Outcome.APPROVE, record="别的笔录") == "hearing_record"
    assert case.do(Act.DECIDE, outcome=Outcome.APPROVE, record=RECORD) is S.DECIDED_APPROVE


def test_xkf_art47_when_nobody_asks_in_five_days_the_decision_goes_on() -> None:
    case = reviewed()
    case.do(Act.HEARING_TELL)
    case.do(Act.HEARING_WAIVE)
    assert no(case, Act.HEARING_CALL) == "hearing_order"
    assert case.do(Act.DECIDE, outcome=Outcome.APPROVE) is S.DECIDED_APPROVE


@pytest.mark.parametrize(
    ("hearing", "act"),
    [(Hearing.TOLD, Act.HEARING_WAIVE), (Hearing.ASKED, Act.HEARING_CALL), (Hearing.CALLED, Act.HEARING)],
)
def test_xkf_art47_a_hearing_under_way_is_owed_before_the_decision(hearing: Hearing, act: Act) -> None:
    duty = next_duty(M.DIRECT, S.AWAIT_DECISION, CaseFacts(accepted=True, hearing=hearing))
    assert duty is not None
    assert duty.act is act


def test_qstl_art18_3_abeyance_only_where_a_rule_has_it_and_back_again() -> None:
    """取水许可和水资源费征收管理条例第十八条第三款."""
    assert no(reviewed(), Act.ABEY, reason="争议") == "no_abeyance"
    case = reviewed(abey_clause="取水许可条例第十八条")
    assert no(case, Act.ABEY) == "no_reason"
    case.do(Act.ABEY, reason="取水争议")
    assert (case.state, case.papers()) == (S.ABEYED, (Doc.WITHDRAW,))
    assert lifecycle.variant(Act.ABEY, Doc.WITHDRAW) == "中止审批通知书"
    assert case.do(Act.RESUME) is S.AWAIT_DECISION
    assert lifecycle.variant(Act.RESUME, Doc.WITHDRAW) == "恢复审批通知书"
