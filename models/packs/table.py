"""Reading a list as it comes (xlsx, xls, csv, tab-separated or plain text) into rows of text.

What a file is is told from its bytes, not from its name. Merged cells hand their text down to every cell they
cover, and the row says which cells were filled so. Text may be UTF-8 (with or without mark), UTF-16 with its
mark (Excel's “Unicode 文本”) or GB18030. Anything else is refused with one sentence and nothing is kept.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import Path
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from models.errors import Refusal
from models.packs import extents

MAX_BYTES = 20 * 1024 * 1024
SWELLS = 10  # an unpacked workbook may be this many times the limit
MAX_CELLS = 2_000_000  # from the first to the last filled cell of a sheet
_DAMAGED = (
    CalamineError, BadZipFile, LZMAError, zlib.error, ExpatError, struct.error,
    OSError, ValueError, RuntimeError, EOFError,
)  # fmt: skip
_SAFE = "现用的清单没有改动"
_SAVE_AS = "请在表格软件里打开后另存为 xlsx 或 csv，再导入一次"
_PICTURES = {b"\x89PNG": "图片", b"\xff\xd8\xff": "图片", b"GIF8": "图片", b"%PDF": "PDF 文件"}
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|\?xml|table|meta)", re.IGNORECASE)
_OTHERS = {"content.xml", "xl/workbook.bin"}  # an ods or xlsb, whose sheets nobody has measured
_Grid = Sequence[Sequence[object]]
_Merges = Sequence[tuple[tuple[int, int], tuple[int, int]]]
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``number`` counts from 1 as the spreadsheet or editor shows it."""

    number: int
    cells: tuple[str, ...]
    inherited: frozenset[int] = frozenset()  # columns filled from a merged cell

    def cell(self, column: int) -> str:
        """The text of a column, empty beyond the row's end."""
        return self.cells[column] if 0 <= column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named run of rows; ``text`` is the decoded file when it was plain text."""

    name: str
    rows: tuple[Row, ...]
    text: str = ""


def read_table(source: Path | bytes, name: str = "") -> tuple[Sheet, ...]:
    """All sheets of a list.

    Raises:
        Refusal: not there, too large, empty, not a table, damaged or in an unknown encoding (codes
            ``list_not_found``, ``list_too_large``, ``list_empty``, ``list_not_a_table``, ``list_damaged``,
            ``list_encoding``).
    """
    name = name or (source.name if isinstance(source, Path) else "清单")
    data = _bytes(source, name)
    _refuse_what_is_no_table(data, name)
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return _workbook(data, name)
    text = _decode(data, name)
    delimiter = _delimiter(text, name)
    try:
        rows = tuple(_lines(text) if delimiter is None else _separated(text, delimiter))
    except csv.Error as trouble:  # a quotation mark that never ends takes in the rest of the file
        raise _damaged(name) from trouble
    return (Sheet(name, rows, text),)


def _bytes(source: Path | bytes, name: str) -> bytes:
    if isinstance(source, Path) and not source.is_file():
        raise Refusal(f"没有找到文件“{name}”", _SAFE, "请核对文件的位置再导入", code="list_not_found")
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if size > MAX_BYTES:
        raise Refusal(
            f"文件“{name}”有 {size // 1048576} MB，超过清单上限 {MAX_BYTES // 1048576} MB",
            _SAFE,
            "请只留清单一张表再导入",
            code="list_too_large",
        )
    return source.read_bytes() if isinstance(source, Path) else source


def _refuse_what_is_no_table(data: bytes, name: str) -> None:
    if not data.strip():
        raise Refusal(f"文件“{name}”是空的", _SAFE, "请换一份有内容的清单", code="list_empty")
    what = next((zh for magic, zh in _PICTURES.items() if data.startswith(magic)), "")
    if not what and _HTML.match(data[:200]):
        what = "网页"
    if what:
        raise Refusal(f"文件“{name}”不是表格，是{what}", _SAFE, _SAVE_AS, code="list_not_a_table")


def _workbook(data: bytes, name: str) -> tuple[Sheet, ...]:
    try:
        if _cells(data, name) > MAX_CELLS:
            raise _too_large(f"文件“{name}”里有的格子填得太远，不像一份清单")
        read = _read_by_calamine(data)
    except _DAMAGED as trouble:
        raise _damaged(name) from trouble
    return tuple(Sheet(title, tuple(_grid(grid, _apart(grid, merged, name)))) for title, grid, merged in read)


def _damaged(name: str) -> Refusal:
    return Refusal(f"文件“{name}”打不开，可能已损坏或加了密码", _SAFE, _SAVE_AS, code="list_damaged")


def _too_large(happened: str) -> Refusal:
    return Refusal(happened, _SAFE, _SAVE_AS, code="list_too_large")


def _read_by_calamine(data: bytes) -> list[tuple[str, _Grid, _Merges]]:
    """Title, cells and merged ranges of each sheet.

    Raises: whatever stands in ``_DAMAGED``.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_index(i) for i in range(len(book.sheet_names))]
        return [(one.name, one.to_python(skip_empty_area=False), one.merged_cell_ranges or []) for one in sheets]
    except BaseException as trouble:
        if type(trouble).__name__ == "PanicException":  # the reader is not Python; this is no Exception, nor importable
            raise ValueError("the reader gave up") from trouble
        raise


