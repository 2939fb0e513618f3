"""A case's limits reckoned again after a lawful stop or an extension, as an entry of the log keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models.desk import payloads
from models.desk.clocks import DateNote
from models.desk.running import case_of
from models.desk.turn import InHand
from models.rules import clockcase, deadlines
from models.rules.counting import Due, Pause, make_pause
from models.rules.dates import CaseDates
from models.rules.deadlines import CalendarGap, Unknown
from models.rules.terms import Act
from models.store.payloads import day

__all__ = ["Limits", "latest", "left", "limits", "longer", "pauses_of", "resumed", "used", "written"]

PROMISED, STATUTORY = "承诺办结", "法定办结"


@dataclass(frozen=True, slots=True)
class Limits:
    """Both limits as they now stand."""

    statutory: DateNote
    promised: DateNote

    @property
    def running(self) -> DateNote:
        """The one the lists count down to."""
        return self.promised if self.promised.due else self.statutory


def limits(hand: InHand, dates: CaseDates | None = None) -> Limits:
    """Both limits, from the log or from days an act is about to add."""
    case = case_of(hand.seen, hand.flow, dates or hand.dates, hand.facts, hand.settings)
    return Limits(
        _note(clockcase.statutory(case), hand.clocks.statutory.note),
        _note(clockcase.promised(case), hand.clocks.promised.note),
    )


def resumed(hand: InHand, until: date) -> Limits:
    """Both limits once the stop that runs has ended."""
    return limits(hand, replace(hand.dates, pauses=pauses_of(hand, until=until)))


def pauses_of(hand: InHand, *, until: date | None = None) -> tuple[Pause, ...]:
    """Stops of the case (许可法第四十五条, or 中止 by a rule of the trade).

    Args:
        until: the day a stop that still runs ends by the act at hand; None = it goes on.

    Raises:
        Refusal: code ``pause_backwards`` for an ``until`` before the stop began.
    """
    pauses = hand.dates.pauses
    if until is None:
        return pauses
    return tuple(one if one.ended else make_pause(one.kind, one.told, until, special=(one.kind,)) for one in pauses)


def longer(hand: InHand, days: int) -> Limits:
    """Both limits with an extension (许可法第四十二条): a published promise stays where it was."""
    return limits(hand, replace(hand.dates, extension_days=days))


def _note(found: Due | Unknown, said: str) -> DateNote:
    if isinstance(found, Unknown):
        return DateNote(None, found.reason)
    return DateNote(found.day, said, found.lines, found.to_confirm, found.warn)


def written(found: Limits) -> dict[str, Any]:
    """The limits as an entry keeps them; the lists count down to the running one."""
    return {
        "promised_due": day(found.promised.due),
        "statutory_due": day(found.statutory.due),
        "clocks": [payloads.clock(PROMISED, found.promised), payloads.clock(STATUTORY, found.statutory)],
        **payloads.running("办结", found.running),
    }


def latest(hand: InHand, act: Act) -> Mapping[str, Any]:
    """The payload of the newest entry of this kind, empty when there is none."""
    found = hand.here.last(act)
    return found.payload if found else {}


def used(hand: InHand, pauses: Sequence[Pause]) -> str:
    """Working days used so far, stops not counted."""
    start = hand.accepted_on or hand.seen.received_at.date()
    try:
        return f"{deadlines.used(start, hand.desk.today, hand.desk.calendar, pauses)}个工作日"
    except CalendarGap as gap:
        return gap.short


def left(hand: InHand, due: date | None) -> str:
    """Working days left to a day."""
    if due is None:
        return "未定"
    try:
        days = deadlines.left(hand.desk.today, due, hand.desk.calendar)
    except CalendarGap as gap:
        return gap.short
    return f"{days}个工作日" if days >= 0 else f"超期{-days}个工作日"
