"""The log, the queue out, the lists made from the log, drafts, blobs and people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables and forbid changing the log."""
    op.create_table(
        "acts_done",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_acts_done"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "blobs",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(digest) = 64 AND size > 0", name="ck_blobs_size"),
        sa.PrimaryKeyConstraint("digest", name="pk_blobs"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "cases",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("item_key", sa.Text(), nullable=False),
        sa.Column("item_name", sa.Text(), nullable=False),
        sa.Column("handling_item", sa.Text(), nullable=False),
        sa.Column("applicant", sa.Text(), nullable=False),
        sa.Column("applicant_kind", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.Column("id_tail", sa.Text(), nullable=False),
        sa.Column("party_key", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("ruling", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("next_note", sa.Text(), nullable=False),
        sa.Column("whose", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("due_name", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.Text(), nullable=True),
        sa.Column("notice_due", sa.Text(), nullable=True),
        sa.Column("promised_due", sa.Text(), nullable=True),
        sa.Column("statutory_due", sa.Text(), nullable=True),
        sa.Column("forward_n", sa.Integer(), nullable=True),
        sa.Column("city_receipt", sa.Text(), nullable=False),
        sa.CheckConstraint("length(id_tail) <= 4", name="ck_cases_id_tail"),
        sa.PrimaryKeyConstraint("n", name="pk_cases"),
        sa.UniqueConstraint("case_no", name="uq_cases_case_no"),
        sa.UniqueConstraint("id", name="uq_cases_id"),
    )
    op.create_index("ix_cases_due_n", "cases", ["due", "n"], unique=False, sqlite_where=sa.text("due IS NOT NULL"))
    op.create_index("ix_cases_state_n", "cases", ["state", "n"], unique=False)
    op.create_table(
        "counters",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name="pk_counters"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("entry_n", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("original_of", sa.Text(), nullable=False),
        sa.CheckConstraint("pages > 0 AND copies > 0 AND times > 0", name="ck_documents_counts"),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_documents_number",
        "documents",
        ["number"],
        unique=True,
        sqlite_where=sa.text("original_of = '' AND number <> case_no"),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.Column("item_name", sa.Text(), nullable=False),
        sa.Column("applicant", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entries",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("prev", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.CheckConstraint("kind <> ''", name="ck_entries_kind"),
        sa.CheckConstraint("length(digest) = 64 AND length(prev) = 64", name="ck_entries_digests"),
        sa.CheckConstraint("seq > 0 AND version > 0", name="ck_entries_counts"),
        sa.PrimaryKeyConstraint("n", name="pk_entries"),
        sa.UniqueConstraint("case_id", "version", "window", name="uq_entries_case_id_version_window"),
        sa.UniqueConstraint("id", name="uq_entries_id"),
        sa.UniqueConstraint("window", "seq", name="uq_entries_window_seq"),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.CheckConstraint("role IN ('clerk', 'reviewer', 'supervisor', 'administrator')", name="ck_people_role"),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("login", name="uq_people_login"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_materials",
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("case_n", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("originals", sa.Integer(), nullable=True),
        sa.Column("copies", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("fix", sa.Text(), nullable=False),
        sa.Column("scans", sa.Text(), nullable=False),
        sa.Column("give_back", sa.Integer(), nullable=False),
        sa.CheckConstraint("seq BETWEEN 0 AND 999 AND place = 1000 * case_n + seq", name="ck_case_materials_place"),
        sa.ForeignKeyConstraint(["case_n"], ["cases.n"], name="fk_case_materials_case_n_cases"),
        sa.PrimaryKeyConstraint("place", name="pk_case_materials"),
    )
    op.create_table(
        "prints",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_prints_document_id_documents"),
        sa.PrimaryKeyConstraint("n", name="pk_prints"),
    )
    op.create_index("ix_prints_at", "prints", ["at"], unique=False)
    op.create_index("ix_prints_document_id", "prints", ["document_id"], unique=False)
    op.create_table(
        "queue",
        sa.Column("entry_n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("queued_at", sa.Text(), nullable=False),
        sa.Column("next_try", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("who", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("receipt", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("receipt_at", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('等待', '发送中', '已送达', '要人处理', '已装包')", name="ck_queue_state"),
        sa.CheckConstraint("attempts >= 0", name="ck_queue_attempts"),
        sa.ForeignKeyConstraint(["entry_n"], ["entries.n"], name="fk_queue_entry_n_entries"),
        sa.PrimaryKeyConstraint("entry_n", name="pk_queue"),
    )
    op.create_index("ix_queue_open", "queue", ["entry_n"], unique=False, sqlite_where=sa.text("state <> '已送达'"))
    op.create_index(
        "ix_queue_receipt_at", "queue", ["receipt_at"], unique=False, sqlite_where=sa.text("receipt_at IS NOT NULL")
    )
    for table in ("entries", "prints"):
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} BEGIN"
                f" SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
