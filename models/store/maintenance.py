"""Tidying that may run at start or at rest: what a crash leaves behind is normal and goes away by itself."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from models.store.files import TEMP

if TYPE_CHECKING:
    from models.store.store import Store


def sweep_parts(folder: Path) -> int:
    """Remove what is half-written beside the database. Costs one folder listing. Returns how many went."""
    gone = 0
    for place in (folder, folder / "backups"):
        for part in place.glob(f"*{TEMP}*") if place.is_dir() else ():
            if part.is_dir():
                shutil.rmtree(part, ignore_errors=True)
            else:
                part.unlink(missing_ok=True)
            gone += 1
    return gone


def sweep_blobs(store: Store) -> int:
    """Remove blobs that no row names and their half-written files. Reads the whole shelf's names: run it at rest.

    The shelf is listed beside whoever works; only what looks forlorn is looked at again while the writer is held, so
    that a blob just put and not yet named is not taken for an orphan. Returns how many went.
    """
    with store.read() as db:
        named = {row[0] for row in db.execute("SELECT digest FROM blobs")}
    forlorn = store.blobs.orphans(named.__contains__)
    if not forlorn:
        return 0
    with store.work() as work:
        sql = "SELECT 1 FROM blobs WHERE digest = ?"
        return store.blobs.remove([path for path in forlorn if not work.db.execute(sql, (path.name,)).fetchone()])


def missing_blobs(store: Store, limit: int = 100) -> tuple[str, ...]:
    """Blobs an entry names whose file is gone: to be shown to the staff, at most ``limit``."""
    with store.read() as db:
        digests = [row[0] for row in db.execute("SELECT digest FROM blobs WHERE kept = 1 ORDER BY digest")]
    return tuple(digest for digest in digests if not store.blobs.has(digest))[:limit]


def check_file(store: Store) -> tuple[str, ...]:
    """Every page's seal and SQLite's own check; empty when the file is sound. Reads the whole file: run it at rest."""
    with store.read() as db:
        found = [str(row[0]) for row in db.execute("PRAGMA cipher_integrity_check")]
        found += [str(row[0]) for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"{row[0]}: row {row[1]} refers to nothing" for row in db.execute("PRAGMA foreign_key_check")]
    return tuple(found)
