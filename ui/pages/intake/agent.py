"""经办人: who comes with the papers and until when, or that the applicant comes in person."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.rules.identity import kinds_for
from models.rules.terms import ApplicantKind
from models.views import Agent
from ui.pages.intake.applicant import NOT_OURS
from ui.pages.intake.form_state import FormState
from ui.pages.intake.id_field import IdField, told_by
from ui.pages.intake.section import Section, lock
from ui.parts.edit import State
from ui.parts.field import Field
from ui.parts.heads import GroupHead
from ui.parts.segmented import Segmented

_PERSON_KINDS = kinds_for(ApplicantKind.NATURAL_PERSON)


class _Right(QWidget):
    """委托至 and 本人/委托 side by side on the head's hairline."""

    def __init__(self, until: Field, who: Segmented) -> None:
        super().__init__()
        self._until, self._who = until, who
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(until)
        row.addWidget(who)
        self.setFixedHeight(24)

    def sizeHint(self) -> QSize:
        """Both, or the choice alone."""
        until = 0 if self._until.isHidden() else self._until.width() + 12
        return QSize(until + self._who.sizeHint().width(), 24)


class AgentSection(Section):
    """Who comes."""

    def __init__(self, state: FormState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.head = GroupHead("经办人")
        self.who = Segmented(["本人来办", "委托他人"], 0, height=24, name="谁来办")
        self.until = Field("委托至", placeholder="如 2026-12-31", label_width=44)
        self.until.setFixedWidth(44 + 106)
        self.until.edit.setFixedHeight(24)
        self._right = _Right(self.until, self.who)
        self.head.set_right(self._right)
        self.name = Field("姓名", required=True)
        self.number = IdField(label_width=72)
        self.phone = Field("手机", required=True, label_width=40)
        self.number.set_secret()
        self._fields = {"name": self.name, "id_number": self.number, "phone": self.phone}
        self._lay_out()
        self._connect()

    def stops(self) -> list[QWidget]:
        """In person or not; then the fields when somebody else comes."""
        if self.state.supplementing:
            return []
        return [self.who] + ([field.edit for field in self._fields.values()] if self.state.form.agent else [])

    def show_form(self) -> None:
        """Put the form's agent into the fields."""
        agent, brief = self.state.form.agent, self.state.verdict.ruling in NOT_OURS
        here = agent or Agent()
        person = self.state.form.applicant.kind is ApplicantKind.NATURAL_PERSON
        first = "本人来办" if person else "法人本人"
        if self.who.choices[0] != first:
            self.who.set_choices([first, "委托他人"])
        self.who.set_current(1 if agent else 0)
        self._row.setVisible(agent is not None)
        self.until.setVisible(agent is not None and not brief)
        self.head.set_title("来办人" if brief else "经办人", self._said())
        self.head.set_right(self._right)
        self.number.show_kind(here.id_kind, _PERSON_KINDS)
        for name, field in self._fields.items():
            field.set_text(getattr(here, name))
            self.stand(f"agent.{name}", field)
        if not self.until.edit.hasFocus():
            self.until.set_text(here.until.isoformat() if here.until else "")
        self._stand_until()
        self._lock(self.state.supplementing)

    def _lay_out(self) -> None:
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 7, 0, 0)
        row.setSpacing(12)
        for field, share in ((self.name, 168), (self.number, 260), (self.phone, 160)):
            field.setMinimumWidth(100)
            row.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self.head)
        self.column.addWidget(self._row)

    def _connect(self) -> None:
        for name, field in self._fields.items():
            field.edit.textEdited.connect(lambda text, name=name: self.state.agent(**{name: text}))
            self.watch(f"agent.{name}", field)
        self.own(self.until.edit)
        self.until.edit.textEdited.connect(self._type_until)
        self.until.edit.editingFinished.connect(self._stand_until)
        self.number.edit.editingFinished.connect(self._tell_kind)
        self.number.kind_chosen.connect(lambda kind: self.state.agent(id_kind=kind))
        self.who.chosen.connect(self._choose)

    def _choose(self, index: int) -> None:
        self.state.change(agent=Agent() if index else None)

    def _type_until(self, text: str) -> None:
        day = _day(text)
        if day is not None or not text.strip():
            self.state.agent(until=day)
        self._stand_until()

    def _stand_until(self) -> None:
        text, typing = self.until.text.strip(), self.until.edit.hasFocus()
        wrong = bool(text) and _day(text) is None and not typing
        late = self.state.verdict.field_errors.get("agent.until", "")
        self.until.edit.set_state(State.BAD if wrong or late else State.PLAIN)
        self.head.set_note(late or ("委托至写成 2026-12-31 这样" if wrong else self._said()))

    def _said(self) -> str:
        if self.state.form.agent is not None:
            return "持授权委托书"
        person = self.state.form.applicant.kind is ApplicantKind.NATURAL_PERSON
        return "申请人本人到场" if person else "法定代表人（负责人）本人到场"

    def _tell_kind(self) -> None:
        agent = self.state.form.agent
        if agent is not None and told_by(agent.id_number, agent.id_kind) is not agent.id_kind:
            self.state.agent(id_kind=told_by(agent.id_number, agent.id_kind))

    def _lock(self, locked: bool) -> None:
        self.who.setEnabled(not locked)
        for field in (*self._fields.values(), self.until):
            lock(field.edit, locked)


def _day(text: str) -> date | None:
    plain = text.strip().replace("/", "-").replace(".", "-")
    if plain.isdecimal() and len(plain) == 8:
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    try:
        return date.fromisoformat("-".join(part.zfill(2) for part in plain.split("-")))
    except ValueError:
        return None
