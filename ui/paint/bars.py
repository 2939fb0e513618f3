"""The week's two bars a day, 收件 and 办结, drawn by hand (the chart module's licence does not suit us)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter

from ui import theme as t
from ui.paint.draw import CENTRE, hline, words

Day = tuple[str, int, int]
HEIGHT: Final = 140
_BAR, _DAYS, _FIGURE = 18, 24, 18


def bars_size(days: Sequence[Day]) -> QSize:
    """Least size in px."""
    return QSize(max(1, len(days)) * (2 * _BAR + 12), HEIGHT)


def bars_text(days: Sequence[Day]) -> str:
    """What a screen reader says: 周一收件18办结15…"""
    return "；".join(f"{day}收件 {received} 办结 {done}" for day, received, done in days)


def paint_bars(painter: QPainter, rect: QRect | QRectF, days: Sequence[Day]) -> None:
    """Paint the days side by side; the last one is today and set bold."""
    area = QRectF(rect)
    floor = area.bottom() - _DAYS
    hline(painter, area.left(), area.right(), floor, t.LINE2)
    if not days:
        return
    most = max(1, *(max(received, done) for _, received, done in days))
    room = floor - area.top() - _FIGURE
    each = area.width() / len(days)
    for n, (day, received, done) in enumerate(days):
        middle = round(area.left() + each * (n + 0.5))
        today = n == len(days) - 1
        _bar(painter, middle - _BAR - 1, floor, round(room * received / most), received, True)
        _bar(painter, middle + 1, floor, round(room * done / most), done, False)
        face = t.font(t.SMALL, t.STRONG if today else t.REGULAR)
        name = QRectF(middle - each / 2, floor + 4, each, 18)
        words(painter, name, day, face, t.INK if today else t.INK2, CENTRE)


def _bar(painter: QPainter, left: float, floor: float, height: int, figure: int, first: bool) -> None:
    painter.fillRect(QRectF(left, floor - height, _BAR, height), t.DAI if first else t.DAI_SOFT2)
    face = t.font(t.SMALL, t.MEDIUM if first else t.REGULAR)
    above = QRectF(left - 8, floor - height - _FIGURE, _BAR + 16, _FIGURE)
    words(painter, above, str(figure), face, t.INK if first else t.INK2, CENTRE)
