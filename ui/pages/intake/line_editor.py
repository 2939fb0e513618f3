"""The small field inside a line of the materials table: what is missing or wrong in words, or how many pages."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, Qt, Signal

from models.views import MaterialMark
from ui.parts.edit import Edit
from ui.parts.table import RowTable

_TALL = 24


class LineEditor(Edit):
    """Lies over the current line.

    Signals:
        taken: Enter; the next line follows.
        ended: put away by any way.
    """

    taken = Signal()
    ended = Signal()

    def __init__(self, table: RowTable) -> None:
        super().__init__(table.viewport())
        self._table = table
        self.what = ""  # problem | pages; empty while away
        self.setFixedHeight(_TALL)
        self.hide()
        self.onward.connect(self.taken)

    def open(self, what: str, text: str) -> None:
        """Show over the current line with ``text`` in it, ready to be typed over."""
        self.what = what
        self.setAccessibleName("缺什么、哪里不符" if what == "problem" else "页数")
        self.setGeometry(self._problem_box() if what == "problem" else self._cell(5).adjusted(-18, 1, 2, -1))
        self.setText(text)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def change(self, mark: MaterialMark) -> MaterialMark:
        """``mark`` with what was typed."""
        text = self.text().strip()
        if self.what == "problem":
            return replace(mark, problem=text)
        return replace(mark, pages=int(text) if text.isdecimal() else None)

    def put_away(self) -> bool:
        """Hide; whether it was there."""
        was, self.what = bool(self.what), ""
        self.hide()
        if was:
            self.ended.emit()
        return was

    def _cell(self, column: int) -> QRect:
        at = self._table.model().index(self._table.currentIndex().row(), column)
        return self._table.visualRect(at)

    def _problem_box(self) -> QRect:
        first, last = self._cell(1), self._cell(2)
        return QRect(first.left() + 2, first.bottom() - _TALL - 1, last.right() - first.left(), _TALL)
