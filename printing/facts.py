"""Tables of label and value that letters share, and the row that shows what still waits for confirmation."""

from __future__ import annotations

from collections.abc import Sequence

from printing.breaker import Text
from printing.style import Style, serif
from printing.table import Cell, Grid

LABEL = serif(10.5, 15)
VALUE = serif(10.5, 15)


def rows(pairs: Sequence[tuple[str, Text]], marks: Sequence[str] = (), value: Style = VALUE) -> list[list[Cell]]:
    """Label and value a row; empty values are left out, 待核定 lines come last and heavy."""
    cells = [[Cell(label, LABEL), Cell(text, value)] for label, text in pairs if text]
    if marks:
        cells.append([Cell("待核定", LABEL.heavier(700)), Cell("；".join(marks), value.heavier(700))])
    return cells


def two_columns(label: float, row: float = 8.3) -> Grid:
    """A grid of a label column and all the rest."""
    return Grid((label, 156 - label), row=row, air=1.0)
