"""转报's right column: why an entry stands as it does, what the city said of a case, which of two acts counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.rules.terms import QueueState
from models.views import CaseRow, QueueRow
from models.views_city import CityWord
from ui.pages.city_word import CityWordPanel
from ui.pages.conflict_panel import CITY, ConflictPanel
from ui.pages.queue_rows import answer_shape
from ui.pages.queue_words import SIDE_EMPTY, advice, spans
from ui.paint.light import Shape
from ui.parts.act import Act
from ui.parts.button import Button, Rank
from ui.parts.column import RightColumn
from ui.parts.heads import GroupHead
from ui.parts.sideband import SideBand
from ui.parts.textlines import TextLines

if TYPE_CHECKING:
    from models.desk.conflicts import Conflict

WIDTH: Final = 380


class QueueSide(RightColumn):
    """The column; its keys never move."""

    def __init__(
        self, main: Act, notice: Act, again: Act, beside: tuple[Act, Act], parent: QWidget | None = None
    ) -> None:
        super().__init__(WIDTH, parent)
        self.band = SideBand()
        self.top.addWidget(self.band)
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
        self.city, self.met = CityWordPanel(notice), ConflictPanel()
        self.body.addWidget(self._entry)
        self.body.addWidget(self.city)
        self.body.addWidget(self.met)
        self.body.addStretch(1)
        self.bottom.addWidget(Button(main, Rank.PRIMARY))
        row = QHBoxLayout()
        row.setSpacing(8)
        self._again, self._open, self._retry = Button(again), Button(beside[0]), Button(beside[1])
        for button in (self._again, self._open, self._retry):
            row.addWidget(button)
        self.bottom.addLayout(row)
        self._turn_to(self._entry)

    def show_row(self, row: QueueRow | None) -> None:
        """Show an entry of the queue, or nothing chosen."""
        self._turn_to(self._entry)
        self._say_entry(row)
        why, how, times = spans(row) if row else SIDE_EMPTY
        self.why.show_lines(why)
        self.how.show_lines(how or advice(row))
        self.times.show_lines(times)

    def show_word(self, row: CaseRow, word: CityWord | None) -> None:
        """Show what the city said of the chosen case."""
        self._turn_to(self.city)
        title, shape = (word.title, answer_shape(row)) if word else ("市级的答复已经办了", Shape.CHECK)
        self.band.say(shape, title, f"{row.item_name} · {row.applicant}", f"{word.at:%m-%d %H:%M}" if word else "")
        self.city.show_word(word)

    def show_met(self, met: Conflict) -> None:
        """Show two acts that met."""
        self._turn_to(self.met)
        by_city = bool(met.first) and met.first[0].window == CITY
        title = "市级先办了，要再定" if by_city else "两个窗口同时办了，要再定"
        self.band.say(Shape.SQUARE, title, f"{met.item_name} · {met.applicant}", f"{met.lost.at:%m-%d %H:%M}")
        self.met.show_met(met)

    def _say_entry(self, row: QueueRow | None) -> None:
        """Only what a person must settle has a band."""
        if row is not None and row.state is QueueState.HELD:
            whose = f"{row.item_name} · {row.applicant}"
            self.band.say(Shape.SQUARE, "要人处理", whose, f"{row.queued_at:%m-%d %H:%M}")
        else:
            self.band.say(Shape.RING, "")

    def _turn_to(self, shown: QWidget) -> None:
        for one in (self._entry, self.city, self.met):
            one.setVisible(one is shown)
        self._again.setVisible(shown is self.met)
        self._retry.setVisible(shown is not self.met)
