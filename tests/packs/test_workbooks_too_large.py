"""Workbooks that ask their reader for more memory than there is: refused before it is asked for."""

from __future__ import annotations

import io
import struct
from zipfile import ZipFile

import pytest
import xlsxwriter

from models.errors import Refusal
from models.packs import extents, workbook
from models.packs.compound import streams
from models.packs.table import read_table
from tests.fuzz.of_books import parts
from tests.fuzz.old_book import cell, compound, dimensions, old_book, record, stream
from tests.fuzz.plain_zip import stored

RUN = record(0x00BD, struct.pack("<3HIH", 65535, 0, 0, 0, 60000))  # numbers side by side up to a far column
SHEET = "xl/worksheets/sheet1.xml"
LAST = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'


def _refused(data: bytes, name: str = "清单.xlsx") -> str:
    with pytest.raises(Refusal) as refused:
        read_table(data, name)
    assert refused.value.safe
    return refused.value.code


def _with(part: str, text: bytes) -> bytes:
    return stored((parts() | {part: text}).items())


def test_that_a_stray_value_in_the_last_cell_of_a_sheet_is_refused_and_the_program_lives() -> None:
    assert _refused(_with(SHEET, parts()[SHEET].replace(b"</sheetData>", LAST))) == "list_too_large"


def test_that_a_row_which_says_its_number_but_not_its_cells_is_counted_as_well() -> None:
    far = b'<row r="1048576">' + b"<c><v>1</v></c>" * 3 + b"</row></sheetData>"
    assert _refused(_with(SHEET, parts()[SHEET].replace(b"</sheetData>", far))) == "list_too_large"


def test_that_cells_which_are_only_coloured_in_do_not_make_a_list_too_large() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "序号")
        sheet.write_blank(1_000_000, 16_000, None, book.add_format({"bg_color": "yellow"}))
    (read,) = read_table(out.getvalue(), "清单.xlsx")
    assert [row.cells for row in read.rows if any(row.cells)] == [("序号",)]


def test_that_a_cell_that_lies_nowhere_makes_a_damaged_list() -> None:
    assert _refused(_with(SHEET, parts()[SHEET].replace(b'r="A1"', b'r="1A"'))) == "list_damaged"


def test_that_merged_ranges_which_cover_cells_many_times_over_are_refused() -> None:
    many = b"<mergeCells>" + b'<mergeCell ref="A1:E3"/>' * 3 + b"</mergeCells>"
    sheet = parts()[SHEET]
    begin, end = sheet.index(b"<mergeCells"), sheet.index(b"</mergeCells>") + len(b"</mergeCells>")
    assert _refused(_with(SHEET, sheet[:begin] + many + sheet[end:])) == "list_damaged"


def test_that_a_book_of_another_program_is_refused() -> None:
    assert _refused(_with("content.xml", b"<x/>")) == "list_damaged"
    assert _refused(stored((("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),))) == "list_damaged"


@pytest.mark.parametrize("flags", [1, 0x0800])
def test_that_a_member_that_is_locked_or_has_no_name_is_refused(flags: int) -> None:
    file = bytearray(stored({"\xff": b"x", **parts()}.items()))
    at = file.index(b"PK\x01\x02")
    struct.pack_into("<H", file, at + 8, flags)
    if flags != 1:
        file[at + 46 : at + 48] = b"\xff\xff"
    assert _refused(bytes(file)) == "list_damaged"


def test_that_an_old_book_is_read() -> None:
    (read,) = read_table(old_book((("序号", "事项名称"), (1, "甲"))), "清单.xls")
    assert [row.cells for row in read.rows] == [("序号", "事项名称"), ("1", "甲")]


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (dimensions(0xFFFFFFFF, 0xFFFF) + cell(0, 0, "甲"), "list_damaged"),
        (dimensions(1, 1) + cell(0, 0, "甲") + cell(0xFFFF, 0xFFFF, "乙"), "list_too_large"),
        (dimensions(1, 1) + cell(0, 0, "甲") + RUN, "list_too_large"),
        (record(0x0200, b"\0"), "list_damaged"),
        (record(0x0200, b"\0\0" + b"\xff" * 12) + cell(0, 0, "甲"), "list_damaged"),
    ],
)
def test_that_an_old_book_with_a_wrong_byte_is_refused_and_the_program_lives(sheet: bytes, code: str) -> None:
    assert _refused(compound(stream(sheet)), "清单.xls") == code


def test_that_a_stream_is_found_by_its_name() -> None:
    good = compound(b"x" * 5000)
    assert [one[:5000] for one in streams(good, ("workbook",))] == [b"x" * 5000]
    assert list(streams(good, ("nothing",))) == []


FAT, FIRST_TABLE, MORE_TABLES, SMALL_TABLE = 512, 76, 68, 60


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (FAT + 4 * 3, 2),  # the second sector of the book leads back to its first: a ring
        (FAT + 4 * 3, 0xFFFFFFFF),  # or to what is no sector
        (FAT + 4 * 9, 0x00FFFFFF),  # or far beyond the end of the file
        (FIRST_TABLE, 0xFFFFFFFC),
        (FIRST_TABLE + 4, 0x00FFFFFF),
        (MORE_TABLES, 0x0005C600),
        (SMALL_TABLE, 0x0005C600),
        (1024 + 116, 0x0005C600),  # where the small sectors lie
    ],
)
def test_that_a_chain_that_leads_nowhere_is_refused_before_it_is_followed(place: int, value: int) -> None:
    wrong = bytearray(old_book((("序号", "事项名称"), (1, "甲"))))
    struct.pack_into("<I", wrong, place, value)
    assert _refused(bytes(wrong), "清单.xls") == "list_damaged"


def test_that_the_measure_of_a_good_book_is_its_own() -> None:
    with ZipFile(io.BytesIO(stored(parts().items()))) as book:
        assert extents.of_xlsx(book.read(one) for one in book.infolist()) == 15
    assert extents.of_xls(old_book((("a", "b", "c"), (1, 2, 3)))) == 6


@pytest.mark.parametrize("length", [512, 522, 1000, 2000, 4602])
def test_that_an_old_book_cut_short_is_damaged(length: int) -> None:
    assert _refused(old_book((("序号", "事项名称"), (1, "甲")))[:length], "清单.xls") == "list_damaged"


def test_that_a_reader_that_gives_up_altogether_is_an_error_like_others() -> None:
    with pytest.raises(ValueError, match="gave up"):
        workbook._read_by_calamine(old_book((("序号",), (1,)))[:522])
