"""A line edit that shows at its right whether the value passed, and hides an ID number until the eye key is held."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import theme as t
from ui.paint.draw import RIGHT, width_of, words
from ui.style import set_state

_SIGN, _EDGE, _GAP = 12, 8, 8
_HEAD, _TAIL = 6, 4


class State(StrEnum):
    """How a field stands; the value is the style sheet's ``state``."""

    PLAIN = ""
    OK = "ok"
    BAD = "bad"
    CARD = "card"


_TONES: Final = {State.OK: t.GOOD, State.BAD: t.BAD, State.CARD: t.ACCENT, State.PLAIN: t.QUIET}


def masked(text: str) -> str:
    """``140581********0024``: six in front and four behind; a short number keeps its last two."""
    if len(text) <= _HEAD + _TAIL:
        return "*" * max(0, len(text) - 2) + text[-2:]
    return text[:_HEAD] + "*" * (len(text) - _HEAD - _TAIL) + text[-_TAIL:]


class Edit(QLineEdit):
    """One value.

    Signals:
        onward: Enter pressed; the page goes to the next field.
        backward: Shift+Enter pressed.
    """

    onward = Signal()
    backward = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(t.FIELD_HEIGHT)
        self._state, self._word = State.PLAIN, ""
        self._secret = self._revealed = self._typing = self._password = False
        self.textEdited.connect(self._typed)
        self.textChanged.connect(self._cover)

    @property
    def state(self) -> State:
        """How the value stands."""
        return self._state

    @property
    def shown(self) -> str:
        """What the screen shows now."""
        return masked(self.text()) if self.hides else self.text()

    @property
    def hides(self) -> bool:
        """Whether the value is covered now."""
        return self._secret and bool(self.text()) and not self._revealed and not self._typing

    def set_state(self, state: State, word: str = "") -> None:
        """Show ``state`` with a short ``word`` (通过, 读卡) before its sign."""
        self._state, self._word = state, word
        set_state(self, "state", state.value)
        self._make_room()

    def set_secret(self, secret: bool) -> None:
        """Cover the value unless it is being typed or the eye key is held."""
        self._secret, self._typing = secret, False
        self._cover()
        self._make_room()

    def set_password(self) -> None:
        """A password: dots from the first character on, whatever is typed; no key shows it."""
        self._password = True
        self._cover()

    def reveal(self, on: bool) -> None:
        """Show a covered value while ``on``."""
        self._revealed = on
        self._cover()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own field, or the frame with the covered value; then the sign at the right."""
        if self.hides:
            self._paint_covered()
        else:
            super().paintEvent(event)
        self._paint_sign()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; typing over a covered value replaces it whole."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.backward if back else self.onward).emit()
            return
        if self._is_eye(event):
            self.reveal(True)
            return
        if self.hides and ((event.text().isprintable() and event.text()) or event.key() == Qt.Key.Key_Backspace):
            self.selectAll()
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The eye key belongs to a covered field before it belongs to a menu."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_eye(event):
            event.accept()
            return True
        return super().event(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Letting go of the eye key covers again."""
        if self._revealed and event.key() in (Qt.Key.Key_E, Qt.Key.Key_Alt) and not event.isAutoRepeat():
            self.reveal(False)
        super().keyReleaseEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pressing the eye shows the value."""
        if self._secret and self._sign_box().contains(event.position().toPoint()):
            self.reveal(True)
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Letting go covers it."""
        self.reveal(False)
        super().mouseReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A secret value is covered as soon as the field is left."""
        super().focusOutEvent(event)
        self._typing = self._revealed = False
        self._cover()

    def _is_eye(self, event: QKeyEvent) -> bool:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        return self._secret and alt and event.key() == Qt.Key.Key_E

    def _typed(self) -> None:
        self._typing = self._secret
        self._cover()
        if self._state is State.CARD:
            self.set_state(State.PLAIN)

    def _cover(self) -> None:
        # Password echo keeps the value from the clipboard and from assistive tools while it is covered.
        wanted = QLineEdit.EchoMode.Password if self._password or self.hides else QLineEdit.EchoMode.Normal
        if self.echoMode() != wanted:
            self.setEchoMode(wanted)
        self.setAccessibleDescription(self.shown if self.hides else "")
        self.update()

    def _signed(self) -> bool:
        return self._state is not State.PLAIN or self._secret

    def _make_room(self) -> None:
        word = width_of(self._word, t.font(t.SMALL)) + _GAP if self._word else 0
        self.setTextMargins(0, 0, _SIGN + 6 + word if self._signed() else 0, 0)
        self.update()

    def _sign_box(self) -> QRect:
        return QRect(self.width() - _EDGE - _SIGN, (self.height() - _SIGN) // 2, _SIGN, _SIGN)

    def _paint_covered(self) -> None:
        # QStyle alone costs 3 ms to set up in Python, and nothing is covered before somebody is signed in
        from PySide6.QtWidgets import QStyle, QStyleOptionFrame  # noqa: PLC0415

        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        right = self.textMargins().right() + 8
        words(painter, QRectF(self.rect()).adjusted(11, 0, -right, 0), self.shown, t.font(), t.INK)

    def _paint_sign(self) -> None:
        if not self._signed():
            return
        from ui.icons import Icon, paint_icon  # noqa: PLC0415 - the sign-in window has no signs and must come fast
        from ui.paint.light import Shape, paint_shape  # noqa: PLC0415 - the same

        painter = QPainter(self)
        tone, sign = _TONES[self._state], QRectF(self._sign_box())
        if self._secret and self._state in (State.PLAIN, State.CARD) and self.text() and not self._word:
            paint_icon(painter, sign, Icon.EYE if self._revealed else Icon.EYE_SHUT, tone.word)
        elif self._state is State.CARD:
            paint_icon(painter, sign, Icon.CARD, tone.word)
        elif self._state is not State.PLAIN:
            paint_shape(painter, sign, Shape.CHECK if self._state is State.OK else Shape.CROSS, tone.word, 11)
        before = QRectF(0, 0, sign.left() - _GAP, self.height())
        words(painter, before, self._word, t.font(t.SMALL), tone.word, RIGHT)
