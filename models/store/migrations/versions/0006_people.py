"""The auditor among the roles; who sat here and when; digests of earlier passwords; numbers that were voided."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables; that of the people anew, since a check cannot be changed in its place."""
    op.rename_table("people", "people_before")
    op.create_table(
        "people",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "role IN ('clerk', 'reviewer', 'supervisor', 'administrator', 'auditor')", name="ck_people_role"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("login", name="uq_people_login"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO people SELECT id, login, name, role, active, created_at FROM people_before")
    op.drop_table("people_before")
    op.create_table(
        "seats",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("how", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_seats"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_seats_since", "seats", ["since"])
    op.create_index("ix_seats_person_since", "seats", ["person", "since"])
    op.create_table(
        "passwords",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("set_at", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_passwords"),
    )
    op.create_index("ix_passwords_person", "passwords", ["person"])
    op.create_table(
        "voids",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("entry_n", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_voids"),
        sqlite_with_rowid=False,
    )
