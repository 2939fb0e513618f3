"""The table every list is: rows of one look, moved through by keys, opened by Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelection, QModelIndex, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui import theme as t
from ui.paint.draw import CENTRE, LEFT, RIGHT, hline, words
from ui.parts.delegate import RowDelegate
from ui.parts.rows import ROW_ROLE, AnyRow, Column, GroupRow, Kind, Row, RowsModel, row_height, wrap_height


class _Head(QHeaderView):
    """Titles set by the column's own rule; Qt's head cuts them in narrow columns."""

    def __init__(self, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = tuple(columns)
        self.setFixedHeight(t.TABLE_HEAD)
        self.setMinimumSectionSize(16)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Ground, title, line."""
        column, area = self._columns[logicalIndex], QRectF(rect)
        painter.fillRect(area, t.SUNK)
        hline(painter, area.left(), area.right() + 1, area.bottom() - 1, t.LINE2)
        align = RIGHT if column.right else CENTRE if column.kind is Kind.CENTRE else LEFT
        inner = area.adjusted(column.pad, 0, -column.pad, -1)
        words(painter, inner, column.title, t.font(t.SMALL, t.MEDIUM), t.INK2, align)


class RowTable(QTableView):
    """A list of rows.

    Signals:
        picked: key of the row the selection moved to.
        opened: key of the row Enter (or a double click) was pressed on.
    """

    picked = Signal(str)
    opened = Signal(str)

    def __init__(
        self,
        columns: Sequence[Column],
        parent: QWidget | None = None,
        *,
        usual: int = t.ROW2,
        headed: bool = True,
        model: QAbstractItemModel | None = None,
        grows: bool = False,
    ) -> None:
        """``usual`` is the height of a row in px; ``grows``: as high as its rows, the page scrolls instead."""
        super().__init__(parent)
        self._columns, self._usual, self._grows = tuple(columns), usual, grows
        self._delegate = RowDelegate(columns, usual, self)
        self.setItemDelegate(self._delegate)
        self._dress(headed)
        self.setModel(model or RowsModel(columns, self))
        self._set_widths()
        self.entered.connect(self._hover)

    def show_rows(self, rows: Sequence[AnyRow], select: str | None = "") -> None:
        """Show ``rows``; keep the selected key, or select ``select``, or the first row (None: nothing)."""
        wanted = select or self.current_key()
        model = self.model()
        assert isinstance(model, RowsModel)
        model.show(rows)
        self._fit_heights()
        if select is not None and not self.select_key(wanted):
            self._select_first()

    def show_other(self, rows: Sequence[AnyRow]) -> None:
        """As ``show_rows``, but leaves list and scroll alone when nothing changed: for pages that look again often."""
        model = self.model()
        if not (isinstance(model, RowsModel) and model.rows == tuple(rows)):
            self.show_rows(rows)

    def current_key(self) -> str:
        """Key of the selected row, or nothing."""
        row = self.currentIndex().data(ROW_ROLE)
        return row.key if isinstance(row, Row) else ""

    def select_key(self, key: str) -> bool:
        """Select the row with ``key``; False when it is not there."""
        model = self.model()
        for number in range(model.rowCount()) if key else ():
            row = model.index(number, 0).data(ROW_ROLE)
            if isinstance(row, Row) and row.key == key:
                self.selectRow(number)
                return True
        return False

    def content_height(self) -> int:
        """Height in px of head and all rows."""
        head = self.horizontalHeader().height() if not self.horizontalHeader().isHidden() else 0
        return head + self.verticalHeader().length()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Home and End are the first and last row; left and right stay."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_key():
            self.opened.emit(self.current_key())
        elif key == Qt.Key.Key_Home:
            self._select_first()
        elif key == Qt.Key.Key_End:
            self.selectRow(self.model().rowCount() - 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the pointer any more."""
        super().leaveEvent(event)
        self._hover(QModelIndex())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell the page where the selection went."""
        super().selectionChanged(selected, deselected)
        if not selected.isEmpty():
            row = selected.indexes()[0].data(ROW_ROLE)
            if isinstance(row, Row):
                self.picked.emit(row.key)

    def focusInEvent(self, event: object) -> None:
        """The focus frame is drawn round the selected row."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        """The frame goes, the selection stays."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.viewport().update()

    def _dress(self, headed: bool) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = self.verticalHeader()
        side.hide()
        side.setMinimumSectionSize(20)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(self._usual)
        head = _Head(self._columns, self)
        self.setHorizontalHeader(head)
        head.setVisible(headed)
        if any(column.kind is Kind.WRAP for column in self._columns):
            # Later, not now: a height set while the head is still sharing out widths upsets its sharing.
            self._fitting = QTimer(self)
            self._fitting.setSingleShot(True)
            self._fitting.setInterval(0)
            self._fitting.timeout.connect(self._fit_heights)
            head.sectionResized.connect(self._fit_soon)
        if self._grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._open)

    def _set_widths(self) -> None:
        head = self.horizontalHeader()
        for number, column in enumerate(self._columns):
            if column.width:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
                head.resizeSection(number, column.width)
            else:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def _fit_soon(self) -> None:
        self._fitting.start()

    def _fit_heights(self) -> None:
        model = self.model()
        if not isinstance(model, RowsModel):
            return  # a page with its own model has rows of one height
        wraps = [number for number, column in enumerate(self._columns) if column.kind is Kind.WRAP]
        for number, row in enumerate(model.rows):
            height = row_height(row, self._usual)
            if isinstance(row, Row) and not row.height:
                for column in wraps:
                    width = self.columnWidth(column) - 2 * self._columns[column].pad
                    height = max(height, wrap_height(str(row.cells[column]), width, row.alert, self._usual))
            if self.rowHeight(number) != height:
                self.setRowHeight(number, height)
        if self._grows:
            self.setFixedHeight(self.content_height())

    def _hover(self, index: QModelIndex) -> None:
        self._delegate.hovered = index.row()
        self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, Row):
            self.opened.emit(row.key)

    def _select_first(self) -> None:
        model = self.model()
        for number in range(model.rowCount()):
            if not isinstance(model.index(number, 0).data(ROW_ROLE), GroupRow):
                self.selectRow(number)
                return
