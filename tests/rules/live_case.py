"""A case lived by the rules alone: state, facts and everything that was done, for the tests of the state machine."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from models.errors import Refusal
from models.rules import life
from models.rules.casefacts import CaseFacts, EndReason, Ground, Move
from models.rules.duty import Duty, next_duty, owed
from models.rules.guards_after import seal_due
from models.rules.lifecycle import papers_for
from models.rules.settings import Settings
from models.rules.terms import Act, CaseState, Doc, Mode, Outcome, Role

RECORD = "听证笔录一"


@dataclass(frozen=True)
class Done:
    """One act as it was done: what was known then, what it brought, what it left."""

    act: Act
    before: CaseState | None
    facts: CaseFacts  # with what the act brought
    role: Role | None
    after: CaseState


@dataclass
class LiveCase:
    """A case and its history."""

    mode: Mode | None
    facts: CaseFacts = field(default_factory=CaseFacts)
    settings: Settings = field(default_factory=Settings)
    state: CaseState | None = None
    history: list[Done] = field(default_factory=list)

    def do(self, act: Act, role: Role | None = None, **brings: Any) -> CaseState:
        """Do an act or let its refusal rise."""
        facts = replace(self.facts, **brings)
        after = life.step(self.mode, self.state, act, facts, role, self.settings)
        self.history.append(Done(act, self.state, facts, role, after))
        self.facts = life.record(facts, self.state, act)
        self.state = after
        return after

    def know(self, **facts: Any) -> None:
        """Something the clocks or the guide say."""
        self.facts = replace(self.facts, **facts)

    def acts(self) -> list[Act]:
        """Everything done so far."""
        return [one.act for one in self.history]

    @property
    def duty(self) -> Duty | None:
        """What is owed next."""
        assert self.state is not None
        return next_duty(self.mode, self.state, self.facts, self.settings)

    @property
    def owed(self) -> list[Act]:
        """Everything owed."""
        assert self.state is not None
        return [one.act for one in owed(self.mode, self.state, self.facts, self.settings)]

    def papers(self) -> tuple[Doc, ...]:
        """The papers of the last act."""
        last = self.history[-1]
        return papers_for(self.mode, last.act, received=True, outcome=last.facts.outcome)

    def follow(self) -> Act | None:
        """Do what is owed next, as a careful person would; None when nothing is."""
        duty = self.duty
        if duty is None:
            return None
        self.do(duty.act, duty.who, **lawful(self, duty.act))
        return duty.act


def lawful(case: LiveCase, act: Act) -> dict[str, Any]:
    """What a careful person brings to ``act``."""
    facts = case.facts
    seal = seal_due(Move(case.mode, case.state, act, facts, case.settings)) if case.mode else None
    ours = Ground.NO_LICENCE if case.mode else Ground.NOT_OURS
    brought: dict[Act, dict[str, Any]] = {
        Act.REFUSE: {"ground": Ground.FALSE_PAPERS if case.state is CaseState.SUPPLEMENTING else ours},
        Act.CITY_REFUSE: {"ground": Ground.NO_LICENCE},
        Act.ASK_SUPPLEMENT: {"asking": (1,), "reason": "上次看不出"},
        Act.CITY_ASK: {"asking": (1,), "reason": "上次看不出"},
        Act.REVIEW: {"outcome": facts.review or Outcome.APPROVE, "reason": "不符合条件"},
        Act.STAMP: {"seal": seal},
        Act.TERMINATE: {"end_reason": EndReason.APPLICANT_GONE},
        Act.SPECIAL_BEGIN: {"pause": "鉴定", "told": True},
        Act.INSPECT: {"inspectors": ("测试甲", "测试乙")},
        Act.EXTEND: {"approver": "测试主任", "reason": "案情复杂"},
        Act.HEARING: {"record": RECORD},
        Act.DELIVER: {"mailed": False},
        Act.PICKUP: {"identity_checked": True},
        Act.TOLERATE: {"signed": True},
        Act.COMMIT: {"signed": True},
    }
    said: dict[str, Any] = {"outcome": facts.review or Outcome.APPROVE, "reason": "不符合条件", "late_reason": "材料多"}
    said["record"] = facts.hearing_record
    if act in (Act.OPINION, Act.DECIDE, Act.CITY_DECIDE, Act.CITY_STAMP):
        if act is Act.CITY_STAMP:
            said["outcome"] = facts.decision
        if facts.tolerated:
            said["outcome"] = Outcome.DENY
        return said
    return brought.get(act, {"reason": "有理由"})


def at(mode: Mode | None, *acts: Act, settings: Settings | None = None, **known: Any) -> LiveCase:
    """A case after these acts, done carefully."""
    case = LiveCase(mode, CaseFacts(**known), settings or Settings())
    for act in (Act.RECEIVE, *acts):
        case.do(act, **lawful(case, act))
    return case


def reviewed(mode: Mode = Mode.DIRECT, outcome: Outcome = Outcome.APPROVE, **known: Any) -> LiveCase:
    case = at(mode, Act.ACCEPT, Act.BEGIN_REVIEW, **known)
    case.do(Act.REVIEW, outcome=outcome, reason="不符合条件")
    return case


def no(case: LiveCase, act: Act, role: Role | None = None, **brings: Any) -> str:
    """The code of the refusal."""
    before = case.state
    with pytest.raises(Refusal) as caught:
        case.do(act, role, **brings)
    assert case.state is before
    assert caught.value.sentence
    return caught.value.code


def decided(mode: Mode = Mode.DIRECT, outcome: Outcome = Outcome.APPROVE, **known: Any) -> LiveCase:
    case = reviewed(mode, outcome, **known)
    case.do(Act.DECIDE, outcome=outcome, reason="不符合条件")
    return case
