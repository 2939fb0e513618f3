"""What has happened in a case, read from its log for the rules; and what item and guide add to that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from models.desk.context import Desk
from models.desk.situation import Situation
from models.desk.standing import Standing
from models.rules import fees, life
from models.rules.casefacts import CaseFacts
from models.rules.catalogue import Guide
from models.rules.terms import Act, CaseState, Outcome, PowerType, Role
from models.store.caserow import state_after
from models.store.rows import Logged

_ROLES = {"reviewer": Role.REVIEWER, "supervisor": Role.SUPERVISOR}
_ART42 = "行政许可法第四十二条"
_NOT_COUNTED = "不计入办理期限"


def role_of(desk: Desk) -> Role:
    """What the person here does in a case; an administrator keeps the program and decides nothing."""
    return _ROLES.get(desk.staff.role, Role.CLERK)


def facts_of(desk: Desk, here: Standing, seen: Situation) -> CaseFacts:
    """The facts as they stand before the next act."""
    due = here.case.statutory_due
    known = replace(
        of_item(seen),
        silent=seen.deemed is not None,
        past_due=due is not None and desk.today > due,
    )
    return told(known, here.log)


def of_item(seen: Situation) -> CaseFacts:
    """What the item and its guide say of every case of theirs."""
    guide = seen.guide
    published = seen.desk.pack.policy.settings.get(f"fee/{seen.item.key}", "")  # 许可法第五十九条
    return CaseFacts(
        fee=fees.first_state(guide, standard_published=bool(published)),
        filing=seen.filing,
        licence=seen.power_type is PowerType.ADMIN_LICENSE,
        classified=seen.item.classified,
        may_tolerate=any(one.tolerate_missing == "allowed" for one in guide.materials),
        may_commit=any(one.notify_commit == "allowed" for one in guide.materials),
        special=tuple(line.partition("：")[0] for line in guide.special_procedures if _NOT_COUNTED in line),
        extension=_extension(guide, licence=seen.power_type is PowerType.ADMIN_LICENSE),
    )


def _extension(guide: Guide, *, licence: bool) -> str:
    """What an extension may rest on: the guide where it writes limits, else the general rule for licences."""
    limits = [one for one in guide.limits if one.kind == "decision"]
    if any("可延长" in one.note for one in limits):
        return "guide"
    own = [one for one in limits if not one.source.startswith(_ART42)]
    return "art42" if licence and not own else ""


def told(facts: CaseFacts, log: Sequence[Logged]) -> CaseFacts:
    """The facts after every entry of the log."""
    state: CaseState | None = None
    for one in log:
        entry = one.entry
        facts = life.record(replace(facts, **brought(entry.payload)), state, entry.kind)
        state = state_after(entry, state)
    return facts


def brought(payload: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry brought that later acts look at."""
    found: dict[str, Any] = {}
    if payload.get("outcome"):
        found["outcome"] = Outcome(payload["outcome"])
    if payload.get("record"):
        found["record"] = payload["record"]
    if payload.get("asked"):
        found["asking"] = tuple(line["seq"] for line in payload["asked"])
    return found


def done(log: Sequence[Logged], act: Act) -> bool:
    """Whether an act stands in the log."""
    return any(one.entry.kind is act for one in log)
