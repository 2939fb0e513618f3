"""Tables of the registers that belong to no case, on the same metadata as ``tables``; imported by it."""

from __future__ import annotations

from collections.abc import Callable

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

Need = Callable[..., Column[object]]


def add(metadata: MetaData, need: Need) -> None:
    """Add every register; ``need`` makes a column that always has a value."""
    _seals(metadata, need)
    _stock(metadata, need)
    _people(metadata, need)


def _seals(metadata: MetaData, need: Need) -> None:
    Table(
        "seals",
        metadata,
        Column("id", Text, primary_key=True),
        need("kind"),  # SealKind
        need("name"),
        need("number"),  # each No.2 seal has its own (济宁三(二)6)
        need("organ"),  # whose seal it is
        need("keeper"),
        need("kept_at"),
        need("since"),
        Column("until", Text),  # NULL: in use
        need("why", default="''"),
        UniqueConstraint("organ", "name", "number"),
        sqlite_with_rowid=False,
    )
    Table(
        "seal_agreements",
        metadata,
        Column("id", Text, primary_key=True),
        Column("seal_id", ForeignKey("seals.id"), nullable=False),
        need("number"),
        need("users"),  # JSON list of names
        need("scope"),  # JSON list of item keys
        need("situations"),
        need("keeping"),
        need("liability"),
        need("since"),
        Column("until", Text),
        UniqueConstraint("number"),
        sqlite_with_rowid=False,
    )
    Table(
        "seal_uses",
        metadata,
        Column("n", Integer, primary_key=True),
        Column("seal_id", ForeignKey("seals.id"), nullable=False),
        Column("agreement_id", ForeignKey("seal_agreements.id")),
        *(need(name) for name in ("at", "case_id", "case_no", "document_id", "digest", "paper", "paper_number")),
        need("copies", Integer),
        need("reason"),
        need("city_power", Integer),
        *(need(name) for name in ("approver", "user", "keeper", "actor", "note")),
        Column("voids", ForeignKey("seal_uses.n")),  # this line voids that one; lines are never changed
        CheckConstraint("copies > 0 AND length(digest) = 64", name="paper"),
        Index("ix_seal_uses_seal_id_at", "seal_id", "at"),
        Index("ix_seal_uses_digest", "digest"),
        Index("uq_seal_uses_voids", "voids", unique=True, sqlite_where=text("voids IS NOT NULL")),
    )


def _stock(metadata: MetaData, need: Need) -> None:
    Table(
        "blanks",
        metadata,
        Column("kind", Text, primary_key=True),  # 空白证照的名称
        Column("number", Text, primary_key=True),  # the same number comes in once, and goes out once
        *(need(name) for name in ("state", "batch", "from_organ", "came_at", "taken_by")),
        Column("gone_at", Text),
        *(need(name, default="''") for name in ("gone_by", "case_id", "case_no", "certificate", "why")),
        CheckConstraint("state IN ('在库', '已用', '作废', '退回')", name="state"),
        CheckConstraint("(state = '在库') = (gone_at IS NULL)", name="gone"),
        Index("ix_blanks_state_kind", "state", "kind"),
        sqlite_with_rowid=False,
    )


def _people(metadata: MetaData, need: Need) -> None:
    Table(
        "experts",
        metadata,
        Column("id", Text, primary_key=True),
        *(need(name) for name in ("name", "organ", "title", "phone", "fields", "avoids", "pool", "since")),
        Column("until", Text),
        need("why", default="''"),
        sqlite_with_rowid=False,
    )
    Table(
        "contacts",
        metadata,
        Column("id", Text, primary_key=True),
        *(need(name) for name in ("item_key", "organ", "name", "phone", "since")),
        Column("until", Text),  # NULL: the one to call now
        need("why", default="''"),
        Index("uq_contacts_item_key", "item_key", unique=True, sqlite_where=text("until IS NULL")),
        sqlite_with_rowid=False,
    )
    Table(
        "county_modes",
        metadata,
        Column("n", Integer, primary_key=True),  # the newest line of a region and item holds
        *(need(name) for name in ("region", "item_key", "mode", "paper", "since", "actor", "at")),
        Index("ix_county_modes_region_item_key", "region", "item_key"),
    )
