"""People outside this window: experts to draw from, business guides to call; and the modes a county chose itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from models.rules.terms import Mode
from models.store.entries import new_id, stamp
from models.store.reading import Row

if TYPE_CHECKING:
    from models.store.store import Store
    from models.store.work import Work

_EXPERT = "id, name, organ, title, phone, fields, avoids, pool, since, until"
_CONTACT = "id, item_key, organ, name, phone, since, until, why"


@dataclass(frozen=True, slots=True)
class ExpertRow:
    """One expert of the shared pool (济宁三(三)8)."""

    id: str
    name: str
    organ: str
    title: str
    phone: str
    fields: tuple[str, ...]
    avoids: tuple[str, ...]  # bodies and people the expert has an interest in
    pool: str  # 市级共享 | 县级
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """业务指导员 of one item (济宁三(三)10)."""

    id: str
    item_key: str
    organ: str
    name: str
    phone: str
    since: date
    until: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class CountyMode:
    """The mode a county chose for an item, and the paper it stands in."""

    region: str
    item_key: str
    mode: Mode
    paper: str
    since: date


def add_expert(work: Work, one: ExpertRow) -> str:
    """Enter an expert; returns the id."""
    ident = one.id or new_id()
    lists = (json.dumps(one.fields, ensure_ascii=False), json.dumps(one.avoids, ensure_ascii=False))
    head = (ident, one.name, one.organ, one.title, one.phone)
    work.db.execute(
        f"INSERT INTO experts ({_EXPERT}) VALUES (?,?,?,?,?,?,?,?,?,NULL)",
        (*head, *lists, one.pool, one.since.isoformat()),
    )
    return ident


def retire_expert(work: Work, expert_id: str, until: date, why: str) -> None:
    """The expert is not drawn any more; the line stays."""
    work.db.execute("UPDATE experts SET until = ?, why = ? WHERE id = ?", (until.isoformat(), why, expert_id))


def experts(store: Store, on: date | None = None) -> tuple[ExpertRow, ...]:
    """Everybody in the pool, or those who may be drawn ``on`` a day, in order of entry."""
    with store.read() as db:
        rows = db.execute(f"SELECT {_EXPERT} FROM experts ORDER BY id").fetchall()
    found = (_expert(row) for row in rows)
    return tuple(one for one in found if on is None or (one.since <= on and (one.until is None or on <= one.until)))


def set_contact(work: Work, one: ContactRow) -> str:
    """Name who guides an item from now on; the one before ends with the reason of the change."""
    work.db.execute(
        "UPDATE contacts SET until = ?, why = ? WHERE item_key = ? AND until IS NULL",
        (one.since.isoformat(), one.why, one.item_key),
    )
    ident = one.id or new_id()
    work.db.execute(
        f"INSERT INTO contacts ({_CONTACT}) VALUES (?,?,?,?,?,?,NULL,'')",
        (ident, one.item_key, one.organ, one.name, one.phone, one.since.isoformat()),
    )
    return ident


def contacts(store: Store, item_key: str = "") -> tuple[ContactRow, ...]:
    """Those to call now, of one item or all."""
    return tuple(one for one in _contacts(store, item_key) if one.until is None)


def contact_history(store: Store, item_key: str) -> tuple[ContactRow, ...]:
    """Everyone who ever guided an item, the present one last."""
    return _contacts(store, item_key)


def _contacts(store: Store, item_key: str) -> tuple[ContactRow, ...]:
    with store.read() as db:
        rows = db.execute(
            f"SELECT {_CONTACT} FROM contacts WHERE ? IN ('', item_key) ORDER BY item_key, id", (item_key,)
        ).fetchall()
    return tuple(_contact(row) for row in rows)


def set_county_mode(work: Work, one: CountyMode, actor: str, at: datetime) -> None:
    """Write down what a county chose; what it chose before stays readable."""
    values = (one.region, one.item_key, one.mode.value, one.paper, one.since.isoformat(), actor, stamp(at))
    work.db.execute(
        "INSERT INTO county_modes (region, item_key, mode, paper, since, actor, at) VALUES (?,?,?,?,?,?,?)", values
    )


def county_modes(store: Store, on: date | None = None) -> tuple[CountyMode, ...]:
    """What holds ``on`` a day, or every line ever written, in order of entry."""
    with store.read() as db:
        rows = db.execute("SELECT region, item_key, mode, paper, since FROM county_modes ORDER BY n").fetchall()
    lines = tuple(CountyMode(row[0], row[1], Mode(row[2]), row[3], date.fromisoformat(row[4])) for row in rows)
    if on is None:
        return lines
    return tuple({(one.region, one.item_key): one for one in lines if one.since <= on}.values())


def _expert(row: Row) -> ExpertRow:
    fields, avoids = tuple(json.loads(row[5])), tuple(json.loads(row[6]))
    until = date.fromisoformat(row[9]) if row[9] else None
    values: Row = (*row[:5], fields, avoids, row[7], date.fromisoformat(row[8]), until)
    return ExpertRow(*values)


def _contact(row: Row) -> ContactRow:
    until = date.fromisoformat(row[6]) if row[6] else None
    values: Row = (*row[:5], date.fromisoformat(row[5]), until, row[7])
    return ContactRow(*values)
