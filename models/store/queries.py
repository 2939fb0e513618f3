"""Reading cases: pages by key, one case, its timeline and papers. Every page costs the same wherever it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING

from models.rules import chain
from models.rules.terms import CaseState
from models.store import placing, reading, search
from models.store.rows import CaseData, Logged
from models.views import DocumentView, MaterialMark

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.store import Store

_CASE = f"SELECT {reading.CASE} FROM cases"
_LOGGED = f"SELECT {reading.LOGGED} FROM {reading.LOG} LEFT JOIN placed p ON p.entry_n = e.n WHERE e.case_id = ?"
_TIMELINE = (
    f"{_LOGGED} AND coalesce(p.standing, '') <> 'aside' ORDER BY {placing.IN_ORDER}"
)
_COUNTED = (
    "SELECT e.payload FROM entries e LEFT JOIN placed p ON p.entry_n = e.n WHERE e.case_id = ?"
    " AND coalesce(p.standing, '') <> 'aside'"
)
_ASIDE = f"{_LOGGED} AND p.standing = 'aside' ORDER BY p.place, e.digest"


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases a list shows. Without anything: all."""

    states: tuple[CaseState, ...] = ()
    text: str = ""  # any part of applicant, item or number, or initials


def case_page(
    store: Store, *, after: int | None = None, limit: int = 100, only: CaseFilter | None = None
) -> tuple[CaseData, ...]:
    """The newest cases first; ``after`` is the ``n`` of the last case of the page before."""
    chosen = only or CaseFilter()
    last = after if after is not None else 1 << 62
    with store.read() as db:
        if chosen.text:
            return _found(db, chosen, last, limit)
        if chosen.states:
            return _of_states(db, chosen.states, last, limit)
        rows = db.execute(f"{_CASE} WHERE n < ? ORDER BY n DESC LIMIT ?", (last, limit)).fetchall()
    return tuple(map(reading.case, rows))


def case_slice(store: Store, start: int, limit: int) -> tuple[CaseData, ...]:
    """``limit`` cases from place ``start`` of the whole list (newest first, 0 = newest): ``n`` is dense, so no scan."""
    with store.read() as db:
        top = _newest(db) - start
        rows = db.execute(f"{_CASE} WHERE n <= ? ORDER BY n DESC LIMIT ?", (top, limit)).fetchall()
    return tuple(map(reading.case, rows))


def case_count(store: Store, only: CaseFilter | None = None, *, cap: int = 10_000) -> int:
    """How many cases the list has; with ``text`` counted up to ``cap``, then ``cap`` itself."""
    chosen = only or CaseFilter()
    with store.read() as db:
        if chosen.text:
            return len(_found_numbers(db, chosen, 1 << 62, cap))
        if chosen.states:
            marks = ",".join("?" * len(chosen.states))
            sql = f"SELECT coalesce(sum(n), 0) FROM tallies WHERE kind = 'state' AND key IN ({marks})"
            return int(db.execute(sql, [state.value for state in chosen.states]).fetchone()[0])
        return _newest(db)


def find_cases(store: Store, text: str, limit: int = 20) -> tuple[CaseData, ...]:
    """The newest cases whose number, applicant, item or initials hold ``text``; a whole ID number finds its owner's."""
    with store.read() as db:
        return _found(db, CaseFilter(text=text), 1 << 62, limit)


def due_page(
    store: Store, *, after: tuple[date, int] | None = None, until: date | None = None, limit: int = 100
) -> tuple[CaseData, ...]:
    """Cases whose clock runs, the most urgent first; ``after`` is (due, n) of the last one of the page before."""
    day, n = (after[0].isoformat(), after[1]) if after else ("", 0)
    last = until.isoformat() if until else "9999-12-31"
    with store.read() as db:
        rows = db.execute(
            f"{_CASE} WHERE due IS NOT NULL AND (due, n) > (?, ?) AND due <= ? ORDER BY due, n LIMIT ?",
            (day, n, last, limit),
        ).fetchall()
    return tuple(map(reading.case, rows))


def due_count(store: Store, until: date, since: date | None = None) -> int:
    """How many running clocks end from ``since`` to ``until``, both included."""
    with store.read() as db:
        sql = "SELECT count(*) FROM cases WHERE due IS NOT NULL AND due >= ? AND due <= ?"
        return int(db.execute(sql, (since.isoformat() if since else "", until.isoformat())).fetchone()[0])


def case(store: Store, case_id: str) -> CaseData | None:
    """One case by id."""
    return _one(store, "id", case_id)


def case_by_no(store: Store, case_no: str) -> CaseData | None:
    """One case by its number."""
    return _one(store, "case_no", case_no)


