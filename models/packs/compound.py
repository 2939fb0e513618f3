"""Streams out of a compound file (the container of old Office files), read no further than is needed to look into one.

Every chain is followed at most as far as the file has sectors, so that a ring of them ends.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator
from itertools import islice

_HEADER = 512
_LAST = 0xFFFFFFFA  # sector numbers from here on are marks
_SMALL = 4096  # bytes; shorter streams lie in the small sectors of the root's own stream
_SMALL_SECTOR = 64
_ENTRY = 128


def streams(data: bytes, names: Collection[str]) -> Iterator[bytes]:
    """Every stream that has one of ``names``, written in small letters.

    Raises:
        ValueError: no compound file, or a chain that leads nowhere; struct.error: cut short.
    """
    file = _Compound(data)
    directory = file.chain(struct.unpack_from("<I", data, 48)[0])
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    for entry in entries:
        name, kind, start, size = _told(entry)
        if kind == 2 and name.lower() in names:
            yield file.stream(start, size, entries[0])


def _told(entry: bytes) -> tuple[str, int, int, int]:
    """Name, kind (2 is a stream), first sector, bytes."""
    length = struct.unpack_from("<H", entry, 64)[0]
    start, size = struct.unpack_from("<2I", entry, 116)
    return entry[: max(0, length - 2)].decode("utf-16-le", "replace"), entry[66], start, size


class _Compound:
    """The sectors of a file and which follows which."""

    def __init__(self, data: bytes) -> None:
        shift = struct.unpack_from("<H", data, 30)[0]
        if shift not in (9, 12):
            raise ValueError("no compound file")
        self._data, self._size = data, 1 << shift
        self._count = len(data) // self._size + 1
        tables = islice(self._tables(), self._count // (self._size // 4) + 1)  # no file needs more
        table = b"".join(map(self._sector, tables))
        self._next = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])

    def chain(self, start: int) -> bytes:
        """The bytes of a chain of sectors."""
        found: list[bytes] = []
        while start < _LAST and len(found) < self._count:
            found.append(self._sector(start))
            if start >= len(self._next):
                raise ValueError("a chain that leads nowhere")
            start = self._next[start]
        return b"".join(found)

    def stream(self, start: int, size: int, root: bytes) -> bytes:
        """A stream, from the large or the small sectors."""
        if size >= _SMALL:
            return self.chain(start)[:size]
        small, table = self.chain(_told(root)[2]), self.chain(struct.unpack_from("<I", self._data, 60)[0])
        parts: list[bytes] = []
        while start < _LAST and len(parts) * _SMALL_SECTOR < size:
            parts.append(small[start * _SMALL_SECTOR : (start + 1) * _SMALL_SECTOR])
            start = struct.unpack_from("<I", table, start * 4)[0]
        return b"".join(parts)[:size]

    def _sector(self, number: int) -> bytes:
        place = (number + 1) * self._size
        if place >= len(self._data):
            raise ValueError("a sector that is not there")
        return self._data[place : place + self._size]

    def _tables(self) -> Iterator[int]:
        """The sectors that hold the table of which follows which."""
        yield from (n for n in struct.unpack_from("<109I", self._data, 76) if n < _LAST)
        more, left = struct.unpack_from("<I", self._data, 68)[0], self._count
        while more < _LAST and left:
            *numbers, more = struct.unpack(f"<{self._size // 4}I", self._sector(more).ljust(self._size, b"\xff"))
            yield from (n for n in numbers if n < _LAST)
            left -= 1
