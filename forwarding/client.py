"""HTTP to the city over one kept-alive connection. Success means 2xx **and** a letter that names what was sent.

Every failure is a ``LineTrouble`` with a code the queue acts on; ``failures`` has them all. Nothing is ever sent in the
clear but to this machine itself, no redirect is followed, no certificate passed over.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode, urlsplit

import urllib3
from pydantic import BaseModel, ValidationError

from forwarding import failures, seals
from forwarding.failures import RateLimited
from forwarding.wire import (
    LENGTH,
    OFFSET,
    PART,
    PROTOCOL,
    AnchorAnswer,
    BatchAnswer,
    BatchLetter,
    CityCard,
    CityEntries,
    EnrolAnswer,
    EnrolLetter,
    FeedSum,
    Health,
    NeighboursAnswer,
    OfferAnswer,
    OfferLetter,
    PackCard,
    PacksAnswer,
    sealed_text,
)

if TYPE_CHECKING:
    from models.store.rows import Mark

__all__ = ["CityLine", "RateLimited"]

SERVICE = "tongquan-city"
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_BYTES = "application/octet-stream"
LetterT = TypeVar("LetterT", bound=BaseModel)


class CityLine:
    """The road to one city. Not shared between threads.

    Args:
        base_url: e.g. ``https://host``; plain http only to the loopback.
        token: this window's secret.
        city_key: the city's key, 32 bytes; without one (a window entered by hand) its seals are not checked.
        ca_file: the city's own certificate authority, pinned when given.
    """

    def __init__(
        self, base_url: str, token: str, *, city_key: bytes = b"", ca_file: str | None = None, timeout: float = 10.0
    ) -> None:
        self._base, self._city_key = base_url.rstrip("/"), city_key
        parts = urlsplit(self._base)
        self._barred = parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE)
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        wait = urllib3.Timeout(connect=min(timeout, 5.0), read=timeout)
        if ca_file:
            self._pool = urllib3.PoolManager(timeout=wait, retries=False, maxsize=1, ca_certs=ca_file)
        else:
            self._pool = urllib3.PoolManager(timeout=wait, retries=False, maxsize=1)

    def close(self) -> None:
        """Drop the connection."""
        self._pool.clear()

    def health(self) -> Health:
        """The city is there, is ours and speaks this protocol."""
        letter = self._letter(Health, self._ask("GET", "/v1/health"))
        if letter.service != SERVICE:
            raise failures.captive("这个地址上不是市级平台")
        if letter.protocol != PROTOCOL:
            raise failures.upgrade(letter.protocol)
        return letter

    def send(self, batch: BatchLetter) -> BatchAnswer:
        """Post a batch; the answer names each entry of it, in order."""
        body = batch.model_dump_json().encode()
        answer = self._letter(BatchAnswer, self._ask("POST", "/v1/entries", body, "application/json"))
        if tuple(a.id for a in answer.answers) != tuple(e.id for e in batch.entries):
            raise failures.protocol("回执与所送记录对不上")
        if answer.protocol != PROTOCOL:
            raise failures.upgrade(answer.protocol)
        seals.check_answers(self._city_key, batch.entries, answer.answers)
        return answer

    def has_blob(self, digest: str) -> bool:
        """Whether the city keeps this blob already."""
        return self.blob_offset(digest) is None

    def blob_offset(self, digest: str) -> int | None:
        """How many bytes of a blob the city has from this window; None when it has it whole."""
        answer = self._ask("HEAD", f"/v1/blobs/{digest}", allow=(404,))
        had = _count(answer)
        return None if answer.status == 200 else had

    def put_blob(self, digest: str, data: bytes) -> None:
        """Store a blob, a large one in parts and from where it was left; the city checks its digest."""
        if len(data) <= PART:
            if self._ask("PUT", f"/v1/blobs/{digest}", data, _BYTES).status != 201:
                raise failures.captive()
            return
        offset = self.blob_offset(digest)
        while offset is not None:
            offset = self.put_part(digest, offset, data[offset : offset + PART], len(data))

    def put_part(self, digest: str, offset: int, data: bytes, length: int) -> int | None:
        """Go on with a blob of ``length`` bytes; returns where to go on next, None when the city has it whole."""
        more = {OFFSET: str(offset), LENGTH: str(length)}
        answer = self._ask("PATCH", f"/v1/blobs/{digest}", data, _BYTES, allow=(409,), more=more)
        had = _count(answer)
        return None if answer.status == 201 else had

    def get_part(self, digest: str, offset: int, size: int) -> tuple[bytes, int] | None:
        """Up to ``size`` bytes of a blob from ``offset`` on and its whole length; None when the city has none."""
        more = {"Range": f"bytes={offset}-{offset + size - 1}"}
        answer = self._ask("GET", f"/v1/blobs/{digest}", allow=(404,), more=more)
        if answer.status == 404 and "json" in answer.headers.get("Content-Type", ""):
            return None
        if answer.status == 200:  # whoever stands between keeps no ranges: all of it came
            return answer.data[offset:], len(answer.data)
        _, _, length = answer.headers.get("Content-Range", "").rpartition("/")
        if not length.isdigit() or not answer.data:
            raise failures.protocol("取回的附件说不清长度")
        return answer.data, int(length)

    def entries_since(self, cursor: int, *, own: bool = False, told: tuple[int, str] = (0, "")) -> CityEntries:
        """What the county did since ``cursor``, a page of it; with ``own`` this window's entries too.

        Args:
            told: the latest feed number the city ever told this window, and its signature over it.
        """
        asked = {"since": cursor, "told": told[0], "told_seal": told[1], **({"own": 1} if own else {})}
        letter = self._letter(CityEntries, self._ask("GET", f"/v1/entries?{urlencode(asked)}"))
        seals.check_kept(self._city_key, letter.entries)
        return letter

    def anchor(self) -> AnchorAnswer | None:
        """The last entry of this window that the city keeps; None from a city that tells no such thing."""
        return self._told(AnchorAnswer, "/v1/anchor")

    def feed_sum(self, after: int, until: int) -> FeedSum | None:
        """The city's sum of what others wrote in a stretch of the county's feed; None from a city that sums nothing."""
        return self._told(FeedSum, f"/v1/feed-sum?after={after}&until={until}")

    def vouches(self, digest: str, mark: Mark) -> bool:
        """Whether the city's word on an entry bears its seal; where no key is known nothing can be said against it."""
        text = sealed_text(digest, mark.place, mark.standing, mark.receipt)
        return not self._city_key or seals.holds(self._city_key, mark.seal, text)

    def offer(self, letter: OfferLetter) -> OfferAnswer:
        """Offer again what the city kept before it was restored from an older copy."""
        body = letter.model_dump_json().encode()
        return self._letter(OfferAnswer, self._ask("POST", "/v1/entries/offered", body, "application/json"))

    def neighbours(self) -> NeighboursAnswer | None:
        """The windows of this county with their public keys, under the city's seal; None where no list is kept."""
        told = self._told(NeighboursAnswer, "/v1/windows")
        if told is not None:
            seals.check_neighbours(self._city_key, told)
        return told

    def packs(self) -> PacksAnswer:
        """The packs the city published; whoever takes one checks its seal (``forwarding.packs``)."""
        return self._letter(PacksAnswer, self._ask("GET", "/v1/packs"))

    def pack(self, card: PackCard) -> bytes:
        """The file of a pack, checked against its card."""
        answer = self._ask("GET", f"/v1/packs/{card.city}/{card.version}")
        if hashlib.sha256(answer.data).hexdigest() != card.digest:
            raise failures.protocol("取回的政策包与摘要不符")
        return answer.data

    def city(self) -> CityCard:
        """Who the city says it is; asked before there is a token."""
        return self._letter(CityCard, self._ask("GET", "/v1/city"))

    def enrol(self, letter: EnrolLetter) -> EnrolAnswer:
        """Hand in the code of an invitation."""
        body = letter.model_dump_json().encode()
        return self._letter(EnrolAnswer, self._ask("POST", "/v1/enrol", body, "application/json"))

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        kind: str = "",
        *,
        allow: tuple[int, ...] = (),
        more: dict[str, str] | None = None,
    ) -> urllib3.BaseHTTPResponse:
        if self._barred:
            raise failures.plaintext()
        headers = {**self._headers, **({"Content-Type": kind} if kind else {}), **(more or {})}
        try:
            answer = self._pool.request(method, self._base + path, body=body, headers=headers, redirect=False)
        except urllib3.exceptions.HTTPError as error:
            raise failures.of_error(error) from error
        if answer.status in allow or 200 <= answer.status < 300:
            return answer
        raise failures.of_answer(answer.status, answer.headers, answer.data)

    def _told(self, kind: type[LetterT], path: str) -> LetterT | None:
        """What a city need not tell: None where it says in its own words that it has no such address."""
        answer = self._ask("GET", path, allow=(404,))
        if answer.status != 404:
            return self._letter(kind, answer)
        if not failures.says(answer.data):
            raise failures.captive("这个地址上不是市级平台")
        return None

    @staticmethod
    def _letter(kind: type[LetterT], answer: urllib3.BaseHTTPResponse) -> LetterT:
        if "json" not in answer.headers.get("Content-Type", ""):
            raise failures.captive()
        try:
            return kind.model_validate_json(answer.data)
        except ValidationError as error:
            raise failures.protocol("回执读不出来") from error


def _count(answer: urllib3.BaseHTTPResponse) -> int:
    """The offset an answer of the city tells; somebody else's 404 or 409 tells none."""
    told = answer.headers.get(OFFSET, "")
    if not told.isdigit():
        raise failures.captive("这个地址上不是市级平台")
    return int(told)
