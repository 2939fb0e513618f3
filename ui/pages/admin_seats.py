"""管理 · 登录记录: who sat at this window, from when to when, on which machine. Everybody may look."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from models.desk import seats
from models.desk.seats import Seat
from ui import theme as t
from ui.pages.admin_section import AdminSection
from ui.parts.rows import Column, Kind, Row
from ui.parts.table import RowTable
from ui.services import Services

SHOWN: Final = 8
_COLUMNS = (
    Column("人员", Kind.STRONG, 104),
    Column("机器", Kind.MUTED),
    Column("从", Kind.TEXT, 104),
    Column("到", Kind.TEXT, 104),
    Column("怎样结束", Kind.MUTED, 110),
)


class SeatsSection(AdminSection):
    """The newest turns; the rest is in the trail."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        self.table = RowTable(_COLUMNS, usual=t.ROW, grows=True)
        super().__init__(services, "登录记录", self.table, parent)

    @Slot()
    def refresh(self) -> None:
        """Ask for the turns."""
        desk = self.services.desk
        self.services.tasks.run(lambda: seats.turns(desk, SHOWN), self._show, self.failed, self.failed)

    @Slot(object)
    def _show(self, turns: tuple[Seat, ...]) -> None:
        self.head.set_note(f"最近 {len(turns)} 次")
        self.table.show_rows([_row(one) for one in turns])


def _row(one: Seat) -> Row:
    until = f"{one.until:%m-%d %H:%M}" if one.until else ""
    return Row(one.id, (one.name, one.machine, f"{one.since:%m-%d %H:%M}", until, one.how or "正在用"))
