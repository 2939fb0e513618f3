"""权责条: eight cells from 收件 to 担责, in runs of county and city, the organ's name above each side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter

from models.views import Duties, Duty
from ui import theme as t
from ui.paint.draw import CENTRE, box, width_of, words

_NAMES, _CELL, _GAP, _LEAST = 20, 25, 4, 32
HEIGHT: Final = _NAMES + _CELL


def duty_size(duties: Duties) -> QSize:
    """Least size in px; the strip spreads over whatever width it is given."""
    runs = len(_runs(duties.cells))
    return QSize(_LEAST * len(duties.cells) + _GAP * max(0, runs - 1), HEIGHT)


def duty_text(duties: Duties) -> str:
    """What a screen reader says: 县级高平市：收件、受理；市级…：决定."""
    said = []
    for county in (True, False):
        labels = "、".join(cell.label for cell in duties.cells if cell.county is county)
        if labels:
            said.append(f"{_side(duties, county)}：{labels}")
    return "；".join(said)


def paint_duties(painter: QPainter, rect: QRect | QRectF, duties: Duties) -> None:
    """Paint the strip over the whole width of ``rect``, from its top."""
    area = QRectF(rect)
    runs = _runs(duties.cells)
    if not runs:
        return
    each = (area.width() - _GAP * (len(runs) - 1)) / len(duties.cells)
    left, named, starts = area.left(), set[bool](), []
    for run in runs:
        if run[0].county not in named:
            named.add(run[0].county)
            starts.append((left, run[0].county))
        right = left + each * len(run)
        _paint_run(painter, left, right, area.top() + _NAMES, run)
        left = right + _GAP
    _paint_names(painter, area, duties, starts)


def _runs(cells: Sequence[Duty]) -> list[list[Duty]]:
    return [list(run) for _, run in groupby(cells, key=lambda cell: cell.county)]


def _side(duties: Duties, county: bool) -> str:
    return f"县级 · {duties.county_name}" if county else f"市级 · {duties.city_name}"


def _paint_names(painter: QPainter, area: QRectF, duties: Duties, starts: list[tuple[float, bool]]) -> None:
    face = t.font(t.SMALL, t.MEDIUM)
    room = area.right()
    for start, county in reversed(starts):
        name = _side(duties, county)
        left = max(area.left(), min(start, room - width_of(name, face)))  # a long name starts further left
        words(painter, QRectF(left, area.top(), room - left, 18), name, face, t.DAI if county else t.INK2)
        room = left - 8


def _paint_run(painter: QPainter, left: float, right: float, top: float, run: list[Duty]) -> None:
    edges = [round(left + (right - left) * n / len(run)) for n in range(len(run) + 1)]
    for cell, begin, end in zip(run, edges, edges[1:], strict=False):
        area = QRectF(begin, top, end - begin, _CELL)
        if cell.county:
            box(painter, area, t.DAI_SOFT2, t.DAI)
            words(painter, area, cell.label, t.font(t.SMALL, t.MEDIUM), t.DAI_DOWN, CENTRE)
        else:
            box(painter, area, t.PAPER, t.LINE2)
            words(painter, area, cell.label, t.font(t.SMALL), t.INK, CENTRE)
