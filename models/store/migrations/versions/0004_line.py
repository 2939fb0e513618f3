"""The line to the city: its word on each entry, acts that did not count, blobs still to be fetched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "placed",
        sa.Column("entry_n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("after_n", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("seal", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("standing IN ('counted', 'aside')", name="ck_placed_standing"),
        sa.ForeignKeyConstraint(["entry_n"], ["entries.n"], name="fk_placed_entry_n_entries"),
        sa.PrimaryKeyConstraint("entry_n", name="pk_placed"),
    )
    op.create_index("ix_placed_case_id_place", "placed", ["case_id", "place"])
    op.create_index("ix_placed_place", "placed", ["place"])
    op.create_table(
        "conflicts",
        sa.Column("entry_n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("settled_n", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["entry_n"], ["entries.n"], name="fk_conflicts_entry_n_entries"),
        sa.PrimaryKeyConstraint("entry_n", name="pk_conflicts"),
    )
    op.create_index("ix_conflicts_open", "conflicts", ["entry_n"], sqlite_where=sa.text("settled_n IS NULL"))
    op.create_index("ix_conflicts_case_id", "conflicts", ["case_id"])
    op.create_table(
        "wanted",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_wanted"),
        sqlite_with_rowid=False,
    )
