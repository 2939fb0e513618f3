"""办件's list as a model: any number of cases, of which only what has been looked at is held.

A place not read yet is a blank row; asking for it says so once, and the page has it read. Places count from the
newest case, and cases are never taken away, so a new case moves all others down by one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, Signal

from models.views import CaseRow
from ui.pages.queue_rows import short_no
from ui.pages.today_words import light_text
from ui.parts.rows import ROW_ROLE, Index, Row

CHUNK: Final = 100
KEPT: Final = 30  # chunks held at most: 3 000 rows
_BLANK: Final = Row("", (None,))


class CasesModel(QAbstractTableModel):
    """One column; ``ROW_ROLE`` gives a Row whose only cell is the CaseRow.

    Signals:
        missing: a row on the screen has not been read yet (said once per turn of the loop).
        more_wanted: a found list is at its end and may go on.
    """

    missing = Signal()
    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count, self._total = 0, 0
        self._chunks: OrderedDict[int, tuple[Row, ...]] = OrderedDict()
        self._found: list[Row] | None = None  # the rows of a search, read from the front
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.missing)

    @property
    def searching(self) -> bool:
        """Whether it holds the outcome of a search."""
        return self._found is not None

    @property
    def total(self) -> int:
        """How many there are, shown or not."""
        return self._total

    @property
    def held(self) -> int:
        """How many rows are in memory."""
        return len(self._found) if self._found is not None else sum(map(len, self._chunks.values()))

    def show_all(self, count: int) -> None:
        """Show the whole list of ``count`` cases; rows held before are read anew."""
        self.beginResetModel()
        self._found, self._count, self._total = None, count, count
        self._chunks.clear()
        self.endResetModel()

    def show_found(self, rows: Sequence[CaseRow], total: int) -> None:
        """Show the first rows of a search that found ``total``."""
        self.beginResetModel()
        self._chunks.clear()
        self._found, self._total = [_row(one) for one in rows], total
        self._count = len(self._found)
        self.endResetModel()

    def add_found(self, rows: Sequence[CaseRow]) -> None:
        """The next rows of the search."""
        if self._found is None or not rows:
            return
        self.beginInsertRows(QModelIndex(), self._count, self._count + len(rows) - 1)
        self._found.extend(_row(one) for one in rows)
        self._count = len(self._found)
        self.endInsertRows()

    def put(self, chunk: int, rows: Sequence[CaseRow]) -> None:
        """The rows of ``chunk`` as they are now."""
        if self._found is not None:
            return
        self._chunks[chunk] = tuple(_row(one) for one in rows)
        self._chunks.move_to_end(chunk)
        while len(self._chunks) > KEPT:
            self._chunks.popitem(last=False)
        first, last = chunk * CHUNK, min(self._count, (chunk + 1) * CHUNK) - 1
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))

    def lacks(self, first: int, last: int) -> list[int]:
        """Chunks between two places that are not held."""
        if self._found is not None or not self._count:
            return []
        span = range(max(0, first) // CHUNK, min(self._count - 1, max(0, last)) // CHUNK + 1)
        return [chunk for chunk in span if chunk not in self._chunks]

    def place_of(self, key: str) -> int | None:
        """Where a held case stands."""
        if self._found is not None:
            return next((n for n, row in enumerate(self._found) if row.key == key), None)
        for chunk, rows in self._chunks.items():
            for n, row in enumerate(rows):
                if row.key == key:
                    return chunk * CHUNK + n
        return None

    def row_at(self, place: int) -> Row:
        """The row there, or a blank one that will be read."""
        if self._found is not None:
            return self._found[place]
        rows = self._chunks.get(place // CHUNK)
        if rows is None or place % CHUNK >= len(rows):
            if rows is None:
                self._soon.start()
            return _BLANK
        self._chunks.move_to_end(place // CHUNK)
        return rows[place % CHUNK]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """All of them."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row for the delegate; words for readers."""
        if not index.isValid() or role not in (ROW_ROLE, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row_at(index.row())
        return row if role == ROW_ROLE else _said(row.cells[0])

    def canFetchMore(self, parent: Index) -> bool:
        """Only a search is read from the front."""
        return not parent.isValid() and self._found is not None and self._count < self._total

    def fetchMore(self, parent: Index) -> None:
        """The list was scrolled to its end."""
        self.more_wanted.emit()


def _row(one: CaseRow) -> Row:
    return Row(one.case_id, (one,))


def _said(one: CaseRow | None) -> str:
    if one is None:
        return "正在读"
    return f"{one.item_name}，{one.applicant}，{short_no(one.case_no)}，{light_text(one)}"
