"""The audit trail: entries of no case in the very log that carries everything, so that the same chain guards them.

They never leave the window by themselves; the digest of the next entry that does covers them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from models.rules.terms import Act, AuditKind
from models.store import reading

if TYPE_CHECKING:
    from models.store.entries import Entry
    from models.store.store import Store
    from models.store.work import Work


@dataclass(frozen=True, slots=True)
class Audited:
    """One line of the trail. ``n`` is its place in the store's log."""

    n: int
    at: datetime
    actor: str  # id of the person, "" for nobody yet
    name: str  # as they were called then
    what: AuditKind
    subject: str  # a case number, a sign-in name, a file; never an applicant
    text: str


def trail(window: str) -> str:
    """What stands for a case in the entries of a window's trail."""
    return f"audit:{window}"


def note(
    work: Work, what: AuditKind, at: datetime, *, actor: str = "", name: str = "", subject: str = "", text: str = ""
) -> Entry:
    """Write one line inside a unit of work; it is kept or not with the rest of it."""
    payload: dict[str, Any] = {"what": what.value, "clerk": name, "subject": subject, "text": text}
    return work.append(trail(work.window), Act.AUDIT, actor, payload, at, queue=False)


def lines(
    store: Store, *, before: int | None = None, limit: int = 100, only: Sequence[AuditKind] = ()
) -> tuple[Audited, ...]:
    """The newest lines first; ``before`` is the ``n`` of the last line of the page before."""
    last = before if before is not None else 1 << 62
    wanted = {kind.value for kind in only}
    found: list[Audited] = []
    sql = f"SELECT e.n, {reading.ENTRY} FROM entries e WHERE e.case_id = ? AND e.n < ? ORDER BY e.n DESC"
    with store.read() as db:
        for row in db.execute(sql, (trail(store.window), last)):
            line = _line(row)
            if not wanted or line.what.value in wanted:
                found.append(line)
            if len(found) == limit:
                break
    return tuple(found)


def _line(row: reading.Row) -> Audited:
    entry = reading.entry(row[1:])
    told = entry.payload
    return Audited(row[0], entry.at, entry.actor, told["clerk"], AuditKind(told["what"]), told["subject"], told["text"])
