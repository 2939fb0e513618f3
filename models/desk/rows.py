"""From what the store knows of a case to the line a list shows: light, days left, whose time it is."""

from __future__ import annotations

from datetime import date

from models.desk.context import Desk
from models.rules import deadlines, lifecycle
from models.rules.deadlines import CalendarGap
from models.rules.terms import CaseState, Light, Ruling
from models.store.rows import CaseData
from models.views import CaseRow

DONE = lifecycle.ENDS
AT_CITY = frozenset(
    {CaseState.FORWARDED, CaseState.CITY_RECEIVED, CaseState.CITY_ACCEPTED, CaseState.CITY_REVIEWING}
)
STOPPED = frozenset({CaseState.SPECIAL, CaseState.ABEYED})
UNDECIDED = "未定"


def row(desk: Desk, case: CaseData) -> CaseRow:
    """One line of a list."""
    due, name = running(case)
    left = days_left(desk, due)
    return CaseRow(
        case_id=case.case_id,
        case_no=case.case_no,
        item_name=case.item_name,
        applicant=case.applicant,
        mode=case.mode,
        ruling=case.ruling or Ruling.DELEGATED,
        state=case.state,
        next_step=case.next_step,
        next_note=case.next_note or name,
        due=due,
        light=light(case, due, left),
        left=left,
        whose=case.whose,
        received_at=case.received_at,
    )


def is_done(case: CaseData) -> bool:
    """At its end with nothing owed afterwards: a filed case may still have to be pushed or published."""
    return case.state in DONE and case.due is None


def running(case: CaseData) -> tuple[date | None, str]:
    """The clock that runs now; once the papers are with the city it is the decision's."""
    if is_done(case):
        return None, ""
    if case.state in AT_CITY:
        return case.promised_due or case.statutory_due, "办结"
    return case.due, case.due_name


def days_left(desk: Desk, due: date | None) -> int | None:
    """Working days left, negative when late; None without a date or without that year's table."""
    if due is None:
        return None
    try:
        return deadlines.left(desk.today, due, desk.calendar)
    except CalendarGap:
        return None


def light(case: CaseData, due: date | None, left: int | None) -> Light:
    """The light of a case; waiting for the applicant stops no clock (only 许可法第四十五条 does), there is none yet."""
    if is_done(case):
        return Light.DONE
    if case.state in STOPPED:
        return Light.PAUSED
    return deadlines.light(left) if due is not None else Light.UNKNOWN
