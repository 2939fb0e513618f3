"""Carried packages in the store: a number before the file is begun, what became of each, the answers taken back.

A number is given once. One whose file was never finished stays in the list as 作废, so that nobody looks for a stick
that does not exist; its entries wait as if nothing had been tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from models.rules import chain
from models.rules.terms import AuditKind
from models.store import audit, carrying, payloads, reading
from models.store.claiming import out_entry
from models.store.entries import stamp, unstamp
from models.store.rows import OutEntry

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.store import Store
    from models.store.work import Work
    from models.views import Staff

_VOID = "UPDATE packages SET state = '作废' WHERE state = '在装'"
_BEGIN = (
    "INSERT INTO packages (number, package, state, begun_at, place)"
    " SELECT coalesce(max(number), 0) + 1, ?, '在装', ?, ? FROM packages RETURNING number"
)
_WHOLE = "UPDATE packages SET state = '已装', letters = ?, blobs = ?, size = ?, digest = ? WHERE number = ?"
_OPEN = (
    "(SELECT count(*) FROM sendings s JOIN queue q ON q.entry_n = s.entry_n"
    " WHERE s.package = p.number AND q.state <> '已送达')"
)
_ROWS = (
    f"SELECT number, package, state, begun_at, place, letters, blobs, size, answered_at, {_OPEN} FROM packages p"
    " ORDER BY number DESC LIMIT ?"
)
_KEPT_BY_CITY = (
    "SELECT e.payload FROM entries e LEFT JOIN queue q ON q.entry_n = e.n"
    " WHERE e.case_id = ? AND coalesce(q.state, '已送达') = '已送达'"
)


@dataclass(frozen=True, slots=True)
class PackageRow:
    """One package of this window."""

    number: int
    package: str
    state: str  # 在装 | 已装 | 作废
    begun_at: datetime
    place: str
    letters: int
    blobs: int
    size: int  # bytes
    answered_at: datetime | None
    open: int  # entries in it that the city has not answered by any road


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer of the city: its id, its number, the package it answers, what was signed."""

    package: str
    number: int
    reply_to: str
    digest: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A file that was read back whole."""

    blobs: int
    size: int  # bytes
    digest: str  # what was signed, in hex


def begin(store: Store, package: str, place: str, at: datetime) -> int:
    """The next number, kept; whatever was begun before and never finished is 作废 now."""
    with store.work() as work:
        work.db.execute(_VOID)
        number = int(work.db.execute(_BEGIN, (package, stamp(at), place)).fetchone()[0])
        work.commit()
    return number


def whole(store: Store, number: int, entry_ids: Sequence[str], made: Whole, at: datetime, by: Staff) -> int:
    """The file was read back whole: its entries lie in it now. Returns how many of them were still open."""
    with store.work() as work:
        work.db.execute(_WHOLE, (len(entry_ids), made.blobs, made.size, made.digest, number))
        count = carrying.put_in(work.db, number, entry_ids)
        _note(work, by, at, f"第{number}包", f"装包 {len(entry_ids)} 条，附件 {made.blobs} 个")
        work.commit()
    return count


def void_unfinished(store: Store) -> int:
    """Packages begun and never finished are 作废; for the start, and when making one failed. Returns how many."""
    with store.read() as db:
        if db.execute("SELECT 1 FROM packages WHERE state = '在装' LIMIT 1").fetchone() is None:
            return 0
    with store.work() as work:
        count = work.db.execute(_VOID).rowcount
        work.commit()
    return count


def rows(store: Store, limit: int = 200) -> tuple[PackageRow, ...]:
    """This window's packages, the newest first."""
    with store.read() as db:
        return tuple(_row(row) for row in db.execute(_ROWS, (limit,)))


def _row(row: reading.Row) -> PackageRow:
    values: reading.Row = (*row[:3], unstamp(row[3]), *row[4:8], reading.time(row[8]), row[9])
    return PackageRow(*values)


def sizes(store: Store, digests: Iterable[str]) -> dict[str, int]:
    """Bytes of those blobs that are here, their file included."""
    with store.read() as db:
        sql = "SELECT size FROM blobs WHERE digest = ?"
        found = {digest: db.execute(sql, (digest,)).fetchone() for digest in digests}
    return {digest: int(row[0]) for digest, row in found.items() if row and store.blobs.has(digest)}


def kept_by_city(store: Store, case_id: str) -> set[str]:
    """Blobs of a case the city is known to keep: it takes no entry without them."""
    with store.read() as db:
        found = [chain.parse(row[0]) for row in db.execute(_KEPT_BY_CITY, (case_id,))]
    return {digest for payload in found for digest in payloads.blob_digests(payload)}


def sent(store: Store, entry_ids: Iterable[str]) -> dict[str, OutEntry]:
    """Entries this window queued, by id, delivered or not; an unknown id is left out."""
    sql = "SELECT q.entry_n, q.attempts FROM queue q JOIN entries e ON e.n = q.entry_n WHERE e.id = ?"
    with store.read() as db:
        found = {one: db.execute(sql, (one,)).fetchone() for one in entry_ids}
        return {one: out_entry(db, row[0], row[1]) for one, row in found.items() if row}


def answered_by(store: Store, package: str) -> str | None:
    """What was signed of an answer taken here before, or None."""
    with store.read() as db:
        row = db.execute("SELECT digest FROM answers WHERE package = ?", (package,)).fetchone()
    return str(row[0]) if row else None


def answered(store: Store, answer: Answered, at: datetime, by: Staff) -> int:
    """An answer was taken whole. Returns: the number of the package it answers, 0 for one that is not here."""
    with store.work() as work:
        row = (answer.package, answer.number, answer.reply_to, stamp(at), answer.digest)
        work.db.execute("INSERT INTO answers VALUES (?,?,?,?,?) ON CONFLICT DO NOTHING", row)
        sql = "UPDATE packages SET answered_at = coalesce(answered_at, ?) WHERE package = ? RETURNING number"
        found = work.db.execute(sql, (stamp(at), answer.reply_to)).fetchone()
        number = int(found[0]) if found else 0
        _note(work, by, at, f"第{number}包" if number else "本机没有的包", f"收回执包第{answer.number}号")
        work.commit()
    return number


def refused(store: Store, file: str, why: str, at: datetime, by: Staff) -> None:
    """A file was not taken: note it, and nothing else. ``file`` is its name alone, ``why`` never content of it."""
    with store.work() as work:
        _note(work, by, at, file, f"没有收：{why}")
        work.commit()


def _note(work: Work, by: Staff, at: datetime, subject: str, text: str) -> None:
    audit.note(work, AuditKind.PACKAGE, at, actor=by.id, name=by.name, subject=subject[:120], text=text[:200])


def wanted_of(store: Store, digests: Iterable[str]) -> tuple[str, ...]:
    """Those of ``digests`` that an entry written elsewhere names and this window has not got."""
    with store.read() as db:
        return tuple(one for one in digests if _is_wanted(db, one))


def _is_wanted(db: Connection, digest: str) -> bool:
    return db.execute("SELECT 1 FROM wanted WHERE digest = ?", (digest,)).fetchone() is not None
