"""告示: the one place of a page that says what came of an act, or why it was refused; never a box in the way."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.errors import WorldError
from ui import theme as t
from ui.icons import Icon, paint_icon
from ui.paint.draw import height_of, hline, paragraph
from ui.paint.light import Shape, paint_shape, tone_of_shape

_LEFT, _PAD = 46, 8


class Strip(QWidget):
    """A shape, a strong sentence, and a quieter one below it; hidden while it has nothing to say.

    Signals:
        closed: put away by the person.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape, self._lead, self._rest = Shape.CHECK, "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def text(self) -> str:
        """All it says; empty when it says nothing."""
        return f"{self._lead}{self._rest}"

    @property
    def lead(self) -> str:
        """The strong sentence."""
        return self._lead

    def say(self, shape: Shape, lead: str, rest: str = "") -> None:
        """Show ``lead`` (what happened) and ``rest`` (what is safe, what to do)."""
        self._shape, self._lead, self._rest = shape, lead, rest
        self.setAccessibleName(f"{lead}{rest}")
        self._fit()
        self.show()
        self.update()

    def fail(self, error: WorldError) -> None:
        """Say why something did not go through."""
        self.say(Shape.SQUARE, error.happened, error.advice)

    def clear(self) -> None:
        """Say nothing."""
        self._lead = self._rest = ""
        self.hide()

    def sizeHint(self) -> QSize:
        """As high as its words."""
        return QSize(320, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pressing the cross puts it away."""
        if event.position().x() > self.width() - 40:
            self.clear()
            self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground of its tone, shape, words, cross."""
        painter, tone = QPainter(self), tone_of_shape(self._shape)
        painter.fillRect(self.rect(), tone.soft)
        hline(painter, 0, self.width(), self.height() - 1, t.mix(tone.shape, tone.soft, 0.25))
        paint_shape(painter, QRectF(t.GUTTER, _PAD, 14, 19), self._shape, tone.shape, 13)
        room, strong = self._room(), t.font(t.BODY, t.STRONG)
        tall = height_of(self._lead, strong, room)
        paragraph(painter, QRectF(_LEFT, _PAD, room, tall), self._lead, strong, tone.word)
        paragraph(painter, QRectF(_LEFT, _PAD + tall, room, 200), self._rest, t.font(t.SMALL), t.INK)
        paint_icon(painter, QRectF(self.width() - t.GUTTER - 14, _PAD + 2, 14, 14), Icon.CLOSE, t.INK2)

    def _room(self) -> int:
        return max(80, self.width() - _LEFT - 48)

    def _height(self) -> int:
        tall = height_of(self._lead, t.font(t.BODY, t.STRONG), self._room())
        if self._rest:
            tall += height_of(self._rest, t.font(t.SMALL), self._room())
        return tall + 2 * _PAD + 1

    def _fit(self) -> None:
        if self._lead:
            self.setFixedHeight(self._height())
