"""摆渡包's right column: where a package is, what to do, how large one may be; the keys never move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.pages import packages_rows as say
from ui.pages.packages_work import LIMITS
from ui.parts.act import Act
from ui.parts.busy import BusyStrip
from ui.parts.button import Button, Rank
from ui.parts.column import RightColumn
from ui.parts.heads import GroupHead
from ui.parts.segmented import Segmented
from ui.parts.textlines import TextLine, TextLines

if TYPE_CHECKING:
    from models.desk.packages import PackageView

_WIDTH = 380


class PackagesSide(RightColumn):
    """One package at a time."""

    def __init__(self, pack: Act, beside: tuple[Act, ...], parent: QWidget | None = None) -> None:
        super().__init__(_WIDTH, parent)
        self.where, self.todo, self.about = TextLines(), TextLines(), TextLines()
        self.limit = Segmented([name for name, _ in LIMITS], len(LIMITS) - 1, name="一包最多")
        self.busy = BusyStrip()
        self._title = GroupHead("在哪里")
        for head, body in (
            (self._title, self.where),
            (GroupHead("怎么办"), self.todo),
            (GroupHead("一包最多"), self.limit),
        ):
            self.body.addWidget(head)
            self.body.addSpacing(6)
            self.body.addWidget(body)
            self.body.addSpacing(16 if body is not self.limit else 6)
        self.about.show_lines([TextLine("装不下的留到下一包；包里的内容加密，只有市级能打开", small=True)])
        self.body.addWidget(self.about)
        self.body.addStretch(1)
        self.bottom.addWidget(self.busy)
        self.bottom.addWidget(Button(pack, Rank.PRIMARY))
        row = QHBoxLayout()
        row.setSpacing(8)
        for act in beside:
            row.addWidget(Button(act))
        self.bottom.addLayout(row)

    @property
    def bytes(self) -> int:
        """How large a package may be."""
        return LIMITS[self.limit.current][1]

    def show_row(self, one: PackageView | None) -> None:
        """Show a package, or nothing chosen."""
        self._title.set_title("在哪里", f"第 {one.number} 包" if one else "")
        self.where.show_lines(say.where_of(one))
        self.todo.show_lines(say.todo_of(one))
