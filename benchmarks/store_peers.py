"""The floors of the store's figures: the very statements an act runs, on a bare connection, with every value ready."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from benchmarks import store_sample
from models.store.store import Store

Statement = tuple[bool, str, Any]  # many, text, values
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "cache_size=-16000")


class Recorder:
    """Stands before the store's connection and notes what passes."""

    def __init__(self, db: Any) -> None:
        self._db = db
        self.statements: list[Statement] = []

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Note one statement."""
        self.statements.append((False, sql, values))
        return self._db.execute(sql, values)

    def executemany(self, sql: str, values: Iterable[Sequence[Any]]) -> Any:
        """Note one statement with many values."""
        kept = list(values)
        self.statements.append((True, sql, kept))
        return self._db.executemany(sql, kept)

    def commit(self) -> None:
        """Note the commit."""
        self.statements.append((False, "COMMIT", ()))
        self._db.commit()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)


def recorded(store: Store, acts: int, act: Callable[[int], object]) -> list[list[Statement]]:
    """What the first ``acts`` acts of a new store run, act by act."""
    recorder = Recorder(store._db)  # noqa: SLF001 - the floor must run what we run, so it is read off the connection
    store._db = recorder  # type: ignore[assignment] # noqa: SLF001 - the same
    found = []
    for i in range(acts):
        act(i)
        found.append(recorder.statements)
        recorder.statements = []
    store._db = recorder._db  # noqa: SLF001 - the same
    return found


def schema(store: Store) -> list[str]:
    """The statements that make the store's tables, indexes and triggers."""
    with store.read() as db:
        sql = (
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'case\\_words\\_%' ESCAPE '\\'"
            " AND name NOT LIKE 'sqlite%' ORDER BY rowid"
        )
        return [row[0] for row in db.execute(sql)]


def plain(path: Path, tables: Sequence[str]) -> Any:
    """A bare sqlite3 connection with the same tables, WAL and synchronous=FULL."""
    return _ready(sqlite3.connect(path, isolation_level=None, cached_statements=256), tables)


def cipher(path: Path, tables: Sequence[str]) -> Any:
    """A bare SQLCipher connection as it comes, raw key, otherwise the same."""
    db = dbapi2.connect(str(path), isolation_level=None, cached_statements=256)
    db.execute(f"PRAGMA key=\"x'{store_sample.KEY.hex()}'\"")
    return _ready(db, tables)


def run(db: Any, statements: Iterable[Statement]) -> None:
    """The statements, one after the other, rows that come back taken."""
    for many, sql, values in statements:
        if many:
            db.executemany(sql, values)
        elif "RETURNING" in sql or sql.startswith("SELECT"):
            db.execute(sql, values).fetchone()
        else:
            db.execute(sql, values)


def _ready(db: Any, tables: Sequence[str]) -> Any:
    for pragma in _PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    for sql in tables:
        db.execute(sql)
    return db
