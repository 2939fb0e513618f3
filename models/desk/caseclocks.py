"""Clocks of a case as its page shows them: those promised on paper keep their dates, the others come from the rules."""

from __future__ import annotations

from models.desk import running
from models.desk.clocks import DateNote, clocks
from models.desk.context import Desk
from models.desk.payloads import clock_from, named
from models.desk.rows import AT_CITY, DONE, STOPPED, days_left
from models.desk.situation import look
from models.desk.standing import Standing, form_of
from models.desk.turn import InHand
from models.desk.words import CITY_REVIEWS
from models.rules import deadlines
from models.rules.clocks import Running
from models.rules.terms import Act, CaseState, Clock, Light, Mode
from models.views import DeadlineView

GAP = "放假表未到"  # in the words under a date that waits for a table (rules.calendar.CalendarGap)
_NOTICE, _FORWARD = "最迟一次告知", "转出到市级"
_PROMISED_ON_PAPER = frozenset({_NOTICE, _FORWARD, "承诺办结", "法定办结", "送达证件"})
_PAST_ACCEPTANCE = frozenset({Clock.NOTICE})
_STOP = frozenset({_FORWARD, "承诺办结", "法定办结"})


def view(desk: Desk, here: Standing, hand: InHand | None) -> tuple[DeadlineView, ...]:
    """Every clock with today's light, in the order a case meets them.

    Args:
        hand: None where the item is no longer in the pack; only what was written then is shown.
    """
    rules = _by_name(hand)
    kept = _on_paper(desk, here)
    shown = [_shown(desk, here, name, note, rules.get(name)) for name, note in kept]
    seen = {name for name, _ in kept}
    more = [_from_rules(name, one) for name, one in rules.items() if name not in seen and _wanted(here, one)]
    return (*shown, *more)


def _by_name(hand: InHand | None) -> dict[str, Running]:
    if hand is None or hand.mode is None:
        return {}
    case = running.case_of(hand.seen, hand.flow, hand.dates, hand.facts, hand.settings)
    return {running.name(one.clock): one for one in running.all_of(case, hand.seen)}


def _on_paper(desk: Desk, here: Standing) -> list[tuple[str, DateNote]]:
    """Clocks as the papers told them, later papers over earlier ones; before acceptance the five days of the notice."""
    kept: dict[str, DateNote] = {}
    for row in here.log:
        kept.update(clock_from(plain) for plain in row.entry.payload.get("clocks", ()))
    if not kept and here.case.notice_due and here.case.state not in DONE:
        kept = {_NOTICE: DateNote(here.case.notice_due, "自收到材料起五个工作日")}
    found = list(kept.items())
    return _known_now(desk, here, found) if any(n.due is None and GAP in n.note for _, n in found) else found


def _known_now(desk: Desk, here: Standing, kept: list[tuple[str, DateNote]]) -> list[tuple[str, DateNote]]:
    """Dates that waited for a holiday table, reckoned again from the same days; a date once given never moves."""
    if here.case.accepted_at is None:
        return kept
    found = dict(named(clocks(look(desk, form_of(desk, here), here.case), here.case.accepted_at.date())))
    return [(name, note if note.due else found.get(name, note)) for name, note in kept]


def _shown(desk: Desk, here: Standing, name: str, note: DateNote, rule: Running | None) -> DeadlineView:
    """A clock of a paper; once decided, the ten days of delivery run from the decision itself."""
    if rule is not None and rule.clock is Clock.DELIVERY and here.last_of(Act.DECIDE, Act.CITY_DECIDE, Act.CITY_STAMP):
        return _from_rules(name, rule)
    left = days_left(desk, note.due)
    if rule is not None and rule.done is not None:
        late = note.due is not None and rule.done > note.due
        light = Light.LATE if late else Light.DONE
    elif here.case.state in DONE or _past(here.case.state, name):
        light = Light.DONE
    elif here.case.state in STOPPED and name in _STOP:
        light = Light.PAUSED
    else:
        light = Light.UNKNOWN if note.due is None else deadlines.light(left)
    return DeadlineView(name, note.due, light, left, _whose(here.case.mode, name), note.note, note.lines)


def _past(state: CaseState, name: str) -> bool:
    """A clock that has been met stays on the page with a tick."""
    if name == _NOTICE:
        return state is not CaseState.RECEIVED
    return name == _FORWARD and state in AT_CITY


def _whose(mode: Mode | None, name: str) -> str:
    if name in (_FORWARD, _NOTICE):
        return "本窗口"
    return "市级" if mode in CITY_REVIEWS else "审核岗"


def _wanted(here: Standing, one: Running) -> bool:
    """What runs or ran, and is not told by a paper already."""
    if one.clock in _PAST_ACCEPTANCE or here.case.accepted_at is None:
        return False
    if one.clock is Clock.CITY:  # as long as the whole, except where the city only stamps
        return here.case.mode is Mode.SUBSTANTIVE_CITY_STAMP and one.due is not None
    if running.name(one.clock) in _PROMISED_ON_PAPER and one.clock is not Clock.COUNTY:
        return one.due is not None and here.case.mode is Mode.RECEIVE_ONLY
    return one.due is not None


def _from_rules(name: str, one: Running) -> DeadlineView:
    return DeadlineView(name, one.due, one.light, one.left, one.whose, one.note, one.lines)
