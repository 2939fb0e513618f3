"""经过: the log of a case on a time axis, then where it stands now, and the last day it may take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionViewItem, QWidget

from models.rules.terms import Light
from models.views import CaseView, DeadlineView, TimelineRow
from ui import theme as t
from ui.pages.cases_clock import main_deadline
from ui.pages.queue_rows import short_no
from ui.pages.today_words import light_text
from ui.paint.draw import RIGHT, box, width_of, words
from ui.paint.light import paint_light, tone_of
from ui.parts.delegate import RowDelegate
from ui.parts.rows import ROW_ROLE, Column, Index, Kind, Row
from ui.parts.table import RowTable

_ENTRY, _NOW = 46, 38
_COLUMNS: Final = (Column("经过", Kind.TEXT),)
_TIME, _AXIS, _BODY = 50, 112, 136  # left edges in px
_WHO = 116
_SHORT: Final = {"补正材料一次性告知书": "补正告知书", "转报函与材料移交清单": "转报函"}
_WEEKDAYS: Final = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Step:
    """One row: an entry, or ``now`` or ``last`` after them."""

    kind: str  # entry | now | last
    day: str
    time: str
    title: str
    note: str
    paper: str = ""
    right: str = ""
    right_note: str = ""
    city: bool = False
    void: bool = False  # kept, but it does not count
    light: Light = Light.DONE
    first: bool = False
    end: bool = False


def steps(view: CaseView, now: datetime) -> list[Row]:
    """Rows of a case, the oldest first."""
    made: list[tuple[str, Step]] = []
    before: date | None = None
    for entry in view.timeline:
        day = "" if entry.at.date() == before else f"{entry.at:%m-%d}"
        before = entry.at.date()
        made.append((entry.entry_id, _entry(entry, day)))
    made.extend(_ahead(view, now))
    rows = []
    for n, (key, step) in enumerate(made):
        placed = _placed(step, n == 0, n == len(made) - 1)
        rows.append(Row(key, (placed,), height=_NOW if step.kind == "now" else _ENTRY))
    return rows


def _placed(step: Step, first: bool, end: bool) -> Step:
    values = {name: getattr(step, name) for name in Step.__slots__}
    return Step(**{**values, "first": first, "end": end})


def _entry(entry: TimelineRow, day: str) -> Step:
    said = entry.sent if entry.counts else "不算"
    note = f"第 {entry.version} 条" + (f" · {said}" if said else "")
    return Step(
        "entry",
        day,
        f"{entry.at:%H:%M}",
        entry.title,
        entry.text,
        _paper(entry.paper),
        entry.actor,
        note,
        city=entry.city,
        void=not entry.counts,
    )


def _paper(name_and_number: str) -> str:
    """A paper as it fits the line: its short name, and of a case number what differs within the day."""
    name, _, number = name_and_number.partition(" ")
    return f"{_SHORT.get(name, name)} {short_no(number)}".strip()


def _ahead(view: CaseView, now: datetime) -> list[tuple[str, Step]]:
    row = view.row
    if row.light is Light.DONE:
        return []
    clock = main_deadline(view)
    left = light_text(row)
    here = Step("now", f"{now:%m-%d}", "今日", row.next_step, "", right=f"时间在{row.whose}，{left}", light=row.light)
    rows = [("now", here)]
    if clock is not None and clock.due is not None:
        rows.insert(0 if clock.due < now.date() else 1, ("last", _last(clock, clock.due)))
    return rows


def _last(clock: DeadlineView, due: date) -> Step:
    day = f"周{_WEEKDAYS[due.weekday()]}"
    return Step("last", f"{due:%m-%d}", day, clock.name, clock.short, right=clock.whose, light=clock.light)


class TimelineDelegate(RowDelegate):
    """Day, time, axis, words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One step."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        step: Step = row.cells[0]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.fillRect(area, t.PAPER)
        body = area.adjusted(_BODY - 10, 0, 0, -4)
        if step.kind == "now":
            painter.fillRect(body, tone_of(step.light).soft)
        elif index.row() == self.hovered or (selected and self._has_focus(option)):
            painter.fillRect(body, t.DAI_SOFT if selected and self._has_focus(option) else t.ROW_HOVER)
        if selected and self._has_focus(option):
            box(painter, body, t.CLEAR, t.DAI)
        _paint_axis(painter, area, step)
        _paint_words(painter, area, step)
        painter.restore()


