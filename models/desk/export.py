"""A table as an .xlsx file that no spreadsheet program can be tricked by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from models.rules.terms import AuditKind
from models.store import trouble
from models.store.files import write_whole

if TYPE_CHECKING:
    from models.desk.context import Desk
    from models.store.work import Work

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before anything a spreadsheet could take for a formula."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def write_table(path: Path, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write one sheet with a header line; the file appears whole or not at all.

    Raises:
        StoreTrouble: the folder cannot be written or is full.
    """
    data = table_bytes(title, columns, rows)
    with trouble.told():
        write_whole(path, data)


def note_export(desk: Desk, work: Work, file: str, text: str) -> None:
    """What left the window as a file, by whom: a line of the trail, inside a unit of work."""
    from models.store import audit  # noqa: PLC0415 - the store loads after the first paint

    by = desk.staff
    audit.note(work, AuditKind.EXPORT, desk.clock.now(), actor=by.id, name=by.name, subject=file[:120], text=text)


def table_bytes(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The sheet as bytes; every cell is text."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - wanted at an export only, never before the first paint

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        sheet = book.add_worksheet("日台账")
        bold = book.add_format({"bold": True})
        sheet.write_string(0, 0, safe_cell(title), bold)
        for place, name in enumerate(columns):
            sheet.write_string(1, place, safe_cell(name), bold)
        for number, row in enumerate(rows, start=2):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, safe_cell(cell))
        sheet.freeze_panes(2, 0)
    return out.getvalue()
