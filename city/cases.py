"""What the city knows of a case, worked out from the entries it was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, bindparam, insert, select, update

from city import owing
from city.tables import cases
from forwarding.wire import EntryLetter
from models.rules.staying import STAYS
from models.rules.terms import Act, CaseState

Row = dict[str, Any]
_MOVING = (
    *("case_no", "window", "item", "applicant", "mode", "organ", "state", "due", "version", "updated_at"),
    *owing.FIRST,
)
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


class Book:
    """The cases one turn touches: read once, changed in memory, written at the end."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[str, Row | None] = {}
        self._fresh: set[str] = set()
        self._changed: set[str] = set()

    def load(self, case_ids: Sequence[str]) -> dict[str, Row]:
        """The rows of those that are here, by id."""
        wanted = [case_id for case_id in dict.fromkeys(case_ids) if case_id not in self._rows]
        if wanted:
            self._rows.update(dict.fromkeys(wanted))
            found = self._connection.execute(select(cases).where(cases.c.case_id.in_(wanted))).mappings()
            self._rows.update({row["case_id"]: dict(row) for row in found})
        return {case_id: row for case_id in case_ids if (row := self._rows[case_id])}

    def version(self, case_id: str) -> int:
        """The highest version of the case that counts; 0 for one that is not here."""
        row = self.load([case_id]).get(case_id)
        return int(row["version"]) if row else 0

    def note(self, letter: EntryLetter, region: str, now: datetime) -> None:
        """Bring the case up to date with one more entry."""
        old = self.load([letter.case]).get(letter.case)
        if old is None:
            self._fresh.add(letter.case)
        fixed = {"case_id": letter.case, "region": region}
        self._rows[letter.case] = fixed | _values(letter, old or {}, now)
        self._changed.add(letter.case)

    def again(self, case_id: str, letters: Sequence[EntryLetter], region: str, now: datetime) -> None:
        """Work a case out anew from all of its entries that count, in their order."""
        if not self.load([case_id]):
            self._fresh.add(case_id)
        fixed, row = {"case_id": case_id, "region": region}, Row()
        for letter in letters:
            row = fixed | _values(letter, row, now)
        self._rows[case_id] = row
        self._changed.add(case_id)

    def flush(self) -> None:
        """Write what changed."""
        rows = [row for case_id in sorted(self._changed) if (row := self._rows[case_id])]
        fresh = [row for row in rows if row["case_id"] in self._fresh]
        old = [row for row in rows if row["case_id"] not in self._fresh]
        if fresh:
            self._connection.execute(insert(cases), fresh)
        if old:
            mine = update(cases).where(cases.c.case_id == bindparam("b_case_id"))
            self._connection.execute(mine.values({name: bindparam(f"b_{name}") for name in _MOVING}), _bound(old))
        self._changed.clear()
        self._fresh.clear()


def _bound(rows: Sequence[Row]) -> list[Row]:
    return [{f"b_{name}": row[name] for name in ("case_id", *_MOVING)} for row in rows]


def _values(letter: EntryLetter, old: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    told = letter.payload
    return {
        "case_no": _text(told, old, "case_no"),
        "window": old.get("window") or letter.window,
        "item": _text(told, old, "item", "item_name"),
        "applicant": _text(told, old, "applicant"),
        "mode": _text(told, old, "mode"),
        "organ": _text(told, old, "organ", "city_organ"),
        "state": _state(letter, old),
        "due": _text(told, old, "due", "promised_due", "statutory_due"),
        "version": max(int(old.get("version", 0)), letter.version),
        "updated_at": now,
        **owing.values(_act(letter), told, old),
    }


def _state(letter: EntryLetter, old: Mapping[str, Any]) -> str:
    """As the act means it at the city, where 待转报 has come; else as the entry says itself."""
    act = _act(letter)
    if act in STAYS and old:
        return str(old.get("state", ""))
    if act is not None and (known := _STATES.get(act)):
        return str(known)
    said = letter.payload.get("state")
    return str(said) if said in set(CaseState) else str(old.get("state", ""))


def _act(letter: EntryLetter) -> Act | None:
    return Act(letter.kind) if letter.kind in set(Act) else None


def _text(told: Mapping[str, Any], old: Mapping[str, Any], column: str, *names: str) -> str:
    for name in names or (column,):
        value = told.get(name)
        if isinstance(value, Mapping):
            value = value.get("name")
        if value:
            return _fit(column, str(value))
    return str(old.get(column) or "")


def _fit(column: str, text: str) -> str:
    """As the column takes it: NUL left out, an end no form has room for cut off. The entry keeps every character."""
    kind = cases.c[column].type
    assert isinstance(kind, String)
    return text.replace("\0", "")[: kind.length]
