"""What it costs to queue an act for the city: rows of the same transaction, against a second commit to a queue library.

Every peer is set to WAL and synchronous=FULL, and the setting read back: a queue that may lose what it was given is no
peer. Each is given the very text of the entry that the queue of the store points at.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import store_sample
from benchmarks.common import FOLDER, Figure, ms, report
from models.rules import chain
from models.rules.terms import Act
from models.store.store import Store
from models.store.work import new_case_id

ACTS, BLOCK = 1_280, 64
_LEAST = 0.01  # ms: below this a difference of two medians says nothing


def figures(acts: int = ACTS) -> tuple[Figure, ...]:
    """Milliseconds the queueing of one entry takes: ours is with less without; a peer's is its own put."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=FOLDER) as place:
        folder = Path(place)
        peers = {"persist-queue": _persist_queue(folder), "litequeue": _litequeue(folder), "huey": _huey(folder)}
        with (
            Store.create(folder / "with", store_sample.KEY, window=store_sample.WINDOW) as queued,
            Store.create(folder / "without", store_sample.KEY, window=store_sample.WINDOW) as bare,
        ):
            ways = [_receiving(queued, queue=True), _receiving(bare, queue=False), *peers.values()]
            told, silent, *puts = _turns(acts, ways)
    ours = max(told - silent, _LEAST)
    note = f"收件连同入队 {told:.3f} ms，不入队 {silent:.3f} ms"
    return tuple(
        Figure("一条记录入转报队列", ours, name, put, 2.0, at_least=True, inverse=True, note=note)
        for name, put in zip(peers, puts, strict=True)
    )


def _receiving(store: Store, *, queue: bool) -> Callable[[int], object]:
    """One case received, with or without its row in the queue."""

    def take(i: int) -> None:
        act = _acts[i]
        with store.work() as work:
            work.append(new_case_id(), Act.RECEIVE, "clerk", act.received, store_sample.AT, queue=queue)
            work.commit()

    return take


def _turns(acts: int, ways: list[Callable[[int], object]]) -> list[float]:
    """Medians of milliseconds per act, blocks in turns, the first block of each a warm-up."""
    found: list[list[float]] = [[] for _ in ways]
    for first in range(0, acts - BLOCK + 1, BLOCK):
        for way, taken in zip(ways, found, strict=True):
            taken.append(ms(lambda: [way(i) for i in range(first, first + BLOCK)]) / BLOCK)  # noqa: B023 - called at once
    return [statistics.median(taken[1:]) for taken in found]


def _must_be_durable(db: Any) -> None:
    """WAL and FULL, read back from the library's own connection."""
    found = db.execute("PRAGMA journal_mode").fetchone()[0], db.execute("PRAGMA synchronous").fetchone()[0]
    if found != ("wal", 2):
        raise RuntimeError(f"this peer is not durable: {found}")


def _persist_queue(folder: Path) -> Callable[[int], object]:
    import persistqueue

    queue = persistqueue.SQLiteAckQueue(str(folder / "persist"), auto_commit=True, multithreading=True)
    _must_be_durable(queue._putter)  # noqa: SLF001 - it shows its connection nowhere else
    return lambda i: queue.put(_messages[i])


def _litequeue(folder: Path) -> Callable[[int], object]:
    import litequeue

    queue = litequeue.LiteQueue(str(folder / "litequeue.db"))
    queue.conn.execute("PRAGMA synchronous = FULL")  # it comes with NORMAL, which may lose the last puts
    _must_be_durable(queue.conn)
    return lambda i: queue.put(_messages[i])


def _huey(folder: Path) -> Callable[[int], object]:
    from huey.storage import SqliteStorage

    storage = SqliteStorage(filename=str(folder / "huey.db"), fsync=True)
    storage.enqueue(b"first")  # makes its connection
    _must_be_durable(storage.conn)
    return lambda i: storage.enqueue(_messages[i].encode())


# made before they are needed, so that making them is nobody's cost
_acts = [store_sample.prepared(i) for i in range(ACTS)]
_messages = [chain.canonical(act.received) for act in _acts]

if __name__ == "__main__":
    report("QUEUEING 入转报队列", figures())
