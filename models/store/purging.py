"""Local files of closed cases: which may go, taking them out, asking for them back. Entries are never touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.rules import chain
from models.rules.terms import Act, CaseState, QueueState
from models.store import payloads
from models.store.reading import Row

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.store import Store
    from models.store.work import Work

_MARK = "purged/"
_CLOSED = (
    "SELECT c.id, c.case_no, max(e.at) FROM cases c JOIN entries e ON e.case_id = c.id AND e.kind = ?"
    " WHERE c.state = ? GROUP BY c.id HAVING max(e.at) < ? ORDER BY max(e.at) LIMIT ?"
)
_UNSENT = "SELECT 1 FROM queue q JOIN entries e ON e.n = q.entry_n WHERE e.case_id = ? AND q.state <> ? LIMIT 1"


@dataclass(frozen=True, slots=True)
class Due:
    """A case whose local files may go."""

    case_id: str
    case_no: str
    digests: tuple[str, ...]
    size: int  # bytes


def due(store: Store, until: date, limit: int = 200) -> tuple[Due, ...]:
    """Cases archived on ``until`` or before, whole at the city, that still have files of their own here."""
    before = (until + timedelta(days=1)).isoformat()
    with store.read() as db:
        rows = db.execute(_CLOSED, (Act.ARCHIVE.value, CaseState.ARCHIVED.value, before, limit)).fetchall()
        in_use = _in_use(db) if rows else set()
        found = [_due(db, row, in_use) for row in rows if _free(db, row[0], before)]
    return tuple(one for one in found if one.digests)


def purge(work: Work, one: Due, at: date) -> None:
    """Take the rows of a case's files out, inside a unit of work; the files themselves go with ``drop`` after it."""
    work.db.executemany("DELETE FROM blobs WHERE digest = ?", [(digest,) for digest in one.digests])
    work.set_meta(_MARK + one.case_id, at.isoformat())


def drop(store: Store, one: Due) -> None:
    """The files; what a crash leaves of them nobody names, and the next sweep takes it."""
    for digest in one.digests:
        store.blobs.drop(digest)


def purged(store: Store, case_id: str) -> date | None:
    """The day a case's files went, or were asked for back; None for one that has all of them."""
    with store.read() as db:
        return _purged(db, case_id)


def want(work: Work, case_id: str, at: date) -> int:
    """Ask the city for a case's files again, inside a unit of work. Returns how many are to come."""
    rows = work.db.execute("SELECT payload FROM entries WHERE case_id = ?", (case_id,)).fetchall()
    known = {row[0] for row in work.db.execute("SELECT digest FROM blobs")}
    missing = [digest for digest in _named(rows) if digest not in known]
    sql = "INSERT INTO wanted (digest, case_id) VALUES (?, ?) ON CONFLICT DO UPDATE SET tries = 0"
    work.db.executemany(sql, [(digest, case_id) for digest in missing])
    work.set_meta(_MARK + case_id, at.isoformat())  # they stay as long as after an archiving
    return len(missing)


def _due(db: Connection, row: Row, in_use: set[str]) -> Due:
    case_id, case_no, _ = row
    named = _named(db.execute("SELECT payload FROM entries WHERE case_id = ?", (case_id,)).fetchall())
    sizes: dict[str, int] = {}
    for digest in named:
        kept = db.execute("SELECT size FROM blobs WHERE digest = ?", (digest,)).fetchone()
        if kept and digest not in in_use:
            sizes[digest] = int(kept[0])
    return Due(case_id, case_no, tuple(sizes), sum(sizes.values()))


def _free(db: Connection, case_id: str, before: str) -> bool:
    """The city has every entry this window made, and nobody asked for the files lately."""
    if db.execute(_UNSENT, (case_id, QueueState.DELIVERED.value)).fetchone():
        return False
    asked = _purged(db, case_id)
    return asked is None or asked.isoformat() < before


def _in_use(db: Connection) -> set[str]:
    """What a case that is not archived, or a draft, shows as well: the same licence scanned twice is one file."""
    rows = db.execute(
        "SELECT e.payload FROM cases c JOIN entries e ON e.case_id = c.id WHERE c.state <> ?",
        (CaseState.ARCHIVED.value,),
    )
    used = {digest for row in rows for digest in payloads.blob_digests(chain.parse(row[0]))}
    drafts = " ".join(str(row[0]) for row in db.execute("SELECT json FROM drafts"))
    if drafts:
        used |= {row[0] for row in db.execute("SELECT digest FROM blobs") if row[0] in drafts}
    return used


def _named(rows: list[Row]) -> tuple[str, ...]:
    found = (digest for row in rows for digest in payloads.blob_digests(chain.parse(row[0])))
    return tuple(dict.fromkeys(found))


def _purged(db: Connection, case_id: str) -> date | None:
    row = db.execute("SELECT value FROM meta WHERE key = ?", (_MARK + case_id,)).fetchone()
    return date.fromisoformat(row[0]) if row else None
