"""办理: the middle column, from the questions to the materials, and the order in which the focus goes through it."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from models.rules.catalogue import CityPack
from ui import theme as t
from ui.pages.intake.agent import AgentSection
from ui.pages.intake.applicant import NOT_OURS, ApplicantSection
from ui.pages.intake.drafts import DraftsSection
from ui.pages.intake.facts import FactsSection
from ui.pages.intake.form_state import FormState
from ui.pages.intake.materials import MaterialsSection
from ui.pages.intake.section import Section
from ui.pages.intake.small_sections import DeliverySection, Excerpt, FoldedMaterials, HandlingSection
from ui.parts.act import Act
from ui.parts.column import Scrolled


class Body(Scrolled):
    """All groups; those that do not apply are hidden."""

    def __init__(self, state: FormState, pack: CityPack, pick: Act, parent: QWidget | None = None) -> None:
        super().__init__(t.PAPER, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._state = state
        self._unfolded = False
        self.drafts = DraftsSection(state, pick)
        self.handling = HandlingSection(state)
        self.facts = FactsSection(state, pack)
        self.applicant = ApplicantSection(state)
        self.agent = AgentSection(state)
        self.materials = MaterialsSection(state)
        self.delivery = DeliverySection(state)
        self.folded = FoldedMaterials()
        self.excerpt = Excerpt()
        self.sections: tuple[Section, ...] = (
            self.drafts, self.handling, self.facts, self.applicant, self.agent, self.materials, self.delivery,
        )  # fmt: skip
        self._form = self._lay_out()
        self.inner.setMinimumWidth(1)  # narrow windows squeeze the fields instead of hiding their right ends
        self.materials.row_shown.connect(self._show_row)
        self.verticalScrollBar().rangeChanged.connect(self._show_again)

    def show_state(self, *, choices_here: bool) -> None:
        """Show the form; ``choices_here`` when the title band has no room for the 业务办理项."""
        state, blank = self._state, self._state.empty
        self.drafts.setVisible(blank)
        self._form.setVisible(not blank)
        if blank:
            self._unfolded = False
            return
        away = state.verdict.ruling in NOT_OURS
        self.handling.setVisible(choices_here)
        self.handling.show_form()
        self.facts.show_form()
        self.applicant.show_form()
        self.agent.show_form()
        self.materials.setVisible(not away or self._unfolded)
        self.delivery.setVisible(not away)
        self._away.setVisible(away)
        self.folded.setVisible(not self._unfolded)
        self.materials.show_form()
        self.delivery.show_form()
        self.excerpt.show_state(state)

    def turn_materials(self) -> None:
        """Alt+M: show or fold the materials of a case that is not taken in."""
        self._unfolded = not self._unfolded
        self.show_state(choices_here=not self.handling.isHidden())

    def stops(self) -> list[QWidget]:
        """Where the focus rests, from top to bottom."""
        return [stop for section in self.sections if section.isVisibleTo(self) for stop in section.stops()]

    def _lay_out(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for section, gap in zip(self.sections[1:], (14, 0, 10, 10, 4, 0), strict=True):
            section.column.setContentsMargins(0, 0, 0, gap)
            column.addWidget(section)
        self._away = QWidget()
        away = QVBoxLayout(self._away)
        away.setContentsMargins(0, 0, 0, 0)
        away.setSpacing(8)
        away.addWidget(self.folded)
        away.addWidget(self.excerpt)
        column.addWidget(self._away)
        self.column.addWidget(self.drafts)
        self.column.addWidget(form)
        self.column.addStretch(1)
        return form

    def _show_again(self) -> None:
        """The column has its new height only now: a line further down may be out of sight again."""
        if self.materials.table.hasFocus():
            self.materials.show_line()

    def _show_row(self, area: QRect) -> None:
        top = self.materials.mapTo(self.inner, area.topLeft()).y()
        self.ensureVisible(0, top, 0, 8)
        self.ensureVisible(0, top + area.height(), 0, 8)
