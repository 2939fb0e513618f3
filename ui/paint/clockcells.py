"""时限格: one cell for one working day, filled by whoever used it; a date that is not known says 未定 and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter

from ui import theme as t
from ui.paint.draw import RIGHT, box, width_of, words

_WORDS, _CELL, _GAP, _MOST = 20, 18, 2, 22
HEIGHT: Final = _WORDS + _CELL + _WORDS


@dataclass(frozen=True, slots=True)
class Span:
    """Working days in a row on one side: ``side`` county, city or left; ``begins`` is the first date, if shown."""

    side: Literal["county", "city", "left"]
    days: int
    begins: str = ""

    @property
    def label(self) -> str:
        """县级 2 日, 市级 11 日, 余 2 日."""
        return f"{_SIDES[self.side]} {self.days} 日"


@dataclass(frozen=True, slots=True)
class Clock:
    """One limit as cells; ``ends`` is the due date, ``unknown`` the reason there is none."""

    spans: tuple[Span, ...]
    ends: str = ""
    unknown: str = ""


_SIDES: Final = {"county": "县级", "city": "市级", "left": "余"}


def clock_size(clock: Clock) -> QSize:
    """Wanted size in px: cells shrink below 22 px when there is less room."""
    return QSize(_MOST * max(1, sum(span.days for span in clock.spans)), 2 * _WORDS if clock.unknown else HEIGHT)


def clock_text(clock: Clock) -> str:
    """What a screen reader says."""
    if clock.unknown:
        return f"未定：{clock.unknown}"
    return "，".join([span.label for span in clock.spans] + ([f"{clock.ends} 到期"] if clock.ends else []))


def paint_clock(painter: QPainter, rect: QRect | QRectF, clock: Clock) -> None:
    """Paint names, cells and dates from the top of ``rect``."""
    area = QRectF(rect)
    if clock.unknown:
        _paint_unknown(painter, area, clock.unknown)
        return
    days = max(1, sum(span.days for span in clock.spans))
    each = min(float(_MOST), area.width() / days)
    words_from, left = area.left(), area.left()
    for span in clock.spans:
        right = left + each * span.days
        _paint_cells(painter, left, area.top() + _WORDS, each, span)
        words_from = _paint_words(painter, area, left, right, words_from, span)
        left = right
    ends = QRectF(area.left(), area.top() + _WORDS + _CELL + 2, left - area.left(), 18)
    words(painter, ends, clock.ends, t.font(t.SMALL, t.STRONG), t.INK, RIGHT)


def _paint_unknown(painter: QPainter, area: QRectF, why: str) -> None:
    words(painter, QRectF(area.left(), area.top(), area.width(), 20), "未定", t.font(t.BODY, t.STRONG), t.INK3)
    words(painter, QRectF(area.left(), area.top() + 20, area.width(), 18), why, t.font(t.SMALL), t.INK3)


def _paint_cells(painter: QPainter, left: float, top: float, each: float, span: Span) -> None:
    for n in range(span.days):
        begin, end = round(left + each * n), round(left + each * (n + 1))
        cell = QRectF(begin, top, max(2, end - begin - _GAP), _CELL)
        if span.side == "left":
            box(painter, cell, t.PAPER, t.ZHE_SHAPE)
        else:
            box(painter, cell, t.DAI if span.side == "county" else t.DAI_SOFT2)


def _paint_words(painter: QPainter, area: QRectF, left: float, right: float, free_from: float, span: Span) -> float:
    """Name above and first date below; returns where the next name may begin."""
    face = t.font(t.SMALL, t.MEDIUM)
    wide = width_of(span.label, face)
    begin = max(left, free_from)
    if span.side == "left":
        begin = max(free_from, min(begin, right - wide))
    colour = {"county": t.DAI, "city": t.INK2, "left": t.ZHE}[span.side]
    words(painter, QRectF(begin, area.top(), area.right() - begin, 18), span.label, face, colour)
    below = QRectF(left, area.top() + _WORDS + _CELL + 2, area.right() - left, 18)
    words(painter, below, span.begins, t.font(t.SMALL), t.INK3)
    return begin + wide + 12
