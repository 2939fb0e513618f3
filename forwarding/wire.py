"""The letters that travel between a window and the city, protocol 1; both sides read these and nothing else.

A letter is frozen once made: sent again after a lost reply it has the same id and the same digest, and the
city answers with the same receipt.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from models.rules.chain import canonical

PROTOCOL = 1
MAX_ENTRIES = 200
MAX_LETTER_BYTES = 4 * 1024 * 1024
"""Of a letter of entries as it travels; a longer one is answered 413 and sent in halves."""
MAX_BLOB_BYTES = 50 * 1024 * 1024
PART = 256 * 1024
"""Bytes a blob may have to be sent in one piece, and the most one part of a larger one may have."""
OFFSET, LENGTH = "Upload-Offset", "Upload-Length"  # headers: bytes the city has of a blob, bytes it has in all
SPOKEN = "Tongquan-Protocol"  # header of an answer to a letter of another protocol: the one spoken there
CITY = "city-"
"""The city's own entries are written by ``city-140581-…``: a chain for each county and process of the city."""
MAX_NUMBER = 2**31 - 1
MAX_PLACE = 2**53 - 1
DIGEST = r"^[0-9a-f]{64}$"
PACK_NAME = r"^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$"
MAX_PACK_BYTES = 20 * 1024 * 1024
MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}\+08:00$"


def _writable(payload: dict[str, Any]) -> dict[str, Any]:
    """Refuses what has no digest: numbers without end, halves of a character."""
    canonical(payload).encode()
    return payload


def _moment(text: str) -> str:
    """Refuses a thirteenth month."""
    datetime.fromisoformat(text)
    return text


Moment = Annotated[str, Field(pattern=MOMENT), AfterValidator(_moment)]
Payload = Annotated[dict[str, Any], AfterValidator(_writable)]
Plain = Annotated[str, Field(pattern=r"^[^\x00]*$")]  # a database server cannot keep NUL in a text


class Letter(BaseModel):
    """Base of all letters: unknown fields are kept out, values never change."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Standing(StrEnum):
    """What an entry the city keeps is worth."""

    COUNTED = "counted"  # it moves its case
    ASIDE = "aside"  # kept and shown for ever, but another act came first and a person decides again


class EntryLetter(Letter):
    """One entry of a window's log, with the blobs it names.

    ``seen`` and ``follows`` stand outside the digest: what the window knew when it wrote, from which the city judges
    whether two windows acted on one case without knowing of each other.
    """

    id: Plain = Field(min_length=32, max_length=36)
    window: Plain = Field(min_length=1, max_length=32)
    seq: int = Field(ge=1, le=MAX_NUMBER)
    case: Plain = Field(min_length=1, max_length=36)
    version: int = Field(ge=1, le=MAX_NUMBER)
    kind: Plain = Field(min_length=1, max_length=32)
    at: Moment  # the very text the digest was made over; another form of it has another digest
    actor: Plain = Field(max_length=64)
    payload: Payload
    prev: Plain = Field(max_length=64)
    digest: str = Field(pattern=DIGEST)
    blobs: tuple[Annotated[str, Field(pattern=DIGEST)], ...] = ()
    seen: int = Field(default=0, ge=0, le=MAX_PLACE)  # the latest foreign place of the case that the window knew
    follows: str = Field(default="", max_length=36)  # this window's own act on the case that this one is built on


class KeptLetter(EntryLetter):
    """An entry as the city keeps it, read by every window of the county."""

    place: int = Field(ge=1, le=MAX_PLACE)  # the order of the case, for everybody
    standing: Standing = Standing.COUNTED
    receipt: Plain = Field(default="", max_length=40)
    seal: str = Field(default="", max_length=100)  # the city's signature over digest, place, standing and receipt


class BatchLetter(Letter):
    """Entries of one window, oldest first per case.

    ``told`` is the latest feed number the city told this window, ``told_seal`` the city's signature over it.
    """

    protocol: int = PROTOCOL
    told_seal: str = Field(default="", max_length=200)
    told: int = Field(default=0, ge=0, le=MAX_PLACE)
    entries: tuple[EntryLetter, ...] = Field(min_length=1, max_length=MAX_ENTRIES)


class Answer(StrEnum):
    """What the city says of one entry."""

    TAKEN = "taken"  # kept now
    AGAIN = "again"  # kept before; the receipt is the first one
    MISSING = "missing_blobs"
    EARLY = "early"  # an earlier version of the case has not come yet
    CONFLICT = "conflict"  # kept, but another act on the case came first: it stands aside
    CHANGED = "changed"  # same id, other content: both kept
    REFUSED = "refused"


class EntryAnswer(Letter):
    """The answer to one entry; receipt, place, standing and seal stand with taken, again and conflict."""

    id: str
    answer: Answer
    receipt: str = ""
    received_at: datetime | None = None
    place: int = 0
    standing: Standing = Standing.COUNTED
    seal: str = ""
    reason: str = ""
    missing: tuple[str, ...] = ()

    @property
    def delivered(self) -> bool:
        """True when the city has the entry for good."""
        return self.answer in (Answer.TAKEN, Answer.AGAIN, Answer.CONFLICT) and bool(self.receipt)


class Gap(Letter):
    """Feed numbers the city told once and no longer has: it was restored from an older copy."""

    after: int = Field(ge=0)
    until: int = Field(ge=0)


class BatchAnswer(Letter):
    """The answers in the order of the batch."""

    protocol: int
    answers: tuple[EntryAnswer, ...]
    city_time: datetime
    told: int = 0  # the latest feed number of the county
    told_seal: str = ""
    lacks: tuple[Gap, ...] = ()


class CarriedAnswer(BatchAnswer):
    """The city's answer to a carried package; the county's entries after ``since``, up to ``cursor``, lie beside it."""

    package: str  # the package that is answered
    since: int = Field(ge=0, le=MAX_PLACE)
    cursor: int = Field(ge=0, le=MAX_PLACE)
    more: bool = False


class CityEntries(Letter):
    """What the county's other windows and the city did since a cursor (a feed number)."""

    protocol: int
    entries: tuple[KeptLetter, ...]
    cursor: int
    more: bool = False
    told_seal: str = ""  # over the cursor
    lacks: tuple[Gap, ...] = ()


