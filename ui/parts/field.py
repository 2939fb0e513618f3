"""A labelled field: name at the left, value at the right, what is wrong with it in a line below."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme as t
from ui.paint.draw import height_of, paragraph, width_of, words
from ui.parts.edit import Edit, State

_ERROR_GAP = 2


class Field(QWidget):
    """Label column, line edit, inline error; grows by the error's line and shrinks back without it."""

    def __init__(
        self,
        label: str,
        parent: QWidget | None = None,
        *,
        required: bool = False,
        placeholder: str = "",
        label_width: int = t.LABEL_COLUMN,
        latin: bool = False,
    ) -> None:
        """``latin``: a code or number; the input method stays out of it."""
        super().__init__(parent)
        self._label, self._required, self._label_width = label, required, label_width
        self._error = ""
        self.edit = Edit(self)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(label + ("（必填）" if required else ""))
        if latin:
            hints = Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhPreferUppercase
            self.edit.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoPredictiveText)
            self.edit.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def label(self) -> str:
        """The field's name."""
        return self._label

    @property
    def error(self) -> str:
        """What is wrong with the value; empty when nothing is."""
        return self._error

    @property
    def text(self) -> str:
        """The whole value, covered or not."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Put a value in without it counting as typed."""
        if self.edit.text() != text:
            self.edit.setText(text)
            self.edit.setCursorPosition(0)

    def set_label(self, label: str, *, required: bool | None = None) -> None:
        """Rename the field (身份证号 ↔ 护照号)."""
        self._label = label
        self._required = self._required if required is None else required
        self.edit.setAccessibleName(label + ("（必填）" if self._required else ""))
        self.update()

    def set_state(self, state: State, word: str = "", error: str = "") -> None:
        """Show how the value stands; ``error`` is one sentence."""
        self.edit.set_state(state, word)
        self._set_error(error if state is State.BAD else "")

    def set_secret(self, secret: bool = True) -> None:
        """Cover the value (ID numbers)."""
        self.edit.set_secret(secret)

    def sizeHint(self) -> QSize:
        """28 px, and the error's lines when there is one."""
        return QSize(self._label_width + 140, t.FIELD_HEIGHT + self._error_height())

    minimumSizeHint = sizeHint  # noqa: N815

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Edit takes what the label leaves."""
        self.edit.setGeometry(self._label_width, 0, max(40, self.width() - self._label_width), t.FIELD_HEIGHT)
        self.setFixedHeight(t.FIELD_HEIGHT + self._error_height())

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the label when the field is switched off or on."""
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Label with its red star, and the error below the edit."""
        painter = QPainter(self)
        room = QRectF(0, 0, self._label_width - 6, t.FIELD_HEIGHT)
        words(painter, room, self._label, t.font(t.SMALL), t.INK2)
        if self._required:
            left = min(width_of(self._label, t.font(t.SMALL)) + 3, room.width() - 6)
            words(painter, room.adjusted(left, -2, 6, 0), "*", t.font(t.SMALL, t.STRONG), t.ZHU)
        if self._error:
            below = QRectF(self._label_width, t.FIELD_HEIGHT + _ERROR_GAP, self._error_width(), 200)
            paragraph(painter, below, self._error, t.font(t.SMALL, t.MEDIUM), t.ZHU)

    def _error_width(self) -> int:
        return max(40, self.width() - self._label_width)

    def _error_height(self) -> int:
        if not self._error:
            return 0
        return height_of(self._error, t.font(t.SMALL, t.MEDIUM), self._error_width()) + _ERROR_GAP

    def _set_error(self, error: str) -> None:
        if error != self._error:
            self._error = error
            self.edit.setToolTip("")
            self.edit.setAccessibleDescription(error)
            self.setFixedHeight(t.FIELD_HEIGHT + self._error_height())
            self.updateGeometry()
            self.update()


def chain(fields: list[QWidget]) -> None:
    """Tab order through ``fields`` as given; Enter follows the same order."""
    for one, following in pairwise(fields):
        QWidget.setTabOrder(one, following)
    for one, following in pairwise(fields):
        source = one.edit if isinstance(one, Field) else one
        if isinstance(source, Edit):
            source.onward.connect(_Goer(source, following).go)
        target = following.edit if isinstance(following, Field) else following
        if isinstance(target, Edit):
            target.backward.connect(_Goer(target, one).go)


class _Goer(QWidget):
    """Gives focus to one widget; a child of the field it serves, so it dies with it."""

    def __init__(self, owner: QWidget, target: QWidget) -> None:
        super().__init__(owner)
        self._target = target
        self.hide()

    def go(self) -> None:
        """Give the target the focus."""
        self._target.setFocus(Qt.FocusReason.TabFocusReason)
