"""The log read again from its beginning: to make the projections anew, and to see whether anybody changed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.rules import chain
from models.rules.terms import QueueState
from models.store import placing, reading
from models.store.entries import Entry
from models.store.projections import Projector

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.store import Store

_STEP = 500


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where the log is not what it was."""

    window: str
    seq: int
    entry_id: str
    why: str  # in plain Chinese


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
    with store.read() as db:
        windows = [window] if window else _windows(db, store.window)
        for name in windows:
            broken = _verify(db, name, own=name == store.window)
            if broken:
                return broken
        return _missing(db) if window is None else None


def _windows(db: Connection, own: str) -> list[str]:
    names = [row[0] for row in db.execute("SELECT DISTINCT window FROM entries ORDER BY window")]
    return sorted(names, key=lambda name: (name != own, name))


def _verify(db: Connection, window: str, *, own: bool) -> Broken | None:
    """Walk one chain. Of another window a stretch may be missing: only what was pulled is here."""
    seq, last = 0, chain.GENESIS
    cursor = db.execute(f"SELECT {reading.ENTRY} FROM entries e WHERE e.window = ? ORDER BY e.seq", (window,))
    for row in cursor:
        follows = row[2] == seq + 1
        if own and not follows:
            return Broken(window, seq + 1, row[0], f"第{seq + 1}条记录缺失")
        if follows and row[9] != last:
            return Broken(window, row[2], row[0], f"第{row[2]}条记录与前一条接不上")
        if chain.digest_text(chain.entry_text(*row[:10])) != row[10]:
            return Broken(window, row[2], row[0], f"第{row[2]}条记录的内容被改动")
        seq, last = row[2], row[10]
    return None


def _missing(db: Connection) -> Broken | None:
    """Entries cut off the end leave rows behind that name them."""
    row = db.execute(
        "SELECT q.entry_n, q.case_id FROM queue q LEFT JOIN entries e ON e.n = q.entry_n WHERE e.n IS NULL LIMIT 1"
    ).fetchone()
    if row:
        return Broken("", row[0], "", f"转报队列中的第{row[0]}条记录已不在日志中")
    row = db.execute(
        "SELECT d.number, d.entry_n FROM documents d LEFT JOIN entries e ON e.n = d.entry_n"
        " WHERE d.entry_n > 0 AND e.n IS NULL LIMIT 1"
    ).fetchone()
    if row:
        return Broken("", row[1], "", f"文书{row[0]}所依据的记录已不在日志中")
    row = db.execute(
        "SELECT c.case_no, c.version FROM cases c WHERE c.version > coalesce("
        "(SELECT max(e.version) FROM entries e WHERE e.case_id = c.id), 0) LIMIT 1"
    ).fetchone()
    return Broken("", row[1], "", f"办件{row[0]}的第{row[1]}条记录已不在日志中") if row else None
