"""Who sat at this window, from when to when, on which machine; and digests of the passwords they had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from models.store.entries import new_id, stamp, unstamp

if TYPE_CHECKING:
    from models.store.store import Store
    from models.store.work import Work


@dataclass(frozen=True, slots=True)
class Seat:
    """One turn at the window. ``until`` None: sits here now."""

    id: str
    person: str
    login: str
    name: str
    machine: str
    since: datetime
    until: datetime | None
    how: str  # how it ended


_COLUMNS = "id, person, login, name, machine, since, until, how"


def begin(work: Work, person: str, login: str, name: str, machine: str, at: datetime) -> str:
    """Somebody sits down; returns the id of the turn."""
    made = new_id()
    work.db.execute(
        f"INSERT INTO seats ({_COLUMNS}) VALUES (?,?,?,?,?,?,NULL,'')", (made, person, login, name, machine, stamp(at))
    )
    return made


def end_open(work: Work, at: datetime, how: str) -> int:
    """End whatever turn is open; returns how many were."""
    done = work.db.execute("UPDATE seats SET until = ?, how = ? WHERE until IS NULL", (stamp(at), how))
    return int(done.rowcount)


def newest(store: Store, limit: int = 50) -> tuple[Seat, ...]:
    """The newest turns first."""
    with store.read() as db:
        rows = db.execute(f"SELECT {_COLUMNS} FROM seats ORDER BY since DESC, id DESC LIMIT ?", (limit,)).fetchall()
    return tuple(_seat(*row) for row in rows)


def _seat(
    made: str, person: str, login: str, name: str, machine: str, since: str, until: str | None, how: str
) -> Seat:
    return Seat(made, person, login, name, machine, unstamp(since), unstamp(until) if until else None, how)


def last_in(store: Store) -> dict[str, datetime]:
    """Person → when they last sat down."""
    with store.read() as db:
        rows = db.execute("SELECT person, max(since) FROM seats GROUP BY person").fetchall()
    return {row[0]: unstamp(row[1]) for row in rows}


def password_set_at(store: Store, person: str) -> datetime | None:
    """When a person's password was set; None when nobody wrote it down."""
    with store.read() as db:
        row = db.execute("SELECT max(set_at) FROM passwords WHERE person = ?", (person,)).fetchone()
    return unstamp(row[0]) if row and row[0] else None


def past_passwords(store: Store, person: str, count: int) -> tuple[str, ...]:
    """Digests of the newest passwords of a person."""
    with store.read() as db:
        rows = db.execute(
            "SELECT digest FROM passwords WHERE person = ? AND digest <> '' ORDER BY n DESC LIMIT ?", (person, count)
        ).fetchall()
    return tuple(row[0] for row in rows)


def note_password(work: Work, person: str, digest: str, at: datetime, keep: int) -> None:
    """Write down a new password's digest ("" = not known, only its day); older ones than ``keep`` go."""
    work.db.execute("INSERT INTO passwords (person, set_at, digest) VALUES (?,?,?)", (person, stamp(at), digest))
    work.db.execute(
        "DELETE FROM passwords WHERE person = ? AND n NOT IN"
        " (SELECT n FROM passwords WHERE person = ? ORDER BY n DESC LIMIT ?)",
        (person, person, keep),
    )
