"""The form being edited, as one immutable value; each change gives a new form and a whole new verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from models.desk import intake
from models.desk.assess import assess
from models.desk.context import Desk
from models.rules.catalogue import Fact
from models.rules.terms import Mode
from models.views import Agent, GuideView, IntakeForm, MaterialMark, VerdictView

BLANK = IntakeForm(draft_id="")


class FormState(QObject):
    """Holds form, verdict and guide; asks the desk for the verdict on the spot (it takes a few milliseconds).

    Signals:
        judged: form or verdict changed; every part shows itself anew.
        edited: the person changed the form; it has to be kept.
    """

    judged = Signal()
    edited = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._blank = BLANK
        self.form = BLANK
        self.guide: GuideView | None = None
        self.verdict: VerdictView = assess(desk, BLANK)
        self.case_no = ""  # of the case a supplement continues
        self.open_seqs: frozenset[int] | None = None  # materials that may be changed; None = all
        self._left: dict[str, IntakeForm] = {}  # forms of the same person for items chosen before
        self.from_card: frozenset[str] = frozenset()  # fields a card reader filled
        self.late: tuple[str, datetime] | None = None  # spare receipt and true time of what is entered next (补录)

    @property
    def empty(self) -> bool:
        """Whether no item is chosen."""
        return not self.form.item_key

    @property
    def touched(self) -> bool:
        """Whether the person has put anything in since the form was begun."""
        return not self.empty and self.form != self._blank

    @property
    def supplementing(self) -> bool:
        """Whether the form continues a case."""
        return bool(self.form.case_id)

    @property
    def accept_name(self) -> str:
        """What F9 does: accept, take a supplement, or receive for the city."""
        entrusted = self.verdict.mode is Mode.RECEIVE_ONLY
        if self.supplementing:
            return "take_on" if entrusted else "take"
        return "receive" if entrusted else "accept"

    def begin(self, item_key: str) -> None:
        """A fresh form for an item, or the same people for another item; going back to one finds it as it was left.

        Raises:
            Refusal: code ``item_not_listed``.
        """
        if not self.touched or self.supplementing:
            self._left = {}
            fresh = intake.start(self._desk, item_key)
            if self.late is not None:
                fresh = replace(fresh, spare=self.late[0], received_at=self.late[1])
            self.load(fresh, fresh=True)
        elif item_key != self.form.item_key:
            here = self.form
            before = self._left.get(item_key) or intake.change_item(self._desk, here, item_key)
            self._left = {**self._left, here.item_key: here}
            self.load(replace(before, applicant=here.applicant, agent=here.agent))
            self.edited.emit()

    def load(
        self, form: IntakeForm, *, case_no: str = "", asked: frozenset[int] = frozenset(), fresh: bool = False
    ) -> None:
        """Show a form; ``asked``: only these materials are open; ``fresh``: nothing in it was typed by a person."""
        self.guide = intake.guide_view(self._desk, form.item_key)
        self.case_no = case_no
        self.open_seqs = asked or None
        self.from_card = frozenset()
        self._blank = form if fresh or form.case_id else BLANK
        self._show(form)

    def clear(self) -> None:
        """Ready for the next person."""
        self._left, self.late = {}, None
        self.guide, self.case_no, self.open_seqs, self.from_card = None, "", None, frozenset()
        self._blank = BLANK
        self._show(BLANK)

    def look_again(self) -> None:
        """The same form at a later moment."""
        if not self.empty:
            self._show(self.form)

    def change(self, **what: Any) -> None:
        """Change fields of the form."""
        self._put(replace(self.form, **what))

    def party(self, **what: Any) -> None:
        """Change fields of the applicant."""
        self._forget_card("applicant", what)
        self.change(applicant=replace(self.form.applicant, **what))

    def agent(self, **what: Any) -> None:
        """Change fields of the person who comes."""
        self._forget_card("agent", what)
        self.change(agent=replace(self.form.agent or Agent(), **what))

    def fact(self, name: str, value: Fact | None) -> None:
        """Answer a question; None takes the answer back."""
        facts = {key: one for key, one in self.form.facts.items() if key != name}
        self.change(facts=facts if value is None else facts | {name: value})

    def may_change(self, seq: int) -> bool:
        """Whether this line of the materials table is open."""
        return self.open_seqs is None or seq in self.open_seqs

    def mark(self, seq: int, change: Callable[[MaterialMark], MaterialMark]) -> None:
        """Change one line of the materials table."""
        if self.may_change(seq):
            self.change(materials=tuple(change(mark) if mark.seq == seq else mark for mark in self.form.materials))

    def read_card(self, fields: Iterable[str]) -> None:
        """Remember which fields a reader filled; called after they were put in."""
        self.from_card |= frozenset(fields)
        self.judged.emit()

    def _forget_card(self, owner: str, what: dict[str, Any]) -> None:
        self.from_card -= {f"{owner}.{name}" for name in what}

    def _put(self, form: IntakeForm) -> None:
        if form != self.form:
            self._show(form)
            self.edited.emit()

    def _show(self, form: IntakeForm) -> None:
        self.form = form
        self.verdict = assess(self._desk, form)
        self.judged.emit()
