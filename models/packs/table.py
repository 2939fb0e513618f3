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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.errors import Refusal
from models.packs import workbook
from models.packs.workbook import SAFE, SAVE_AS, Grid, Merges, damaged

MAX_BYTES = 20 * 1024 * 1024
_PICTURES = {b"\x89PNG": "图片", b"\xff\xd8\xff": "图片", b"GIF8": "图片", b"%PDF": "PDF 文件"}
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|\?xml|table|meta)", re.IGNORECASE)
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
        return tuple(Sheet(title, tuple(_grid(grid, merged))) for title, grid, merged in workbook.read(data, name))
    text = _decode(data, name)
    delimiter = _delimiter(text, name)
    try:
        rows = tuple(_lines(text) if delimiter is None else _separated(text, delimiter))
    except csv.Error as trouble:  # a quotation mark that never ends takes in the rest of the file
        raise damaged(name) from trouble
    return (Sheet(name, rows, text),)


def _bytes(source: Path | bytes, name: str) -> bytes:
    if isinstance(source, Path) and not source.is_file():
        raise Refusal(f"没有找到文件“{name}”", SAFE, "请核对文件的位置再导入", code="list_not_found")
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if size > MAX_BYTES:
        raise Refusal(
            f"文件“{name}”有 {size // 1048576} MB，超过清单上限 {MAX_BYTES // 1048576} MB",
            SAFE,
            "请只留清单一张表再导入",
            code="list_too_large",
        )
    return source.read_bytes() if isinstance(source, Path) else source


def _refuse_what_is_no_table(data: bytes, name: str) -> None:
    if not data.strip():
        raise Refusal(f"文件“{name}”是空的", SAFE, "请换一份有内容的清单", code="list_empty")
    what = next((zh for magic, zh in _PICTURES.items() if data.startswith(magic)), "")
    if not what and _HTML.match(data[:200]):
        what = "网页"
    if what:
        raise Refusal(f"文件“{name}”不是表格，是{what}", SAFE, SAVE_AS, code="list_not_a_table")


def _grid(grid: Grid, merged: Merges) -> Iterator[Row]:
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
            raise Refusal(f"文件“{name}”不是表格，也不是文字", SAFE, SAVE_AS, code="list_not_a_table")
        return text
    raise Refusal(f"文件“{name}”的文字编码认不出（只认 UTF-8 和 GB18030）", SAFE, SAVE_AS, code="list_encoding")


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
