"""From rows of the tables to the values of ``rows``; the order of columns is written down once, here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from models.rules import chain
from models.rules.terms import Act, ApplicantKind, CaseState, Doc, Mode, QueueState, Ruling
from models.store.entries import Entry, unstamp
from models.store.payloads import blob_digests
from models.store.rows import CaseData, Logged, QueueData
from models.views import DocumentView, MaterialMark

Row = Any  # a row of the driver: columns of many types, named by the constants below

CASE = (
    "n, id, case_no, window, version, item_key, item_name, handling_item, applicant, applicant_kind, id_tail, mode,"
    " ruling, state, next_step, next_note, whose, due, due_name, received_at, accepted_at, notice_due, promised_due,"
    " statutory_due, city_receipt"
)
ENTRY = "e.id, e.window, e.seq, e.case_id, e.version, e.kind, e.at, e.actor, e.payload, e.prev, e.digest"
LOGGED = f"e.n, q.state, q.receipt, q.receipt_at, {ENTRY}"
LOG = "entries e LEFT JOIN queue q ON q.entry_n = e.n"
DOCUMENT = (
    "d.id, d.case_id, d.case_no, d.doc, d.number, d.digest, d.pages, d.copies, d.made_at,"
    " (SELECT count(*) FROM prints p WHERE p.document_id = d.id), d.name,"
    " coalesce((SELECT v.reason FROM voids v WHERE v.document_id = coalesce(nullif(d.original_of, ''), d.id)), '')"
)
MATERIAL = "m.seq, m.state, m.originals, m.copies, m.pages, m.problem, m.fix, m.scans, m.give_back, m.name"
QUEUED = (
    "e.n, e.id, e.case_id, coalesce(c.case_no, ''), coalesce(c.item_name, ''), coalesce(c.applicant, ''), e.kind,"
    " e.payload, q.state, q.queued_at, q.attempts, q.next_try, q.reason, q.who, q.receipt, q.receipt_at"
)

_KINDS = {kind.value: kind for kind in ApplicantKind}
_MODES: dict[str, Mode | None] = {"": None, **{mode.value: mode for mode in Mode}}
_RULINGS: dict[str, Ruling | None] = {"": None, **{ruling.value: ruling for ruling in Ruling}}
_STATES = {state.value: state for state in CaseState}


def day(text: str | None) -> date | None:
    """A date, or None."""
    return date.fromisoformat(text) if text else None


def time(text: str | None) -> datetime | None:
    """A time, or None."""
    return unstamp(text) if text else None


def case(row: Row) -> CaseData:
    """A row of ``CASE``."""
    return CaseData(*_case_values(row))


def _case_values(row: Row) -> Row:
    words = (_KINDS[row[9]], row[10], _MODES[row[11]], _RULINGS[row[12]], _STATES[row[13]], *row[14:17])
    days = (day(row[21]), day(row[22]), day(row[23]))
    return *row[:9], *words, day(row[17]), row[18], unstamp(row[19]), time(row[20]), *days, row[24]


def entry(row: Row) -> Entry:
    """A row of ``ENTRY``."""
    payload: Any = chain.parse(row[8])
    return Entry(row[0], row[1], row[2], row[3], row[4], Act(row[5]), unstamp(row[6]), row[7], payload, row[9], row[10])


def logged(row: Row) -> Logged:
    """A row of ``LOGGED``."""
    state = QueueState(row[1]) if row[1] else None
    return Logged(row[0], entry(row[4:]), state, row[2] or "", time(row[3]))


def document(row: Row) -> DocumentView:
    """A row of ``DOCUMENT``."""
    values: Row = (*row[:3], Doc(row[3]), *row[4:8], unstamp(row[8]), *row[9:])
    return DocumentView(*values)


def material(row: Row) -> tuple[MaterialMark, str]:
    """A row of ``MATERIAL``."""
    values: Row = (*row[:7], tuple(chain.parse(row[7])), bool(row[8]))
    return MaterialMark(*values), row[9]


def queued(row: Row, payload: Mapping[str, Any], blob_bytes: int) -> QueueData:
    """A row of ``QUEUED`` with what its payload (column 7) says and the size of its blobs."""
    values: Row = (*row[:6], Act(row[6]), payload, QueueState(row[8]), unstamp(row[9]), row[10], time(row[11]))
    tail: Row = (*row[12:15], time(row[15]), len(blob_digests(payload)), blob_bytes)
    return QueueData(*(values + tail))
