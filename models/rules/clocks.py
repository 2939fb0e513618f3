"""Every clock of a case side by side: what is left, why this date, whose time it is, which light."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from models.rules import aftertimes
from models.rules.calendar import CalendarGap
from models.rules.clockcase import (
    APPLICANT,
    CITY,
    REVIEW,
    SUPERVISION,
    WINDOW,
    Case,
    Made,
    attempt,
    half_days,
    promised,
    statutory,
    workdays_before,
)
from models.rules.counting import Due, due
from models.rules.deadlines import left, light, notice_due
from models.rules.limits import Unknown
from models.rules.terms import Clock, Light, Mode, Unit
from models.rules.ways import CITY_REVIEWS, FORWARDING

__all__ = [
    "APPLICANT",
    "CITY",
    "REVIEW",
    "SUPERVISION",
    "WINDOW",
    "Case",
    "Running",
    "clocks",
    "late_because",
    "promised",
    "statutory",
]

STOPPED_BY = "停表"


@dataclass(frozen=True, slots=True)
class Running:
    """One clock as of today; ``due`` None is 未定 and ``note`` says why."""

    clock: Clock
    due: date | None
    left: int | None  # working days; negative when late
    light: Light
    whose: str
    note: str
    lines: tuple[str, ...] = ()
    done: date | None = None
    late: bool = False  # was, or is, past its day
    to_confirm: bool = False


def clocks(case: Case, today: date) -> tuple[Running, ...]:
    """Every clock that applies, done ones too, in the order a case meets them."""
    found = ((clock, read(case)) for clock, read in _READ.items())
    return tuple(_running(case, clock, *made, today) for clock, made in found if made is not None)


def late_because(case: Case, today: date) -> str:
    """Whose part ran over, when the whole is late: 本窗口, 市级, or "" when nothing is late."""
    late = [one.whose for one in clocks(case, today) if one.late and one.clock in (Clock.COUNTY, Clock.CITY)]
    if late:
        return late[0]
    whole = next(one for one in clocks(case, today) if one.clock is Clock.STATUTORY)
    return whole.whose if whole.late else ""


def _running(case: Case, clock: Clock, when: Due | Unknown, done: date | None, whose: str, today: date) -> Running:
    stopped = _stops(clock) and case.dates.stopped is not None and done is None
    if isinstance(when, Unknown):
        shown = Light.DONE if done else Light.PAUSED if stopped else Light.UNKNOWN
        return Running(clock, None, None, shown, STOPPED_BY if stopped else whose, when.reason, done=done)
    try:
        rest = left(done or today, when, case.calendar)
    except CalendarGap:
        rest = None
    late = (done or today) > when.day
    shown = light(rest, done=done is not None and not late)
    return Running(
        clock, when.day, rest, shown, whose, when.short, when.lines, done, late=late, to_confirm=when.to_confirm
    )


def _stops(clock: Clock) -> bool:
    return clock in (Clock.STATUTORY, Clock.PROMISED, Clock.CITY, Clock.COUNTY)


def _notice(case: Case) -> Made | None:
    """Five working days; under 受审分离 counted from the county's receipt unless the city says otherwise."""
    if case.filing:
        return None
    dates, start = case.dates, case.dates.received
    by_city = case.mode is Mode.RECEIVE_ONLY
    if by_city and case.settings.receive_only_anchor == "city_receipt":
        if dates.city_received is None:
            return Unknown("自市级收到之日起算，市级还没有收到"), None, CITY
        start = dates.city_received.date()
    met = min((day for day in (dates.told, dates.accepted, dates.city_accepted) if day), default=None)
    found = attempt(lambda: notice_due(start, case.calendar))
    if by_city and isinstance(found, Due):
        found = replace(found, to_confirm=True)
    return found, met, CITY if by_city and dates.forwarded else WINDOW


def _supplement(case: Case) -> Made | None:
    dates = case.dates
    if dates.told is None:
        return None
    met = dates.accepted or dates.city_accepted
    if dates.bring_until is None:
        return Unknown("法律没有规定补正期限"), met, APPLICANT
    lines = (f"补正告知书写明{dates.bring_until.month}月{dates.bring_until.day}日前补齐",)
    return Due(dates.bring_until, lines, "告知书写明的补正期限", to_confirm=True), met, APPLICANT


