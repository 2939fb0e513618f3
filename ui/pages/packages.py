"""摆渡包: what goes to the city on a stick while the line is down: packed, answered, asked after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from ui import theme as t
from ui.pages import packages_rows as say
from ui.pages import packages_work as work
from ui.pages.asking import Op
from ui.pages.asking_page import AskingPage
from ui.pages.ledger_tabs import LedgerTabs
from ui.pages.packages_doing import PackagesActs
from ui.pages.packages_side import PackagesSide
from ui.parts import frame
from ui.parts.banner import EmptyState
from ui.parts.heads import GroupHead
from ui.parts.table import RowTable
from ui.parts.topbar import Facts
from ui.services import Services

if TYPE_CHECKING:
    from models.desk.packages import PackagesView, PackageView

_HINTS = (("↑↓", "选"), ("F10", "装包"), ("F9", "收回执包"))


class PackagesPage(AskingPage):
    """The tab."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._rows: dict[str, PackageView] = {}
        self._waiting = 0
        self.tabs, self._facts = LedgerTabs(name="转报"), Facts()
        self.acts = PackagesActs(services, self)
        self.acts.said.connect(self.strip.say)
        self.acts.changed.connect(self._moved)
        self._build()
        services.bus.queue_changed.connect(self._changed)
        services.bus.case_changed.connect(self._changed)

    def _question(self) -> Op:
        return work.reading(self._services.desk)

    def _build(self) -> None:
        self.side = PackagesSide(self.acts.pack, (self.acts.take, self.acts.again))
        self.acts.stand_in(self.side)
        middle = frame.across(self._left(), self.side, wide=0)
        bar = self._bar("转报", self.tabs, self._facts)
        frame.down(self, bar, self.strip, middle, wide=middle)

    def _left(self) -> QWidget:
        self._head = GroupHead("摆渡包", "", hints=_HINTS, ruled=False)
        self._head.set_large()
        self.front = self.table = RowTable(say.COLUMNS, usual=t.ROW_FORWARD)
        self.table.setAccessibleName("摆渡包")
        self.table.picked.connect(self._picked)
        self._empty = EmptyState("还没有装过摆渡包", "断网时按 F10，把要送的装进存储盘，送到市级", self.acts.pack)
        return frame.listing(self._head, self.table, self._empty, colour=t.BG, top=10)

    @Slot(object)
    def _show(self, view: PackagesView) -> None:
        self._rows = {say.key_of(one.number): one for one in view.rows}
        self._waiting = view.waiting
        self._facts.show_facts(*say.facts(view))
        self._head.set_note(f"{len(view.rows)} 包" if view.rows else "")
        self.table.show_rows(say.grouped(view))
        self.table.setVisible(bool(view.rows))
        self._empty.setVisible(not view.rows)
        self._picked(self.table.current_key())

    @Slot(str)
    def _picked(self, key: str) -> None:
        row = self._rows.get(key)
        self.side.show_row(row)
        self.acts.show(row, self._waiting)

    @Slot()
    def _moved(self) -> None:
        self._services.bus.queue_changed.emit()
        self._services.bus.case_changed.emit("")
        self.refresh()
