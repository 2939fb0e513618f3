"""A guide's printed limits (时限) turned into dates, or into the reason why there is no date yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.errors import Refusal
from models.rules import explain
from models.rules.calendar import CalendarGap, WorkCalendar
from models.rules.catalogue import Guide, Limit
from models.rules.counting import Due, Pause, due, on_the_spot
from models.rules.terms import PowerType, Unit

DECISION_DAYS = 20  # 许可法第四十二条第一款

STATUTORY_DECISION = Limit(
    kind="decision",
    applies_to="全部",
    value=DECISION_DAYS,
    unit="工作日",
    day_rule="",
    anchor="acceptance",
    source="行政许可法第四十二条第一款",
    to_confirm=True,
)

# anchor of a limit: the word for its day, and what to say while the day is not known
_ANCHORS = {
    "receipt": ("收件", "自收到材料之日起算，材料还没有收"),
    "acceptance": ("受理", "自受理之日起算，还没有受理"),
    "city_receipt": ("市级收到", "自市级收到之日起算，市级还没有收到"),
    "batch_end": ("本批截止", "自本批次受理期截止之日起算，截止日还没有录入"),
    "decision": ("决定", "自作出决定之日起算，还没有决定"),
    "delivery": ("送达", "自收到结论之日起算，还没有送达"),
    "task": ("接到任务", "自接到任务之日起算，还没有接到"),
    "registration": ("登记", "自登记办理完毕之日起算，还没有登记"),
}


@dataclass(frozen=True, slots=True)
class Unknown:
    """A date that cannot be known yet: the screen says 未定 and this reason."""

    reason: str


def limit_due(
    limit: Limit, anchors: Mapping[str, date], calendar: WorkCalendar, pauses: Sequence[Pause] = ()
) -> Due | Unknown:
    """The date of one limit of a guide; a year without a table gives 未定, never a guess."""
    word, waiting = _ANCHORS.get(limit.anchor, ("起算", "起算日未定"))
    if limit.value is None or limit.unit is None:
        return Unknown(limit.note or "指南没有查到时限，待核定")
    if limit.anchor not in anchors:
        return Unknown(waiting)
    try:
        found = _printed(limit, anchors[limit.anchor], calendar, pauses, word)
    except CalendarGap as gap:
        return Unknown(gap.short)
    except Refusal as stopped:
        return Unknown(stopped.happened)
    return replace(found, to_confirm=True) if limit.to_confirm else found


def _printed(limit: Limit, anchor: date, calendar: WorkCalendar, pauses: Sequence[Pause], word: str) -> Due:
    value, unit = limit.value or 0, limit.unit or ""
    if unit == "即时":
        return on_the_spot(anchor)
    if unit == "日" and limit.day_rule == "workday":
        return due(anchor, value, Unit.WORKDAY, calendar, pauses, word=word)
    if unit == "日" and limit.day_rule != "calendar":
        return _either_way(anchor, value, calendar, pauses, word)
    return due(anchor, value, Unit(unit), calendar, pauses, word=word)


def _either_way(anchor: date, value: int, calendar: WorkCalendar, pauses: Sequence[Pause], word: str) -> Due:
    """A limit printed 日, its reading open (第八十二条): warn by calendar days, late by working days."""
    early = due(anchor, value, Unit.DAY, calendar, pauses, word=word)
    try:
        late = due(anchor, value, Unit.WORKDAY, calendar, pauses, word=word)
    except CalendarGap as gap:
        half = f"按日历日{explain.month_day(early.warn_day)}预警，按工作日{gap.short}"
        raise Refusal(half, gap.safe, gap.todo, code=gap.code) from gap
    warn = min(early.warn_day, late.day)
    both = f"按日历日{explain.month_day(warn)}预警，按工作日{explain.month_day(late.day)}判超期"
    lines = (f"条文写“{value}日”，{both}，待核定", *late.lines)
    return Due(late.day, lines, f"{both}，待核定", warn, to_confirm=True)


def limits_for(guide: Guide, kind: str, handling_item: str = "") -> tuple[Limit, ...]:
    """Limits of one kind that may hold for this handling item; where several stand, warn by the earliest.

    A licence whose guide prints no decision limit has 20 working days (许可法第四十二条第一款).
    """
    general = tuple(x for x in guide.limits if x.kind == kind)
    if kind == "decision":
        general = _changes(guide, handling_item) or general + _preparations(guide, handling_item)
    exact = tuple(x for x in general if _names(x, handling_item))
    found = exact or tuple(x for x in general if not _is_for_another(x, guide, handling_item))
    if not found and kind == "decision" and PowerType.ADMIN_LICENSE in guide.power_types:
        return (STATUTORY_DECISION,)
    return found


def _changes(guide: Guide, handling_item: str) -> tuple[Limit, ...]:
    """Limits for a change: the one that names it, else the catch-all 其他事项变更, else all of them."""
    if "变更" not in handling_item:
        return ()
    changes = tuple(x for x in guide.limits if x.kind == "change")
    exact = tuple(x for x in changes if _names(x, handling_item) or f"即{handling_item}" in x.note)
    return exact or tuple(x for x in changes if "其他" in x.applies_to) or changes


def _preparations(guide: Guide, handling_item: str) -> tuple[Limit, ...]:
    """筹设、筹建 is decided too, where it is the very thing applied for."""
    return tuple(x for x in guide.limits if x.kind == "preparation" and x.applies_to == handling_item)


def _names(limit: Limit, handling_item: str) -> bool:
    if not handling_item or limit.applies_to == "全部":
        return False
    return handling_item in limit.applies_to or limit.applies_to in handling_item


def _is_for_another(limit: Limit, guide: Guide, handling_item: str) -> bool:
    """A limit that names one handling item does not hold for the others."""
    return bool(handling_item) and limit.applies_to in guide.handling_items


def earliest(dues: Sequence[Due | Unknown]) -> Due | Unknown:
    """The one to warn by where several limits could hold; what is not known does not hide what is."""
    known = [d for d in dues if isinstance(d, Due)]
    if known:
        return min(known, key=lambda d: (d.warn_day, d.day))
    return dues[0] if dues else Unknown("指南没有写时限，待核定")
