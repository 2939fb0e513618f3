"""期限灯 and the other small marks, painted as shapes so that no font decides how they look.

Each meaning is a shape, a word and a colour together; the shape alone never stands for it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from models.rules.terms import Light
from ui import theme as t
from ui.paint.draw import words

SIZE: Final = 12  # px of a light in a row


class Shape(StrEnum):
    """The shapes; the value is how a screen reader names one."""

    DOT = "圆"
    TRIANGLE = "三角"
    SQUARE = "方"
    DIAMOND = "菱形叹号"
    PAUSE = "双竖"
    CHECK = "对勾"
    CROSS = "叉"
    RING = "空圆"
    BROKEN = "断开"


_LIGHTS: Final = {
    Light.AMPLE: (Shape.DOT, t.GOOD, "充裕"),
    Light.NEAR: (Shape.TRIANGLE, t.WARN, "临近"),
    Light.TODAY: (Shape.SQUARE, t.BAD, "今日到期"),
    Light.LATE: (Shape.DIAMOND, t.BAD, "超期"),
    Light.PAUSED: (Shape.PAUSE, t.STILL, "停表"),
    Light.DONE: (Shape.CHECK, t.QUIET, "已办结"),
    Light.UNKNOWN: (Shape.RING, t.QUIET, "未定"),
}

_TONES: Final = {
    Shape.DOT: t.GOOD,
    Shape.TRIANGLE: t.WARN,
    Shape.SQUARE: t.BAD,
    Shape.DIAMOND: t.BAD,
    Shape.PAUSE: t.STILL,
    Shape.CHECK: t.GOOD,
    Shape.CROSS: t.BAD,
    Shape.RING: t.Tone(t.INK2, t.EDGE, t.SUNK),
    Shape.BROKEN: t.WARN,
}


def shape_of(light: Light) -> Shape:
    """The shape a light is drawn as."""
    return _LIGHTS[light][0]


def tone_of(light: Light) -> t.Tone:
    """The colours a light is drawn in."""
    return _LIGHTS[light][1]


def tone_of_shape(shape: Shape) -> t.Tone:
    """The colours a shape has when it stands by itself."""
    return _TONES[shape]


def light_words(light: Light, left: int | None = None) -> str:
    """The word beside a light: 余 6 日, 今日, 超期 1 日, 停表 4 日, 已办结, 未定. ``left`` is working days."""
    if light is Light.TODAY:
        return "今日"
    if light is Light.DONE or left is None:
        return _LIGHTS[light][2]
    if light is Light.LATE:
        return f"超期 {abs(left)} 日"
    return f"停表 {left} 日" if light is Light.PAUSED else f"余 {left} 日"


def paint_light(painter: QPainter, rect: QRect | QRectF, light: Light) -> None:
    """Paint ``light`` in the middle of ``rect``."""
    paint_shape(painter, rect, shape_of(light), tone_of(light).shape)


def paint_light_and_words(painter: QPainter, rect: QRect | QRectF, light: Light, text: str) -> None:
    """The light at the left of ``rect`` and its words 8 px beside it."""
    area = QRectF(rect)
    paint_light(painter, QRectF(area.left(), area.top(), SIZE, area.height()), light)
    weight = t.REGULAR if light in (Light.DONE, Light.UNKNOWN) else t.MEDIUM
    words(painter, area.adjusted(SIZE + 8, 0, 0, 0), text, t.font(t.BODY, weight), tone_of(light).word)


def paint_shape(
    painter: QPainter,
    rect: QRect | QRectF,
    shape: Shape,
    colour: QColor | None = None,
    size: float = SIZE,
) -> None:
    """Paint ``shape``, ``size`` px across, in the middle of ``rect``; without ``colour`` in its own."""
    ink = _TONES[shape].shape if colour is None else colour
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, shape is not Shape.SQUARE)
    painter.translate(_middle(rect, size))
    painter.scale(size / SIZE, size / SIZE)
    _DRAW[shape](painter, ink)
    painter.restore()


def _middle(rect: QRect | QRectF, size: float) -> QPointF:
    """The middle of ``rect``, moved to where a shape of ``size`` px falls on whole pixels."""
    area = QRectF(rect)
    half = size / 2
    return QPointF(round(area.left() + area.width() / 2 - half) + half, round(area.center().y() - half) + half)


def _filled(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)


def _stroked(painter: QPainter, colour: QColor, width: float) -> None:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _dot(painter: QPainter, colour: QColor) -> None:
    _filled(painter, colour)
    painter.drawEllipse(QRectF(-5.5, -5.5, 11, 11))


def _triangle(painter: QPainter, colour: QColor) -> None:
    _filled(painter, colour)
    painter.drawPolygon(QPolygonF([QPointF(0, -6), QPointF(6.5, 6), QPointF(-6.5, 6)]))


def _square(painter: QPainter, colour: QColor) -> None:
    painter.fillRect(QRectF(-6, -6, 12, 12), colour)


def _diamond(painter: QPainter, colour: QColor) -> None:
    _filled(painter, colour)
    painter.drawPolygon(QPolygonF([QPointF(0, -7.5), QPointF(7.5, 0), QPointF(0, 7.5), QPointF(-7.5, 0)]))
    painter.fillRect(QRectF(-1, -4, 2, 5), t.PAPER)
    painter.fillRect(QRectF(-1, 2, 2, 2), t.PAPER)


def _pause(painter: QPainter, colour: QColor) -> None:
    painter.fillRect(QRectF(-5, -5, 4, 10), colour)
    painter.fillRect(QRectF(1, -5, 4, 10), colour)


def _check(painter: QPainter, colour: QColor) -> None:
    _stroked(painter, colour, 2)
    painter.drawPolyline([QPointF(-5.5, 0.2), QPointF(-1.8, 3.9), QPointF(5.6, -4.3)])


def _cross(painter: QPainter, colour: QColor) -> None:
    _stroked(painter, colour, 2)
    painter.drawLine(QPointF(-4.3, -4.3), QPointF(4.3, 4.3))
    painter.drawLine(QPointF(-4.3, 4.3), QPointF(4.3, -4.3))


def _ring(painter: QPainter, colour: QColor) -> None:
    _stroked(painter, colour, 1.4)
    painter.drawEllipse(QRectF(-4.5, -4.5, 9, 9))


def _broken(painter: QPainter, colour: QColor) -> None:
    _stroked(painter, colour, 1.8)
    painter.drawEllipse(QRectF(-4.4, -4.4, 8.8, 8.8))
    painter.drawLine(QPointF(-5.6, 5.6), QPointF(5.6, -5.6))


_DRAW: Final = {
    Shape.DOT: _dot,
    Shape.TRIANGLE: _triangle,
    Shape.SQUARE: _square,
    Shape.DIAMOND: _diamond,
    Shape.PAUSE: _pause,
    Shape.CHECK: _check,
    Shape.CROSS: _cross,
    Shape.RING: _ring,
    Shape.BROKEN: _broken,
}
