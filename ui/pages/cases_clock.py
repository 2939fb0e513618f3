"""A case's main limit as cells: the working days each side has used, and those that are left."""

from __future__ import annotations

from datetime import date, timedelta

from models.rules.calendar import CalendarGap, WorkCalendar
from models.rules.terms import Act, CaseState, Light
from models.views import CaseView, DeadlineView
from ui.paint.clockcells import Clock, Span

_ORDER = ("承诺办结", "法定办结", "最迟一次告知")
_BEGINS = (Act.ACCEPT, Act.DEEM_ACCEPTED)


def main_deadline(view: CaseView) -> DeadlineView | None:
    """The limit the cells show while it runs: promised, else statutory, else the five days of the notice."""
    by_name = {clock.name: clock for clock in view.deadlines if clock.light is not Light.DONE}
    return next((by_name[name] for name in _ORDER if name in by_name), None)


def clock_of(view: CaseView, calendar: WorkCalendar, today: date) -> Clock:
    """The cells; a date that is not known, or a year without its table, says 未定 and why."""
    main = main_deadline(view)
    if main is None:
        return Clock((), unknown="还没有起算")
    if main.due is None:
        return Clock((), unknown=main.short)
    try:
        return Clock(_spans(view, calendar, today, main.due), f"{main.due:%m-%d}")
    except CalendarGap as gap:
        return Clock((), unknown=gap.short)


def _spans(view: CaseView, calendar: WorkCalendar, today: date, due: date) -> tuple[Span, ...]:
    start = _day_of(view, *_BEGINS) or view.row.received_at.date()
    handed = _handed_over(view)
    until = min(today, due)
    county_until = min(handed, until) if handed else until
    used = calendar.workdays_between(start, county_until)
    spans = []
    if used:
        spans.append(Span("county", used, _first(calendar, start)))
    if handed and (city := calendar.workdays_between(county_until, until)):
        spans.append(Span("city", city, _first(calendar, county_until)))
    left = calendar.workdays_between(until, due)
    if left:
        spans.append(Span("left", left))
    return tuple(spans)


def _first(calendar: WorkCalendar, after: date) -> str:
    """The first day that counts; the day itself does not."""
    return f"{calendar.next_workday(after + timedelta(days=1)):%m-%d}"


def _handed_over(view: CaseView) -> date | None:
    """The day the city took the papers, or gave its receipt for the letter."""
    if view.row.state not in (CaseState.FORWARDED, CaseState.CITY_RECEIVED):
        return None
    return _day_of(view, Act.CITY_RECEIVE) or _day_of(view, Act.FORWARD)


def _day_of(view: CaseView, *acts: Act) -> date | None:
    return next((row.at.date() for row in view.timeline if row.act in acts and row.counts), None)
