"""Tables of the line to the city: the city's word on each entry, acts that did not count, blobs still to be fetched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, Text, text

Need = Callable[..., Column[Any]]


def add(metadata: MetaData, need: Need) -> None:
    """Put the tables into the store's metadata."""
    Table(
        "placed",
        metadata,
        Column("entry_n", ForeignKey("entries.n"), primary_key=True, autoincrement=False),
        need("case_id"),
        need("place", Integer),  # the order of the case, for every window of the county
        need("standing"),
        need("after_n", Integer),  # newest entry here when the word came: later ones knew it
        need("receipt", default="''"),
        need("seal", default="''"),
        CheckConstraint("standing IN ('counted', 'aside')", name="standing"),
        Index("ix_placed_case_id_place", "case_id", "place"),
        Index("ix_placed_place", "place"),
    )
    Table(
        "conflicts",
        metadata,
        Column("entry_n", ForeignKey("entries.n"), primary_key=True, autoincrement=False),
        need("case_id"),
        Column("settled_n", Integer),  # the entry with which a person decided again
        Index("ix_conflicts_open", "entry_n", sqlite_where=text("settled_n IS NULL")),
        Index("ix_conflicts_case_id", "case_id"),
    )
    Table(
        "sendings",  # has a row only for what did not simply go over the line
        metadata,
        Column("entry_n", ForeignKey("queue.entry_n"), primary_key=True, autoincrement=False),
        Column("package", Integer),  # number of the carried package it lies in, if any
        need("faults", Integer, "0"),  # how often the city fell over it alone while it took others
        CheckConstraint("package > 0 AND faults >= 0", name="counts"),
        Index("ix_sendings_package", "package", sqlite_where=text("package IS NOT NULL")),
    )
    Table(
        "wanted",
        metadata,
        Column("digest", Text, primary_key=True),
        need("case_id"),
        need("tries", Integer, "0"),
        sqlite_with_rowid=False,
    )
