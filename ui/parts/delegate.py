"""Paints a table's cells by column kind, with the painted pieces widgets use too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme as t
from ui.paint.draw import CENTRE, LEFT, RIGHT, height_of, hline, paragraph, width_of, words
from ui.paint.keycap import keycap_size, paint_keycap
from ui.paint.light import SIZE, paint_light_and_words, paint_shape, tone_of_shape
from ui.paint.modechip import paint_chip
from ui.parts.rows import ROW_ROLE, Column, GroupRow, Index, Kind, Lit, Marked, Row, row_height


class RowDelegate(QStyledItemDelegate):
    """Ground, bar, lines and cells of one table."""

    def __init__(self, columns: Sequence[Column], usual: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns, self._usual = tuple(columns), usual
        self.hovered = -1  # row under the pointer, kept by the table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Column width, row height."""
        return QSize(self._columns[index.column()].width, row_height(index.data(ROW_ROLE), self._usual))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        row = index.data(ROW_ROLE)
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if isinstance(row, GroupRow):
            self._paint_group(painter, area, index, row)
        elif isinstance(row, Row):
            state = option.state  # type: ignore[attr-defined]
            selected = bool(state & QStyle.StateFlag.State_Selected)
            self._paint_ground(painter, area, index, row, selected)
            column = self._columns[index.column()]
            inner = area.adjusted(column.pad, 0, -column.pad, -1)
            if index.column() == 0 and column.pad:
                inner.adjust(0, 0, 4, 0)
            _PAINT[column.kind](painter, inner, row.cells[index.column()], row)
            active = bool(state & QStyle.StateFlag.State_Active) and selected
            self._paint_frame(painter, area, index, active and self._has_focus(option))
        painter.restore()

    def _has_focus(self, option: QStyleOptionViewItem) -> bool:
        view = option.widget  # type: ignore[attr-defined]
        return bool(view is not None and view.hasFocus())

    def _paint_group(self, painter: QPainter, area: QRectF, index: Index, row: GroupRow) -> None:
        painter.fillRect(area, t.BG)
        hline(painter, area.left(), area.right() + 1, area.bottom() - 1, t.LINE)
        # The head runs over all columns: each cell paints its own slice of the same words.
        left = area.left() - sum(self._x_before(index, n) for n in range(index.column()))
        painter.setClipRect(area)
        if row.shape is not None:
            paint_shape(painter, QRectF(left + 8, area.top(), SIZE, area.height() - 1), row.shape, None, 10)
        begin = left + (28 if row.shape is not None else 8)
        face = t.font(t.BODY, t.STRONG)
        line = QRectF(begin, area.top(), 2000, area.height() - 1)
        words(painter, line, row.title, face, t.INK)
        line.setLeft(begin + width_of(row.title, face) + 9)
        words(painter, line, row.note, t.font(t.SMALL), t.INK3)

    def _x_before(self, index: Index, column: int) -> float:
        view = self.parent()
        width = getattr(view, "columnWidth", None)
        return float(width(column)) if width is not None else float(self._columns[column].width)

    def _paint_ground(self, painter: QPainter, area: QRectF, index: Index, row: Row, selected: bool) -> None:
        fill = t.PAPER
        if row.late:
            fill = t.ZHU_SOFT
        elif selected:
            fill = t.DAI_SOFT
        elif index.row() == self.hovered:
            fill = t.ROW_HOVER
        painter.fillRect(area, fill)
        hline(painter, area.left(), area.right() + 1, area.bottom() - 1, t.LINE)
        if index.column() == 0 and (selected or row.late):
            bar = QRectF(area.left(), area.top(), 3, area.height() - 1)
            painter.fillRect(bar, t.DAI if selected else t.ZHU_SHAPE)

    def _paint_frame(self, painter: QPainter, area: QRectF, index: Index, focused: bool) -> None:
        if not focused:
            return
        hline(painter, area.left(), area.right() + 1, area.top(), t.DAI)
        hline(painter, area.left(), area.right() + 1, area.bottom() - 1, t.DAI)
        if index.column() == len(self._columns) - 1:
            painter.fillRect(QRectF(area.right() - 1, area.top(), 1, area.height()), t.DAI)


