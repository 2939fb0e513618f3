"""How large a workbook says it is, found out before its reader makes room for that.

The reader lays a sheet out as one rectangle from its first to its last filled cell. A stray value in the last cell of
an xlsx, or one wrong byte in an old xls, asks for more memory than there is, and the whole program would end: there
is nothing to catch. So the outermost filled cells are found here first, by reading no more than their places.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from xml.parsers.expat import ParserCreate

from models.packs.compound import streams

_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_MARK = b"sheetData"  # what every sheet of an xlsx has, wherever it lies
_ROWS, _COLUMNS = 65536, 256  # of an xls
_BOUND, _DIMENSIONS, _END, _RUN = 0x0085, 0x0200, 0x000A, 0x00BD
_CELLS = frozenset((0x0003, 0x0004, 0x0006, 0x0203, 0x0204, 0x0205, 0x0207, 0x027E, 0x00D6, 0x00FD, _RUN))


class _Outermost:
    """Listens to the XML of one sheet."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._row = self._column = 0  # from 1, of the cell that is open
        self._in_cell = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A row or a cell may say where it is; one that does not comes behind the one before."""
        match name.rpartition(":")[2]:
            case "row":
                self._row = int(attributes["r"][:9]) if "r" in attributes else self._row + 1
                self._column = 0
            case "c":
                self._cell(attributes.get("r"))
            case "v" | "is" | "f" if self._in_cell:  # one without is only coloured in
                self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)

    def end(self, name: str) -> None:
        """A cell is over."""
        self._in_cell = self._in_cell and name.rpartition(":")[2] != "c"

    def _cell(self, place: str | None) -> None:
        self._in_cell, self._column = True, self._column + 1
        if place is not None:
            found = _PLACE.fullmatch(place)
            if found is None:
                raise ValueError(f"no place of a cell: {place[:20]!r}")
            self._row, self._column = int(found[2]), _column(found[1])


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def of_xlsx(members: Iterable[bytes]) -> int:
    """Cells of the largest sheet among the members of an xlsx.

    Raises:
        ValueError: a cell lies nowhere; ExpatError: a sheet is no XML.
    """
    most = 0
    for data in members:
        if _MARK in data:
            seen, parser = _Outermost(), ParserCreate()
            parser.StartElementHandler, parser.EndElementHandler = seen.start, seen.end
            parser.Parse(data, True)
            most = max(most, seen.rows * seen.columns)
    return most


def of_xls(data: bytes) -> int:
    """Cells of the largest sheet of an xls.

    Raises:
        ValueError: no book in it, or a sheet larger than there are; struct.error: cut short.
    """
    books = tuple(streams(data, ("workbook", "book")))
    if not books:
        raise ValueError("no book in the file")
    return max(_largest(book) for book in books)


def _largest(book: bytes) -> int:
    starts = {0, *(struct.unpack_from("<I", body)[0] for kind, body in _records(book, 0) if kind == _BOUND)}
    return max(_sheet(book, start) for start in starts)


def _sheet(book: bytes, start: int) -> int:
    rows = columns = 0
    for kind, body in _records(book, start):
        if kind == _DIMENSIONS:
            _believable(body)
        elif kind in _CELLS and len(body) >= 6:
            row, column = struct.unpack_from("<2H", body)
            last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _RUN else column
            rows, columns = max(rows, row + 1), max(columns, column + 1, last + 1)
    return rows * columns


def _believable(body: bytes) -> None:
    """The size a sheet states of itself: room is made for that too."""
    first, last, left, right = struct.unpack_from("<2I2H" if len(body) >= 14 else "<4H", body)
    if max(first, last) > _ROWS or max(left, right) > _COLUMNS or 0 < last < first or 0 < right < left:
        raise ValueError("a sheet larger than there are")


def _records(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place on to the end of their part."""
    at = start
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<2H", book, at)
        if kind == _END:
            return
        yield kind, book[at + 4 : at + 4 + size]
        at += 4 + size
