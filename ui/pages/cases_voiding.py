"""Alt+V on 办件: the number of the paper chosen is voided, by two persons in one form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from models.rules import powers
from models.rules.powers import Power
from models.views import ActDone, CaseView, DocumentView
from ui.pages.form_acts import FormActs
from ui.paint.light import Shape
from ui.parts.act import Act
from ui.parts.form_dialog import Ask
from ui.parts.second_person import SecondPerson, proved
from ui.services import Services
from ui.shortcuts import Key

if TYPE_CHECKING:
    from models.desk.twopersons import Witness

_WORDS: Final = (Ask("words", "经过", hint="例如：法人姓名错一字，已收回"),)
_NONE: Final = "这件还没有文书"
_WHICH: Final = "先在“文书”里选一份"


class Voiding(FormActs):
    """The act and its form.

    Signals:
        said: what came of it: shape, sentence, quieter sentence.
        voided: id of the case.
    """

    form: SecondPerson | None
    said = Signal(object, str, str)
    voided = Signal(str)

    def __init__(self, services: Services, page: QWidget) -> None:
        super().__init__(services, page)
        self._view: CaseView | None = None
        self._chosen = ""
        self._reasons: tuple[str, ...] = ()
        self._paper: DocumentView | None = None
        self.act = Act("作废文号", Key.VOID, self)
        self.act.done.connect(self._ask)
        page.addAction(self.act)
        services.bus.locked.connect(self._put_away)
        self.show_case(None)

    def show_case(self, view: CaseView | None) -> None:
        """The case in front."""
        self._view = view
        may = powers.may(self._services.desk.staff.role, Power.VOID)
        none = "" if view and view.documents else _NONE
        self.act.set_reason(none if may else f"由{powers.holders(Power.VOID)}办")

    @Slot(str)
    def choose(self, document_id: str) -> None:
        """The paper chosen in the list."""
        self._chosen = document_id

    @Slot()
    def _ask(self) -> None:
        from models.desk import voiding  # noqa: PLC0415 - after the first paint

        papers = self._view.documents if self._view else ()
        paper = next((one for one in papers if one.id == self._chosen), None)
        if self._view is None or paper is None:
            self.said.emit(Shape.CROSS, _WHICH, "")
            return
        if wrong := voiding.why_not(paper, self._view.row.state):
            self.failed.emit(wrong)
            return
        self._reasons, self._paper = voiding.REASONS, paper
        note = f"{paper.name} {paper.number}。文号不再用，底稿留着，市级会收到"
        of, yes = ("原因", self._reasons), "两人同意，作废"
        self.form = SecondPerson(self._page, "作废文号", note, Power.VOID, yes, asks=_WORDS, choices=of)
        self.form.asked.connect(self._void)
        self.form.finished.connect(self._form_gone)
        self.form.open()

    @Slot(dict)
    def _void(self, told: dict[str, str]) -> None:
        if self._paper is not None:
            self._services.tasks.run(self._op(self._paper, told), self._done, self._not_done, self._not_done)

    def _op(self, paper: DocumentView, told: dict[str, str]) -> Callable[[], ActDone]:
        desk, reason = self._services.desk, self._reasons[int(told["choice"])]

        def act(witness: Witness) -> ActDone:
            from models.desk import voiding  # noqa: PLC0415 - as above

            return voiding.void(desk, paper.case_id, paper.id, reason, told["words"], witness)

        return proved(desk, told, Power.VOID, act)

    @Slot(object)
    def _done(self, done: ActDone) -> None:
        number = self._paper.number if self._paper else ""
        self._close_form()
        self.said.emit(Shape.CHECK, f"已作废 {number}", "请在纸上画线注明“作废”，连同收回的一并留存")
        self.voided.emit(done.case_id)
