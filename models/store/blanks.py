"""Blank certificates in stock: every number comes in once and goes out once (济宁三(一)2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from models.store.entries import stamp, unstamp
from models.store.reading import Row

if TYPE_CHECKING:
    from models.store.store import Store
    from models.store.work import Work

IN_STOCK, USED, VOID, BACK = "在库", "已用", "作废", "退回"
_COLUMNS = (
    "kind, number, state, batch, from_organ, came_at, taken_by, gone_at, gone_by, case_id, case_no, certificate, why"
)


@dataclass(frozen=True, slots=True)
class BlankRow:
    """One blank certificate."""

    kind: str
    number: str
    state: str
    batch: str
    from_organ: str
    came_at: datetime
    taken_by: str
    gone_at: datetime | None = None
    gone_by: str = ""
    case_id: str = ""
    case_no: str = ""
    certificate: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """How a blank left the stock."""

    state: str
    at: datetime
    by: str
    case_id: str = ""
    case_no: str = ""
    certificate: str = ""
    why: str = ""


def add(work: Work, rows: Iterable[BlankRow]) -> None:
    """Take blanks in; the caller has looked that none is known."""
    work.db.executemany(
        "INSERT INTO blanks (kind, number, state, batch, from_organ, came_at, taken_by) VALUES (?,?,?,?,?,?,?)",
        [(one.kind, one.number, IN_STOCK, one.batch, one.from_organ, stamp(one.came_at), one.taken_by) for one in rows],
    )


def known(work: Work, kind: str, numbers: Iterable[str]) -> tuple[str, ...]:
    """Which of ``numbers`` were ever taken in."""
    sql = "SELECT 1 FROM blanks WHERE kind = ? AND number = ?"
    return tuple(number for number in numbers if work.db.execute(sql, (kind, number)).fetchone())


def one(work: Work, kind: str, number: str) -> BlankRow | None:
    """One blank, read in the transaction that will use it."""
    row = work.db.execute(f"SELECT {_COLUMNS} FROM blanks WHERE kind = ? AND number = ?", (kind, number)).fetchone()
    return _row(row) if row else None


def take_out(work: Work, kind: str, number: str, gone: Gone) -> None:
    """Used, spoiled or given back; only what is in stock can go."""
    values = (gone.state, stamp(gone.at), gone.by, gone.case_id, gone.case_no, gone.certificate, gone.why)
    work.db.execute(
        "UPDATE blanks SET state = ?, gone_at = ?, gone_by = ?, case_id = ?, case_no = ?, certificate = ?, why = ?"
        f" WHERE kind = ? AND number = ? AND state = '{IN_STOCK}'",
        (*values, kind, number),
    )


def counts(store: Store) -> dict[str, dict[str, int]]:
    """Kind → state → how many."""
    found: dict[str, dict[str, int]] = {}
    with store.read() as db:
        for kind, state, n in db.execute("SELECT kind, state, count(*) FROM blanks GROUP BY kind, state ORDER BY kind"):
            found.setdefault(kind, {})[state] = n
    return found


def page(store: Store, kind: str, state: str = "", limit: int = 500) -> tuple[BlankRow, ...]:
    """Blanks of one kind, by number."""
    with store.read() as db:
        rows = db.execute(
            f"SELECT {_COLUMNS} FROM blanks WHERE kind = ? AND ? IN ('', state) ORDER BY number LIMIT ?",
            (kind, state, limit),
        ).fetchall()
    return tuple(map(_row, rows))


def _row(row: Row) -> BlankRow:
    gone = unstamp(row[7]) if row[7] else None
    values: Row = (*row[:5], unstamp(row[5]), row[6], gone, *row[8:])
    return BlankRow(*values)
