"""The seven flows and the one state machine over them; every name says its clause."""

from __future__ import annotations

import itertools

import pytest

from models.errors import Refusal
from models.rules import lifecycle
from models.rules.lifecycle import FLOWS, allowed, follow_ups, next_state, papers_for
from models.rules.terms import Act, Actor, CaseState, Doc, Mode, PowerType, Step

M, S = Mode, CaseState
COUNTY_REVIEWS = (M.DIRECT, M.ENTRUST, M.SUBSTANTIVE_CITY_STAMP, M.SUBSTANTIVE_SEAL2)
ACCEPTING = tuple(m for m in M if m is not M.RECEIVE_ONLY)
ART_32 = (Act.ACCEPT, Act.ASK_SUPPLEMENT, Act.REFUSE, Act.DEEM_ACCEPTED)


def walk(mode: Mode | None, *acts: Act) -> CaseState | None:
    state: CaseState | None = None
    for act in acts:
        state = next_state(mode, state, act)
    return state


def refused(mode: Mode | None, *acts: Act) -> Refusal:
    *before, last = acts
    state = walk(mode, *before)
    with pytest.raises(Refusal) as caught:
        next_state(mode, state, last)
    assert "没有改动任何记录" in caught.value.sentence
    return caught.value


# ------------------------------------------------------------------------------------------- the matrix

# 收件 受理 形审 实审 决定 用印 送达 担责; 县 = the county
DUTIES = {
    M.DIRECT: "县县县县县县县县",
    M.ENTRUST: "县县县县县市县市",
    M.SUBSTANTIVE_CITY_STAMP: "县县县县市市市市",
    M.SUBSTANTIVE_SEAL2: "县县县县县县县县",
    M.WINDOW_FORWARD_COUNTY: "县县县市市市市市",
    M.WINDOW_FORWARD_CITY_STAFF: "市市市市市市市市",
    M.RECEIVE_ONLY: "县市市市市市市市",
}


@pytest.mark.parametrize(("mode", "cells"), DUTIES.items())
def test_jc1_yd2_jn3_who_does_each_of_the_eight_duties(mode: Mode, cells: str) -> None:
    """晋城一、于都二、济宁三(一)1."""
    found = lifecycle.duties(mode)
    assert [label for label, _ in found] == ["收件", "受理", "形审", "实审", "决定", "用印", "送达", "担责"]
    assert "".join("县" if county else "市" for _, county in found) == cells


@pytest.mark.parametrize(
    ("mode", "organ"),
    [
        (M.DIRECT, "county"),
        (M.ENTRUST, "entrusting"),
        (M.SUBSTANTIVE_CITY_STAMP, "city"),
        (M.SUBSTANTIVE_SEAL2, "city"),
        (M.WINDOW_FORWARD_COUNTY, "city"),
        (M.WINDOW_FORWARD_CITY_STAFF, "city"),
        (M.RECEIVE_ONLY, "city"),
    ],
)
def test_xkf_art24_3_the_decision_bears_the_name_of_the_organ_it_is_made_for(mode: Mode, organ: str) -> None:
    assert lifecycle.decide_organ_is(mode) == organ


@pytest.mark.parametrize(
    ("mode", "organ"),
    [
        (M.DIRECT, "county"),
        (M.ENTRUST, "entrusting"),
        (M.SUBSTANTIVE_CITY_STAMP, "county"),
        (M.SUBSTANTIVE_SEAL2, "county"),
        (M.WINDOW_FORWARD_COUNTY, "county"),
        (M.WINDOW_FORWARD_CITY_STAFF, "city"),
        (M.RECEIVE_ONLY, "city"),
    ],
)
def test_xkf_art32_whose_name_stands_under_the_acceptance(mode: Mode, organ: str) -> None:
    assert lifecycle.accept_organ_is(mode) == organ


