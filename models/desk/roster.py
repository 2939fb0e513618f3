"""Who works at this window: people added and put out of use by an administrator (roles deepen later)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from models.store import people
from models.store.keys import KeyFile
from models.views import Staff

if TYPE_CHECKING:
    from models.store.store import Store

ROLES = {"clerk": "窗口人员", "reviewer": "审核人员", "supervisor": "值班主任", "administrator": "管理员"}


def add_person(
    store: Store, *, admin: tuple[str, str], login: str, name: str, role: str, password: str, at: datetime
) -> Staff:
    """Let one more person sign in here.

    Args:
        admin: login and password of an administrator; the new slot holds the store's key, which only a slot can give.
        role: one of ``ROLES``.

    Raises:
        Refusal: wrong administrator, weak password, or the login is taken. StoreTrouble: the disk.
    """
    keys = KeyFile(store.folder)
    key = keys.unlock(*admin)
    keys.put(login, password, key)
    return people.add(store, login, name, role, at)


def everybody(store: Store) -> tuple[tuple[Staff, str, bool], ...]:
    """Everyone with login and whether they may sign in."""
    return people.all_of(store)