def _county(case: Case) -> Made | None:
    """The county's part of a forwarded case; a setting, no document divides it. A stop after it has gone is no part."""
    if case.mode not in FORWARDING:
        return None
    dates = case.dates
    start = dates.received if case.mode is Mode.RECEIVE_ONLY else dates.accepted
    if start is None:
        return Unknown("自受理之日起算，还没有受理"), None, WINDOW
    word, days = "收件" if case.mode is Mode.RECEIVE_ONLY else "受理", case.settings.county_days
    if case.mode is Mode.SUBSTANTIVE_CITY_STAMP:
        return _county_reviews(case), dates.forwarded, REVIEW
    own = tuple(stop for stop in dates.pauses if dates.forwarded is None or stop.told <= dates.forwarded)
    found = attempt(lambda: due(start, days, Unit.WORKDAY, case.calendar, own, word=word))
    return (replace(found, to_confirm=True) if isinstance(found, Due) else found), dates.forwarded, WINDOW


def _county_reviews(case: Case) -> Due | Unknown:
    """The county reviews in full, the city only stamps: the county has the promised limit less the city's day."""
    found = promised(case)
    if isinstance(found, Unknown):
        return found
    day = workdays_before(found.day, 1, case.calendar)
    day = max(day, case.dates.accepted or day)
    lines = (*found.lines, "留一个工作日给市级见章盖章（县市分段待核定）")
    return replace(found, day=day, warn=None, lines=lines, to_confirm=True)


def _city(case: Case) -> Made | None:
    if case.mode not in FORWARDING:
        return None
    dates = case.dates
    if dates.forwarded is None:
        return Unknown("自转报之日起算，还没有转报"), None, CITY
    if case.mode is Mode.SUBSTANTIVE_CITY_STAMP:
        if dates.city_received is None:
            return Unknown("自市级接收时起算，市级还没有接收"), dates.city_done, CITY
        received, halves = dates.city_received, case.settings.stamp_half_days
        return attempt(lambda: half_days(received, halves, case.calendar)), dates.city_done, CITY
    days, start = case.settings.city_days, dates.forwarded
    if days is None:
        return statutory(case), dates.city_done, CITY  # 转报在途时间照算, so it has what is left of the whole
    found = attempt(lambda: due(start, days, Unit.WORKDAY, case.calendar, dates.pauses, word="转报"))
    return (replace(found, to_confirm=True) if isinstance(found, Due) else found), dates.city_done, CITY


def _holder(case: Case) -> str:
    """In whose hands the case is now."""
    dates = case.dates
    if case.mode is Mode.WINDOW_FORWARD_CITY_STAFF or (case.mode in FORWARDING and dates.forwarded):
        return CITY
    return WINDOW if dates.accepted is None or case.mode in CITY_REVIEWS else REVIEW


def _special(case: Case) -> Made | None:
    if not case.dates.pauses:
        return None
    last = case.dates.pauses[-1]
    whose = CITY if case.mode in CITY_REVIEWS else REVIEW
    until = case.dates.special_until
    if until is None:
        return Unknown(f"{last.kind}所需时间没有写明"), last.ended, whose
    return (
        Due(until, (f"特别程序告知书写明{last.kind}到{until.month}月{until.day}日",), "告知书写明的所需时间"),
        last.ended,
        whose,
    )


def _tolerated(case: Case) -> Made | None:
    """What was tolerated comes in by its own date, never later than the promised one."""
    start, days = case.dates.tolerated, case.settings.tolerated_days
    if start is None:
        return None
    whole = promised(case)
    own = attempt(lambda: due(start, days, Unit.WORKDAY, case.calendar, word="容缺受理")) if days is not None else whole
    if isinstance(own, Due) and isinstance(whole, Due):
        own = min(own, whole, key=lambda one: one.day)
    lines = ("补齐期限不超过承诺时限",)
    return (replace(own, lines=own.lines + lines) if isinstance(own, Due) else own), case.dates.material_in, APPLICANT


def _statutory(case: Case) -> Made:
    return statutory(case), case.dates.decided, _holder(case)


def _promised(case: Case) -> Made:
    return promised(case), case.dates.decided, _holder(case)


_READ: Mapping[Clock, Callable[[Case], Made | None]] = {
    Clock.NOTICE: _notice,
    Clock.SUPPLEMENT: _supplement,
    Clock.COUNTY: _county,
    Clock.CITY: _city,
    Clock.TOLERATED: _tolerated,
    Clock.SPECIAL: _special,
    Clock.PROMISED: _promised,
    Clock.STATUTORY: _statutory,
    **aftertimes.READ,
}
