"""The state machine at work: what may be done now and by whom, where it leads, and what it adds to the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from models.errors import Refusal
from models.rules import guards
from models.rules.acts import ACT_NAMES
from models.rules.casefacts import CaseFacts, Fee, Hearing, Move
from models.rules.settings import Settings
from models.rules.terms import Act, CaseState, Mode, Outcome, Role
from models.rules.ways import BACK, BY_OUTCOME, ENDS, NOT_OURS, STAY, WAYS, Goes, Way

ANYTIME = frozenset({Act.REPRINT, Act.NOTE})
_DECIDED = {Outcome.APPROVE: CaseState.DECIDED_APPROVE, Outcome.DENY: CaseState.DECIDED_DENY}
_32 = frozenset({Act.ASK_SUPPLEMENT, Act.ACCEPT, Act.REFUSE, Act.DEEM_ACCEPTED, Act.TOLERATE, Act.COMMIT})
_ROLE_NAMES = {
    Role.CLERK: "窗口人员",
    Role.REVIEWER: "审核岗",
    Role.SUPERVISOR: "值班主任（签发人）",
    Role.CITY: "市级人员",
}


def ways_of(mode: Mode | None) -> tuple[Way, ...]:
    """The rows of a flow; None = no flow, the case can only be refused."""
    return NOT_OURS if mode is None else tuple(way for way in WAYS if mode in way.modes)


def may(mode: Mode | None, state: CaseState | None, role: Role | None = None) -> frozenset[Act]:
    """Acts the table has here, for one role or for anybody; their guards are not asked."""
    there = {w.act for w in _here(mode, state) if role is None or role in w.who}
    return frozenset(there | (ANYTIME if state is not None else frozenset()))


def ready(
    mode: Mode | None, state: CaseState | None, facts: CaseFacts, role: Role | None, settings: Settings
) -> frozenset[Act]:
    """Acts that would be let through with the facts as they stand; what an act itself brings is not there yet."""
    return frozenset(act for act in may(mode, state, role) if refusal(mode, state, act, facts, role, settings) is None)


def refusal(
    mode: Mode | None,
    state: CaseState | None,
    act: Act,
    facts: CaseFacts,
    role: Role | None = None,
    settings: Settings | None = None,
) -> Refusal | None:
    """Why ``act`` may not be done now, or None.

    Codes: ``accept_is_citys``, ``act_out_of_order``, ``wrong_role``, or the guard's own.
    """
    found = _find(mode, state, act, facts, role, settings or Settings())
    return found if isinstance(found, Refusal) else None


def step(
    mode: Mode | None,
    state: CaseState | None,
    act: Act,
    facts: CaseFacts,
    role: Role | None = None,
    settings: Settings | None = None,
) -> CaseState:
    """The state after ``act``.

    Raises:
        Refusal: see ``refusal``.
    """
    found = _find(mode, state, act, facts, role, settings or Settings())
    if isinstance(found, Refusal):
        raise found
    return _goes(found, state, facts)


def _find(
    mode: Mode | None, state: CaseState | None, act: Act, facts: CaseFacts, role: Role | None, settings: Settings
) -> Goes | Refusal:
    if act in ANYTIME and state is not None:
        return STAY
    rows = [way for way in _here(mode, state) if way.act is act]
    if not rows:
        return _out_of_order(mode, state, act)
    fit = [way for way in rows if role is None or role in way.who]
    if not fit:
        assert role is not None
        return _wrong_role(act, role, rows)
    if wrong := _guarded(fit[0], Move(mode, state, act, facts, settings)):
        return wrong
    return fit[0].to


def _here(mode: Mode | None, state: CaseState | None) -> Iterator[Way]:
    return (way for way in ways_of(mode) if state in way.at)


def _guarded(way: Way, move: Move) -> Refusal | None:
    return next((wrong for guard in way.guards if (wrong := guard(move))), None)


def _goes(to: Goes, state: CaseState | None, facts: CaseFacts) -> CaseState:
    if isinstance(to, CaseState):
        return to
    if to == BY_OUTCOME:
        assert facts.outcome is not None
        return _DECIDED[facts.outcome]
    if to == BACK:
        assert facts.back_to is not None
        return facts.back_to
    assert state is not None
    return state


def _out_of_order(mode: Mode | None, state: CaseState | None, act: Act) -> Refusal:
    if mode is Mode.RECEIVE_ONLY and act in _32:
        said = f"委托收件、受审分离方式由市级受理，本窗口不能作“{ACT_NAMES[act]}”"
        return guards.no(said, "请出收件凭证并把全部材料转报市级", "accept_is_citys")
    now = f"办件现在是“{state.value}”" if state else "办件还没有收件"
    if state in ENDS:
        return guards.no(f"{now}，已经办结，不能作“{ACT_NAMES[act]}”", "可以查看、备注、重打文书", "case_ended")
    rest = may(mode, state) - ANYTIME
    names = "、".join(ACT_NAMES[one] for one in Act if one in rest)
    return guards.no(f"{now}，不能作“{ACT_NAMES[act]}”", f"现在可以做：{names}" if names else "", "act_out_of_order")


def _wrong_role(act: Act, role: Role, rows: Iterable[Way]) -> Refusal:
    who = {one for way in rows for one in way.who}
    names = "、".join(_ROLE_NAMES[one] for one in Role if one in who)
    return guards.no(f"“{ACT_NAMES[act]}”不由{_ROLE_NAMES[role]}办", f"请由{names}办理", "wrong_role")


def record(facts: CaseFacts, state: CaseState | None, act: Act) -> CaseFacts:
    """The facts after ``act`` was done in ``state``: kept is what later acts look at, what the act brought is not."""
    done = _DONE.get(act)
    kept = done(facts, state) if done else facts
    return replace(kept, **_FORGET)


_FORGET: dict[str, Any] = {
    "outcome": None,
    "reason": "",
    "late_reason": "",
    "ground": None,
    "end_reason": None,
    "asking": (),
    "pause": "",
    "told": False,
    "approver": "",
    "inspectors": (),
    "seal": None,
    "record": "",
    "identity_checked": False,
    "mailed": False,
    "signed": False,
}


def _accept(facts: CaseFacts, _: CaseState | None) -> CaseFacts:
    return replace(facts, accepted=True)


def _stop(facts: CaseFacts, state: CaseState | None) -> CaseFacts:
    return replace(facts, back_to=state)


def _go_on(facts: CaseFacts, _: CaseState | None) -> CaseFacts:
    return replace(facts, back_to=None)


def _again(facts: CaseFacts, _: CaseState | None) -> CaseFacts:
    return replace(facts, review=None, opinion=None)


def _decide(facts: CaseFacts, _: CaseState | None) -> CaseFacts:
    return replace(facts, decision=facts.outcome)


def _ask(facts: CaseFacts, _: CaseState | None) -> CaseFacts:
    return replace(facts, asked=tuple(sorted({*facts.asked, *facts.asking})), silent=False)


_DONE: Mapping[Act, Callable[[CaseFacts, CaseState | None], CaseFacts]] = {
    Act.ACCEPT: _accept,
    Act.DEEM_ACCEPTED: _accept,
    Act.CITY_ACCEPT: _accept,
    Act.TOLERATE: lambda facts, _: replace(facts, accepted=True, tolerated=True),
    Act.MATERIAL_IN: lambda facts, _: replace(facts, tolerated=False),
    Act.COMMIT: lambda facts, _: replace(facts, committed=True),
    Act.ASK_SUPPLEMENT: _ask,
    Act.CITY_ASK: _ask,
    Act.BEGIN_REVIEW: _again,
    Act.REVIEW: lambda facts, _: replace(facts, review=facts.outcome),
    Act.OPINION: lambda facts, _: replace(facts, opinion=facts.outcome),
    Act.DECIDE: _decide,
    Act.CITY_DECIDE: _decide,
    Act.CITY_STAMP: lambda facts, _: replace(facts, decision=facts.decision or Outcome.APPROVE),
    Act.SPECIAL_BEGIN: _stop,
    Act.ABEY: _stop,
    Act.SPECIAL_END: _go_on,
    Act.RESUME: _go_on,
    Act.EXTEND: lambda facts, _: replace(facts, extended=True, past_due=False),
    Act.HEARING_TELL: lambda facts, _: replace(facts, hearing=Hearing.TOLD),
    Act.HEARING_WAIVE: lambda facts, _: replace(facts, hearing=Hearing.WAIVED),
    Act.HEARING_ASK: lambda facts, _: replace(facts, hearing=Hearing.ASKED),
    Act.HEARING_CALL: lambda facts, _: replace(facts, hearing=Hearing.CALLED),
    Act.HEARING: lambda facts, _: replace(facts, hearing=Hearing.HELD, hearing_record=facts.record),
    Act.FEE_NOTICE: lambda facts, _: replace(facts, fee=Fee.NOTICED),
    Act.FEE_PAID: lambda facts, _: replace(facts, fee=Fee.PAID),
    Act.FEE_WAIVED: lambda facts, _: replace(facts, fee=Fee.WAIVED),
    Act.FEE_REFUNDED: lambda facts, _: replace(facts, fee=Fee.REFUNDED),
    Act.PUSH: lambda facts, _: replace(facts, pushed=True),
    Act.PUBLISH: lambda facts, _: replace(facts, published=True),
    Act.FILE_MONTHLY: lambda facts, _: replace(facts, filed=True),
    Act.POST_FILE: lambda facts, _: replace(facts, post_filed=True),
    Act.POST_CHECK: lambda facts, _: replace(facts, post_checked=True),
    Act.ARCHIVE: lambda facts, _: replace(facts, archived=True),
}
