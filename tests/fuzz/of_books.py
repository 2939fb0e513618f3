"""A list as a workbook. One part of a good xlsx is replaced and the rest zipped around it, so that its reader is
reached; the first byte says which part and whose layout, or that the bytes are the whole file.
"""

from __future__ import annotations

import io
from functools import cache
from unittest import mock
from zipfile import ZipFile

import xlsxwriter

from models.errors import WorldError
from models.packs import workbook
from models.packs.importer import import_list
from tests.fuzz.door import DEEP, Door
from tests.fuzz.of_lists import CITIES
from tests.fuzz.old_book import old_book
from tests.fuzz.plain_zip import stored

PARTS = ("", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml",
         "xl/_rels/workbook.xml.rels")  # fmt: skip
FEW = 5000  # cells; a sheet as large as is allowed takes a second, and no more of the reader is reached by it
HEAD = ("序号", "事项名称", "下放方式", "主管部门", "备注")
ROWS = ((1, "取水许可", "直接下放", "水务部门", ""), (2, "公共场所卫生许可", "委托实施", "卫健部门", "样例"))


@cache
def parts() -> dict[str, bytes]:
    """A good workbook taken apart."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("清单")
        for at, row in enumerate((HEAD, *ROWS)):
            sheet.write_row(at, 0, row)
        sheet.merge_range(1, 4, 2, 4, "合并")
    with ZipFile(out) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def books(data: bytes) -> str:
    """Read as a workbook."""
    how = (data or b"\0")[0]
    part, city = PARTS[how % len(PARTS)], CITIES[how // len(PARTS) % 5]
    file = stored((parts() | {part: data[1:]}).items()) if part else data[1:]
    try:
        with mock.patch.object(workbook, "MAX_CELLS", FEW):
            import_list(file, city, name="清单.xlsx")
    except WorldError as refused:
        return refused.code
    return DEEP


def _seeds() -> tuple[bytes, ...]:
    whole = (stored(parts().items()), old_book((HEAD, *ROWS)), b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
    return (*(bytes([at]) + parts()[name] for at, name in enumerate(PARTS) if name), *(b"\0" + one for one in whole))


DOORS = {"books": Door(books, _seeds(), share=4, longest=16384)}
