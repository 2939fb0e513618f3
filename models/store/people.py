"""Who works here: the row behind a key slot. The password itself is proved by the slot, never kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from models.errors import Refusal
from models.rules import powers
from models.store.entries import new_id, stamp
from models.views import Staff

if TYPE_CHECKING:
    from models.store.store import Store
    from models.store.work import Work

ROLES = tuple(powers.ROLES)


def add(
    store: Store,
    login: str,
    name: str,
    role: str,
    at: datetime,
    *,
    person_id: str = "",
    also: Callable[[Work, Staff], None] | None = None,
) -> Staff:
    """Enter a member of staff, and what ``also`` writes, in one. Raises Refusal (``login_taken``) for a name in use."""
    if role not in ROLES:
        raise ValueError(role)
    staff = Staff(person_id or new_id(), name, role)
    with store.work() as work:
        if work.db.execute("SELECT 1 FROM people WHERE login = ?", (login,)).fetchone():
            raise Refusal("登录名已被使用", "没有新增人员", "请换一个登录名", code="login_taken")
        work.db.execute(
            "INSERT INTO people (id, login, name, role, created_at) VALUES (?,?,?,?,?)",
            (staff.id, login, name, role, stamp(at)),
        )
        if also is not None:
            also(work, staff)
        work.commit()
    return staff


def by_login(store: Store, login: str) -> Staff | None:
    """The active member of staff with that sign-in name."""
    with store.read() as db:
        row = db.execute("SELECT id, name, role FROM people WHERE login = ? AND active = 1", (login,)).fetchone()
    return Staff(*row) if row else None


def by_id(store: Store, person_id: str) -> Staff | None:
    """Anybody who ever worked here, for the names in a timeline."""
    with store.read() as db:
        row = db.execute("SELECT id, name, role FROM people WHERE id = ?", (person_id,)).fetchone()
    return Staff(*row) if row else None


def standing(store: Store, person_id: str) -> tuple[str, bool] | None:
    """Role and whether they may sign in; None for somebody who is not on the list."""
    with store.read() as db:
        row = db.execute("SELECT role, active FROM people WHERE id = ?", (person_id,)).fetchone()
    return (row[0], bool(row[1])) if row else None


def all_of(store: Store) -> tuple[tuple[Staff, str, bool], ...]:
    """Everybody: (staff, sign-in name, active)."""
    with store.read() as db:
        rows = db.execute("SELECT id, name, role, login, active FROM people ORDER BY created_at, id").fetchall()
    return tuple((Staff(*row[:3]), row[3], bool(row[4])) for row in rows)


def set_active(
    store: Store, person_id: str, active: bool, *, also: Callable[[Work], None] | None = None
) -> None:
    """Let somebody sign in, or no longer; the row stays, since the log names it. ``also`` writes beside it, in one."""
    with store.work() as work:
        work.db.execute("UPDATE people SET active = ? WHERE id = ?", (int(active), person_id))
        if also is not None:
            also(work)
        work.commit()
