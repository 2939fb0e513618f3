"""The dark one-line tip that says why a key cannot be pressed; it goes away by itself."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from ui import theme as t
from ui.paint.draw import box, height_of, paragraph, width_of

_ARROW, _PAD_X, _PAD_Y, _MOST = 6, 12, 6, 420
STAYS_MS = 4000


class InkTip(QWidget):
    """A tip laid over the window, its arrow pointing at what it speaks of."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._text = ""
        self._arrow = 24
        self._above = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now."""
        return self._text

    def say(self, text: str) -> None:
        """Set the words; the size follows."""
        self._text = text
        self.setAccessibleName(text)
        self.resize(self.sizeHint())
        self.update()

    def show_at(self, target: QWidget, text: str) -> None:
        """Show ``text`` under ``target``, or above it when there is no room below."""
        self.say(text)
        host = self.parentWidget()
        at = target.mapTo(host, QPoint(0, target.height() + 2))
        self._above = at.y() + self.height() > host.height() - t.STATUS_BAR
        top = at.y() - target.height() - 4 - self.height() if self._above else at.y()
        left = max(8, min(at.x(), host.width() - self.width() - 8))
        self._arrow = max(16, min(at.x() - left + 24, self.width() - 16))
        self.move(left, max(0, top))
        self.show()
        self.raise_()
        self._timer.start()

    def sizeHint(self) -> QSize:
        """The words in one line up to 420 px, then wrapped, with the arrow's height."""
        face = t.font(t.SMALL)
        most = min(_MOST, self.parentWidget().width() - 2 * _PAD_X - 24)
        wide = min(width_of(self._text, face), most) + 2
        return QSize(wide + 2 * _PAD_X, height_of(self._text, face, wide) + 2 * _PAD_Y + _ARROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """INK box, white words, a small arrow."""
        painter = QPainter(self)
        top = 0 if self._above else _ARROW
        body = QRectF(0, top, self.width(), self.height() - _ARROW)
        box(painter, body, t.INK, None, t.RADIUS)
        edge = body.bottom() if self._above else body.top()
        tip = edge + (_ARROW if self._above else -_ARROW)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.INK)
        points = [QPointF(self._arrow - 6, edge), QPointF(self._arrow, tip), QPointF(self._arrow + 6, edge)]
        painter.drawPolygon(QPolygonF(points))
        inner = body.adjusted(_PAD_X, _PAD_Y, -_PAD_X + 2, 0)
        paragraph(painter, inner, self._text, t.font(t.SMALL), t.PAPER)


def tip_for(widget: QWidget, text: str) -> InkTip:
    """Show ``text`` at ``widget`` in its window's one tip."""
    tip = _tip_of(widget)
    if tip is None:
        tip = InkTip(widget.window())
        tip.setObjectName("inktip")
    tip.show_at(widget, text)
    return tip


def hide_tip(widget: QWidget) -> None:
    """Put the tip of ``widget``'s window away, if there is one."""
    tip = _tip_of(widget)
    if tip is not None:
        tip.hide()


def _tip_of(widget: QWidget) -> InkTip | None:
    found = widget.window().findChild(InkTip, "inktip", Qt.FindChildOption.FindDirectChildrenOnly)
    return cast("InkTip | None", found)
