"""The clocks of one case as dates with their reasons; what cannot be known is 未定 and says why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.desk.situation import Situation
from models.desk.words import CITY_REVIEWS, FORWARDING
from models.rules import deadlines
from models.rules.catalogue import Limit
from models.rules.deadlines import CalendarGap, Due, Unknown
from models.rules.terms import Light, Mode, Unit
from models.views import DeadlineView

COUNTY, CITY, REVIEW = "本窗口", "市级", "审核岗"
NO_PROMISE = "未公布更短的承诺时限，同法定时限"


@dataclass(frozen=True, slots=True)
class DateNote:
    """A date with the words under it; ``due`` None is 未定 and ``note`` the reason."""

    due: date | None
    note: str
    lines: tuple[str, ...] = ()
    to_confirm: bool = False
    warn: date | None = None  # earlier day the lights count down to


@dataclass(frozen=True, slots=True)
class Clocks:
    """All dates a case has or would have."""

    notice: DateNote
    forward: DateNote | None
    statutory: DateNote
    promised: DateNote
    delivery: DateNote
    batch_note: str
    used: str  # 县段已用 as the letter prints it
    left_text: str
    statutory_limit: Limit | None


def clocks(seen: Situation, accepted: date | None) -> Clocks:
    """Every date, counted from the day the papers came and the day of acceptance (None = would be today)."""
    start = accepted or seen.now.date()
    received = seen.received_at.date()
    limit, statutory = _statutory(seen, received, start)
    promised = _promised(seen, start, statutory)
    return Clocks(
        notice=_notice(seen, received),
        forward=_forward(seen, start),
        statutory=statutory,
        promised=promised,
        delivery=_delivery(seen, statutory),
        batch_note="按批次办理，自本批次受理期截止之日起算" if limit and limit.anchor == "batch_end" else "",
        used=_used(seen, start),
        left_text=_left(seen, promised, statutory),
        statutory_limit=limit,
    )


def _notice(seen: Situation, received: date) -> DateNote:
    """五日一次告知 (许可法第三十二条第一款第（四）项)."""
    try:
        return _dated(deadlines.notice_due(received, seen.desk.calendar))
    except CalendarGap as gap:
        return DateNote(None, gap.short)


def _forward(seen: Situation, start: date) -> DateNote | None:
    """The county's part of a forwarded case; a setting of the city pack."""
    if seen.mode not in FORWARDING:
        return None
    days = seen.desk.pack.policy.forward_days
    try:
        found = deadlines.due(start, days, Unit.WORKDAY, seen.desk.calendar, word="受理" if _accepts(seen) else "收件")
    except CalendarGap as gap:
        return DateNote(None, gap.short)
    skipped = found.short.partition("，")[2]  # that the first day does not count goes without saying here
    note = "，".join(part for part in (f"{'形式审查' if _accepts(seen) else '转送'} {days} 个工作日", skipped) if part)
    return DateNote(found.day, note, found.lines, to_confirm=True)


def _accepts(seen: Situation) -> bool:
    return seen.mode is not Mode.RECEIVE_ONLY


def _statutory(seen: Situation, received: date, start: date) -> tuple[Limit | None, DateNote]:
    """The decision's limit; entrusted receiving has no acceptance day here, so it stays open."""
    limits = deadlines.limits_for(seen.guide, "decision", seen.form.handling_item)
    if not limits:
        return None, DateNote(None, "指南没有写办结时限，待核定", to_confirm=True)
    anchors = {"receipt": received} | ({"acceptance": start} if _accepts(seen) else {})
    dues = [deadlines.limit_due(limit, anchors, seen.desk.calendar) for limit in limits]
    found = deadlines.earliest(dues)
    limit = limits[dues.index(found)]
    if isinstance(found, Unknown):
        waiting = limit.anchor == "acceptance" and not _accepts(seen)
        return limit, DateNote(None, "市级受理之日起算，市级还没有受理" if waiting else found.reason)
    note = f"{_amount(limit)}，自{'受理' if limit.anchor == 'acceptance' else '收件'}次日起算"
    return limit, DateNote(found.day, note, found.lines, found.to_confirm, found.warn)


def _amount(limit: Limit) -> str:
    unit = "个工作日" if limit.unit == "工作日" else limit.unit or ""
    return "当场办结" if limit.unit == "即时" else f"法定时限{limit.value}{unit}"


def _promised(seen: Situation, start: date, statutory: DateNote) -> DateNote:
    """The promised limit where the pack publishes one, never later than the statutory one (B.2)."""
    same = DateNote(
        statutory.due, NO_PROMISE if statutory.due else statutory.note, statutory.lines, warn=statutory.warn
    )
    days = seen.desk.pack.policy.settings.get(f"promised_days/{seen.item.key}", "")
    if not days.isdecimal() or not _accepts(seen):
        return same
    try:
        found = deadlines.due(start, int(days), Unit.WORKDAY, seen.desk.calendar, word="受理")
    except CalendarGap as gap:
        return same if statutory.due else DateNote(None, gap.short)
    if statutory.due and found.day > statutory.due:
        return same
    return DateNote(found.day, f"承诺时限{days}个工作日", found.lines)


def _delivery(seen: Situation, statutory: DateNote) -> DateNote:
    """Ten working days from the decision (许可法第四十四条), reckoned from the last day to decide."""
    if statutory.due is None:
        return DateNote(None, "自作出决定之日起算，还没有决定")
    limits = deadlines.limits_for(seen.guide, "delivery", seen.form.handling_item)
    limit = limits[0] if limits else None
    days = limit.value if limit and limit.value is not None and limit.unit == "工作日" else 10
    try:
        found = deadlines.due(statutory.due, days, Unit.WORKDAY, seen.desk.calendar, word="决定")
    except CalendarGap as gap:
        return DateNote(None, gap.short)
    return DateNote(found.day, f"最迟决定日起 {days} 个工作日", found.lines)


def _used(seen: Situation, start: date) -> str:
    try:
        days = seen.desk.calendar.workdays_between(start, seen.now.date())
    except CalendarGap:
        return "未定：放假表未到"
    return f"{days}个工作日"


def _left(seen: Situation, promised: DateNote, statutory: DateNote) -> str:
    """承诺15个、法定20个工作日."""
    if statutory.due is None:
        return f"未定：{statutory.note}"
    known = [(name, note) for name, note in (("承诺", promised), ("法定", statutory)) if note.due]
    return "、".join(f"{name}{days_left(seen, note.warn or note.due)}个" for name, note in known) + "工作日"


def days_left(seen: Situation, due: date | None) -> int | None:
    """Working days left on the day of the reading; None when it cannot be counted."""
    if due is None:
        return None
    try:
        return deadlines.left(seen.now.date(), due, seen.desk.calendar)
    except CalendarGap:
        return None


def _dated(found: Due) -> DateNote:
    return DateNote(found.day, found.short, found.lines, found.to_confirm, found.warn)


def view(seen: Situation, name: str, note: DateNote, whose: str) -> DeadlineView:
    """A clock as the screen shows it."""
    left = days_left(seen, note.warn or note.due)
    light = deadlines.light(left) if note.due else Light.UNKNOWN
    return DeadlineView(name, note.due, light, left, whose, note.note, note.lines)


def whose_decision(mode: Mode | None) -> str:
    """Whose time the decision is."""
    return CITY if mode in CITY_REVIEWS else REVIEW
