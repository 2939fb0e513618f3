"""Receipts printed in advance for a power cut."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "spares",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("kit", sa.Text(), nullable=False),
        sa.Column("printed_at", sa.Text(), nullable=False),
        sa.Column("printed_by", sa.Text(), nullable=False),
        sa.Column("gone_at", sa.Text(), nullable=True),
        sa.Column("gone_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("case_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("why", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("state IN ('待用', '已用', '作废')", name="ck_spares_state"),
        sa.CheckConstraint("(state = '已用') = (case_id <> '')", name="ck_spares_used"),
        sa.PrimaryKeyConstraint("number", name="pk_spares"),
        sqlite_with_rowid=False,
    )
