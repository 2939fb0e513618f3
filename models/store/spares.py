"""Receipts printed in advance (断电备用单): every number is printed once, then used for one case or void."""

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

WAITING, USED, VOID = "待用", "已用", "作废"
_COLUMNS = "number, state, kit, printed_at, printed_by, gone_at, gone_by, case_id, why"
_ONE = f"SELECT {_COLUMNS} FROM spares WHERE number = ?"


@dataclass(frozen=True, slots=True)
class SpareRow:
    """One sheet."""

    number: str
    state: str
    kit: str
    printed_at: datetime
    printed_by: str
    gone_at: datetime | None = None
    gone_by: str = ""
    case_id: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """How a sheet was spent."""

    state: str
    at: datetime
    by: str
    case_id: str = ""
    why: str = ""


def add(work: Work, numbers: Iterable[str], kit: str, at: datetime, by: str) -> None:
    """Enter sheets as printed; a number entered before is an error of the database."""
    work.db.executemany(
        "INSERT INTO spares (number, state, kit, printed_at, printed_by) VALUES (?,?,?,?,?)",
        [(number, WAITING, kit, stamp(at), by) for number in numbers],
    )


def one(work: Work, number: str) -> SpareRow | None:
    """One sheet, read in the transaction that will spend it."""
    row = work.db.execute(_ONE, (number,)).fetchone()
    return _row(row) if row else None


def spend(work: Work, number: str, gone: Gone) -> None:
    """Used or void; only a sheet that waits can go."""
    work.db.execute(
        "UPDATE spares SET state = ?, gone_at = ?, gone_by = ?, case_id = ?, why = ?"
        f" WHERE number = ? AND state = '{WAITING}'",
        (gone.state, stamp(gone.at), gone.by, gone.case_id, gone.why, number),
    )


def find(store: Store, number: str) -> SpareRow | None:
    """One sheet."""
    with store.read() as db:
        row = db.execute(_ONE, (number,)).fetchone()
    return _row(row) if row else None


def counts(store: Store) -> dict[str, int]:
    """State → how many sheets."""
    with store.read() as db:
        return dict(db.execute("SELECT state, count(*) FROM spares GROUP BY state").fetchall())


def page(store: Store, limit: int = 500) -> tuple[SpareRow, ...]:
    """The newest prints first, in each by number."""
    with store.read() as db:
        rows = db.execute(
            f"SELECT {_COLUMNS} FROM spares ORDER BY printed_at DESC, number LIMIT ?", (limit,)
        ).fetchall()
    return tuple(map(_row, rows))


def _row(row: Row) -> SpareRow:
    gone = unstamp(row[5]) if row[5] else None
    values: Row = (*row[:3], unstamp(row[3]), row[4], gone, *row[6:])
    return SpareRow(*values)
