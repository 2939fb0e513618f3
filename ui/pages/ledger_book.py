"""台账 as a whole: 日结, 用印登记, … side by side under one name, each a page of its own, made when first gone to."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import ClassVar, Final, NamedTuple, cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.pages import take_scan
from ui.pages.ledger_tabs import LedgerTabs
from ui.parts.act import Act
from ui.services import Services
from ui.shortcuts import TAB_KEYS


class Tab(NamedTuple):
    """One tab: its name, and the page behind it."""

    name: str
    module: str
    kind: str


TABS: Final = (
    Tab("日结", "ui.pages.ledger", "LedgerPage"),
    Tab("月度备案", "ui.pages.ledger_month", "MonthPage"),
    Tab("用印登记", "ui.pages.ledger_seals", "SealBookPage"),
    Tab("断电备用单", "ui.pages.ledger_spares", "SparesPage"),
)


class LedgerBook(QWidget):
    """The tabs; another page of the rail with tabs of its own names them in ``tabs``."""

    tabs: ClassVar[tuple[Tab, ...]] = TABS

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.pages: dict[int, QWidget] = {}
        self.stack = QStackedWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        for number, key in enumerate(TAB_KEYS[: len(self.tabs)]):
            act = Act(self.tabs[number].name, key, self)
            act.done.connect(_going(self, number))
            self.addAction(act)
        self.go(0)

    @property
    def page(self) -> QWidget:
        """The tab in front."""
        return self.stack.currentWidget()

    @Slot(int)
    def go(self, number: int) -> None:
        """Show a tab; it takes the keys."""
        if number not in self.pages:
            self.pages[number] = self._make(number)
        page = self.pages[number]
        self.stack.setCurrentWidget(page)
        if self.isVisible():
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The tab in front takes the keys."""
        self.page.setFocus(event.reason())

    def take_scan(self, text: str) -> bool:
        """A scan goes to the tab in front, if it can use one."""
        return take_scan(self.page, text)

    def _make(self, number: int) -> QWidget:
        tab = self.tabs[number]
        page = cast("Callable[[Services], QWidget]", getattr(import_module(tab.module), tab.kind))(self._services)
        row = cast("LedgerTabs", page.tabs)  # type: ignore[attr-defined] # every tab carries the row of tabs
        row.show_tabs([one.name for one in self.tabs], number)
        row.chosen.connect(self.go)
        self.stack.addWidget(page)
        return page


def _going(book: LedgerBook, number: int) -> Callable[[], None]:
    return lambda: book.go(number)
