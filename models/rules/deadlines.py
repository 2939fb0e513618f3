"""Clocks: anchor, amount, unit, calendar and pauses in; the last day and the lines that explain it out."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from models.errors import Refusal
from models.rules import explain
from models.rules.calendar import ONE_DAY, CalendarGap, WorkCalendar, Year, days_after
from models.rules.catalogue import Guide, Limit
from models.rules.terms import Light, PowerType, Unit

__all__ = ["CalendarGap", "Due", "Pause", "Unknown", "WorkCalendar", "Year", "clock_ok", "due", "earliest", "left"]

NOTICE_DAYS = 5  # 许可法第三十二条第一款第四项
DECISION_DAYS = 20  # 许可法第四十二条第一款
NEAR_DAYS = 3
CLOCK_SLACK = timedelta(minutes=2)  # a time server may set a clock back a little

PAUSE_KINDS = ("听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审")  # 许可法第四十五条, no others

_ANCHORS = {
    "receipt": ("收件", "材料还没有收"),
    "acceptance": ("受理", "还没有受理"),
    "city_receipt": ("市级收到", "自市级收到之日起算，市级还没有收到"),
    "batch_end": ("本批截止", "自本批次受理期截止之日起算，截止日还没有录入"),
    "decision": ("决定", "自作出决定之日起算，还没有决定"),
    "delivery": ("送达", "自收到结论之日起算，还没有送达"),
    "task": ("接到任务", "自接到任务之日起算，还没有接到"),
    "registration": ("登记", "自登记办理完毕之日起算，还没有登记"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a limit, and why.

    ``warn`` is the day to warn by when it is earlier than ``day``: the working day before a month's end was
    rolled on, or the calendar reading of a limit printed 日. Lateness is always judged by ``day``.
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
class Unknown:
    """A date that cannot be known yet: the screen says 未定 and this reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Pause:
    """A stop of the clock under 许可法第四十五条, made by ``make_pause``; days from ``told`` to ``ended`` do not count."""

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
        special: what the guide names as excluded by its own law, e.g. 整改时间.

    Raises:
        Refusal: codes ``pause_kind``, ``pause_not_told``, ``pause_backwards``.
    """
    if kind not in (*PAUSE_KINDS, *special):
        raise Refusal(
            f"“{kind}”不能停表",
            "时限照常计算",
            f"只有{'、'.join(PAUSE_KINDS)}所需时间不计入（行政许可法第四十五条）",
            code="pause_kind",
        )
    if told is None:
        raise Refusal(f"{kind}还没有书面告知申请人", "时限照常计算", "请先出具特别程序告知书", code="pause_not_told")
    if ended is not None and ended < told:
        raise Refusal(f"{kind}的结果日早于告知日", "时限照常计算", "请核对两个日期", code="pause_backwards")
    return Pause(kind, told, ended)


def due(
    anchor: date, amount: int, unit: Unit, calendar: WorkCalendar, pauses: Sequence[Pause] = (), *, word: str = "起算"
) -> Due:
    """The last day of ``amount`` ``unit`` from ``anchor``, which itself is not counted (民法典第二百零一条).

    Args:
        word: what happened on the anchor day, for the lines (收件, 受理 …).

    Raises:
        CalendarGap: the count runs into a year without a table.
        Refusal: code ``clock_stopped`` while a pause has no end.
    """
    if open_pause := next((p for p in pauses if p.ended is None), None):
        raise Refusal(
            f"{open_pause.kind}还没有结果，停表中，到期日未定", "已用的工作日保留", "结果出来后录入结果日", code="clock_stopped"
        )
    if amount <= 0:
        return Due(anchor, ("当场办结",), "当场办结")
    if unit is Unit.WORKDAY:
        return _workdays(anchor, amount, calendar, pauses, word)
    return _calendar_period(anchor, amount, unit, calendar, pauses, word)


def _workdays(anchor: date, amount: int, calendar: WorkCalendar, pauses: Sequence[Pause], word: str) -> Due:
    counted = 0
    for day in days_after(anchor):
        counted += calendar.is_workday(day) and not _paused(day, pauses)
        if counted == amount:
            break
    lines = explain.counted_lines(anchor, day, amount, word, calendar) + _pause_lines(pauses, anchor, day, calendar)
    return Due(day, lines + _year_end_line(day, calendar), explain.short_line(anchor, day, word, calendar))


def _paused(day: date, pauses: Sequence[Pause]) -> bool:
    return any(p.covers(day) for p in pauses)


def _pause_lines(pauses: Sequence[Pause], after: date, until: date, calendar: WorkCalendar) -> tuple[str, ...]:
    lines: list[str] = []
    for p in pauses:
        if p.ended is None or p.ended <= after or p.told > until:
            continue
        days = calendar.workdays_between(max(p.told - ONE_DAY, after), p.ended)
        lines.append(f"{p.kind} {explain.span(p.told, p.ended)}停表，扣 {days} 个工作日（许可法第四十五条）")
    return tuple(lines)


def _year_end_line(day: date, calendar: WorkCalendar) -> tuple[str, ...]:
    """New Year's paper may still move the last days of December (as the papers for 2019 and 2023 did)."""
    risky = day >= date(day.year, 12, 29) and not calendar.has_year(day.year + 1)
    return (f"{day.year + 1}年放假表未到，元旦调休可能改变12月末的上班日",) if risky else ()


