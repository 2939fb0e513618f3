"""Registers of no one case: seals and their uses, blank certificates, experts, business guides, county modes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the registers; a line of the seal ledger may never be changed, only voided by another line."""
    _seals()
    _stock()
    _people()
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER seal_uses_no_{act.lower()} BEFORE {act} ON seal_uses BEGIN"
            " SELECT RAISE(ABORT, 'seal_uses is append-only'); END"
        )


def _seals() -> None:
    op.create_table(
        "seals",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("organ", sa.Text(), nullable=False),
        sa.Column("keeper", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_seals"),
        sa.UniqueConstraint("organ", "name", "number", name="uq_seals_organ_name_number"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "seal_agreements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("seal_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("users", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("situations", sa.Text(), nullable=False),
        sa.Column("keeping", sa.Text(), nullable=False),
        sa.Column("liability", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["seal_id"], ["seals.id"], name="fk_seal_agreements_seal_id_seals"),
        sa.PrimaryKeyConstraint("id", name="pk_seal_agreements"),
        sa.UniqueConstraint("number", name="uq_seal_agreements_number"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "seal_uses",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("seal_id", sa.Text(), nullable=False),
        sa.Column("agreement_id", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("paper_number", sa.Text(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("city_power", sa.Integer(), nullable=False),
        sa.Column("approver", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("keeper", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("voids", sa.Integer(), nullable=True),
        sa.CheckConstraint("copies > 0 AND length(digest) = 64", name="ck_seal_uses_paper"),
        sa.ForeignKeyConstraint(["seal_id"], ["seals.id"], name="fk_seal_uses_seal_id_seals"),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["seal_agreements.id"], name="fk_seal_uses_agreement_id_seal_agreements"
        ),
        sa.ForeignKeyConstraint(["voids"], ["seal_uses.n"], name="fk_seal_uses_voids_seal_uses"),
        sa.PrimaryKeyConstraint("n", name="pk_seal_uses"),
    )
    op.create_index("ix_seal_uses_seal_id_at", "seal_uses", ["seal_id", "at"], unique=False)
    op.create_index("ix_seal_uses_digest", "seal_uses", ["digest"], unique=False)
    op.create_index(
        "uq_seal_uses_voids", "seal_uses", ["voids"], unique=True, sqlite_where=sa.text("voids IS NOT NULL")
    )


def _stock() -> None:
    op.create_table(
        "blanks",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("from_organ", sa.Text(), nullable=False),
        sa.Column("came_at", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=False),
        sa.Column("gone_at", sa.Text(), nullable=True),
        sa.Column("gone_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("case_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("case_no", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("certificate", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("why", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("state IN ('在库', '已用', '作废', '退回')", name="ck_blanks_state"),
        sa.CheckConstraint("(state = '在库') = (gone_at IS NULL)", name="ck_blanks_gone"),
        sa.PrimaryKeyConstraint("kind", "number", name="pk_blanks"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_blanks_state_kind", "blanks", ["state", "kind"], unique=False)


def _people() -> None:
    op.create_table(
        "experts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organ", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("avoids", sa.Text(), nullable=False),
        sa.Column("pool", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_experts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("item_key", sa.Text(), nullable=False),
        sa.Column("organ", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_contacts_item_key", "contacts", ["item_key"], unique=True, sqlite_where=sa.text("until IS NULL")
    )
    op.create_table(
        "county_modes",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("item_key", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_county_modes"),
    )
    op.create_index("ix_county_modes_region_item_key", "county_modes", ["region", "item_key"], unique=False)
