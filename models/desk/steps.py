"""What comes next after an act, as lists show it, and the clock that runs then."""

from __future__ import annotations

from typing import Any

from models.desk import running
from models.desk.payloads import next_step
from models.desk.situation import Situation
from models.rules import lifecycle
from models.rules.casefacts import CaseFacts
from models.rules.dates import CaseDates
from models.rules.settings import Settings
from models.rules.terms import CaseState, Mode


def onward(
    seen: Situation, mode: Mode | None, reached: CaseState, facts: CaseFacts, dates: CaseDates, settings: Settings
) -> dict[str, Any]:
    """Next step and running clock.

    Args:
        facts: the case's after the act.
        dates: the case's after the act.
    """
    duty = lifecycle.next_duty(mode, reached, facts, settings)
    step = next_step(duty.name, duty.note, duty.whose) if duty else next_step("已办结", "", "")
    if mode is None:
        return {"next": step, "due": None, "due_name": ""}
    return {"next": step, **running.due_of(duty, running.case_of(seen, mode, dates, facts, settings), seen)}
