"""The city's own tables. SQLAlchemy Core, so that the same text runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

import city.tables_desk  # noqa: F401 - the same schema; who reads the metadata finds its tables too
from city.metadata import BIG as _BIG
from city.metadata import metadata as metadata  # noqa: PLC0414 - migrations read the whole schema from here
from city.migrations.run import bring_up
from city.moments import Moment

windows = Table(
    "windows",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("token_digest", String(64), nullable=False, unique=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("label", String(64), nullable=False),
    Column("box_key", LargeBinary),  # a window entered by hand has none
    Column("revoked_at", String(40)),
    Column("revoked_why", String(200)),
)

replaced_tokens = Table(  # secrets given up by enrolling anew: a computer that still holds one is told so
    "replaced_tokens",
    metadata,
    Column("token_digest", String(64), primary_key=True),
    Column("window", String(32), nullable=False),
    Column("label", String(64), nullable=False),
    Column("until", String(40), nullable=False),  # "-" where nobody knows
)

window_keys = Table(  # every key a window ever had: papers signed before must be known for true
    "window_keys",
    metadata,
    Column("n", _BIG, primary_key=True, autoincrement=True),
    Column("window", String(32), nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("box_key", LargeBinary),
    Column("since", String(40), nullable=False),  # "" for a window entered by hand
    Column("until", String(40), nullable=False),  # "" while it is the window's own
    UniqueConstraint("window", "public_key"),
)

invites = Table(
    "invites",
    metadata,
    Column("n", _BIG, primary_key=True, autoincrement=True),
    Column("window", String(32), nullable=False, index=True),
    Column("label", String(64), nullable=False),
    Column("code_digest", String(64), nullable=False, unique=True),
    Column("made_by", String(64), nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("until", String(40), nullable=False),
    Column("used_at", String(40), nullable=False),  # "" while it may be used
)

enrol_tries = Table(  # tries that did not succeed, for as long as they count
    "enrol_tries",
    metadata,
    Column("n", _BIG, primary_key=True, autoincrement=True),
    Column("who", String(100), nullable=False, index=True),  # an address or a window
    Column("at", _BIG, nullable=False),  # seconds since 1970
)

officials = Table(
    "officials",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("token_digest", String(64), nullable=False, unique=True),
    Column("organ", String(100), nullable=False),
)

counties = Table(
    "counties",
    metadata,
    Column("region", String(12), primary_key=True),
    Column("feed", _BIG, nullable=False),  # the latest number given; the row is the county's turn to write
)

gaps = Table(
    "gaps",
    metadata,
    Column("n", _BIG, primary_key=True, autoincrement=True),
    Column("region", String(12), nullable=False, index=True),
    Column("after", _BIG, nullable=False),
    Column("until", _BIG, nullable=False),
)

ASIDE = "'aside'"  # as a literal: a partial index serves no bound value
_IS_ASIDE = text(f"standing = {ASIDE}")

entries = Table(
    "entries",
    metadata,
    Column("n", _BIG, primary_key=True, autoincrement=True),
    Column("region", String(12), nullable=False),
    Column("feed", _BIG, nullable=False),  # when the county's windows are told of it: dense
    Column("place", _BIG, nullable=False),  # the order of its case: the first feed number it ever had
    Column("standing", String(8), nullable=False),
    Column("seal", String(100), nullable=False),
    Column("id", String(36), nullable=False, unique=True),
    Column("window", String(32), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("case_id", String(36), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("at", String(40), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("payload", Text, nullable=False),
    Column("prev", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("receipt", String(40), nullable=False),
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("window", "seq"),
    UniqueConstraint("region", "feed"),
    Index("ix_entries_kind_received_at", "kind", "received_at"),  # the figures of a month
    Index("ix_entries_aside", "n", sqlite_where=_IS_ASIDE, postgresql_where=_IS_ASIDE),  # the few that do not count
)

disputes = Table(
    "disputes",
    metadata,
    Column("n", _BIG, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, index=True),
    Column("letter", Text, nullable=False),
    Column("reason", String(200), nullable=False),
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("id", "reason"),
)

cases = Table(
    "cases",
    metadata,
    Column("case_id", String(36), primary_key=True),
    Column("case_no", String(40), nullable=False, index=True),
    Column("region", String(12), nullable=False, index=True),
    Column("window", String(32), nullable=False),
    Column("item", String(300), nullable=False),
    Column("applicant", String(200), nullable=False),
    Column("mode", String(40), nullable=False),
    Column("organ", String(100), nullable=False),
    Column("state", String(20), nullable=False),
    Column("due", String(10), nullable=False),
    Column("kind", String(20), nullable=False),  # of the applicant; "" where nobody said
    Column("licence", Boolean, nullable=False),
    Column("opinion", String(8), nullable=False),  # the county's, as it stands
    Column("owes", String(8), nullable=False),  # what the city still has to do after a decision: push, publish, both
    Column("version", Integer, nullable=False),
    Column("updated_at", Moment, nullable=False, index=True),
    Index("ix_cases_organ_state", "organ", "state"),  # the desk's queues
    Index("ix_cases_organ_owes", "organ", "owes"),
)

blobs = Table(
    "blobs",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("received_at", Moment, nullable=False),
)

packages = Table(  # carried packages, each taken once
    "packages",
    metadata,
    Column("n", _BIG, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("window", String(32), nullable=False),
    Column("number", _BIG, nullable=False),  # the window's own
    Column("digest", String(128), nullable=False),  # what the window signed
    Column("letters", Integer, nullable=False),
    Column("blobs", Integer, nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("received_at", String(40), nullable=False),
    Column("by", String(64), nullable=False),
    Column("answer_number", _BIG, nullable=False),  # given before the answer is begun
    Column("answer", String(36), nullable=False),  # its id, "" until it is whole
    Column("said", String(200), nullable=False),  # JSON: how many entries got which answer
    UniqueConstraint("window", "answer_number"),
)

_SERVER: dict[str, Any] = {
    "isolation_level": "READ COMMITTED",  # order is made by the county's row lock, not by a snapshot
    "pool_size": 5,
    "max_overflow": 10,  # at most 15 connections a process: six processes stay below a server's usual hundred
    "pool_timeout": 20,
    "pool_recycle": 1800,
    "connect_args": {
        "application_name": "tongquan-city",
        "connect_timeout": 5,
        # a process that hangs with a county's lock in hand is cut off, and the county goes on
        "options": "-c timezone=Asia/Shanghai -c idle_in_transaction_session_timeout=60000",
    },
}


def engine_for(url: str) -> Engine:
    """An engine over a schema brought up to date; SQLite is set to survive a power cut, as PostgreSQL is by itself.

    Raises:
        StoreTrouble: the database is of a newer program (``city_newer``), or not of ours (``city_unnumbered``).
    """
    address = make_url(url)
    if address.drivername in {"postgres", "postgresql"}:
        address = address.set(drivername="postgresql+psycopg")
    on_server = address.get_backend_name() == "postgresql"
    # what a statement carries is personal: an error may not repeat it
    engine = create_engine(address, pool_pre_ping=True, hide_parameters=True, **(_SERVER if on_server else {}))
    if not on_server:
        event.listen(engine, "connect", _pragmas)
        event.listen(engine, "begin", _begin_immediate)
    try:
        bring_up(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def sqlite_url(folder: Path) -> str:
    """The embedded database of a city folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'city.db'}"


def _begin_immediate(connection: Connection) -> None:
    """A reader that turns writer half-way would be refused by SQLite; writers queue at the door instead."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _pragmas(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # sqlite3's own; BEGIN is ours
    cursor = connection.cursor()
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()
