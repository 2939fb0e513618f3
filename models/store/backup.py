"""A backup as it lies on a disk: the database, the key file, a manifest with sums; and the shelf of blobs they share.

A root (a folder here, or a second disk or share) holds ``20261120-104800/`` for each backup and one ``blobs-…/`` that
they share: blobs never change, so each is copied once. A backup has its name only after it was opened, every page
checked and everything counted; half-made ones end in ``.part`` and are swept.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import StoreTrouble
from models.store import trouble
from models.store.connect import FILE, connect
from models.store.entries import unstamp
from models.store.files import TEMP, replace

if TYPE_CHECKING:
    from sqlite3 import Connection

MANIFEST = "manifest.json"
_NAME = re.compile(r"\d{8}-\d{6}")
_CHUNK = 1 << 20
_HEAD = "SELECT seq, digest FROM entries WHERE window = (SELECT value FROM meta WHERE key = 'window') ORDER BY seq DESC"


@dataclass(frozen=True, slots=True)
class Counts:
    """What a store holds, read in one snapshot; a backup holds the very same or is not good."""

    window: str
    schema: int
    entries: int
    seq: int  # end of this window's own chain
    head: str  # its digest
    blobs: int


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was verified when it was made. ``lost``: blobs its log names and the shelf had not got."""

    path: Path
    at: datetime
    counts: Counts
    sums: dict[str, str]  # SHA-256 of each file
    size: int
    key: str  # which key its blobs are under, see ``key_mark``
    lost: tuple[str, ...] = ()
    lost_count: int = 0

    @property
    def blobs(self) -> Path:
        """The folder of blobs it shares with the others of its root."""
        return self.path.parent / f"blobs-{self.key}"


def found(root: Path) -> tuple[Backup, ...]:
    """Every backup in ``root``, the newest first; whatever has no readable manifest is none."""
    try:
        folders = [path for path in root.iterdir() if _NAME.fullmatch(path.name) and path.is_dir()]
    except OSError:
        return ()
    read = (read_manifest(path) for path in sorted(folders, reverse=True))
    return tuple(one for one in read if one is not None)


def read_manifest(path: Path) -> Backup | None:
    """The backup in this folder, as its manifest tells; None when that cannot be read."""
    try:
        told: dict[str, Any] = json.loads((path / MANIFEST).read_bytes())
        counts = Counts(**told["counts"])
        return Backup(
            path, unstamp(told["at"]), counts, told["sums"], told["size"], told["key"], tuple(told["lost"]),
            told["lost_count"],
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return None


def check_sums(backup: Backup) -> None:
    """Read every file again. Raises: StoreTrouble (``backup_changed``) when one is not what it was."""
    with trouble.told():
        for name, known in backup.sums.items():
            if sum_of(backup.path / name) != known:
                raise bad(f"备份里的{name}与当时的校验和不符")


def look_into(backup: Backup, key: bytes) -> Counts:
    """Open a backup's database without changing it, check every page, count. Raises: StoreTrouble."""
    with trouble.told():
        db = open_copy(backup.path / FILE, key)
        try:
            wrong = faults(db)
            seen = count(db)
        finally:
            db.close()
    if wrong:
        raise bad(f"备份的数据库不完整（{wrong[0]}）")
    return seen


def faults(db: Connection) -> list[str]:
    """What the seals of the pages and SQLite itself find wrong, every row of it; empty when nothing is."""
    wrong = [str(row[0]) for row in db.execute("PRAGMA cipher_integrity_check")]
    return wrong + [str(row[0]) for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]


def count(db: Connection) -> Counts:
    """What this database holds."""
    window = str(db.execute("SELECT value FROM meta WHERE key = 'window'").fetchone()[0])
    head = db.execute(f"{_HEAD} LIMIT 1").fetchone() or (0, "")
    number = db.execute("SELECT count(*) FROM entries").fetchone()[0]
    blobs = db.execute("SELECT count(*) FROM blobs").fetchone()[0]
    return Counts(window, int(db.execute("PRAGMA user_version").fetchone()[0]), number, head[0], head[1], blobs)


def key_mark(key: bytes) -> str:
    """Eight hex digits that tell one random key from another and nothing about it."""
    return hashlib.sha256(b"tongquan backup shelf 1" + key).hexdigest()[:8]


def drop(backup: Backup) -> None:
    """Take a backup away; under another name first, so that a half-removed one is no backup."""
    gone = backup.path.with_name(backup.path.name + TEMP)
    with trouble.told():
        replace(backup.path, gone)
        shutil.rmtree(gone, ignore_errors=True)


def sweep(root: Path) -> int:
    """Remove what was left half-made. Returns how many went."""
    gone = 0
    for part in root.glob(f"*{TEMP}") if root.is_dir() else ():
        if part.is_dir() and _NAME.match(part.name):
            shutil.rmtree(part, ignore_errors=True)
            gone += 1
    return gone


def named(path: Path, key: bytes) -> list[str]:
    """Every blob the database of a backup has a row of."""
    with trouble.told():
        db = open_copy(path, key)
        try:
            return [row[0] for row in db.execute("SELECT digest FROM blobs")]
        finally:
            db.close()


def open_copy(path: Path, key: bytes) -> Connection:
    """A finished copy, opened so that not a byte of it changes."""
    db = connect(path, key, reader=True, frozen=True)
    db.execute("PRAGMA temp_store=MEMORY")
    return db


def sum_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    digest = hashlib.sha256()
    for chunk in _chunks(path):
        digest.update(chunk)
    return digest.hexdigest()


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def bad(happened: str) -> StoreTrouble:
    """A copy that is not what it should be."""
    return StoreTrouble(
        happened, "这一份不当作备份，本机数据没有改动", "程序会再备份；仍不行请联系管理员查磁盘", code="backup_changed"
    )
