"""锁屏: covers the window without leaving the page, until the same person's password is given, or somebody takes over.

F6 asks once more before whoever sat here is signed out; Esc goes back to the password.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import theme as t
from ui.icons import Icon, paint_icon
from ui.paint.draw import box, paragraph, words
from ui.paint.keycap import hint_size, paint_hint
from ui.parts.inktip import hide_tip
from ui.shortcuts import Key

OPACITY = 0.985  # the house rule is 0.93 or more; at 0.96 a name could still be made out
_WIDE, _HIGH = 308, 156
_LEAVES = "没办完的收件存成草稿，回来接着填。"


class LockScreen(QWidget):
    """The cover. It takes every key and click; only ``unlock`` lifts it.

    Signals:
        unlock_asked: the password typed.
        change_asked: somebody else is to sit here (F6, and F6 once more).
    """

    unlock_asked = Signal(str)
    change_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._person, self._kept, self._trouble, self._under_way = "", "", "", ""
        self._leaves = _LEAVES
        self._changing = False  # F6 was pressed once
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

    def lock(self, person: str, kept: str, lost: str = "") -> None:
        """Cover the window; ``kept`` says what stays as it is (收件 0017 原样保留，未离开此页).

        ``lost``: the form that stands open and is kept nowhere, should somebody else take over.
        """
        self._leaves = f"{_LEAVES}开着的“{lost}”没有按下，不留。" if lost else _LEAVES
        self._person, self._kept, self._trouble, self._under_way = person, kept, "", ""
        self._ask_change(on=False)
        self._focus_before = self.window().focusWidget()
        self.setAccessibleName(f"已锁屏，{person}。{kept}")
        self.setGeometry(self.parentWidget().rect())
        self.password.clear()
        hide_tip(self)
        self.show()
        self.raise_()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self, under_way: str) -> None:
        """Somebody else is to sit here: say what is still waited for; no key is taken any more."""
        self._under_way = under_way
        self.setAccessibleDescription(under_way)
        self.update()

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
        self._trouble, self._under_way = why, ""
        self._ask_change(on=False)
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
        """Nothing reaches the page; F6 twice lets somebody else sit here."""
        event.accept()
        if self._under_way:
            return
        if event.key() == Qt.Key.Key_Escape and self._changing:
            self._ask_change(on=False)
        elif event.key() == Qt.Key.Key_F6 and not event.isAutoRepeat():
            if self._changing:
                self.change_asked.emit()
            else:
                self._ask_change(on=True)

    def focusNextPrevChild(self, next_one: bool) -> bool:
        """Tab stays here."""
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the card in the middle."""
        card = self._card()
        self.password.move(int(card.left()) + 16, int(card.top()) + 80)

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
        words(painter, title, f"{self._title()} · {self._person}", t.font(t.BODY, t.STRONG), t.INK)
        text, colour = (self._leaves, t.INK2) if self._changing else (self._trouble or self._kept, self._ink())
        told = QRectF(inner.left(), card.top() + 40, inner.width(), 72 if self._changing else 36)
        paragraph(painter, told, self._under_way or text, t.font(t.SMALL), colour)
        self._paint_keys(painter, QRectF(inner.left(), card.bottom() - 32, inner.width(), 20))

    def _paint_keys(self, painter: QPainter, foot: QRectF) -> None:
        if self._under_way:
            return
        change, back, word = "换人", "Enter", "解锁"
        if self._changing:
            change, back, word = "确认换人", Key.GIVE_UP.value, "返回"
        paint_hint(painter, foot, Key.KEEP.value, change)
        left = foot.adjusted(0, 0, -hint_size(Key.KEEP.value, change).width() - 20, 0)
        paint_hint(painter, left, back, word)

    def _title(self) -> str:
        return "换人，退出登录" if self._changing else "已锁屏"

    def _ink(self) -> QColor:
        return t.ZHU if self._trouble else t.INK2

    def _card(self) -> QRectF:
        return QRectF(round((self.width() - _WIDE) / 2), round((self.height() - _HIGH) / 2), _WIDE, _HIGH)

    def _ask(self) -> None:
        self.unlock_asked.emit(self.password.text())

    def _ask_change(self, *, on: bool) -> None:
        """Show what taking over means in the place of the password, or the password again."""
        before, self._changing = self._changing, on
        self.password.setVisible(not on)
        if on:
            self.setFocusProxy(None)  # type: ignore[arg-type]  # Qt's way to take the proxy away
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.setAccessibleDescription(self._leaves)
        elif before:
            self.setFocusProxy(self.password)
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()
