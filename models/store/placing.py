"""The city's order of a case, kept beside the log: each entry's place, what counts and what stands aside.

A case's entries in their true order are those the city counted, by place, then this window's own that it has not
answered yet. When that is not the order in which they came here, the case is read again from its first entry.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from models.rules.crossing import BESIDE
from models.rules.terms import Act, QueueState
from models.store import reading
from models.store.rows import Mark

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.projections import Projector

LAST = 1 << 62
"""Stands for the place of an entry the city has not answered."""
ASIDE = "aside"
IN_ORDER = f"coalesce(p.place, {LAST}), iif(p.place IS NULL, '', e.digest), e.n"
"""Places are unique but after a city was restored from an older copy; then the digests decide, everywhere alike."""
ORDERED = (
    f"SELECT e.n, q.state, e.window, {reading.ENTRY} FROM entries e LEFT JOIN queue q ON q.entry_n = e.n"
    " LEFT JOIN placed p ON p.entry_n = e.n WHERE e.case_id = ? AND coalesce(p.standing, '') <> 'aside'"
    f" ORDER BY {IN_ORDER}"
)
_PUT = "INSERT INTO placed VALUES (?,?,?,?,(SELECT max(n) FROM entries),?,?) ON CONFLICT DO NOTHING"
_LATER = "SELECT 1 FROM placed WHERE case_id = ? AND place >= ? AND standing <> 'aside' AND entry_n <> ? LIMIT 1"
_PENDING = (
    "SELECT 1 FROM entries e LEFT JOIN placed p ON p.entry_n = e.n"
    " WHERE e.case_id = ? AND e.n <> ? AND p.entry_n IS NULL LIMIT 1"
)
_SEEN = (
    "SELECT max(p.place) FROM placed p JOIN entries e ON e.n = p.entry_n"
    " WHERE p.case_id = ? AND p.entry_n < ? AND e.window <> ? AND p.standing <> 'aside'"
)
_BESIDE = ", ".join(f"'{act.value}'" for act in sorted(BESIDE))
# a note between two acts is nothing the second was built on: what counts is the act before it
_FOLLOWS = (
    "SELECT e.id FROM entries e JOIN queue q ON q.entry_n = e.n LEFT JOIN placed p ON p.entry_n = e.n"
    f" WHERE e.case_id = ? AND e.n < ? AND e.kind NOT IN ({_BESIDE})"
    " AND NOT (coalesce(p.standing, '') = 'aside' AND p.after_n < ?)"
    " ORDER BY e.n DESC LIMIT 1"
)
_DISORDERED = (
    "SELECT DISTINCT case_id FROM (SELECT e.case_id, coalesce(p.standing, '') AS standing,"
    f" p.place <= max(coalesce(p.place, {LAST})) OVER (PARTITION BY e.case_id, coalesce(p.standing, '') = 'aside'"
    " ORDER BY e.n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS late"
    " FROM entries e LEFT JOIN placed p ON p.entry_n = e.n"
    " WHERE e.case_id IN (SELECT case_id FROM placed)) WHERE late OR standing = 'aside' ORDER BY case_id"
)


def put(db: Connection, n: int, case_id: str, mark: Mark) -> None:
    """Keep the city's word on the ``n``-th entry; its first word stays."""
    db.execute(_PUT, (n, case_id, mark.place, mark.standing, mark.receipt, mark.seal))
    if mark.standing == ASIDE:
        db.execute("INSERT INTO conflicts (entry_n, case_id) VALUES (?,?) ON CONFLICT DO NOTHING", (n, case_id))


def out_of_order(db: Connection, n: int, case_id: str, place: int) -> bool:
    """Whether an entry just placed does not stand last in its case, where it was read."""
    later = db.execute(_LATER, (case_id, place, n)).fetchone()
    return later is not None


def before_pending(db: Connection, n: int, case_id: str) -> bool:
    """Whether a case has entries the city has not answered, before which the ``n``-th stands."""
    return db.execute(_PENDING, (case_id, n)).fetchone() is not None


def known_when_written(db: Connection, n: int, case_id: str, own: str) -> tuple[int, str]:
    """What stands in the letter of the ``n``-th entry: ``seen`` and ``follows``; the same however often it is sent.

    ``follows`` passes over acts that stand beside any other, so that what was built on an act which does not count is
    known to be built on it.
    """
    seen = db.execute(_SEEN, (case_id, n, own)).fetchone()[0]
    before = db.execute(_FOLLOWS, (case_id, n, n)).fetchone()
    return int(seen or 0), str(before[0]) if before else ""


def disordered(db: Connection) -> list[str]:
    """Cases whose order of arrival here is not their order."""
    return [row[0] for row in db.execute(_DISORDERED)]


def read_again(db: Connection, projector: Projector, case_ids: Iterable[str], own: str) -> None:
    """Make the lists' rows of these cases anew, in their true order."""
    for case_id in case_ids:
        steps = []
        for n, state, window, *row in db.execute(ORDERED, (case_id,)):
            steps.append((n, reading.entry(row), window != own or state == QueueState.DELIVERED.value))
        newest = db.execute("SELECT max(version) FROM entries WHERE case_id = ?", (case_id,)).fetchone()[0]
        if steps and steps[0][1].kind is Act.RECEIVE:
            projector.again(case_id, steps, int(newest))


def uncount(db: Connection, projector: Projector, ns: Iterable[int]) -> None:
    """These entries were counted as acts of their day and do not count."""
    for n in ns:
        kind, at = db.execute("SELECT kind, at FROM entries WHERE n = ?", (n,)).fetchone()
        projector.uncount(kind, at[:10], n)
