"""Line icons (Phosphor, MIT) drawn in any colour and size at the screen's own resolution, kept once drawn."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from resources import ICONS, text


class Icon(StrEnum):
    """The icons the program has; the value is the file's name."""

    TODAY = "calendar-check"
    INTAKE = "tray"
    CASES = "files"
    FORWARD = "paper-plane-tilt"
    LEDGER = "notebook"
    ITEMS = "book-open"
    MANAGE = "gear-six"
    SEARCH = "magnifying-glass"
    CARD = "identification-card"
    LOCK = "lock-simple"
    HELP = "question"
    EYE = "eye"
    EYE_SHUT = "eye-slash"
    PRINTER = "printer"
    PLUS = "plus"
    MINUS = "minus"
    DOWN = "caret-down"
    RIGHT = "caret-right"
    AGAIN = "arrow-clockwise"
    BARCODE = "barcode"
    PERSON = "user"
    FOLDER = "folder-open"
    PAPER = "file-text"
    PACKAGE = "package"
    WARNING = "warning"
    EXPORT = "download-simple"
    SCAN = "scan"
    USB = "usb"
    STAMP = "stamp"
    CLOCK = "clock"
    CLOSE = "x"
    ARCHIVE = "archive"


@lru_cache(maxsize=64)
def _source(icon: Icon) -> str:
    return text(f"{ICONS}/{icon.value}.svg")


@lru_cache(maxsize=256)
def _drawn(icon: Icon, colour: str, pixels: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - the sign-in window draws no icon

    renderer = QSvgRenderer(QByteArray(_source(icon).replace("currentColor", colour).encode()))
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return picture


def pixmap(icon: Icon, colour: QColor, size: int = 20, ratio: float = 1.0) -> QPixmap:
    """``icon`` as a square of ``size`` logical px for a screen with ``ratio`` device px to one."""
    picture = QPixmap(_drawn(icon, colour.name(), round(size * ratio)))
    picture.setDevicePixelRatio(ratio)
    return picture


def paint_icon(painter: QPainter, rect: QRectF, icon: Icon, colour: QColor) -> None:
    """Draw ``icon`` into the square ``rect``."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(rect.topLeft(), pixmap(icon, colour, round(rect.width()), ratio))
