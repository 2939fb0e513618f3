"""The list under F2: items as one types, with who decides; what is not in the list says so and where to go."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.packs.search import ItemIndex
from models.rules.catalogue import CityPack, Item
from models.rules.terms import Ruling
from ui import theme as t
from ui.paint.draw import box
from ui.paint.light import Shape
from ui.parts.rows import Column, Kind, Row
from ui.parts.search import SearchBox
from ui.parts.table import RowTable
from ui.parts.textlines import TextLine, TextLines

_WIDTH, _SHOWN, _LIMIT = 640, 8, 40
_COLUMNS = (
    Column("序号", Kind.MUTED_RIGHT, 44, 8),
    Column("事项", Kind.TWO_LINE, 0, 8),
    Column("主管部门", Kind.MUTED, 124, 8),
    Column("放权方式", Kind.CHIP, 132, 8),
)


class ItemPicker(QWidget):
    """Lies over the page while an item is being chosen; the focus stays in the box.

    Signals:
        chosen: key of the item.
        left: put away without choosing.
        opened: shown.
    """

    chosen = Signal(str)
    left = Signal()
    opened = Signal()

    def __init__(self, box_: SearchBox, pack: CityPack, parent: QWidget) -> None:
        super().__init__(parent)
        self._box, self._pack = box_, pack
        self._index: ItemIndex | None = None  # made at the first key, not with the page
        self._table = RowTable(_COLUMNS, self, usual=t.ROW2)
        self._table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._table.setAccessibleName("事项")
        self._none = TextLines(gap=6, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._table)
        column.addWidget(self._none)
        self._column = column
        self.hide()
        self._table.opened.connect(self._take_key)
        self._table.clicked.connect(self.take)
        box_.textEdited.connect(self.search)
        box_.moved.connect(self._move)
        box_.taken.connect(self._enter)
        box_.left.connect(self.put_away)

    @property
    def current_name(self) -> str:
        """Name of the item Enter would take; empty when there is none."""
        item = next((item for item in self._pack.items if item.key == self._table.current_key()), None)
        return item.name if item is not None and self._table.isVisibleTo(self) else ""

    def said(self) -> tuple[str, ...]:
        """What stands there instead of items."""
        return tuple(f"{line.text} {line.note}".strip() for line in self._none.lines)

    def open(self) -> None:
        """Show the list for what stands in the box; a name that was chosen before does not narrow it."""
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._box.selectAll()
        self.search("")

    def search(self, text: str) -> None:
        """Show what ``text`` finds."""
        if self._index is None:
            self._index = ItemIndex(self._pack.items)
        found = self._index.find(text, _LIMIT)
        self._table.setVisible(bool(found))
        self._none.setVisible(not found)
        self._none.show_lines(() if found else self._nothing(text))
        self._table.show_rows([_row(item) for item in found], select=None)
        if found:
            self._table.selectRow(0)
            self._table.scrollToTop()
        self._place(len(found))
        if not self.isVisible():
            self.show()
            self.opened.emit()
        self.raise_()

    def take(self) -> None:
        """Choose the current row."""
        self._take_key(self._table.current_key())

    def put_away(self) -> bool:
        """Close without choosing; whether it was open."""
        was = self.isVisible()
        self.hide()
        if was:
            self.left.emit()
        return was

    def paintEvent(self, event: QPaintEvent) -> None:
        """White with an edge."""
        box(QPainter(self), self.rect(), t.PAPER, t.EDGE)

    def _take_key(self, key: str) -> None:
        if key:
            self.hide()  # before it is told: the box then shows the item's name again
            self.chosen.emit(key)

    def _enter(self) -> None:
        if self.isVisible():
            self.take()

    def _move(self, step: int) -> None:
        if not self.isVisible():
            self.search(self._box.text() if self._box.isModified() else "")
            return
        rows = self._table.model().rowCount()
        if rows:
            self._table.selectRow(max(0, min(self._table.currentIndex().row() + step, rows - 1)))

    def _place(self, found: int) -> None:
        parent = self.parentWidget()
        assert parent is not None
        at = self._box.mapTo(parent, self._box.rect().bottomLeft())
        wide = min(_WIDTH, parent.width() - at.x() - 8)
        side = 1 if found else 16
        self._column.setContentsMargins(side, side if found else 12, side, side if found else 12)
        tall = t.TABLE_HEAD + min(found, _SHOWN) * t.ROW2 + 2
        if not found:
            self._none.setFixedWidth(wide - 2 * side)
            tall = self._none.height() + 24
        self.setGeometry(at.x(), at.y() + 5, wide, tall)

    def _nothing(self, text: str) -> tuple[TextLine, ...]:
        hall = self._pack.places.get("")
        place = f"{hall.desk or hall.organ}，{hall.address}，电话 {hall.phone}" if hall else ""
        return (
            TextLine(f"“{text.strip()}”不在{self._pack.policy.document}的清单内", shape=Shape.SQUARE, strong=True,
                     note="清单之外一律不得实施。先换个说法再查：首字母、部门、序号都可以。"),
            TextLine("本级自有的事项，按本级流程在原窗口办理。", lead="1"),
            TextLine(f"市级的事项，请到{place}" if place else "市级的事项，请到市政务服务中心。", lead="2"),
        )  # fmt: skip


def _row(item: Item) -> Row:
    note = item.remark or (f"{item.parent} 的子项" if item.parent else "")
    code = item.printed_mode.value if item.printed_mode else Ruling.ASK.value
    return Row(item.key, (str(item.no), (item.name, note), item.department, code))
