"""键帽: the little box that names a key, and the hint that puts a word beside it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter

from ui import theme as t
from ui.paint.draw import CENTRE, box, width_of, words

HEIGHT: Final = 18
_PAD, _LEAST, _GAP = 5, 21, 6


def keycap_size(key: str) -> QSize:
    """Size of the cap for ``key`` in px."""
    return QSize(max(_LEAST, width_of(key, t.font(t.SMALL, t.MEDIUM)) + 2 * _PAD), HEIGHT)


def paint_keycap(
    painter: QPainter,
    rect: QRect | QRectF,
    key: str,
    ink: QColor = t.INK2,
    edge: QColor = t.LINE2,
    fill: QColor = t.PAPER,
) -> None:
    """Paint the cap for ``key`` at the right end of ``rect``, in its middle line."""
    size = keycap_size(key)
    area = QRectF(rect)
    left = round(area.right() - size.width())
    cap = QRectF(left, round(area.center().y() - HEIGHT / 2), size.width(), HEIGHT)
    box(painter, cap, fill, edge, t.RADIUS)
    words(painter, cap, key, t.font(t.SMALL, t.MEDIUM), ink, CENTRE)


def hint_size(key: str, word: str) -> QSize:
    """Size of a cap with ``word`` after it."""
    cap = keycap_size(key)
    return QSize(cap.width() + (_GAP + width_of(word, t.font(t.SMALL)) if word else 0), HEIGHT)


def paint_hint(painter: QPainter, rect: QRect | QRectF, key: str, word: str) -> None:
    """Paint a cap with its word, flush right in ``rect``."""
    area = QRectF(rect)
    left = area.right() - hint_size(key, word).width()
    cap = keycap_size(key).width()
    paint_keycap(painter, QRectF(left, area.top(), cap, area.height()), key)
    words(painter, area.adjusted(left + cap + _GAP - area.left(), 0, 0, 0), word, t.font(t.SMALL), t.INK3)


def hint_text(key: str, word: str) -> str:
    """What a screen reader says of a hint."""
    return f"{word} {key}".strip()
