"""Ctrl+K: one box that finds any item, case or command, from anywhere, and goes there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.desk import search
from models.errors import WorldError
from models.views import Hit
from ui import theme as t
from ui.paint.draw import box
from ui.paint.light import Shape
from ui.parts.rows import AnyRow, Column, GroupRow, Kind, Marked, Row
from ui.parts.search import SearchBox
from ui.parts.table import RowTable
from ui.services import Services

_WIDE, _TOP, _MOST = 720, 84, 13
_COLUMNS = (Column("", Kind.MARK, 40), Column("", Kind.TEXT), Column("", Kind.MUTED_RIGHT, 320))
_KINDS = (("item", "事项", Shape.DOT), ("case", "办件", Shape.RING), ("command", "命令", Shape.CHECK))
_PAGES = {
    "today": "今日",
    "intake": "收件",
    "cases": "办件",
    "forward": "转报",
    "ledger": "台账",
    "items": "事项",
    "admin": "管理",
    "dayclose": "台账",
    "retry": "转报",
}
_ASKS = {"lock": "lock_asked", "help": "help_asked", "reprint": "reprint_asked"}  # command → signal of the bus


class Palette(QWidget):
    """Lies over the window while it is open; the page under it stays as it is."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._hits: dict[str, Hit] = {}
        self._asked = 0
        self._before: QWidget | None = None
        self.box = SearchBox("查事项、办件、申请人、命令", "Esc", self)
        self.table = RowTable(_COLUMNS, self, usual=t.ROW, headed=False)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.box)
        column.addWidget(self.table)
        self.box.textChanged.connect(self._search)
        self.box.moved.connect(self._move)
        self.box.taken.connect(self._take)
        self.box.left.connect(self.put_away)
        self.table.opened.connect(self._go)
        self.table.clicked.connect(self._take)
        self.hide()

    def open(self) -> None:
        """Show it empty, with the commands."""
        window = self.parentWidget()
        if not self.isVisible():
            self._before = window.focusWidget()
        self.setGeometry((window.width() - _WIDE) // 2, _TOP, _WIDE, 8 + 30 + 6 + t.ROW * _MOST + 8)
        self.box.clear()
        self.show()
        self.raise_()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search("")

    def put_away(self) -> None:
        """Close, and give the focus back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing typed here reaches the page."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A white card."""
        box(QPainter(self), self.rect(), t.PAPER, t.DAI, t.RADIUS_BUTTON)

    @Slot(str)
    def _search(self, text: str) -> None:
        self._asked += 1
        number, desk = self._asked, self._services.desk
        self._services.tasks.run(lambda: (number, search.find(desk, text)), self._found, self._failed, self._failed)

    @Slot(object)
    def _found(self, answer: tuple[int, tuple[Hit, ...]]) -> None:
        number, hits = answer
        if number != self._asked:
            return  # typed on meanwhile
        self._hits = {f"{hit.kind}:{hit.key}": hit for hit in hits}
        self.table.show_rows(_rows(hits))

    @Slot(object)
    def _failed(self, error: WorldError) -> None:
        self._services.bus.said.emit(error.sentence)

    @Slot(int)
    def _move(self, by: int) -> None:
        model = self.table.model()
        row = self.table.currentIndex().row() + by
        while 0 <= row < model.rowCount():
            if model.flags(model.index(row, 0)) & Qt.ItemFlag.ItemIsSelectable:
                self.table.selectRow(row)
                return
            row += by

    @Slot()
    def _take(self) -> None:
        self._go(self.table.current_key())

    @Slot(str)
    def _go(self, key: str) -> None:
        hit = self._hits.get(key)
        if hit is None:
            return
        self.put_away()
        bus = self._services.bus
        if hit.kind == "case":
            bus.open_case.emit(hit.key)
        elif hit.kind == "item":
            bus.open_item.emit(hit.key)
        elif hit.key in _ASKS:
            getattr(bus, _ASKS[hit.key]).emit()
        elif hit.key in _PAGES:
            bus.go.emit(_PAGES[hit.key])


def _rows(hits: tuple[Hit, ...]) -> list[AnyRow]:
    shown: list[AnyRow] = []
    for kind, title, shape in _KINDS:
        members = [hit for hit in hits if hit.kind == kind]
        if members:
            shown.append(GroupRow(title))
            shown.extend(
                Row(f"{hit.kind}:{hit.key}", (Marked(shape, coloured=False), hit.title, hit.note)) for hit in members
            )
    return shown or [GroupRow("没有找到", "换几个字，或用首字母、编号后几位")]
