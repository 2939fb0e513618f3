"""窗口日台账: sums that add up over pages, rows that grow, no number of a person whole."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from models.papers import LedgerTotals
from printing import ledger, samples
from printing.ledger_cells import CellCache
from printing.ledger_frame import COLUMNS, LEFT, RIGHT
from printing.make import lay_out, make
from printing.page import Book
from tests.printing.reading import pages_text


def test_that_the_columns_fill_the_sheet() -> None:
    assert len(COLUMNS) == 22
    assert sum(width for _, width, _ in COLUMNS) == pytest.approx(RIGHT - LEFT)


@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (1, 1), (14, 1), (15, 2), (28, 2), (29, 3), (140, 10)])
def test_that_fourteen_rows_stand_on_a_page(rows: int, pages: int) -> None:
    assert make(samples.ledger(rows)).pages == pages


@pytest.mark.parametrize("rows", [15, 29, 43])
def test_that_the_signed_page_never_holds_a_single_row(rows: int) -> None:
    pages = ledger.split(samples.ledger(rows).lines, CellCache(Book()))
    assert len(pages[-1]) >= 2
    assert [line for page in pages for line, _ in page] == list(samples.ledger(rows).lines)


def test_that_what_is_carried_over_and_the_page_make_the_total() -> None:
    said = pages_text(make(samples.ledger(29)).pdf)
    assert "累计至第1页1414" in said[0]
    assert "承前页（第2页）2727" in said[2]
    assert "本页22" in said[2]
    assert "全日累计2929" in said[2]
    assert "全日累计" not in said[0]


def test_that_sums_add_up() -> None:
    one = LedgerTotals(1, 1, 1, 0, 0, 1, 0, 0, 0, 1050)
    assert ledger.add([one, one]) == LedgerTotals(2, 2, 2, 0, 0, 2, 0, 0, 0, 2100)
    assert ledger.add([]) == LedgerTotals()


@pytest.mark.parametrize(("fen", "yuan"), [(0, "0"), (100, "1"), (1050, "10.50"), (5, "0.05")])
def test_that_fees_are_told_in_yuan(fen: int, yuan: str) -> None:
    assert ledger.yuan(fen) == yuan


def test_that_a_long_name_makes_its_row_higher_and_the_page_shorter() -> None:
    paper = samples.ledger(14)
    cells = paper.lines[3].cells
    long = replace(paper.lines[3], cells=(*cells[:5], samples.LONG, *cells[6:]))
    grown = replace(paper, lines=(*paper.lines[:3], long, *paper.lines[4:]))
    assert make(grown).pages == 2
    assert samples.LONG in "".join(pages_text(make(grown).pdf))
    assert lay_out(grown).overflow == []


def test_that_signatures_stand_on_the_last_page_only() -> None:
    said = pages_text(make(samples.ledger(30)).pdf)
    assert ["值班主任（签名）" in page for page in said] == [False, False, True]


def test_that_no_whole_number_of_a_person_is_printed() -> None:
    said = "".join(pages_text(make(samples.ledger(29)).pdf))
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)|\d{17}[\dX]", said)


def test_that_a_row_without_its_22_columns_is_a_mistake_of_ours() -> None:
    paper = samples.ledger(1)
    with pytest.raises(ValueError, match="zip"):
        make(replace(paper, lines=(replace(paper.lines[0], cells=("1", "2")),)))
