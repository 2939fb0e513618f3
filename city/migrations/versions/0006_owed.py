"""Cases know the applicant's kind, the county's opinion and what is owed after a decision; months have an index."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
STRINGS = (("kind", 20), ("opinion", 8), ("owes", 8))
FORWARDS = {"WINDOW_FORWARD_COUNTY", "SUBSTANTIVE_CITY_STAMP", "RECEIVE_ONLY"}
REVIEWS = {"WINDOW_FORWARD_COUNTY", "WINDOW_FORWARD_CITY_STAFF", "RECEIVE_ONLY"}
PAGE = 5000


def upgrade() -> None:
    """From 5 to 6: what the cases so far say of themselves is read from their entries."""
    with op.batch_alter_table("cases", schema=None) as batch_op:
        for name, length in STRINGS:
            batch_op.add_column(sa.Column(name, sa.String(length=length), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("licence", sa.Boolean(), nullable=False, server_default=sa.false()))
    fill(op.get_bind())
    with op.batch_alter_table("cases", schema=None) as batch_op:
        for name, length in STRINGS:
            batch_op.alter_column(name, existing_type=sa.String(length=length), server_default=None)
        batch_op.alter_column("licence", existing_type=sa.Boolean(), server_default=None)
        batch_op.create_index("ix_cases_organ_owes", ["organ", "owes"], unique=False)
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.create_index("ix_entries_kind_received_at", ["kind", "received_at"], unique=False)
        aside = sa.text("standing = 'aside'")
        batch_op.create_index("ix_entries_aside", ["n"], unique=False, sqlite_where=aside, postgresql_where=aside)


def fill(db: sa.Connection) -> None:
    """The new columns of every case."""
    told: dict[str, dict[str, Any]] = {}
    modes = {row.case_id: row.mode for row in db.execute(sa.text("SELECT case_id, mode FROM cases"))}
    rows = db.execute(
        sa.text(
            "SELECT case_id, kind, payload FROM entries WHERE standing = 'counted' AND kind IN ('receive', 'opinion',"
            " 'begin_review', 'city_decide', 'city_stamp', 'push', 'publish') ORDER BY place, feed"
        )
    )
    for row in rows:
        mine = told.setdefault(row.case_id, {"kind": "", "opinion": "", "licence": False, "owes": None})
        one(mine, modes.get(row.case_id, ""), row.kind, json.loads(row.payload))
    filled = [{**mine, "owes": joined(mine["owes"]), "case_id": case_id} for case_id, mine in told.items()]
    query = "UPDATE cases SET kind = :kind, licence = :licence, opinion = :opinion, owes = :owes"
    for start in range(0, len(filled), PAGE):
        db.execute(sa.text(f"{query} WHERE case_id = :case_id"), filled[start : start + PAGE])


def one(mine: dict[str, Any], mode: str, kind: str, payload: dict[str, Any]) -> None:
    """What one entry says."""
    if kind == "receive":
        who = payload.get("applicant")
        mine["kind"] = str(who.get("kind") or "")[:20] if isinstance(who, dict) else ""
        mine["licence"] = payload.get("power_type") == "行政许可"
    elif kind in ("opinion", "begin_review"):
        mine["opinion"] = str(payload.get("outcome") or "")[:8] if kind == "opinion" else ""
    elif kind in ("city_decide", "city_stamp") and mine["owes"] is None:
        publishes = mine["licence"] and mode in FORWARDS | REVIEWS
        mine["owes"] = {name for name, due in (("push", mode in REVIEWS), ("publish", publishes)) if due}
    elif mine["owes"]:
        mine["owes"].discard(kind)


def joined(owes: set[str] | None) -> str:
    """As the column holds it."""
    return "both" if owes and len(owes) == 2 else next(iter(owes or ()), "")