def test_jc2_5_three_flows_are_filed_with_the_city_each_month() -> None:
    """晋城二(五): 委托实施、下放实质性审核权、服务窗口前移."""
    filed = {mode for mode, flow in FLOWS.items() if flow.monthly_filing}
    assert filed == {M.ENTRUST, M.SUBSTANTIVE_CITY_STAMP, M.WINDOW_FORWARD_COUNTY}


def test_jc1_3_jc1_4_jn3_1_three_flows_send_a_letter_to_the_city() -> None:
    forwarding = {mode for mode, flow in FLOWS.items() if flow.forwards}
    assert forwarding == {M.SUBSTANTIVE_CITY_STAMP, M.WINDOW_FORWARD_COUNTY, M.RECEIVE_ONLY}
    assert all((flow.forward_doc is Doc.FORWARD) == flow.forwards for flow in FLOWS.values())
    for flow in FLOWS.values():
        assert (flow.steps[Step.FORWARD].who is not Actor.NONE) == flow.forwards


@pytest.mark.parametrize(
    ("mode", "government"),
    [(M.DIRECT, "county"), *((mode, "city") for mode in M if mode is not M.DIRECT)],
)
def test_fyf_art24_the_government_of_the_organ_that_signs_reconsiders(mode: Mode, government: str) -> None:
    """行政复议法第二十四条."""
    assert FLOWS[mode].reconsideration.reconsideration == government


def test_fsh_2009_20_art4_refusing_to_accept_is_the_act_of_the_organ_that_would_accept() -> None:
    """法释〔2009〕20号第四条."""
    county = {mode for mode in ACCEPTING if lifecycle.remedy_for(mode, Act.REFUSE).respondent == "county"}
    assert county == {M.DIRECT, M.SUBSTANTIVE_CITY_STAMP, M.SUBSTANTIVE_SEAL2, M.WINDOW_FORWARD_COUNTY}
    assert lifecycle.remedy_for(None, Act.REFUSE).reconsideration == "county"
    assert lifecycle.remedy_for(M.WINDOW_FORWARD_COUNTY, Act.ACCEPT) == FLOWS[M.WINDOW_FORWARD_COUNTY].reconsideration
    with pytest.raises(ValueError, match="no flow"):
        lifecycle.remedy_for(None, Act.ACCEPT)


def test_that_what_the_documents_leave_open_is_marked_to_confirm() -> None:
    """待核定: the seal of 委托实施 (G1), signature and remedy of 2号章 (G11)."""
    assert FLOWS[M.ENTRUST].steps[Step.STAMP].to_confirm
    assert FLOWS[M.SUBSTANTIVE_SEAL2].steps[Step.DECIDE].to_confirm
    assert FLOWS[M.SUBSTANTIVE_SEAL2].reconsideration.to_confirm


@pytest.mark.parametrize("mode", M)
def test_that_every_step_has_a_clause_or_says_it_is_inferred(mode: Mode) -> None:
    flow = FLOWS[mode]
    assert set(flow.steps) == set(Step)
    for rule in flow.steps.values():
        assert rule.who is Actor.NONE or rule.clause or rule.inferred
    for answer in (flow.review_responsibility, flow.result_responsibility, flow.supervise):
        assert answer.clause or answer.inferred
    assert flow.clause
    assert flow.reconsideration.law


def test_that_long_and_short_names_are_those_of_the_screens() -> None:
    assert lifecycle.mode_name(M.WINDOW_FORWARD_COUNTY) == "窗口前移 · 县收转市"
    assert [lifecycle.mode_short(mode) for mode in M] == [
        "直接下放",
        "委托实施",
        "见章盖章",
        "2号章",
        "县收转市",
        "市派驻",
        "受审分离",
    ]


# ------------------------------------------------------------------------------------ the state machine


@pytest.mark.parametrize("mode", ACCEPTING)
def test_xkf_art32_5_complete_papers_are_accepted(mode: Mode) -> None:
    assert walk(mode, Act.RECEIVE, Act.ACCEPT) is S.ACCEPTED


