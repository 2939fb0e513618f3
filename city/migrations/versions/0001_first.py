"""The city's first numbered schema: who may ask, what was sent and in which order, the cases, the blobs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "blobs",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_blobs"),
    )
    op.create_table(
        "cases",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("case_no", sa.String(length=40), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("window", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=300), nullable=False),
        sa.Column("applicant", sa.String(length=200), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("organ", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_cases"),
    )
    op.create_index("ix_cases_case_no", "cases", ["case_no"], unique=False)
    op.create_index("ix_cases_region", "cases", ["region"], unique=False)
    op.create_index("ix_cases_updated_at", "cases", ["updated_at"], unique=False)
    op.create_table(
        "disputes",
        sa.Column("n", BIG, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_disputes"),
        sa.UniqueConstraint("id", "reason", name="uq_disputes_id_reason"),
    )
    op.create_index("ix_disputes_id", "disputes", ["id"], unique=False)
    op.create_table(
        "counties",
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("feed", BIG, nullable=False),
        sa.PrimaryKeyConstraint("region", name="pk_counties"),
    )
    op.create_table(
        "gaps",
        sa.Column("n", BIG, autoincrement=True, nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("after", BIG, nullable=False),
        sa.Column("until", BIG, nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_gaps"),
    )
    op.create_index("ix_gaps_region", "gaps", ["region"], unique=False)
    op.create_table(
        "entries",
        sa.Column("n", BIG, autoincrement=True, nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("feed", BIG, nullable=False),
        sa.Column("place", BIG, nullable=False),
        sa.Column("standing", sa.String(length=8), nullable=False),
        sa.Column("seal", sa.String(length=100), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("window", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("receipt", sa.String(length=40), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_entries"),
        sa.UniqueConstraint("id", name="uq_entries_id"),
        sa.UniqueConstraint("region", "feed", name="uq_entries_region_feed"),
        sa.UniqueConstraint("window", "seq", name="uq_entries_window_seq"),
    )
    op.create_index("ix_entries_case_id", "entries", ["case_id"], unique=False)
    op.create_table(
        "officials",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("organ", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_officials"),
        sa.UniqueConstraint("token_digest", name="uq_officials_token_digest"),
    )
    op.create_table(
        "windows",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("label", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_windows"),
        sa.UniqueConstraint("token_digest", name="uq_windows_token_digest"),
    )
