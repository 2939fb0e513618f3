"""Reading what the log says of paper originals: the cases they may lie in, and the entries that moved them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from models.rules.terms import Act
from models.store import reading
from models.store.entries import Entry

if TYPE_CHECKING:
    from models.store.store import Store

_AT_ONCE = 400  # cases asked for in one statement


def touched_since(store: Store, acts: Sequence[Act], since: date) -> tuple[str, ...]:
    """Ids of the cases in which one of ``acts`` was done on or after ``since``; the counts of the days know where."""
    kinds = [act.value for act in acts]
    marks = ",".join("?" * len(kinds))
    with store.read() as db:
        rows = db.execute(
            "SELECT DISTINCT e.case_id FROM tallies t JOIN entries e ON e.n BETWEEN t.first_n AND t.last_n"
            f" AND e.kind = t.kind WHERE t.kind IN ({marks}) AND t.key >= ?",
            (*kinds, since.isoformat()),
        ).fetchall()
    return tuple(row[0] for row in rows)


def entries_of(store: Store, case_ids: Iterable[str], acts: Sequence[Act]) -> tuple[Entry, ...]:
    """Every entry of these kinds in these cases that counts, in the order this window learned of them."""
    ids, kinds = list(dict.fromkeys(case_ids)), [act.value for act in acts]
    kind_marks = ",".join("?" * len(kinds))
    found: list[reading.Row] = []
    with store.read() as db:
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            found += db.execute(
                f"SELECT {reading.LOGGED} FROM {reading.LOG} LEFT JOIN placed p ON p.entry_n = e.n"
                f" WHERE e.case_id IN ({marks}) AND e.kind IN ({kind_marks})"
                " AND coalesce(p.standing, '') <> 'aside' ORDER BY e.n",
                (*some, *kinds),
            ).fetchall()
    return tuple(reading.logged(row).entry for row in found)