def _text(weight: QFont.Weight, align: Any = LEFT, size: int = t.BODY, colour: QColor = t.INK) -> Callable[..., None]:
    def paint(painter: QPainter, area: QRectF, cell: str, row: Row) -> None:
        words(painter, area, cell, t.font(size, weight), t.INK3 if row.quiet or cell in ("–", "—") else colour, align)

    return paint


def _light(painter: QPainter, area: QRectF, cell: Lit, _row: Row) -> None:
    paint_light_and_words(painter, area, cell.light, cell.words)


def _mark(painter: QPainter, area: QRectF, cell: Marked, row: Row) -> None:
    tone = tone_of_shape(cell.shape)
    size = 12 if cell.coloured else 10
    colour = tone.word if cell.coloured else tone.shape
    paint_shape(painter, QRectF(area.left(), area.top(), 12, area.height()), cell.shape, colour, size)
    ink = t.INK3 if row.quiet else tone.word if cell.coloured else t.INK
    words(painter, area.adjusted(19 if not cell.coloured else 17, 0, 0, 0), cell.text, t.font(t.BODY, t.MEDIUM), ink)


def _two(align: Any) -> Callable[..., None]:
    def paint(painter: QPainter, area: QRectF, cell: tuple[str, str], row: Row) -> None:
        lines = 19 + (18 if cell[1] else 0) + (18 if row.alert and align is LEFT else 0)
        top = area.top() + round((area.height() - lines) / 2)
        ink = t.INK3 if row.quiet else t.INK
        words(painter, QRectF(area.left(), top, area.width(), 19), cell[0], t.font(t.BODY, t.MEDIUM), ink, align)
        words(painter, QRectF(area.left(), top + 18, area.width(), 18), cell[1], t.font(t.SMALL), t.INK2, align)
        if row.alert and align is LEFT:
            below = QRectF(area.left(), top + lines - 18, area.width(), 18)
            words(painter, below, row.alert, t.font(t.SMALL, t.MEDIUM), t.ZHU, align)

    return paint


def _wrap(painter: QPainter, area: QRectF, cell: str, row: Row) -> None:
    tall = height_of(cell, t.font(), int(area.width()))
    top = area.top() + round((area.height() - tall - (18 if row.alert else 0)) / 2)
    paragraph(painter, QRectF(area.left(), top, area.width(), tall), cell, t.font(), t.INK3 if row.quiet else t.INK)
    below = QRectF(area.left(), top + tall - 1, area.width(), 18)
    words(painter, below, row.alert, t.font(t.SMALL, t.MEDIUM), t.ZHU)


def _chip(painter: QPainter, area: QRectF, cell: str, _row: Row) -> None:
    paint_chip(painter, area, str(cell))


def _link(painter: QPainter, area: QRectF, cell: tuple[str, str], _row: Row) -> None:
    label, key = cell
    room = QRectF(area)
    if key:
        paint_keycap(painter, room, key)
        room.setRight(room.right() - keycap_size(key).width() - 12)
    words(painter, room, label, t.font(t.BODY, t.MEDIUM), t.DAI, RIGHT)


_PAINT: Final[dict[Kind, Callable[..., None]]] = {
    Kind.LIGHT: _light,
    Kind.MARK: _mark,
    Kind.TEXT: _text(t.REGULAR),
    Kind.STRONG: _text(t.MEDIUM),
    Kind.TWO_LINE: _two(LEFT),
    Kind.TWO_RIGHT: _two(RIGHT),
    Kind.WRAP: _wrap,
    Kind.CHIP: _chip,
    Kind.RIGHT: _text(t.MEDIUM, RIGHT),
    Kind.CENTRE: _text(t.MEDIUM, CENTRE),
    Kind.MUTED: _text(t.REGULAR, LEFT, t.SMALL, t.INK2),
    Kind.MUTED_RIGHT: _text(t.REGULAR, RIGHT, t.SMALL, t.INK2),
    Kind.LINK: _link,
}
