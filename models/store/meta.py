"""Settings and marks of the store itself, read and kept by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.store.store import Store


def get(store: Store, key: str) -> str | None:
    """The value kept under ``key``, or None."""
    with store.read() as db:
        row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def put(store: Store, key: str, value: str) -> None:
    """Keep ``value`` under ``key``, durable when this returns."""
    with store.work() as work:
        work.set_meta(key, value)
        work.commit()
