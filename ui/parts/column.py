"""Columns: a right column whose head and keys never scroll away, a scrolled column, and hairlines between them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme as t
from ui.paint.draw import hline


class Ground(QWidget):
    """A plain widget of one colour; a style sheet on it would be inherited by every child."""

    def __init__(self, colour: QColor = t.BG, parent: QWidget | None = None, *, top_line: bool = False) -> None:
        super().__init__(parent)
        self._colour, self._top_line = colour, top_line

    def set_colour(self, colour: QColor) -> None:
        """Another ground."""
        self._colour = colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill, and the line on top if asked for."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._colour)
        if self._top_line:
            hline(painter, 0, self.width(), 0, t.LINE2)


def upright(colour: QColor = t.LINE2, parent: QWidget | None = None) -> QWidget:
    """A vertical hairline for a row of columns."""
    line = Ground(colour, parent)
    line.setFixedWidth(1)
    return line


def level(colour: QColor = t.LINE, parent: QWidget | None = None) -> QWidget:
    """A horizontal hairline for a column."""
    line = Ground(colour, parent)
    line.setFixedHeight(1)
    return line


class Scrolled(QScrollArea):
    """A frameless scroll area with one column in it; takes no focus of its own."""

    def __init__(self, colour: QColor = t.PAPER, parent: QWidget | None = None, *, margins: bool = True) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inner = Ground(colour, self)
        self.column = QVBoxLayout(self.inner)
        side = t.GUTTER if margins else 0
        self.column.setContentsMargins(side, 12 if margins else 0, side, 12 if margins else 0)
        self.column.setSpacing(0)
        self.setWidget(self.inner)
        if margins:
            self.verticalScrollBar().rangeChanged.connect(self._make_room)

    def show_whole(self, widget: QWidget) -> None:
        """Scroll just enough for ``widget`` to be seen."""
        self.ensureWidgetVisible(widget, 0, 8)

    def _make_room(self, _least: int, most: int) -> None:
        # The bar takes its 10 px from the margin, so that nothing moves when it comes or goes.
        right = t.GUTTER - self.verticalScrollBar().sizeHint().width() if most > 0 else t.GUTTER
        self.column.setContentsMargins(t.GUTTER, 12, right, 12)


class RightColumn(Ground):
    """判定 fixed on top, the middle scrolls, the keys fixed below."""

    def __init__(self, width: int, parent: QWidget | None = None, *, colour: QColor = t.PAPER) -> None:
        super().__init__(colour, parent)
        self.setFixedWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.top = QVBoxLayout()
        self.scrolled = Scrolled(colour, self)
        self.body = self.scrolled.column
        self._keys = Ground(colour, self, top_line=True)
        self.bottom = QVBoxLayout(self._keys)
        self.bottom.setContentsMargins(t.GUTTER, 11, t.GUTTER, 12)
        self.bottom.setSpacing(8)
        whole.addLayout(self.top)
        whole.addWidget(self.scrolled, 1)
        whole.addWidget(self._keys)

    def showEvent(self, event: QShowEvent) -> None:
        """A column without keys has no key area."""
        super().showEvent(event)
        self._keys.setVisible(self.bottom.count() > 0)
