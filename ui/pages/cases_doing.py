"""What may be done with the case in front: its acts with their keys, and the work behind them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from models.desk.context import Desk
from models.views import ActDone, CaseView, DocumentView
from models.views_city import CityWord
from ui.pages.cases_lines import unprinted
from ui.pages.cases_next import move_of
from ui.pages.noticing import Noticing
from ui.paint.light import Shape
from ui.parts.act import Act
from ui.services import Services
from ui.shortcuts import Key

if TYPE_CHECKING:
    from models.rules.terms import Act as CaseAct
    from ui.pages.acts.reading import Offers

_NOTHING = "这件没有要办的"
_NO_PAPERS, _ALL_PRINTED = "这件还没有文书", "这件的文书都打过了，重打按 F8"


class CaseActs(QObject):
    """F9, F4, P, F8 and F7 of 办件.

    Signals:
        said: what came of an act: shape, sentence, quieter sentence.
        failed: the Refusal or trouble it ended with.
        form_wanted: the form of an act: the case's id, the act.
        list_wanted: the list of the flow's acts.
        submitted: F9 while a form is open.
    """

    said = Signal(object, str, str)
    failed = Signal(object)
    form_wanted = Signal(str, object)
    list_wanted = Signal()
    submitted = Signal()

    def __init__(self, services: Services, page: QWidget) -> None:
        super().__init__(page)
        self._services = services
        self._view: CaseView | None = None
        self._offers: Offers | None = None
        self._word: CityWord | None = None
        self._in_form = False
        self._move = move_of(None)
        self._paper = ""
        self.main = self._act(page, self._move.text, Key.MAIN, self._do_main)
        self.rest = self._act(page, "打印未打的", Key.PRINT, self._print_rest)
        self.reprint = self._act(page, "文书重打", Key.SECOND, self._do_reprint)
        self.others = self._act(page, "其他办理", Key.OTHERS, self.list_wanted.emit)
        self._noticing = Noticing(services, page)
        self._noticing.done.connect(self._noticed)
        self._noticing.failed.connect(self.failed)
        self._noticing.form_wanted.connect(self.form_wanted)
        self.show_case(None)

    @property
    def notice(self) -> Act:
        """F7."""
        return self._noticing.act

    @property
    def offers(self) -> Offers | None:
        """What may be done on the case in front."""
        return self._offers

    def show_case(self, view: CaseView | None, offers: Offers | None = None, word: CityWord | None = None) -> None:
        """What may be done follows the case, and what the city said of it."""
        self._view, self._offers, self._move, self._word = view, offers, move_of(view, offers), word
        if not self._in_form:  # an open form keeps F9 with its own word on it
            self.main.setText(self._move.text)
            self.main.set_reason(self._move.reason)
        self._noticing.show_word(view.row.case_id if view else "", word)
        self.others.set_reason("" if offers and offers.all else _NOTHING)
        self.rest.set_reason("" if view and unprinted(view) else _ALL_PRINTED)
        self.reprint.set_reason("" if view and view.documents else _NO_PAPERS)

    def begin(self, act: CaseAct) -> None:
        """Open the form of an act wanted from another page; what belongs to 收件 goes on there."""
        offer = self._offers.of(act) if self._offers else None
        if self._view is None:
            return
        if offer is not None and not offer.reason:
            self.form_wanted.emit(self._view.row.case_id, act)
        elif not self._view.can.get("take_supplement", "-"):
            self._services.bus.resume_case.emit(self._view.row.case_id)
        else:
            reason = offer.reason if offer else f"这件现在是“{self._view.row.state.value}”"
            self.said.emit(Shape.CROSS, reason, "先办的已经算数，这一步不用再办；其他办理按 F4")

    def in_form(self, on: bool) -> None:
        """A form was opened, or put away."""
        self._in_form = on
        if not on:
            self.show_case(self._view, self._offers, self._word)

    @Slot(str)
    def choose(self, document_id: str) -> None:
        """The paper F8 prints."""
        self._paper = document_id

    def _act(self, page: QWidget, text: str, key: Key, answer: Callable[[], None]) -> Act:
        made = Act(text, key, self)
        made.done.connect(answer)
        page.addAction(made)
        return made

    def _run(self, op: Callable[[], Any], answer: Callable[[Any], None]) -> None:
        self._services.tasks.run(op, answer, self._not_done, self._not_done)

    @Slot(object)
    def _not_done(self, error: object) -> None:
        self.failed.emit(error)

    @Slot()
    def _do_main(self) -> None:
        if self._in_form:
            self.submitted.emit()
            return
        if self._view is None:
            return
        case_id = self._view.row.case_id
        if self._move.kind == "resume":
            self._services.bus.resume_case.emit(case_id)
        elif self._move.kind == "queue":
            self._services.bus.go.emit("转报")
        elif self._move.kind == "print":
            self._print_rest()
        elif self._move.kind == "act" and self._offers and self._offers.next:
            self.form_wanted.emit(case_id, self._offers.next.act)

    @Slot(object)
    def _noticed(self, done: ActDone) -> None:
        self.act_done(done, "告知申请人")

    @Slot(object, str)
    def act_done(self, done: ActDone, name: str) -> None:
        """An act was done on its form: its papers go to the printer, every list looks again."""
        papers = done.documents
        said = "、".join(one.name for one in papers)
        note = f"现在是“{done.state.value}”" + (f"，送打印 {len(papers)} 份：{said}" if papers else "")
        self._send(papers, f"{name}：已办", note)
        self.tell(done.case_id)

    @Slot()
    def _print_rest(self) -> None:
        papers = unprinted(self._view) if self._view else ()
        self._send(papers, f"已送打印 {len(papers)} 份", "、".join(one.name for one in papers))

    @Slot()
    def _do_reprint(self) -> None:
        if self._paper:
            self._run(printing_again(self._services.desk, self._paper), self._made_again)

    @Slot(object)
    def _made_again(self, paper: DocumentView) -> None:
        first = paper.id == self._paper
        note = "首次打印，未加注" if first else "文号不变，件上注明第几次打印，底稿未动"
        self._send((paper,), f"已送打印：{paper.name} {paper.number}", note)
        if not first:
            self.tell(paper.case_id)

    def _send(self, papers: tuple[DocumentView, ...], lead: str, note: str) -> None:
        if papers:
            self._services.paper.send(papers)
        self.said.emit(Shape.CHECK, lead, note)

    @Slot(str)
    def tell(self, case_id: str) -> None:
        """A case moved: every list looks again, the line is nudged."""
        self._services.bus.case_changed.emit(case_id)
        self._services.bus.queue_changed.emit()
        self._services.nudge()


def printing_again(desk: Desk, document_id: str) -> Callable[[], DocumentView]:
    """The paper to send: the first print itself while it was never printed, else one marked 第N次打印."""

    def work() -> DocumentView:
        from models.desk import documents  # noqa: PLC0415 - the rooms that make papers wait for the first one

        paper = documents.to_print(desk, document_id)
        return documents.reprint(desk, document_id) if paper.prints else paper

    return work


def reading(desk: Desk, case_id: str) -> Callable[[], tuple[CaseView, Offers, CityWord | None]]:
    """The case with what may be done on it, and what the city said of it."""

    def work() -> tuple[CaseView, Offers, CityWord | None]:
        from models.desk import cases, returns  # noqa: PLC0415 - as above
        from ui.pages.acts import reading as acts  # noqa: PLC0415 - as above

        return cases.case(desk, case_id), acts.read(desk, case_id), returns.word(desk, case_id)

    return work
