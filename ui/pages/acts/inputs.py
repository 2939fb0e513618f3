"""The fields of a sheet, one widget per kind of ask: a value, what is wrong with it, Enter goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ui import theme as t
from ui.pages.acts.asks import Ask, Kind, read_day, read_moment
from ui.paint.draw import height_of, paragraph, width_of, words
from ui.parts.choices import Choices
from ui.parts.edit import State
from ui.parts.field import Field

LABEL = 92
_LINE = 19


class Label(QWidget):
    """The name over a field that takes the whole width, with a quiet hint after it."""

    def __init__(self, text: str, note: str = "", *, needed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._note, self._needed = text, note, needed
        self.setFixedHeight(20)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, red star, hint."""
        painter, room, small = QPainter(self), QRectF(self.rect()), t.font(t.SMALL)
        words(painter, room, self._text, small, t.INK2)
        left = width_of(self._text, small) + 3
        if self._needed:
            words(painter, room.adjusted(left, -2, 0, 0), "*", t.font(t.SMALL, t.STRONG), t.ZHU)
            left += 8
        words(painter, room.adjusted(left + 5, 0, 0, 0), self._note, small, t.INK3)


class Trouble(QWidget):
    """One sentence in vermilion under a field; gone while there is none."""

    def __init__(self, left: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left, self.text = left, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def say(self, text: str) -> None:
        """Say it, or nothing."""
        self.text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its words."""
        return QSize(200, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sentence."""
        face = t.font(t.SMALL, t.MEDIUM)
        paragraph(QPainter(self), QRectF(self._left, 1, self._room(), 200), self.text, face, t.ZHU)

    def _room(self) -> int:
        return max(80, self.width() - self._left)

    def _fit(self) -> None:
        self.setFixedHeight(height_of(self.text, t.font(t.SMALL, t.MEDIUM), self._room()) + 2 if self.text else 0)


class Long(QPlainTextEdit):
    """Several lines; Enter goes on as in every field, Ctrl+Enter begins a new line.

    Signals:
        onward: Enter pressed.
    """

    onward = Signal()

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(ask.label)
        self.setPlaceholderText(ask.hint)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight((3 if ask.needed else 2) * _LINE + 18)
        self.setPlainText(ask.start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.insertPlainText("\n")
            else:
                self.onward.emit()
            return
        super().keyPressEvent(event)


class Input(QWidget):
    """One ask on the screen.

    Signals:
        onward: Enter in its last stop.
        changed: the value is another one.
    """

    onward = Signal()
    changed = Signal()

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask = ask
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2)
        self.trouble = Trouble(LABEL if ask.kind in _IN_LINE else 0)

    def stops(self) -> list[QWidget]:
        """Where the focus goes, in order."""
        return []

    def value(self) -> object:
        """What was told."""
        return ""

    def wrong(self) -> str:
        """What is wrong with it as it stands; "" when nothing is."""
        return ""

    def wrong_stop(self) -> QWidget | None:
        """Where the focus goes to mend it."""
        return next(iter(self.stops()), None)

    def say(self, sentence: str) -> None:
        """Show what is wrong, or that nothing is."""
        self.trouble.say(sentence)

    def finish(self) -> None:
        """The line for what is wrong comes last."""
        self.column.addWidget(self.trouble)


class TextInput(Input):
    """TEXT, DAY, MOMENT and NUMBER: one line; the kind says how it is read."""

    def __init__(self, ask: Ask, today: date, parent: QWidget | None = None) -> None:
        super().__init__(ask, parent)
        self._today = today
        self.field = Field(
            ask.label,
            required=ask.needed,
            placeholder=ask.hint or _HINTS.get(ask.kind, ""),
            label_width=LABEL,
            latin=ask.latin or ask.kind in _HINTS,
        )
        self.field.set_text(ask.start)
        self.column.addWidget(self.field)
        self.field.edit.onward.connect(self.onward)
        self.field.edit.textEdited.connect(self._edited)
        self.finish()

    def stops(self) -> list[QWidget]:
        """The line."""
        return [self.field.edit]

    def value(self) -> object:
        """By its kind; None for a day or number not written."""
        text = self.field.text.strip()
        return text if self.ask.kind is Kind.TEXT else _READ[self.ask.kind](text, self._today)

    def wrong(self) -> str:
        """Empty though needed, or not to be read."""
        if not self.field.text.strip():
            return f"还没有填{self.ask.label}" if self.ask.needed else ""
        value = self.value()
        if value is None:
            return _UNREADABLE[self.ask.kind]
        if isinstance(value, int) and value < self.ask.least:
            return f"不能小于 {self.ask.least}"
        return ""

    def say(self, sentence: str) -> None:
        """At the field itself."""
        self.field.set_state(State.BAD if sentence else State.PLAIN, "", sentence)

    def _edited(self) -> None:
        if self.field.error:
            self.say("")
        self.changed.emit()


class LongInput(Input):
    """LONG: a name over a box of three lines."""

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(ask, parent)
        self.edit = Long(ask)
        self.edit.onward.connect(self.onward)
        self.edit.textChanged.connect(self._edited)
        self.column.addWidget(Label(ask.label, needed=ask.needed))
        self.column.addWidget(self.edit)
        self.finish()

    def stops(self) -> list[QWidget]:
        """The box."""
        return [self.edit]

    def value(self) -> object:
        """All its lines."""
        return self.edit.toPlainText().strip()

    def wrong(self) -> str:
        """Empty though needed."""
        return f"还没有写{self.ask.label}" if self.ask.needed and not self.value() else ""

    def _edited(self) -> None:
        if self.trouble.text:
            self.say("")
        self.changed.emit()


class ChoiceInput(Input):
    """CHOICE: a name beside or over a choice, by how much room its words need."""

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(ask, parent)
        keys = [key for key, _ in ask.choices]
        self.choice = Choices(
            [name for _, name in ask.choices], keys.index(ask.start) if ask.start in keys else -1, name=ask.label
        )
        self.choice.chosen.connect(self._chosen)
        self.column.addWidget(Label(ask.label, ask.hint, needed=ask.needed))
        self.column.addWidget(self.choice)
        self.finish()

    def stops(self) -> list[QWidget]:
        """The choice."""
        return [self.choice]

    def value(self) -> object:
        """The key of the choice."""
        now = self.choice.current
        return self.ask.choices[now][0] if 0 <= now < len(self.ask.choices) else ""

    def wrong(self) -> str:
        """Nothing chosen."""
        return f"还没有选{self.ask.label}" if self.ask.needed and self.choice.current < 0 else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.onward.emit()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> None:
        self.say("")
        self.changed.emit()


def _number(text: str, _today: date) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


_READ: dict[Kind, Callable[[str, date], object]] = {Kind.DAY: read_day, Kind.MOMENT: read_moment, Kind.NUMBER: _number}
_IN_LINE = (Kind.TEXT, Kind.DAY, Kind.MOMENT, Kind.NUMBER)
_HINTS = {Kind.DAY: "如 2026-11-20 或 1120", Kind.MOMENT: "如 1120 09:30", Kind.NUMBER: ""}
_UNREADABLE = {
    Kind.DAY: "没有这一天，写成 2026-11-20 或 1120",
    Kind.MOMENT: "写成日期、空格、时间，如 1120 09:30；只写时间的是今天",
    Kind.NUMBER: "写成数字",
}
