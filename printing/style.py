"""Sizes, weights and inks of the paper language: 宋体 speaks, 黑体 counts; black, one red, three greys."""

from __future__ import annotations

from dataclasses import dataclass, replace

BLACK = "0 g"
WHITE = "1 g"
RED = "0.71 0.188 0.122 rg"  # B5301F, at most once on a paper
CORNER = "0.541 g"  # 8A8A8A
NOTE = "0.333 g"  # 555
HEADER = "0.941 g"  # F0F0F0

FRAME_WEIGHT = 0.75  # points
HEADER_WEIGHT = 0.6
INNER_WEIGHT = 0.35

LEFT = 28.0  # mm, A4 upright
WIDTH = 156.0
RIGHT = LEFT + WIDTH


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: points, and em for tracking."""

    family: str
    weight: int
    size: float
    leading: float = 0.0
    tracking: float = 0.0
    ink: str = BLACK

    def heavier(self, weight: int) -> Style:
        """The same in another weight."""
        return replace(self, weight=weight)

    def inked(self, ink: str) -> Style:
        """The same in another ink."""
        return replace(self, ink=ink)


def serif(size: float, leading: float = 0.0, weight: int = 400, tracking: float = 0.0) -> Style:
    """A 宋体 style; from 9 points up."""
    return Style("serif", weight, size, leading, tracking)


def sans(size: float, leading: float = 0.0, weight: int = 400, tracking: float = 0.0) -> Style:
    """A 黑体 style; below 9 points, and for numbers and marks."""
    return Style("sans", weight, size, leading, tracking)


ORGAN = serif(14, tracking=0.12)
TITLE = serif(22, weight=700, tracking=0.06)
TITLE_LONG = serif(20, weight=700, tracking=0.06)  # more than eight characters
NOTE_LINE = sans(7.5).inked(NOTE)
