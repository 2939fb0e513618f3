"""Readers and codes: a card fills the fields it belongs to, a case's code opens the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from models.rules.terms import ApplicantKind, IdKind
from models.views import IntakeForm
from ui.pages.intake.form_state import FormState
from ui.pages.intake.wedge import Card, Licence, understand
from ui.services import Services

if TYPE_CHECKING:
    from ui.pages.intake.page import IntakePage


class Reading(QObject):
    """Knows where a reading belongs: the group with the focus, else the first that still lacks it."""

    def __init__(self, services: Services, state: FormState, page: IntakePage) -> None:
        super().__init__(page)
        self._services, self._state, self._page = services, state, page

    def case(self, case_id: str) -> tuple[IntakeForm, str, frozenset[int]]:
        """The form that goes on with a case, its number, and what the one-time notice asked.

        Raises:
            Refusal: ``case_unknown`` or ``case_closed``.
        """
        # Late: only a supplement needs the log.
        from models.desk.standing import resume_case, standing  # noqa: PLC0415

        desk = self._services.desk
        form, here = resume_case(desk, case_id), standing(desk, case_id)
        return form, here.case.case_no, frozenset(here.asked)

    def take(self, text: str) -> bool:
        """Put a reading where it belongs; whether it meant something."""
        read = understand(text, self._services.desk.today)
        if read is None:
            return self._open_case(text)
        if self._state.empty or self._state.supplementing:
            return False
        if isinstance(read, Licence):
            self._licence(read)
        else:
            self._card(read)
        return True

    def _open_case(self, text: str) -> bool:
        from models.desk import cases  # noqa: PLC0415 - late, as above

        case_id = cases.find_by_code(self._services.desk, text)
        if case_id:
            self._services.bus.open_case.emit(case_id)
        return bool(case_id)

    def _licence(self, read: Licence) -> None:
        given = {"id_number": read.number} | ({"name": read.name} if read.name else {})
        self._state.party(**given)
        self._state.read_card({f"applicant.{name}" for name in given})
        body = self._page.body.applicant
        (body.rep if read.name else body.name).edit.setFocus()

    def _card(self, read: Card) -> None:
        owner = self._owner()
        named = {"name": read.name} if read.name else {}
        if owner == "agent":
            self._state.agent(id_kind=IdKind.RESIDENT_ID, id_number=read.number, **named)
            filled, after = {"id_number", *named}, self._page.body.agent.phone.edit
        elif owner == "rep":
            self._state.party(legal_rep_id=read.number, **({"legal_rep": read.name} if read.name else {}))
            filled = {"legal_rep_id"} | ({"legal_rep"} if read.name else set())
            owner, after = "applicant", self._page.body.applicant.phone.edit
        else:
            address = {"address": read.address} if read.address else {}
            self._state.party(id_kind=IdKind.RESIDENT_ID, id_number=read.number, **named, **address)
            filled, after = {"id_number", *named, *address}, self._page.body.applicant.phone.edit
        self._state.read_card({f"{owner}.{name}" for name in filled})
        after.setFocus()

    def _owner(self) -> str:
        """Whose card it is: by the focus, else whoever still lacks a number."""
        form, body, focus = self._state.form, self._page.body, QApplication.focusWidget()
        person = form.applicant.kind is ApplicantKind.NATURAL_PERSON
        if _inside(body.agent, focus) and form.agent is not None:
            return "agent"
        if _inside(body.applicant, focus):
            return "applicant" if person else "rep"
        if person and not form.applicant.id_number:
            return "applicant"
        if form.agent is not None and not form.agent.id_number:
            return "agent"
        return "applicant" if person else "rep"


def _inside(section: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and section.isAncestorOf(focus)
