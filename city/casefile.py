"""One case as the city's desk reads it: flow, state and facts, folded from every entry it was sent or wrote."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from city.tables import entries
from forwarding.wire import Standing
from models.errors import Refusal
from models.rules import life
from models.rules.casefacts import CaseFacts
from models.rules.staying import STAYS
from models.rules.terms import Act, CaseState, Mode, Outcome, PowerType

_STATES = {state.value: state for state in CaseState}


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The case before the city's next act."""

    case_id: str
    case_no: str
    mode: Mode | None
    state: CaseState | None
    facts: CaseFacts
    applicant: str
    item: str


def read(connection: Connection, case_id: str) -> CaseFile:
    """Fold the entries of a case that count, in their order.

    Raises:
        Refusal: code ``case_unknown``.
    """
    counted = (entries.c.case_id == case_id, entries.c.standing == Standing.COUNTED)
    query = select(entries.c.kind, entries.c.payload).where(*counted)
    ordered = query.order_by(entries.c.place, entries.c.digest)
    rows = [(Act(kind), json.loads(payload)) for kind, payload in connection.execute(ordered).all()]
    if not rows or rows[0][0] is not Act.RECEIVE:
        raise Refusal("市级没有收到这件", "没有改动任何记录", "请核对办件编号", code="case_unknown")
    first = rows[0][1]
    licence = first.get("power_type") == PowerType.ADMIN_LICENSE
    facts = CaseFacts(filing=bool(first.get("filing")), licence=licence, classified=bool(first.get("classified")))
    state: CaseState | None = None
    for act, payload in rows:
        facts = life.record(replace(facts, **brought(payload)), state, act)
        state = _after(act, payload, state)
    mode = Mode(first["mode"]) if first.get("mode") else None
    name = first.get("applicant", {}).get("name", "")
    return CaseFile(case_id, first.get("case_no", ""), mode, state, facts, name, first.get("item_name", ""))


def brought(payload: dict[str, Any]) -> dict[str, Any]:
    """What an entry brought that later acts look at."""
    found: dict[str, Any] = {}
    if payload.get("outcome"):
        found["outcome"] = Outcome(payload["outcome"])
    if payload.get("record"):
        found["record"] = payload["record"]
    if payload.get("asked"):
        found["asking"] = tuple(line["seq"] for line in payload["asked"])
    return found


def _after(act: Act, payload: dict[str, Any], state: CaseState | None) -> CaseState | None:
    if act in STAYS:
        return state
    if said := _STATES.get(str(payload.get("state", ""))):
        return said
    return CaseState.CITY_RECEIVED if act is Act.CITY_RECEIVE else state
