"""办件's left column: one row of two lines per case, any number of them, read as they come into sight."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from models.rules.numbers import is_spare
from models.views import CaseRow
from ui import theme as t
from ui.pages.cases_model import CasesModel
from ui.pages.queue_rows import short_no
from ui.pages.today_words import light_text
from ui.paint.draw import RIGHT, box, hline, width_of, words
from ui.paint.light import paint_light, tone_of
from ui.parts.delegate import RowDelegate
from ui.parts.rows import ROW_ROLE, Column, Index, Kind, Row
from ui.parts.table import RowTable

WIDTH: Final = 288
_COLUMNS: Final = (Column("办件", Kind.TEXT),)


class CaseDelegate(RowDelegate):
    """Item and light, applicant and number."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One case."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        over = index.row() == self.hovered
        painter.fillRect(area, t.DAI_SOFT if selected else t.ROW_HOVER if over else t.BG)
        hline(painter, area.left(), area.right() + 1, area.bottom() - 1, t.LINE)
        if selected:
            painter.fillRect(QRectF(area.left(), area.top(), 3, area.height() - 1), t.DAI)
        if row.cells[0] is not None:
            _paint_case(painter, area.adjusted(16, 0, -16, -1), row.cells[0])
        if selected and self._has_focus(option):
            painter.save()
            box(painter, area.adjusted(0, 0, 0, -1), t.CLEAR, t.DAI)
            painter.restore()


def _paint_case(painter: QPainter, area: QRectF, case: CaseRow) -> None:
    top = area.top() + 8
    face, tone = t.font(t.BODY, t.MEDIUM), tone_of(case.light)
    text = light_text(case)
    wide = width_of(text, face)
    words(painter, QRectF(area.right() - wide - 1, top, wide + 2, 19), text, face, tone.word)
    paint_light(painter, QRectF(area.right() - wide - 20, top, 12, 19), case.light)
    first = QRectF(area.left(), top, area.width() - wide - 28, 19)
    words(painter, first, case.item_name, t.font(t.BODY, t.STRONG), t.INK)
    number = f"补录 {short_no(case.case_no)}" if is_spare(case.case_no) else short_no(case.case_no)
    small = t.font(t.SMALL)
    below = QRectF(area.left(), top + 19, area.width(), 18)
    words(painter, below, number, small, t.INK2, RIGHT)
    below.setWidth(area.width() - width_of(number, small) - 12)
    words(painter, below, case.applicant, small, t.INK2)


class CaseList(RowTable):
    """The list.

    Signals:
        wanted: chunks that are on the screen and have to be read.
    """

    wanted = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.cases = CasesModel()
        super().__init__(_COLUMNS, parent, usual=t.ROW_SIDE, headed=False, model=self.cases)
        self.cases.setParent(self)
        self._delegate = CaseDelegate(_COLUMNS, t.ROW_SIDE, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("办件列表")
        self.cases.missing.connect(self._ask_for_sight)
        self.cases.dataChanged.connect(self._came)

    @property
    def usual(self) -> int:
        """Height of every row in px."""
        return t.ROW_SIDE

    def select_key(self, key: str) -> bool:
        """Select a case that is held; False when it has to be read first."""
        place = self.cases.place_of(key) if key else None
        if place is None:
            return False
        self.select_place(place)
        return True

    def select_place(self, place: int) -> None:
        """Select the row at ``place`` and bring it into sight, read or not."""
        if 0 <= place < self.cases.rowCount():
            self.selectRow(place)
            self.scrollTo(self.cases.index(place, 0))

    @property
    def place(self) -> int:
        """Place of the selected row; -1 for none."""
        return self.currentIndex().row()

    def _select_first(self) -> None:
        self.select_place(0)  # every row can be selected, and the first need not be read for that

    def _ask_for_sight(self) -> None:
        bottom = self.rowAt(self.viewport().height() - 1)
        last = bottom if bottom >= 0 else self.cases.rowCount() - 1
        chunks = self.cases.lacks(max(0, self.rowAt(0)), last)
        if chunks:
            self.wanted.emit(chunks)

    def _came(self, first: QModelIndex, last: QModelIndex) -> None:
        """The selected row has been read: now it can be shown."""
        if first.row() <= self.place <= last.row() and self.current_key():
            self.picked.emit(self.current_key())
