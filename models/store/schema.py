"""Which schema a store has, and what to do about it; costs one PRAGMA when there is nothing to do."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from models.errors import StoreTrouble
from models.store import trouble
from models.store.connect import connect
from models.store.files import TEMP, fsync_folder, private_folder, replace

if TYPE_CHECKING:
    from sqlite3 import Connection

VERSION = 8
"""The schema this program reads and writes; the number of the last file in ``migrations/versions``."""
BACKUPS = "backups"


def version(db: Connection) -> int:
    """The schema of an open store; 0 for a new file."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def bring_up(path: Path, key: bytes, *, new: bool = False) -> bool:
    """Upgrade the schema, a verified backup first; with ``new`` make it in a file that has none yet.

    Returns: whether anything was done.

    Raises: StoreTrouble: ``store_newer`` for a store of a newer program; ``store_corrupt`` for a file that is empty and
    not ``new``: a store whose content is gone is never made into one that looks as if it had just begun.
    """
    if not new and _is_empty(path):
        raise trouble.trouble("store_corrupt")
    db = connect(path, key)
    try:
        found = version(db)
        if found > VERSION:
            raise StoreTrouble(
                f"这份数据由更新版本的程序写成（数据版本 {found}，本程序 {VERSION}）",
                "没有改动任何内容",
                "请安装新版程序后再打开，不要用旧版程序继续办件",
                code="store_newer",
            )
        if found == VERSION:
            return False
        if not found and not new:
            raise trouble.trouble("store_corrupt")
        if found:
            back_up(db, path.parent / BACKUPS, key, f"before-schema-{VERSION}")
    finally:
        db.close()
    from models.store.migrations import run  # noqa: PLC0415 - SQLAlchemy and alembic load only when a step is due

    run.upgrade(path, key)
    return True


def _is_empty(path: Path) -> bool:
    """Whether there is nothing in the file, nor in its log of writes. Connecting would write a first page."""
    wal = path.with_name(f"{path.name}-wal")
    return not path.stat().st_size and not (wal.exists() and wal.stat().st_size)


def back_up(db: Connection, folder: Path, key: bytes, name: str) -> Path:
    """Copy an open store into ``folder`` under the same key, look into the copy, and only then give it its name."""
    private_folder(folder)
    target = next(path for n in count(1) if not (path := folder / f"{name}-{n}.db").exists())
    part = target.with_name(target.name + TEMP)
    part.touch(mode=0o600)
    copy = connect(part, key)
    try:
        copy.execute("PRAGMA journal_mode=DELETE")
        db.backup(copy)
        verdict = [row[0] for row in copy.execute("PRAGMA cipher_integrity_check")]
        verdict += [row[0] for row in copy.execute("PRAGMA integrity_check") if row[0] != "ok"]
    finally:
        copy.close()
    if verdict:
        raise dbapi2.DatabaseError(f"the copy is not whole: {verdict[:3]}")
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    replace(part, target)
    fsync_folder(folder)
    return target
