"""The table of receipts printed in advance for a power cut: every number printed once and used once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import CheckConstraint, Column, MetaData, Table, Text

Need = Callable[..., Column[Any]]


def add(metadata: MetaData, need: Need) -> None:
    """Put the table into the store's metadata."""
    Table(
        "spares",
        metadata,
        Column("number", Text, primary_key=True),  # the case number on the sheet
        need("state"),
        need("kit"),  # number of the print it came with
        need("printed_at"),
        need("printed_by"),
        Column("gone_at", Text),
        need("gone_by", default="''"),
        need("case_id", default="''"),
        need("why", default="''"),  # of a void one
        CheckConstraint("state IN ('待用', '已用', '作废')", name="state"),
        CheckConstraint("(state = '已用') = (case_id <> '')", name="used"),
        sqlite_with_rowid=False,
    )
