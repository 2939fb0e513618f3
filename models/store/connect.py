"""Opens one keyed SQLite connection with every setting the store relies on; nothing else calls the driver's connect."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from models.errors import StoreTrouble

if TYPE_CHECKING:
    from sqlite3 import Connection

FILE = "counter.db"
OLDEST = (3, 51, 3)
"""First SQLite without the WAL-reset fault (3.7.0 to 3.51.2) that can corrupt a database."""
BUSY_MS = 5000

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # NORMAL loses acknowledged cases at a power cut
    "PRAGMA foreign_keys=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA cache_size=-16000",
    "PRAGMA journal_size_limit=67108864",
    f"PRAGMA busy_timeout={BUSY_MS}",
)


def check_engine() -> None:
    """Refuse an SQLite that can corrupt a store. Raises RuntimeError: a wrong wheel is our packaging bug."""
    if dbapi2.sqlite_version_info < OLDEST:
        raise RuntimeError(f"SQLite {dbapi2.sqlite_version} has the WAL-reset fault; {OLDEST} or newer is needed")


def connect(path: Path, key: bytes, *, reader: bool = False, frozen: bool = False) -> Connection:
    """A connection in autocommit mode (we say BEGIN ourselves), unlocked with the raw 32-byte key.

    Args:
        frozen: for a file nobody writes (a backup): it is read without a lock, and nothing appears beside it.

    Raises:
        StoreTrouble: the key does not fit this file, or the file is damaged (code ``store_key``).
    """
    if len(key) != 32:
        raise ValueError("the key of a store has 32 bytes")
    name = f"{path.absolute().as_uri()}?mode=ro&immutable=1" if frozen else str(path)
    db: Connection = dbapi2.connect(
        name, isolation_level=None, check_same_thread=False, cached_statements=256, uri=frozen
    )
    try:
        db.execute("PRAGMA cipher_log_level=NONE")
        db.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        # as strong a seal on each page as SHA-512, and one that many processors have an instruction for
        db.execute("PRAGMA cipher_hmac_algorithm=HMAC_SHA256")
        # an act touches some twenty pages for a few hundred bytes each, and every touched page is sealed whole
        db.execute("PRAGMA cipher_page_size=2048")
        _first_read(db)
        for pragma in _PRAGMAS if not frozen else ():
            db.execute(pragma)
        if reader:
            db.execute("PRAGMA query_only=ON")
    except BaseException:
        db.close()
        raise
    return db


def _first_read(db: Connection) -> None:
    """The first page is read here, so a wrong key shows here and nowhere later."""
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        if (getattr(error, "sqlite_errorcode", 0) & 0xFF) != 26:  # SQLITE_NOTADB
            raise
        raise StoreTrouble(
            "打不开数据库：密钥不符或文件头已损坏",
            "没有改动任何文件",
            "请核对数据文件夹与密钥文件是否属于同一窗口；仍打不开请联系管理员从备份恢复",
            code="store_key",
        ) from error
