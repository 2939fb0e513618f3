"""The one table of the state machine: act, where it may be done, where it leads, by whom, under what guards.

A case of any flow lives its life along these rows; a flow is the set of rows that name its mode. ``STAY`` leaves the
state, ``BACK`` returns to where a stop began, ``BY_OUTCOME`` goes by what was decided.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from models.rules import guards as g
from models.rules import guards_after as ga
from models.rules.guards import Guard
from models.rules.terms import Act, CaseState, Mode, Role

Goes = CaseState | Literal["stay", "back", "by outcome"]
STAY: Final = "stay"
BACK: Final = "back"
BY_OUTCOME: Final = "by outcome"


@dataclass(frozen=True, slots=True)
class Way:
    """One row: ``modes`` empty holds for no flow, ``at`` may hold None for a case not yet received."""

    act: Act
    at: frozenset[CaseState | None]
    to: Goes
    who: frozenset[Role]
    modes: frozenset[Mode]
    guards: tuple[Guard, ...] = ()
    clause: str = ""


_S, _M, _A = CaseState, Mode, Act
CLERK, REVIEWER, SUPERVISOR, CITY = Role.CLERK, Role.REVIEWER, Role.SUPERVISOR, Role.CITY

ALL = frozenset(Mode)
COUNTY_DECIDES = frozenset({_M.DIRECT, _M.ENTRUST, _M.SUBSTANTIVE_SEAL2})
CITY_STAMPS = frozenset({_M.SUBSTANTIVE_CITY_STAMP})
COUNTY_REVIEWS = COUNTY_DECIDES | CITY_STAMPS
STAFF = frozenset({_M.WINDOW_FORWARD_CITY_STAFF})
FORWARD_COUNTY = frozenset({_M.WINDOW_FORWARD_COUNTY})
RECEIVES = frozenset({_M.RECEIVE_ONLY})
FORWARDING = CITY_STAMPS | FORWARD_COUNTY | RECEIVES
CITY_REVIEWS = STAFF | FORWARD_COUNTY | RECEIVES
ACCEPTING = ALL - RECEIVES
FORM_CHECKED = ACCEPTING - STAFF

HANDED: Final = (_S.ACCEPTED, _S.DEEMED_ACCEPTED)
COUNTY_HAND: Final = (_S.UNDER_REVIEW, _S.AWAIT_OPINION, _S.AWAIT_DECISION)
OPINION_OUT: Final = (_S.TO_SEAL, _S.OPINION_READY)
ON_THE_WAY: Final = (_S.QUEUED, _S.FORWARDED)
CITY_HAND: Final = (_S.CITY_RECEIVED, _S.CITY_ACCEPTED, _S.CITY_REVIEWING, _S.CITY_RETURNED)
STOPPED: Final = (_S.SPECIAL, _S.ABEYED)
DECIDED: Final = (_S.DECIDED_APPROVE, _S.DECIDED_DENY)
AFTER: Final = (*DECIDED, _S.CITY_STAMPED, _S.TO_DELIVER, _S.DELIVERED, _S.ARCHIVED)
ENDS: Final = frozenset({_S.REFUSED, _S.WITHDRAWN, _S.TERMINATED, _S.ARCHIVED})
BEFORE_ACCEPTANCE: Final = (_S.RECEIVED, _S.SUPPLEMENTING)
UNDECIDED: Final = (*HANDED, *COUNTY_HAND, *OPINION_OUT, *ON_THE_WAY, *CITY_HAND, *STOPPED)

_Where = CaseState | None | Iterable[CaseState | None]


def _way(
    act: Act, at: _Where, to: Goes, who: Iterable[Role], modes: frozenset[Mode], *guards: Guard, clause: str = ""
) -> Way:
    places = (at,) if at is None or isinstance(at, CaseState) else tuple(at)
    return Way(act, frozenset(places), to, frozenset(who), modes, guards, clause)


_WINDOW = (CLERK, SUPERVISOR, CITY)  # CITY: those posted to the county's hall (济宁三(一)1)
_SIGNS = (SUPERVISOR,)
_REVIEWS = (REVIEWER, SUPERVISOR)
_CITY = (CITY,)
_ENDING = (SUPERVISOR, CITY)
_ANY = (CLERK, REVIEWER, SUPERVISOR, CITY)
_32, _34, _42, _45 = "许可法第三十二条", "许可法第三十四条第三款", "许可法第四十二条", "许可法第四十五条"

_INTAKE = (
    _way(_A.RECEIVE, None, _S.RECEIVED, _WINDOW, ALL, clause=_32),
    _way(_A.CORRECT_ON_SPOT, _S.RECEIVED, STAY, _WINDOW, ACCEPTING, clause="许可法第三十二条第一款第三项"),
    _way(_A.FORMAL_CHECK, (_S.RECEIVED, *HANDED), STAY, _WINDOW, FORM_CHECKED, clause="晋城一(四)"),
    _way(_A.COMMIT, _S.RECEIVED, STAY, _WINDOW, ACCEPTING, g.committable, clause="国办发〔2020〕42号"),
    _way(_A.ASK_SUPPLEMENT, _S.RECEIVED, _S.SUPPLEMENTING, _WINDOW, ACCEPTING, g.not_silent, g.ask_once, clause=_32),
    _way(_A.TAKE_SUPPLEMENT, _S.SUPPLEMENTING, _S.RECEIVED, _WINDOW, ALL, clause=_32),
    _way(_A.ACCEPT, _S.RECEIVED, _S.ACCEPTED, _WINDOW, ACCEPTING, g.not_silent, clause=_32),
    _way(_A.TOLERATE, _S.RECEIVED, _S.ACCEPTED, _WINDOW, ACCEPTING, g.not_silent, g.tolerable, clause="地方容缺办法"),
    _way(_A.DEEM_ACCEPTED, _S.RECEIVED, _S.DEEMED_ACCEPTED, _WINDOW, ACCEPTING, g.silent, clause=_32),
    _way(_A.REFUSE, BEFORE_ACCEPTANCE, _S.REFUSED, _WINDOW, ACCEPTING, g.ground, clause="许可法第三十二条、第七十八条"),
    _way(_A.MATERIAL_IN, UNDECIDED, STAY, _WINDOW, ACCEPTING, g.tolerated, clause="地方容缺办法"),
)

_REVIEWING = (
    _way(_A.BEGIN_REVIEW, HANDED, _S.UNDER_REVIEW, _ANY[:3], COUNTY_REVIEWS, clause="许可法第三十四条"),
    _way(_A.BEGIN_REVIEW, (_S.AWAIT_DECISION, _S.AWAIT_OPINION), _S.UNDER_REVIEW, _SIGNS, COUNTY_REVIEWS, g.reason),
    _way(_A.BEGIN_REVIEW, _S.CITY_RETURNED, _S.UNDER_REVIEW, _REVIEWS, CITY_STAMPS),
    _way(_A.INSPECT, _S.UNDER_REVIEW, STAY, _REVIEWS, COUNTY_REVIEWS, g.two_inspectors, clause=_34),
    _way(_A.INSPECT, _S.CITY_REVIEWING, STAY, _CITY, CITY_REVIEWS, g.two_inspectors, clause=_34),
    _way(_A.REVIEW, _S.UNDER_REVIEW, _S.AWAIT_DECISION, _REVIEWS, COUNTY_DECIDES, g.accepted, g.outcome),
    _way(
        _A.REVIEW, _S.UNDER_REVIEW, _S.AWAIT_OPINION, _REVIEWS, CITY_STAMPS, g.accepted, g.outcome, clause="晋城一(三)"
    ),
    _way(
        *(_A.OPINION, _S.AWAIT_OPINION, _S.TO_SEAL, _SIGNS, CITY_STAMPS),
        *(g.accepted, g.outcome, g.nothing_out, g.heard),
        clause="晋城一(三)",
    ),
    _way(
        *(_A.DECIDE, _S.AWAIT_DECISION, BY_OUTCOME, _SIGNS, COUNTY_DECIDES),
        *(g.accepted, g.outcome, g.nothing_out, g.heard, g.late_says_why),
        clause="许可法第三十八条",
    ),
    _way(_A.STAMP, _S.TO_SEAL, _S.OPINION_READY, _ANY[:3], CITY_STAMPS, ga.right_seal, clause="晋城一(三)"),
    _way(_A.STAMP, DECIDED, _S.TO_DELIVER, _ANY[:3], COUNTY_DECIDES, ga.right_seal, clause="许可法第三十九条"),
)

_CITY_WAYS = (
    _way(_A.FORWARD, _S.RECEIVED, _S.QUEUED, _ANY[:3], RECEIVES, clause="济宁三(一)1"),
    _way(_A.FORWARD, HANDED, _S.QUEUED, _ANY[:3], FORWARD_COUNTY, g.all_in, clause="晋城一(四)；许可法第三十五条"),
    _way(_A.FORWARD, _S.OPINION_READY, _S.QUEUED, _ANY[:3], CITY_STAMPS, g.all_in, clause="晋城一(三)"),
    _way(_A.CITY_RECEIVE, ON_THE_WAY, _S.CITY_RECEIVED, _CITY, FORWARDING),
    _way(
        *(_A.CITY_RETURN, (_S.CITY_RECEIVED, _S.CITY_ACCEPTED, _S.CITY_REVIEWING), _S.CITY_RETURNED, _CITY),
        *(FORWARDING, g.reason),
    ),
    _way(_A.RESUBMIT, _S.CITY_RETURNED, _S.QUEUED, _ANY[:3], FORWARDING, clause="许可法第三十五条"),
    _way(_A.CITY_ACCEPT, _S.CITY_RECEIVED, _S.CITY_ACCEPTED, _CITY, RECEIVES, clause="济宁三(一)1"),
    _way(_A.CITY_ASK, _S.CITY_RECEIVED, _S.SUPPLEMENTING, _CITY, RECEIVES, g.not_silent, g.ask_once, clause=_32),
    _way(_A.CITY_REFUSE, _S.CITY_RECEIVED, _S.REFUSED, _CITY, RECEIVES, g.ground, clause=_32),
    _way(_A.CITY_REVIEW, _S.CITY_RECEIVED, _S.CITY_REVIEWING, _CITY, FORWARD_COUNTY, clause="晋城一(四)"),
    _way(_A.CITY_REVIEW, _S.CITY_ACCEPTED, _S.CITY_REVIEWING, _CITY, RECEIVES, clause="济宁三(一)1"),
    _way(_A.CITY_REVIEW, HANDED, _S.CITY_REVIEWING, _CITY, STAFF, clause="济宁三(一)1"),
    _way(
        *(_A.CITY_DECIDE, _S.CITY_REVIEWING, BY_OUTCOME, _CITY, CITY_REVIEWS),
        *(g.accepted, g.outcome, g.nothing_out, g.heard, g.late_says_why),
        clause="许可法第三十八条",
    ),
    _way(
        *(_A.CITY_DECIDE, _S.CITY_RECEIVED, BY_OUTCOME, _CITY, CITY_STAMPS),
        *(ga.opinion_no, g.accepted, g.outcome, g.nothing_out, g.heard, g.late_says_why),
        clause="许可法第三十八条；见章盖章方式县级拟不予的走法待核定",
    ),
    _way(
        *(_A.CITY_STAMP, _S.CITY_RECEIVED, _S.CITY_STAMPED, _CITY, CITY_STAMPS),
        *(ga.opinion_yes, g.accepted, g.nothing_out, g.late_says_why),
        clause="晋城一(三)",
    ),
    _way(_A.CITY_STAMP, DECIDED, _S.CITY_STAMPED, _CITY, FORWARDING, clause="许可法第三十九条"),
    _way(_A.CITY_STAMP, DECIDED, _S.TO_DELIVER, _CITY, STAFF, clause="许可法第三十九条"),
    _way(_A.RESULT_IN, _S.CITY_STAMPED, _S.TO_DELIVER, _WINDOW, FORWARDING),
)

_LETTER_OUT: Final = (*ON_THE_WAY, *CITY_HAND, *STOPPED, *COUNTY_HAND, *OPINION_OUT, _S.SUPPLEMENTING, *AFTER)
_SENT: Final = (*_LETTER_OUT, *(ENDS - {_S.ARCHIVED}))  # paper is slower than the line, and comes back after the end
_LETTER: Final = "晋城一(三)、(四)；移交清单："
_ORIGINALS = (
    _way(_A.BUNDLE_OUT, {*_SENT} - {_S.ARCHIVED}, STAY, _ANY[:3], FORWARDING, clause=f"{_LETTER}移交人签名"),
    _way(_A.BUNDLE_IN, _SENT, STAY, _CITY, FORWARDING, clause=f"{_LETTER}接收人签名"),
    _way(_A.BUNDLE_BACK, _SENT, STAY, _ANY, FORWARDING, clause=f"{_LETTER}原件份数及归还要求"),
)

_SIDE = (
    _way(_A.SPECIAL_BEGIN, COUNTY_HAND, _S.SPECIAL, _REVIEWS, COUNTY_REVIEWS, g.lawful_pause, clause=_45),
    _way(_A.SPECIAL_BEGIN, _S.CITY_REVIEWING, _S.SPECIAL, _CITY, CITY_REVIEWS, g.lawful_pause, clause=_45),
    _way(_A.SPECIAL_END, _S.SPECIAL, BACK, _REVIEWS, COUNTY_REVIEWS, clause=_45),
    _way(_A.SPECIAL_END, _S.SPECIAL, BACK, _CITY, CITY_REVIEWS, clause=_45),
    _way(_A.EXTEND, COUNTY_HAND, STAY, _SIGNS, COUNTY_DECIDES, g.extendable, clause=_42),
    _way(_A.EXTEND, _S.CITY_REVIEWING, STAY, _CITY, CITY_REVIEWS, g.extendable, clause=_42),
    _way(_A.EXTEND, (*COUNTY_HAND, _S.CITY_RECEIVED), STAY, _CITY, CITY_STAMPS, g.extendable, clause=_42),
    _way(_A.ABEY, (*HANDED, *COUNTY_HAND), _S.ABEYED, _SIGNS, COUNTY_REVIEWS, ga.abeyable, g.reason),
    _way(_A.ABEY, _S.CITY_REVIEWING, _S.ABEYED, _CITY, CITY_REVIEWS, ga.abeyable, g.reason),
    _way(_A.RESUME, _S.ABEYED, BACK, _SIGNS, COUNTY_REVIEWS),
    _way(_A.RESUME, _S.ABEYED, BACK, _CITY, CITY_REVIEWS),
    _way(_A.WITHDRAW, (*BEFORE_ACCEPTANCE, *UNDECIDED), _S.WITHDRAWN, _WINDOW, ALL, clause="惯例：决定作出前书面撤回"),
    _way(_A.TERMINATE, (*BEFORE_ACCEPTANCE, *UNDECIDED), _S.TERMINATED, _ENDING, ALL, ga.ending),
)
_HEARING = tuple(
    _way(act, places, STAY, who, modes, guard, clause=clause)
    for places, who, modes in (
        ((*COUNTY_HAND, _S.SPECIAL), _REVIEWS, COUNTY_REVIEWS),
        ((_S.CITY_REVIEWING, _S.SPECIAL), _CITY, CITY_REVIEWS),
    )
    for act, guard, clause in (
        (_A.HEARING_TELL, g.hearing_new, "许可法第四十六条、第四十七条"),
        (_A.HEARING_ASK, g.hearing_told, "许可法第四十七条"),
        (_A.HEARING_WAIVE, g.hearing_told, "许可法第四十七条"),
        (_A.HEARING_CALL, g.hearing_asked, "许可法第四十八条第一款第一项"),
        (_A.HEARING, g.hearing_called, "许可法第四十八条"),
    )
)

_FEE_TIME = (*HANDED, *COUNTY_HAND, *OPINION_OUT, *ON_THE_WAY, *CITY_HAND, *DECIDED, _S.CITY_STAMPED, _S.TO_DELIVER)
_FEES = (
    _way(_A.FEE_NOTICE, _FEE_TIME, STAY, _WINDOW, ALL, ga.charged, clause="许可法第五十八条；晋城二(四)"),
    _way(_A.FEE_PAID, _FEE_TIME, STAY, _WINDOW, ALL, ga.noticed, clause="许可法第五十九条；晋城二(四)"),
    _way(_A.FEE_WAIVED, _FEE_TIME, STAY, _ENDING, ALL, ga.noticed, g.reason, clause="许可法第五十八条"),
    _way(_A.FEE_REFUNDED, (*_FEE_TIME, *STOPPED, *ENDS, _S.DELIVERED), STAY, _ENDING, ALL, ga.paid, g.reason),
)

_FILED = (*UNDECIDED, *AFTER, _S.WITHDRAWN, _S.TERMINATED, _S.REFUSED)
_LAST = (
    _way(
        *(_A.DELIVER, _S.TO_DELIVER, _S.DELIVERED, _WINDOW, ALL, ga.not_mailed_secret, ga.fee_settled),
        clause="许可法第四十四条",
    ),
    _way(
        *(_A.PICKUP, _S.TO_DELIVER, _S.DELIVERED, _WINDOW, ALL, ga.identified, ga.fee_settled),
        clause="许可法第四十四条",
    ),
    _way(_A.RETURN_MATERIALS, (*AFTER, *ENDS), STAY, _WINDOW, ALL),
    _way(_A.ARCHIVE, (_S.DELIVERED, *(ENDS - {_S.ARCHIVED})), _S.ARCHIVED, _ANY, ALL, clause="晋城二(五)"),
    _way(_A.PUSH, AFTER, STAY, _ANY, ALL, ga.once, clause="于都三6；泽州三(二)；济宁三(四)12"),
    _way(_A.PUBLISH, AFTER, STAY, _ANY, ALL, ga.once, ga.public, clause="许可法第四十条；发改办财金〔2018〕424号"),
    _way(_A.FILE_MONTHLY, _FILED, STAY, _ANY[:3], ALL, ga.files, ga.once, clause="晋城二(五)"),
    _way(_A.POST_FILE, AFTER, STAY, _ANY[:3], frozenset({_M.SUBSTANTIVE_SEAL2}), ga.once, clause="济宁三(二)4"),
    _way(_A.POST_CHECK, AFTER, STAY, _ANY, ALL, ga.committed, ga.once, clause="泽州三(一)1"),
)

WAYS: tuple[Way, ...] = (*_INTAKE, *_REVIEWING, *_CITY_WAYS, *_ORIGINALS, *_SIDE, *_HEARING, *_FEES, *_LAST)

NOT_OURS: tuple[Way, ...] = (
    _way(_A.RECEIVE, None, _S.RECEIVED, _WINDOW, frozenset()),
    _way(_A.REFUSE, _S.RECEIVED, _S.REFUSED, _WINDOW, frozenset(), g.ground, clause=_32),
    _way(_A.WITHDRAW, _S.RECEIVED, _S.WITHDRAWN, _WINDOW, frozenset()),
    _way(_A.RETURN_MATERIALS, ENDS, STAY, _WINDOW, frozenset()),
    _way(_A.ARCHIVE, ENDS - {_S.ARCHIVED}, _S.ARCHIVED, _ANY, frozenset()),
)
"""A case no flow covers: it can only be refused, in writing."""
