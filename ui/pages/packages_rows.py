"""摆渡包 in words: the list, and beside it where a package is and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from models.desk.packages import PackageView, Stand
from models.desk.queue import size
from ui.paint.light import Shape
from ui.parts.rows import AnyRow, Column, GroupRow, Kind, Marked, Row
from ui.parts.textlines import TextLine

if TYPE_CHECKING:
    from forwarding.answering import Taken
    from forwarding.carrying import Made
    from models.desk.packages import PackagesView

COLUMNS: Final = (
    Column("状态", Kind.MARK, 116),
    Column("包", Kind.STRONG, 84),
    Column("装包", Kind.TEXT, 104),
    Column("记录", Kind.RIGHT, 72),
    Column("附件", Kind.RIGHT, 72),
    Column("大小", Kind.RIGHT, 84),
    Column("放在哪里", Kind.TEXT),
    Column("回执", Kind.TWO_RIGHT, 132),
)
_SHAPES: Final[Mapping[Stand, Shape]] = {
    Stand.MAKING: Shape.DOT,
    Stand.AWAY: Shape.RING,
    Stand.PART: Shape.TRIANGLE,
    Stand.DONE: Shape.CHECK,
    Stand.OVERTAKEN: Shape.CHECK,
    Stand.VOID: Shape.CROSS,
}
_OUT: Final = (Stand.MAKING, Stand.AWAY, Stand.PART)
_GROUPS: Final = (
    ("要查", "三天没有回执", Shape.SQUARE, lambda one: one.late),
    ("等市级回执", "送到市级，带回回执包", Shape.RING, lambda one: not one.late and one.stand in _OUT),
    ("了结的", "", Shape.CHECK, lambda one: not one.late and one.stand not in _OUT),
)


def grouped(view: PackagesView) -> list[AnyRow]:
    """What must be asked after first."""
    shown: list[AnyRow] = []
    for title, note, shape, belongs in _GROUPS:
        rows = [_row(one) for one in view.rows if belongs(one)]
        if rows:
            shown.append(GroupRow(title, f"{len(rows)} 包{f' · {note}' if note else ''}", shape))
            shown.extend(rows)
    return shown


def key_of(number: int) -> str:
    """Key of a package's row."""
    return str(number)


def _row(one: PackageView) -> Row:
    void = one.stand is Stand.VOID
    cells = (
        Marked(Shape.SQUARE if one.late else _SHAPES[one.stand], one.stand.value, coloured=one.late),
        f"第 {one.number} 包",
        f"{one.at:%m-%d %H:%M}",
        "—" if void else f"{one.entries} 条",
        "—" if void else f"{one.blobs} 个",
        "—" if void else size(one.size),
        Path(one.place).name or one.place,  # the whole of it stands at the right
        _answer(one),
    )
    quiet = one.stand in (Stand.DONE, Stand.OVERTAKEN, Stand.VOID)
    return Row(key_of(one.number), cells, late=one.late, quiet=quiet)


def _answer(one: PackageView) -> tuple[str, str]:
    if one.answered_at is not None:
        return f"{one.answered_at:%m-%d %H:%M}", f"余 {one.open} 条" if one.open else "全部答复"
    if one.stand is Stand.AWAY:
        return "没有回来", f"{one.open} 条在等"
    return ("—", "")


def facts(view: PackagesView) -> list[tuple[str, str]]:
    """The line at the top."""
    away = sum(one.stand in (Stand.AWAY, Stand.PART) for one in view.rows)
    return [
        (f"没装的 {view.waiting} 条", "strong"),
        (f"三天未回 {view.late}", "bad" if view.late else "plain"),
        (f"等回执 {away}", "plain"),
    ]


def where_of(one: PackageView | None) -> list[TextLine]:
    """Where it is."""
    if one is None:
        return [TextLine("选一包看它在哪里")]
    lines = [TextLine(one.place, note=f"{one.at:%Y-%m-%d %H:%M} 装")]
    if one.answered_at is not None:
        lines.append(TextLine(f"{one.answered_at:%Y-%m-%d %H:%M} 收回执包", shape=Shape.CHECK))
    return lines


def todo_of(one: PackageView | None) -> list[TextLine]:
    """What a person can do."""
    if one is None:
        return [TextLine("断网时按 F10 装包，存储盘送到市级", note="带回的回执包按 F9 收；线路通了照常自动送")]
    if one.late:
        return [
            TextLine("问市级收到没有，存储盘在谁手里", shape=Shape.SQUARE, strong=True),
            TextLine("找不到就按 F8 再装一次", note="两个包都送到也只算一次"),
        ]
    return [_TODO[one.stand]]


_TODO: Final[Mapping[Stand, TextLine]] = {
    Stand.MAKING: TextLine("正在写，写完读回核对后才算装好", note="不要拔存储盘"),
    Stand.AWAY: TextLine("把存储盘送到市级，带回回执包，按 F9 收", note="线路通了会自动送，市级只认一次"),
    Stand.PART: TextLine("余下的等前一包送到，或到“电子记录”看原因", note="要重新送的按 F8 再装一次"),
    Stand.DONE: TextLine("不用做什么，市级都答复了"),
    Stand.OVERTAKEN: TextLine("不用等这一包", note="里面的记录已由线路送达，或装在后来的包里"),
    Stand.VOID: TextLine("没有装成，盘上没有这一包", note="号不再用；里面的记录还在等待，按 F10 重新装"),
}


def packed(made: Made) -> tuple[str, str]:
    """What is said when a package is whole."""
    left = f"；还有 {made.left} 条装不下，再按一次 F10" if made.left else ""
    return f"第 {made.number} 包装好了，{made.entries} 条，已读回核对", f"{made.path.name}{left}；可以拔盘，送到市级"


def taken(one: Taken) -> tuple[Shape, str, str]:
    """What is said when an answer was taken."""
    name = f"第 {one.number} 包的回执" if one.number else "回执"
    if one.again:
        return Shape.CHECK, f"{name}以前收过，内容一样", "没有重复计入"
    parts = _parts((("送达", one.delivered), ("要人处理", one.held), ("还在等", one.waiting)))
    news = _parts((("县里新记录", one.entries), ("附件", one.blobs)))
    aside = "有与别处同时办的，请到“电子记录”再定；" if one.aside else ""
    return Shape.SQUARE if one.aside or one.held else Shape.CHECK, f"{name}收好了：{parts or '没有记录'}", aside + news


def _parts(counts: Iterable[tuple[str, int]]) -> str:
    return "，".join(f"{name} {count}" for name, count in counts if count)
