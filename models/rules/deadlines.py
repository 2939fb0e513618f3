"""Clocks as the desk asks for them: five days to tell, acceptance by silence, days left, lights."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from models.errors import Refusal
from models.rules.calendar import ONE_DAY, CalendarGap, WorkCalendar, Year
from models.rules.counting import PAUSE_KINDS, Due, Pause, add_months, counts, due, make_pause
from models.rules.limits import DECISION_DAYS, STATUTORY_DECISION, Unknown, earliest, limit_due, limits_for
from models.rules.terms import Light, Unit

__all__ = [
    "DECISION_DAYS",
    "NOTICE_DAYS",
    "PAUSE_KINDS",
    "STATUTORY_DECISION",
    "CalendarGap",
    "Due",
    "Pause",
    "Unknown",
    "WorkCalendar",
    "Year",
    "add_months",
    "clock_ok",
    "clock_refusal",
    "deemed_accepted",
    "deemed_from",
    "due",
    "earliest",
    "left",
    "light",
    "limit_due",
    "limits_for",
    "make_pause",
    "notice_due",
    "receipt_day",
    "used",
]

NOTICE_DAYS = 5  # 许可法第三十二条第一款第四项
NEAR_DAYS = 3
CLOCK_SLACK = timedelta(minutes=2)  # a time server may set a clock back a little


def notice_due(received: date, calendar: WorkCalendar) -> Due:
    """The last day to say everything that is missing: five working days (许可法第三十二条第一款第四项)."""
    return due(received, NOTICE_DAYS, Unit.WORKDAY, calendar, word="收件")


def deemed_from(received: date) -> date:
    """From when a case counts as accepted by silence: the day the papers came, not the fifth day after."""
    return received


def deemed_accepted(received: date, told: date | None, today: date, calendar: WorkCalendar) -> date | None:
    """The day of acceptance by silence (许可法第三十二条第一款第四项); None when told in time."""
    last = notice_due(received, calendar).day
    late = today > last if told is None else told > last
    return deemed_from(received) if late else None


def left(today: date, when: Due | date, calendar: WorkCalendar) -> int:
    """Working days left: 0 on the last day, negative when late.

    Between the warning day and the last day the answer stays 0: 今日, and 超期 only when it is.
    """
    last = when.day if isinstance(when, Due) else when
    warn = when.warn_day if isinstance(when, Due) else when
    if today > last:
        return -max(1, calendar.workdays_between(last, today))
    return calendar.workdays_between(today, warn)


def used(anchor: date, today: date, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> int:
    """Working days used so far, today included, days of a lawful stop not (已用时限 of a 转报函)."""
    span = (today - anchor).days
    return sum(counts(anchor + timedelta(days=n), calendar, pauses) for n in range(1, span + 1))


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
    """The day papers count as received; with ``closing`` set, later ones count for the next working day.

    A day ends with business hours (民法典第二百零三条第二款); whether a hall holds to that is its setting.
    """
    if closing is None or at.time() < closing:
        return at.date()
    return calendar.next_workday(at.date() + ONE_DAY)


def clock_ok(now: datetime, last_seen: datetime | None, *, slack: timedelta = CLOCK_SLACK) -> bool:
    """Whether the PC's clock may be believed: no earlier than the last entry or the city's time."""
    return last_seen is None or now >= last_seen - slack


def clock_refusal(now: datetime, last_seen: datetime) -> Refusal:
    """What the clerk is told when time runs backwards; code ``clock_backwards``."""
    return Refusal(
        f"电脑时间是{now:%Y-%m-%d %H:%M}，比上一条记录（{last_seen:%Y-%m-%d %H:%M}）还早",
        "没有写入任何记录，已填的内容都在",
        "请先校准电脑时间再办理；现在的时间才对的，退出重新登录，由值班主任放行",
        code="clock_backwards",
    )
