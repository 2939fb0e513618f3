"""The clocks of a test and a hearing, and those after the decision: delivery, push, publicity, check, renewal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from models.rules import explain
from models.rules.calendar import WorkCalendar
from models.rules.clockcase import CITY, REVIEW, SUPERVISION, WINDOW, Case, Made, attempt, workdays_before
from models.rules.counting import Due, add_months, due
from models.rules.guards_after import files_monthly
from models.rules.limits import Unknown
from models.rules.terms import Clock, Mode, Unit
from models.rules.ways import CITY_REVIEWS, FORWARDING

ASSIGN_DAYS = 5  # 许可法第五十五条第二款
APPLY_DAYS, HOLD_DAYS, CALL_DAYS = 5, 20, 7  # 许可法第四十七条、第四十八条


def _organ(case: Case) -> str:
    return CITY if case.mode in CITY_REVIEWS else REVIEW


def _assign(case: Case) -> Made | None:
    """Two people are named within five days of acceptance where a standard decides (许可法第五十五条第二款)."""
    accepted = case.dates.accepted
    if not case.tested or accepted is None:
        return None
    found = attempt(lambda: due(accepted, ASSIGN_DAYS, Unit.WORKDAY, case.calendar, word="受理"))
    return found, case.dates.assigned, _organ(case)


def _hearing_apply(case: Case) -> Made | None:
    """Five days to apply from being told (许可法第四十七条第一款)."""
    dates = case.dates
    if (told := dates.hearing_told) is None:
        return None
    met = dates.hearing_asked or dates.hearing_waived
    return attempt(lambda: due(told, APPLY_DAYS, Unit.WORKDAY, case.calendar, word="告知")), met, "申请人"


def _hearing_hold(case: Case) -> Made | None:
    """Twenty days to organise it (许可法第四十七条第一款)."""
    if (asked := case.dates.hearing_asked) is None:
        return None
    found = attempt(lambda: due(asked, HOLD_DAYS, Unit.WORKDAY, case.calendar, word="申请"))
    return found, case.dates.hearing_held, _organ(case)


def _hearing_tell(case: Case) -> Made | None:
    """Seven days before it, the parties know when and where (许可法第四十八条第一款第一项)."""
    if (on := case.dates.hearing_on) is None:
        return None
    return attempt(lambda: _call_by(on, case.calendar)), case.dates.hearing_called, _organ(case)


def _call_by(on: date, calendar: WorkCalendar) -> Due:
    day = workdays_before(on, CALL_DAYS, calendar)
    line = f"听证定在{explain.month_day(on)}，{CALL_DAYS}个工作日前通知，最迟{explain.month_day(day)}"
    return Due(day, (f"{line}（行政许可法第四十八条）",), f"听证{CALL_DAYS}个工作日前")


def _delivery(case: Case) -> Made:
    """Ten days from the decision, or less by the item's own law (许可法第四十四条)."""
    dates = case.dates
    by_city = case.mode in FORWARDING | CITY_REVIEWS and case.mode is not Mode.RECEIVE_ONLY
    whose = CITY if by_city else WINDOW
    if (decided := dates.decided) is None:
        return Unknown("自作出决定之日起算，还没有决定"), None, whose
    days = min(case.delivery_days or case.settings.delivery_days, case.settings.delivery_days)
    return attempt(lambda: due(decided, days, Unit.WORKDAY, case.calendar, word="决定")), dates.delivered, whose


def _push(case: Case) -> Made | None:
    """Three working days (于都三6), or at once (泽州三(二)、济宁三(四)12); sent counts as received."""
    whose = CITY if case.mode in CITY_REVIEWS else WINDOW
    if (decided := case.dates.decided) is None:
        return None
    days = case.settings.push_days
    if days is None:
        return (
            Due(decided, ("文件写“及时”，按决定当日",), "及时，按决定当日", to_confirm=True),
            case.dates.pushed,
            whose,
        )
    found = attempt(lambda: due(decided, days, Unit.WORKDAY, case.calendar, word="决定"))
    return found, case.dates.pushed, whose


def _publicity(case: Case) -> Made | None:
    """Seven working days to publish a licence (发改办财金〔2018〕424号)."""
    decided = case.dates.decided
    if decided is None or not case.licence or case.classified:
        return None
    days = case.settings.publicity_days
    whose = CITY if case.mode in FORWARDING | CITY_REVIEWS else WINDOW
    found = attempt(lambda: due(decided, days, Unit.WORKDAY, case.calendar, word="决定"))
    return found, case.dates.published, whose


def _post_check(case: Case) -> Made | None:
    """What was granted on a promise is checked within a month of the push (泽州三(一)1)."""
    if not case.committed or case.dates.decided is None:
        return None
    if (pushed := case.dates.pushed) is None:
        return Unknown("自收到推送之日起算，还没有推送"), None, SUPERVISION
    months = case.settings.post_check_months
    found = attempt(lambda: due(pushed, months, Unit.MONTH, case.calendar, word="推送"))
    return found, case.dates.post_checked, SUPERVISION


def _filing(case: Case) -> Made | None:
    """Filed with the city once a month (晋城二(五)); the day is a setting."""
    start = case.dates.decided or case.dates.accepted
    if start is None or not files_monthly(case.mode, case.settings):
        return None
    return attempt(lambda: filing_due(start, case.settings.filing_day, case.calendar)), case.dates.filed, WINDOW


def filing_due(in_month: date, filing_day: int, calendar: WorkCalendar) -> Due:
    """The filing day of the month after ``in_month``; on a day off, the working day before.

    Raises:
        CalendarGap: the next month's year has no table.
    """
    first = add_months(in_month.replace(day=1), 1)
    last = add_months(first, 1) - timedelta(days=1)
    named = first.replace(day=min(filing_day, last.day))
    day = calendar.workday_before(named, first)
    if not calendar.is_workday(day):  # the month opens with days off as far as the day named
        day = calendar.next_workday(named)
    line = f"{in_month.month}月的办件于次月{filing_day}日前备案（晋城二(五)只写每月，日子为设定，待核定）"
    return Due(day, (line,), f"次月{filing_day}日前", to_confirm=True)


def _renewal(case: Case) -> Made | None:
    """Renewal is applied for thirty days before the licence ends, or by the item's own law (许可法第五十条)."""
    if (until := case.dates.licence_until) is None:
        return None
    days = case.renewal_days or case.settings.renewal_days
    day = until - timedelta(days=days)
    line = f"有效期到{until.isoformat()}，届满{days}日前提出延续（行政许可法第五十条）"
    return Due(day, (line,), f"届满{days}日前"), None, "申请人"


READ: Mapping[Clock, Callable[[Case], Made | None]] = {
    Clock.ASSIGN: _assign,
    Clock.HEARING_APPLY: _hearing_apply,
    Clock.HEARING_HOLD: _hearing_hold,
    Clock.HEARING_TELL: _hearing_tell,
    Clock.DELIVERY: _delivery,
    Clock.PUSH: _push,
    Clock.PUBLICITY: _publicity,
    Clock.POST_CHECK: _post_check,
    Clock.FILING: _filing,
    Clock.RENEWAL: _renewal,
}
