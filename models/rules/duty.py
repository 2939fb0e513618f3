"""What a case is owed next, by whom and by which clock; nothing only once it has ended and all is done after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.rules.acts import ACT_NAMES
from models.rules.casefacts import CaseFacts, Fee, Hearing
from models.rules.flows import FLOWS
from models.rules.guards_after import files_monthly
from models.rules.settings import Settings
from models.rules.terms import Act, Actor, CaseState, Clock, Mode, Outcome, Role, Step
from models.rules.ways import AFTER, CITY_REVIEWS, COUNTY_REVIEWS, ENDS, FORWARDING

_S, _M = CaseState, Mode
_PLAIN = CaseFacts()


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing still to be done; ``who`` None is the applicant."""

    act: Act
    who: Role | None
    clock: Clock | None = None
    note: str = ""

    @property
    def name(self) -> str:
        """用印, 归档 …"""
        return ACT_NAMES[self.act]

    @property
    def whose(self) -> str:
        """The list's word for whose time it is."""
        return "申请人" if self.who is None else _WHOSE[self.who]


_WHOSE = {Role.CLERK: "本窗口", Role.REVIEWER: "审核岗", Role.SUPERVISOR: "值班主任", Role.CITY: "市级"}
_Next = Callable[[Mode, CaseFacts, Settings], Duty]


def next_duty(
    mode: Mode | None, state: CaseState, facts: CaseFacts = _PLAIN, settings: Settings | None = None
) -> Duty | None:
    """The next thing owed; None only when the case has ended and nothing after it is open."""
    return next(iter(owed(mode, state, facts, settings)), None)


def owed(
    mode: Mode | None, state: CaseState, facts: CaseFacts = _PLAIN, settings: Settings | None = None
) -> tuple[Duty, ...]:
    """Everything owed now: what moves the case first, then what runs beside it or after it."""
    chosen = settings or Settings()
    if mode is None:
        return (Duty(Act.REFUSE, Role.CLERK, Clock.NOTICE, "写明向何机关提出"),) if state is _S.RECEIVED else ()
    beside = _beside(state, facts) + after(mode, state, facts, chosen)
    if state in ENDS:
        return beside
    main = _NEXT[state](mode, facts, chosen)
    rest = tuple(one for one in beside if one.act is not main.act)
    return (*rest, main) if state is _S.DELIVERED else (main, *rest)


def after(mode: Mode, state: CaseState, facts: CaseFacts, settings: Settings) -> tuple[Duty, ...]:
    """Push, report, publicity, monthly filing, check afterwards: what a decision leaves to be done."""
    decided = state in AFTER and facts.decision is not None
    filing = files_monthly(mode, settings) and not facts.filed and (decided or state in ENDS)
    granted = decided and facts.decision is Outcome.APPROVE
    pusher = Role.CITY if mode in CITY_REVIEWS else Role.CLERK
    wanted = (
        (decided and not facts.pushed, Duty(Act.PUSH, pusher, Clock.PUSH)),
        (decided and mode is _M.SUBSTANTIVE_SEAL2 and not facts.post_filed, Duty(Act.POST_FILE, Role.CLERK)),
        (
            decided and facts.licence and not facts.classified and not facts.published,
            Duty(Act.PUBLISH, Role.CITY if mode in FORWARDING | CITY_REVIEWS else Role.CLERK, Clock.PUBLICITY),
        ),
        (filing and facts.accepted, Duty(Act.FILE_MONTHLY, Role.CLERK, Clock.FILING)),
        (
            granted and facts.committed and not facts.post_checked,
            Duty(Act.POST_CHECK, Role.CITY if mode in CITY_REVIEWS else Role.REVIEWER, Clock.POST_CHECK),
        ),
    )
    return tuple(duty for due, duty in wanted if due)


def _beside(state: CaseState, facts: CaseFacts) -> tuple[Duty, ...]:
    """What runs beside the main thread: a tolerated material, a fee."""
    if state in ENDS or state in (_S.RECEIVED, _S.SUPPLEMENTING, _S.DELIVERED):
        return ()
    found: list[Duty] = []
    if facts.tolerated and facts.decision is None:
        found.append(Duty(Act.MATERIAL_IN, None, Clock.TOLERATED, "容缺材料待补齐"))
    if facts.fee is Fee.OPEN and state not in (_S.SPECIAL, _S.ABEYED):
        found.append(Duty(Act.FEE_NOTICE, Role.CLERK))
    if facts.fee is Fee.NOTICED and state not in (_S.SPECIAL, _S.ABEYED):
        found.append(Duty(Act.FEE_PAID, None))
    return tuple(found)


def _received(mode: Mode, facts: CaseFacts, _: Settings) -> Duty:
    if mode is _M.RECEIVE_ONLY:
        return Duty(Act.FORWARD, Role.CLERK, Clock.COUNTY, "全部材料转市级受理")
    who = Role.CITY if mode is _M.WINDOW_FORWARD_CITY_STAFF else Role.CLERK
    if facts.silent and not facts.filing and not facts.asked:
        return Duty(Act.DEEM_ACCEPTED, who, Clock.NOTICE, "五日内没有告知，自收到之日起即为受理")
    return Duty(Act.ACCEPT, who, Clock.NOTICE, "受理，或五个工作日内一次告知")


def _handed(mode: Mode, facts: CaseFacts, _: Settings) -> Duty:
    if mode in COUNTY_REVIEWS:
        return Duty(Act.BEGIN_REVIEW, Role.REVIEWER, _review_clock(mode))
    if mode is _M.WINDOW_FORWARD_CITY_STAFF:
        return Duty(Act.CITY_REVIEW, Role.CITY, Clock.STATUTORY)
    if facts.tolerated:
        return Duty(Act.MATERIAL_IN, None, Clock.TOLERATED, "补齐后转报")
    return Duty(Act.FORWARD, Role.CLERK, Clock.COUNTY)


