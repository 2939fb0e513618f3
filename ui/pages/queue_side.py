"""转报's right column: of an entry why it stands as it does and what to do, of a case what the city said of it."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.views import QueueRow
from models.views_city import CityWord
from ui.pages.city_word import CityWordPanel
from ui.pages.queue_words import SIDE_EMPTY, advice, spans
from ui.parts.act import Act
from ui.parts.button import Button, Rank
from ui.parts.column import RightColumn
from ui.parts.heads import GroupHead
from ui.parts.textlines import TextLines

WIDTH: Final = 380


class QueueSide(RightColumn):
    """The column; its keys never move."""

    def __init__(self, main: Act, notice: Act, beside: tuple[Act, ...], parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent)
        self.why, self.how, self.times = TextLines(), TextLines(), TextLines()
        self._entry = QWidget()
        column = QVBoxLayout(self._entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for title, lines in (("为什么", self.why), ("怎么办", self.how), ("时间与回执", self.times)):
            column.addWidget(GroupHead(title))
            column.addSpacing(6)
            column.addWidget(lines)
            column.addSpacing(16)
        self.city = CityWordPanel(notice)
        self.body.addWidget(self._entry)
        self.body.addWidget(self.city)
        self.body.addStretch(1)
        self.bottom.addWidget(Button(main, Rank.PRIMARY))
        row = QHBoxLayout()
        row.setSpacing(8)
        for act in beside:
            row.addWidget(Button(act))
        self.bottom.addLayout(row)

    def show_row(self, row: QueueRow | None) -> None:
        """Show an entry of the queue, or nothing chosen."""
        self._turn_to(self._entry)
        why, how, times = spans(row) if row else SIDE_EMPTY
        self.why.show_lines(why)
        self.how.show_lines(how or advice(row))
        self.times.show_lines(times)

    def show_word(self, word: CityWord | None) -> None:
        """Show what the city said of the chosen case."""
        self._turn_to(self.city)
        self.city.show_word(word)

    def _turn_to(self, shown: QWidget) -> None:
        for one in (self._entry, self.city):
            one.setVisible(one is shown)
