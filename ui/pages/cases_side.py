"""办件's right column: what comes next, the clocks, the papers, the materials, and what follows the decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.rules.calendar import WorkCalendar
from models.views import CaseView
from models.views_city import CityWord
from ui.pages import cases_lines as say
from ui.pages.cases_clock import clock_of, main_deadline
from ui.pages.cases_next import NextStep
from ui.pages.city_word import CityWordPanel
from ui.parts.act import Act
from ui.parts.button import Button
from ui.parts.column import RightColumn
from ui.parts.heads import GroupHead
from ui.parts.painted import ClockCells
from ui.parts.table import RowTable
from ui.parts.textlines import TextLine, TextLines

if TYPE_CHECKING:
    from ui.pages.acts.reading import Offers

WIDTH: Final = 372
_PAPER_ROW: Final = 26


class Papers(RowTable):
    """The list of papers; the column it scrolls in would keep ← for itself.

    Signals:
        back: ← pressed.
    """

    back = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← goes back to the timeline."""
        if event.key() == Qt.Key.Key_Left:
            self.back.emit()
        else:
            super().keyPressEvent(event)


class CaseSide(RightColumn):
    """The column.

    Signals:
        paper_opened: id of a paper Enter was pressed on.
    """

    paper_opened = Signal(str)

    def __init__(self, main: Act, second: Act, notice: Act, keys: Sequence[Act], parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent)
        self._explained = False
        self._view: CaseView | None = None
        self._next = NextStep(main, second)
        self.top.addWidget(self._next)
        self.city = CityWordPanel(notice)
        self.body.addWidget(self.city)
        self._clock_head = GroupHead("时限", "", hints=(("Alt+D", "为什么"),))
        self._cells, self._dates, self._why = ClockCells(), say.Lines(18), TextLines(gap=2)
        self._paper_head, self._papers = GroupHead("文书"), self._make_papers()
        self._material_head, self._materials = GroupHead("材料"), say.Lines(18)
        self._after_head, self._after = GroupHead("办结之后"), say.Lines(76)
        self._why.hide()
        self._clock = self._put(self._clock_head, self._cells, self._dates, self._why)
        self._put(self._paper_head, self._papers)
        self._handed_in = self._put(self._material_head, self._materials)
        self._afterwards = self._put(self._after_head, self._after)
        self.body.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for act in keys:
            row.addWidget(Button(act))
        self.bottom.addLayout(row)

    @property
    def papers(self) -> Papers:
        """The list of papers, to give it the focus."""
        return self._papers

    @property
    def paper(self) -> str:
        """Id of the paper chosen, the first print of it."""
        return self._papers.current_key()

    def choose_paper(self, document_id: str) -> None:
        """Choose a paper."""
        self._papers.select_key(document_id)

    def show_case(
        self,
        view: CaseView,
        calendar: WorkCalendar,
        today: date,
        offers: Offers | None = None,
        word: CityWord | None = None,
    ) -> None:
        """Show a case, with what the city said of it."""
        other = self._view is None or self._view.row.case_id != view.row.case_id
        self._view = view
        self._next.show_case(view, offers)
        self.city.show_word(word)
        self._show_clock(view, calendar, today)
        self._papers.show_other(say.paper_rows(view))
        self._paper_head.set_note(say.papers_note(view))
        self._materials.show_lines(say.material_lines(view))
        self._material_head.set_note(say.materials_note(view))
        self._after.show_lines(say.afterwards_lines(view))
        self._clock.setVisible(bool(view.deadlines))
        self._handed_in.setVisible(bool(view.materials))
        self._afterwards.setVisible(bool(view.afterwards))
        if other:
            self.scrolled.verticalScrollBar().setValue(0)

    @Slot()
    def explain(self) -> None:
        """Unfold, or fold, why the dates are what they are (Alt+D)."""
        self._explained = not self._explained
        self._why.setVisible(self._explained)
        self._clock_head.set_hints((("Alt+D", "收起" if self._explained else "为什么"),))
        if self._explained:
            self.scrolled.show_whole(self._why)

    def _show_clock(self, view: CaseView, calendar: WorkCalendar, today: date) -> None:
        main = main_deadline(view)
        self._clock_head.set_note(main.name if main else "")
        self._cells.show_value(clock_of(view, calendar, today))
        self._cells.setVisible(main is not None)
        self._dates.show_lines(say.deadline_lines(view))
        self._why.show_lines(_why(view))

    def _make_papers(self) -> Papers:
        table = Papers(say.PAPER_COLUMNS, usual=_PAPER_ROW, headed=False, grows=True)
        table.setAccessibleName("文书")
        table.opened.connect(self.paper_opened)
        return table

    def _put(self, head: GroupHead, *parts: QWidget) -> QWidget:
        """A group that is shown or hidden as one."""
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 14)
        column.setSpacing(0)
        column.addWidget(head)
        column.addSpacing(6)
        for part in parts:
            column.addWidget(part)
        self.body.addWidget(group)
        return group


def _why(view: CaseView) -> list[TextLine]:
    """Each clock's name, then the lines the reckoning gave; those without any say their short reason."""
    lines: list[TextLine] = []
    seen: set[tuple[str, ...]] = set()
    for clock in view.deadlines:
        said = clock.lines or (clock.short,)
        if said in seen:
            continue
        seen.add(said)
        lines.append(TextLine(clock.name, strong=True))
        lines.extend(TextLine(line, small=True) for line in said if line)
    return lines or [TextLine("还没有起算的时限", small=True)]