def _one(store: Store, column: str, value: str) -> CaseData | None:
    with store.read() as db:
        row = db.execute(f"{_CASE} WHERE {column} = ?", (value,)).fetchone()
    return reading.case(row) if row else None


def same_business(
    store: Store, id_kind: str, id_number: str, item_key: str, closed: Sequence[CaseState] = ()
) -> tuple[CaseData, ...]:
    """Cases of one applicant and one item that are not in a ``closed`` state, the newest first (防一事两报)."""
    key = search.party_key(id_kind, id_number)
    if not key:
        return ()
    with store.read() as db:
        numbers = search.by_party(db, [key])
        marks = ",".join("?" * len(numbers))
        rows = db.execute(
            f"{_CASE} WHERE n IN ({marks}) AND item_key = ? ORDER BY n DESC", (*numbers, item_key)
        ).fetchall()
    return tuple(found for found in map(reading.case, rows) if found.state not in closed)


def timeline(store: Store, case_id: str) -> tuple[Logged, ...]:
    """The entries of a case that count, in its true order: the city's, then what the city has not answered yet."""
    with store.read() as db:
        rows = db.execute(_TIMELINE, (case_id,)).fetchall()
    return tuple(map(reading.logged, rows))


def aside(store: Store, case_id: str) -> tuple[Logged, ...]:
    """Entries of a case that do not count, since another act came first."""
    with store.read() as db:
        rows = db.execute(_ASIDE, (case_id,)).fetchall()
    return tuple(map(reading.logged, rows))


def materials(store: Store, case_id: str) -> tuple[tuple[MaterialMark, str], ...]:
    """The materials table of a case as it now stands, with names."""
    with store.read() as db:
        rows = db.execute(
            f"SELECT {reading.MATERIAL} FROM case_materials m JOIN cases c ON c.n = m.case_n"
            " WHERE c.id = ? ORDER BY m.seq",
            (case_id,),
        ).fetchall()
    return tuple(map(reading.material, rows))


def documents(store: Store, case_id: str) -> tuple[DocumentView, ...]:
    """The papers of a case in the order they were made, reprints included; not those of acts that do not count."""
    with store.read() as db:
        rows = db.execute(_COUNTED, (case_id,)).fetchall()
        ids = [paper["id"] for row in rows for paper in chain.parse(row[0]).get("documents", ())]
        where = f"d.id IN ({','.join('?' * len(ids))}) ORDER BY d.entry_n, d.place"
        return _documents(store, where, *ids)


def document(store: Store, document_id: str) -> DocumentView | None:
    """One paper by id."""
    found = _documents(store, "d.id = ?", document_id)
    return found[0] if found else None


def document_by_number(store: Store, number: str) -> DocumentView | None:
    """One paper by its number, the first print of it; a case number gives the case's receipt."""
    found = _documents(store, "d.original_of = '' AND d.number <> d.case_no AND d.number = ?", number)
    if found:
        return found[0]
    owner = case_by_no(store, number)
    papers = documents(store, owner.case_id) if owner else ()
    return next((paper for paper in papers if paper.number == number), None)


def _documents(store: Store, where: str, *values: str) -> tuple[DocumentView, ...]:
    with store.read() as db:
        rows = db.execute(f"SELECT {reading.DOCUMENT} FROM documents d WHERE {where}", values).fetchall()
    return tuple(map(reading.document, rows))


def _newest(db: Connection) -> int:
    return int(db.execute("SELECT coalesce(max(n), 0) FROM cases").fetchone()[0])


def _of_states(db: Connection, states: Sequence[CaseState], last: int, limit: int) -> tuple[CaseData, ...]:
    """One short walk down the index per state, merged; never a sort of all that match."""
    sql = f"{_CASE} WHERE state = ? AND n < ? ORDER BY n DESC LIMIT ?"
    walks = [db.execute(sql, (state.value, last, limit)).fetchall() for state in dict.fromkeys(states)]
    return tuple(map(reading.case, islice(merge(*walks, key=lambda row: -row[0]), limit)))


def _found(db: Connection, chosen: CaseFilter, last: int, limit: int) -> tuple[CaseData, ...]:
    numbers = _found_numbers(db, chosen, last, limit)
    marks = ",".join("?" * len(numbers))
    rows = db.execute(f"{_CASE} WHERE n IN ({marks}) ORDER BY n DESC", numbers).fetchall()
    return tuple(map(reading.case, rows))


def _found_numbers(db: Connection, chosen: CaseFilter, last: int, limit: int) -> list[int]:
    states = [state.value for state in chosen.states]
    return search.find(db, chosen.text, last=last, limit=limit, states=states)
