"""A case as it stands: what was taken, under which guide, in which state; and the form that goes on from there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models.desk.context import Desk
from models.errors import Refusal
from models.rules.terms import Act, CaseState
from models.store import queries
from models.store.entries import Entry, new_id
from models.store.payloads import agent_from, facts_from, party_from
from models.store.rows import CaseData, Logged
from models.views import IntakeForm

_ASKS = (Act.ASK_SUPPLEMENT, Act.CITY_ASK)


@dataclass(frozen=True, slots=True)
class Standing:
    """One case with its log."""

    case: CaseData
    log: tuple[Logged, ...]

    @property
    def received(self) -> Mapping[str, Any]:
        """The payload of 收件."""
        return self.first(Act.RECEIVE)

    @property
    def asked(self) -> tuple[int, ...]:
        """Materials the one-time notice named, the city's newest where the city accepts; empty when none was given."""
        citys = self.last(Act.CITY_ASK)
        told = citys.payload if citys else self.first(Act.ASK_SUPPLEMENT)
        return tuple(line["seq"] for line in told.get("asked", ()))

    @property
    def told_on(self) -> date | None:
        """The day of the one-time notice."""
        return next((row.entry.at.date() for row in self.log if row.entry.kind in _ASKS), None)

    def last(self, act: Act) -> Entry | None:
        """The newest entry of this kind."""
        return next((row.entry for row in reversed(self.log) if row.entry.kind is act), None)

    def last_of(self, *acts: Act) -> Entry | None:
        """The newest entry of any of these kinds."""
        return next((row.entry for row in reversed(self.log) if row.entry.kind in acts), None)

    def first(self, act: Act) -> Mapping[str, Any]:
        """The payload of the first entry of this kind, empty when there is none."""
        return next((row.entry.payload for row in self.log if row.entry.kind is act), {})


def standing(desk: Desk, case_id: str) -> Standing:
    """Read a case.

    Raises:
        Refusal: code ``case_unknown``.
    """
    case = queries.case(desk.store, case_id)
    if case is None:
        raise Refusal("没有找到这件", "没有改动任何办件", "请扫凭证上的码或按编号再查", code="case_unknown")
    return Standing(case, queries.timeline(desk.store, case_id))


def form_of(desk: Desk, here: Standing, draft_id: str = "") -> IntakeForm:
    """A form that continues the case: what was taken, with the materials as they now stand."""
    plain = here.received
    return IntakeForm(
        draft_id=draft_id or new_id(),
        item_key=here.case.item_key,
        handling_item=here.case.handling_item,
        facts=facts_from(plain.get("facts", {})),
        applicant=party_from(plain["applicant"]),
        agent=agent_from(plain.get("agent")),
        conditions=tuple(plain.get("conditions", ())),
        materials=tuple(mark for mark, _ in queries.materials(desk.store, here.case.case_id)),
        delivery=plain.get("delivery", ""),
        delivery_address=plain.get("delivery_address", ""),
        started_at=desk.clock.now(),
        note=plain.get("note", ""),
        case_id=here.case.case_id,
        guide_version=plain.get("guide", {}).get("version", ""),
    )


def resume_case(desk: Desk, case_id: str) -> IntakeForm:
    """The form that goes on with a case waiting for its materials or for its check.

    Raises:
        Refusal: code ``case_unknown``, or ``case_closed`` when there is nothing left to take.
    """
    here = standing(desk, case_id)
    if here.case.state not in (CaseState.SUPPLEMENTING, CaseState.RECEIVED):
        raise Refusal(
            f"这件现在是“{here.case.state.value}”，不再收补正材料",
            "没有改动任何记录",
            "要补充的材料请随办理环节提交",
            code="case_closed",
        )
    form = form_of(desk, here)
    last = here.last_of(Act.CITY_ASK, Act.TAKE_SUPPLEMENT)
    if last is None or last.kind is not Act.CITY_ASK:
        return form
    fresh = (replace(one, state="") if one.seq in here.asked else one for one in form.materials)
    return replace(form, materials=tuple(fresh))  # taken once and asked for again: looked at anew
