"""锁屏: covers the window without leaving the page, until the same person's password is given."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import theme as t
from ui.icons import Icon, paint_icon
from ui.paint.draw import box, width_of, words
from ui.paint.keycap import paint_keycap
from ui.parts.inktip import hide_tip

OPACITY = 0.985  # the house rule is 0.93 or more; at 0.96 a name could still be made out
_WIDE, _HIGH = 276, 130


class LockScreen(QWidget):
    """The cover. It takes every key and click; only ``unlock`` lifts it.

    Signals:
        unlock_asked: the password typed.
    """

    unlock_asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._person, self._kept, self._trouble = "", "", ""
        self._focus_before: QWidget | None = None
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText("密码")
        self.password.setAccessibleName("密码")
        self.password.setFixedSize(_WIDE - 32, 30)
        self.password.returnPressed.connect(self._ask)
        self.setFocusProxy(self.password)
        parent.installEventFilter(self)
        self.hide()

    @property
    def locked(self) -> bool:
        """Whether the cover is down."""
        return not self.isHidden()

    def lock(self, person: str, kept: str) -> None:
        """Cover the window; ``kept`` says what stays as it is (收件 0017 原样保留，未离开此页)."""
        self._person, self._kept, self._trouble = person, kept, ""
        self._focus_before = self.window().focusWidget()
        self.setAccessibleName(f"已锁屏，{person}。{kept}")
        self.setGeometry(self.parentWidget().rect())
        self.password.clear()
        hide_tip(self)
        self.show()
        self.raise_()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def unlock(self) -> None:
        """Lift the cover and put the focus back where it was."""
        self.password.clear()
        self.hide()
        self.window().activateWindow()
        self._give_back()
        QTimer.singleShot(0, self, self._given_back)  # what hiding the cover still moves, moves before this

    def _give_back(self) -> None:
        if self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _given_back(self) -> None:
        if not self.locked:
            self._give_back()
            self._focus_before = None

    def refuse(self, why: str) -> None:
        """Stay down and say why."""
        self._trouble = why
        self.password.clear()
        self.setAccessibleDescription(why)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the whole window whatever its size becomes."""
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self.setGeometry(self.parentWidget().rect())
        return False

    def event(self, event: QEvent) -> bool:
        """Shortcuts of the covered page must not act, nor Tab leave the cover."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing reaches the page."""
        event.accept()

    def focusNextPrevChild(self, next_one: bool) -> bool:
        """Tab stays here."""
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the card in the middle."""
        card = self._card()
        self.password.move(int(card.left()) + 16, int(card.top()) + 64)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cover, card, who, what is kept."""
        painter = QPainter(self)
        veil = QColor(t.RAIL)
        veil.setAlphaF(OPACITY)
        painter.fillRect(self.rect(), veil)
        card = self._card()
        box(painter, card, t.PAPER, t.LINE2, t.RADIUS_BUTTON)
        inner = card.adjusted(16, 0, -16, 0)
        paint_icon(painter, QRectF(inner.left(), card.top() + 14, 18, 18), Icon.LOCK, t.DAI)
        title = QRectF(inner.left() + 26, card.top() + 12, inner.width() - 26, 22)
        words(painter, title, f"已锁屏 · {self._person}", t.font(t.BODY, t.STRONG), t.INK)
        words(painter, QRectF(inner.left(), card.top() + 38, inner.width(), 18), self._kept, t.font(t.SMALL), t.INK2)
        foot = QRectF(inner.left(), card.top() + 98, inner.width(), 24)
        paint_keycap(painter, foot, "Enter")
        colour, text = (t.ZHU, self._trouble) if self._trouble else (t.INK3, "换人请先交接此件")
        words(painter, foot.adjusted(0, 0, -width_of("Enter", t.font(t.SMALL)) - 20, 0), text, t.font(t.SMALL), colour)

    def _card(self) -> QRectF:
        return QRectF(round((self.width() - _WIDE) / 2), round((self.height() - _HIGH) / 2), _WIDE, _HIGH)

    def _ask(self) -> None:
        self.unlock_asked.emit(self.password.text())
