"""The pages of the database read again a table at a time, so that damage is noticed on the day it happens.

A page is only sealed as long as nobody reads it: one that rots in a corner shows when it is needed. Each table is read
through a connection that remembers nothing, so that what counts is the disk and not the memory. The engine does the
reading without holding the interpreter; readers and the writer go on beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlcipher3 import dbapi2

from models.errors import StoreTrouble
from models.store import trouble

if TYPE_CHECKING:
    from models.store.store import Store

HEAD: Final = "sqlite_schema"
"""Stands for the file's beginning, where it says which tables there are."""
_TABLES: Final = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_%' ORDER BY name"
)
_DAMAGE: Final = frozenset({"store_corrupt", "store_key"})


class TableWalk:
    """Checks every table with its indexes, one in each step; ``bad`` names the first that is damaged."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._left: list[str] | None = None
        self.done = 0
        self.bad = ""
        self.ended = False

    def step(self) -> bool:
        """Check the next table; True while there are more. Raises: StoreTrouble: the disk (not the damage)."""
        if self._left is None:
            self._left = _tables(self._store)
            self.bad = "" if self._left else HEAD
        if self._left and not self.bad:
            table = self._left.pop(0)
            self.bad = table if damaged(self._store, table) else ""
            self.done += 1
        self.ended = bool(self.bad) or not self._left
        return not self.ended


def damaged(store: Store, table: str) -> bool:
    """Whether a page of this table or of its indexes cannot be read, or does not fit the others.

    Raises: StoreTrouble: the disk is in the way, which says nothing about the pages.
    """
    try:
        with trouble.told(disk=False), store.read_cold() as db:
            return db.execute(f"PRAGMA integrity_check('{table}')").fetchall() != [("ok",)]
    except StoreTrouble as error:
        return _is_damage(error)
    except dbapi2.DatabaseError:  # a pragma that cannot even begin has no code of its own
        return True


def _tables(store: Store) -> list[str]:
    """Every table that has pages; none when the file's beginning cannot be read."""
    try:
        with trouble.told(disk=False), store.read_cold() as db:
            return [row[0] for row in db.execute(_TABLES)]
    except StoreTrouble as error:
        if _is_damage(error):
            return []
        raise


def _is_damage(error: StoreTrouble) -> bool:
    if error.code not in _DAMAGE:
        raise error
    return True