@pytest.mark.parametrize("mode", ACCEPTING)
def test_xkf_art32_4_what_is_missing_is_told_brought_and_then_accepted(mode: Mode) -> None:
    asked = (Act.RECEIVE, Act.ASK_SUPPLEMENT)
    assert walk(mode, *asked) is S.SUPPLEMENTING
    assert walk(mode, *asked, Act.TAKE_SUPPLEMENT) is S.RECEIVED
    assert walk(mode, *asked, Act.TAKE_SUPPLEMENT, Act.ACCEPT) is S.ACCEPTED


@pytest.mark.parametrize("mode", ACCEPTING)
def test_xkf_art32_4_silence_leads_to_deemed_acceptance_and_on_like_any_acceptance(mode: Mode) -> None:
    assert walk(mode, Act.RECEIVE, Act.DEEM_ACCEPTED) is S.DEEMED_ACCEPTED
    assert allowed(mode, S.DEEMED_ACCEPTED) == allowed(mode, S.ACCEPTED)


@pytest.mark.parametrize("mode", [*ACCEPTING, None])
def test_xkf_art32_1_and_2_what_needs_no_licence_or_is_not_ours_is_refused(mode: Mode | None) -> None:
    assert walk(mode, Act.RECEIVE, Act.REFUSE) is S.REFUSED


def test_xkf_art78_false_papers_may_be_refused_while_a_supplement_is_awaited() -> None:
    assert walk(M.DIRECT, Act.RECEIVE, Act.ASK_SUPPLEMENT, Act.REFUSE) is S.REFUSED


@pytest.mark.parametrize("act", [a for a in Act if a not in (Act.REFUSE, Act.REPRINT, Act.NOTE)])
def test_xkf_art32_2_what_is_not_ours_can_only_be_refused(act: Act) -> None:
    assert refused(None, Act.RECEIVE, act).code == "act_out_of_order"


@pytest.mark.parametrize("act", ART_32)
def test_jn3_1_under_entrusted_receiving_the_county_never_accepts_refuses_or_tells(act: Act) -> None:
    """济宁三(一)1: 收件 ≠ 受理; the notices of art. 32 are the city's."""
    found = refused(M.RECEIVE_ONLY, Act.RECEIVE, act)
    assert found.code == "accept_is_citys"
    assert "由市级受理" in found.sentence
    for state in CaseState:
        assert act not in allowed(M.RECEIVE_ONLY, state)


def test_jn3_1_entrusted_receiving_goes_straight_to_the_city() -> None:
    assert walk(M.RECEIVE_ONLY, Act.RECEIVE, Act.FORWARD) is S.QUEUED
    assert walk(M.RECEIVE_ONLY, Act.RECEIVE, Act.FORWARD, Act.CITY_RECEIVE) is S.CITY_RECEIVED
    assert follow_ups(M.RECEIVE_ONLY, Act.RECEIVE) == (Act.FORWARD,)


def test_jc1_4_after_a_formal_check_the_papers_go_to_the_city() -> None:
    acts = (Act.RECEIVE, Act.ACCEPT, Act.FORWARD, Act.CITY_RECEIVE)
    states = [walk(M.WINDOW_FORWARD_COUNTY, *acts[: n + 1]) for n in range(4)]
    assert states == [S.RECEIVED, S.ACCEPTED, S.QUEUED, S.CITY_RECEIVED]
    assert follow_ups(M.WINDOW_FORWARD_COUNTY, Act.ACCEPT) == (Act.FORWARD,)


def test_jc1_3_stamped_on_sight_goes_to_the_city_only_after_the_countys_review() -> None:
    assert follow_ups(M.SUBSTANTIVE_CITY_STAMP, Act.ACCEPT) == (Act.BEGIN_REVIEW,)
    assert walk(M.SUBSTANTIVE_CITY_STAMP, Act.RECEIVE, Act.ACCEPT, Act.BEGIN_REVIEW) is S.UNDER_REVIEW
    found = refused(M.SUBSTANTIVE_CITY_STAMP, Act.RECEIVE, Act.ACCEPT, Act.FORWARD)
    assert found.sentence == "办件现在是“已受理”，不能作“转报”。没有改动任何记录。现在可以做：开始审查。"


