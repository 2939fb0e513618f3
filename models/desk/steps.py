"""What comes next after an act, as lists show it, and the clock that runs then."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.desk.clocks import DateNote
from models.desk.payloads import next_step, running
from models.desk.situation import Situation
from models.rules import deadlines, lifecycle
from models.rules.casefacts import CaseFacts
from models.rules.deadlines import CalendarGap
from models.rules.settings import Settings
from models.rules.terms import CaseState, Mode, Unit

_S = CaseState
_DECIDED = frozenset({_S.DECIDED_APPROVE, _S.DECIDED_DENY})
_OVER = frozenset({_S.DELIVERED, *lifecycle.ENDS})
DELIVERY_DAYS = 10  # 许可法第四十四条


def onward(
    seen: Situation, mode: Mode | None, reached: CaseState, facts: CaseFacts, settings: Settings
) -> dict[str, Any]:
    """Next step and running clock; what a clock of before still runs is left as it is.

    Args:
        facts: the case's after the act.
    """
    duty = lifecycle.next_duty(mode, reached, facts, settings)
    step = next_step(duty.name, duty.note, duty.whose) if duty else next_step("已办结", "", "")
    return {"next": step, **_clock(seen, reached)}


def _clock(seen: Situation, reached: CaseState) -> dict[str, Any]:
    if reached in _OVER:
        return {"due": None, "due_name": ""}
    if reached in _DECIDED:
        return running("送达", delivery(seen, seen.now.date()))
    return {}


def delivery(seen: Situation, decided: date) -> DateNote:
    """Ten working days from the decision, sooner where the guide says so (许可法第四十四条)."""
    limits = deadlines.limits_for(seen.guide, "delivery", seen.form.handling_item)
    limit = limits[0] if limits else None
    days = limit.value if limit and limit.value is not None and limit.unit == "工作日" else DELIVERY_DAYS
    try:
        found = deadlines.due(decided, days, Unit.WORKDAY, seen.desk.calendar, word="决定")
    except CalendarGap as gap:
        return DateNote(None, gap.short)
    return DateNote(found.day, found.short, found.lines)
