"""数轴: a number against the limit of what this window may do, with the case's own mark on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPolygonF

from ui import theme as t
from ui.paint.draw import CENTRE, LEFT, RIGHT, vline, width_of, words

HEIGHT: Final = 60
_BAR_TOP, _BAR = 27, 6


@dataclass(frozen=True, slots=True)
class Scale:
    """``limit`` parts ours (left) from theirs; ``value`` None = not given yet; ``limit_text`` e.g. 5 万（不含）."""

    limit: float
    limit_text: str
    ours: str
    theirs: str
    value: float | None = None
    value_text: str = ""
    inside: bool = True

    @property
    def end(self) -> float:
        """The number at the right end: far enough that limit and value both stand well inside."""
        return max(self.limit * 1.6, (self.value or 0) * 1.15)


def scale_size(scale: Scale) -> QSize:
    """Wanted size in px: room for the words at both ends; it spreads over its width."""
    return QSize(240 + width_of(scale.theirs, t.font(t.SMALL)), HEIGHT)


def scale_text(scale: Scale) -> str:
    """What a screen reader says."""
    said = f"{scale.ours}到 {scale.limit_text} 为止，以上归{scale.theirs}"
    return f"{said}；本件 {scale.value_text}" if scale.value is not None else said


def paint_scale(painter: QPainter, rect: QRect | QRectF, scale: Scale) -> None:
    """Paint the bar over the whole width of ``rect``, words above and below it."""
    area = QRectF(rect)
    cut = round(area.left() + area.width() * scale.limit / scale.end)
    top = area.top() + _BAR_TOP
    painter.fillRect(QRectF(area.left(), top, cut - area.left(), _BAR), t.DAI)
    painter.fillRect(QRectF(cut, top, area.right() - cut, _BAR), t.mix(t.ZHU, t.PAPER, 0.3))
    vline(painter, cut, top - 8, top + 14, t.INK)
    _paint_below(painter, area, cut, top, scale)
    taken = _paint_value(painter, area, top, scale)
    wide = width_of(scale.ours, t.font(t.SMALL, t.MEDIUM))
    left: float = cut - wide - 6
    if taken is not None and left < taken[1] + 8 and taken[0] - 8 < cut:
        left = min(left, taken[0] - wide - 12) if taken[0] - wide - 12 >= area.left() else taken[1] + 12
    if left + wide <= area.right() and left >= area.left():
        words(painter, QRectF(left, area.top(), wide + 2, 18), scale.ours, t.font(t.SMALL, t.MEDIUM), t.DAI)


def _paint_below(painter: QPainter, area: QRectF, cut: float, top: float, scale: Scale) -> None:
    line = QRectF(area.left(), top + 12, area.width(), 18)
    words(painter, line, "0", t.font(t.SMALL), t.INK2, LEFT)
    words(painter, line, scale.theirs, t.font(t.SMALL), t.INK2, RIGHT)
    wide = width_of(scale.limit_text, t.font(t.SMALL, t.MEDIUM)) + 4
    mark = QRectF(cut - wide / 2, top + 13, wide, 18)
    words(painter, mark, scale.limit_text, t.font(t.SMALL, t.MEDIUM), t.INK, CENTRE)


def _paint_value(painter: QPainter, area: QRectF, top: float, scale: Scale) -> tuple[float, float] | None:
    """The case's own mark; returns the span its words take."""
    if scale.value is None:
        return None
    tone = t.GOOD if scale.inside else t.BAD
    at = area.left() + area.width() * max(0.0, min(scale.value, scale.end)) / scale.end
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone.shape)
    painter.drawPolygon(QPolygonF([QPointF(at - 6, top - 11), QPointF(at + 6, top - 11), QPointF(at, top - 3)]))
    painter.restore()
    text = f"本件 {scale.value_text}"
    wide = width_of(text, t.font(t.SMALL, t.STRONG)) + 4
    left = max(area.left(), min(at - wide / 2, area.right() - wide))
    words(painter, QRectF(left, area.top(), wide, 18), text, t.font(t.SMALL, t.STRONG), tone.word, CENTRE)
    return left, left + wide