@pytest.mark.parametrize("mode", COUNTY_REVIEWS)
def test_jc1_1_where_the_county_reviews_acceptance_leads_to_review(mode: Mode) -> None:
    assert follow_ups(mode, Act.DEEM_ACCEPTED) == (Act.BEGIN_REVIEW,)
    assert walk(mode, Act.RECEIVE, Act.DEEM_ACCEPTED, Act.BEGIN_REVIEW) is S.UNDER_REVIEW


@pytest.mark.parametrize("mode", [m for m in M if m not in COUNTY_REVIEWS])
def test_jc1_4_jn3_1_where_the_city_reviews_the_county_does_not(mode: Mode) -> None:
    assert all(Act.BEGIN_REVIEW not in allowed(mode, state) for state in CaseState)


@pytest.mark.parametrize("mode", [m for m in M if not FLOWS[m].forwards])
def test_jc1_1_jc1_2_jn3_1_flows_without_a_letter_never_forward(mode: Mode) -> None:
    never = {Act.FORWARD, Act.CITY_RECEIVE}
    assert all(not never & allowed(mode, state) for state in (None, *CaseState))


def test_jn3_1_city_staff_accept_and_the_county_has_nothing_left_to_do() -> None:
    assert follow_ups(M.WINDOW_FORWARD_CITY_STAFF, Act.ACCEPT) == ()
    assert allowed(M.WINDOW_FORWARD_CITY_STAFF, S.ACCEPTED) == {Act.NOTE, Act.REPRINT}


@pytest.mark.parametrize(("mode", "act"), list(itertools.product([*M, None], [a for a in Act if a is not Act.RECEIVE])))
def test_that_nothing_comes_before_receiving(mode: Mode | None, act: Act) -> None:
    assert "办件还没有收件" in refused(mode, act).sentence or mode is M.RECEIVE_ONLY


@pytest.mark.parametrize(("mode", "state"), list(itertools.product(M, CaseState)))
def test_that_a_case_is_received_once(mode: Mode, state: CaseState) -> None:
    assert Act.RECEIVE not in allowed(mode, state)


@pytest.mark.parametrize("state", [S.REFUSED, S.CITY_RECEIVED, S.WITHDRAWN, S.UNDER_REVIEW])
def test_that_where_a_case_has_ended_here_only_notes_and_reprints_remain(state: CaseState) -> None:
    for mode in M:
        assert allowed(mode, state) == {Act.NOTE, Act.REPRINT}
        assert next_state(mode, state, Act.NOTE) is state
        assert next_state(mode, state, Act.REPRINT) is state


def test_that_a_step_that_ends_here_says_so() -> None:
    found = refused(M.DIRECT, Act.RECEIVE, Act.REFUSE, Act.ACCEPT)
    assert found.sentence.endswith("这一步之后由其他环节接着办。")


@pytest.mark.parametrize(("mode", "state"), list(itertools.product([*M, None], [None, *CaseState])))
def test_that_what_is_allowed_works_and_everything_else_is_refused(mode: Mode | None, state: CaseState | None) -> None:
    for act in Act:
        if act in allowed(mode, state):
            assert next_state(mode, state, act) in CaseState
        else:
            with pytest.raises(Refusal):
                next_state(mode, state, act)


@pytest.mark.parametrize("mode", M)
def test_that_follow_ups_are_always_allowed_in_turn(mode: Mode) -> None:
    for act in Act:
        for state in (None, *CaseState):
            if act in allowed(mode, state):
                after = next_state(mode, state, act)
                for next_act in follow_ups(mode, act):
                    after = next_state(mode, after, next_act)


def test_that_waiting_becomes_forwarded_when_the_city_has_acknowledged() -> None:
    assert lifecycle.shown_state(S.QUEUED, acknowledged=False) is S.QUEUED
    assert lifecycle.shown_state(S.QUEUED, acknowledged=True) is S.FORWARDED
    assert lifecycle.shown_state(S.ACCEPTED, acknowledged=True) is S.ACCEPTED
    assert next_state(M.WINDOW_FORWARD_COUNTY, S.FORWARDED, Act.CITY_RECEIVE) is S.CITY_RECEIVED


