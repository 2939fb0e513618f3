"""Blobs that come in parts over a slow line: what has come so far lies on the disk and is gone on from there.

Each window has parts of its own, so that two windows bringing one blob at once never write into one file; whoever is
whole first puts it on the shelf.
"""

from __future__ import annotations

import hashlib
import os
from datetime import datetime, timedelta
from pathlib import Path

from city.shelf import Shelf, sync_folder
from forwarding.wire import MAX_BLOB_BYTES

KEPT = timedelta(days=7)
SWEEP_EVERY = timedelta(hours=1)


class WrongOffset(Exception):
    """The part does not go on where the last one ended; ``offset`` is where that was."""

    def __init__(self, offset: int) -> None:
        super().__init__(str(offset))
        self.offset = offset


class TooLong(Exception):
    """More bytes than were told of, or than a blob may have; what had come is dropped."""


class Parts:
    """The folder of what has not come whole."""

    def __init__(self, shelf: Shelf, folder: Path) -> None:
        self._shelf, self._folder = shelf, folder
        self._swept: datetime | None = None

    def offset(self, window: str, digest: str) -> int:
        """How many bytes of a blob this window has brought so far."""
        try:
            return self._path(window, digest).stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, window: str, digest: str, offset: int, length: int, data: bytes, now: datetime) -> bool:
        """Go on with a blob of ``length`` bytes at ``offset``; durable when this returns.

        Returns: whether the blob is whole now.

        Raises:
            WrongOffset: the part belongs elsewhere; nothing was written.
            TooLong, WrongDigest (city.shelf): it can never become that blob; what had come was dropped.
        """
        if self._shelf.has(digest):
            self._path(window, digest).unlink(missing_ok=True)
            return True
        self._sweep_now_and_then(now)
        path, had = self._path(window, digest), self.offset(window, digest)
        if had != offset:
            raise WrongOffset(had)
        if not 0 < length <= MAX_BLOB_BYTES or offset + len(data) > length:
            path.unlink(missing_ok=True)
            raise TooLong(digest)
        try:
            _write(path, offset, data, now)
            if offset + len(data) < length:
                return False
            self._finish(path, digest, now)
        except FileNotFoundError:  # the same part sent twice at once: the other request ended it
            if not self._shelf.has(digest):
                raise WrongOffset(0) from None
        return True

    def sweep(self, now: datetime) -> int:
        """Drop what nobody has gone on with for a week; returns how many."""
        gone = 0
        for path in self._folder.glob("*/*"):
            try:
                if path.stat().st_mtime < (now - KEPT).timestamp():
                    path.unlink()
                    gone += 1
            except FileNotFoundError:
                continue  # another process was faster
        return gone

    def _finish(self, path: Path, digest: str, now: datetime) -> None:
        """What was checked is what is put on the shelf: a request that comes late cannot write into it."""
        try:
            self._shelf.put(digest, path.read_bytes(), now)
        finally:
            path.unlink(missing_ok=True)

    def _sweep_now_and_then(self, now: datetime) -> None:
        if self._swept is None or now - self._swept > SWEEP_EVERY:
            self._swept = now
            self.sweep(now)

    def _path(self, window: str, digest: str) -> Path:
        return self._folder / hashlib.sha256(window.encode()).hexdigest()[:16] / digest


def _write(path: Path, offset: int, data: bytes, now: datetime) -> None:
    """Bytes at their place: the same part sent twice at once writes the same bytes twice."""
    new = not path.parent.is_dir()
    path.parent.mkdir(parents=True, exist_ok=True)
    begin = os.O_CREAT if offset == 0 else 0  # going on never makes a file with a hole before it
    number = os.open(path, os.O_WRONLY | begin | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(number, "wb") as file:
        file.seek(offset)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.utime(path, (now.timestamp(), now.timestamp()))
    if offset == 0:
        sync_folder(path.parent)
    if new:
        sync_folder(path.parent.parent)
