"""One state machine for all flows: which act may follow, what it leaves, which papers it makes."""

from __future__ import annotations

from models.errors import Refusal
from models.rules import life
from models.rules.acts import ACT_NAMES, BOOKS, COPIES, papers_of, variant
from models.rules.casefacts import CaseFacts
from models.rules.duty import Duty, next_duty, owed
from models.rules.flows import (
    CITY_ORGAN,
    COUNTY_ORGAN,
    ENTRUSTING_ORGAN,
    FLOWS,
    Answer,
    Flow,
    Remedy,
    StepRule,
)
from models.rules.life import ANYTIME, record
from models.rules.settings import Settings
from models.rules.terms import Act, Actor, CaseState, Doc, Mode, Outcome, PowerType, Role, Step
from models.rules.ways import ENDS

__all__ = [
    "BOOKS",
    "CITY_ORGAN",
    "COPIES",
    "COUNTY_ORGAN",
    "ENDS",
    "ENTRUSTING_ORGAN",
    "FLOWS",
    "Answer",
    "CaseFacts",
    "Duty",
    "Flow",
    "Remedy",
    "Settings",
    "StepRule",
    "accept_organ_is",
    "act_name",
    "allowed",
    "decide_organ_is",
    "duties",
    "follow_ups",
    "is_filing",
    "life",
    "mode_name",
    "mode_short",
    "next_duty",
    "next_state",
    "owed",
    "papers_for",
    "record",
    "remedy_for",
    "shown_state",
    "variant",
]

_S = CaseState

_LEAVES = {
    Act.RECEIVE: _S.RECEIVED,
    Act.ASK_SUPPLEMENT: _S.SUPPLEMENTING,
    Act.TAKE_SUPPLEMENT: _S.RECEIVED,
    Act.ACCEPT: _S.ACCEPTED,
    Act.DEEM_ACCEPTED: _S.DEEMED_ACCEPTED,
    Act.REFUSE: _S.REFUSED,
    Act.FORWARD: _S.QUEUED,
    Act.CITY_RECEIVE: _S.CITY_RECEIVED,
    Act.BEGIN_REVIEW: _S.UNDER_REVIEW,
}

_WAY_OUT = frozenset({_S.QUEUED, _S.FORWARDED})
_IN_HAND = frozenset({_S.ACCEPTED, _S.DEEMED_ACCEPTED})
# 许可法第三十二条: what the organ that accepts may do with papers it holds
_ARTICLE_32 = frozenset({Act.ASK_SUPPLEMENT, Act.ACCEPT, Act.REFUSE, Act.DEEM_ACCEPTED})


def act_name(act: Act) -> str:
    """The act as staff call it."""
    return ACT_NAMES[act]


def mode_name(mode: Mode) -> str:
    """Full name: 窗口前移 · 县收转市."""
    return FLOWS[mode].name


def mode_short(mode: Mode) -> str:
    """Short name for lists: 县收转市."""
    return FLOWS[mode].short


def allowed(
    mode: Mode | None,
    state: CaseState | None,
    facts: CaseFacts | None = None,
    role: Role | None = None,
    settings: Settings | None = None,
) -> frozenset[Act]:
    """Acts that may follow; ``mode`` None = not this window's to accept, the case can only be refused.

    Without ``facts`` only the window's first part of a case is known: receiving, accepting, passing on. With them the
    whole life is, less what a guard already refuses, for one role or for anybody.
    """
    if facts is not None:
        return life.ready(mode, state, facts, role, settings or Settings())
    if state is None:
        return frozenset({Act.RECEIVE})
    return _next_acts(mode, state) | ANYTIME


def _next_acts(mode: Mode | None, state: CaseState) -> frozenset[Act]:
    if mode is None:
        return frozenset({Act.REFUSE}) if state is _S.RECEIVED else frozenset()
    if state is _S.RECEIVED:
        return _with_papers(mode)
    if state is _S.SUPPLEMENTING and mode is not Mode.RECEIVE_ONLY:
        return frozenset({Act.TAKE_SUPPLEMENT, Act.REFUSE})  # refused only for false papers (第七十八条)
    if state in _IN_HAND:
        return _once_accepted(mode)
    return frozenset({Act.CITY_RECEIVE}) if state in _WAY_OUT and FLOWS[mode].forwards else frozenset()


def _with_papers(mode: Mode) -> frozenset[Act]:
    """收件 ≠ 受理: where the city accepts, the county window may only pass the papers on."""
    return frozenset({Act.FORWARD}) if mode is Mode.RECEIVE_ONLY else _ARTICLE_32


def _once_accepted(mode: Mode) -> frozenset[Act]:
    """County review comes before the opinion is forwarded (晋城一(三)); a formal check goes straight on."""
    if FLOWS[mode].steps[Step.REVIEW].who is Actor.COUNTY:
        return frozenset({Act.BEGIN_REVIEW})
    return frozenset({Act.FORWARD}) if FLOWS[mode].forwards else frozenset()


def next_state(
    mode: Mode | None,
    state: CaseState | None,
    act: Act,
    facts: CaseFacts | None = None,
    role: Role | None = None,
    settings: Settings | None = None,
) -> CaseState:
    """The state after ``act``; with ``facts`` by the whole table and its guards, see ``allowed``.

    Raises:
        Refusal: code ``accept_is_citys`` for an act of art. 32 where the city accepts, ``act_out_of_order``,
            ``case_ended``, ``wrong_role``, or the code of the guard that refuses.
    """
    if facts is not None:
        return life.step(mode, state, act, facts, role, settings)
    may = allowed(mode, state)
    if act not in may:
        raise _out_of_order(mode, state, act, may)
    if act in ANYTIME and state is not None:
        return state
    return _LEAVES[act]


