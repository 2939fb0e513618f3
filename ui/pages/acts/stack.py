"""The right column of 办件 with what may lie over it: the list of other acts, or an act's form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from models.errors import WorldError
from models.rules.acts import ACT_NAMES
from models.rules.terms import Act as CaseAct
from models.views import ActDone
from ui.parts.act import Act
from ui.services import Services
from ui.shortcuts import Key

if TYPE_CHECKING:
    from ui.pages.acts.asks import Form, Told
    from ui.pages.acts.others import OtherActs
    from ui.pages.acts.reading import Offer, Offers
    from ui.pages.acts.sheet import ActSheet

_BUSY = "正在办理，请稍候"


class Hand(NamedTuple):
    """The case and the act a form is open for; ``press`` names this opening, so that it is done once."""

    case_id: str
    act: CaseAct
    press: str


class ActStack(QStackedWidget):
    """The column; the sheet and the list are made when first wanted.

    Signals:
        done: an act was done: its outcome and its name.
        failed: the Refusal or trouble an act ended with.
        refused: an act of the list may not be done: the offer with its reason.
        closed: the column itself is in front again.
    """

    done = Signal(object, str)
    failed = Signal(object)
    refused = Signal(object)
    closed = Signal()

    def __init__(self, services: Services, main: Act, side: QWidget, page: QWidget) -> None:
        super().__init__(page)
        self._services, self._main, self._side = services, main, side
        self._hand: Hand | None = None
        self._yes, self._name = "", ""
        self._sheet: ActSheet | None = None
        self._others: OtherActs | None = None
        self.back = Act("返回", Key.GIVE_UP, self)
        self.back.done.connect(self.put_away)
        self.back.setEnabled(False)
        page.addAction(self.back)
        self.setFixedWidth(side.width())
        self.addWidget(side)

    @property
    def open_form(self) -> bool:
        """Whether a form is in front."""
        return self._sheet is not None and self.currentWidget() is self._sheet

    @property
    def unkept(self) -> str:
        """Title of the open form, which is kept nowhere until it is done."""
        return self.sheet.head.title if self.open_form else ""

    @property
    def away(self) -> bool:
        """Whether the column itself is in front."""
        return self.currentWidget() is self._side

    @property
    def sheet(self) -> ActSheet:
        """The form."""
        if self._sheet is None:
            from ui.pages.acts.sheet import ActSheet  # noqa: PLC0415 - made when the first form is opened

            self._sheet = ActSheet(self._main, self.back, self._side.width(), self._services.desk.today)
            self._sheet.done.connect(self._do)
            self.addWidget(self._sheet)
        return self._sheet

    @property
    def others(self) -> OtherActs:
        """The list."""
        if self._others is None:
            from ui.pages.acts.others import OtherActs  # noqa: PLC0415 - as above

            self._others = OtherActs(self.back, self._side.width())
            self._others.chosen.connect(self._chosen)
            self.addWidget(self._others)
        return self._others

    def open_list(self, case_id: str, offers: Offers) -> None:
        """Show every act of the case's flow."""
        self._hand = Hand(case_id, CaseAct.NOTE, "")
        self._to(self.others)
        self.others.open(offers.all)

    def open(self, case_id: str, act: CaseAct) -> None:
        """Ask the desk what the act needs, then show its form."""
        self._hand = Hand(case_id, act, uuid4().hex)
        self._run(preparing(self._services, case_id, act), self._opened)

    @Slot()
    def submit(self) -> None:
        """F9."""
        if self.open_form:
            self.sheet.submit()

    @Slot()
    def put_away(self) -> None:
        """The column comes back; what was typed goes."""
        self._hand = None
        if not self.away:
            self.back.setEnabled(False)
            self.setCurrentWidget(self._side)
            self.closed.emit()

    @Slot(object)
    def _opened(self, form: Form) -> None:
        if self._hand is None:
            return
        self._yes = form.yes
        self._name = form.name or ACT_NAMES[self._hand.act]
        self._main.setText(form.yes)
        self._main.set_reason("")
        self._to(self.sheet)
        self.sheet.open(form, self._services.desk.today)

    @Slot(object)
    def _chosen(self, offer: Offer) -> None:
        if offer.reason:
            self.refused.emit(offer)
        elif self._hand is not None:
            self.open(self._hand.case_id, offer.act)

    @Slot(dict)
    def _do(self, told: Told) -> None:
        if self._hand is not None and not self._main.reason:
            self._main.set_reason(_BUSY)
            self._run(doing(self._services, self._hand, told), self._done)

    @Slot(object)
    def _done(self, done: ActDone) -> None:
        self.put_away()
        self.done.emit(done, self._name)

    @Slot(object)
    def _not_done(self, error: WorldError) -> None:
        if self.open_form:
            self._main.set_reason("")
            self.sheet.refuse(error)
        self.failed.emit(error)

    def _run(self, op: Callable[[], object], answer: Callable[[object], None]) -> None:
        self._services.tasks.run(op, answer, self._not_done, self._not_done)

    def _to(self, widget: QWidget) -> None:
        self.back.setEnabled(True)
        self.setCurrentWidget(widget)


def preparing(services: Services, case_id: str, act: CaseAct) -> Callable[[], Form]:
    """Read what the form of an act needs."""

    def work() -> Form:
        from ui.pages.acts.deed import deed  # noqa: PLC0415 - the rooms that make papers wait for the first act

        return deed(act).form(services.desk, case_id)

    return work


def doing(services: Services, hand: Hand, told: Told) -> Callable[[], ActDone]:
    """Do the act with what was told."""

    def work() -> ActDone:
        from ui.pages.acts.deed import deed  # noqa: PLC0415 - as above

        return deed(hand.act).do(services.desk, hand.case_id, told, hand.press)

    return work
