"""Small strokes all painted pieces share: words, boxes with crisp edges, hairlines."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def width_of(text: str, font: QFont) -> int:
    """Width of ``text`` in logical px, rounded up."""
    return QFontMetrics(font).horizontalAdvance(text)


def words(
    painter: QPainter,
    rect: QRect | QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """One line of plain text, cut with an ellipsis when it does not fit."""
    box = QRectF(rect)
    if not text or box.width() <= 0:
        return
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) > box.width() + 1:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(box, int(align | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip), text)


def paragraph(painter: QPainter, rect: QRect | QRectF, text: str, font: QFont, colour: QColor) -> None:
    """Plain text broken anywhere a Chinese line may break, from the top."""
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QRectF(rect), int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap), text)


def height_of(text: str, font: QFont, width: int) -> int:
    """Height in px ``paragraph`` takes at ``width`` px."""
    box = QFontMetrics(font).boundingRect(QRect(0, 0, width, 10_000), int(Qt.TextFlag.TextWordWrap), text)
    return box.height()


def box(
    painter: QPainter,
    rect: QRect | QRectF,
    fill: QColor,
    edge: QColor | None = None,
    radius: float = 0,
    line: float = 1,
) -> None:
    """A filled box whose edge lies inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, radius > 0 or edge is not None)
    area = QRectF(rect)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(QPen(edge, line))
        area = area.adjusted(line / 2, line / 2, -line / 2, -line / 2)
    painter.setBrush(fill)
    painter.drawRoundedRect(area, radius, radius)
    painter.restore()


def _snap(painter: QPainter, value: float) -> float:
    ratio = painter.device().devicePixelRatioF()
    return round(value * ratio) / ratio


def hline(painter: QPainter, left: float, right: float, y: float, colour: QColor) -> None:
    """A horizontal hairline of about 1 logical px on whole device pixels, its top at ``y``."""
    ratio = painter.device().devicePixelRatioF()
    thick = max(1, int(ratio)) / ratio
    painter.fillRect(QRectF(QPointF(left, _snap(painter, y)), QPointF(right, _snap(painter, y) + thick)), colour)


def vline(painter: QPainter, x: float, top: float, bottom: float, colour: QColor) -> None:
    """A vertical hairline of about 1 logical px on whole device pixels, its left at ``x``."""
    ratio = painter.device().devicePixelRatioF()
    thick = max(1, int(ratio)) / ratio
    painter.fillRect(QRectF(QPointF(_snap(painter, x), top), QPointF(_snap(painter, x) + thick, bottom)), colour)
