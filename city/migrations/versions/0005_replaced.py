"""Secrets a window gave up by enrolling anew: a computer that still holds one is told so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """From 4 to 5."""
    op.create_table(
        "replaced_tokens",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("window", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(length=64), nullable=False),
        sa.Column("until", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("token_digest", name="pk_replaced_tokens"),
    )
