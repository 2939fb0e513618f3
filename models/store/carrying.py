"""The queue's second road: which entries a package takes along, and in which package each of them lies.

An entry in a package stays open until the city's answer comes, by the package's way or over the line: both roads may be
used for one entry, since the city keeps it once and answers with the same receipt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from models.rules.terms import QueueState
from models.store.claiming import out_entry
from models.store.rows import OutEntry

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.store import Store

_GOING = (
    "SELECT q.entry_n, q.case_id, q.state, q.attempts, s.package FROM queue q"
    " LEFT JOIN sendings s ON s.entry_n = q.entry_n WHERE q.state <> '已送达' AND q.entry_n > ? ORDER BY q.entry_n"
)
_PACK = (
    "INSERT INTO sendings (entry_n, package) SELECT q.entry_n, ?2 FROM queue q JOIN entries e ON e.n = q.entry_n"
    " WHERE e.id = ?1 AND q.state IN ('等待', '发送中', '已装包')"
    " ON CONFLICT (entry_n) DO UPDATE SET package = excluded.package"
)
_PACKED = (
    "UPDATE queue SET state = '已装包', reason = '', next_try = NULL"
    " WHERE state = '等待' AND entry_n = (SELECT n FROM entries WHERE id = ?)"
)
_UNPACKED = (
    "UPDATE queue SET state = '等待' WHERE state = '已装包'"
    " AND entry_n IN (SELECT entry_n FROM sendings WHERE package = ?)"
)


def to_carry(store: Store, limit: int, *, again: bool = False, after: int = 0) -> tuple[OutEntry, ...]:
    """What a package may take along, oldest first, each case in its order; nothing is changed.

    Args:
        again: also what lies in an earlier package that has not been answered.
        after: only entries behind this place of the store's log, for the next page.

    An entry held for a person stays, and the later ones of its case with it.
    """
    taken: list[OutEntry] = []
    stopped: set[str] = set()
    with store.read() as db:
        for n, case_id, state, attempts, package in db.execute(_GOING, (after,)).fetchall():
            if state == QueueState.HELD.value:
                stopped.add(case_id)
            elif case_id not in stopped and (again or package is None) and len(taken) < limit:
                taken.append(out_entry(db, n, attempts))
    return tuple(taken)


def carry(store: Store, package: int, entry_ids: Sequence[str]) -> int:
    """These entries lie in package no. ``package`` (≥ 1), written and checked; returns how many were still open.

    One being sent over the line at this moment goes on being sent; if that fails it is 已装包 afterwards.
    """
    with store.work() as work:
        count = put_in(work.db, package, entry_ids)
        work.commit()
    return count


def put_in(db: Connection, package: int, entry_ids: Sequence[str]) -> int:
    """The same inside the caller's transaction."""
    if package < 1:
        raise ValueError("packages are numbered from 1")
    count = sum(db.execute(_PACK, (one, package)).rowcount for one in entry_ids)
    db.executemany(_PACKED, [(one,) for one in entry_ids])
    return count


def carried(store: Store) -> Mapping[int, tuple[str, ...]]:
    """Entries the city has not answered, by the number of the package they lie in; both in order."""
    found: dict[int, list[str]] = {}
    sql = (
        "SELECT s.package, e.id FROM sendings s JOIN queue q ON q.entry_n = s.entry_n JOIN entries e ON e.n = s.entry_n"
        " WHERE s.package IS NOT NULL AND q.state <> '已送达' ORDER BY s.package, s.entry_n"
    )
    with store.read() as db:
        for package, entry_id in db.execute(sql):
            found.setdefault(package, []).append(entry_id)
    return {package: tuple(ids) for package, ids in found.items()}


def put_back(store: Store, package: int) -> int:
    """A package was lost on its way: what it held waits as if it had never been packed. Returns how many."""
    with store.work() as work:
        count = work.db.execute(_UNPACKED, (package,)).rowcount
        work.db.execute("UPDATE sendings SET package = NULL WHERE package = ?", (package,))
        work.commit()
    return count
