"""One entry of the log as a value: its identity, its time, its place in the chain."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from models.rules import chain
from models.rules.terms import Act

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The one clock of the country; fixed, so no time zone table is needed on Windows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one act left in the log; never changed, never deleted."""

    id: str  # uuid7, also the idempotency key on the wire
    window: str  # 140581-03, or the city's own key
    seq: int  # counts the entries of the window from 1
    case_id: str
    version: int  # n-th entry of the case
    kind: Act
    at: datetime
    actor: str
    payload: Mapping[str, Any]
    prev: str
    digest: str


def stamp(at: datetime) -> str:
    """ISO text in Shanghai time to the millisecond, so that text order is time order. Naive times are a bug."""
    if at.tzinfo is not SHANGHAI:
        if at.tzinfo is None:
            raise ValueError("a time without a zone cannot enter the log")
        at = at.astimezone(SHANGHAI)
    return at.isoformat(timespec="milliseconds")


def unstamp(text: str) -> datetime:
    """The time written by ``stamp``."""
    return datetime.fromisoformat(text).astimezone(SHANGHAI)


def digest_of(entry: Entry) -> str:
    """The digest this entry must carry."""
    return chain.digest_text(
        chain.entry_text(
            entry_id=entry.id,
            window=entry.window,
            seq=entry.seq,
            case=entry.case_id,
            version=entry.version,
            kind=entry.kind.value,
            at=stamp(entry.at),
            actor=entry.actor,
            payload=chain.canonical(entry.payload),
            prev=entry.prev,
        )
    )


class _Ticks:
    """Milliseconds and a 12-bit count within them, never going back inside one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def next(self) -> int:
        """The next tick: 48 bits of milliseconds, 12 bits of count."""
        with self._lock:
            self._last = max(self._last + 1, (time.time_ns() // 1_000_000) << 12)
            return self._last


_ticks = _Ticks()


def new_id() -> str:
    """A uuid7 (RFC 9562): grows with time, so that indexes grow at their right end."""
    tick = _ticks.next()
    tail = int.from_bytes(os.urandom(8), "big") & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    text = f"{tick >> 12:012x}7{tick & 0xFFF:03x}{tail:016x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
