"""The search box with a glass at the left and its key at the right; and the item picker's box on 收件."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import theme as t
from ui.icons import Icon, paint_icon
from ui.paint.draw import RIGHT, width_of, words
from ui.paint.keycap import keycap_size, paint_keycap

_LEFT, _HEIGHT = 33, 30


class SearchBox(QLineEdit):
    """A line edit dressed as a search.

    Signals:
        moved: ↑ or ↓ pressed, -1 or 1; the list under the box follows.
        taken: Enter pressed.
        left: Esc pressed.
    """

    moved = Signal(int)
    taken = Signal()
    left = Signal()

    def __init__(
        self,
        placeholder: str,
        key: str = "",
        parent: QWidget | None = None,
        *,
        word: str = "",
        width: int = 284,
    ) -> None:
        super().__init__(parent)
        self._key, self._word, self._wide = key, word, width
        self.setObjectName("search")
        self.setFixedHeight(_HEIGHT)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setTextMargins(_LEFT - 10, 0, self._hint_width(), 0)

    def sizeHint(self) -> QSize:
        """As wide as asked for, 30 high."""
        return QSize(self._wide, _HEIGHT)

    def event(self, event: QEvent) -> bool:
        """Esc closes the list here before the page hears of it."""
        ours = (Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in ours:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter belong to the list below."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's field, then glass, word and cap."""
        super().paintEvent(event)
        painter = QPainter(self)
        colour = t.DAI if self._word or self.hasFocus() else t.INK3
        paint_icon(painter, QRectF(11, 8, 14, 14), Icon.SEARCH, colour)
        inner = QRectF(0, 0, self.width() - 8, self.height())
        if self._key:
            paint_keycap(painter, inner, self._key)
            inner.setRight(inner.right() - keycap_size(self._key).width() - 10)
        words(painter, inner, self._word, t.font(t.SMALL), t.INK3, RIGHT)

    def _hint_width(self) -> int:
        cap = keycap_size(self._key).width() + 8 if self._key else 0
        return cap + (width_of(self._word, t.font(t.SMALL)) + 10 if self._word else 0)
