"""The A5 skeleton (148×210) of pick-up and return slips: the same parts as the A4 sheet, smaller and without red."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.papers import PaperHead, PaperParty
from printing import marks, qr, words
from printing.breaker import Text
from printing.flow import Block, Edge, Room, paginate
from printing.page import Book, Page
from printing.sheet import CODE_SIZE, COUNTER, foot, printed, signature_line
from printing.style import CORNER, FRAME_WEIGHT, INNER_WEIGHT, NOTE, sans, serif
from printing.table import Cell, Grid, draw_set, typeset

SIZE = (148.0, 210.0)
LEFT, RIGHT = 18.0, 134.0
WIDTH = RIGHT - LEFT
CODE_TOP, FOOT_RULE = 166.0, 196.0
SEAL, SEAL_TOP, SEAL_MIDDLE = 34.0, 159.0, 114.5
ROOM = Room(40.6, 24.0, 190.0, 157.6)  # with a seal place
PLAIN = Room(40.6, 24.0, 190.0, 163.0)
LABEL = serif(10, 14)
CELL = serif(9, 12.4)
CELL_HEAD = serif(9, 12.4, weight=700)
LONG_NAME = 14  # characters; the code of a longer name stands below it
FACTS = Grid((22.0, WIDTH - 22.0), pad=1.5, air=0.7, row=7.2, left=LEFT)


@dataclass(slots=True)
class Slip:
    """One slip: its head, its title and what stands beside the code."""

    book: Book
    head: PaperHead
    title: str
    seal: str = ""  # label of the seal place; "" = none

    def draw(self, blocks: Sequence[Block]) -> None:
        """Blocks on as many pages as they need, every copy of them into the book."""
        filled = paginate(blocks, ROOM if self.seal else PLAIN)
        pages = []
        for at, placed in enumerate(filled):
            page = Page(self.book, SIZE)
            self._heading(page) if at == 0 else self._running(page)
            for block, y, edge in placed:
                block.draw(page, y, edge)
            if at == len(filled) - 1:
                self._closing(page)
            texts = (f"{self.title}・{self.head.case_no}", "", printed(self.head))
            self._foot(page, texts, COUNTER(at + 1, len(filled)))
            pages.append(page)
        for copy in range(max(1, len(self.head.copies))):
            for page in pages:
                layer = Page(self.book, SIZE)
                marks.draw(layer, self.head, copy, LEFT, RIGHT, 8.6, "断网办理")
                self.book.add(layer, page)

    def _heading(self, page: Page) -> None:
        middle = (LEFT + RIGHT) / 2
        page.text(middle, 20.6, self.head.organ, serif(11, tracking=0.1), align="c", limit=WIDTH)
        page.text(middle, 28.6, self.title, serif(16, weight=700, tracking=0.06), align="c", limit=WIDTH)
        wide = page.text(LEFT, 35.8, "办件编号", sans(8.5))
        page.text(LEFT + wide + 2.6, 35.8, self.head.case_no, sans(8.5, weight=600))
        page.text(RIGHT, 35.8, self.head.number, serif(9.5), align="r", limit=WIDTH - wide - 52)
        page.rules([(LEFT, 37.6, RIGHT, 37.6)], FRAME_WEIGHT)

    def _running(self, page: Page) -> None:
        page.text(LEFT, 19.4, f"{self.title}（续页）", serif(10, weight=700))
        page.text(RIGHT, 19.4, f"办件编号 {self.head.case_no}", sans(8.5, weight=600), align="r")
        page.rules([(LEFT, 21.2, RIGHT, 21.2)], FRAME_WEIGHT)

    def _closing(self, page: Page) -> None:
        head = self.head
        if head.qr:
            if len(head.qr) > qr.MOST:
                page.book.overflow.append((head.qr, float(len(head.qr)), float(qr.MOST)))
            count, rects = qr.rectangles(head.qr)
            page.cells(LEFT, CODE_TOP, CODE_SIZE / count, rects)
        x = LEFT + CODE_SIZE + 4.0
        room = SEAL_MIDDLE - SEAL / 2 - x - 1 if self.seal else RIGHT - x
        page.text(x, CODE_TOP + 3.1, "扫码查进度、验真伪", sans(9, weight=600))
        page.text(x, CODE_TOP + 8.5, "核验码", sans(8).inked(NOTE))
        page.text(x, CODE_TOP + 13.4, head.verify_code, sans(12, weight=600))
        for at, line in enumerate(words.where_to_ask(head)):
            page.text(x, CODE_TOP + 18.8 + 4.0 * at, line, sans(8).inked(NOTE), limit=room)
        if self.seal:
            self._seal(page)

    def _seal(self, page: Page) -> None:
        page.text(SEAL_MIDDLE, 174.6, self.head.organ, serif(9), align="c", limit=46.0)
        page.text(SEAL_MIDDLE, 181.0, words.day(self.head.made_at.date()), serif(9), align="c")
        x, y, side = SEAL_MIDDLE - SEAL / 2, SEAL_TOP, SEAL
        ends = ((x, y, 1, 1), (x + side, y, -1, 1), (x, y + side, 1, -1), (x + side, y + side, -1, -1))
        lines = [line for a, b, right, down in ends for line in ((a, b, a + 2 * right, b), (a, b, a, b + 2 * down))]
        page.rules(lines, INNER_WEIGHT, CORNER)
        page.text(x + side - 1.4, y + 3.1, self.seal, sans(7).inked(CORNER), align="r")

    @staticmethod
    def _foot(page: Page, texts: tuple[str, str, str], counter: str) -> None:
        """Number and print on the left and right; the counter above their line, which A5 has no room for."""
        foot(page, (texts[0], "", texts[2]), LEFT, RIGHT, FOOT_RULE)
        page.text((LEFT + RIGHT) / 2, FOOT_RULE + 8.8, counter, sans(8, weight=600), align="c")


def named(party: PaperParty) -> str:
    """某公司　91140581******4D7X."""
    apart = words.GAP if len(party.name) <= LONG_NAME else "\n"
    return f"{party.name}{apart}{party.code_masked}" if party.code_masked else party.name


def facts(pairs: Sequence[tuple[str, Text]], head: PaperHead) -> list[Block]:
    """Label and value a row; 待核定 last."""
    rows = [[Cell(label, LABEL), Cell(text, LABEL)] for label, text in pairs]
    if head.to_confirm:
        heavy = LABEL.heavier(700)
        rows.append([Cell("待核定", heavy), Cell("；".join(head.to_confirm), heavy)])
    return FACTS.rows(None, rows)


def table(grid: Grid, names: Sequence[str], aligns: str, lines: Sequence[Sequence[Text]]) -> list[Block]:
    """A small table with its column names."""
    cells = [[Cell(text, CELL, align) for text, align in zip(line, aligns, strict=True)] for line in lines]
    return grid.rows(grid.header(names, CELL_HEAD), cells, space=2.2)


def note(text: str) -> Block:
    """A small grey remark."""
    block = typeset(text, sans(7.5, 10.5).inked(NOTE), WIDTH)

    def draw(page: Page, y: float, _: Edge) -> None:
        draw_set(page, LEFT, y, block)

    return Block(block.height, draw, space=1.4)


def signatures(first: str, second: str, *, space: float = 2.0) -> Block:
    """Two lines to sign, each with its date."""

    def draw(page: Page, y: float, _: Edge) -> None:
        dated = "　".join("　" + unit for unit in "年月日")
        for row, label in enumerate((first, second)):
            base = y + 6.0 + 8.4 * row
            signature_line(page, LEFT, base, label, LEFT + 74, 10)
            page.text(RIGHT, base, dated, serif(10), align="r")

    return Block(16.2, draw, space=space)
