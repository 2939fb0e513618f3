"""Group heads: a title, a quiet note, keys or a widget at the right, and a hairline under them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme as t
from ui.paint.draw import hline, width_of, words
from ui.paint.keycap import hint_size, hint_text, paint_hint

Hints = Sequence[tuple[str, str]]
_HINT_GAP = 14


class GroupHead(QWidget):
    """题 + 说明 + right side + hairline; 25 px high."""

    def __init__(
        self,
        title: str,
        note: str = "",
        parent: QWidget | None = None,
        *,
        hints: Hints = (),
        legend: Sequence[tuple[QColor, str]] = (),
        ruled: bool = True,
    ) -> None:
        super().__init__(parent)
        self._title, self._note, self._hints, self._legend = title, note, tuple(hints), tuple(legend)
        self._ruled = ruled
        self._right: QWidget | None = None
        self._size = t.BODY
        self.setFixedHeight(t.GROUP_HEAD + 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def set_title(self, title: str, note: str | None = None) -> None:
        """Change the words."""
        self._title = title
        self._note = self._note if note is None else note
        self._tell()

    def set_note(self, note: str) -> None:
        """Change the note only."""
        self._note = note
        self._tell()

    def set_hints(self, hints: Hints) -> None:
        """Change the keys at the right."""
        self._hints = tuple(hints)
        self._tell()

    def set_large(self) -> None:
        """15 px title, for the head of a page's one big list."""
        self._size = t.LARGE
        self._tell()

    def set_right(self, widget: QWidget) -> None:
        """Put ``widget`` (a Segmented of 24 px) at the right end, on the hairline."""
        self._right = widget
        widget.setParent(self)
        widget.show()
        self._place_right()

    def sizeHint(self) -> QSize:
        """Words, hints and 25 px."""
        hints = sum(hint_size(*hint).width() + _HINT_GAP for hint in self._hints)
        return QSize(width_of(self._title, t.font(self._size, t.STRONG)) + hints + 40, t.GROUP_HEAD + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the right widget at the right."""
        self._place_right()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title, note, hints or legend, line."""
        painter = QPainter(self)
        face = t.font(self._size, t.STRONG)
        room = QRectF(0, 0, self.width(), self.height() - 3)
        right = self._paint_right(painter, room)
        words(painter, room, self._title, face, t.INK)
        left = width_of(self._title, face) + 9
        words(painter, QRectF(left, 0, right - left - 8, room.height()), self._note, t.font(t.SMALL), t.INK3)
        if self._ruled:
            hline(painter, 0, self.width(), self.height() - 1, t.LINE2)

    def _paint_right(self, painter: QPainter, room: QRectF) -> float:
        if self._right is not None:
            return float(self._right.x())
        right = room.right()
        for key, word in reversed(self._hints):
            paint_hint(painter, QRectF(0, room.top(), right, room.height()), key, word)
            right -= hint_size(key, word).width() + _HINT_GAP
        for colour, word in reversed(self._legend):
            wide = width_of(word, t.font(t.SMALL))
            words(painter, QRectF(right - wide - 1, 0, wide + 2, room.height()), word, t.font(t.SMALL), t.INK2)
            painter.fillRect(QRectF(right - wide - 15, round(room.center().y()) - 5, 10, 10), colour)
            right -= wide + 15 + 12
        return right

    def _place_right(self) -> None:
        if self._right is not None:
            size = self._right.sizeHint()
            self._right.move(self.width() - size.width(), max(0, self.height() - self._right.height() - 2))
            self._right.resize(size.width(), self._right.height())

    def _tell(self) -> None:
        said = "，".join(hint_text(*hint) for hint in self._hints)
        self.setAccessibleName(f"{self._title} {self._note}".strip())
        self.setAccessibleDescription(said)
        self.updateGeometry()
        self.update()


class KeyHint(QWidget):
    """Keys with their words in a row, for the foot of a page."""

    def __init__(self, hints: Hints, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints = tuple(hints)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("，".join(hint_text(*hint) for hint in hints))

    def sizeHint(self) -> QSize:
        """All hints side by side."""
        wide = sum(hint_size(*hint).width() + _HINT_GAP for hint in self._hints) - _HINT_GAP
        return QSize(max(0, wide), 20)

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, event: QPaintEvent) -> None:
        """Left to right."""
        painter, left = QPainter(self), 0
        for key, word in self._hints:
            wide = hint_size(key, word).width()
            paint_hint(painter, QRectF(left, 0, wide, self.height()), key, word)
            left += wide + _HINT_GAP
