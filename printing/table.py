"""Tables and paragraphs as blocks: every cell is broken into lines first, then the row is as high as it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from printing import breaker
from printing.breaker import Line, Prepared, Text
from printing.flow import Block, Edge
from printing.page import MM, Page
from printing.style import FRAME_WEIGHT, HEADER, HEADER_WEIGHT, INNER_WEIGHT, LEFT, WIDTH, Style

GAP = "\u3000\u3000"
BASELINE = 0.38  # em from the middle of a line down to its baseline


class Cell(NamedTuple):
    """Text in one cell; ``span`` columns wide."""

    text: Text
    style: Style
    align: str = "l"
    span: int = 1


class Set(NamedTuple):
    """Broken lines and the style they were broken in."""

    lines: list[tuple[Prepared, Line]]
    style: Style
    indent: float  # em
    room: float  # em

    @property
    def height(self) -> float:
        """mm."""
        return len(self.lines) * self.style.leading / MM


def typeset(text: Text, style: Style, width: float, indent: float = 0.0) -> Set:
    """Break ``text`` for ``width`` mm; line feeds part paragraphs, each indented by ``indent`` em."""
    room = width * MM / style.size
    lines: list[tuple[Prepared, Line]] = []
    for part in breaker.paragraphs(text):
        prepared = breaker.prepare(part, style.family, style.weight)
        lines.extend((prepared, line) for line in breaker.fit(prepared, room, indent))
    return Set(lines, style, indent, room)


def beside_or_below(parts: Sequence[str], style: Style, width: float) -> str:
    """``parts`` in one line where they fit ``width`` mm, else each on a line of its own."""
    row = GAP.join(part for part in parts if part)
    return row if len(typeset(row, style, width).lines) <= 1 else "\n".join(part for part in parts if part)


def draw_set(page: Page, x: float, y: float, block: Set, align: str = "l", *, only: int | None = None) -> None:
    """Draw lines from the upper edge ``y``; ``align`` l, c, r, or j (justified). ``only`` draws one of them."""
    style = block.style
    em = style.size / MM
    lead = style.leading / MM
    chosen = range(len(block.lines)) if only is None else (only,)
    for row, at in enumerate(chosen):
        prepared, line = block.lines[at]
        baseline = y + (row + 0.5) * lead + BASELINE * em
        indent = block.indent if line.start == 0 else 0.0
        extra = 0.0
        if align == "j":
            line, extra = breaker.spread(prepared, line, block.room - indent)
        shift = block.room - indent - line.width
        left = indent + (shift if align == "r" else shift / 2 if align == "c" else 0.0)
        page.line(x + left * em, baseline, prepared, line, style, extra)


def paragraph(text: Text, style: Style, *, indent: float = 2.0, space: float = 0.0, align: str = "j") -> list[Block]:
    """A paragraph of the text's full width, one block per line, so that it may go on on the next page."""
    block = typeset(text, style, WIDTH, indent)
    lead = style.leading / MM

    def drawn(at: int) -> Block:
        def draw(page: Page, y: float, _: Edge) -> None:
            draw_set(page, LEFT, y, block, align, only=at)

        return Block(lead, draw, space if at == 0 else 0.0)

    return [drawn(at) for at in range(len(block.lines))]


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and paddings of one table, in mm."""

    columns: tuple[float, ...]
    pad: float = 1.6  # beside the text
    air: float = 0.9  # above and below it
    row: float = 6.35  # least height of a row
    head: float = 6.35
    left: float = LEFT
    frame: float = FRAME_WEIGHT

    def header(self, names: Sequence[str], style: Style) -> Block:
        """The row of column names; the same block is repeated on later pages."""
        block = self.block([Cell(name, style, "c") for name in names], least=self.head, shade=True)
        block.is_header = True
        return block

    def rows(
        self, header: Block | None, rows: Sequence[Sequence[Cell]], space: float = 0.0, *, summed: bool = False
    ) -> list[Block]:
        """The whole table as blocks; ``space`` stands above it; the last row of a ``summed`` one is its sum."""
        blocks = [self.block(row) for row in rows]
        if summed and blocks:
            blocks[-1].is_sum = True
        for block in blocks:
            block.group = self if header is None else header
            block.header = header
        if header is not None:
            header.group = header
            blocks = [header, *blocks]
        if blocks:
            blocks[0].space = space
        return blocks

    def block(self, cells: Sequence[Cell], *, least: float = 0.0, shade: bool = False) -> Block:
        """One row."""
        sets, column = [], 0
        for cell in cells:
            width = sum(self.columns[column : column + cell.span])
            sets.append((typeset(cell.text, cell.style, width - 2 * self.pad), cell.align, width))
            column += cell.span
        tallest = max((block.height for block, _, _ in sets), default=0.0)
        height = max(least or self.row, tallest + 2 * self.air)

        def draw(page: Page, y: float, edge: Edge) -> None:
            self._draw(page, y, height, sets, edge, shade)

        return Block(height, draw)

    def _draw(
        self, page: Page, y: float, height: float, sets: list[tuple[Set, str, float]], edge: Edge, shade: bool
    ) -> None:
        right = self.left + sum(self.columns)
        if shade:
            page.fill(self.left, y, right - self.left, height, HEADER)
        x = self.left
        inner = []
        for block, align, width in sets:
            if x > self.left:
                inner.append((x, y, x, y + height))
            draw_set(page, x + self.pad, y + (height - block.height) / 2, block, align)
            x += width
        page.rules(inner, INNER_WEIGHT)
        sides = [(self.left, y, self.left, y + height), (right, y, right, y + height)]
        reach = self.frame / MM / 2  # so that corners close
        if edge.first:
            sides.append((self.left - reach, y, right + reach, y))
        if edge.last:
            sides.append((self.left - reach, y + height, right + reach, y + height))
        page.rules(sides, self.frame)
        if not edge.last:
            weight = HEADER_WEIGHT if shade else INNER_WEIGHT
            page.rules([(self.left, y + height, right, y + height)], weight)
