"""Brings a store to the newest schema in a single transaction: after a power cut it is the old or the new one."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2

from models.store.connect import connect


def upgrade(path: Path, key: bytes, target: str = "head") -> None:
    """Upgrade the file at ``path`` to revision ``target`` and write its number into ``user_version``.

    Raises: what the driver raises, as everywhere else in the store, and not SQLAlchemy's coat over it.
    """
    engine = create_engine(
        "sqlite+pysqlite://", module=dbapi2, creator=lambda: _open(path, key), poolclass=NullPool, echo=False
    )
    event.listen(engine, "begin", lambda db: db.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as db:
            _upgrade(db, target)
    except DBAPIError as error:
        raise error.orig or error from error
    finally:
        engine.dispose()


def _open(path: Path, key: bytes) -> object:
    """A connection on which a table may be made anew; its references are checked at the end instead."""
    db = connect(path, key)
    db.execute("PRAGMA foreign_keys=OFF")
    return db


def _upgrade(db: Connection, target: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = db
    command.upgrade(config, target)
    broken = db.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"a migration left rows that refer to nothing: {broken[:3]}")
    _number(db)


def _number(db: Connection) -> None:
    """Write the revision where it is read without any of this being loaded."""
    revision = db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    db.exec_driver_sql(f"PRAGMA user_version={int(revision)}")
