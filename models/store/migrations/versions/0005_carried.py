"""In which carried package an entry of the queue lies, and how often the city fell over it alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "sendings",
        sa.Column("entry_n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("package", sa.Integer(), nullable=True),
        sa.Column("faults", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("package > 0 AND faults >= 0", name="ck_sendings_counts"),
        sa.ForeignKeyConstraint(["entry_n"], ["queue.entry_n"], name="fk_sendings_entry_n_queue"),
        sa.PrimaryKeyConstraint("entry_n", name="pk_sendings"),
    )
    op.create_index("ix_sendings_package", "sendings", ["package"], sqlite_where=sa.text("package IS NOT NULL"))
