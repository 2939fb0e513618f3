"""Rows of 转报's list: cases the city has answered, then the queue's entries in their groups."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from models.rules.terms import CaseState, QueueState
from models.views import CaseRow, QueueRow
from ui.paint.light import Shape
from ui.parts.rows import AnyRow, Column, GroupRow, Kind, Marked, Row

if TYPE_CHECKING:
    from models.desk.conflicts import Conflict
    from ui.pages.queue_model import Moment

COLUMNS: Final = (
    Column("状态", Kind.MARK, 116),
    Column("办件", Kind.MUTED, 96),
    Column("事项 · 申请人", Kind.TWO_LINE),
    Column("要送的内容", Kind.TEXT, 128),
    Column("附件", Kind.MUTED, 176),
    Column("排队", Kind.RIGHT, 72),
    Column("已试", Kind.MUTED_RIGHT, 56),
)
_SHAPES: Final = {
    QueueState.HELD: Shape.SQUARE,
    QueueState.DELIVERED: Shape.CHECK,
    QueueState.SENDING: Shape.DOT,
    QueueState.CARRIED: Shape.RING,
    QueueState.WAITING: Shape.RING,
}
_GROUPS: Final = (
    ("要人处理", "不挡其他办件", Shape.SQUARE, (QueueState.HELD,)),
    ("等待发送", "同一办件按先后送", Shape.RING, (QueueState.WAITING, QueueState.SENDING)),
    ("已装入摆渡包", "等市级回执包", Shape.RING, (QueueState.CARRIED,)),
    ("已送达", "市级已给回执", Shape.CHECK, (QueueState.DELIVERED,)),
)
_ANSWERS: Final = {
    CaseState.CITY_RETURNED: (Shape.SQUARE, "退回更正"),
    CaseState.SUPPLEMENTING: (Shape.TRIANGLE, "要补正"),
    CaseState.REFUSED: (Shape.CROSS, "不予受理"),
    CaseState.DECIDED_DENY: (Shape.CROSS, "不予"),
    CaseState.CITY_STAMPED: (Shape.DOT, "已盖章"),
}


def answer_key(case_id: str) -> str:
    """Key of a case's row; entries have their own ids."""
    return f"case/{case_id}"


def answer_shape(row: CaseRow) -> Shape:
    """The shape of a case the city has answered."""
    return _ANSWERS[row.state][0] if row.state in _ANSWERS else Shape.RING


def met_key(entry_id: str) -> str:
    """Key of the row of an act to decide again about: its entry may stand among those delivered too."""
    return f"met/{entry_id}"


def grouped(moment: Moment, now: datetime) -> list[AnyRow]:
    """Everything under its heads; a group without rows has no head."""
    shown: list[AnyRow] = []
    if moment.met:
        shown.append(GroupRow("要再定的", f"{len(moment.met)} 步 · 先到市级的算，逐项看右栏", Shape.SQUARE))
        shown.extend(_met(one, now) for one in moment.met)
    if moment.answers:
        shown.append(GroupRow("市级有答复", f"{len(moment.answers)} 件 · 逐项看右栏", Shape.SQUARE))
        shown.extend(_answer(row) for row in moment.answers)
    for title, note, shape, states in _GROUPS:
        members = [row for row in moment.view.rows if row.state in states]
        if members:
            shown.append(GroupRow(title, f"{len(members)} 条 · {note}", shape))
            shown.extend(_row(row, now) for row in members)
    return shown


def _met(one: Conflict, now: datetime) -> Row:
    first = one.first[0] if one.first else None
    cells = (
        Marked(Shape.SQUARE, "要再定"),
        short_no(one.case_no),
        (one.item_name, one.applicant),
        one.lost.title,
        f"{first.window}先办{first.title}" if first else "另有先到的，正在读取",
        f"{one.lost.at:%H:%M}" if one.lost.at.date() == now.date() else f"{one.lost.at:%m-%d}",
        "—",
    )
    return Row(met_key(one.lost.entry_id), cells, late=True)


def _answer(row: CaseRow) -> Row:
    shape, word = _ANSWERS[row.state]
    cells = (
        Marked(shape, word),
        short_no(row.case_no),
        (row.item_name, row.applicant),
        row.next_step,
        f"时间在{row.whose}" if row.whose else "",
        f"{row.due:%m-%d}" if row.due else "—",
        "—",
    )
    return Row(answer_key(row.case_id), cells, late=row.state is CaseState.CITY_RETURNED)


def _row(row: QueueRow, now: datetime) -> Row:
    word = {QueueState.HELD: "要处理", QueueState.DELIVERED: "已送达"}.get(row.state, row.state.value)
    queued = f"{row.queued_at:%H:%M}" if row.queued_at.date() == now.date() else f"{row.queued_at:%m-%d}"
    held, done = row.state is QueueState.HELD, row.state is QueueState.DELIVERED
    cells = (
        Marked(_SHAPES[row.state], word, coloured=held),
        short_no(row.case_no),
        (row.item_name, row.applicant),
        row.content,
        row.attachments,
        queued,
        f"{row.attempts} 次" if row.attempts else "—",
    )
    return Row(row.entry_id, cells, late=held, quiet=done)


def short_no(case_no: str) -> str:
    """140581-03-20261120-0017-W → 1120-0017, as people at the window say it."""
    parts = case_no.split("-")
    return f"{parts[2][4:]}-{parts[3]}" if len(parts) >= 4 else case_no
