"""What the groups of the middle column share: they show the form, name their stops, and pass Enter on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from models.desk.fields import EMPTY
from ui.pages.intake.form_state import FormState
from ui.parts.column import Ground
from ui.parts.edit import Edit, State
from ui.parts.field import Field

_WHOLE = {"id_number": 18, "legal_rep_id": 18, "phone": 11}  # characters after which a number can be judged


class Section(QWidget):
    """One group of fields.

    Signals:
        onward: Enter in one of its fields.
        backward: Shift+Enter in one of its fields.
    """

    onward = Signal()
    backward = Signal()

    def __init__(self, state: FormState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def stops(self) -> list[QWidget]:
        """Where the focus rests, in order."""
        return []

    def own(self, edit: Edit) -> None:
        """Let Enter in ``edit`` go on."""
        edit.onward.connect(self.onward)
        edit.backward.connect(self.backward)

    def watch(self, name: str, field: Field) -> None:
        """Show how the field stands once it is left, too."""
        self.own(field.edit)
        field.edit.editingFinished.connect(lambda: self.stand(name, field))

    def stand(self, name: str, field: Field) -> None:
        """Show how ``name`` (applicant.id_number) stands by the verdict."""
        sentence, last = self.state.verdict.field_errors.get(name, ""), name.rpartition(".")[2]
        typing = field.edit.hasFocus() and field.edit.state is not State.BAD
        if sentence and sentence != EMPTY and not (typing and len(field.text) < _WHOLE.get(last, 1)):
            field.set_state(State.BAD, "", sentence)
        elif name in self.state.from_card and field.text:
            wide = name.startswith("applicant.") and last in ("id_number", "legal_rep_id")
            field.set_state(State.CARD, "读卡" if wide else "")
        elif last == "id_number" and field.text and not sentence:
            field.set_state(State.OK, "通过" if name.startswith("applicant.") else "")
        else:
            field.set_state(State.PLAIN)


def lock(edit: Edit, locked: bool) -> None:
    """Close or open a field; the style sheet has to be told."""
    if edit.isReadOnly() != locked:
        edit.setReadOnly(locked)
        edit.style().unpolish(edit)
        edit.style().polish(edit)


def on_ground(widget: QWidget, colour: QColor) -> QWidget:
    """``widget`` on one colour, so that its scroll bar stands on the same ground as what it scrolls."""
    ground = Ground(colour)
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    return ground


def pair(left: QWidget, right: QWidget | None = None) -> QWidget:
    """Two fields side by side, 16 px between; one alone takes the whole width."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    for field in (left, right):
        if field is not None:
            field.setMinimumWidth(150)
    row.addWidget(left, 1, Qt.AlignmentFlag.AlignTop)
    if right is not None:
        row.addWidget(right, 1, Qt.AlignmentFlag.AlignTop)
    return whole
