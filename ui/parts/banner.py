"""横幅 and 空态: what is wrong, what still works, where to go; and what an empty list says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme as t
from ui.icons import Icon, paint_icon
from ui.paint.draw import box, hline, width_of, words
from ui.paint.keycap import keycap_size, paint_keycap
from ui.paint.light import Shape, paint_shape, tone_of_shape
from ui.parts.act import Act
from ui.parts.button import Button, Rank


class Banner(QWidget):
    """One line across a page (44 px) with up to two buttons; ochre for the line down, vermilion for trouble."""

    def __init__(self, shape: Shape = Shape.BROKEN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape, self._lead, self._rest = shape, "", ""
        self.setFixedHeight(45)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._buttons: list[Button] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(t.GUTTER, 0, 16, 1)
        self._row.setSpacing(8)
        self._row.addStretch(1)

    def say(self, lead: str, rest: str, acts: Sequence[Act] = (), shape: Shape | None = None) -> None:
        """Show ``lead`` in bold, ``rest`` after it and one button for each act."""
        self._lead, self._rest, self._shape = lead, rest, shape or self._shape
        self.setAccessibleName(f"{lead}{rest}")
        for gone in self._buttons:
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._buttons = [Button(act, Rank.BANNER, self) for act in acts]
        for button in self._buttons:
            self._row.addWidget(button)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground of its tone, shape, words."""
        painter, tone = QPainter(self), tone_of_shape(self._shape)
        painter.fillRect(self.rect(), tone.soft)
        hline(painter, 0, self.width(), self.height() - 1, t.mix(tone.shape, tone.soft, 0.25))
        paint_shape(painter, QRectF(t.GUTTER, 0, 16, self.height() - 1), self._shape, tone.shape, 15)
        face = t.font(t.BODY, t.STRONG)
        left, right = t.GUTTER + 28, self._buttons_left() - 12
        words(painter, QRectF(left, 0, right - left, self.height() - 1), self._lead, face, tone.word)
        left += width_of(self._lead, face) + 2
        words(painter, QRectF(left, 0, right - left, self.height() - 1), self._rest, t.font(), t.INK)

    def _buttons_left(self) -> int:
        return self._buttons[0].x() if self._buttons else self.width()


class _Card(QWidget):
    """Two lines and, at the right, the one thing to do with its key."""

    def __init__(self, title: str, note: str, act: Act | None, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._title, self._note, self._act = title, note, act
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()
        if act is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, title: str, note: str) -> None:
        """Change the two lines."""
        self._title, self._note = title, note
        self._tell()
        self.update()

    def mouseReleaseEvent(self, event: object) -> None:
        """Pressing the card does its act."""
        if self._act is not None:
            self._act.trigger()

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._title}。{self._note}")

    def _paint_words(self, painter: QPainter, left: float, tone: t.Tone, link: QColor) -> None:
        right = float(self.width() - 12)
        if self._act is not None:
            cap = self._act.cap
            edge = t.mix(link, t.PAPER, 0.43) if link == t.ZHU else t.LINE2
            ink = link if link == t.ZHU else t.INK2
            if cap:
                paint_keycap(painter, QRectF(0, 0, right, self.height()), cap, ink, edge)
                right -= keycap_size(cap).width() + 8
            face = t.font(t.BODY, t.MEDIUM)
            wide = width_of(self._act.text(), face)
            words(painter, QRectF(right - wide, 0, wide + 2, self.height()), self._act.text(), face, link)
            right -= wide + 12
        middle = self.height() / 2
        line = QRectF(left, middle - 18, right - left, 19)
        words(painter, line, self._title, t.font(t.BODY, t.STRONG), tone.word)
        words(painter, QRectF(left, middle + 1, right - left, 18), self._note, t.font(t.SMALL), t.INK2)


class Trouble(_Card):
    """出错横幅 inside a column: what happened, what is safe, and the key that mends it."""

    def __init__(
        self,
        title: str,
        note: str,
        act: Act | None = None,
        parent: QWidget | None = None,
        *,
        shape: Shape = Shape.SQUARE,
    ) -> None:
        super().__init__(title, note, act, parent)
        self._shape = shape
        self.setFixedHeight(48)

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(240, 48)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground of its tone with a line of it below."""
        painter, tone = QPainter(self), tone_of_shape(self._shape)
        painter.fillRect(self.rect(), tone.soft)
        hline(painter, 0, self.width(), self.height() - 1, t.mix(tone.shape, tone.soft, 0.25))
        paint_shape(painter, QRectF(12, 0, 12, self.height()), self._shape, tone.shape)
        self._paint_words(painter, 35, tone, tone.word)


class EmptyState(_Card):
    """空态: an empty list says what comes next, never just nothing."""

    def __init__(
        self,
        title: str,
        note: str,
        act: Act | None = None,
        parent: QWidget | None = None,
        *,
        icon: Icon = Icon.INTAKE,
    ) -> None:
        super().__init__(title, note, act, parent)
        self._icon = icon
        self.setFixedHeight(56)

    def sizeHint(self) -> QSize:
        """Two lines with air."""
        return QSize(280, 56)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White box, grey icon, two lines, link."""
        painter = QPainter(self)
        box(painter, self.rect(), t.PAPER, t.LINE)
        paint_icon(painter, QRectF(20, self.height() / 2 - 12, 24, 24), self._icon, t.LINE2)
        self._paint_words(painter, 60, t.Tone(t.INK, t.INK, t.PAPER), t.DAI)
