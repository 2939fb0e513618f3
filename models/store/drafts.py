"""Forms that are not yet acts: saved whole at each change, given back after a crash."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from models.store.entries import stamp, unstamp
from models.views import DraftRow

if TYPE_CHECKING:
    from models.store.store import Store

_SAVE = (
    "INSERT INTO drafts VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET json = excluded.json,"
    " item_name = excluded.item_name, applicant = excluded.applicant, saved_at = excluded.saved_at"
)


def save(store: Store, draft_id: str, json: str, *, item_name: str, applicant: str, at: datetime) -> datetime:
    """Keep the whole form as JSON text; the last save wins. Returns ``at``."""
    with store.work() as work:
        work.db.execute(_SAVE, (draft_id, json, item_name, applicant, stamp(at)))
        work.commit()
    return at


def listed(store: Store) -> tuple[DraftRow, ...]:
    """Every kept draft, the newest first."""
    with store.read() as db:
        rows = db.execute("SELECT id, item_name, applicant, saved_at FROM drafts ORDER BY saved_at DESC, id").fetchall()
    return tuple(DraftRow(row[0], row[1], row[2], unstamp(row[3])) for row in rows)


def load(store: Store, draft_id: str) -> str | None:
    """The JSON text of a draft, or None when it is no more."""
    with store.read() as db:
        row = db.execute("SELECT json FROM drafts WHERE id = ?", (draft_id,)).fetchone()
    return str(row[0]) if row else None


def delete(store: Store, draft_id: str) -> None:
    """Discard a draft, and with it the scans that no entry and no other draft shows."""
    with store.work() as work:
        row = work.db.execute("SELECT json FROM drafts WHERE id = ?", (draft_id,)).fetchone()
        work.db.execute("DELETE FROM drafts WHERE id = ?", (draft_id,))
        loose = [
            digest
            for (digest,) in work.db.execute("SELECT digest FROM blobs WHERE kept = 0").fetchall()
            if row
            and digest in row[0]
            and not work.db.execute("SELECT 1 FROM drafts WHERE instr(json, ?) LIMIT 1", (digest,)).fetchone()
        ]
        work.db.executemany("DELETE FROM blobs WHERE digest = ? AND kept = 0", [(digest,) for digest in loose])
        work.commit()
        for digest in loose:  # after the commit: a file without a row is swept, a row without a file is a loss
            store.blobs.drop(digest)
