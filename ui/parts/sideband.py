"""The band fixed on top of a right column: what is in front, on the ground of its tone, and whose it is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme as t
from ui.paint.draw import RIGHT, hline, width_of, words
from ui.paint.light import Shape, paint_shape, tone_of_shape

HEIGHT: Final = 65


class SideBand(QWidget):
    """64 px and a hairline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape, self._title, self._note, self._right = Shape.RING, "", "", ""
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def title(self) -> str:
        """The strong words."""
        return self._title

    def say(self, shape: Shape, title: str, note: str = "", right: str = "") -> None:
        """Show ``title`` over ``note``, ``right`` flush right; without a title the band takes no room."""
        self._shape, self._title, self._note, self._right = shape, title, note, right
        self.setAccessibleName("，".join(part for part in (title, note, right) if part))
        self.setVisible(bool(title))
        self.update()

    def sizeHint(self) -> QSize:
        """Any width."""
        return QSize(300, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, shape, words, hairline."""
        painter, tone = QPainter(self), tone_of_shape(self._shape)
        painter.fillRect(self.rect(), tone.soft)
        hline(painter, 0, self.width(), HEIGHT - 1, t.mix(tone.shape, tone.soft, 0.25))
        inner, small = QRectF(t.GUTTER, 9, self.width() - 2 * t.GUTTER, 26), t.font(t.SMALL)
        paint_shape(painter, QRectF(inner.left(), inner.top(), 16, 26), self._shape, tone.shape, 14)
        words(painter, inner, self._right, small, t.INK2, RIGHT)
        room = inner.adjusted(26, 0, -width_of(self._right, small) - 10, 0)
        words(painter, room, self._title, t.font(t.LARGE, t.STRONG), tone.word)
        words(painter, QRectF(inner.left(), 37, inner.width(), 18), self._note, small, t.INK2)
