"""What the city knows of a case, worked out from the entries it was sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from city.tables import cases
from forwarding.wire import CITY_WINDOW, EntryLetter
from models.rules.staying import STAYS
from models.rules.terms import Act, CaseState

_STATES = {
    Act.RECEIVE: CaseState.RECEIVED,
    Act.ASK_SUPPLEMENT: CaseState.SUPPLEMENTING,
    Act.TAKE_SUPPLEMENT: CaseState.RECEIVED,
    Act.ACCEPT: CaseState.ACCEPTED,
    Act.DEEM_ACCEPTED: CaseState.DEEMED_ACCEPTED,
    Act.REFUSE: CaseState.REFUSED,
    Act.BEGIN_REVIEW: CaseState.UNDER_REVIEW,
    Act.FORWARD: CaseState.FORWARDED,
    Act.RESUBMIT: CaseState.FORWARDED,
    Act.CITY_RECEIVE: CaseState.CITY_RECEIVED,
}


def version_of(connection: Connection, case_id: str) -> int:
    """Number of entries of the windows kept for this case."""
    found = connection.execute(select(cases.c.version).where(cases.c.case_id == case_id)).scalar()
    return int(found or 0)


def newest(connection: Connection, case_id: str) -> int:
    """The highest version of the case, the city's own entries among them."""
    row = connection.execute(select(cases.c.version, cases.c.city_version).where(cases.c.case_id == case_id)).first()
    return max(row.version, row.city_version) if row else 0


def note(connection: Connection, letter: EntryLetter, now: datetime) -> None:
    """Bring the case up to date with one more entry."""
    row = connection.execute(select(cases).where(cases.c.case_id == letter.case)).mappings().first()
    values = _values(letter, dict(row) if row else {}, now)
    if row is None:
        connection.execute(insert(cases).values(case_id=letter.case, **values))
    else:
        connection.execute(update(cases).where(cases.c.case_id == letter.case).values(**values))


def _values(letter: EntryLetter, old: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    told = letter.payload
    from_city = letter.window == CITY_WINDOW
    return {
        "case_no": _text(told, old, "case_no"),
        "window": old.get("window") or letter.window,
        "item": _text(told, old, "item", "item_name"),
        "applicant": _text(told, old, "applicant"),
        "mode": _text(told, old, "mode"),
        "organ": _text(told, old, "organ", "city_organ"),
        "state": _state(letter, old),
        "due": _text(told, old, "due", "promised_due", "statutory_due"),
        "version": old.get("version", 0) if from_city else letter.version,
        "city_version": letter.version if from_city else old.get("city_version", 0),
        "updated_at": now,
    }


def _state(letter: EntryLetter, old: Mapping[str, Any]) -> str:
    """As the act means it at the city, where 待转报 has come; else as the entry says itself."""
    act = Act(letter.kind) if letter.kind in set(Act) else None
    if act in STAYS and old:
        return str(old.get("state", ""))
    if act is not None and (known := _STATES.get(act)):
        return str(known)
    said = letter.payload.get("state")
    return str(said) if said in set(CaseState) else str(old.get("state", ""))


def _text(told: Mapping[str, Any], old: Mapping[str, Any], column: str, *names: str) -> str:
    for name in names or (column,):
        value = told.get(name)
        if isinstance(value, Mapping):
            value = value.get("name")
        if value:
            return str(value)
    return str(old.get(column) or "")
