"""Paint one piece into a picture and ask for its colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TypeVar, cast

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

T = TypeVar("T", bound=QObject)
GROUND = QColor("#FF00FF")  # a colour no piece has


def drawn(paint: Callable[[QPainter, QRectF], None], width: int, height: int, ratio: float = 1.0) -> QImage:
    """The piece on a ground of its own, ``width`` × ``height`` logical px."""
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(GROUND)
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, width, height))
    painter.end()
    return image


def colours(image: QImage) -> Counter[str]:
    """How many pixels of each colour, ground left out."""
    found = Counter(image.pixelColor(x, y).name().upper() for y in range(image.height()) for x in range(image.width()))
    del found[GROUND.name().upper()]
    return found


def name(colour: QColor) -> str:
    """As ``colours`` writes it."""
    return colour.name().upper()


def rows_of(image: QImage, colour: QColor) -> list[int]:
    """Which rows hold ``colour``."""
    return [y for y in range(image.height()) if any(image.pixelColor(x, y) == colour for x in range(image.width()))]


def columns_of(image: QImage, colour: QColor) -> list[int]:
    """Which columns hold ``colour``."""
    return [x for x in range(image.width()) if any(image.pixelColor(x, y) == colour for y in range(image.height()))]


def closest(image: QImage, colour: QColor) -> float:
    """How near the picture comes to ``colour``: 0 the same, 1 nothing like it (thin strokes are all edges)."""

    def apart(one: QColor) -> float:
        red, green, blue = one.redF() - colour.redF(), one.greenF() - colour.greenF(), one.blueF() - colour.blueF()
        return max(abs(red), abs(green), abs(blue))

    return min(apart(QColor(found)) for found in colours(image))


def every(parent: QObject, kind: type[T]) -> list[T]:
    """All children of ``kind`` (PySide's own stubs lose the type)."""
    return cast("list[T]", list(parent.findChildren(kind)))


def only(parent: QObject, kind: type[T]) -> T:
    """The one child of ``kind``."""
    found = every(parent, kind)
    assert len(found) == 1, found
    return found[0]
