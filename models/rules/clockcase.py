"""What clocks are read from, and the two that hold for the whole: the statutory and the promised date."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from models.errors import Refusal
from models.rules import explain
from models.rules.calendar import ONE_DAY, CalendarGap, WorkCalendar
from models.rules.catalogue import Limit
from models.rules.counting import Due, due
from models.rules.dates import CaseDates
from models.rules.limits import Unknown, earliest, limit_due
from models.rules.settings import Settings
from models.rules.terms import Mode, Unit

WINDOW, REVIEW, CITY, APPLICANT, SUPERVISION = "本窗口", "审核岗", "市级", "申请人", "监管部门"
NOON = 12


@dataclass(frozen=True, slots=True)
class Case:
    """What the clocks are read from, besides the days."""

    mode: Mode
    dates: CaseDates
    calendar: WorkCalendar
    settings: Settings = field(default_factory=Settings)
    limits: tuple[Limit, ...] = ()  # of the decision, from ``limits_for``
    promised_days: int | None = None  # published by the organ; None = no shorter than the law's
    delivery_days: int | None = None  # the item's own, where its law is shorter
    renewal_days: int | None = None  # the item's own, where its law is longer
    filing: bool = False  # 备案类: art. 32 does not reach it
    licence: bool = True
    committed: bool = False
    tested: bool = False  # decided by inspection, test or quarantine against a technical standard (许可法第五十五条)
    classified: bool = False


Made = tuple[Due | Unknown, date | None, str]
"""A clock: its date, the day it was met, whose time it is."""


def statutory(case: Case) -> Due | Unknown:
    """The statutory date of the decision, special procedures taken out, an extension put in (42、45)."""
    known = anchors(case)
    pauses = case.dates.pauses
    if not case.limits:
        return Unknown("指南没有写办结时限，待核定")
    longer = [_extended(limit, case.dates.extension_days) for limit in case.limits]
    found = earliest([limit_due(limit, known, case.calendar, pauses) for limit in longer])
    if isinstance(found, Unknown) or not case.dates.extension_days:
        return found
    return replace(found, lines=(*found.lines, f"经批准延长{case.dates.extension_days}日（行政许可法第四十二条）"))


def promised(case: Case) -> Due | Unknown:
    """The promised date, never later than the statutory one; an extension does not move it (B.2)."""
    law = statutory(case)
    start = anchors(case).get("acceptance")
    if case.promised_days is None or start is None:
        return law
    pauses = case.dates.pauses
    said = attempt(lambda: due(start, case.promised_days or 0, Unit.WORKDAY, case.calendar, pauses, word="受理"))
    if isinstance(law, Due) and isinstance(said, Due):
        return min(said, law, key=lambda one: one.day)
    return said if isinstance(said, Due) else law


def attempt(count: Callable[[], Due]) -> Due | Unknown:
    """The date, or why there is none yet: a year without a table, a stopped clock."""
    try:
        return count()
    except CalendarGap as gap:
        return Unknown(gap.short)
    except Refusal as stopped:
        return Unknown(stopped.happened)


def anchors(case: Case) -> Mapping[str, date]:
    """The days a guide's limits may count from, as far as they have come."""
    dates = case.dates
    accepted = dates.city_accepted if case.mode is Mode.RECEIVE_ONLY else dates.accepted
    known = {
        "receipt": dates.received,
        "acceptance": accepted,
        "city_receipt": dates.city_received.date() if dates.city_received else None,
        "batch_end": dates.batch_end,
        "decision": dates.decided,
        "delivery": dates.delivered,
    }
    return {name: day for name, day in known.items() if day is not None}


def _extended(limit: Limit, days: int) -> Limit:
    return replace(limit, value=limit.value + days) if days and limit.value is not None else limit


def workdays_before(day: date, count: int, calendar: WorkCalendar) -> date:
    """The day from which ``count`` working days lie before ``day``, ``day`` itself not counted.

    Raises:
        CalendarGap: the count runs into a year without a table.
    """
    while count > 0:
        day -= ONE_DAY
        count -= calendar.is_workday(day)
    return day


def half_days(received: datetime, halves: int, calendar: WorkCalendar) -> Due:
    """The day that ends ``halves`` half working days after ``received``: 0 当场, 1 the half day that follows."""
    start = received.date()
    day = calendar.next_workday(start)
    first = 1 if day == start and received.hour >= NOON else 0  # the half day it arrived in: 0 morning, 1 afternoon
    for _ in range((first + max(halves, 0)) // 2):
        day = calendar.next_workday(day + timedelta(days=1))
    how = "当场盖章" if not halves else f"{halves}个半日内盖章"
    part = "上午" if received.hour < NOON else "下午"
    line = (
        f"市级{explain.month_day(start)}{part}接收，{how}，到{explain.month_day(day)}（晋城一(三)；半日为设定，待核定）"
    )
    return Due(day, (line,), how, to_confirm=bool(halves))
