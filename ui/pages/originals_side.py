"""原件交接's right column: what lies in the bag, what to do, what happened to it; the keys never move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.rules.bundles import spaced
from ui.pages import originals_rows as say
from ui.parts.act import Act
from ui.parts.button import Button, Rank
from ui.parts.column import RightColumn
from ui.parts.heads import GroupHead
from ui.parts.textlines import TextLines

if TYPE_CHECKING:
    from models.desk.bundles import BundleRow

_WIDTH = 380


class OriginalsSide(RightColumn):
    """One bag at a time."""

    def __init__(self, main: Act, beside: tuple[Act, ...], parent: QWidget | None = None) -> None:
        super().__init__(_WIDTH, parent)
        self.inside, self.todo, self.history = TextLines(), TextLines(), TextLines()
        self._title = GroupHead("袋里")
        for head, lines in (
            (self._title, self.inside),
            (GroupHead("怎么办"), self.todo),
            (GroupHead("经过"), self.history),
        ):
            self.body.addWidget(head)
            self.body.addSpacing(6)
            self.body.addWidget(lines)
            self.body.addSpacing(16)
        self.body.addStretch(1)
        self.bottom.addWidget(Button(main, Rank.PRIMARY))
        row = QHBoxLayout()
        row.setSpacing(8)
        for act in beside:
            row.addWidget(Button(act))
        self.bottom.addLayout(row)

    def show_row(self, row: BundleRow | None) -> None:
        """Show a bag, or nothing chosen."""
        self._title.set_title("袋里", spaced(row.code) if row else "")
        self.inside.show_lines(say.lines_of(row))
        self.todo.show_lines(say.todo_of(row))
        self.history.show_lines(say.history_of(row))
