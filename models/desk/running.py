"""Every clock of a case in hand, by the rules: what is left, why this date, whose time it is."""

from __future__ import annotations

from typing import Any

from models.desk.clocks import DateNote
from models.desk.payloads import running as as_payload
from models.desk.situation import Situation
from models.rules import clocks as rules
from models.rules import deadlines
from models.rules.casefacts import CaseFacts
from models.rules.clocks import Case, Running
from models.rules.dates import CaseDates
from models.rules.duty import Duty
from models.rules.settings import Settings
from models.rules.terms import Clock, Mode

# the words lists and pages have used for these since a case was received
NAMES = {
    Clock.NOTICE: "最迟一次告知",
    Clock.COUNTY: "转出到市级",
    Clock.CITY: "市级办理",
    Clock.PROMISED: "承诺办结",
    Clock.STATUTORY: "法定办结",
    Clock.DELIVERY: "送达证件",
}
_LIST = {Clock.COUNTY: "转出到市级", Clock.STATUTORY: "办结", Clock.PROMISED: "办结", Clock.CITY: "办结"}


def case_of(seen: Situation, mode: Mode, dates: CaseDates, facts: CaseFacts, settings: Settings) -> Case:
    """What the clocks of this case are read from."""
    promised = seen.desk.pack.policy.settings.get(f"promised_days/{seen.item.key}", "")
    delivery = deadlines.limits_for(seen.guide, "delivery", seen.form.handling_item)
    days = delivery[0].value if delivery and delivery[0].unit == "工作日" else None
    return Case(
        mode=mode,
        dates=dates,
        calendar=seen.desk.calendar,
        settings=settings,
        limits=tuple(deadlines.limits_for(seen.guide, "decision", seen.form.handling_item)),
        promised_days=int(promised) if promised.isdecimal() else None,
        delivery_days=days,
        filing=facts.filing,
        licence=facts.licence,
        committed=facts.committed,
        classified=facts.classified,
    )


def all_of(case: Case, seen: Situation) -> tuple[Running, ...]:
    """Side by side, as of today."""
    return rules.clocks(case, seen.now.date())


def name(clock: Clock) -> str:
    """The clock as staff call it."""
    return NAMES.get(clock, clock.value)


def due_of(duty: Duty | None, case: Case, seen: Situation) -> dict[str, Any]:
    """The clock a list counts down to: that of the duty; for the decision the promise, where it is sooner."""
    if duty is None or duty.clock is None:
        return {"due": None, "due_name": ""}
    wanted = Clock.PROMISED if duty.clock in (Clock.STATUTORY, Clock.CITY) else duty.clock
    found = next((one for one in all_of(case, seen) if one.clock is wanted), None)
    if found is None:
        return {"due": None, "due_name": ""}
    return as_payload(_LIST.get(duty.clock, name(duty.clock)), DateNote(found.due, found.note))
