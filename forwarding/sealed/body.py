"""The body: chunks of 1 MiB, each sealed for its place (the STREAM construction), read at any place in little memory.

A chunk's nonce is its number and a flag that only the last one carries, so that chunks can be neither moved nor
left off. The content key is of this package alone; every chunk is bound to the digest of the head. The plain
bytes are never written to a disk: a chunk is opened when it is asked for and forgotten with the next one.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO

from forwarding.sealed.suite import Suite
from forwarding.sealed.trouble import PackageTrouble, reading

CHUNK = 1 << 20


def _nonce(suite: Suite, number: int, last: bool) -> bytes:
    return number.to_bytes(suite.nonce - 1, "big") + (b"\x01" if last else b"\x00")


class SealingWriter(io.RawIOBase):
    """Takes plain bytes and hands sealed chunks to ``out``; ``finish`` hands over the last."""

    def __init__(self, out: Callable[[bytes], object], suite: Suite, content_key: bytes, bound: bytes) -> None:
        super().__init__()
        self._out, self._suite, self._bound = out, suite, bound
        self._cipher = suite.cipher(content_key)
        self._number = 0
        self._kept = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        """Take ``data``; a chunk goes out once it is known not to be the last."""
        view = memoryview(data).cast("B")  # type: ignore[arg-type]  # any buffer, as RawIOBase promises
        for start in range(0, len(view), CHUNK):
            self._kept += view[start : start + CHUNK]
            while len(self._kept) > CHUNK:
                self._hand_over(bytes(self._kept[:CHUNK]), last=False)
                del self._kept[:CHUNK]
        return len(view)

    def finish(self) -> None:
        """Seal what is left as the last chunk; an empty body has one empty chunk."""
        self._hand_over(bytes(self._kept), last=True)
        self._kept.clear()

    def _hand_over(self, chunk: bytes, *, last: bool) -> None:
        self._out(self._cipher.encrypt(_nonce(self._suite, self._number, last), chunk, self._bound))
        self._number += 1


class SealedBody:
    """The plain bytes of a body, taken at any place; one chunk is held at a time.

    Args:
        file: the package; its place is moved.
        start: where the body begins in the file; end: where the signature begins.
        bound: the digest of the head.

    Raises: PackageTrouble: damaged (a length no body has, or a chunk that is not what was sealed), unreadable.
    """

    def __init__(self, file: BinaryIO, start: int, end: int, suite: Suite, content_key: bytes, bound: bytes) -> None:
        self._file, self._start, self._suite, self._bound = file, start, suite, bound
        self._cipher = suite.cipher(content_key)
        self._chunks = max(1, -(-(end - start) // (CHUNK + suite.tag)))
        self._left = end - start - (self._chunks - 1) * (CHUNK + suite.tag)  # sealed bytes of the last chunk
        if self._left < suite.tag + (self._chunks > 1):
            raise PackageTrouble("damaged", "length of the body")
        self.size = (self._chunks - 1) * CHUNK + self._left - suite.tag
        self._number, self._open = -1, b""

    def take(self, place: int, size: int) -> bytes:
        """``size`` plain bytes from ``place`` on; fewer where the body ends."""
        end = min(place + size, self.size)
        parts = []
        while place < end:
            number, offset = divmod(place, CHUNK)
            parts.append(self._chunk(number)[offset : offset + end - place])
            place += len(parts[-1])
        return b"".join(parts)

    def _chunk(self, number: int) -> bytes:
        if number != self._number:
            last = number == self._chunks - 1
            plain = self._cipher.decrypt(_nonce(self._suite, number, last), self._sealed(number, last), self._bound)
            if plain is None:
                raise PackageTrouble("damaged", f"chunk {number}")
            self._number, self._open = number, plain
        return self._open

    def _sealed(self, number: int, last: bool) -> bytes:
        with reading():
            self._file.seek(self._start + number * (CHUNK + self._suite.tag))
            return exactly(self._file, self._left if last else CHUNK + self._suite.tag)


def exactly(file: BinaryIO, size: int) -> bytes:
    """``size`` bytes of a raw file, which may give fewer at a time.

    Raises: PackageTrouble: unreadable (the file became shorter); OSError as it comes.
    """
    parts, left = [], size
    while left:
        part = file.read(left)
        if not part:
            raise PackageTrouble("unreadable", "the file became shorter")
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
