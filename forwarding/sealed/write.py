"""Making a package: written beside its place, made durable, read back whole, and only then given its name."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from forwarding.sealed import frame, read
from forwarding.sealed.body import SealingWriter
from forwarding.sealed.suite import SUITE, key_id
from forwarding.sealed.trouble import PackageTrouble, writing
from forwarding.sealed.zipping import fill

ENDING = ".tqp"
PART = ".part"
"""Ending of a package that is still being written."""
_WAITS = (0.05, 0.1, 0.3, 0.6)
_HELD = (5, 32, 33)  # Windows: access denied, sharing violation, lock violation


@dataclass(frozen=True, slots=True)
class PackageReceipt:
    """What was made: enough for the log, and for a person who holds the stick."""

    package: str
    number: int
    path: Path
    size: int  # bytes
    digest: str  # the digest that was signed, in hex
    letters: int
    blobs: int


def write_package(
    path: Path,
    fields: frame.Fields,
    letters: Iterable[bytes],
    blobs: Iterable[tuple[str, bytes]],
    sign_key: bytes,
    receiver_public: bytes,
    *,
    answers: bytes | None = None,
) -> PackageReceipt:
    """Make the package ``path``; it is there whole and verified when this returns, and not there when this raises.

    Args:
        fields: what the header says; its counts are those of ``letters`` and ``blobs``.
        letters: JSON of one letter each, without line ends; taken one by one.
        blobs: digest and bytes, each once; taken one by one, so that one is in memory at a time.
        sign_key: the sender's Ed25519 key, 32 bytes; receiver_public: the receiver's X25519 key, 32 bytes.
        answers: JSON of the city's answer, to a window only.

    Raises: PackageTrouble: full, gone, readonly, exists, unverified, too_large; what ``letters`` and ``blobs``
        raise; ValueError for counts, lines or digests that are not as said, a bug of the caller.
    """
    made = frame.Header(
        **fields.model_dump(),
        sender_key=key_id(SUITE.sign_public(sign_key)),
        receiver_key=key_id(receiver_public),
    )
    content_key = SUITE.new_content_key()
    with _part_beside(path) as part:
        with _created(part) as file:
            out = _Signed(file)
            head = frame.packed(made, SUITE)
            out.write(head)
            out.write(SUITE.seal(content_key, receiver_public, head))
            body = SealingWriter(out.write, SUITE, content_key, hashlib.sha256(head).digest())
            counted = fill(body, letters, answers, blobs)
            body.finish()
            out.sign(sign_key)
        if counted != (made.letters, made.blobs):
            raise ValueError(f"{counted} letters and blobs, the header says {(made.letters, made.blobs)}")
        seen = _read_back(part, made, sign_key, content_key)
        _name(part, path)
    return PackageReceipt(
        made.package, made.number, path, seen.size, seen.digest.hex(), made.letters, made.blobs
    )


class _Signed:
    """A file whose bytes are counted and hashed on their way, and signed at the end."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._running, self._size = file, SUITE.running(), 0

    def write(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > frame.MAX_PACKAGE:
            raise PackageTrouble("too_large", "file")
        self._running.update(data)
        with writing():
            self._file.write(data)

    def sign(self, key: bytes) -> None:
        """The signature, and everything durable."""
        self.write(SUITE.sign(key, self._running.digest()))
        with writing():
            self._file.flush()
            os.fsync(self._file.fileno())


@contextmanager
def _part_beside(path: Path) -> Iterator[Path]:
    """A name beside ``path`` nobody else has; whatever stands under it afterwards is removed."""
    part = path.with_name(f"{path.name}.{uuid4().hex[:8]}{PART}")
    try:
        yield part
    finally:
        with suppress(OSError):  # the stick may be out; there is nothing to tell that is not told already
            part.unlink(missing_ok=True)


@contextmanager
def _created(part: Path) -> Iterator[BinaryIO]:
    with writing():
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        file = os.fdopen(os.open(part, flags, 0o600), "wb")
    try:
        yield file
    finally:
        with writing():
            file.close()


def _read_back(part: Path, made: frame.Header, sign_key: bytes, content_key: bytes) -> read.Seen:
    """Signature, every chunk, every letter and every blob, from the disk where the system lets us."""
    try:
        with read.opened(part) as file:
            if sys.platform == "linux":
                with suppress(OSError):  # advice only; a stick that is out is told by the reading
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)  # not what memory still holds of it
            seen = read.look(file)
            if not read.holds(seen, SUITE.sign_public(sign_key)):
                raise PackageTrouble("unverified", "signature")
            read.contents_of(file, seen, content_key).check(made)
            return seen
    except PackageTrouble as error:
        raise PackageTrouble("gone" if error.code == "unreadable" else "unverified", error.reason) from error


def _name(part: Path, path: Path) -> None:
    """Give the finished file its name, which must be free; the name is claimed first, so that nothing is replaced."""
    with writing():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            _replace(part, path)
            if sys.platform != "win32":
                _fsync_folder(path.parent)
        except OSError:
            with suppress(OSError):  # the first trouble is the one to tell
                path.unlink(missing_ok=True)
            raise


def _replace(part: Path, path: Path) -> None:
    """``os.replace`` that waits out a virus scanner, which looks at every new file on a stick; about 1 s in all."""
    for wait in _WAITS:
        try:
            os.replace(part, path)
            return
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(wait)
    os.replace(part, path)


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
