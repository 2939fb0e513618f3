"""The quiet line above the status bar: one sentence that goes by itself, or a trouble that stays with its one button.

It has a row of its own, so it lies over nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme as t
from ui.icons import Icon, paint_icon
from ui.paint.draw import hline, words
from ui.paint.light import Shape, paint_shape, tone_of_shape
from ui.parts.act import Act
from ui.parts.button import Button, Rank

GOES_MS = 8000
_HIGH, _LEFT, _CLOSE = 36, 42, 44


class FootLine(QWidget):
    """Hidden while it has nothing to say.

    Signals:
        again_asked: 重打 was pressed.
    """

    again_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said, self._shape = "", Shape.RING
        self._stays = False
        self.setFixedHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.again = Act("重打", None, self)
        self.again.done.connect(self.again_asked)
        self._button = Button(self.again, Rank.BANNER, self)
        self._button.setMinimumWidth(72)
        self._button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, _CLOSE, 0)
        row.addStretch(1)
        row.addWidget(self._button)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(GOES_MS)
        self.timer.timeout.connect(self.clear)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty when nothing."""
        return self._said

    @property
    def stays(self) -> bool:
        """Whether it waits for a person."""
        return self._stays

    def say(self, sentence: str) -> None:
        """One sentence for 8 s; a trouble that waits for a person is not talked over."""
        if sentence and not self._stays:
            self._show(sentence, Shape.RING)
            self.timer.start()

    def trouble(self, sentence: str, papers: int) -> None:
        """A paper did not come out; ``papers`` is how many wait for 重打."""
        self.timer.stop()
        self._stays = True
        self.again.setText("重打" if papers < 2 else f"重打 {papers} 份")
        self._button.setVisible(papers > 0)
        self._show(sentence, Shape.SQUARE)

    def clear_trouble(self) -> None:
        """The printer takes papers again."""
        if self._stays:
            self.clear()

    def clear(self) -> None:
        """Say nothing."""
        self.timer.stop()
        self._stays, self._said = False, ""
        self._button.hide()
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The cross puts it away."""
        if event.position().x() > self.width() - _CLOSE:
            self.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, line on top, shape, sentence, cross."""
        painter, tone = QPainter(self), tone_of_shape(self._shape)
        painter.fillRect(self.rect(), tone.soft if self._stays else t.PAPER)
        hline(painter, 0, self.width(), 0, t.LINE2)
        paint_shape(painter, QRectF(t.GUTTER, 0, 12, _HIGH), self._shape, tone.shape, 11)
        right = self._button.x() if self._button.isVisible() else self.width() - _CLOSE
        room = QRectF(_LEFT, 1, right - _LEFT - 12, _HIGH - 1)
        words(painter, room, self._said, t.font(t.BODY, t.MEDIUM), tone.word if self._stays else t.INK)
        paint_icon(painter, QRectF(self.width() - 30, 11, 14, 14), Icon.CLOSE, t.INK2)

    def _show(self, sentence: str, shape: Shape) -> None:
        self._said, self._shape = sentence, shape
        self.setAccessibleName(sentence)
        self.setToolTip("")
        self.show()
        self.update()
