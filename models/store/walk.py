"""Reading the chains again a stretch at a time, so that a log of any length is checked without holding anybody up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.rules import chain
from models.store import reading, takeover

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.store import Store

STRETCH = 2000
"""Entries of one step: some tens of milliseconds."""
TAIL = 200
"""Entries looked at when the program starts."""
_ROWS = f"SELECT {reading.ENTRY} FROM entries e WHERE e.window = ? AND e.seq > ? ORDER BY e.seq LIMIT ?"


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where the log is not what it was."""

    window: str
    seq: int
    entry_id: str
    why: str  # in plain Chinese


class ChainWalk:
    """Walks every chain the store holds, its own first; may be put away after any step.

    Args:
        window: only this window's chain.
        after: begin behind this seq of the own chain; what stands there is believed.
    """

    def __init__(self, store: Store, window: str | None = None, *, after: int = 0) -> None:
        self._store, self._one = store, window
        with store.read() as db:
            self._windows = [window] if window else _windows(db, store.window)
            self.total = _count(db, window, after)
            self._seq, self._last = after, _digest(db, store.window, after)
            self._gaps = takeover.gaps(db, store.window, after)
            self._leaps = {first: _digest(db, store.window, left) for left, first in self._gaps}
        self.done = 0
        self.ended = False
        self.broken: Broken | None = None

    def step(self, limit: int = STRETCH) -> bool:
        """Read on for ``limit`` entries; True while there is more to read."""
        if self.ended:
            return False
        with self._store.read() as db:
            rows = db.execute(_ROWS, (self._windows[0], self._seq, limit)).fetchall() if self._windows else []
            self.done += len(rows)
            self.broken = next(filter(None, map(self._look, rows)), None)
            if self.broken is None and len(rows) < limit:
                self._next_chain(db)
        if self.broken is not None:
            self.ended = True
        return not self.ended

    def _next_chain(self, db: Connection) -> None:
        self._seq, self._last = 0, chain.GENESIS
        self._windows = self._windows[1:]
        if not self._windows:
            self.broken = _missing(db) if self._one is None else None
            self.ended = True

    def _look(self, row: reading.Row) -> Broken | None:
        """One entry after the one before.

        Of another window a stretch may be missing, since only what was pulled is here; of this one only where another
        machine took it over (``takeover``).
        """
        window, seq = row[1], row[2]
        follows = seq == self._seq + 1
        own = window == self._store.window
        if own and not follows and not any(left < seq <= first for left, first in self._gaps):
            return Broken(window, self._seq + 1, row[0], f"第{self._seq + 1}条记录缺失")
        if own and seq in self._leaps:
            follows, self._last = True, self._leaps[seq]  # another machine went on from the backup
        if follows and row[9] != self._last:
            return Broken(window, seq, row[0], f"第{seq}条记录与前一条接不上")
        if chain.digest_text(chain.entry_text(*row[:10])) != row[10]:
            return Broken(window, seq, row[0], f"第{seq}条记录的内容被改动")
        self._seq, self._last = seq, row[10]
        return None


def tail(store: Store, count: int = TAIL) -> tuple[Broken | None, int]:
    """Check the newest ``count`` entries of the own chain; returns (what is broken, how many were read)."""
    with store.read() as db:
        walk = ChainWalk(store, store.window, after=max(0, last_seq(db, store.window) - count))
        walk.step(count + 1)
    return walk.broken, walk.done


def last_seq(db: Connection, window: str) -> int:
    """How far the chain of ``window`` goes."""
    row = db.execute("SELECT seq FROM entries WHERE window = ? ORDER BY seq DESC LIMIT 1", (window,)).fetchone()
    return int(row[0]) if row else 0


def whole(store: Store, window: str | None = None) -> Broken | None:
    """The first entry that was changed, taken out or put in, or None; the whole log in one go."""
    walk = ChainWalk(store, window)
    while walk.step():
        pass
    return walk.broken


def _windows(db: Connection, own: str) -> list[str]:
    names = [row[0] for row in db.execute("SELECT DISTINCT window FROM entries ORDER BY window")]
    return sorted(names, key=lambda name: (name != own, name))


def _count(db: Connection, window: str | None, after: int) -> int:
    if window is None:
        return int(db.execute("SELECT count(*) FROM entries").fetchone()[0])
    sql = "SELECT count(*) FROM entries WHERE window = ? AND seq > ?"
    return int(db.execute(sql, (window, after)).fetchone()[0])


def _digest(db: Connection, window: str, seq: int) -> str:
    row = db.execute("SELECT digest FROM entries WHERE window = ? AND seq = ?", (window, seq)).fetchone()
    return str(row[0]) if row else chain.GENESIS


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
