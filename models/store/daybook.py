"""Reading a day and the queue: what the ledger, 今日 and 转报 are made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from models.rules import chain
from models.rules.terms import Act, CaseState, QueueState
from models.store import payloads, reading
from models.store.entries import unstamp
from models.store.rows import DayMark, Logged, QueueCounts, QueueData

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.store import Store

_QUEUE = f"SELECT {reading.QUEUED} FROM queue q JOIN entries e ON e.n = q.entry_n LEFT JOIN cases c ON c.id = e.case_id"


def day_entries(store: Store, day: date, *, own: bool = True) -> tuple[Logged, ...]:
    """Every entry made on ``day`` (Shanghai) in the order of the log; ``own``: this window's only."""
    with store.read() as db:
        # the counts of the day know between which entries it lies, so the log needs no index by time
        span = db.execute(
            "SELECT min(first_n), max(last_n) FROM tallies WHERE kind <> 'state' AND key = ?", (day.isoformat(),)
        ).fetchone()
        rows = db.execute(
            f"SELECT {reading.LOGGED} FROM {reading.LOG}"
            " WHERE e.n BETWEEN ? AND ? AND e.at >= ? AND e.at < ? AND (? OR e.window = ?) ORDER BY e.n",
            (*span, *_bounds(day), not own, store.window),
        ).fetchall()
    return tuple(map(reading.logged, rows))


def day_prints(store: Store, day: date) -> tuple[tuple[str, str, datetime, str], ...]:
    """Papers handed to a printer on ``day``: (document id, actor, at, result)."""
    with store.read() as db:
        rows = db.execute(
            "SELECT document_id, actor, at, result FROM prints WHERE at >= ? AND at < ? ORDER BY n",
            _bounds(day),
        ).fetchall()
    return tuple((row[0], row[1], unstamp(row[2]), row[3]) for row in rows)


def voided(store: Store) -> frozenset[str]:
    """Ids of the papers whose number was voided, each by its first print; a handful in a year."""
    with store.read() as db:
        return frozenset(row[0] for row in db.execute("SELECT document_id FROM voids").fetchall())


def state_counts(store: Store) -> Mapping[CaseState, int]:
    """How many cases stand in each state; no scan."""
    with store.read() as db:
        rows = db.execute("SELECT key, n FROM tallies WHERE kind = 'state' AND n > 0").fetchall()
    return {CaseState(key): n for key, n in rows}


def day_counts(store: Store, since: date, until: date) -> tuple[DayMark, ...]:
    """How many acts of each kind fell on each day from ``since`` to ``until``, both included; no scan."""
    with store.read() as db:
        rows = db.execute(
            "SELECT key, kind, n FROM tallies WHERE kind <> 'state' AND key >= ? AND key <= ? AND n > 0"
            " ORDER BY key, kind",
            (since.isoformat(), until.isoformat()),
        ).fetchall()
    return tuple(DayMark(date.fromisoformat(key), Act(kind), n) for key, kind, n in rows)


def queue_rows(
    store: Store, *, open_only: bool = False, after: int | None = None, limit: int = 200
) -> tuple[QueueData, ...]:
    """The queue: what is still open first and oldest first, or with ``open_only`` nothing else.

    ``after``: ``n`` of the last delivered row of the page before, for more of what has been delivered.
    """
    with store.read() as db:
        rows = (
            []
            if after is not None
            else db.execute(f"{_QUEUE} WHERE q.state <> '已送达' ORDER BY q.entry_n LIMIT ?", (limit,)).fetchall()
        )
        if not open_only and len(rows) < limit:
            last = after if after is not None else 1 << 62
            rows += db.execute(
                f"{_QUEUE} WHERE q.state = '已送达' AND q.entry_n < ? ORDER BY q.entry_n DESC LIMIT ?",
                (last, limit - len(rows)),
            ).fetchall()
        return tuple(_queue_row(db, row) for row in rows)


def queue_counts(store: Store, today: date) -> QueueCounts:
    """The queue in figures; touches what is open and what came back today, nothing else."""
    with store.read() as db:
        states = dict(db.execute("SELECT state, count(*) FROM queue WHERE state <> '已送达' GROUP BY state").fetchall())
        oldest = db.execute("SELECT queued_at FROM queue WHERE state <> '已送达' ORDER BY entry_n LIMIT 1").fetchone()
        last = db.execute("SELECT max(receipt_at) FROM queue WHERE receipt_at IS NOT NULL").fetchone()[0]
        done = db.execute(
            "SELECT count(*) FROM queue WHERE receipt_at >= ? AND receipt_at < ?", _bounds(today)
        ).fetchone()
    return QueueCounts(
        waiting=states.get(QueueState.WAITING.value, 0) + states.get(QueueState.SENDING.value, 0),
        held=states.get(QueueState.HELD.value, 0),
        delivered_today=int(done[0]),
        oldest=unstamp(oldest[0]) if oldest else None,
        last_receipt=unstamp(last) if last else None,
    )


def last_written(store: Store) -> datetime | None:
    """The last time this window wrote: a clock that stands before it runs backwards."""
    with store.read() as db:
        row = db.execute(
            "SELECT at FROM entries WHERE window = ? ORDER BY seq DESC LIMIT 1", (store.window,)
        ).fetchone()
    return unstamp(row[0]) if row else None


def meta(store: Store, key: str) -> str:
    """One setting or mark of the store itself; "" when never set."""
    with store.read() as db:
        row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def _queue_row(db: Connection, row: reading.Row) -> QueueData:
    payload = chain.parse(row[7])
    digests = payloads.blob_digests(payload)
    size = 0
    if digests:
        marks = ",".join("?" * len(digests))
        size = db.execute(f"SELECT coalesce(sum(size), 0) FROM blobs WHERE digest IN ({marks})", digests).fetchone()[0]
    return reading.queued(row, payload, int(size))


def _bounds(day: date) -> tuple[str, str]:
    """The texts between which every time of that day lies."""
    return day.isoformat(), (day + timedelta(days=1)).isoformat()
