"""Whatever is tried, in whatever order and by whomever, a case is never in an unlawful state.

A machine tries acts as they come. What it then asserts is read off the history of the case, not asked of the guards.
``TONGQUAN_FULL=1`` runs 2,000 cases of 50 steps; the ordinary run is a sample.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from models.errors import Refusal
from models.rules import life
from models.rules.casefacts import CaseFacts, EndReason, Fee, Ground, Hearing
from models.rules.settings import Settings
from models.rules.terms import Act, CaseState, Doc, Mode, Outcome, Role, SealKind
from models.rules.ways import ENDS
from tests.rules.live_case import RECORD, LiveCase, lawful

FULL = os.environ.get("TONGQUAN_FULL") == "1"
ACCEPTS = {Act.ACCEPT, Act.TOLERATE, Act.DEEM_ACCEPTED, Act.CITY_ACCEPT}
DECIDES = {Act.DECIDE, Act.CITY_DECIDE}
ASKS = {Act.ASK_SUPPLEMENT, Act.CITY_ASK}
ENDING = {Act.WITHDRAW, Act.TERMINATE, Act.REFUSE, Act.CITY_REFUSE}
DULL = ENDING | {Act.REPRINT, Act.NOTE}
CITY_DECIDED = {
    Mode.SUBSTANTIVE_CITY_STAMP,
    Mode.WINDOW_FORWARD_COUNTY,
    Mode.WINDOW_FORWARD_CITY_STAFF,
    Mode.RECEIVE_ONLY,
}
MOSTLY = st.sampled_from([True, True, True, False])
KNOWN = st.fixed_dictionaries(
    {
        "may_tolerate": MOSTLY,
        "may_commit": MOSTLY,
        "bad_credit": MOSTLY.map(lambda yes: not yes),
        "classified": st.booleans(),
        "filing": st.booleans(),
        "licence": st.booleans(),
        "extension": st.sampled_from(["art42", "guide", ""]),
        "abey_clause": st.sampled_from(["取水许可条例第十八条", ""]),
        "fee": st.sampled_from([Fee.NONE, Fee.OPEN]),
    }
)
BRINGS = st.fixed_dictionaries(
    {},
    optional={
        "outcome": st.sampled_from(Outcome),
        "reason": st.sampled_from(["", " ", "有理由"]),
        "late_reason": st.sampled_from(["", "材料多"]),
        "ground": st.sampled_from(Ground),
        "end_reason": st.sampled_from(EndReason),
        "asking": st.sets(st.integers(1, 4)).map(lambda s: tuple(sorted(s))),
        "pause": st.sampled_from(["鉴定", "专家评审", "整改", "征求意见", ""]),
        "told": st.booleans(),
        "approver": st.sampled_from(["", "测试主任"]),
        "inspectors": st.sampled_from([(), ("测试甲",), ("测试甲", "测试甲"), ("测试甲", "测试乙")]),
        "seal": st.sampled_from(SealKind),
        "record": st.sampled_from(["", RECORD]),
        "identity_checked": st.booleans(),
        "mailed": st.booleans(),
        "signed": st.booleans(),
    },
)


class Hall(RuleBasedStateMachine):
    """One case in a hall where anybody tries anything."""

    case: LiveCase

    @initialize(
        mode=st.sampled_from([*Mode, *Mode, *Mode, None]),
        known=KNOWN,
        direct=st.booleans(),
        ends=st.booleans(),
    )
    def open(self, mode: Mode | None, known: dict[str, Any], direct: bool, ends: bool) -> None:
        own = Settings(file_direct=direct, terminate_unsupplemented=ends)
        self.case = LiveCase(mode, CaseFacts(**known), own)
        self.case.do(Act.RECEIVE, Role.CLERK)

    @rule(data=st.data(), first=st.booleans())
    def something_lawful(self, data: st.DataObject, first: bool) -> None:
        """What a careful person of the right role may do here, short of ending the case; twice as often as the rest."""
        case = self.case
        for _ in range(2 if first else 1):
            ready = [act for act in sorted(life.may(case.mode, case.state)) if act not in DULL and self._let(act)]
            if ready:
                act = data.draw(st.sampled_from(ready))
                note(f"{act} -> {case.do(act, self._role(act), **lawful(case, act))}")

    @rule(data=st.data(), brings=BRINGS, role=st.sampled_from([*Role, None]), careful=st.booleans())
    def something(self, data: st.DataObject, brings: dict[str, Any], role: Role | None, careful: bool) -> None:
        """Any act the table has here, with things brought as they come, or on top of what a careful person brings."""
        case = self.case
        act = data.draw(st.sampled_from(sorted(life.may(case.mode, case.state) - ENDING)))
        self._try(act, role, {**lawful(case, act), **brings} if careful else brings)

    @rule(act=st.sampled_from(sorted(ENDING)), brings=BRINGS, sure=st.integers(0, 7))
    def an_end(self, act: Act, brings: dict[str, Any], sure: int) -> None:
        """Somebody wants out, now and then."""
        assume(sure == 0)
        self._try(act, None, brings)

    @rule(act=st.sampled_from(Act), brings=BRINGS, role=st.sampled_from([*Role, None]))
    def anything(self, act: Act, brings: dict[str, Any], role: Role | None) -> None:
        """Any act whatever."""
        assume(act not in ENDING)
        self._try(act, role, brings)

    @rule()
    def what_is_owed(self) -> None:
        assume(self.case.duty is not None)
        self.case.follow()

    @precondition(lambda self: self.case.state is CaseState.RECEIVED and not self.case.facts.asked)
    @rule()
    def five_days_pass(self) -> None:
        self.case.know(silent=True)

    @precondition(lambda self: self.case.facts.accepted)
    @rule()
    def the_limit_passes(self) -> None:
        self.case.know(past_due=True)

    def _role(self, act: Act) -> Role | None:
        case = self.case
        roles = [role for role in Role if act in life.may(case.mode, case.state, role)]
        return roles[0] if roles else None

    def _let(self, act: Act) -> bool:
        case = self.case
        facts = replace(case.facts, **lawful(case, act))
        return life.refusal(case.mode, case.state, act, facts, self._role(act), case.settings) is None

    def _try(self, act: Act, role: Role | None, brings: dict[str, Any]) -> None:
        case, before, many = self.case, self.case.state, len(self.case.history)
        refused = life.refusal(case.mode, before, act, replace(case.facts, **brings), role, case.settings)
        if refused is None:
            note(f"{act} -> {case.do(act, role, **brings)}")
            return
        with pytest.raises(Refusal, match="没有"):
            case.do(act, role, **brings)
        assert refused.code
        assert case.state is before
        assert len(case.history) == many

    def teardown(self) -> None:
        """From wherever a case was left, doing what is owed brings it to its end."""
        if not hasattr(self, "case"):
            return
        for _ in range(45):
            if self.case.follow() is None:
                break
        assert self.case.state in ENDS
        assert self.case.duty is None


class LawfulHall(Hall):
    """The same hall, asked after every step whether what was done there was lawful."""

    @invariant()
    def no_case_without_a_next_duty_or_an_end(self) -> None:
        case = self.case
        duty = case.duty
        if duty is None:
            assert case.state in ENDS
        else:
            assert duty.act in life.may(case.mode, case.state, duty.who)

    @invariant()
    def xkf_art32_38_no_decision_without_acceptance(self) -> None:
        for place, one in enumerate(self.case.history):
            if one.act in DECIDES | {Act.CITY_STAMP, Act.OPINION, Act.REVIEW}:
                assert ACCEPTS & set(self.case.acts()[:place])

    @invariant()
    def xkf_art32_4_no_second_ask_without_a_reason(self) -> None:
        named: set[int] = set()
        for one in self.case.history:
            if one.act in ASKS:
                assert one.facts.asking
                assert not named or set(one.facts.asking) <= named or one.facts.reason.strip()
                named |= set(one.facts.asking)

    @invariant()
    def xkf_art32_4_a_late_notice_is_acceptance(self) -> None:
        for one in self.case.history:
            if one.facts.silent and not one.facts.filing and not one.facts.asked:
                assert one.act not in {*ASKS, Act.ACCEPT, Act.TOLERATE}
            if one.act is Act.DEEM_ACCEPTED:
                assert one.facts.silent
                assert not one.facts.filing

    @invariant()
    def jn3_2_6_no_no2_seal_on_a_county_matter(self) -> None:
        stamped = [one.facts.seal for one in self.case.history if one.act is Act.STAMP]
        if self.case.mode is Mode.SUBSTANTIVE_SEAL2:
            assert set(stamped) <= {SealKind.NO2}
        else:
            assert SealKind.NO2 not in stamped

    @invariant()
    def jc1_3_jc1_4_the_county_never_refuses_in_its_own_name_what_the_city_decides(self) -> None:
        if self.case.mode in CITY_DECIDED:
            assert Act.DECIDE not in self.case.acts()
        last = self.case.history[-1]
        if Doc.REJECT in self.case.papers() and self.case.mode in CITY_DECIDED:
            assert last.act is Act.CITY_DECIDE
            assert last.role in (Role.CITY, None)

    @invariant()
    def xkf_art42_extended_once_and_in_time(self) -> None:
        extended = [one for one in self.case.history if one.act is Act.EXTEND]
        assert len(extended) <= 1
        for one in extended:
            assert not one.facts.past_due
            assert one.facts.extension in ("art42", "guide")
            assert one.facts.approver

    @invariant()
    def xkf_art32_art78_a_refusal_has_its_ground(self) -> None:
        for one in self.case.history:
            if one.act in (Act.REFUSE, Act.CITY_REFUSE):
                assert one.facts.ground is not None
                assert self.case.mode is None or one.facts.ground is not Ground.NOT_OURS
                assert one.before is not CaseState.SUPPLEMENTING or one.facts.ground is Ground.FALSE_PAPERS

    @invariant()
    def xkf_art35_gbf_2020_42_nothing_tolerated_travels_or_is_taken_on_trust_alone(self) -> None:
        for one in self.case.history:
            assert one.act is not Act.FORWARD or not one.facts.tolerated
            if one.act in (Act.TOLERATE, Act.COMMIT):
                assert one.facts.signed
                assert not one.facts.bad_credit

    @invariant()
    def xkf_art45_only_its_procedures_stop_the_clock_and_only_once_told(self) -> None:
        for one in self.case.history:
            if one.after is CaseState.SPECIAL and one.before is not CaseState.SPECIAL:
                assert one.act is Act.SPECIAL_BEGIN
                assert one.facts.told
                assert one.facts.pause in ("鉴定", "专家评审")

    @invariant()
    def xkf_art48_a_decision_rests_on_the_record_of_the_hearing(self) -> None:
        for one in self.case.history:
            if one.act in DECIDES:
                assert one.facts.hearing in (Hearing.NONE, Hearing.WAIVED, Hearing.HELD)
                assert one.facts.hearing is not Hearing.HELD or one.facts.record == RECORD

    @invariant()
    def xkf_art38_a_denial_says_why_and_lateness_too(self) -> None:
        for one in self.case.history:
            if one.act in DECIDES:
                assert one.facts.outcome is Outcome.APPROVE or one.facts.reason.strip()
            if one.act in DECIDES | {Act.CITY_STAMP} and one.before not in (
                CaseState.DECIDED_APPROVE,
                CaseState.DECIDED_DENY,
            ):
                assert not one.facts.past_due or one.facts.late_reason

    @invariant()
    def that_nothing_is_granted_while_a_tolerated_material_is_out(self) -> None:
        if self.case.facts.decision is Outcome.APPROVE:
            assert not self.case.facts.tolerated

    @invariant()
    def that_a_case_is_withdrawn_only_before_the_decision(self) -> None:
        for one in self.case.history:
            if one.act in (Act.WITHDRAW, Act.TERMINATE, Act.ABEY):
                assert one.facts.decision is None

    @invariant()
    def that_after_the_end_only_the_file_is_closed(self) -> None:
        ended = False
        for one in self.case.history:
            if ended:
                assert one.after in (one.before, CaseState.ARCHIVED)
                assert one.after is one.before or one.act is Act.ARCHIVE
            ended = ended or one.after in ENDS

    @invariant()
    def xkf_art34_no_inspection_by_one_person(self) -> None:
        for one in self.case.history:
            assert one.act is not Act.INSPECT or len(set(one.facts.inspectors)) >= 2

    @invariant()
    def jc1_3_jc1_4_nothing_secret_is_mailed(self) -> None:
        for one in self.case.history:
            assert one.act is not Act.DELIVER or not (one.facts.mailed and one.facts.classified)

    @invariant()
    def that_who_acts_may_act(self) -> None:
        last = self.case.history[-1]
        assert last.role is None or last.act in life.may(self.case.mode, last.before, last.role)


TestHall = LawfulHall.TestCase
TestHall.settings = settings(
    max_examples=2000 if FULL else 400,
    stateful_step_count=50 if FULL else 40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
