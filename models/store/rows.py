"""What queries hand out: frozen values with what the store knows; what depends on today (lights) is the desk's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.rules.terms import Act, ApplicantKind, CaseState, Mode, QueueState, Ruling
from models.store.entries import Entry


@dataclass(frozen=True, slots=True)
class CaseData:
    """A case as the lists know it. ``n`` is its place in order of arrival, dense from 1."""

    n: int
    case_id: str
    case_no: str
    window: str
    version: int
    item_key: str
    item_name: str
    handling_item: str
    applicant: str
    applicant_kind: ApplicantKind
    id_tail: str
    mode: Mode | None
    ruling: Ruling | None
    state: CaseState
    next_step: str
    next_note: str
    whose: str
    due: date | None
    due_name: str
    received_at: datetime
    accepted_at: datetime | None
    notice_due: date | None
    promised_due: date | None
    statutory_due: date | None
    city_receipt: str


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry of the log with what became of it on its way to the city."""

    n: int
    entry: Entry
    queue: QueueState | None  # None: not this window's to send
    receipt: str
    receipt_at: datetime | None


@dataclass(frozen=True, slots=True)
class QueueData:
    """A row of the queue with what a person needs to know about it."""

    n: int
    entry_id: str
    case_id: str
    case_no: str
    item_name: str
    applicant: str
    act: Act
    payload: Mapping[str, Any]
    state: QueueState
    queued_at: datetime
    attempts: int
    next_try: datetime | None
    reason: str
    who: str
    receipt: str
    receipt_at: datetime | None
    blob_count: int
    blob_bytes: int


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """The queue in figures."""

    waiting: int  # 等待 and 发送中
    held: int
    delivered_today: int
    oldest: datetime | None  # queued_at of the oldest entry the city has not taken
    last_receipt: datetime | None


@dataclass(frozen=True, slots=True)
class OutEntry:
    """An entry claimed for sending, with the blobs the city must have first."""

    entry: Entry
    attempts: int
    blobs: tuple[str, ...]
    seen: int = 0  # the latest place of its case, written elsewhere, that was known here when it was written
    follows: str = ""  # id of this window's own act on the case that it is built on
    faults: int = 0  # how often the city fell over it alone while it took others


@dataclass(frozen=True, slots=True)
class Mark:
    """The city's word on an entry it keeps."""

    place: int
    standing: str = "counted"  # counted | aside
    receipt: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of entries that came from outside."""

    taken: tuple[str, ...]  # ids, new to this store
    known: tuple[str, ...]  # ids it had already
    refused: tuple[tuple[str, str], ...]  # id, why in plain Chinese


@dataclass(frozen=True, slots=True)
class DayMark:
    """How many acts of one kind fell on one day."""

    day: date
    act: Act
    count: int
