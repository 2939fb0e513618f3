"""Tables of those who sit here: people, their turns at the seat, digests of their passwords; and voided numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, Integer, MetaData, Table, Text, UniqueConstraint

from models.rules.powers import ROLES

Need = Callable[..., Column[Any]]


def add(metadata: MetaData, need: Need) -> None:
    """Put the tables into the store's metadata."""
    roles = ", ".join(f"'{role}'" for role in ROLES)
    Table(
        "people",
        metadata,
        Column("id", Text, primary_key=True),
        need("login"),
        need("name"),
        need("role"),
        need("active", Integer, "1"),
        need("created_at"),
        UniqueConstraint("login"),
        CheckConstraint(f"role IN ({roles})", name="role"),
        sqlite_with_rowid=False,
    )
    Table(
        "seats",
        metadata,
        Column("id", Text, primary_key=True),
        need("person"),
        need("login"),
        need("name"),
        need("machine"),
        need("since"),
        Column("until", Text),  # NULL: sits here still, or the program was cut off
        need("how", default="''"),
        Index("ix_seats_since", "since"),
        Index("ix_seats_person_since", "person", "since"),
        sqlite_with_rowid=False,
    )
    Table(
        "passwords",
        metadata,
        Column("n", Integer, primary_key=True),
        need("person"),
        need("set_at"),
        need("digest"),  # argon2id with its salt and cost; never the password
        Index("ix_passwords_person", "person"),
    )
    Table(
        "voids",  # a projection: made anew from the log
        metadata,
        Column("document_id", Text, primary_key=True),
        need("entry_n", Integer),
        need("at"),
        need("reason"),
        sqlite_with_rowid=False,
    )
