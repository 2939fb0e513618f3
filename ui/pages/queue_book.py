"""转报 as a whole: the records on the line, the paper originals beside them, and packages carried by hand."""

from __future__ import annotations

from typing import ClassVar, Final, cast

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from models.errors import Refusal, WorldError
from ui.pages import originals_work as work
from ui.pages import packages_work
from ui.pages.asking import Asker
from ui.pages.ledger_book import LedgerBook, Tab
from ui.pages.ledger_tabs import LedgerTabs
from ui.pages.originals import OriginalsPage
from ui.services import Services

TABS: Final = (
    Tab("电子记录", "ui.pages.queue", "QueuePage"),
    Tab("原件交接", "ui.pages.originals", "OriginalsPage"),
    Tab("摆渡包", "ui.pages.packages", "PackagesPage"),
)
_ORIGINALS: Final = 1
_PACKAGES: Final = 2


class QueueBook(LedgerBook):
    """The tabs; those with originals or packages somebody must ask after say how many."""

    tabs: ClassVar[tuple[Tab, ...]] = TABS

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        self._alarms = self._late = 0
        super().__init__(services, parent)
        self._asker = Asker(services.tasks, self)
        self._asker.answered.connect(self._tell)
        self._asker.failed.connect(self._not_told)
        self._late_asker = Asker(services.tasks, self)
        self._late_asker.answered.connect(self._tell_late)
        self._late_asker.failed.connect(self._not_told)
        services.bus.case_changed.connect(self._changed)
        services.bus.queue_changed.connect(self._changed)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again."""
        super().showEvent(event)
        self._changed()

    def take_scan(self, text: str) -> bool:
        """A bag's code brings the originals to the front, whichever tab is; a consignment number its own field."""
        page = self.pages.get(_ORIGINALS)
        if self.page is page and cast("OriginalsPage", page).take_number(text):
            return True
        if not work.is_bag(text):
            return False
        self.go(_ORIGINALS)
        return cast("OriginalsPage", self.page).take_scan(text)

    @Slot(int)
    def go(self, number: int) -> None:
        """Show a tab with the names as they are now."""
        super().go(number)
        self._name_tabs()

    @Slot()
    def _changed(self, *_what: str) -> None:
        if self.isVisible():
            self._asker.ask(work.counting(self._services.desk))
            self._late_asker.ask(packages_work.counting(self._services.desk))

    @Slot(object)
    def _tell(self, alarms: int) -> None:
        self._alarms = alarms
        self._name_tabs()

    @Slot(object)
    def _tell_late(self, late: int) -> None:
        self._late = late
        self._name_tabs()

    @Slot(object)
    def _not_told(self, error: WorldError) -> None:
        if isinstance(error, Refusal):  # the page itself says what is wrong with the store
            self._services.bus.said.emit(error.sentence)

    def _name_tabs(self) -> None:
        names = [one.name for one in self.tabs]
        if self._alarms:
            names[_ORIGINALS] = f"{names[_ORIGINALS]} · {self._alarms} 待查"
        if self._late:
            names[_PACKAGES] = f"{names[_PACKAGES]} · {self._late} 未回"
        for number, page in self.pages.items():
            cast("LedgerTabs", page.tabs).show_tabs(names, number)  # type: ignore[attr-defined] # as the ledger's
