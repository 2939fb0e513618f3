"""Tables of the carried package: numbers given, answers taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import CheckConstraint, Column, Integer, MetaData, Table, Text, UniqueConstraint

Need = Callable[..., Column[Any]]


def add(metadata: MetaData, need: Need) -> None:
    """Put the tables into the store's metadata."""
    Table(
        "packages",
        metadata,
        Column("number", Integer, primary_key=True),  # given before the file is begun, never given twice
        need("package"),
        need("state"),
        need("begun_at"),
        need("place"),  # the folder a person chose
        need("letters", Integer, "0"),
        need("blobs", Integer, "0"),
        need("size", Integer, "0"),  # bytes
        need("digest", default="''"),
        Column("answered_at", Text),
        CheckConstraint("state IN ('在装', '已装', '作废')", name="state"),
        CheckConstraint("number > 0", name="number"),
        UniqueConstraint("package"),
    )
    Table(
        "answers",  # the city's packages taken here
        metadata,
        Column("package", Text, primary_key=True),
        need("number", Integer),
        need("reply_to"),
        need("at"),
        need("digest"),
        sqlite_with_rowid=False,
    )
