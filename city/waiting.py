"""How long a case has waited at the city, and whether that is too long: shape, word and colour, never one alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.engine import RowMapping

from models.errors import Refusal
from models.rules.calendar import CalendarGap, WorkCalendar
from models.rules.clockcase import NOON, half_days
from models.rules.counting import Due, due
from models.rules.deadlines import left, notice_due
from models.rules.numbers import is_spare, parse_case_number
from models.rules.settings import Settings
from models.rules.terms import CaseState, Mode, Outcome, Unit

CLOSING = time(18)
_SOON = 3  # working days


@dataclass(frozen=True, slots=True)
class Wait:
    """What stands in the clock's cell; ``tone`` is ample, near, today, late or unknown."""

    tone: str
    words: str
    note: str = ""


def half_day_end(received: datetime, calendar: WorkCalendar) -> datetime:
    """The end of the working half day something came in; what came after hours or on a day off counts from the next.

    Raises:
        CalendarGap: no holiday table for that year.
    """
    day = received.date()
    if calendar.is_workday(day) and received.time() < CLOSING:
        end = time(NOON) if received.hour < NOON else CLOSING
    else:
        day, end = calendar.next_workday(day + timedelta(days=calendar.is_workday(day))), time(NOON)
    return datetime.combine(day, end, received.tzinfo)


def on_sight(received: datetime, now: datetime, calendar: WorkCalendar) -> Wait:
    """见章盖章: the same half day (晋城一(三) 当场; the half day is a setting, 待核定)."""
    try:
        end = half_day_end(received, calendar)
        last = half_days(received, Settings().stamp_half_days, calendar).day
    except CalendarGap as gap:
        return Wait("unknown", "未定", gap.short)
    if now.date() > last:
        return Wait("late", "超期", f"应于{last.month}月{last.day}日前盖章")
    if now > end:
        return Wait("today", "已过本半日", f"{end:%m-%d %H:%M} 前应盖章")
    return Wait("near", "本半日", f"{end:%H:%M} 前盖章" if end.date() == now.date() else f"{end:%m-%d %H:%M} 前盖章")


def by_day(due: str, now: datetime, calendar: WorkCalendar) -> Wait:
    """A clock that counts working days, from the day the window worked out."""
    if not due:
        return Wait("unknown", "未定", "窗口没有报期限")
    day = date.fromisoformat(due)
    try:
        rest = left(now.date(), Due(day, (), ""), calendar)
    except CalendarGap:
        rest = (day - now.date()).days
    if now.date() > day:
        return Wait("late", f"超期 {-rest} 日", f"{day.month}月{day.day}日前")
    if now.date() == day:
        return Wait("today", "今日", "今日到期")
    return Wait("near" if rest <= _SOON else "ample", f"余 {rest} 日", f"{day.month}月{day.day}日前")


def to_accept(case_no: str, now: datetime, calendar: WorkCalendar) -> Wait:
    """委托收件、受审分离: five working days from the county's receipt (许可法第三十二条; the anchor is a setting)."""
    if is_spare(case_no):  # its number bears the day it was printed, not the day the papers came
        return Wait("unknown", "未定", "断电备用单补录，以收件凭证上的时间起算")
    try:
        day = notice_due(parse_case_number(case_no).day, calendar).day
    except Refusal as unknown:
        return Wait("unknown", "未定", unknown.happened)
    return replace(by_day(day.isoformat(), now, calendar), note=f"五日告知期到{day.month}月{day.day}日")


def after_decision(code: str, decided: datetime, now: datetime, calendar: WorkCalendar) -> Wait:
    """推送 and 双公示: working days from the decision (于都三6; 发改办财金〔2018〕424号; the numbers are settings).

    Args:
        code: of the queue, push or publish.
    """
    settings = Settings()
    days = (settings.push_days or 0) if code == "push" else settings.publicity_days
    try:
        day = due(decided.date(), days, Unit.WORKDAY, calendar).day
    except CalendarGap as gap:
        return Wait("unknown", "未定", gap.short)
    return by_day(day.isoformat(), now, calendar)


def clock(row: Mapping[str, Any] | RowMapping, came: datetime, now: datetime, calendar: WorkCalendar) -> Wait:
    """The clock of a case at the city by its row: on sight, to accept, or the day the window worked out."""
    if row["state"] == CaseState.CITY_RECEIVED:
        if row["mode"] == Mode.SUBSTANTIVE_CITY_STAMP and row["opinion"] != Outcome.DENY.value:
            return on_sight(came, now, calendar)
        if row["mode"] == Mode.RECEIVE_ONLY:
            return to_accept(row["case_no"], now, calendar)
    return by_day(row["due"], now, calendar)


def since(at: datetime, now: datetime) -> str:
    """自 11-20 10:48，2 小时."""
    hours = int((now - at).total_seconds() // 3600)
    if hours < 1:
        return f"{max(0, int((now - at).total_seconds() // 60))} 分钟"
    return f"{hours} 小时" if hours < 48 else f"{hours // 24} 天"
