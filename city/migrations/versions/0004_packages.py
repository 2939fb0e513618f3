"""Carried packages: each that came, and its answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """From 3 to 4."""
    op.create_table(
        "packages",
        sa.Column("n", BIG, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("window", sa.String(length=32), nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("digest", sa.String(length=128), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("blobs", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.String(length=40), nullable=False),
        sa.Column("received_at", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("answer_number", BIG, nullable=False),
        sa.Column("answer", sa.String(length=36), nullable=False),
        sa.Column("said", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_packages"),
        sa.UniqueConstraint("id", name="uq_packages_id"),
        sa.UniqueConstraint("window", "answer_number", name="uq_packages_window_answer_number"),
    )
