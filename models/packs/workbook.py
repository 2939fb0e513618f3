"""A workbook (xlsx or xls) out of which only its cells are taken, after it was seen that there is room for them.

The reader itself is not ours and trusts the file: what asks for too much, or is of a kind nobody has measured, is
refused before it is given to it.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from lzma import LZMAError
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from models.errors import Refusal
from models.packs import extents

MAX_UNPACKED = 200 * 1024 * 1024  # bytes
MAX_CELLS = 500_000  # from the first to the last filled cell of a sheet: a second's work
SAFE = "现用的清单没有改动"
SAVE_AS = "请在表格软件里打开后另存为 xlsx 或 csv，再导入一次"
Grid = Sequence[Sequence[object]]
Merges = Sequence[tuple[tuple[int, int], tuple[int, int]]]
_OTHERS = {"content.xml", "xl/workbook.bin"}  # an ods or xlsb
_DAMAGED = (
    CalamineError, BadZipFile, LZMAError, zlib.error, ExpatError, struct.error,
    OSError, ValueError, RuntimeError, EOFError,
)  # fmt: skip


def read(data: bytes, name: str) -> list[tuple[str, Grid, Merges]]:
    """Title, cells and merged ranges of each sheet.

    Raises:
        Refusal: ``list_damaged``, or ``list_too_large`` for one that holds more than any list.
    """
    try:
        if _cells(data, name) > MAX_CELLS:
            raise _too_large(f"文件“{name}”里有的格子填得太远，不像一份清单", "请删去清单以外的格子，另存后再导入一次")
        sheets = _read_by_calamine(data)
        if any(_overlap(grid, merged) for _, grid, merged in sheets):
            raise ValueError("merged cells that overlap")
    except _DAMAGED as trouble:
        raise damaged(name) from trouble
    return sheets


def damaged(name: str) -> Refusal:
    """What is said of a list that cannot be read at all."""
    return Refusal(f"文件“{name}”打不开，可能已损坏或加了密码", SAFE, SAVE_AS, code="list_damaged")


def _too_large(happened: str, todo: str = SAVE_AS) -> Refusal:
    return Refusal(happened, SAFE, todo, code="list_too_large")


def _read_by_calamine(data: bytes) -> list[tuple[str, Grid, Merges]]:
    """The same, raising whatever stands in ``_DAMAGED``."""
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
        if whole > MAX_UNPACKED:
            raise _too_large(f"文件“{name}”展开后有 {whole // 1048576} MB，不像一份清单")
        names = {part.casefold() for part in parts.namelist()}
        if "xl/workbook.xml" not in names or names & _OTHERS:
            raise ValueError("not an xlsx")
        return extents.of_xlsx(parts.read(part) for part in parts.infolist())


def _overlap(grid: Grid, merged: Merges) -> bool:
    """Whether merged ranges cover some cell twice: taking them all at their word could go on for ever."""
    rows, columns = len(grid), len(grid[0]) if grid else 0
    covered = sum(
        max(0, min(bottom + 1, rows) - top) * max(0, min(right + 1, columns) - left)
        for (top, left), (bottom, right) in merged
    )
    return covered > rows * columns