def _calendar_period(
    anchor: date, amount: int, unit: Unit, calendar: WorkCalendar, pauses: Sequence[Pause], word: str
) -> Due:
    """Months and years by the same day, else the month's last (民法典第二百零二条); days as they come."""
    stopped = timedelta(days=len({d for p in pauses for d in _pause_days(p, anchor)}))
    end = _end_of(anchor, amount, unit) + stopped
    last = calendar.next_workday(end)
    lines = [f"{word}当日（{explain.month_day(anchor)}）不计，{_amount(amount, unit)}届满为{end.year}年{explain.month_day(end)}"]
    lines += [f"{p.kind} {explain.span(p.told, p.ended)}停表" for p in pauses if p.ended and p.ended > anchor]
    if last == end:
        return Due(end, tuple(lines), lines[0])
    warn = calendar.workday_before(end)
    lines.append(f"届满日放假或周末，顺延到{explain.month_day(last)}（民法典第二百零三条），按{explain.month_day(warn)}预警")
    return Due(last, tuple(lines), f"{word}当日不计，遇休息日顺延", warn)


def _pause_days(pause: Pause, anchor: date) -> list[date]:
    first = max(pause.told, anchor + ONE_DAY)
    last = pause.ended or first
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


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


def notice_due(received: date, calendar: WorkCalendar) -> Due:
    """The last day to say everything that is missing: five working days (许可法第三十二条第一款第四项)."""
    return due(received, NOTICE_DAYS, Unit.WORKDAY, calendar, word="收件")


def deemed_from(received: date) -> date:
    """From when a case counts as accepted if nothing was said in time: the day the papers came, not the fifth."""
    return received


def deemed_accepted(received: date, told: date | None, today: date, calendar: WorkCalendar) -> date | None:
    """The day of acceptance by silence (许可法第三十二条第一款第四项), or None while told in time or not yet late."""
    last = notice_due(received, calendar).day
    late = today > last if told is None else told > last
    return deemed_from(received) if late else None


