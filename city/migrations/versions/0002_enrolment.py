"""Enrolment: invitations, every key a window ever had, revocation, tries that failed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """From 1 to 2: the keys known so far are kept as each window's own, since ever."""
    op.create_table(
        "enrol_tries",
        sa.Column("n", BIG, autoincrement=True, nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("at", BIG, nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_enrol_tries"),
    )
    with op.batch_alter_table("enrol_tries", schema=None) as batch_op:
        batch_op.create_index("ix_enrol_tries_who", ["who"], unique=False)
    op.create_table(
        "invites",
        sa.Column("n", BIG, autoincrement=True, nullable=False),
        sa.Column("window", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(length=64), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.String(length=40), nullable=False),
        sa.Column("until", sa.String(length=40), nullable=False),
        sa.Column("used_at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_invites"),
        sa.UniqueConstraint("code_digest", name="uq_invites_code_digest"),
    )
    with op.batch_alter_table("invites", schema=None) as batch_op:
        batch_op.create_index("ix_invites_window", ["window"], unique=False)
    op.create_table(
        "window_keys",
        sa.Column("n", BIG, autoincrement=True, nullable=False),
        sa.Column("window", sa.String(length=32), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("box_key", sa.LargeBinary(), nullable=True),
        sa.Column("since", sa.String(length=40), nullable=False),
        sa.Column("until", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_window_keys"),
        sa.UniqueConstraint("window", "public_key", name="uq_window_keys_window_public_key"),
    )
    with op.batch_alter_table("windows", schema=None) as batch_op:
        batch_op.add_column(sa.Column("box_key", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("revoked_at", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("revoked_why", sa.String(length=200), nullable=True))
    op.execute(
        'INSERT INTO window_keys ("window", public_key, since, until)'
        " SELECT name, public_key, '', '' FROM windows ORDER BY name"
    )