def _paint_axis(painter: QPainter, area: QRectF, step: Step) -> None:
    middle, dot = area.left() + _AXIS, area.top() + 13
    if step.kind == "now":
        dot = area.top() + 17
    painter.setPen(QPen(t.LINE2, 1, Qt.PenStyle.DashLine if step.kind == "last" else Qt.PenStyle.SolidLine))
    if not step.first:
        painter.drawLine(QPointF(middle, area.top()), QPointF(middle, dot - 8))
    if not step.end:
        painter.setPen(QPen(t.LINE2, 1, Qt.PenStyle.DashLine if step.kind == "now" else Qt.PenStyle.SolidLine))
        painter.drawLine(QPointF(middle, dot + 8), QPointF(middle, area.bottom() + 1))
    spot = QRectF(middle - 6, dot - 6, 12, 12)
    if step.kind == "now":
        paint_light(painter, spot, step.light)
    else:
        paint_dot(painter, spot, city=step.city, quiet=step.kind == "last" or step.void)


def paint_dot(painter: QPainter, spot: QRectF, *, city: bool, quiet: bool = False) -> None:
    """A full dot for the county, a ring for the city, a grey ring for what is to come."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = t.EDGE if quiet else t.DAI
    painter.setPen(QPen(ink, 1.2 if quiet else 2))
    painter.setBrush(t.PAPER if city or quiet else t.DAI)
    painter.drawEllipse(spot.adjusted(2, 2, -2, -2) if not quiet else spot.adjusted(2.5, 2.5, -2.5, -2.5))
    painter.restore()


def _paint_words(painter: QPainter, area: QRectF, step: Step) -> None:
    top = area.top() + (8 if step.kind == "now" else 4)
    words(painter, QRectF(area.left(), top, _TIME, 19), step.day, t.font(t.BODY, t.STRONG), t.INK)
    now = step.kind == "now"
    time_face = t.font(t.BODY if now else t.SMALL, t.STRONG if now else t.REGULAR)
    words(painter, QRectF(area.left() + _TIME, top, 46, 19), step.time, time_face, t.DAI if now else t.INK2)
    ink = _ink(step)
    right = area.right() - 10
    who = QRectF(right - _WHO, top, _WHO, 19)
    if now:
        wide = width_of(step.right, t.font(t.BODY, t.STRONG))
        who = QRectF(right - wide - 2, top, wide + 2, 19)
        words(painter, who, step.right, t.font(t.BODY, t.STRONG), ink, RIGHT)
    else:
        words(painter, who, step.right, t.font(), t.INK2, RIGHT)
        words(painter, who.translated(0, 18), step.right_note, t.font(t.SMALL), t.INK3, RIGHT)
    left = area.left() + _BODY
    title = t.font(t.BODY, t.STRONG)
    room = who.left() - 12 - left
    words(painter, QRectF(left, top, room, 19), step.title, title, ink)
    begin = left + width_of(step.title, title) + 16
    paper = QRectF(begin, top, who.left() - 12 - begin, 19)
    words(painter, paper, step.paper, t.font(t.SMALL), t.DAI, RIGHT)
    words(painter, QRectF(left, top + 18, room, 18), step.note, t.font(t.SMALL), t.INK2)


def _ink(step: Step) -> QColor:
    if step.kind == "now":
        return tone_of(step.light).word
    return t.INK2 if step.kind == "last" or step.void else t.INK


class Timeline(RowTable):
    """The rows; Enter on one with a paper opens it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_COLUMNS, parent, usual=_ENTRY, headed=False)
        self._delegate = TimelineDelegate(_COLUMNS, _ENTRY, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("经过")


class WhoLegend(QWidget):
    """● 县级 ○ 市级."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(20)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("实心县级，空心市级")

    def sizeHint(self) -> QSize:
        """Both words."""
        return QSize(108, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dot, word, ring, word."""
        painter = QPainter(self)
        for left, city, name in ((0, False, "县级"), (56, True, "市级")):
            paint_dot(painter, QRectF(left, 4, 12, 12), city=city)
            words(painter, QRectF(left + 18, 0, 36, 20), name, t.font(t.SMALL), t.INK2)