def limit_due(limit: Limit, anchors: Mapping[str, date], calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Due | Unknown:
    """The date of one limit of a guide, or why there is none yet. An unimported year gives 未定, never a guess."""
    word, waiting = _ANCHORS.get(limit.anchor, ("起算", "起算日未定"))
    if limit.value is None:
        return Unknown(limit.note or "指南没有查到时限，待核定")
    if limit.anchor not in anchors:
        return Unknown(waiting)
    try:
        found = _printed(limit, limit.value, anchors[limit.anchor], calendar, pauses, word)
    except CalendarGap as gap:
        return Unknown(gap.short)
    except Refusal as stopped:
        return Unknown(stopped.happened)
    return replace(found, to_confirm=True) if limit.to_confirm else found


def _printed(
    limit: Limit, value: int, anchor: date, calendar: WorkCalendar, pauses: Sequence[Pause], word: str
) -> Due:
    if limit.unit == "即时":
        return Due(anchor, ("当场办结",), "当场办结")
    if limit.unit == "日" and limit.day_rule == "workday":
        return due(anchor, value, Unit.WORKDAY, calendar, pauses, word=word)
    if limit.unit == "日" and limit.day_rule != "calendar":
        return _either_way(anchor, value, calendar, pauses, word)
    return due(anchor, value, Unit(limit.unit), calendar, pauses, word=word)


def _either_way(anchor: date, value: int, calendar: WorkCalendar, pauses: Sequence[Pause], word: str) -> Due:
    """A limit printed 日 whose reading is open: warn by calendar days, judge late by working days (许可法第八十二条)."""
    early = due(anchor, value, Unit.DAY, calendar, pauses, word=word)
    late = due(anchor, value, Unit.WORKDAY, calendar, pauses, word=word)
    line = f"条文写“{value}日”，按日历日{explain.month_day(early.warn_day)}预警，按工作日{explain.month_day(late.day)}判超期，待核定"
    return Due(late.day, (line, *late.lines), f"按日历日预警，按工作日判超期（{late.short}）", early.warn_day, to_confirm=True)


def limits_for(guide: Guide, kind: str, handling_item: str = "") -> tuple[Limit, ...]:
    """Limits of one kind that may hold for this handling item; several stand side by side, warn by the earliest.

    A licence whose guide prints no decision limit has 20 working days from acceptance (许可法第四十二条第一款).
    """
    own = [x for x in guide.limits if x.kind == kind or (kind == "decision" and x.kind == "change")]
    own = [x for x in own if x.kind != "change" or "变更" in handling_item]
    exact = [x for x in own if handling_item and _names(x, handling_item)]
    special = [x for x in own if x.kind == "change" and "其他" in x.applies_to]
    general = [x for x in own if x.kind == kind]
    found = exact or special or [x for x in own if x.kind == "change"] or general
    if not found and kind == "decision" and PowerType.ADMIN_LICENSE in guide.power_types:
        return (STATUTORY_DECISION,)
    return tuple(found)


def _names(limit: Limit, handling_item: str) -> bool:
    return limit.applies_to == handling_item or handling_item in limit.note or handling_item in limit.applies_to


STATUTORY_DECISION = Limit(
    "decision", "全部", DECISION_DAYS, "工作日", "", "acceptance", "行政许可法第四十二条第一款", to_confirm=True
)


def earliest(dues: Sequence[Due | Unknown]) -> Due | Unknown:
    """The one to warn by where several limits could hold."""
    known = [d for d in dues if isinstance(d, Due)]
    if known:
        return min(known, key=lambda d: (d.warn_day, d.day))
    return dues[0] if dues else Unknown("指南没有写时限，待核定")


def left(today: date, when: Due | date, calendar: WorkCalendar) -> int:
    """Working days left: 0 on the last day, negative when late.

    Between the warning day and the last day the answer stays 0, so that the light says 今日 and never 超期 too early.
    """
    last = when.day if isinstance(when, Due) else when
    warn = when.warn_day if isinstance(when, Due) else when
    if today > last:
        return -max(1, calendar.workdays_between(last, today))
    return calendar.workdays_between(today, warn) if today < warn else 0


def light(days_left: int | None, *, paused: bool = False, done: bool = False) -> Light:
    """The light of a clock: 余4日以上, 余1–3日, 今日, 超期; done and paused first."""
    if done:
        return Light.DONE
    if paused:
        return Light.PAUSED
    if days_left is None:
        return Light.UNKNOWN
    if days_left < 0:
        return Light.LATE
    if days_left == 0:
        return Light.TODAY
    return Light.NEAR if days_left <= NEAR_DAYS else Light.AMPLE


def receipt_day(at: datetime, calendar: WorkCalendar, *, closing: time | None = None) -> date:
    """The day papers count as received; ``closing`` set = what comes later counts for the next working day."""
    if closing is None or at.time() < closing:
        return at.date()
    return calendar.next_workday(at.date() + ONE_DAY)


def clock_ok(now: datetime, last_seen: datetime | None, *, slack: timedelta = CLOCK_SLACK) -> bool:
    """Whether the PC's clock may be believed: never earlier than the last entry or the city's time, ``slack`` apart."""
    return last_seen is None or now >= last_seen - slack


def clock_refusal(now: datetime, last_seen: datetime) -> Refusal:
    """What the clerk is told when time runs backwards."""
    return Refusal(
        f"电脑时间是{now:%Y-%m-%d %H:%M}，比上一条记录（{last_seen:%Y-%m-%d %H:%M}）还早",
        "没有写入任何记录，已填的内容都在",
        "请先校准电脑时间再办理",
        code="clock_backwards",
    )
