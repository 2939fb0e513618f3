"""等待: a strip that appears only after one second, says how far it is, and stops on Esc."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme as t
from ui.paint.draw import width_of, words
from ui.paint.keycap import hint_size, keycap_size, paint_keycap

APPEARS_MS = 1000


class BusyStrip(QWidget):
    """Words, a bar and Esc.

    Signals:
        stop_asked: the person wants it to end.
    """

    stop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._share = "", 0.0
        self.setFixedHeight(36)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(APPEARS_MS)
        self._timer.timeout.connect(self.show)
        self.hide()

    @property
    def running(self) -> bool:
        """Whether something is under way, shown or not yet."""
        return self._timer.isActive() or self.isVisible()

    def start(self, text: str) -> None:
        """Something began; it shows in a second if it is still going."""
        self._timer.start()
        self.step(text, 0.0)

    def step(self, text: str, share: float) -> None:
        """How far it is, ``share`` from 0 to 1."""
        self._text, self._share = text, max(0.0, min(1.0, share))
        self.setAccessibleName(f"{text} {round(self._share * 100)}%")
        self.update()

    def finish(self) -> None:
        """It ended."""
        self._timer.stop()
        self.hide()

    def stop(self) -> bool:
        """Ask for the end if something runs; returns whether it did (so that Esc is used up)."""
        if self.running:
            self.stop_asked.emit()
            return True
        return False

    def sizeHint(self) -> QSize:
        """Words and key."""
        return QSize(width_of(self._text, t.font()) + 120, 36)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pressing 停止 stops."""
        if event.position().x() > self.width() - hint_size("Esc", "停止").width():
            self.stop_asked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words at the left, 停止 Esc at the right, bar below."""
        painter = QPainter(self)
        room = QRectF(0, 0, self.width(), 26)
        cap = keycap_size("Esc").width()
        paint_keycap(painter, room, "Esc")
        word = width_of("停止", t.font(t.SMALL))
        left_of_cap = room.right() - cap - 8 - word
        words(painter, QRectF(left_of_cap, 0, word + 2, 26), "停止", t.font(t.SMALL), t.INK2)
        words(painter, room.adjusted(0, 0, -cap - word - 16, 0), self._text, t.font(t.BODY, t.MEDIUM), t.INK)
        painter.fillRect(QRectF(0, 30, self.width(), 4), t.LINE)
        painter.fillRect(QRectF(0, 30, round(self.width() * self._share), 4), t.DAI)
