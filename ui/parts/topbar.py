"""顶栏: the page's name, a place for what the page wants to put there, and the search for everything."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme as t
from ui.icons import Icon, paint_icon
from ui.paint.draw import box, hline, width_of, words
from ui.paint.keycap import keycap_size, paint_keycap


class FindBox(QWidget):
    """Looks like a search box; pressing it opens the palette (Ctrl+K) where one types."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(284, 30)
        self.setAccessibleName("查事项、办件、申请人、命令 Ctrl+K")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the palette."""
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, glass, words, cap."""
        painter, area = QPainter(self), QRectF(self.rect())
        box(painter, area, t.PAPER, t.EDGE, t.RADIUS_BUTTON)
        paint_icon(painter, QRectF(11, 8, 14, 14), Icon.SEARCH, t.INK3)
        inner = area.adjusted(32, 0, -8, 0)
        paint_keycap(painter, inner, "Ctrl+K")
        inner.setRight(inner.right() - keycap_size("Ctrl+K").width() - 6)
        words(painter, inner, "查事项、办件、申请人、命令", t.font(), t.INK3)


class TopBar(QWidget):
    """52 px over every page.

    Signals:
        find_asked: the search was pressed.
    """

    find_asked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.setFixedHeight(t.TOP_BAR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(t.GUTTER + width_of(title, t.font(t.TITLE, t.STRONG)) + 16, 0, 16, 1)
        self._row.setSpacing(16)
        self._find = FindBox(self)
        self._find.pressed.connect(self.find_asked)
        self._row.addStretch(1)
        self._row.addWidget(self._find)

    def add(self, widget: QWidget) -> None:
        """Put ``widget`` after the title (and after what is there already)."""
        self._row.insertWidget(self._row.count() - 2, widget)

    def add_right(self, widget: QWidget) -> None:
        """Put ``widget`` before the search."""
        self._row.insertWidget(self._row.count() - 1, widget)

    def sizeHint(self) -> QSize:
        """Any width, 52 px."""
        return QSize(600, t.TOP_BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title and the line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.BG)
        hline(painter, 0, self.width(), self.height() - 1, t.LINE2)
        room = QRectF(t.GUTTER, 0, self.width(), self.height() - 1)
        words(painter, room, self._title, t.font(t.TITLE, t.STRONG), t.INK)


class Facts(QWidget):
    """A row of short words for the top bar, some strong: 在办 23 · 待领取 5 …; ``bad`` ones vermilion."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_facts(self, *facts: tuple[str, str]) -> None:
        """Each fact is (words, kind): plain, strong, quiet, bad, or label (quiet and close to what follows)."""
        if facts != self._facts:
            self._facts = facts
            self.setAccessibleName("，".join(text for text, _ in facts))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """All side by side."""
        return QSize(sum(width_of(text, _face(kind)) + _gap(kind) for text, kind in self._facts), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Left to right, 16 px apart."""
        painter, left = QPainter(self), 0
        for text, kind in self._facts:
            wide = width_of(text, _face(kind))
            colour = {"bad": t.ZHU, "strong": t.INK, "quiet": t.INK3, "label": t.INK2}.get(kind, t.INK2)
            words(painter, QRectF(left, 0, wide + 2, self.height()), text, _face(kind), colour)
            left += wide + _gap(kind)


def _gap(kind: str) -> int:
    return 6 if kind == "label" else 16


def _face(kind: str) -> QFont:
    if kind in ("strong", "bad"):
        return t.font(t.BODY, t.STRONG)
    return t.font(t.SMALL if kind in ("quiet", "label") else t.BODY)
