"""原件交接 in words: the list by place, and beside it what lies in a bag, what happened to it, what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from models.rules.bundle_places import Place
from ui import theme as t
from ui.pages.queue_rows import short_no
from ui.paint.light import Shape
from ui.parts.rows import AnyRow, Column, GroupRow, Kind, Marked, Row
from ui.parts.textlines import TextLine

if TYPE_CHECKING:
    from models.desk.bundles import BundleRow

COLUMNS: Final = (
    Column("状态", Kind.MARK, 108),
    Column("办件 · 袋", Kind.TEXT, 112),
    Column("事项 · 申请人", Kind.TWO_LINE),
    Column("份 · 页", Kind.TWO_RIGHT, 84),
    Column("交接", Kind.TWO_RIGHT, 160),
    Column("在途", Kind.RIGHT, 68),
)
SHAPES: Final[Mapping[Place, Shape]] = {
    Place.HERE: Shape.RING,
    Place.ON_WAY: Shape.DOT,
    Place.AT_CITY: Shape.CHECK,
    Place.SHORT: Shape.CROSS,
    Place.RETURNING: Shape.DOT,
    Place.BACK: Shape.CHECK,
}
_GROUPS: Final = (
    (Place.HERE, "扫袋码或按空格选，F9 交出"),
    (Place.SHORT, "找到缺的，仍用原袋补送"),
    (Place.ON_WAY, "等市级扫码接收"),
    (Place.RETURNING, "到了扫袋码，Alt+B 收回"),
    (Place.AT_CITY, "与清单相符"),
    (Place.BACK, "已在窗口"),
)
NOBODY: Final = [TextLine("选一袋看里面有什么")]


def grouped(rows: Sequence[BundleRow], chosen: Collection[str], now: datetime) -> list[AnyRow]:
    """What must be asked after first, then the places in the order bags travel."""
    made = {one.code: _row(one, one.code in chosen, now) for one in rows}
    shown = _group("要查", "缺件缺页、在途过久", Shape.SQUARE, [made[one.code] for one in rows if one.alarm])
    for place, note in _GROUPS:
        members = [made[one.code] for one in rows if not one.alarm and one.place is place]
        shown += _group(place.value, note, SHAPES[place], members)
    return shown


def _group(title: str, note: str, shape: Shape, members: Sequence[Row]) -> list[AnyRow]:
    return [GroupRow(title, f"{len(members)} 袋 · {note}", shape), *members] if members else []


def _row(one: BundleRow, chosen: bool, now: datetime) -> Row:
    bag, late = one.held.bundle, bool(one.alarm)
    shape = Shape.SQUARE if late else SHAPES[one.place]
    mark = Marked(Shape.CHECK, "本次交出") if chosen else Marked(shape, one.place.value, coloured=late)
    back = f"须还 {bag.give_back}" if bag.give_back else ""
    cells = (
        mark,
        f"{short_no(one.case_no)} {bag.letter}袋",
        (one.item_name, one.applicant),
        (f"{bag.copies} · {bag.pages}", back),
        _hands(one, now),
        f"{one.days} 日" if one.days is not None else "—",
    )
    height = t.ROW_FORWARD + 18 if late else 0
    return Row(one.code, cells, late=late, quiet=one.place is Place.BACK, alert=_alert(one), height=height)


def _alert(one: BundleRow) -> str:
    """In one line; what is missing of which stands in full at the right."""
    if one.place is not Place.SHORT:
        return one.alarm
    numbers = "、".join(str(seq) for seq in sorted({found.seq for found in one.held.found.all if found.by < 0}))
    return f"材料 {numbers} 缺件缺页"


def _hands(one: BundleRow, now: datetime) -> tuple[str, str]:
    held = one.held
    if held.since is None:
        return ("—", "")
    road = f"{held.way} {held.taken}".strip()
    run = held.run.rsplit("-", 1)[-1]
    return (road or one.place.value, f"{run} {_moment(held.since, now)}".strip())


def _moment(at: datetime, now: datetime) -> str:
    return f"{at:%H:%M}" if at.date() == now.date() else f"{at:%m-%d %H:%M}"


def facts(rows: Iterable[BundleRow], chosen: int) -> list[tuple[str, str]]:
    """The line at the top."""
    every = list(rows)
    alarms = sum(bool(one.alarm) for one in every)
    counts = [(place, sum(one.place is place for one in every)) for place in (Place.HERE, Place.ON_WAY, Place.AT_CITY)]
    told = [(f"{place.value} {count}", "plain") for place, count in counts]
    picked = [(f"本次交出 {chosen} 袋", "strong")] if chosen else []
    return [*picked, (f"待查 {alarms}", "bad" if alarms else "plain"), *told]


def lines_of(one: BundleRow | None) -> list[TextLine]:
    """What lies in the bag, what is not as listed in vermilion."""
    if one is None:
        return NOBODY
    wrong: dict[int, list[str]] = defaultdict(list)
    for found in one.held.found.all:
        wrong[found.seq].append(found.brief)
    return [
        TextLine(
            line.name,
            lead=str(line.seq),
            right=_counts(line.originals, line.copies, line.pages),
            note="；".join(wrong[line.seq]) or ("原件须还" if line.give_back else ""),
            bad=bool(wrong[line.seq]),
        )
        for line in one.held.bundle.lines
    ]


def _counts(originals: int, copies: int, pages: int) -> str:
    parts = (f"原 {originals}" if originals else "", f"复 {copies}" if copies else "", f"{pages} 页")
    return " · ".join(part for part in parts if part)


def history_of(one: BundleRow | None) -> list[TextLine]:
    """What happened to it, the newest first."""
    if one is None or not one.held.steps:
        return [TextLine("装袋，还没有交出", small=True)] if one else []
    return [TextLine(said, note=f"{at:%Y-%m-%d %H:%M}") for at, said in reversed(one.held.steps)]


def todo_of(one: BundleRow | None) -> list[TextLine]:
    """What a person can do."""
    if one is None:
        return []
    if one.todo:
        return [TextLine(one.todo, shape=Shape.SQUARE, strong=True)]
    return [TextLine(_TODO[one.place])]


_TODO: Final[Mapping[Place, str]] = {
    Place.HERE: "点清、封袋，扫袋码选上，按 F9 交出；交接单三联，双方签名",
    Place.ON_WAY: "不用做什么，市级扫码接收后这里自动显示",
    Place.AT_CITY: "不用做什么；须还的办结后由市级退回",
    Place.SHORT: "找到缺的，仍用原袋补送",
    Place.RETURNING: "到窗口后扫袋码，点清，按 Alt+B 收回",
    Place.BACK: "须还申请人的，请通知领取",
}
