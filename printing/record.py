"""Sheets without a seal: records and lists close with lines to sign on, and are signed page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from printing import words
from printing.breaker import Text
from printing.flow import Block, Edge
from printing.page import Page
from printing.sheet import Layout, Sheet, signature_line
from printing.style import LEFT, RIGHT, Style, serif
from printing.table import Cell, Grid, draw_set, typeset

LAYOUT = Layout(code=236.0, seal=0.0, signing=False, red=False, signed_end=229.0, plain_end=262.0)
SIGN_LEFT = LEFT + 82
STEP = 8.2
FACT = serif(10.5, 15)
FACTS = Grid((24.0, 54.0, 24.0, 54.0), row=7.4, air=0.7)


@dataclass(slots=True)
class RecordSheet(Sheet):
    """Closes with one line per signer; earlier pages carry a line of their own."""

    signers: tuple[str, ...] = ()
    page_signer: str = ""  # who confirms each page before the last

    def signature(self, page: Page) -> None:
        """A line for each signer to the right of the code."""
        start = self.layout.code + 4.6
        for at, label in enumerate(self.signers):
            signature_line(page, SIGN_LEFT, start + STEP * at, label, RIGHT)

    def pages(self, blocks: Sequence[Block], heading: Callable[[Page], None] | None = None) -> list[Page]:
        """The pages; all but the last with the line for the page."""
        made = Sheet.pages(self, blocks, heading)
        if self.page_signer:
            for page in made[:-1]:
                signature_line(page, SIGN_LEFT, 268.4, self.page_signer, RIGHT)
        return made


def pair(first: str, value: Text, second: str = "", other: str = "", style: Style = FACT) -> list[Cell]:
    """A row of two facts, or one fact across when there is no second."""
    if not second:
        return [Cell(first, FACT.heavier(style.weight)), Cell(value, style, span=3)]
    return [Cell(first, FACT), Cell(value, style), Cell(second, FACT), Cell(other, style)]


def written(label: str, text: str, least: float, style: Style = FACT) -> Block:
    """A framed row with a heavy label above its text and room to write."""
    set_ = typeset(text, style, 156 - 5)
    height = max(least, 7.6 + set_.height + 1.6)

    def draw(page: Page, y: float, _: Edge) -> None:
        page.text(LEFT + 2.5, y + 5.4, label, serif(10.5, weight=700))
        draw_set(page, LEFT + 2.5, y + 7.4, set_, "j")
        frame(page, y, height)

    return Block(height, draw)


def frame(page: Page, y: float, height: float) -> None:
    """The outline of a row that stands below another."""
    page.box(LEFT, y, RIGHT - LEFT, height, 0.75)


def blank_date(units: str = "年月日") -> str:
    """年　　月　　日, to be written."""
    return words.GAP.join(f"{words.GAP}{unit}" for unit in units)
