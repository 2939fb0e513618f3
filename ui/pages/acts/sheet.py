"""The sheet: an act's form over the right column. Esc puts it away, Enter goes on, F9 does it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from models.errors import WorldError
from ui import theme as t
from ui.pages.acts.asks import Ask, Form, Kind, refused_at
from ui.pages.acts.inputs import ChoiceInput, Input, LongInput, TextInput, Trouble
from ui.pages.acts.points import ManyInput, PointsInput
from ui.paint.draw import height_of, hline, paragraph, words
from ui.parts.act import Act
from ui.parts.button import Button
from ui.parts.column import RightColumn
from ui.parts.textlines import TextLine, TextLines

_PAD = 12


class SheetHead(QWidget):
    """Title and the line under it, on the accent's pale ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._note = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def title(self) -> str:
        """The act."""
        return self._title

    def say(self, title: str, note: str) -> None:
        """Show another act."""
        self._title, self._note = title, note
        self.setAccessibleName(f"{title}，{note}")
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its words."""
        return QSize(300, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, title, note, hairline."""
        painter, room = QPainter(self), self._room()
        painter.fillRect(self.rect(), t.DAI_SOFT)
        hline(painter, 0, self.width(), self.height() - 1, t.DAI_SOFT2)
        words(painter, QRectF(t.GUTTER, _PAD, room, 23), self._title, t.font(t.LARGE, t.STRONG), t.INK)
        paragraph(painter, QRectF(t.GUTTER, _PAD + 24, room, 200), self._note, t.font(t.SMALL), t.INK2)

    def _room(self) -> int:
        return max(120, self.width() - 2 * t.GUTTER)

    def _fit(self) -> None:
        tall = height_of(self._note, t.font(t.SMALL), self._room()) if self._note else 0
        self.setFixedHeight(2 * _PAD + 24 + tall)


class ActSheet(RightColumn):
    """One form at a time.

    Signals:
        done: F9 with every field in order; carries what was told, by name.
    """

    done = Signal(dict)

    def __init__(self, main: Act, back: Act, width: int, today: date, parent: QWidget | None = None) -> None:
        """``main`` is the page's F9; while the sheet is open the page hands it here. ``back`` puts the sheet away."""
        super().__init__(width, parent)
        self._today = today
        self._inputs: list[Input] = []
        self.head = SheetHead()
        self.top.addWidget(self.head)
        self._known, self._warning, self.trouble = TextLines(gap=2), Trouble(), Trouble()
        self._group = QWidget()
        self.bottom.addWidget(self.trouble)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        self._yes = Button(main, solid=True)
        keys.addWidget(self._yes, 1)
        keys.addWidget(Button(back))
        self.bottom.addLayout(keys)
        self.body.addWidget(self._warning)
        self.body.addSpacing(4)
        self.body.addWidget(self._known)
        self.body.addWidget(self._group)
        self.body.addStretch(1)

    @property
    def inputs(self) -> dict[str, Input]:
        """The fields by name."""
        return {one.ask.name: one for one in self._inputs}

    def open(self, form: Form, today: date) -> None:
        """Show a form with nothing told yet, the focus in its first field."""
        self._today = today
        self.head.say(form.title, form.note)
        self._known.show_lines([TextLine(value, label=name) for name, value in form.facts])
        self._known.setVisible(bool(form.facts))
        self._warning.say(form.warning)
        self.trouble.say("")
        self._fill(form.asks)
        self.scrolled.verticalScrollBar().setValue(0)
        self._to_first()
        QTimer.singleShot(0, self, self.to_first)  # a form opened from another page is not on the screen yet

    @Slot()
    def to_first(self) -> None:
        """The first field takes the keys, or the key itself when nothing is asked; not from a field that has them."""
        now: QWidget | None = QApplication.focusWidget()
        if now is None or not self.isAncestorOf(now):
            self._to_first()

    def _to_first(self) -> None:
        (self._stops() or [self._yes])[0].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def submit(self) -> None:
        """Look at every field; the first that is wrong takes the focus, else everything is told."""
        self.trouble.say("")
        worst: Input | None = None
        for one in self._shown():
            sentence = one.wrong()
            one.say(sentence)
            worst = worst or (one if sentence else None)
        if worst is not None:
            self._show_wrong(worst)
            return
        self.done.emit({one.ask.name: one.value() for one in self._shown()})

    def refuse(self, error: WorldError) -> None:
        """It was refused: said at the field it is about, else over the keys; everything typed stays."""
        name = refused_at([one.ask for one in self._shown()], getattr(error, "code", ""))
        field = self.inputs.get(name)
        sentence = "。".join(part for part in (error.happened, error.todo) if part)
        if field is None:
            self.trouble.say(sentence)
            return
        field.say(sentence)
        self._show_wrong(field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on the solid key does it."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._yes.hasFocus():
            self._yes.click()
        elif not enter:
            super().keyPressEvent(event)

    def _fill(self, asks: tuple[Ask, ...]) -> None:
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 10 if self._known.lines or self._warning.text else 0, 0, 0)
        column.setSpacing(8)
        self._inputs = [_input(ask, self._today) for ask in asks]
        for one in self._inputs:
            column.addWidget(one)
            one.onward.connect(self._onward)
            one.changed.connect(self._follow)
        self.body.replaceWidget(self._group, group)
        self._group.deleteLater()
        self._group = group
        self._follow()

    def _shown(self) -> list[Input]:
        return [one for one in self._inputs if not one.isHidden()]

    def _stops(self) -> list[QWidget]:
        return [stop for one in self._shown() for stop in one.stops()]

    @Slot()
    def _follow(self) -> None:
        """Fields that hang on a choice come and go with it."""
        told = {one.ask.name: one.value() for one in self._inputs if one.ask.kind is Kind.CHOICE}
        for one in self._inputs:
            if one.ask.when is not None:
                name, keys = one.ask.when
                one.setVisible(told.get(name) in keys and not self._gone(name))
        previous: QWidget | None = None
        for stop in [*self._stops(), self._yes]:
            if previous is not None:
                QWidget.setTabOrder(previous, stop)
            previous = stop

    def _gone(self, name: str) -> bool:
        asked = self.inputs.get(name)
        return asked is None or asked.isHidden()

    @Slot()
    def _onward(self) -> None:
        stops, now = self._stops(), QApplication.focusWidget()
        after = stops[stops.index(now) + 1 :] if now in stops else stops
        following = after[0] if after else self._yes
        following.setFocus(Qt.FocusReason.TabFocusReason)
        self.scrolled.show_whole(following)

    def _show_wrong(self, one: Input) -> None:
        stop = one.wrong_stop()
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.scrolled.show_whole(one)


def _input(ask: Ask, today: date) -> Input:
    if ask.kind is Kind.LONG:
        return LongInput(ask)
    if ask.kind is Kind.CHOICE:
        return ChoiceInput(ask)
    if ask.kind is Kind.POINTS:
        return PointsInput(ask)
    return ManyInput(ask) if ask.kind is Kind.MANY else TextInput(ask, today)