# ------------------------------------------------------------------------------------------------ papers


@pytest.mark.parametrize(
    ("mode", "act", "papers"),
    [
        (M.WINDOW_FORWARD_COUNTY, Act.ACCEPT, (Doc.RECEIPT, Doc.ACCEPT, Doc.FORWARD)),
        (M.WINDOW_FORWARD_COUNTY, Act.FORWARD, (Doc.FORWARD,)),
        (M.DIRECT, Act.ACCEPT, (Doc.RECEIPT, Doc.ACCEPT)),
        (M.ENTRUST, Act.ACCEPT, (Doc.RECEIPT, Doc.ACCEPT)),
        (M.SUBSTANTIVE_CITY_STAMP, Act.ACCEPT, (Doc.RECEIPT, Doc.ACCEPT)),
        (M.WINDOW_FORWARD_CITY_STAFF, Act.ACCEPT, (Doc.RECEIPT, Doc.ACCEPT)),
        (M.RECEIVE_ONLY, Act.RECEIVE, (Doc.RECEIPT, Doc.FORWARD)),
        (M.DIRECT, Act.RECEIVE, (Doc.RECEIPT,)),
        (M.DIRECT, Act.ASK_SUPPLEMENT, (Doc.RECEIPT, Doc.SUPPLEMENT)),
        (M.DIRECT, Act.TAKE_SUPPLEMENT, (Doc.RECEIPT,)),
        (M.DIRECT, Act.DEEM_ACCEPTED, (Doc.ACCEPT,)),
        (M.WINDOW_FORWARD_COUNTY, Act.DEEM_ACCEPTED, (Doc.ACCEPT, Doc.FORWARD)),
        (M.DIRECT, Act.REFUSE, (Doc.REFUSE_ACCEPT,)),
        (None, Act.REFUSE, (Doc.REFUSE_ACCEPT,)),
        (M.DIRECT, Act.NOTE, ()),
    ],
)
def test_xkf_art32_every_answer_is_on_paper(mode: Mode | None, act: Act, papers: tuple[Doc, ...]) -> None:
    assert papers_for(mode, act) == papers


def test_that_a_receipt_given_before_is_not_given_again() -> None:
    assert papers_for(M.DIRECT, Act.ACCEPT, received=True) == (Doc.ACCEPT,)
    assert papers_for(M.DIRECT, Act.ASK_SUPPLEMENT, received=True) == (Doc.SUPPLEMENT,)


@pytest.mark.parametrize("act", ART_32)
def test_jn3_1_entrusted_receiving_never_prints_an_answer_of_art32(act: Act) -> None:
    with pytest.raises(Refusal) as caught:
        papers_for(M.RECEIVE_ONLY, act)
    assert caught.value.code == "accept_is_citys"


def test_that_a_filing_has_no_acceptance_notice() -> None:
    assert papers_for(M.WINDOW_FORWARD_COUNTY, Act.ACCEPT, filing=True) == (Doc.RECEIPT, Doc.FORWARD)


@pytest.mark.parametrize(
    ("power", "name", "filing"),
    [
        (PowerType.OTHER_POWER, "第二类医疗器械经营备案", True),
        (None, "印刷企业终止备案", True),
        (PowerType.OTHER_POWER, "商品房预售资金监管", False),
        (PowerType.ADMIN_LICENSE, "备案类许可", False),
    ],
)
def test_xkf_art32_does_not_reach_filings(power: PowerType | None, name: str, filing: bool) -> None:
    assert lifecycle.is_filing(power, name) is filing


def test_that_every_paper_has_its_number_of_copies_and_every_act_a_name() -> None:
    assert lifecycle.COPIES[Doc.FORWARD] == 3
    assert set(lifecycle.COPIES) == set(Doc)
    assert len({lifecycle.act_name(act) for act in Act}) == len(Act)
