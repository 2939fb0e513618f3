"""The days a case's clocks count from, read from its log; and every clock side by side as of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from models.desk.turn import InHand
from models.rules import clocks, deadlines
from models.rules.clockcase import Case
from models.rules.clocks import Running
from models.rules.counting import Pause, make_pause
from models.rules.dates import CaseDates
from models.rules.terms import Act, Mode
from models.store.rows import Logged

_STOPS = {Act.SPECIAL_BEGIN: Act.SPECIAL_END, Act.ABEY: Act.RESUME}
_DAYS = {
    Act.ASK_SUPPLEMENT: "told",
    Act.CITY_ASK: "told",
    Act.TOLERATE: "tolerated",
    Act.MATERIAL_IN: "material_in",
    Act.FORWARD: "forwarded",
    Act.CITY_ACCEPT: "city_accepted",
    Act.CITY_STAMP: "city_done",
    Act.DECIDE: "decided",
    Act.CITY_DECIDE: "decided",
    Act.HEARING_TELL: "hearing_told",
    Act.HEARING_WAIVE: "hearing_waived",
    Act.HEARING_ASK: "hearing_asked",
    Act.HEARING_CALL: "hearing_called",
    Act.HEARING: "hearing_held",
    Act.DELIVER: "delivered",
    Act.PICKUP: "delivered",
    Act.PUSH: "pushed",
    Act.PUBLISH: "published",
    Act.FILE_MONTHLY: "filed",
    Act.POST_CHECK: "post_checked",
}
"""Which day an act leaves; the first of a kind counts."""
_SAID = {
    Act.ASK_SUPPLEMENT: (("bring_until", "bring_until"),),
    Act.HEARING_CALL: (("held_on", "hearing_on"),),
    Act.DECIDE: (("valid_until", "licence_until"),),
    Act.CITY_DECIDE: (("valid_until", "licence_until"),),
}


def dates_of(hand: InHand) -> CaseDates:
    """Every day the log knows."""
    log = hand.here.log
    found: dict[str, Any] = {}
    for row in log:
        for name, value in _days(row).items():
            found.setdefault(name, value)
    if hand.mode is Mode.SUBSTANTIVE_CITY_STAMP and "city_done" in found:
        found.setdefault("decided", found["city_done"])  # stamping on sight is the decision (晋城一(三))
    return CaseDates(
        received=hand.here.case.received_at.date(),
        accepted=hand.accepted_on,
        pauses=pauses_of(log),
        extension_days=sum(int(row.entry.payload.get("days", 0)) for row in log if row.entry.kind is Act.EXTEND),
        special_until=special_until(log),
        **found,
    )


def _days(row: Logged) -> dict[str, Any]:
    """What one entry says of days."""
    act, payload, at = row.entry.kind, row.entry.payload, row.entry.at
    found: dict[str, Any] = {name: _day(payload.get(key)) for key, name in _SAID.get(act, ()) if payload.get(key)}
    if act is Act.CITY_RECEIVE:
        found["city_received"] = at
    if name := _DAYS.get(act):
        found[name] = at.date()
    return found


def _day(text: Any) -> date | None:
    return datetime.fromisoformat(text).date() if text else None


def pauses_of(log: Sequence[Logged], *, until: date | None = None) -> tuple[Pause, ...]:
    """Stops that count: told in writing (许可法第四十五条), or 中止 by a rule of the trade.

    Args:
        until: the day a stop that still runs ends by the act at hand; None = it goes on.

    Raises:
        Refusal: code ``pause_backwards`` for an ``until`` before the stop began.
    """
    found: list[Pause] = []
    running: tuple[str, date, Act] | None = None
    for row in log:
        kind = row.entry.kind
        if kind in _STOPS:
            running = (_name(row.entry.payload), row.entry.at.date(), _STOPS[kind])
        elif running and kind is running[2]:
            found.append(_pause(running, _day(row.entry.payload.get("ended_on")) or row.entry.at.date()))
            running = None
    if running:
        found.append(_pause(running, until))
    return tuple(found)


def _pause(running: tuple[str, date, Act], ended: date | None) -> Pause:
    return make_pause(running[0], running[1], ended, special=(running[0],))


def _name(payload: Mapping[str, Any]) -> str:
    return str(payload.get("pause") or "中止")


def special_until(log: Sequence[Logged]) -> date | None:
    """The time the newest notice of a special procedure names, while it runs."""
    for row in reversed(log):
        if row.entry.kind is Act.SPECIAL_END:
            return None
        if row.entry.kind is Act.SPECIAL_BEGIN:
            return _day(row.entry.payload.get("expected_until"))
    return None


def clock_case(hand: InHand, dates: CaseDates | None = None) -> Case:
    """What the rules read every clock from."""
    seen, facts = hand.seen, hand.facts
    promised = hand.desk.pack.policy.settings.get(f"promised_days/{seen.item.key}", "")
    limits = deadlines.limits_for(seen.guide, "decision", seen.form.handling_item)
    delivery = next((one for one in deadlines.limits_for(seen.guide, "delivery", seen.form.handling_item)), None)
    short = delivery is not None and delivery.unit == "工作日"
    return Case(
        mode=hand.flow,
        dates=dates or dates_of(hand),
        calendar=hand.desk.calendar,
        settings=hand.settings,
        limits=limits,
        promised_days=int(promised) if promised.isdecimal() else None,
        delivery_days=delivery.value if delivery and short else None,
        filing=facts.filing,
        licence=facts.licence,
        committed=facts.committed,
        classified=facts.classified,
    )


def running(hand: InHand) -> tuple[Running, ...]:
    """Every clock of the case as of today, done ones too; empty for a case no flow covers."""
    return clocks.clocks(clock_case(hand), hand.desk.today) if hand.mode else ()


def with_stop_ended(hand: InHand, until: date) -> CaseDates:
    """The days as they are once the stop that runs has ended ``until``."""
    return replace(dates_of(hand), pauses=pauses_of(hand.here.log, until=until), special_until=None)
