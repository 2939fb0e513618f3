"""The skeleton of registers across A4: title, who and when, a long table, the code and signatures at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.papers import PaperHead
from printing import marks, qr, words
from printing.flow import Block, Room, paginate
from printing.page import Book, Page
from printing.sheet import CODE_SIZE, COUNTER, foot, printed
from printing.style import NOTE, sans, serif
from printing.table import Cell, Grid

SIZE = (297.0, 210.0)
LEFT, RIGHT = 16.0, 285.0
CODE_TOP, FOOT_RULE = 170.4, 199.0
CASE_PARTS = 5  # of a case number: region, window, day, number, check
CELL = sans(7.5, 9.6)
HEAD = sans(7.5, 9.6, weight=600)


@dataclass(slots=True)
class Wide:
    """One register: its head, its title, the line below it, and what closes the last page."""

    book: Book
    head: PaperHead
    title: str
    below: tuple[str, str, str]  # left, middle, right of the line under the title
    beside: tuple[str, ...]  # lines beside the code
    closing: Callable[[Page], None]
    signed_end: float = 166.0

    def draw(self, blocks: Sequence[Block]) -> None:
        """Blocks on as many pages as they need, every copy of them into the book."""
        filled = paginate(blocks, Room(29.8, 29.8, 194.0, self.signed_end))
        pages = []
        for at, placed in enumerate(filled):
            page = Page(self.book, SIZE)
            self._heading(page)
            for block, y, edge in placed:
                block.draw(page, y, edge)
            if at == len(filled) - 1:
                self._code(page)
                self.closing(page)
            left = self.head.number or self.title
            foot(page, (left, COUNTER(at + 1, len(filled)), printed(self.head)), LEFT, RIGHT, FOOT_RULE)
            pages.append(page)
        for copy in range(max(1, len(self.head.copies))):
            for page in pages:
                layer = Page(self.book, SIZE)
                marks.draw(layer, self.head, copy, LEFT, RIGHT, 9.0, "断网办理")
                self.book.add(layer, page)

    def _heading(self, page: Page) -> None:
        middle = (LEFT + RIGHT) / 2
        page.text(middle, 19.4, self.title, serif(18, weight=700, tracking=0.06), align="c", limit=250.0)
        left, centre, right = self.below
        page.text(LEFT, 26.8, left, serif(10), limit=110.0)
        page.text(middle, 26.8, centre, serif(10), align="c", limit=60.0)
        page.text(RIGHT, 26.8, right, serif(10), align="r", limit=100.0)

    def _code(self, page: Page) -> None:
        x, head = LEFT + CODE_SIZE + 5.0, self.head
        if head.qr:
            if len(head.qr) > qr.MOST:
                page.book.overflow.append((head.qr, float(len(head.qr)), float(qr.MOST)))
            count, rects = qr.rectangles(head.qr)
            page.cells(LEFT, CODE_TOP, CODE_SIZE / count, rects)
        if head.verify_code:
            page.text(x, CODE_TOP + 3.3, "核验码", sans(8).inked(NOTE))
            page.text(x + 11.5, CODE_TOP + 3.3, head.verify_code, sans(9, weight=600))
        lines = [line for line in (*self.beside, *words.where_to_ask(head)[1:]) if line]
        for at, line in enumerate(lines[:5]):
            page.text(x, CODE_TOP + 8.1 + 4.3 * at, line, sans(8).inked(NOTE), limit=82.0)


def table(grid: Grid, names: Sequence[str], aligns: str, lines: Sequence[Sequence[str]], space: float) -> list[Block]:
    """A register's table in 黑体."""
    cells = [[Cell(text, CELL, align) for text, align in zip(line, aligns, strict=True)] for line in lines]
    return grid.rows(grid.header(names, HEAD), cells, space=space)


def folded(number: str) -> str:
    """A case number on two lines, parted before its day; any other number as it is."""
    parts = number.split("-")
    return f"{'-'.join(parts[:2])}-\n{'-'.join(parts[2:])}" if len(parts) == CASE_PARTS else number


def digest(value: str) -> str:
    """The first sixteen digits of a digest in groups of four."""
    text = value.upper()
    return " ".join(text[at : at + 4] for at in range(0, min(16, len(text)), 4))
