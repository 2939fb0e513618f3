"""办件: the list of all cases, one case with everything that happened to it, and what may be done with it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.desk.cases import Figures
from models.errors import WorldError
from models.rules.terms import Act as CaseAct
from models.views import CaseView
from models.views_city import CityWord
from ui.pages.acts.stack import ActStack
from ui.pages.asking import Asker
from ui.pages.cases_doing import CaseActs, reading
from ui.pages.cases_left import CaseColumn
from ui.pages.cases_middle import CaseMiddle
from ui.pages.cases_reveal import Revealing
from ui.pages.cases_side import CaseSide
from ui.pages.cases_voiding import Voiding
from ui.pages.paper_dialog import PaperDialog
from ui.paint.light import Shape
from ui.parts.act import Act
from ui.parts.column import upright
from ui.parts.heads import KeyHint
from ui.parts.topbar import Facts, TopBar
from ui.services import Services
from ui.shortcuts import Key

if TYPE_CHECKING:
    from ui.pages.acts.reading import Offer, Offers


class CasesPage(QWidget):
    """The page; ``show_key`` shows one case by its id."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._view: CaseView | None = None
        self._wanted: tuple[str, CaseAct] | None = None
        self._detail = Asker(services.tasks, self)
        self._detail.answered.connect(self._show)
        self._detail.failed.connect(self._not_done)
        self.acts = CaseActs(services, self)
        self._preview = self._act("预览", Key.PREVIEW)
        self._why = self._act("为什么", Key.WHY)
        self._search = self._act("筛选", Key.FILTER)
        self._build()
        self.revealing = Revealing(services, self, self.middle.strip)
        self.voiding = Voiding(services, self)
        self._connect()

    @property
    def shown(self) -> CaseView | None:
        """The case in front."""
        return self._view

    def show_key(self, key: str) -> None:
        """Show the case with this id."""
        self.left.show_key(key)

    def begin_act(self, case_id: str, act: CaseAct) -> None:
        """Show a case, then the form of an act on it, or why it may not be done."""
        self._wanted = (case_id, act)
        self.left.show_key(case_id)
        self._look(case_id)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again."""
        super().showEvent(event)
        self._look_again()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The list takes the keys."""
        self.left.to_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← → go from list to timeline to papers and back."""
        columns: list[QWidget] = [self.left.list, self.middle.timeline, self.side.papers]
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        here = next((n for n, column in enumerate(columns) if column.hasFocus()), -1)
        if step and here >= 0 and 0 <= here + step < len(columns):
            columns[here + step].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _act(self, text: str, key: Key) -> Act:
        made = Act(text, key, self)
        self.addAction(made)
        return made

    def _build(self) -> None:
        self._facts = Facts()
        bar = TopBar("办件")
        bar.add(self._facts)
        bar.add(KeyHint(((Key.FILTER.value, "筛选"),)))
        bar.find_asked.connect(self._services.bus.find_asked)
        self.left = CaseColumn(self._services)
        self.middle = CaseMiddle()
        keys = (self.acts.reprint, self._preview, self.acts.others)
        self.side = CaseSide(self.acts.main, self.acts.rest, self.acts.notice, keys)
        self.stack = ActStack(self._services, self.acts.main, self.side, self)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self.left)
        columns.addWidget(upright())
        columns.addWidget(self.middle, 1)
        columns.addWidget(upright())
        columns.addWidget(self.stack)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addLayout(columns, 1)

    def _connect(self) -> None:
        self._preview.done.connect(self._open_chosen)
        self._why.done.connect(self.side.explain)
        self._search.done.connect(self.left.to_filter)
        self.acts.said.connect(self.middle.strip.say)
        self.acts.failed.connect(self._not_done)
        self.revealing.failed.connect(self._not_done)
        self.voiding.said.connect(self.middle.strip.say)
        self.voiding.failed.connect(self._not_done)
        self.voiding.voided.connect(self.acts.tell)
        self.acts.form_wanted.connect(self._open_form)
        self.acts.list_wanted.connect(self._open_list)
        self.acts.submitted.connect(self.stack.submit)
        self.stack.done.connect(self.acts.act_done)
        self.stack.failed.connect(self._not_done)
        self.stack.refused.connect(self._not_now)
        self.stack.currentChanged.connect(self._turned)
        self.stack.closed.connect(self._to_timeline)
        self.side.papers.picked.connect(self.acts.choose)
        self.side.papers.picked.connect(self.voiding.choose)
        self.left.counted.connect(self._counted)
        self.left.failed.connect(self._not_done)
        self.left.unknown.connect(self._unknown)
        self.left.list.picked.connect(self._look)
        self.left.list.opened.connect(self._to_timeline)
        self.middle.timeline.opened.connect(self._open_step)
        self.side.paper_opened.connect(self._open_paper)
        self.side.papers.back.connect(self._to_timeline)
        self._services.bus.case_changed.connect(self._changed)
        self._services.bus.queue_changed.connect(self._changed)
        self._services.bus.printer_changed.connect(self._changed)

    @Slot(object)
    def _counted(self, figures: Figures) -> None:
        self._facts.show_facts(
            (f"在办 {figures.open_cases}", "strong"),
            (f"补正中 {figures.waiting_for_applicant}", "plain"),
            (f"已办结 {figures.done}", "plain"),
        )

    @Slot(str)
    def _look(self, key: str) -> None:
        if key:
            desk = self._services.desk
            self._detail.ask(reading(desk, key))

    @Slot(object)
    def _show(self, found: tuple[CaseView, Offers, CityWord | None]) -> None:
        view, offers, word = found
        desk = self._services.desk
        if self._view is not None and self._view.row.case_id != view.row.case_id:
            self.stack.put_away()
        self._view = view
        self.acts.show_case(view, offers, word)
        self._preview.set_reason("" if view.documents else "这件还没有文书")
        self.middle.show_case(view, desk.clock.now())
        self.revealing.show_case(view)
        self.voiding.show_case(view)
        self.side.show_case(view, desk.calendar, desk.today, offers, word)
        if self._wanted is not None and self._wanted[0] == view.row.case_id:
            (_, act), self._wanted = self._wanted, None
            self.acts.begin(act)

    @Slot(object)
    def _not_done(self, error: WorldError) -> None:
        self.middle.strip.fail(error)

    @Slot(object)
    def _not_now(self, offer: Offer) -> None:
        self.middle.strip.say(Shape.CROSS, offer.reason, offer.todo)

    @Slot(str, object)
    def _open_form(self, case_id: str, act: CaseAct) -> None:
        self.middle.strip.clear()
        self.stack.open(case_id, act)

    @Slot()
    def _open_list(self) -> None:
        if self._view is not None and self.acts.offers is not None:
            self.stack.open_list(self._view.row.case_id, self.acts.offers)

    @Slot()
    def _turned(self, *_place: int) -> None:
        self.acts.in_form(self.stack.open_form)

    @Slot(str)
    def _unknown(self, _key: str) -> None:
        self._services.bus.said.emit("没有找到这件")

    @Slot()
    def _changed(self, *_what: str) -> None:
        if self.isVisible():
            self._look_again()

    def _look_again(self) -> None:
        self.left.reader.refresh()
        self._look(self.left.list.current_key())

    @Slot(str)
    def _open_paper(self, document_id: str) -> None:
        papers = self._view.documents if self._view else ()
        for paper in papers:
            if paper.id == document_id:
                PaperDialog(self._services, paper, self).open()

    @Slot(str)
    def _open_step(self, entry_id: str) -> None:
        for entry in self._view.timeline if self._view else ():
            if entry.entry_id == entry_id and entry.document_id:
                self.side.choose_paper(entry.document_id)
                self._open_paper(entry.document_id)

    @Slot()
    def _open_chosen(self) -> None:
        self._open_paper(self.side.paper)

    @Slot()
    def _to_timeline(self) -> None:
        self.middle.timeline.setFocus(Qt.FocusReason.OtherFocusReason)
