"""管理 as a whole: how the window is set up, and the audit trail beside it."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtWidgets import QWidget

from models.rules import powers
from models.rules.powers import AUDITOR, Power
from ui.pages.ledger_book import LedgerBook, Tab
from ui.services import Services

SETTING: Final = Tab("设置", "ui.pages.admin", "AdminPage")
TRAIL: Final = Tab("审计", "ui.pages.trail", "TrailPage")


class AdminBook(LedgerBook):
    """The tabs; those who may not read the trail are told so on it. The auditor begins there."""

    tabs: ClassVar[tuple[Tab, ...]] = (SETTING, TRAIL)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        if services.desk.staff.role == AUDITOR and powers.may(AUDITOR, Power.TRAIL):
            self.go(self.tabs.index(TRAIL))
