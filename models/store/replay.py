"""The log read again from its beginning: to make the projections anew, and to see whether anybody changed it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.rules.terms import QueueState
from models.store import placing, reading, walk
from models.store.entries import Entry
from models.store.projections import Projector
from models.store.walk import Broken

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.store import Store

_STEP = 500


def rebuild(store: Store) -> int:
    """Drop every projection and make it anew from the log, in one transaction. Returns how many entries were read."""
    with store.work() as work:
        count = rebuild_tables(work.db, work.window)
        work.commit()
    return count


def rebuild_tables(db: Connection, own: str) -> int:
    """The same inside a transaction that is open already; ``own`` is this window's name."""
    db.execute("PRAGMA defer_foreign_keys=ON")  # the print journal refers to papers that are gone for a moment
    db.execute("DELETE FROM case_materials")
    db.execute("DELETE FROM documents WHERE entry_n > 0")
    db.execute("DELETE FROM voids")
    db.execute("DELETE FROM cases")
    db.execute("DELETE FROM tallies")
    db.execute("INSERT INTO case_words (case_words) VALUES ('delete-all')")
    db.execute("UPDATE conflicts SET settled_n = NULL")
    aside = dict(db.execute("SELECT entry_n, 0 FROM placed WHERE standing = 'aside'").fetchall())
    projector, count = Projector(db), 0
    for n, state, row in _log(db):
        entry = reading.entry(row)
        if n in aside:
            aside[n] = state is not None
            _beside(projector, entry, n, own=state is not None)
        else:
            projector.apply(entry, n, at_city=state in (None, QueueState.DELIVERED.value))
        count += 1
        if count % _STEP == 0:
            projector.flush()
    projector.flush()
    placing.uncount(db, projector, (n for n, own in aside.items() if own))
    placing.read_again(db, projector, placing.disordered(db), own)
    projector.flush()
    return count


def _beside(projector: Projector, entry: Entry, n: int, *, own: bool) -> None:
    """An entry that does not count; one of this window's was counted once, before the city's word came."""
    if own:
        projector.add_papers(entry, n)
        projector.count(entry, n)
    else:
        projector.beside(entry, n)


def _log(db: Connection) -> Iterator[tuple[int, str | None, reading.Row]]:
    """Every entry in order of arrival, a few hundred at a time so that rows may be written in between."""
    n = 0
    while True:
        rows = db.execute(
            f"SELECT e.n, q.state, {reading.ENTRY} FROM {reading.LOG} WHERE e.n > ? ORDER BY e.n LIMIT ?",
            (n, _STEP),
        ).fetchall()
        if not rows:
            return
        for row in rows:
            yield row[0], row[1], row[2:]
        n = rows[-1][0]


def verify_chain(store: Store, window: str | None = None) -> Broken | None:
    """The first entry that was changed, taken out or put in, or None. Reads the whole log: run it at rest.

    Args:
        window: one window's chain; None for every window the store holds, its own first.
    """
    return walk.whole(store, window)
