"""Streams out of a compound file (the container of old Office files), read no further than is needed to look into one.

Every chain of the file is followed to its end, the ones nobody asked for too: another reader would go round a ring for
ever, and make room for a sector that lies far beyond the end of the file.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator, Sequence

_HEADER = 512
_LAST = 0xFFFFFFFA  # sector numbers from here on are marks
_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
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
    told = [_told(directory[at : at + _ENTRY]) for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    small = file.chain(told[0][2]) if told else b""
    found = [(name, file.stream(start, size, small)) for name, kind, start, size in told if kind == 2]
    yield from (stream for name, stream in found if name.lower() in names)


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
        table = b"".join(map(self._sector, self._tables()))
        self._next = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
        small = self.chain(struct.unpack_from("<I", data, 60)[0])
        self._next_small = struct.unpack(f"<{len(small) // 4}I", small[: len(small) // 4 * 4])

    def chain(self, start: int) -> bytes:
        """The bytes of a chain of sectors."""
        return b"".join(map(self._sector, _chain(start, self._next)))

    def stream(self, start: int, size: int, small: bytes) -> bytes:
        """A stream, from the large sectors or from ``small``, the small ones."""
        if not size and (start == _END or len(self._next_small) <= start <= self._count):
            return b""  # some write a first sector even where there is none
        if size >= _SMALL:
            return self.chain(start)[:size]
        places = (at * _SMALL_SECTOR for at in _chain(start, self._next_small))
        return b"".join(small[place : place + _SMALL_SECTOR] for place in places)[:size]

    def _sector(self, number: int) -> bytes:
        place = (number + 1) * self._size
        if place >= len(self._data):
            raise ValueError("a sector that is not there")
        return self._data[place : place + self._size]

    def _tables(self) -> list[int]:
        """The sectors that hold the table of which follows which."""
        found = [n for n in struct.unpack_from("<109I", self._data, 76) if n != _FREE]
        more = struct.unpack_from("<I", self._data, 68)[0]
        while more < _LAST:
            *numbers, more = struct.unpack(f"<{self._size // 4}I", self._sector(more).ljust(self._size, b"\xff"))
            found += [n for n in numbers if n != _FREE]
            if len(found) > self._count:
                raise ValueError("more tables than sectors")
        return found


def _chain(start: int, follows: Sequence[int]) -> list[int]:
    """The numbers of a chain, none twice."""
    found: list[int] = []
    while start != _END:
        if start >= len(follows) or len(found) > len(follows):
            raise ValueError("a chain that leads nowhere")
        found.append(start)
        start = follows[start]
    return found
