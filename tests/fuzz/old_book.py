"""A workbook of the kind of 1997 (xls), as small as one can be: records in one stream of a compound file."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

_SECTOR = 512
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def record(kind: int, data: bytes) -> bytes:
    """One record of the stream."""
    return struct.pack("<HH", kind, len(data)) + data


def cell(row: int, column: int, value: object) -> bytes:
    """A number or a text."""
    if isinstance(value, int):
        return record(0x0203, struct.pack("<3Hd", row, column, 0, value))
    text = str(value)
    return record(0x0204, struct.pack("<4HB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def dimensions(rows: int, columns: int) -> bytes:
    """How large the sheet says it is."""
    return record(0x0200, struct.pack("<2I3H", 0, rows, 0, columns, 0))


def stream(sheet: bytes, name: str = "清单") -> bytes:
    """The book with one sheet made of records."""
    begin = [record(0x0809, struct.pack("<4H2I", 0x0600, kind, 0, 1997, 0, 6)) for kind in (0x0005, 0x0010)]
    told = struct.pack("<2B", len(name), 1) + name.encode("utf-16-le")
    place = len(begin[0]) + 4 + 6 + len(told) + 4
    bound = record(0x0085, struct.pack("<IH", place, 0) + told)
    return begin[0] + bound + record(0x000A, b"") + begin[1] + sheet + record(0x000A, b"")


def compound(data: bytes, name: str = "Workbook") -> bytes:
    """A compound file with one stream, which is made long enough to lie in sectors of its own."""
    data = data.ljust(max(4096, -(-len(data) // _SECTOR) * _SECTOR), b"\0")
    count = len(data) // _SECTOR
    chain = [_FAT, _END, *range(3, count + 2), _END]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    root = _entry("Root Entry", 5, 1, _END, 0)
    head = struct.pack("<8s16x5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
                       0, 1, 1, 0, 4096, _END, 0, _END, 0)  # fmt: skip
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    directory = (root + _entry(name, 2, _FREE, 2, len(data))).ljust(_SECTOR, b"\0")
    return head + fat + directory + data


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    told = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sH2B3I16x4x16xIQ", told, len(told), kind, 1, _FREE, _FREE, child, start, size)


def old_book(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows of texts and whole numbers."""
    table = [list(row) for row in rows]
    cells = b"".join(cell(r, c, value) for r, row in enumerate(table) for c, value in enumerate(row))
    return compound(stream(dimensions(len(table), max(map(len, table))) + cells))
