"""Fetches papers and scans of other windows and the city: in parts, and on from where a line broke."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from forwarding.client import CityLine
from forwarding.pacing import Pace, PartSize
from models.store import county

if TYPE_CHECKING:
    from models.store.store import Store

_AT_ONCE, _KNOWN = 3, 50  # fetched in one pass, looked through for the one under way
_PDF, _PDF_TYPE, _OTHER = b"%PDF", "application/pdf", "application/octet-stream"


class Fetches:
    """What this window has still to get; the one under way is kept in memory only, at most 50 MB."""

    def __init__(self, store: Store, line: CityLine, pace: Pace) -> None:
        self._store, self._line, self._pace = store, line, pace
        self._part = PartSize(pace)
        self._digest, self._data = "", bytearray()

    @property
    def unfinished(self) -> bool:
        """Whether one has come in part."""
        return bool(self._digest)

    def fetch(self) -> None:
        """Get some, or parts of one, as long as the pass may take.

        Raises:
            LineTrouble: the line or the city; what has come of the one under way is kept.
        """
        end = self._pace.watch() + self._pace.budget
        wanted = county.wanted(self._store, _KNOWN)
        for digest in sorted(wanted, key=lambda one: one != self._digest)[:_AT_ONCE]:
            if digest != self._digest:
                self._digest, self._data = digest, bytearray()
            while self._digest:
                if self._pace.watch() >= end:
                    return
                self._step(digest)
        self._digest, self._data = "", bytearray()

    def _step(self, digest: str) -> None:
        began = self._pace.watch()
        got = self._line.get_part(digest, len(self._data), self._part.bytes)
        if got is None:
            self._end(kept=False)
            return
        self._data += got[0]
        if len(got[0]) == self._part.bytes:
            self._part.learn(began)
        if len(self._data) >= got[1]:
            self._end(kept=hashlib.sha256(self._data).hexdigest() == digest)

    def _end(self, *, kept: bool) -> None:
        """Whole and sound, or not to be had for now: then it is tried again later, but not for ever."""
        digest, data = self._digest, bytes(self._data)
        self._digest, self._data = "", bytearray()
        if kept:
            county.fetched(self._store, digest, data, media_of(data))
        else:
            county.not_fetched(self._store, digest)


def media_of(data: bytes) -> str:
    """The MIME type of a blob that came without one."""
    return _PDF_TYPE if data[:4] == _PDF else _OTHER
