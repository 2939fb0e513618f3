"""The queue to the city: what came of each try. Its rows are written with their entries.

What may go is ``claiming``'s, what lies in a package ``carrying``'s; both are reached through here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from models.rules import chain
from models.rules.terms import Act, QueueState
from models.store import payloads, placing
from models.store.carrying import carried, carry, put_back, to_carry
from models.store.claiming import claim
from models.store.entries import stamp
from models.store.rows import Mark

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.store import Store
    from models.store.work import Work

__all__ = [
    "blob_sizes",
    "blobs_for",
    "carried",
    "carry",
    "claim",
    "delivered",
    "delivered_many",
    "hold",
    "note_faults",
    "put_back",
    "release",
    "release_leases",
    "retry",
    "to_carry",
    "wait",
    "wait_many",
]
_REST = (  # what lies in a package is 已装包 again when the line did not take it
    "CASE WHEN EXISTS (SELECT 1 FROM sendings s WHERE s.entry_n = queue.entry_n AND s.package IS NOT NULL)"
    " THEN '已装包' ELSE '等待' END"
)
_FAULTS = (
    "INSERT INTO sendings (entry_n, faults) VALUES (?, ?) ON CONFLICT (entry_n) DO UPDATE SET faults = excluded.faults"
)
_N_OF = "SELECT q.entry_n, e.case_id, e.kind, q.state FROM entries e JOIN queue q ON q.entry_n = e.n WHERE e.id = ?"


def delivered(store: Store, entry_id: str, receipt: str, at: datetime) -> None:
    """The city has it: keep its receipt. Told twice, the first receipt stays. Raises KeyError for an unknown entry."""
    delivered_many(store, ((entry_id, receipt),), at)


def delivered_many(
    store: Store,
    receipts: tuple[tuple[str, str], ...],
    at: datetime,
    marks: Mapping[str, Mark] | None = None,
    reasons: Mapping[str, str] | None = None,
) -> None:
    """The receipts of a whole batch, (entry id, receipt), in one transaction.

    Args:
        marks: the city's word on them by id; what it set aside no longer moves its case.
        reasons: why it set them aside, by id, in plain Chinese.
    """
    again: dict[str, None] = {}
    with store.work() as work:
        for entry_id, receipt in receipts:
            n, case_id, kind, state = _row(work.db, entry_id)
            if state == QueueState.DELIVERED.value:
                continue
            work.db.execute(
                "UPDATE queue SET state = '已送达', receipt = ?, receipt_at = ?, attempts = attempts + 1,"
                " next_try = NULL, lease_until = NULL, reason = ?, who = '' WHERE entry_n = ?",
                (receipt, stamp(at), (reasons or {}).get(entry_id, ""), n),
            )
            mark = (marks or {}).get(entry_id)
            if mark and _placed(work, n, case_id, mark):
                again[case_id] = None
            elif kind == Act.FORWARD.value:
                work.projector.acknowledged(case_id, n)
        placing.read_again(work.db, work.projector, again, work.window)
        work.commit()


def _placed(work: Work, n: int, case_id: str, mark: Mark) -> bool:
    """Keep the city's word on one of this window's entries; returns whether its case must be read again."""
    placing.put(work.db, n, case_id, mark)
    if mark.standing == placing.ASIDE:
        placing.uncount(work.db, work.projector, (n,))
        return True
    return placing.out_of_order(work.db, n, case_id, mark.place)


def wait(store: Store, entry_id: str, reason: str, next_try: datetime) -> None:
    """The try failed for a reason that passes by itself: again at ``next_try``. A delivered entry stays delivered."""
    wait_many(store, (entry_id,), reason, next_try)


def wait_many(store: Store, entry_ids: tuple[str, ...], reason: str, next_try: datetime, who: str = "") -> None:
    """The same for a batch that failed as one, in one transaction; ``who`` must act, "" when it passes by itself."""
    with store.work() as work:
        for entry_id in entry_ids:
            _back(work.db, entry_id, QueueState.WAITING, reason, who, stamp(next_try), tried=1)
        work.commit()


def release(store: Store, reasons: Mapping[str, str], who: str = "", *, tried: int = 0) -> None:
    """Entries that were claimed and not sent may go again at once; ``reasons`` by id say what they wait for."""
    if not reasons:
        return
    with store.work() as work:
        for entry_id, reason in reasons.items():
            if _row(work.db, entry_id)[3] != QueueState.HELD.value:
                _back(work.db, entry_id, QueueState.WAITING, reason, who, None, tried=tried)
        work.commit()


def note_faults(store: Store, entry_id: str, faults: int) -> None:
    """How often the city fell over this entry alone while it took others; forgotten when a person sends it again."""
    with store.work() as work:
        work.db.execute(_FAULTS, (_row(work.db, entry_id)[0], faults))
        work.commit()


def blob_sizes(store: Store, digests: Sequence[str]) -> Mapping[str, int]:
    """Bytes of each blob; 0 for one this store has no row of."""
    with store.read() as db:
        found = ((one, db.execute("SELECT size FROM blobs WHERE digest = ?", (one,)).fetchone()) for one in digests)
        return {one: int(row[0]) if row else 0 for one, row in found}


def hold(store: Store, entry_id: str, reason: str, who: str) -> None:
    """The city refused the entry itself: a person must act. ``reason`` and ``who`` in plain Chinese."""
    with store.work() as work:
        _back(work.db, entry_id, QueueState.HELD, reason, who, None, tried=1)
        work.commit()


def retry(store: Store, entry_id: str | None = None) -> int:
    """Let one entry, or every waiting one, go at once; a held entry goes only when it is named. Returns how many."""
    with store.work() as work:
        if entry_id is None:
            sql = "UPDATE queue SET next_try = NULL WHERE state IN ('等待', '已装包') AND next_try IS NOT NULL"
            count = work.db.execute(sql).rowcount
        else:
            count = _back(work.db, entry_id, QueueState.WAITING, "", "", None, tried=0)
            work.db.execute("UPDATE sendings SET faults = 0 WHERE entry_n = ?", (_row(work.db, entry_id)[0],))
        work.commit()
    return count


def release_leases(store: Store) -> int:
    """At start: what was being sent when the program ended waits again. Returns how many."""
    with store.read() as db:
        found = db.execute("SELECT 1 FROM queue WHERE state <> '已送达' AND state = '发送中' LIMIT 1").fetchone()
    if not found:
        return 0
    with store.work() as work:
        sql = f"UPDATE queue SET state = {_REST}, lease_until = NULL WHERE state <> '已送达' AND state = '发送中'"
        count = work.db.execute(sql).rowcount
        work.commit()
    return count


def blobs_for(store: Store, entry_id: str) -> tuple[str, ...]:
    """Digests of the blobs an entry names. Raises KeyError for an unknown entry."""
    with store.read() as db:
        row = db.execute("SELECT payload FROM entries WHERE id = ?", (entry_id,)).fetchone()
    if row is None:
        raise KeyError(entry_id)
    return payloads.blob_digests(chain.parse(row[0]))


def _row(db: Connection, entry_id: str) -> tuple[int, str, str, str]:
    row = db.execute(_N_OF, (entry_id,)).fetchone()
    if row is None:
        raise KeyError(entry_id)
    return row[0], row[1], row[2], row[3]


def _back(
    db: Connection,
    entry_id: str,
    state: QueueState,
    reason: str,
    who: str,
    next_try: str | None,
    *,
    tried: int,
) -> int:
    n, _, _, old = _row(db, entry_id)
    if old == QueueState.DELIVERED.value:  # a late answer never takes a receipt away
        return 0
    held = state is QueueState.HELD
    return db.execute(
        f"UPDATE queue SET state = CASE WHEN ? THEN '要人处理' ELSE {_REST} END, reason = ?, who = ?, next_try = ?,"
        " lease_until = NULL, attempts = attempts + ? WHERE entry_n = ?",
        (held, reason, who, next_try, tried, n),
    ).rowcount
