"""管理 · 到期清理: files of archived cases that may go from this machine, and the key for it, with a second person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from models.desk import purge
from models.desk.purge import Plan
from models.rules.powers import Power
from ui.pages.admin_section import AdminSection
from ui.parts.second_person import SecondPerson, proved
from ui.parts.textlines import TextLine, TextLines
from ui.services import Services

_NONE: Final = "没有到期的"
_MB: Final = 1_000_000


class PurgeSection(AdminSection):
    """What is due, and the key."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        self.lines = TextLines()
        super().__init__(services, "到期清理", self.lines, parent)
        self._plan: Plan | None = None
        self._reason = ""
        self.purge = self.key("清理到期文件")
        self.purge.done.connect(self._ask)

    @Slot()
    def refresh(self) -> None:
        """Ask what is due."""
        desk = self.services.desk
        self.services.long.run(lambda: purge.plan(desk), self._show, self.failed, self.failed)

    def guard(self, reason: str) -> None:
        """Who may not is told so; who may is told when nothing is due."""
        self._reason = reason
        due = self._plan is not None and bool(self._plan.due)
        super().guard(reason or ("" if due else _NONE))

    @Slot(object)
    def _show(self, plan: Plan) -> None:
        self._plan = plan
        found = f"{len(plan.due)} 件，文件 {plan.files} 份，{plan.size / _MB:.1f} MB" if plan.due else _NONE
        rule = f"归档满 {plan.days} 日、市级已全部收到的，只清本机文件"
        kept = "日志、文号、审计都不清；以后要看，程序自会向市级取回"
        self.lines.show_lines([TextLine(found, label="到期", note=rule), TextLine(kept, small=True)])
        self.guard(self._reason)

    @Slot()
    def _ask(self) -> None:
        if self._plan is None:
            return
        note = f"{len(self._plan.due)} 件的本机文件；日志、文号、审计不动"
        form = SecondPerson(self, "清理到期文件", note, Power.PURGE, "两人同意，清理")
        form.asked.connect(self._purge)
        self.open_form(form)

    @Slot(dict)
    def _purge(self, told: dict[str, str]) -> None:
        self.services.long.run(self._op(told), self._purged, self.failed, self.failed)

    def _op(self, told: dict[str, str]) -> Callable[[], int]:
        desk, plan = self.services.desk, self._plan
        assert plan is not None
        return proved(desk, told, Power.PURGE, lambda witness: purge.purge(desk, plan, witness))

    @Slot(object)
    def _purged(self, count: int) -> None:
        self.done(f"清理了 {count} 件的本机文件，已记入审计")
        self.refresh()
