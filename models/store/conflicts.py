"""Acts that did not count because another came first, until a person decides again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.store import placing, queries, reading
from models.store.rows import CaseData, Logged

if TYPE_CHECKING:
    from models.store.store import Store

_COUNTED = (
    f"SELECT {reading.LOGGED} FROM {reading.LOG} JOIN placed p ON p.entry_n = e.n WHERE e.case_id = ? AND p.place < ?"
    " AND p.place > ? AND p.standing <> 'aside' ORDER BY p.place DESC, e.digest DESC"
)


@dataclass(frozen=True, slots=True)
class Aside:
    """One act that stands aside."""

    case: CaseData
    lost: Logged
    place: int
    reason: str  # as the city said it; "" for another window's act


def open_ones(store: Store, *, own: bool = True, limit: int = 200) -> tuple[Aside, ...]:
    """Acts nobody has decided again about, oldest first; with ``own`` only this window's."""
    sql = (
        f"SELECT p.place, coalesce(q.reason, ''), {reading.LOGGED} FROM {reading.LOG}"
        " JOIN conflicts f ON f.entry_n = e.n JOIN placed p ON p.entry_n = e.n"
        " WHERE f.settled_n IS NULL AND (e.window = ?1 OR NOT ?2) ORDER BY f.entry_n LIMIT ?3"
    )
    with store.read() as db:
        rows = db.execute(sql, (store.window, own, limit)).fetchall()
        return tuple(found for row in rows if (found := _aside(store, row)))


def count_open(store: Store) -> int:
    """How many acts of this window nobody has decided again about."""
    sql = (
        "SELECT count(*) FROM conflicts f JOIN entries e ON e.n = f.entry_n WHERE f.settled_n IS NULL AND e.window = ?"
    )
    with store.read() as db:
        return int(db.execute(sql, (store.window,)).fetchone()[0])


def open_of(store: Store, case_id: str) -> tuple[str, ...]:
    """Ids of the acts on one case, of whatever window, that nobody has decided again about."""
    sql = (
        "SELECT e.id FROM conflicts f JOIN entries e ON e.n = f.entry_n WHERE f.case_id = ? AND f.settled_n IS NULL"
        " ORDER BY f.entry_n"
    )
    with store.read() as db:
        return tuple(row[0] for row in db.execute(sql, (case_id,)))


def came_first(store: Store, aside: Aside) -> tuple[Logged, ...]:
    """What the city counted on the case before it, written elsewhere and unknown to who wrote it, the latest first."""
    lost, case_id = aside.lost, aside.case.case_id
    with store.read() as db:
        known = placing.known_when_written(db, lost.n, case_id, store.window)[0]
        after = known if lost.entry.window == store.window else 0
        rows = db.execute(_COUNTED, (case_id, aside.place, after)).fetchall()
    return tuple(one for one in map(reading.logged, rows) if one.entry.window != aside.lost.entry.window)


def _aside(store: Store, row: reading.Row) -> Aside | None:
    lost = reading.logged(row[2:])
    case = queries.case(store, lost.entry.case_id)
    return Aside(case, lost, row[0], row[1]) if case else None
