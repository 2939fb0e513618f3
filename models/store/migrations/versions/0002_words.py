"""Finding cases by words, and counts that need no scan; both are filled again from the log after this step."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the index of words and the table of counts."""
    op.create_table(
        "tallies",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("first_n", sa.Integer(), nullable=False),
        sa.Column("last_n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name="pk_tallies"),
        sqlite_with_rowid=False,
    )
    op.execute(
        # ascii takes every character beyond ASCII as part of a word, rare names of later Unicode included
        "CREATE VIRTUAL TABLE case_words USING fts5(number, applicant, item, initials, party, content='', columnsize=0,"
        " prefix='1', tokenize='ascii')"
    )
