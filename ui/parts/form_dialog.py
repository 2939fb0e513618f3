"""A small form over the page: a few fields, one sentence when something is wrong, two keys. Opens, never waits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import theme as t
from ui.paint.draw import height_of, paragraph, words
from ui.parts.act import Act
from ui.parts.button import Button, Rank
from ui.parts.choices import Choices
from ui.parts.field import Field, chain
from ui.parts.segmented import Segmented
from ui.shortcuts import Key

_WIDE, _TOP, _FOOT, _SIDE = 480, 76, 58, 24


class Ask(NamedTuple):
    """One field: its key in the answer, its label, and how it is typed."""

    name: str
    label: str
    hidden: bool = False  # a password
    text: str = ""
    hint: str = ""
    needed: bool = True


class FormDialog(QDialog):
    """A form with fields and, if need be, one choice under them.

    Signals:
        asked: what was typed, by name; the choice is under "choice" as its index.
    """

    asked = Signal(dict)

    def __init__(
        self,
        parent: QWidget,
        title: str,
        note: str,
        asks: Sequence[Ask],
        yes: str,
        *,
        choices: tuple[str, Sequence[str]] = ("", ()),
        choice_first: bool = False,
    ) -> None:
        """``choice_first``: the choice stands over the fields, and has the keys when the form opens."""
        super().__init__(parent)
        self.setWindowTitle("同权一窗")
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(_WIDE)
        self._title, self._note, self._trouble = title, note, ""
        self._choice_first = choice_first
        self._yes_word, self._needed = yes, {ask.name for ask in asks if ask.needed}
        self.fields = {ask.name: _field(ask) for ask in asks}
        self.choice = _choice(choices[0], choices[1])
        self._lay_out(bool(choices[1]), choice_first)

    def refuse(self, sentence: str) -> None:
        """It did not go through; everything typed stays, passwords are asked for again."""
        self._say(sentence)
        self.yes.set_reason("")
        for field in self.fields.values():
            if field.edit.echoMode() == QLineEdit.EchoMode.Password:
                field.set_text("")
        empty = next((field for field in self.fields.values() if not field.text), None)
        (empty or next(iter(self.fields.values()))).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from a choice that stands over the fields, as it does from a field."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._choice_first and self.focusWidget() is self.choice:
            next(iter(self.fields.values())).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground, title, note, and what is wrong."""
        painter, wide = QPainter(self), self.width() - 2 * _SIDE
        painter.fillRect(self.rect(), t.PAPER)
        words(painter, QRectF(_SIDE, 18, wide, 24), self._title, t.font(t.LARGE, t.STRONG), t.INK)
        paragraph(painter, QRectF(_SIDE, 43, wide, 80), self._note, t.font(t.SMALL), t.INK2)
        if self._trouble:
            top = self._body.geometry().bottom() + 8
            paragraph(painter, QRectF(_SIDE, top, wide, 80), self._trouble, t.font(t.SMALL, t.MEDIUM), t.ZHU)

    def _lay_out(self, choosing: bool, first: bool) -> None:
        whole = QVBoxLayout(self)
        more = height_of(self._note, t.font(t.SMALL), _WIDE - 2 * _SIDE) - height_of("一", t.font(t.SMALL), _WIDE)
        whole.setContentsMargins(_SIDE, _TOP + max(0, more), _SIDE, 16)  # a note of several lines
        whole.setSpacing(0)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        for field in self.fields.values():
            body.addWidget(field)
        self.choice.setVisible(choosing)
        if choosing:
            wraps = isinstance(self.choice, Choices)
            align = Qt.AlignmentFlag(0) if wraps else Qt.AlignmentFlag.AlignLeft
            body.insertWidget(0 if first else body.count(), self.choice, 0, align)
        whole.addWidget(self._body)
        whole.addSpacing(_FOOT)
        whole.addLayout(self._keys())
        chosen: list[QWidget] = [self.choice] if choosing else []
        order = [*chosen, *self.fields.values()] if first else [*self.fields.values(), *chosen]
        chain([*order, self._button])
        if not choosing or first:
            list(self.fields.values())[-1].edit.onward.connect(self._go)
        order[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _keys(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        back, self.yes = Act("返回", Key.GIVE_UP, self), Act(self._yes_word, None, self)
        self.addAction(back)
        back.done.connect(self.reject)
        self.yes.done.connect(self._go)
        self._button = Button(self.yes, Rank.SECONDARY, self, solid=True)
        self._button.setDefault(True)
        for button in (Button(back, Rank.SECONDARY, self), self._button):
            button.setMinimumWidth(104)
            row.addWidget(button)
        return row

    @Slot()
    def _go(self) -> None:
        if self.yes.reason:
            return
        told: dict[str, object] = {name: field.text for name, field in self.fields.items()}
        blank = (field for name, field in self.fields.items() if name in self._needed and not field.text.strip())
        empty = next(blank, None)
        if empty is not None:
            self._say(f"还没有填{empty.label}。")
            empty.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._say("")
        self.yes.set_reason("正在办理，请稍候")
        self.asked.emit({**told, "choice": self.choice.current})

    def _say(self, sentence: str) -> None:
        self._trouble = sentence
        self.setAccessibleDescription(sentence)
        self.update()


def _choice(name: str, choices: Sequence[str]) -> Segmented:
    """One row when it has the room, else as many as it needs."""
    row = Segmented(choices, 0, name=name)
    return row if row.sizeHint().width() <= _WIDE - 2 * _SIDE else Choices(choices, 0, name=name)


def _field(ask: Ask) -> Field:
    field = Field(ask.label, required=ask.needed, placeholder=ask.hint, label_width=104)
    field.set_text(ask.text)
    if ask.hidden:
        field.edit.set_password()
    return field
