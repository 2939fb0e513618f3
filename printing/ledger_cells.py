"""Cells of the ledger, each kept by its column and text: what was drawn once is a string the next time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.papers import LedgerLine
from printing.ledger_frame import COLUMNS, LEFT, ROW
from printing.page import MM, Book, Page, num
from printing.style import sans
from printing.table import draw_set, typeset

STYLE = sans(7.5, 9.2)
PAD = 0.7  # mm beside left-aligned text
CENTRED = 0.2  # the same beside centred text
AIR = 0.45
MOST_KEPT = 200_000  # texts of a column; beyond it the store starts anew, so that memory stays flat


class CellCache:
    """Drawn cells of one book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._drawn: list[dict[str, str]] = [{} for _ in COLUMNS]
        self._high: list[dict[str, float]] = [{} for _ in COLUMNS]
        lefts = [LEFT + sum(width for _, width, _ in COLUMNS[:at]) for at in range(len(COLUMNS))]
        self._columns = [(left, width, align) for left, (_, width, align) in zip(lefts, COLUMNS, strict=True)]

    def height(self, cells: Sequence[str]) -> float:
        """What a row of ``cells`` needs, in mm."""
        tallest = ROW
        for at, (text, known) in enumerate(zip(cells, self._high, strict=True)):
            if text:
                need = known.get(text)
                if need is None:
                    need = self._measure(at, text)
                tallest = max(tallest, need)
        return tallest

    def _measure(self, at: int, text: str) -> float:
        """Break and draw a cell met for the first time, about the middle of its row; returns the height it needs."""
        if len(self._high[at]) > MOST_KEPT:
            self._high[at].clear()
            self._drawn[at].clear()
        left, width, align = self._columns[at]
        pad = PAD if align == "l" else CENTRED
        block = typeset(text, STYLE, width - 2 * pad)
        if len(block.lines) > 1 and " " in text:  # two things in one cell part where the space is
            block = typeset(text.replace(" ", "\n"), STYLE, width - 2 * pad)
        scratch = Page(self.book, (297.0, 0.0))
        draw_set(scratch, left + pad, -block.height / 2, block, align)
        self._drawn[at][text] = "\n".join(scratch.ops)
        need = self._high[at][text] = block.height + 2 * AIR
        return need

    def draw(self, page: Page, top: float, rows: Iterable[tuple[LedgerLine, float]]) -> None:
        """Rows from ``top`` down; one matrix per row, so that a cell's operators do not know their height."""
        out = page.ops
        y = top
        for line, height in rows:
            out.append(f"q 1 0 0 1 0 {num((page.height - y - height / 2) * MM)} cm")
            for at, (text, known) in enumerate(zip(line.cells, self._drawn, strict=True)):
                if text:
                    if text not in known:  # thrown out since its row was measured
                        self._measure(at, text)
                    out.append(known[text])
            out.append("Q")
            y += height