def _out_of_order(mode: Mode | None, state: CaseState | None, act: Act, may: frozenset[Act]) -> Refusal:
    safe = "没有改动任何记录"
    if mode is Mode.RECEIVE_ONLY and act in _ARTICLE_32:
        return Refusal(
            f"委托收件、受审分离方式由市级受理，本窗口不能作“{act_name(act)}”",
            safe,
            "请出收件凭证并把全部材料转报市级",
            code="accept_is_citys",
        )
    now = f"办件现在是“{state.value}”" if state else "办件还没有收件"
    steps = "、".join(act_name(a) for a in Act if a in may - ANYTIME)
    todo = f"现在可以做：{steps}" if steps else "这一步之后由其他环节接着办"
    return Refusal(f"{now}，不能作“{act_name(act)}”", safe, todo, code="act_out_of_order")


def follow_ups(mode: Mode, act: Act) -> tuple[Act, ...]:
    """Acts in the same transaction as ``act``: forwarding after a formal check, review after acceptance."""
    if act is Act.RECEIVE and mode is Mode.RECEIVE_ONLY:
        return (Act.FORWARD,)
    if act in (Act.ACCEPT, Act.DEEM_ACCEPTED):
        return tuple(_once_accepted(mode))
    return ()


def shown_state(state: CaseState, *, acknowledged: bool) -> CaseState:
    """待转报 becomes 已转报 once the city has acknowledged the entry."""
    return _S.FORWARDED if state is _S.QUEUED and acknowledged else state


def papers_for(
    mode: Mode | None,
    act: Act,
    *,
    received: bool = False,
    filing: bool = False,
    outcome: Outcome | None = None,
) -> tuple[Doc, ...]:
    """The papers a key makes, the receipt first; ``variant`` says under which name.

    ``received``: the receipt was given earlier (accepting after a supplement). ``filing``: 备案类, which has
    no acceptance notice. ``outcome``: of a decision or an opinion.

    Raises:
        Refusal: the flow never has this act, e.g. a county acceptance under 受审分离.
    """
    if act not in ANYTIME and not any(way.act is act for way in life.ways_of(mode)):
        raise _out_of_order(mode, _S.RECEIVED, act, allowed(mode, _S.RECEIVED))
    then = follow_ups(mode, act) if mode else ()
    made = [doc for a in (act, *then) for doc in papers_of(mode, a, outcome)]
    if filing:
        made = [doc for doc in made if doc is not Doc.ACCEPT]
    first = [Doc.RECEIPT] if act in _WITH_RECEIPT and not received else []
    return tuple(dict.fromkeys([*first, *made]))


_WITH_RECEIPT = frozenset({Act.ACCEPT, Act.ASK_SUPPLEMENT, Act.TOLERATE})


def duties(mode: Mode) -> tuple[tuple[str, bool], ...]:
    """The eight cells of 权责条: label, and whether the county does it (else the city)."""
    flow = FLOWS[mode]
    county = {step: _is_county(rule.who) for step, rule in flow.steps.items()}
    return (
        ("收件", county[Step.RECEIVE]),
        ("受理", county[Step.ACCEPT]),
        ("形审", flow.county_checks_form),
        ("实审", county[Step.REVIEW]),
        ("决定", county[Step.DECIDE]),
        ("用印", county[Step.STAMP]),
        ("送达", county[Step.DELIVER]),
        ("担责", _is_county(flow.result_responsibility.who)),
    )


def _is_county(who: Actor) -> bool:
    return who in (Actor.COUNTY, Actor.COUNTY_WINDOW)


def decide_organ_is(mode: Mode) -> str:
    """Whose name is under the decision: ``county``, ``city`` or ``entrusting`` (许可法第二十四条第三款)."""
    return FLOWS[mode].steps[Step.DECIDE].in_name_of


def accept_organ_is(mode: Mode) -> str:
    """Whose name stands under the acceptance notice.

    The entrusting organ's under 委托实施 (许可法第二十四条第三款), the city's where the city accepts.
    """
    if mode is Mode.ENTRUST:
        return ENTRUSTING_ORGAN
    return COUNTY_ORGAN if _is_county(FLOWS[mode].steps[Step.ACCEPT].who) else CITY_ORGAN


def remedy_for(mode: Mode | None, act: Act) -> Remedy:
    """Respondent and reconsidering government of ``act``.

    Refusing to accept is the act of the organ whose name the acceptance would bear (法释〔2009〕20号第四条).
    """
    if act is Act.REFUSE and (mode is None or accept_organ_is(mode) == COUNTY_ORGAN):
        return Remedy(COUNTY_ORGAN, COUNTY_ORGAN, "法释〔2009〕20号第四条；行政复议法第二十四条")
    if mode is None:
        raise ValueError(f"no flow, no remedy for {act}")
    return FLOWS[mode].reconsideration


def is_filing(power_type: PowerType | None, name: str) -> bool:
    """备案类: not a licence, so 许可法第三十二条 does not reach it: no acceptance notice, no 逾期视为受理."""
    return power_type is not PowerType.ADMIN_LICENSE and "备案" in name
