"""摆渡包: what goes to the city on a stick while the line is down: packed, answered, asked after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.errors import WorldError
from ui import theme as t
from ui.pages import packages_rows as say
from ui.pages import packages_work as work
from ui.pages.asking import Asker
from ui.pages.ledger_tabs import LedgerTabs
from ui.pages.packages_doing import PackagesActs
from ui.pages.packages_side import PackagesSide
from ui.paint.light import Shape
from ui.parts.banner import EmptyState
from ui.parts.column import Ground, upright
from ui.parts.heads import GroupHead
from ui.parts.strip import Strip
from ui.parts.table import RowTable
from ui.parts.topbar import Facts, TopBar
from ui.services import Services

if TYPE_CHECKING:
    from models.desk.packages import PackagesView, PackageView

_HINTS = (("↑↓", "选"), ("F10", "装包"), ("F9", "收回执包"))


class PackagesPage(QWidget):
    """The tab."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._rows: dict[str, PackageView] = {}
        self._waiting = 0
        self.tabs, self._facts, self.strip = LedgerTabs(name="转报"), Facts(), Strip()
        self._asker = Asker(services.tasks, self)
        self._asker.answered.connect(self._show)
        self._asker.failed.connect(self._not_shown)
        self.acts = PackagesActs(services, self)
        self.acts.said.connect(self.strip.say)
        self.acts.changed.connect(self._moved)
        self._build()
        services.bus.queue_changed.connect(self._changed)
        services.bus.case_changed.connect(self._changed)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again."""
        super().showEvent(event)
        self.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The list takes the keys."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def refresh(self) -> None:
        """Ask how the packages stand."""
        self._asker.ask(work.reading(self._services.desk))

    def _build(self) -> None:
        bar = TopBar("转报")
        bar.add(self.tabs)
        bar.add(self._facts)
        bar.find_asked.connect(self._services.bus.find_asked)
        self.side = PackagesSide(self.acts.pack, (self.acts.take, self.acts.again))
        self.acts.stand_in(self.side)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._left(), 1)
        middle.addWidget(upright())
        middle.addWidget(self.side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(self.strip)
        whole.addLayout(middle, 1)

    def _left(self) -> QWidget:
        ground = Ground(t.BG)
        column = QVBoxLayout(ground)
        column.setContentsMargins(t.GUTTER, 10, t.GUTTER, 12)
        column.setSpacing(6)
        self._head = GroupHead("摆渡包", "", hints=_HINTS, ruled=False)
        self._head.set_large()
        self.table = RowTable(say.COLUMNS, usual=t.ROW_FORWARD)
        self.table.setAccessibleName("摆渡包")
        self.table.picked.connect(self._picked)
        self._empty = EmptyState("还没有装过摆渡包", "断网时按 F10，把要送的装进存储盘，送到市级", self.acts.pack)
        for widget, stretch in ((self._head, 0), (self.table, 1), (self._empty, 0)):
            column.addWidget(widget, stretch)
        column.addStretch(0)
        return ground

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

    @Slot(object)
    def _not_shown(self, error: WorldError) -> None:
        self.strip.say(Shape.SQUARE, error.happened, "。".join(part for part in (error.safe, error.todo) if part))

    @Slot()
    def _changed(self, *_what: str) -> None:
        if self.isVisible():
            self.refresh()
