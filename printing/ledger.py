"""窗口日台账: 22 columns across, 14 rows a page, sums carried over, a digest and three signatures at the end.

Linear in rows: what every page shares is one stream, and a cell drawn before is a string kept by its text.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.papers import DayLedgerPaper, LedgerLine, LedgerTotals
from printing import ledger_frame as frame
from printing import words
from printing.ledger_cells import CellCache
from printing.page import Book, Page
from printing.sheet import COUNTER, foot
from printing.style import sans

PER_PAGE = 14
LEAST = 2  # rows on the page that is signed
SUM = sans(8.5)


def lay(book: Book, paper: DayLedgerPaper) -> None:
    """Draw the whole ledger into ``book``."""
    cells = CellCache(book)
    filled = split(paper.lines, cells)
    shared = Page(book, frame.SIZE)
    frame.draw(shared, paper)
    grid = Page(book, frame.SIZE)
    frame.grid(grid, [frame.ROW] * PER_PAGE)
    carried = LedgerTotals()
    for number, rows in enumerate(filled, 1):
        page = Page(book, frame.SIZE)
        heights = [height for _, height in rows]
        full = heights == [frame.ROW] * PER_PAGE
        if not full:
            frame.grid(page, heights)
        cells.draw(page, frame.TABLE_TOP + frame.HEADER_HEIGHT, rows)
        here = add([line.adds for line, _ in rows])
        total = add([carried, here])
        _sums(page, (carried, here, total), number, number == len(filled))
        foot(page, ("", COUNTER(number, len(filled)), ""), frame.LEFT, frame.RIGHT, frame.FOOT_RULE)
        if number == len(filled):
            frame.closing(page, paper)
        book.add(shared, *((grid,) if full else ()), page)
        carried = total


def split(lines: Sequence[LedgerLine], cells: CellCache) -> list[list[tuple[LedgerLine, float]]]:
    """Pages of (line, height): fourteen rows of the usual height, fewer when long texts need more."""
    pages: list[list[tuple[LedgerLine, float]]] = []
    page: list[tuple[LedgerLine, float]] = []
    room = frame.ROW * PER_PAGE + 1e-6
    used = 0.0
    for line in lines:
        height = cells.height(line.cells)
        if page and used + height > room:
            pages.append(page)
            page, used = [], 0.0
        page.append((line, height))
        used += height
    if pages and len(page) == 1 and len(pages[-1]) > LEAST:
        page.insert(0, pages[-1].pop())
    return [*pages, page]


def add(parts: Sequence[LedgerTotals]) -> LedgerTotals:
    """The sums of several sums."""
    columns = zip(*map(_values, parts), strict=True)
    return LedgerTotals(*map(sum, columns))


def _values(totals: LedgerTotals) -> tuple[int, ...]:
    return (
        totals.rows, totals.received, totals.accepted, totals.supplement, totals.refused, totals.forwarded,
        totals.done, totals.reprints, totals.voided, totals.fees_fen,
    )  # fmt: skip


def _sums(page: Page, totals: Sequence[LedgerTotals], number: int, last: bool) -> None:
    """承前页、本页、全日累计."""
    labels = (
        f"承前页（第{number - 1}页）" if number > 1 else "承前页",
        f"本{words.GAP}页",
        "全日累计" if last else f"累计至第{number}页",
    )
    for row, (label, line) in enumerate(zip(labels, totals, strict=True)):
        style = SUM.heavier(600) if row == 2 else SUM
        y = frame.SUMS_TOP + frame.SUM_ROW * (row + 1) + frame.SUM_ROW / 2 + 1.15
        page.text(frame.LEFT + 2, y, label, style)
        for column, value in enumerate(_values(line)):
            text = yuan(value) if column == 9 else str(value)
            page.text(frame.LEFT + 34 + 23.5 * (column + 1) - 2, y, text, style, align="r", limit=21.0)


def yuan(fen: int) -> str:
    """Fen as yuan, without .00."""
    return f"{fen // 100}" if fen % 100 == 0 else f"{fen / 100:.2f}"
