"""转报: what waits for the city, why, and who must act."""

from __future__ import annotations

from models.desk.context import Desk
from models.desk.line import LineState, clock_word, line_state, note_line
from models.desk.power import needs
from models.rules import lifecycle
from models.rules.powers import Power
from models.rules.terms import Act
from models.store import daybook, outbox
from models.store.rows import QueueData
from models.views import QueueRow, QueueView

__all__ = ["LineState", "line_state", "note_line", "queue", "retry_now"]

SHOWN = 200
_CONTENT = {Act.FORWARD: "转报材料", Act.ASK_SUPPLEMENT: "一次性告知"}


def queue(desk: Desk, limit: int = SHOWN) -> QueueView:
    """The queue, what is open first and oldest first."""
    counts = daybook.queue_counts(desk.store, desk.today)
    line = line_state(desk)
    return QueueView(
        rows=tuple(_row(one) for one in daybook.queue_rows(desk.store, limit=limit)),
        waiting=counts.waiting,
        held=counts.held,
        delivered_today=counts.delivered_today,
        oldest=counts.oldest,
        line=line.state,
        line_since=line.since,
        line_note=line.note,
        line_code=line.code,
        clock=clock_word(line.skew),
    )


@needs(Power.QUEUE)
def retry_now(desk: Desk, entry_id: str | None = None) -> int:
    """Let one entry, or everything that waits, be tried at once; returns how many. A held entry must be named."""
    return outbox.retry(desk.store, entry_id)


def _row(data: QueueData) -> QueueRow:
    return QueueRow(
        entry_id=data.entry_id,
        case_id=data.case_id,
        case_no=data.case_no,
        item_name=data.item_name,
        applicant=data.applicant,
        content=_CONTENT.get(data.act, lifecycle.act_name(data.act)),
        attachments=_attachments(data),
        state=data.state,
        queued_at=data.queued_at,
        attempts=data.attempts,
        next_try=data.next_try,
        reason=data.reason,
        who=data.who,
        receipt=data.receipt,
    )


def _attachments(data: QueueData) -> str:
    """44 页 · 9.8 MB."""
    if not data.blob_count:
        return "无"
    pages = sum(paper["pages"] for paper in data.payload.get("documents", ()))
    scans = data.blob_count - len(data.payload.get("documents", ()))
    parts = [f"文书 {pages} 页" if pages else "", f"扫描 {scans} 件" if scans > 0 else "", size(data.blob_bytes)]
    return " · ".join(part for part in parts if part)


def size(count: int) -> str:
    """Bytes as people read them."""
    if count >= 1024 * 1024:
        return f"{count / 1024 / 1024:.1f} MB"
    return f"{max(1, round(count / 1024))} KB"
