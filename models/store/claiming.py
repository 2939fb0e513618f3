"""What of the queue may go now, in which order: the rule both roads share, the line and the carried package.

Per case the order holds: an entry goes only when every earlier one of its case has gone or goes with it. An entry held
for a person holds the later entries of its own case and nothing else.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from models.rules.terms import QueueState
from models.store import payloads, placing, reading
from models.store.entries import stamp
from models.store.rows import OutEntry

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.store import Store

_OPEN = (
    "SELECT q.entry_n, q.case_id, q.state, q.attempts, coalesce(s.faults, 0), q.next_try, q.lease_until FROM queue q"
    " LEFT JOIN sendings s ON s.entry_n = q.entry_n WHERE q.state <> '已送达' ORDER BY q.entry_n"
)
_LEASE = "UPDATE queue SET state = '发送中', lease_until = ?, next_try = NULL WHERE entry_n = ?"
_RESTING = (QueueState.WAITING.value, QueueState.CARRIED.value)  # a package under way does not close the line


def claim(
    store: Store, now: datetime, limit: int, lease: timedelta, *, leaving: Container[str] = ()
) -> tuple[OutEntry, ...]:
    """Take up to ``limit`` entries for sending, oldest first; they are 发送中 until answered or ``now + lease``.

    Args:
        leaving: cases to be left for now, because the city has not got their scans yet.

    Nothing is taken, and nothing written, when nothing is due. Raises: StoreTrouble.
    """
    with store.read() as db:  # a reader looks, so that an idle queue costs no write lock
        if not next(_due(db, stamp(now), leaving), None):
            return ()
    with store.work() as work:
        due = [found for found, _ in zip(_due(work.db, stamp(now), leaving), range(limit), strict=False)]
        until = stamp(now + lease)
        work.db.executemany(_LEASE, [(until, n) for n, *_ in due])
        claimed = tuple(out_entry(work.db, *found) for found in due)
        work.commit()
    return claimed


def _due(db: Connection, now: str, leaving: Container[str]) -> Iterator[tuple[int, int, int]]:
    """(entry_n, attempts, faults) of what may go now."""
    blocked: set[str] = set()
    for n, case_id, state, attempts, faults, next_try, lease_until in db.execute(_OPEN).fetchall():
        if case_id in blocked or case_id in leaving:
            continue
        rested = state in _RESTING and (next_try is None or next_try <= now)
        expired = state == QueueState.SENDING.value and (lease_until or "") <= now
        if rested or expired:
            yield n, attempts, faults
        else:
            blocked.add(case_id)


def out_entry(db: Connection, n: int, attempts: int, faults: int = 0) -> OutEntry:
    """One entry of the queue as it is sent, by whichever road."""
    row = db.execute(f"SELECT {reading.ENTRY} FROM entries e WHERE e.n = ?", (n,)).fetchone()
    entry = reading.entry(row)
    known = placing.known_when_written(db, n, entry.case_id, entry.window)
    return OutEntry(entry, attempts, payloads.blob_digests(entry.payload), *known, faults)