def _cells(data: bytes, name: str) -> int:
    """Cells the reader will make room for. An xlsx is a zip: a small one may hold gigabytes."""
    if not data.startswith(b"PK"):
        return extents.of_xls(data)
    with ZipFile(io.BytesIO(data)) as parts:
        whole = sum(part.file_size for part in parts.infolist())
        if whole > SWELLS * MAX_BYTES:
            raise _too_large(f"文件“{name}”展开后有 {whole // 1048576} MB，不像一份清单")
        names = {part.casefold() for part in parts.namelist()}
        if "xl/workbook.xml" not in names or names & _OTHERS:
            raise ValueError("not an xlsx")
        return extents.of_xlsx(parts.read(part) for part in parts.infolist())


def _apart(grid: _Grid, merged: _Merges, name: str) -> _Merges:
    """The merged ranges of a sheet, which cover no cell twice."""
    rows, columns = len(grid), len(grid[0]) if grid else 0
    covered = sum(
        max(0, min(bottom + 1, rows) - top) * max(0, min(right + 1, columns) - left)
        for (top, left), (bottom, right) in merged
    )
    if covered > rows * columns:
        raise _damaged(name)
    return merged


def _grid(grid: _Grid, merged: _Merges) -> Iterator[Row]:
    table = [[_text(value) for value in row] for row in grid]
    filled: dict[int, set[int]] = {}
    for (top, left), (bottom, right) in merged:
        for r in range(top, min(bottom + 1, len(table))):
            for c in range(left, min(right + 1, len(table[r]))):
                if (r, c) != (top, left):
                    table[r][c] = table[top][left]
                    filled.setdefault(r, set()).add(c)
    for number, cells in enumerate(table):
        yield Row(number + 1, tuple(cells), frozenset(filled.get(number, ())))


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return "" if value is None else str(value).strip(" \t\r\u3000\xa0")


def _decode(data: bytes, name: str) -> str:
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text):
            raise Refusal(f"文件“{name}”不是表格，也不是文字", _SAFE, _SAVE_AS, code="list_not_a_table")
        return text
    raise Refusal(f"文件“{name}”的文字编码认不出（只认 UTF-8 和 GB18030）", _SAFE, _SAVE_AS, code="list_encoding")


def _delimiter(text: str, name: str) -> str | None:
    """``,`` for csv, tab for tsv, None for plain text whose lines may hold tabs."""
    if name.lower().endswith(".tsv"):
        return "\t"
    if name.lower().endswith((".csv", ".xls", ".xlsx")):
        head = text[:4000]
        return "\t" if head.count("\t") > head.count(",") else ","
    return None


def _separated(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for cells in reader:
        yield Row(reader.line_num, tuple(_text(cell) for cell in cells))


def _lines(text: str) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), 1):
        yield Row(number, tuple(_text(cell) for cell in line.split("\t")))
