"""One window, another machine: its log goes on after a leap, and what the older machine had sent is taken back.

A backup is older than the machine it was made of. What that machine wrote afterwards the city may have, in part; the
rest may turn up when it is switched on again. The log therefore goes on far behind, with an entry that says so: number
and versions of both machines never meet, and what comes later is taken into the gap, each entry checked by its digest.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from models.errors import Refusal
from models.rules import numbers
from models.rules.terms import Act, AuditKind, QueueState
from models.store import audit, reading
from models.store.entries import Entry, digest_of, stamp
from models.store.work import Head

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.rows import Mark
    from models.store.store import Store
    from models.store.work import Work

MACHINE = "machine"
"""Key of "number|its first place in the log|after:before,…", the gaps it and those before it left."""
_SLOT, _IN_A_SLOT = 600, 2_000
"""Seconds, and entries a window never writes in them: the place where the log goes on is taken from the clock, so that
two takeovers from one backup do not meet either."""
_ZERO = datetime(2026, 1, 1, tzinfo=UTC)
_DELIVERED = "INSERT INTO queue (entry_n, case_id, state, queued_at, receipt, receipt_at) VALUES (?,?,?,?,?,?)"
_ADVANCE = "INSERT INTO counters VALUES (?1, ?2) ON CONFLICT DO UPDATE SET n = max(n, excluded.n)"
_LEAPS = (
    f"SELECT {reading.ENTRY} FROM entries e WHERE e.case_id = ? AND e.window = ? AND e.seq > ?"
    " AND e.payload LIKE '%\"after\":%' ORDER BY e.seq"
)
_KINDS = (AuditKind.TAKEOVER.value, AuditKind.RESTORE.value)
_NOT_OURS = "市级返回了一条自称本窗口写的记录，但本窗口没有写过它"


def machine(store: Store) -> int:
    """Which machine of the window this is: 0 for the first, one more with each takeover or restore."""
    with store.read() as db:
        return _machine(db)


def begin(
    store: Store, kind: AuditKind, at: datetime, *, actor: str, name: str, subject: str, text: str, known: int = 0
) -> int:
    """Go on as another machine of this window: the entry that says so, and every counter beyond what may be used.

    Args:
        kind: TAKEOVER or RESTORE.
        known: the highest machine that was ever begun from these backups.

    Returns: the number of this machine.
    """
    with store.work() as work:
        number = max(_machine(work.db), known) + 1
        after, last = work.head.seq, work.head.at or at
        first = max(after, int((at - _ZERO).total_seconds() // _SLOT) * _IN_A_SLOT) + 1
        work.head = Head(first - 1, work.head.digest, work.head.at)
        told: dict[str, Any] = {"what": kind.value, "clerk": name, "subject": subject, "text": text}
        work.append(audit.trail(work.window), Act.AUDIT, actor, {**told, "after": after}, max(at, last), queue=False)
        _leap(work.db, number, last, at)
        left = ",".join([*_gaps_noted(work.db), f"{after}:{first}"])
        work.set_meta(MACHINE, f"{number}|{first}|{left}")
        work.commit()
    return number


def _leap(db: Connection, number: int, last: datetime, at: datetime) -> None:
    days = max(0, (at.date() - last.date()).days)
    for scope, seen in db.execute("SELECT scope, n FROM counters").fetchall():
        if numbers.since_scope(scope, min(last, at).date()):
            first = numbers.first_serial(scope, number, seen, days)
            db.execute("UPDATE counters SET n = ? WHERE scope = ?", (first - 1, scope))


def gaps(db: Connection, own: str, since: int = 0) -> tuple[tuple[int, int], ...]:
    """Where this window's log was left open: (after, before), as its own entries say.

    Reads the whole trail, or the log behind ``since``.
    """
    sql = _LEAPS.replace("e.case_id =", "+e.case_id =") if since else _LEAPS  # +: found by seq, not by case
    told = (reading.entry(row) for row in db.execute(sql, (audit.trail(own), own, since)))
    return tuple((int(one.payload["after"]), one.seq) for one in told if one.payload.get("what") in _KINDS)


def fault(db: Connection, entry: Entry, mark: Mark | None) -> str:
    """Why an entry in this window's name that it did not write here cannot be taken, "" when it can."""
    if not _machine(db) or mark is None:
        return _NOT_OURS
    if digest_of(entry) != entry.digest:
        return "记录内容与其摘要不符，传输中可能被改动"
    if not left_open(db, entry.seq):
        return _NOT_OURS
    return ""


def left_open(db: Connection, seq: int) -> bool:
    """Whether an older machine of this window may have written at this place of the log."""
    noted = (part.partition(":") for part in _gaps_noted(db))
    return any(int(after) < seq < int(before) for after, _, before in noted)


def taken(work: Work, entry: Entry, n: int, mark: Mark) -> None:
    """An entry of the older machine was kept as the ``n``-th: the city has it, and its numbers are used."""
    row = (n, entry.case_id, QueueState.DELIVERED.value, stamp(entry.at), mark.receipt, stamp(entry.at))
    work.db.execute(_DELIVERED, row)
    number = _machine(work.db)
    for scope, seen in used(entry.payload):
        held = work.db.execute("SELECT n FROM counters WHERE scope = ?", (scope,)).fetchone()
        if held is None or held[0] <= seen:
            work.db.execute(_ADVANCE, (scope, numbers.first_serial(scope, number, seen) - 1))


def used(payload: Mapping[str, Any]) -> list[tuple[str, int]]:
    """The numbers an entry gave out: (scope, number)."""
    found: list[tuple[str, int]] = []
    try:
        case = numbers.parse_case_number(str(payload.get("case_no", "")))
        found.append((f"case/{case.day.isoformat()}", case.sequence))
    except Refusal:
        pass
    papers = ((paper["doc"], numbers.paper_serial(paper["number"])) for paper in payload.get("documents", ()))
    return [*found, *((f"{doc}/{serial[0]}", serial[1]) for doc, serial in papers if serial)]


def _machine(db: Connection) -> int:
    return int(_noted(db)[0])


def _gaps_noted(db: Connection) -> list[str]:
    return [part for part in _noted(db)[2].split(",") if part]


def _noted(db: Connection) -> list[str]:
    row = db.execute("SELECT value FROM meta WHERE key = ?", (MACHINE,)).fetchone()
    return (row[0] if row else "0|0|").split("|")
