"""办件's left column put together: the filter, how many there are, the list and what it says when it is empty."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.desk.cases import Figures
from ui import theme as t
from ui.pages.cases_list import WIDTH, CaseList
from ui.pages.cases_reading import ListReader
from ui.parts.banner import EmptyState
from ui.parts.column import Ground
from ui.parts.heads import GroupHead
from ui.parts.search import SearchBox
from ui.services import Services
from ui.shortcuts import Key

_TYPING_MS = 150
_NOT_FOUND = ("没有这样的办件", "换个说法，或按 Esc 看全部")
_NONE_YET = ("还没有办件", "新件从收件 Alt+2 开始")


class CaseColumn(Ground):
    """The column.

    Signals:
        counted: the figures of the whole list.
        failed: what stood in the way of reading it.
        unknown: a case was asked for that is not here.
    """

    counted = Signal(object)
    failed = Signal(object)
    unknown = Signal(str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(t.BG, parent)
        self.setFixedWidth(WIDTH)
        self.filter = SearchBox("编号、申请人、事项", Key.FILTER.value, width=WIDTH - 24)
        self.list = CaseList()
        self._head = GroupHead("新收在前", "", ruled=False)
        self._empty = EmptyState(*_NONE_YET)
        self._empty.hide()
        self._lay_out()
        self.reader = ListReader(services, self.list, self)
        self.reader.counted.connect(self._counted)
        self.reader.failed.connect(self.failed)
        self.reader.unknown.connect(self.unknown)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._find)
        self.filter.textChanged.connect(self._typed)
        self.filter.moved.connect(self._step)
        self.filter.taken.connect(self.to_list)
        self.filter.left.connect(self._leave)

    def show_key(self, key: str) -> None:
        """Show the whole list with this case selected."""
        with QSignalBlocker(self.filter):
            self.filter.clear()
        self._typing.stop()
        self.reader.show_key(key)

    @Slot()
    def to_filter(self) -> None:
        """Type what to look for (Ctrl+F)."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    @Slot()
    def to_list(self) -> None:
        """The list takes the keys."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(4)
        top = QVBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.setSpacing(6)
        top.addWidget(self.filter)
        top.addWidget(self._head)
        column.addLayout(top)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addStretch(0)

    @Slot(object, int, str)
    def _counted(self, figures: Figures, shown: int, text: str) -> None:
        self._head.set_title("找到" if text else "新收在前", f"{shown} 件" if text else f"共 {shown} 件")
        self._empty.say(*(_NOT_FOUND if text else _NONE_YET))
        self._empty.setVisible(not shown)
        self.list.setVisible(bool(shown))
        self.counted.emit(figures)

    @Slot()
    def _typed(self) -> None:
        self._typing.start()

    @Slot()
    def _find(self) -> None:
        self.reader.find(self.filter.text())

    @Slot(int)
    def _step(self, by: int) -> None:
        self.list.select_place(self.list.place + by)

    @Slot()
    def _leave(self) -> None:
        self.filter.clear()
        self.to_list()
