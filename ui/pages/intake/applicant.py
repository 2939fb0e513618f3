"""申请人: kind, number and name, representative, address, phone; few of them when nothing is taken in."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.rules.checklist import applies
from models.rules.identity import kinds_for
from models.rules.terms import ApplicantKind, IdKind, Ruling
from ui import theme as t
from ui.pages.intake.form_state import FormState
from ui.pages.intake.id_field import IdField, told_by
from ui.pages.intake.section import Section, lock, pair
from ui.parts.field import Field
from ui.parts.heads import GroupHead
from ui.parts.segmented import Segmented

_REPRESENTATIVE = {
    ApplicantKind.LEGAL_PERSON: "法定代表人",
    ApplicantKind.UNINCORPORATED: "负责人",
    ApplicantKind.SOLE_TRADER: "经营者",
}
NOT_OURS = frozenset(
    {Ruling.CITY_ONLY, Ruling.NO_LICENCE, Ruling.HIGHER, Ruling.NOT_LISTED, Ruling.NOT_THIS_REGION, Ruling.NOT_IN_FORCE}
)


class ApplicantSection(Section):
    """Who asks."""

    def __init__(self, state: FormState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.head = GroupHead("申请人")
        self._kinds = tuple(ApplicantKind)
        self.kind = Segmented([kind.value for kind in self._kinds], 0, height=24, name="申请人类别")
        self.head.set_right(self.kind)
        self.number = IdField()
        self.name = Field("名称", required=True)
        self.rep = Field("法定代表人", required=True)
        self.rep_id = Field("身份证号", required=True)
        self.rep_id.set_secret()
        self._covered = False
        self.address = Field("住所")
        self.phone = Field("手机", required=True)
        self._fields = {
            "id_number": self.number, "name": self.name, "legal_rep": self.rep,
            "legal_rep_id": self.rep_id, "address": self.address, "phone": self.phone,
        }  # fmt: skip
        self._lay_out()
        for name, field in self._fields.items():
            field.edit.textEdited.connect(lambda text, name=name: self.state.party(**{name: text}))
            self.watch(f"applicant.{name}", field)
        self.number.edit.editingFinished.connect(self._tell_kind)
        self.number.kind_chosen.connect(lambda kind: self.state.party(id_kind=kind))
        self.kind.chosen.connect(self._choose_kind)

    def stops(self) -> list[QWidget]:
        """Kind, then the fields as they stand."""
        if self.state.supplementing:
            return []
        shown = [field.edit for field in self._fields.values() if not field.isHidden() and field.isVisibleTo(self)]
        return [self.kind, *shown]

    def show_form(self) -> None:
        """Put the form's applicant into the fields, and how each stands."""
        party, verdict = self.state.form.applicant, self.state.verdict
        brief, person = verdict.ruling in NOT_OURS, party.kind is ApplicantKind.NATURAL_PERSON
        self.head.set_title(*(("告知书写给谁", "只填出文书必需的几栏，不收材料") if brief else ("申请人", "")))
        kinds = kinds_for(party.kind)
        self.number.show_kind(party.id_kind if party.id_kind in kinds else kinds[0], kinds)
        if person != self._covered:  # only on a change: it would cover what is being typed
            self._covered = person
            self.number.set_secret(person)
        self.name.set_label("姓名" if person else "名称")
        self.rep.set_label(_REPRESENTATIVE.get(party.kind, "法定代表人"))
        self.address.set_label("住址" if person else "住所")
        self.phone.set_label("手机", required=not brief)
        self._reps.setVisible(not person and not brief)
        self._contact.setVisible(not brief)
        self._show_kinds(party.kind)
        self._lock(self.state.supplementing)
        for name, field in self._fields.items():
            field.set_text(getattr(party, name))
            self.stand(f"applicant.{name}", field)

    def _lay_out(self) -> None:
        self._reps = pair(self.rep, self.rep_id)
        self.column.addWidget(self.head)
        self.column.addSpacing(8)
        self.column.addWidget(pair(self.number, self.name))
        self._contact = pair(self.address, self.phone)
        for row in (self._reps, self._contact):
            row.layout().setContentsMargins(0, t.FIELD_GAP, 0, 0)
            self.column.addWidget(row)

    def _lock(self, locked: bool) -> None:
        self.kind.setEnabled(not locked)
        for field in self._fields.values():
            lock(field.edit, locked)

    def _show_kinds(self, now: ApplicantKind) -> None:
        """Only the kinds the guide names, and the one that is chosen."""
        guide = self.state.guide
        kinds = tuple(one for one in ApplicantKind if guide is None or one is now or applies(guide.guide, one))
        if kinds != self._kinds:
            self._kinds = kinds
            self.kind.set_choices([one.value for one in kinds], kinds.index(now))
            self.head.set_right(self.kind)
        self.kind.set_current(kinds.index(now))

    def _choose_kind(self, index: int) -> None:
        before, kind = self.state.form.applicant, self._kinds[index]
        same = (before.kind is ApplicantKind.NATURAL_PERSON) == (kind is ApplicantKind.NATURAL_PERSON)
        first: IdKind = kinds_for(kind)[0]
        self.state.party(kind=kind, **({} if same else {"id_kind": first, "id_number": ""}))

    def _tell_kind(self) -> None:
        party = self.state.form.applicant
        if party.kind is ApplicantKind.NATURAL_PERSON and told_by(party.id_number, party.id_kind) is not party.id_kind:
            self.state.party(id_kind=told_by(party.id_number, party.id_kind))
