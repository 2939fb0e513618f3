"""Entries written elsewhere, by the city or another window: checked, kept in the log, shown by the same projections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from models.rules import chain
from models.store import placing, takeover
from models.store.entries import Entry, digest_of, stamp
from models.store.payloads import blob_digests
from models.store.rows import Mark, Taken

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.store import Store
    from models.store.work import Work

CURSOR = "city_cursor"
WANT = (
    "INSERT INTO wanted (digest, case_id) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM blobs WHERE digest = ?1)"
    " ON CONFLICT DO NOTHING"
)
_INSERT = (
    "INSERT INTO entries (id, window, seq, case_id, version, kind, at, actor, payload, prev, digest)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?)"
)


def take_foreign(
    store: Store, entries: Sequence[Entry], cursor: str | None = None, marks: Mapping[str, Mark] | None = None
) -> Taken:
    """Take entries of other origins in the order given, and the new ``cursor`` with them, in one transaction.

    ``marks`` is the city's word on them by id. An entry already here is passed over. One that is not what its digest
    says, claims to be of this very window (unless an older machine of it may have written it, see ``takeover``), or
    stands where another stands, is refused by itself and the rest go on. None of them waits in the queue.
    """
    taken: list[str] = []
    known: list[str] = []
    refused: list[tuple[str, str]] = []
    again: dict[str, None] = {}
    with store.work() as work:
        for entry in entries:
            if work.db.execute("SELECT 1 FROM entries WHERE id = ?", (entry.id,)).fetchone():
                known.append(entry.id)
                continue
            why = fault(work.db, entry, store.window, (marks or {}).get(entry.id))
            if why:
                refused.append((entry.id, why))
                continue
            if _take(work, entry, (marks or {}).get(entry.id)):
                again[entry.case_id] = None
            taken.append(entry.id)
        placing.read_again(work.db, work.projector, again, work.window)
        if cursor is not None:
            work.set_meta(CURSOR, cursor)
        work.commit()
    return Taken(tuple(taken), tuple(known), tuple(refused))


take_city_entries = take_foreign


def cursor(store: Store) -> str:
    """How far the city's entries have been read; "" from the beginning."""
    with store.read() as db:
        row = db.execute("SELECT value FROM meta WHERE key = ?", (CURSOR,)).fetchone()
    return str(row[0]) if row else ""


def set_cursor(store: Store, value: str) -> None:
    """Keep how far the city's entries have been read, when nothing came with it."""
    with store.work() as work:
        work.set_meta(CURSOR, value)
        work.commit()


def _take(work: Work, entry: Entry, mark: Mark | None) -> bool:
    """Keep one entry; returns whether its case must be read again."""
    fields = (
        entry.id,
        entry.window,
        entry.seq,
        entry.case_id,
        entry.version,
        entry.kind.value,
        stamp(entry.at),
    )
    rest = (entry.actor, chain.canonical(entry.payload), entry.prev, entry.digest)
    n = int(work.db.execute(_INSERT, fields + rest).lastrowid or 0)
    db, own = work.db, entry.window == work.window
    if mark is not None:
        if own:
            takeover.taken(work, entry, n, mark)
        placing.put(db, n, entry.case_id, mark)
        if mark.standing == placing.ASIDE:
            work.projector.beside(entry, n)
            if own:  # counted and taken back, as an act of this window is that turns out not to count
                work.projector.count(entry, n)
                placing.uncount(db, work.projector, (n,))
            return True  # the version of the case moves on
    work.projector.apply(entry, n, at_city=True)
    blobs = [(one, entry.case_id) for one in blob_digests(entry.payload)]
    db.executemany(WANT, blobs)
    return mark is not None and (
        placing.before_pending(db, n, entry.case_id) or placing.out_of_order(db, n, entry.case_id, mark.place)
    )


def fault(db: Connection, entry: Entry, own: str, mark: Mark | None) -> str:
    """Why an entry cannot be taken, "" when it can."""
    if entry.window == own and (why := takeover.fault(db, entry, mark)):
        return why
    if digest_of(entry) != entry.digest:
        return "记录内容与其摘要不符，传输中可能被改动"
    place = db.execute("SELECT id FROM entries WHERE window = ? AND seq = ?", (entry.window, entry.seq)).fetchone()
    if place:
        return f"{entry.window}的第{entry.seq}条记录已有另一份内容"
    twin = (entry.case_id, entry.version, entry.window)
    if db.execute("SELECT id FROM entries WHERE case_id = ? AND version = ? AND window = ?", twin).fetchone():
        return f"该办件的第{entry.version}步已有同一来源的另一份记录"
    return ""
