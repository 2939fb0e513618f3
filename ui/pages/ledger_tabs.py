"""The row of tabs at the top of every part of 台账 and of 转报."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.parts.segmented import Segmented


class LedgerTabs(QWidget):
    """Hidden until the book says which tabs there are.

    Signals:
        chosen: number of a tab.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, name: str = "台账") -> None:
        super().__init__(parent)
        self._here = 0
        self._row = Segmented((), 0, name=name)
        self._row.setToolTip("Ctrl+1、Ctrl+2 …")
        self._row.chosen.connect(self._chosen)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_tabs(self, names: Sequence[str], here: int) -> None:
        """Show the tabs, this one chosen."""
        self._here = here
        self._row.set_choices(names, here)
        self.show()

    @Slot(int)
    def _chosen(self, number: int) -> None:
        self._row.set_current(self._here)
        self.chosen.emit(number)
