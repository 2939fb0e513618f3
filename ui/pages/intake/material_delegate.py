"""Paints the materials table; a count of nought stands out where something is missing."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ui import theme as t
from ui.paint.draw import CENTRE, RIGHT, words
from ui.parts.delegate import RowDelegate
from ui.parts.rows import ROW_ROLE, Index, Kind, Row


class MaterialDelegate(RowDelegate):
    """As every table, with the noughts of a missing material in vermilion."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        super().paint(painter, option, index)
        row, column = index.data(ROW_ROLE), self._columns[index.column()]
        if not isinstance(row, Row) or row.cells[index.column()] != "0":
            return
        area = QRectF(option.rect).adjusted(column.pad, 0, -column.pad, -1)  # type: ignore[attr-defined]
        align = RIGHT if column.kind is Kind.RIGHT else CENTRE
        words(painter, area, "0", t.font(t.BODY, t.STRONG), t.ZHU, align)