def _review_clock(mode: Mode) -> Clock:
    return Clock.COUNTY if mode in FORWARDING else Clock.STATUTORY


def _before_saying(act: Act, who: Role, clock: Clock, facts: CaseFacts) -> Duty:
    """A hearing under way and a tolerated material come before an opinion or a decision."""
    waiting = {
        Hearing.TOLD: Duty(Act.HEARING_WAIVE, who, Clock.HEARING_APPLY, "五日内可以申请听证"),
        Hearing.ASKED: Duty(Act.HEARING_CALL, who, Clock.HEARING_HOLD, "二十日内组织"),
        Hearing.CALLED: Duty(Act.HEARING, who, Clock.HEARING_HOLD),
    }
    if facts.hearing in waiting:
        return waiting[facts.hearing]
    if facts.tolerated and facts.review is not Outcome.DENY:
        return Duty(Act.MATERIAL_IN, None, Clock.TOLERATED, "缺件未齐不能准予")
    return Duty(act, who, clock)


def _city_received(mode: Mode, facts: CaseFacts, _: Settings) -> Duty:
    if mode is _M.RECEIVE_ONLY:
        return Duty(Act.CITY_ACCEPT, Role.CITY, Clock.NOTICE)
    if mode is _M.WINDOW_FORWARD_COUNTY:
        return Duty(Act.CITY_REVIEW, Role.CITY, Clock.CITY)
    if facts.opinion is Outcome.DENY:
        return Duty(Act.CITY_DECIDE, Role.CITY, Clock.CITY, "县级意见不予，由市级署名决定（待核定）")
    return Duty(Act.CITY_STAMP, Role.CITY, Clock.CITY, "见章盖章")


def _decided(mode: Mode, _facts: CaseFacts, _: Settings) -> Duty:
    if FLOWS[mode].steps[Step.STAMP].who is Actor.CITY:
        return Duty(Act.CITY_STAMP, Role.CITY, Clock.DELIVERY)
    return Duty(Act.STAMP, Role.CLERK, Clock.DELIVERY)


def _deliver(mode: Mode, facts: CaseFacts, settings: Settings) -> Duty:
    if settings.fee_before_result and facts.decision is not Outcome.DENY:
        if facts.fee is Fee.OPEN:
            return Duty(Act.FEE_NOTICE, Role.CLERK, Clock.DELIVERY)
        if facts.fee is Fee.NOTICED:
            return Duty(Act.FEE_PAID, None, Clock.DELIVERY)
    who = FLOWS[mode].steps[Step.DELIVER].who
    by_city = who in (Actor.CITY, Actor.CITY_STAFF)
    return Duty(Act.DELIVER, Role.CITY if by_city else Role.CLERK, Clock.DELIVERY, "送达或到窗口领取")


def _plain(act: Act, who: Role | None, clock: Clock | None = None, note: str = "") -> _Next:
    return lambda _mode, _facts, _settings: Duty(act, who, clock, note)


def _holder(act: Act, clock: Clock | None) -> _Next:
    return lambda mode, _facts, _settings: Duty(act, Role.CITY if mode in CITY_REVIEWS else Role.SUPERVISOR, clock)


_NEXT: Mapping[CaseState, _Next] = {
    _S.RECEIVED: _received,
    _S.SUPPLEMENTING: _plain(Act.TAKE_SUPPLEMENT, None, Clock.SUPPLEMENT),
    _S.ACCEPTED: _handed,
    _S.DEEMED_ACCEPTED: _handed,
    _S.UNDER_REVIEW: lambda mode, _f, _s: Duty(Act.REVIEW, Role.REVIEWER, _review_clock(mode)),
    _S.AWAIT_OPINION: lambda _m, facts, _s: _before_saying(Act.OPINION, Role.SUPERVISOR, Clock.COUNTY, facts),
    _S.TO_SEAL: _plain(Act.STAMP, Role.CLERK, Clock.COUNTY),
    _S.OPINION_READY: lambda _m, facts, _s: (
        Duty(Act.MATERIAL_IN, None, Clock.TOLERATED) if facts.tolerated else Duty(Act.FORWARD, Role.CLERK, Clock.COUNTY)
    ),
    _S.AWAIT_DECISION: lambda _m, facts, _s: _before_saying(Act.DECIDE, Role.SUPERVISOR, Clock.STATUTORY, facts),
    _S.QUEUED: _plain(Act.CITY_RECEIVE, Role.CITY, Clock.CITY),
    _S.FORWARDED: _plain(Act.CITY_RECEIVE, Role.CITY, Clock.CITY),
    _S.CITY_RECEIVED: _city_received,
    _S.CITY_ACCEPTED: _plain(Act.CITY_REVIEW, Role.CITY, Clock.STATUTORY),
    _S.CITY_REVIEWING: lambda _m, facts, _s: _before_saying(Act.CITY_DECIDE, Role.CITY, Clock.CITY, facts),
    _S.CITY_RETURNED: _plain(Act.RESUBMIT, Role.CLERK, Clock.COUNTY, "按退回意见更正"),
    _S.SPECIAL: _holder(Act.SPECIAL_END, Clock.SPECIAL),
    _S.ABEYED: _holder(Act.RESUME, None),
    _S.DECIDED_APPROVE: _decided,
    _S.DECIDED_DENY: _decided,
    _S.CITY_STAMPED: _plain(Act.RESULT_IN, Role.CITY, Clock.DELIVERY),
    _S.TO_DELIVER: _deliver,
    _S.DELIVERED: _plain(Act.ARCHIVE, Role.CLERK),
}
