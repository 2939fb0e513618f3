"""The only place that opens a message: what happened, what is safe, what to do. Never waits inside (open, not exec)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.errors import WorldError
from ui import theme as t
from ui.paint.light import Shape, paint_shape
from ui.parts.act import Act
from ui.parts.button import Button, Rank
from ui.shortcuts import Key

_WIDE = 420


class Message(QDialog):
    """A sentence with one or two keys.

    Signals:
        yes: the first key was pressed.
        no: the message was put away without it.
    """

    yes = Signal()
    no = Signal()

    def __init__(self, parent: QWidget | None, title: str, lines: tuple[str, ...], shape: Shape) -> None:
        super().__init__(parent)
        self.setWindowTitle("同权一窗")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(_WIDE)
        self.setAccessibleName(title)
        self.setAccessibleDescription("".join(lines))
        self._shape, self._lines = shape, lines
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(56, t.GUTTER, t.GUTTER, 16)
        whole.setSpacing(6)
        whole.addWidget(_label(title, t.font(t.LARGE, t.STRONG), "title"))
        self._labels = [_label(line, t.font(t.BODY, t.REGULAR), f"line{number}") for number, line in enumerate(lines)]
        for label in self._labels:
            whole.addWidget(label)
        self._after: QLabel | None = None
        whole.addSpacing(10)
        self._keys = QHBoxLayout()
        self._keys.setSpacing(8)
        self._keys.addStretch(1)
        whole.addLayout(self._keys)
        self._first: Button | None = None

    @property
    def text(self) -> str:
        """All it says after its title."""
        return "".join(self._lines)

    @property
    def told(self) -> str:
        """What came of a key that leaves it open."""
        return self._after.text() if self._after is not None else ""

    def say(self, sentence: str, *, bad: bool) -> None:
        """Under its lines: what came of a key that leaves it open."""
        if self._after is None:
            self._after = _label("", t.font(t.SMALL, t.MEDIUM), "after")
            self._whole.insertWidget(self._whole.count() - 2, self._after)  # before the room over the keys
        self._after.setStyleSheet(f"color: {(t.ZHU if bad else t.INK2).name()};")
        self._after.setText(sentence)
        self.setAccessibleDescription(sentence)
        self.adjustSize()

    def add_key(self, text: str, *, solid: bool, key: Key | None = None) -> None:
        """Add a key; the solid one means yes."""
        act = Act(text, key, self)
        self.addAction(act)
        act.done.connect(self.accept if solid else self.reject)
        button = Button(act, Rank.SECONDARY, self, solid=solid)
        button.setMinimumWidth(104)
        button.setDefault(solid)
        self._keys.addWidget(button)
        if solid:
            self._first = button

    def showEvent(self, event: QShowEvent) -> None:
        """The first key has the focus."""
        super().showEvent(event)
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.PopupFocusReason)

    def add_way(self, text: str, then: Callable[[], None], *, stays: bool = False, key: Key | None = None) -> Act:
        """Add a quiet key of another meaning than yes and no; the message goes first unless it ``stays``.

        ``then`` is a bound method.
        """
        act = Act(text, key, self)
        self.addAction(act)
        if not stays:
            act.done.connect(self.hide)
        act.done.connect(then)
        if not stays:
            act.done.connect(self.reject)
        button = Button(act, Rank.SECONDARY, self)
        button.setMinimumWidth(104)
        self._keys.insertWidget(1, button)
        return act

    def accept(self) -> None:
        """Yes."""
        super().accept()
        self.yes.emit()

    def reject(self) -> None:
        """No, or put away."""
        super().reject()
        self.no.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground with the shape at the left of the title."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.PAPER)
        paint_shape(painter, QRectF(t.GUTTER, t.GUTTER - 1, 24, 24), self._shape, None, 18)


def tell(parent: QWidget | None, title: str, *lines: str, shape: Shape = Shape.CHECK) -> Message:
    """Say something that only needs to be read."""
    message = Message(parent, title, tuple(line for line in lines if line), shape)
    message.add_key("知道了", solid=True)
    message.open()
    return message


def refusal(parent: QWidget | None, error: WorldError, title: str = "现在不能这样做") -> Message:
    """An act that was refused; nothing was saved."""
    return tell(parent, title, error.happened, error.safe, error.todo, shape=Shape.TRIANGLE)


def trouble(parent: QWidget | None, error: WorldError, title: str = "存储出了问题") -> Message:
    """The store or the line stands in the way."""
    return tell(parent, title, error.happened, error.safe, error.todo, shape=Shape.SQUARE)


def ask(
    parent: QWidget | None,
    title: str,
    lines: tuple[str, ...],
    yes_text: str,
    on_yes: Callable[[], None],
    *,
    no_text: str = "返回",
    shape: Shape = Shape.TRIANGLE,
) -> Message:
    """Ask before something that cannot be taken back; ``on_yes`` is a bound method."""
    message = Message(parent, title, lines, shape)
    message.add_key(no_text, solid=False, key=Key.GIVE_UP)
    message.add_key(yes_text, solid=True)
    message.yes.connect(on_yes)
    message.open()
    return message


def _label(text: str, font: QFont, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(font)
    label.setWordWrap(True)
    return label
