"""Why a date is that date, in the words a clerk would use to the applicant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from models.rules.calendar import ONE_DAY, Holiday, WorkCalendar

_WEEK = "一二三四五六日"
_LISTED_WEEKENDS = 2  # days named one by one; more are counted


def month_day(day: date) -> str:
    """10月8日."""
    return f"{day.month}月{day.day}日"


def weekday(day: date) -> str:
    """周六."""
    return "周" + _WEEK[day.weekday()]


def span(first: date, last: date) -> str:
    """10月1日—7日, or 9月29日—10月6日."""
    if first == last:
        return month_day(first)
    end = f"{last.day}日" if first.month == last.month else month_day(last)
    return f"{month_day(first)}—{end}"


def counted_lines(start: date, last: date, count: int, word: str, calendar: WorkCalendar) -> tuple[str, ...]:
    """Lines for ``count`` working days after ``start`` that end on ``last``; ``word`` names the first day."""
    first = calendar.next_workday(start + ONE_DAY)
    run = f"自{month_day(first)}起数{count}个工作日，到{month_day(last)}"
    head = f"{word}当日（{month_day(start)}）不计，{run}"
    return (head, *holiday_lines(start, last, calendar), *_weekend_line(start, last, calendar))


def holiday_lines(after: date, until: date, calendar: WorkCalendar) -> tuple[str, ...]:
    """One line per holiday in the span with the days worked for it, then those worked for other holidays."""
    worked = _makeups(after, until, calendar)
    lines: list[str] = []
    for holiday in calendar.holidays_between(after, until):
        own = [d for d in worked if calendar.name_of(d) == holiday.name]
        worked = [d for d in worked if d not in own]
        lines.append(_holiday_line(holiday, own))
    lines += [f"{month_day(d)}（{weekday(d)}）{calendar.name_of(d)}调休上班，计入" for d in worked]
    return tuple(lines)


def short_line(start: date, last: date, word: str, calendar: WorkCalendar) -> str:
    """The one line beside a date: 收件当日不计，扣 21、22 日周末."""
    parts = [f"{word}当日不计"]
    parts += [f"扣 {span(h.first, h.last)}{h.name or '假期'}" for h in calendar.holidays_between(start, last)]
    if weekends := _weekends(start, last, calendar):
        parts.append(_weekend_words(weekends, start))
    if worked := _makeups(start, last, calendar):
        parts.append(f"{'、'.join(month_day(d) for d in worked)}调休上班")
    return "，".join(parts)


def _holiday_line(holiday: Holiday, worked: Sequence[date]) -> str:
    swap = f"，{'、'.join(month_day(d) for d in worked)}调休上班" if worked else ""
    return f"{span(holiday.first, holiday.last)}{holiday.name}放假{swap}"


def _weekend_line(after: date, until: date, calendar: WorkCalendar) -> tuple[str, ...]:
    weekends = _weekends(after, until, calendar)
    return (_weekend_words(weekends, after),) if weekends else ()


def _weekend_words(weekends: Sequence[date], start: date) -> str:
    if len(weekends) > _LISTED_WEEKENDS:
        return f"扣周末 {len(weekends)} 天"
    if any(d.month != start.month for d in weekends):
        return f"扣 {'、'.join(month_day(d) for d in weekends)}周末"
    return f"扣 {'、'.join(str(d.day) for d in weekends)} 日周末"


def _weekends(after: date, until: date, calendar: WorkCalendar) -> list[date]:
    return [d for d in _days(after, until) if not calendar.is_workday(d) and not calendar.is_holiday(d)]


def _makeups(after: date, until: date, calendar: WorkCalendar) -> list[date]:
    return [d for d in _days(after, until) if calendar.is_makeup(d)]


def _days(after: date, until: date) -> list[date]:
    return [after + timedelta(days=n) for n in range(1, (until - after).days + 1)]
