"""The letters that travel between a window and the city, protocol 1; both sides read these and nothing else.

A letter is frozen once made: sent again after a lost reply it has the same id and the same digest, and the
city answers with the same receipt.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

PROTOCOL = 1
MAX_ENTRIES = 200
MAX_BLOB_BYTES = 50 * 1024 * 1024
CITY_WINDOW = "city"
DIGEST = r"^[0-9a-f]{64}$"


class Letter(BaseModel):
    """Base of all letters: unknown fields are kept out, values never change."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class EntryLetter(Letter):
    """One entry of a window's log, with the blobs it names."""

    id: str = Field(min_length=32, max_length=36)
    window: str = Field(min_length=1, max_length=32)
    seq: int = Field(ge=1)
    case: str = Field(min_length=1, max_length=36)
    version: int = Field(ge=1)
    kind: str = Field(min_length=1, max_length=32)
    at: str = Field(min_length=19, max_length=40)  # the very text the digest was made over
    actor: str = Field(max_length=64)
    payload: dict[str, Any]
    prev: str = Field(max_length=64)
    digest: str = Field(pattern=DIGEST)
    blobs: tuple[str, ...] = ()


class BatchLetter(Letter):
    """Entries of one window, oldest first per case."""

    protocol: int = PROTOCOL
    entries: tuple[EntryLetter, ...] = Field(min_length=1, max_length=MAX_ENTRIES)


class Answer(StrEnum):
    """What the city says of one entry."""

    TAKEN = "taken"  # kept now
    AGAIN = "again"  # kept before; the receipt is the first one
    MISSING = "missing_blobs"
    EARLY = "early"  # an earlier version of the case has not come yet
    CONFLICT = "conflict"  # another window took this version
    CHANGED = "changed"  # same id, other content: both kept
    REFUSED = "refused"


class EntryAnswer(Letter):
    """The answer to one entry; ``receipt`` stands with taken and again."""

    id: str
    answer: Answer
    receipt: str = ""
    received_at: datetime | None = None
    reason: str = ""
    missing: tuple[str, ...] = ()

    @property
    def delivered(self) -> bool:
        """True when the city has the entry for good."""
        return self.answer in (Answer.TAKEN, Answer.AGAIN) and bool(self.receipt)


class BatchAnswer(Letter):
    """The answers in the order of the batch."""

    protocol: int
    answers: tuple[EntryAnswer, ...]
    city_time: datetime


class CityEntries(Letter):
    """Entries the city made (receipt, return, decision) since a cursor."""

    protocol: int
    entries: tuple[EntryLetter, ...]
    cursor: int


class Health(Letter):
    """The city is there and speaks this protocol; a captive portal cannot say this."""

    service: str
    protocol: int
    city_time: datetime


class Trouble(Letter):
    """The body of every error answer of the city."""

    code: str
    sentence: str
