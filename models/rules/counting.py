"""How a period runs: first day not counted, working days by the table, months by date, lawful stops."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.errors import Refusal
from models.rules import explain
from models.rules.calendar import ONE_DAY, WorkCalendar, days_after
from models.rules.terms import Unit

# 许可法第四十五条, no others
PAUSE_KINDS = ("听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审")


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a limit, and why.

    ``warn`` is the day to warn by when it is earlier than ``day``: the working day before a month's end
    was rolled on, or the calendar reading of a limit printed 日. Lateness is always judged by ``day``.
    """

    day: date
    lines: tuple[str, ...]
    short: str
    warn: date | None = None
    to_confirm: bool = False

    @property
    def warn_day(self) -> date:
        """The day the lights count down to."""
        return self.warn or self.day


@dataclass(frozen=True, slots=True)
class Pause:
    """A stop of the clock (许可法第四十五条), from ``make_pause``: ``told`` to ``ended`` do not count."""

    kind: str
    told: date  # the day the applicant was told in writing
    ended: date | None = None  # the day of the result; None = still stopped

    def covers(self, day: date) -> bool:
        """Whether ``day`` falls in the stop; the working day after the result counts again."""
        return self.told <= day and (self.ended is None or day <= self.ended)


def make_pause(kind: str, told: date | None, ended: date | None = None, *, special: Sequence[str] = ()) -> Pause:
    """A lawful pause (许可法第四十五条).

    Args:
        kind: one of ``PAUSE_KINDS``, or one the item's own law excludes.
        told: the day of the written notice of the time needed; None = not told.
        ended: the day of the result; None = not yet.
        special: what the guide names as excluded by its own law, e.g. 整改时间.

    Raises:
        Refusal: codes ``pause_kind``, ``pause_not_told``, ``pause_backwards``.
    """
    if kind not in (*PAUSE_KINDS, *special):
        lawful = f"只有{'、'.join(PAUSE_KINDS)}所需时间不计入（行政许可法第四十五条）"
        raise Refusal(f"“{kind}”不能停表", "时限照常计算", lawful, code="pause_kind")
    if told is None:
        raise Refusal(f"{kind}还没有书面告知申请人", "时限照常计算", "请先出具特别程序告知书", code="pause_not_told")
    if ended is not None and ended < told:
        raise Refusal(f"{kind}的结果日早于告知日", "时限照常计算", "请核对两个日期", code="pause_backwards")
    return Pause(kind, told, ended)


def due(
    anchor: date,
    amount: int,
    unit: Unit,
    calendar: WorkCalendar,
    pauses: Sequence[Pause] = (),
    *,
    word: str = "起算",
) -> Due:
    """The last day of ``amount`` ``unit`` from ``anchor``, which is not counted itself (民法典第二百零一条).

    ``word`` says in the lines what happened on the anchor day: 收件, 受理 …

    Raises:
        CalendarGap: the count runs into a year without a table.
        Refusal: code ``clock_stopped`` while a pause has no end.
    """
    if running := next((p for p in pauses if p.ended is None), None):
        happened = f"{running.kind}还没有结果，停表中，到期日未定"
        raise Refusal(happened, "已用的工作日保留", "结果出来后录入结果日", code="clock_stopped")
    if amount <= 0:
        return on_the_spot(anchor)
    if unit is Unit.WORKDAY:
        return _workdays(anchor, amount, calendar, pauses, word)
    return _calendar_period(anchor, amount, unit, calendar, pauses, word)


def on_the_spot(day: date) -> Due:
    """即时: the day itself."""
    return Due(day, ("当场办结",), "当场办结")


def _workdays(anchor: date, amount: int, calendar: WorkCalendar, pauses: Sequence[Pause], word: str) -> Due:
    day = _nth_workday(anchor, amount, calendar, pauses)
    lines = explain.counted_lines(anchor, day, amount, word, calendar)
    lines += _pause_lines(pauses, anchor, day, calendar) + _year_end_line(day, calendar)
    return Due(day, lines, explain.short_line(anchor, day, word, calendar))


def _nth_workday(anchor: date, amount: int, calendar: WorkCalendar, pauses: Sequence[Pause]) -> date:
    counted = 0
    for day in days_after(anchor):
        counted += counts(day, calendar, pauses)
        if counted == amount:
            return day
    raise AssertionError("days do not end")


def counts(day: date, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> bool:
    """Whether ``day`` is a working day on which the clock runs."""
    return calendar.is_workday(day) and not any(p.covers(day) for p in pauses)


def _pause_lines(pauses: Sequence[Pause], after: date, until: date, calendar: WorkCalendar) -> tuple[str, ...]:
    lines: list[str] = []
    for p in pauses:
        if p.ended is None or p.ended <= after or p.told > until:
            continue
        days = calendar.workdays_between(max(p.told - ONE_DAY, after), p.ended)
        stopped = explain.span(p.told, p.ended)
        lines.append(f"{p.kind} {stopped}停表，扣 {days} 个工作日（许可法第四十五条）")
    return tuple(lines)


def _year_end_line(day: date, calendar: WorkCalendar) -> tuple[str, ...]:
    """New Year's paper may still move the last days of December, as the papers for 2019 and 2023 did."""
    if day < date(day.year, 12, 29) or calendar.has_year(day.year + 1):
        return ()
    return (f"{day.year + 1}年放假表未到，元旦调休可能改变12月末的上班日",)


def _calendar_period(
    anchor: date, amount: int, unit: Unit, calendar: WorkCalendar, pauses: Sequence[Pause], word: str
) -> Due:
    """Months and years by the same day, else the month's last (民法典第二百零二条); days as they come."""
    end = _end_of(anchor, amount, unit) + timedelta(days=_stopped_days(anchor, pauses))
    last = calendar.next_workday(end)
    full = f"{_amount(amount, unit)}届满为{end.year}年{explain.month_day(end)}"
    lines = [f"{word}当日（{explain.month_day(anchor)}）不计，{full}"]
    lines += [f"{p.kind} {explain.span(p.told, p.ended)}停表" for p in pauses if p.ended and p.ended > anchor]
    if last == end:
        return Due(end, tuple(lines), f"{word}当日不计，{_amount(amount, unit)}届满")
    warn = calendar.workday_before(end, anchor)
    lines.append(f"届满日休息，顺延到{explain.month_day(last)}（民法典第二百零三条），按{explain.month_day(warn)}预警")
    return Due(last, tuple(lines), f"{word}当日不计，届满日休息，顺延到{explain.month_day(last)}", warn)


def _stopped_days(anchor: date, pauses: Sequence[Pause]) -> int:
    stopped: set[date] = set()
    for p in pauses:
        first = max(p.told, anchor + ONE_DAY)
        span = ((p.ended or first) - first).days + 1
        stopped.update(first + timedelta(days=n) for n in range(span))
    return len(stopped)


def _end_of(anchor: date, amount: int, unit: Unit) -> date:
    if unit is Unit.DAY:
        return anchor + timedelta(days=amount)
    return add_months(anchor, amount * 12 if unit is Unit.YEAR else amount)


def add_months(start: date, months: int) -> date:
    """The same day ``months`` later, or that month's last day (民法典第二百零二条第二款)."""
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month0 + 1, min(start.day, monthrange(year, month0 + 1)[1]))


def _amount(amount: int, unit: Unit) -> str:
    return {Unit.MONTH: f"{amount}个月", Unit.YEAR: f"{amount}年"}.get(unit, f"{amount}日")
