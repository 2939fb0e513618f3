"""The audit trail: entries of no case in the very log that carries everything, so that the same chain guards them.

They never leave the window by themselves; the digest of the next entry that does covers them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from models.rules.personal import scrub
from models.rules.terms import Act, AuditKind
from models.store import reading
from models.store.entries import unstamp
from models.store.work import SAID

if TYPE_CHECKING:
    from models.store.entries import Entry
    from models.store.store import Store
    from models.store.work import Work


@dataclass(frozen=True, slots=True)
class Audited:
    """One line of the trail. ``n`` is its place in the store's log."""

    n: int
    at: datetime  # never earlier than the line before, but for one by which a supervisor let the clock pass
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
    """Write one line inside a unit of work; it is kept or not with the rest of it. Numbers of persons are starred."""
    payload: dict[str, Any] = {"what": what.value, "clerk": name, "subject": scrub(subject), "text": scrub(text)}
    return work.append(trail(work.window), Act.AUDIT, actor, payload, at, queue=False)


def clock_passed(work: Work, at: datetime, *, actor: str, name: str, text: str) -> Entry:
    """The one line that may be earlier than the one before: a supervisor says that the time of now counts from here."""
    payload = {"what": AuditKind.OVERRIDE.value, "clerk": name, "subject": "电脑时间", "text": scrub(text)}
    return work.append(trail(work.window), Act.AUDIT, actor, payload, at, queue=False, anew=True)


def lines(
    store: Store,
    *,
    before: int | None = None,
    limit: int = 100,
    only: Sequence[AuditKind] = (),
    actor: str = "",
    day: date | None = None,
) -> tuple[Audited, ...]:
    """The newest lines first; ``before`` is the ``n`` of the last line of the page before.

    Args:
        only: kinds, none for all.
        actor: id of a person.
        day: a day of Shanghai.
    """
    last = before if before is not None else 1 << 62
    found: list[Audited] = []
    # by version, which has an index and grows as n does: the newest page costs a page, however long the trail
    sql = f"SELECT e.n, {reading.ENTRY} FROM entries e WHERE e.case_id = ? AND e.n < ?{_more(actor, day)}"
    bounds = (day.isoformat(), (day + timedelta(days=1)).isoformat()) if day else ()
    values = (trail(store.window), last, *((actor,) if actor else ()), *bounds)
    with store.read() as db:
        for row in db.execute(f"{sql} ORDER BY e.version DESC", values):
            line = _line(row)
            if not only or line.what in only:
                found.append(line)
            if len(found) == limit:
                break
    return tuple(found)


def _more(actor: str, day: date | None) -> str:
    return (" AND e.actor = ?" if actor else "") + (" AND e.at >= ? AND e.at < ?" if day else "")


def _line(row: reading.Row) -> Audited:
    entry = reading.entry(row[1:])
    told = entry.payload
    text = told["text"]
    if said := told.get(SAID):
        text = f"{text}（当时电脑时间 {unstamp(said):%Y-%m-%d %H:%M:%S}）"
    return Audited(row[0], entry.at, entry.actor, told["clerk"], AuditKind(told["what"]), told["subject"], text)
