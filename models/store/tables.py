"""The store as SQLAlchemy Core tables: what the migrations must amount to. Imported by migrations and tests only."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from models.rules.terms import QueueState
from models.store import tables_line, tables_packages, tables_people, tables_registers, tables_spares

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


def _need(name: str, kind: type[Text | Integer] = Text, default: str | None = None) -> Column[object]:
    """A column that always has a value."""
    return Column(name, kind, nullable=False, server_default=None if default is None else text(default))


def _one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """Only the words of one enumeration."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=column)


entries = Table(
    "entries",
    metadata,
    Column("n", Integer, primary_key=True),  # order of arrival in this store, dense
    _need("id"),
    _need("window"),
    _need("seq", Integer),
    _need("case_id"),
    _need("version", Integer),
    _need("kind"),
    _need("at"),
    _need("actor"),
    _need("payload"),
    _need("prev"),
    _need("digest"),
    UniqueConstraint("id"),
    UniqueConstraint("window", "seq"),
    UniqueConstraint("case_id", "version", "window"),
    CheckConstraint("seq > 0 AND version > 0", name="counts"),
    CheckConstraint("length(digest) = 64 AND length(prev) = 64", name="digests"),
    CheckConstraint("kind <> ''", name="kind"),  # no list of acts: later acts must not mean a new table
)

queue = Table(
    "queue",
    metadata,
    Column("entry_n", ForeignKey("entries.n"), primary_key=True, autoincrement=False),
    _need("case_id"),
    _need("state"),
    _need("attempts", Integer, "0"),
    _need("queued_at"),
    Column("next_try", Text),
    Column("lease_until", Text),
    _need("reason", default="''"),
    _need("who", default="''"),
    _need("receipt", default="''"),
    Column("receipt_at", Text),
    CheckConstraint("attempts >= 0", name="attempts"),
    _one_of("state", QueueState),
    Index("ix_queue_open", "entry_n", sqlite_where=text("state <> '已送达'")),
    Index("ix_queue_receipt_at", "receipt_at", sqlite_where=text("receipt_at IS NOT NULL")),
)

cases = Table(
    "cases",
    metadata,
    Column("n", Integer, primary_key=True),  # dense: a place in the list is a subtraction, not a scan
    _need("id"),
    _need("case_no"),
    _need("window"),
    _need("version", Integer),
    _need("item_key"),
    _need("item_name"),
    _need("handling_item"),
    _need("applicant"),
    _need("applicant_kind"),
    _need("initials"),
    _need("id_tail"),
    _need("party_key"),
    _need("mode"),
    _need("ruling"),
    _need("state"),
    _need("next_step"),
    _need("next_note"),
    _need("whose"),
    Column("due", Text),
    _need("due_name"),
    _need("received_at"),
    Column("accepted_at", Text),
    Column("notice_due", Text),
    Column("promised_due", Text),
    Column("statutory_due", Text),
    Column("forward_n", Integer),
    _need("city_receipt"),
    UniqueConstraint("id"),
    UniqueConstraint("case_no"),
    CheckConstraint("length(id_tail) <= 4", name="id_tail"),
    Index("ix_cases_state_n", "state", "n"),
    Index("ix_cases_due_n", "due", "n", sqlite_where=text("due IS NOT NULL")),
)

case_materials = Table(
    "case_materials",
    metadata,
    Column("place", Integer, primary_key=True),  # 1000 × n of the case + seq: grows at its end, one page per act
    Column("case_n", ForeignKey("cases.n"), nullable=False),
    _need("seq", Integer),
    _need("name"),
    _need("state"),
    Column("originals", Integer),
    Column("copies", Integer),
    Column("pages", Integer),
    _need("problem"),
    _need("fix"),
    _need("scans"),
    _need("give_back", Integer),
    CheckConstraint("seq BETWEEN 0 AND 999 AND place = 1000 * case_n + seq", name="place"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    _need("entry_n", Integer),  # 0 for a paper of no case: the day ledger
    _need("place", Integer),  # among the papers of that entry
    _need("case_id"),
    _need("case_no"),
    _need("doc"),
    _need("number"),
    _need("digest"),
    _need("pages", Integer),
    _need("copies", Integer),
    _need("made_at"),
    _need("name"),
    _need("times", Integer),
    _need("original_of"),  # id of the first print, '' for a first print
    CheckConstraint("pages > 0 AND copies > 0 AND times > 0", name="counts"),
    # a receipt bears the case's own number, which is unique there
    Index("uq_documents_number", "number", unique=True, sqlite_where=text("original_of = '' AND number <> case_no")),
    sqlite_with_rowid=False,
)

prints = Table(
    "prints",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    _need("actor"),
    _need("at"),
    _need("result"),
    Index("ix_prints_at", "at"),
)

tallies = Table(
    "tallies",
    metadata,
    Column("kind", Text, primary_key=True),  # "state", else an act
    Column("key", Text, primary_key=True),  # the state, else the day
    _need("n", Integer),
    _need("first_n", Integer),  # between which entries of the log that day's acts of this kind lie
    _need("last_n", Integer),
    sqlite_with_rowid=False,
)

counters = Table(
    "counters",
    metadata,
    Column("scope", Text, primary_key=True),
    _need("n", Integer),
    sqlite_with_rowid=False,
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Text, primary_key=True),
    _need("json"),
    _need("item_name"),
    _need("applicant"),
    _need("saved_at"),
    sqlite_with_rowid=False,
)

blobs = Table(
    "blobs",
    metadata,
    Column("digest", Text, primary_key=True),
    _need("size", Integer),
    _need("media"),
    _need("kept", Integer),  # 0: only a draft shows it; 1: an entry names it
    CheckConstraint("length(digest) = 64 AND size > 0", name="size"),
    sqlite_with_rowid=False,
)

meta = Table("meta", metadata, Column("key", Text, primary_key=True), _need("value"), sqlite_with_rowid=False)

acts_done = Table(
    "acts_done",
    metadata,
    Column("key", Text, primary_key=True),  # draft id and act: doing it twice returns the first result
    _need("result"),
    sqlite_with_rowid=False,
)

tables_registers.add(metadata, _need)
tables_line.add(metadata, _need)
tables_people.add(metadata, _need)
tables_packages.add(metadata, _need)
tables_spares.add(metadata, _need)