class AnchorAnswer(Letter):
    """The last entry of the asking window that the city keeps; ``seq`` 0 and no digest when it keeps none."""

    protocol: int
    window: str = Field(max_length=32)
    seq: int = Field(ge=0, le=MAX_NUMBER)
    digest: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")


class FeedSum(Letter):
    """One digest over what others than the asking window wrote in a stretch of the feed (``chain.feed_line``)."""

    protocol: int
    count: int = Field(ge=0, le=MAX_PLACE)
    digest: str = Field(pattern=DIGEST)


class OfferLetter(Letter):
    """Entries the city told of before it was restored, offered again under their seals."""

    protocol: int = PROTOCOL
    entries: tuple[KeptLetter, ...] = Field(min_length=1, max_length=MAX_ENTRIES)


class OfferAnswer(Letter):
    """How many of them the city lacked and has now."""

    protocol: int
    taken: int
    refused: int


class Health(Letter):
    """The city is there and speaks this protocol; a captive portal cannot say this."""

    service: str
    protocol: int
    city_time: datetime


class CityCard(Letter):
    """Who the city says it is, to anybody; people compare the fingerprint of the two keys with their paper."""

    city_name: str = Field(max_length=64)
    sign_key: str = Field(pattern=DIGEST)  # Ed25519, hex
    box_key: str = Field(pattern=DIGEST)  # X25519, hex


class EnrolLetter(Letter):
    """A window enrols with the code of its invitation."""

    code: str = Field(min_length=20, max_length=40)
    window: str = Field(pattern=r"^[0-9]{6}-[0-9]{2}$")
    sign_key: str = Field(pattern=DIGEST)
    box_key: str = Field(pattern=DIGEST)
    proof: str = Field(pattern=r"^[0-9a-f]{128}$")  # signature by sign_key over models.rules.invites.proof_text
    label: str = Field(default="", max_length=64)  # what the window calls itself; the invitation's word counts


class EnrolAnswer(Letter):
    """What an enrolled window keeps: its secret, and the keys it checks and seals with."""

    window: str
    token: str = Field(min_length=20)
    city_sign_key: str = Field(pattern=DIGEST)
    city_box_key: str = Field(pattern=DIGEST)
    city_name: str


class NeighbourKey(Letter):
    """A window's keys for a time; ``until`` is "" while they are its own."""

    sign_key: str = Field(pattern=DIGEST)
    box_key: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    since: str = Field(default="", max_length=40)
    until: str = Field(default="", max_length=40)


class NeighbourLetter(Letter):
    """A window of the county, with every key it ever had."""

    name: str = Field(max_length=32)
    label: str = Field(max_length=64)
    revoked: bool = False
    keys: tuple[NeighbourKey, ...] = ()


class NeighboursAnswer(Letter):
    """All windows of the asker's county, under the city's seal."""

    protocol: int
    windows: tuple[NeighbourLetter, ...]
    seal: str = Field(default="", max_length=200)


class PackCard(Letter):
    """A city pack the city published, under its seal; the file itself is had by city and version."""

    city: str = Field(pattern=PACK_NAME)
    version: str = Field(pattern=PACK_NAME)
    document: str = Field(max_length=100)  # 文号
    effective: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    digest: str = Field(pattern=DIGEST)
    size: int = Field(ge=1, le=MAX_PACK_BYTES)
    seal: str = Field(max_length=100)


class PacksAnswer(Letter):
    """Every pack that was published, newest first."""

    protocol: int
    packs: tuple[PackCard, ...]


class Trouble(Letter):
    """The body of every error answer of the city."""

    code: str
    sentence: str


def region_of(window: str) -> str:
    """The county of a window or of the city's own chain: ``140581`` of ``140581-03`` and of ``city-140581``."""
    return window.removeprefix(CITY).split("-", maxsplit=1)[0]


def told_text(region: str, told: int, digest: str) -> bytes:
    """What the city signs when it names a feed number: with the digest of the entry that stands there, "" for none."""
    return f"told|{region}|{told}|{digest}".encode()


def sealed_text(digest: str, place: int, standing: str, receipt: str) -> bytes:
    """What the city signs when it keeps an entry."""
    return f"{digest}|{place}|{standing}|{receipt}".encode()


def neighbours_text(windows: Sequence[NeighbourLetter]) -> bytes:
    """What the city signs when it tells of a county's windows."""
    plain = json.dumps([one.model_dump() for one in windows], ensure_ascii=False, sort_keys=True)
    return f"windows|{hashlib.sha256(plain.encode()).hexdigest()}".encode()


def pack_text(card: PackCard) -> bytes:
    """What the city signs when it publishes a pack."""
    return f"pack|{card.city}|{card.version}|{card.document}|{card.effective}|{card.digest}".encode()
