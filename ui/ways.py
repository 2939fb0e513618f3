"""Where the bus's wishes lead: a page, a case on 办件, an item at 收件, a case gone on with there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from ui import pages
from ui.bus import Bus
from ui.shell import MainWindow

if TYPE_CHECKING:
    from datetime import datetime

    from models.rules.terms import Act


class Ways(QObject):
    """Brings the page to the front and lets it show what was asked for."""

    def __init__(self, window: MainWindow, bus: Bus, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        bus.go.connect(self._go)
        bus.open_case.connect(self._open_case)
        bus.do_act.connect(self._do_act)
        bus.open_item.connect(self._open_item)
        bus.resume_case.connect(self._resume_case)
        bus.enter_late.connect(self._enter_late)

    @Slot(str)
    def _go(self, name: str) -> None:
        self._window.go(name)

    @Slot(str)
    def _open_case(self, case_id: str) -> None:
        page = self._window.go("办件")
        if page is not None:
            pages.show(page, case_id)

    @Slot(str, object)
    def _do_act(self, case_id: str, act: Act) -> None:
        page = self._window.go("办件")
        if page is not None:
            pages.begin(page, case_id, act)

    @Slot(str)
    def _open_item(self, key: str) -> None:
        page = self._window.go("收件")
        if page is not None:
            pages.show(page, key)

    @Slot(str)
    def _resume_case(self, case_id: str) -> None:
        page = self._window.go("收件")
        if page is not None:
            pages.resume(page, case_id)

    @Slot(str, object)
    def _enter_late(self, number: str, received_at: datetime) -> None:
        page = self._window.go("收件")
        if page is not None:
            pages.enter_late(page, number, received_at)
