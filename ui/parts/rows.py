"""What a table row is made of, the model that holds rows, and how wide and high things are.

Pages with a million rows bring their own model; it only has to answer ``ROW_ROLE`` with a Row or a GroupRow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.rules.terms import Light
from ui import theme as t
from ui.paint.draw import height_of
from ui.paint.light import Shape, light_words
from ui.paint.modechip import chip_text

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


class Kind(Enum):
    """How a column is painted, and what its cells hold."""

    LIGHT = "light"  # Lit
    MARK = "mark"  # Marked
    TEXT = "text"  # str
    STRONG = "strong"  # str
    TWO_LINE = "two"  # (str, str)
    WRAP = "wrap"  # str over as many lines as it needs; the row's height comes from wrap_height
    TWO_RIGHT = "two right"  # (str, str), flush right
    CHIP = "chip"  # Mode or Ruling code
    RIGHT = "right"  # str, flush right, medium
    CENTRE = "centre"  # str in the middle; "–" is painted quiet
    MUTED = "muted"  # str, small and quiet
    MUTED_RIGHT = "muted right"
    LINK = "link"  # (words, key cap)


@dataclass(frozen=True, slots=True)
class Lit:
    """A cell with a light: ``left`` working days, or words of one's own."""

    light: Light
    left: int | None = None
    text: str = ""

    @property
    def words(self) -> str:
        """What stands beside the light."""
        return self.text or light_words(self.light, self.left)


@dataclass(frozen=True, slots=True)
class Marked:
    """A cell with a shape (已收 ✓, 缺 ✕, 等待 ○); ``coloured`` words take the shape's colour."""

    shape: Shape
    text: str = ""
    coloured: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``width`` in px, 0 takes what is left."""

    title: str
    kind: Kind
    width: int = 0
    pad: int = 8

    @property
    def right(self) -> bool:
        """Whether head and cells are flush right."""
        return self.kind in (Kind.RIGHT, Kind.MUTED_RIGHT, Kind.TWO_RIGHT)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. ``alert`` is a second or third line in vermilion under the two-line cell."""

    key: str
    cells: tuple[Any, ...]
    late: bool = False
    quiet: bool = False
    alert: str = ""
    height: int = 0  # 0 = the table's usual


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A head between rows; cannot be selected."""

    title: str
    note: str = ""
    shape: Shape | None = None


AnyRow = Row | GroupRow


def cell_text(cell: object) -> str:
    """A cell as one plain string, for screen readers, copying and tests."""
    if isinstance(cell, Lit):
        return cell.words
    if isinstance(cell, Marked):
        return f"{cell.shape.value} {cell.text}".strip()
    if isinstance(cell, tuple):
        return "，".join(str(part) for part in cell if part)
    return str(cell)


class RowsModel(QAbstractTableModel):
    """A light model over tuples; replaced whole by ``show``."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[AnyRow, ...] = ()

    @property
    def rows(self) -> tuple[AnyRow, ...]:
        """All rows as shown."""
        return self._rows

    def show(self, rows: Sequence[AnyRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def replace(self, number: int, row: AnyRow) -> None:
        """Change one row in place; selection and scroll stay."""
        self._rows = (*self._rows[:number], row, *self._rows[number + 1 :])
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row for the delegate; words for readers."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return _said(row, index.column(), self.columns[index.column()].kind)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles, flush with their cells."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            side = Qt.AlignmentFlag.AlignHCenter if column.kind is Kind.CENTRE else side
            return side | Qt.AlignmentFlag.AlignVCenter
        return column.title if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Group heads can be neither reached nor selected."""
        if isinstance(self._rows[index.row()], GroupRow):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def _said(row: AnyRow, column: int, kind: Kind) -> str:
    if isinstance(row, GroupRow):
        return f"{row.title} {row.note}".strip() if column == 0 else ""
    cell = row.cells[column]
    return chip_text(str(cell)) if kind is Kind.CHIP else cell_text(cell)


def wrap_height(text: str, width: int, alert: str = "", least: int = t.ROW) -> int:
    """Height in px of a row whose WRAP cell is ``width`` px wide between its pads, hairline included."""
    lines = height_of(text, t.font(), width) + (t.line_height(t.SMALL) if alert else 0)
    return max(least, lines + 7)


def row_height(row: AnyRow, usual: int) -> int:
    """Height of ``row`` in px in a table whose rows are ``usual`` high."""
    if isinstance(row, GroupRow):
        return t.GROUP_ROW
    return row.height or usual
