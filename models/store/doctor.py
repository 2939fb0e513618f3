"""The lists looked at as the store opens, and made anew from the log in a fresh file when they cannot be trusted.

Lists (办件, 材料, 文书, 计数, 检索词) are made from the log and can be made again; nothing that is only theirs is lost.
What is looked at is little, so that signing in stays quick: that every list can be read, and that their sums agree.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlcipher3 import dbapi2

from models.errors import StoreTrouble
from models.rules.terms import AuditKind
from models.store import audit, daybook, pagecheck, replay, restore, schema, trouble
from models.store.connect import FILE, connect
from models.store.files import TEMP

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from sqlite3 import Connection

    from models.store.store import Store

LISTS: Final = ("cases", "case_materials", "documents", "tallies", "case_words")
NOTED: Final = "health"
"""Key of what the last check of the whole store found, see ``models.desk.health``."""
_OWN: Final = {"documents": "entry_n = 0"}
"""Rows of a list that no entry of the log holds: papers of no case."""
_WORDS: Final = "case_words"
_SUMS: Final = (
    "SELECT (SELECT count(*) FROM cases), (SELECT coalesce(sum(n), 0) FROM tallies WHERE kind = 'state')"
)


def look(store: Store) -> str:
    """What is wrong with the lists, in plain Chinese; "" when nothing shows. Costs a count of the cases."""
    try:
        with store.read() as db:
            for table in LISTS:
                what = "rowid" if table == _WORDS else "*"
                where = f"WHERE {_WORDS} MATCH 'a'" if table == _WORDS else ""  # its words cannot be read in a row
                db.execute(f"SELECT {what} FROM {table} {where} LIMIT 1").fetchall()
            cases, counted = db.execute(_SUMS).fetchone()
    except (dbapi2.Error, StoreTrouble):
        store.read_afresh()
        return "有一张列表读不出"
    return _noted(store) if cases == counted else f"办件列表有 {cases} 件，计数是 {counted} 件"


def is_list(table: str) -> bool:
    """Whether a table is made from the log and can be made again; the index of words has several."""
    return table in LISTS or table.startswith(_WORDS)


def _noted(store: Store) -> str:
    """A page found damaged while the window was open, and damaged still; nothing is read where nothing was found."""
    table = str(json.loads(daybook.meta(store, NOTED) or "{}").get("bad", ""))
    return "体检时查出有一张列表读不出" if is_list(table) and pagecheck.damaged(store, table) else ""


def remake(store: Store, at: datetime, *, actor: str, name: str) -> int:
    """Set the files aside as they are, and put a fresh database in their place: the log as it is, the lists anew.

    Returns: how many entries were read. Raises: StoreTrouble: the log itself is not whole (``store_corrupt``) or the
    disk is in the way; the store is as it was then.
    """
    if not _log_is_whole(store):
        raise trouble.trouble("store_corrupt")
    aside = restore.set_aside(store.folder, at)
    part = store.folder / f"{FILE}{TEMP}"
    number = 0

    def copy(_: Connection) -> tuple[Path, bytes]:
        nonlocal number
        whole = connect(store.folder / FILE, store.key, reader=True)  # the writer's may have met the damage
        try:
            number = _fresh(part, store.key, whole, store.window)
        finally:
            whole.close()
        return part, store.key

    try:
        store.exchange(copy)
    finally:
        part.unlink(missing_ok=True)
    with store.work() as work:
        text = f"列表按记录重做，{number} 条；原文件留存在 {aside.name}"
        audit.note(work, AuditKind.RESTORE, at, actor=actor, name=name, subject="列表", text=text)
        work.commit()
    return number


def _log_is_whole(store: Store) -> bool:
    """Every chain by itself: what the lists say of it may be the very thing that does not read."""
    with store.read() as db:
        windows = [row[0] for row in db.execute("SELECT DISTINCT window FROM entries")]
    return all(replay.verify_chain(store, window) is None for window in windows)


def _fresh(part: Path, key: bytes, old: Connection, window: str) -> int:
    """A new file of the newest schema with everything of the old one but its lists, which are made in it."""
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    schema.bring_up(part, key, new=True)
    new = connect(part, key)
    try:
        new.execute("PRAGMA foreign_keys=OFF")
        new.execute("BEGIN IMMEDIATE")
        for table in _tables(new):
            _copied(old, new, table)
        number = replay.rebuild_tables(new, window)
        if new.execute("PRAGMA foreign_key_check").fetchone():
            raise trouble.trouble("store_corrupt")
        new.commit()
        new.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        new.execute("PRAGMA journal_mode=DELETE")
    finally:
        new.close()
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    return number


def _tables(db: Connection) -> Iterator[str]:
    """Every table that is copied row by row: none of the index of words, whose own tables are its affair."""
    rows = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall()
    return (name for (name,) in rows if not name.startswith(_WORDS) and (name not in LISTS or name in _OWN))


def _copied(old: Connection, new: Connection, table: str) -> None:
    names = ", ".join(f'"{row[1]}"' for row in new.execute(f"PRAGMA table_info({table})"))
    marks = ", ".join("?" * (names.count(",") + 1))
    where = f" WHERE {_OWN[table]}" if table in _OWN else ""
    if not where:
        new.execute(f"DELETE FROM {table}")
    rows = old.execute(f"SELECT {names} FROM {table}{where}")
    new.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
