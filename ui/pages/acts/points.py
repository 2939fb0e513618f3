"""Fields of many lines: findings point by point, none made before the reviewer makes it; and lines to tick."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import theme as t
from ui.pages.acts.asks import Ask, Point, PointTold
from ui.pages.acts.inputs import Input, Label, Trouble
from ui.paint.draw import box, height_of, paragraph, words
from ui.paint.light import Shape, paint_shape
from ui.parts.act import Act
from ui.parts.button import Button, Rank
from ui.parts.edit import State
from ui.parts.field import Field
from ui.parts.segmented import Segmented

_NUMBER, _BOX, _TICK_ROW = 22, 14, 26


class PointText(QWidget):
    """The number and the words of a point."""

    def __init__(self, point: Point, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._point = point
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(point.basis)

    def sizeHint(self) -> QSize:
        """As high as its words."""
        return QSize(200, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        self.setFixedHeight(height_of(self._point.text, t.font(), self._room()) + 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Number, words."""
        painter = QPainter(self)
        words(painter, QRectF(0, 0, _NUMBER, 19), str(self._point.seq), t.font(t.SMALL), t.INK3)
        paragraph(painter, QRectF(_NUMBER, 0, self._room(), 400), self._point.text, t.font(), t.INK)

    def _room(self) -> int:
        return max(80, self.width() - _NUMBER)


class Verdict(Segmented):
    """The finding on a point: a digit makes it and goes on, 0 is about the others.

    Signals:
        answered: a digit made the finding, or made it again.
        rest_asked: 其余符合.
    """

    answered = Signal()
    rest_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key a point."""
        if event.text() == "0":
            self.rest_asked.emit()
            return
        super().keyPressEvent(event)
        if event.text().isdigit() and 0 < int(event.text()) <= len(self.choices):
            self.answered.emit()


class PointRow(QWidget):
    """One point: words, finding, and what does not meet.

    Signals:
        onward: Enter in its last stop, or a finding made by its digit.
    """

    onward = Signal()

    def __init__(self, point: Point, verdicts: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.point, self._verdicts = point, verdicts
        self.choice = Verdict([name for _, name in verdicts], -1, height=24, name=f"第 {point.seq} 条 {point.text}")
        self.note = Field("哪里不符", required=True, label_width=64)
        self.note.edit.onward.connect(self.onward)
        self.note.edit.textEdited.connect(lambda _text: self.note.set_state(State.PLAIN))
        self.choice.chosen.connect(self._chosen)
        self.choice.answered.connect(self.onward)
        self.open = Trouble()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(3)
        column.addWidget(PointText(point))
        inner = QVBoxLayout()
        inner.setContentsMargins(_NUMBER, 0, 0, 0)
        inner.setSpacing(4)
        for part in (self.choice, self.open, self.note):
            inner.addWidget(part)
        column.addLayout(inner)
        self.note.hide()

    @property
    def made(self) -> bool:
        """Whether there is a finding."""
        return self.choice.current >= 0

    @property
    def whole(self) -> bool:
        """Whether there is a finding, and its words where it needs them."""
        return self.made and not (self.failed and not self.note.text.strip())

    def meet(self) -> None:
        """Found to meet, together with the others."""
        self.choice.set_current(0)
        self._chosen()

    @property
    def failed(self) -> bool:
        """Whether it was found not to meet."""
        return self.choice.current == 1

    def stops(self) -> list[QWidget]:
        """The finding, then its words when they are asked for."""
        return [self.choice, self.note.edit] if self.failed else [self.choice]

    def told(self) -> PointTold:
        """The finding; "" while none is made."""
        key = self._verdicts[self.choice.current][0] if self.made else ""
        return PointTold(self.point.seq, key, self.note.text.strip() if self.failed else "")

    def wrong(self) -> str:
        """Every point is judged, and one that fails says where."""
        self.open.say("" if self.made else "还没有结论")
        if not self.made:
            return f"第 {self.point.seq} 条还没有结论"
        missing = self.failed and not self.note.text.strip()
        self.note.set_state(State.BAD if missing else State.PLAIN, "", "还没有写哪里不符" if missing else "")
        return f"第 {self.point.seq} 条还没有写哪里不符" if missing else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.onward.emit()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> None:
        self.open.say("")
        self.note.setVisible(self.failed)


class PointsInput(Input):
    """POINTS: one row per review point, none judged; 其余符合 is an act of the reviewer's own, after the exceptions."""

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(ask, parent)
        self.column.addWidget(Label(ask.label, ask.hint, needed=ask.needed))
        self.rows = [PointRow(point, ask.choices) for point in ask.points]
        for row in self.rows:
            self.column.addWidget(row)
            row.onward.connect(self.onward)
            row.choice.chosen.connect(self._chosen)
            row.choice.rest_asked.connect(self.rest_meets)
        self._rest = Act("", None, self)
        self._rest.done.connect(self.rest_meets)
        self._button = Button(self._rest, Rank.BANNER)
        self.column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self.finish()
        self._count()

    def stops(self) -> list[QWidget]:
        """Every row's."""
        return [stop for row in self.rows for stop in row.stops()]

    def value(self) -> object:
        """All findings."""
        return tuple(row.told() for row in self.rows)

    def wrong(self) -> str:
        """The first that is not whole; every one is marked."""
        found = [row.wrong() for row in self.rows]
        return next((one for one in found if one), "")

    def wrong_stop(self) -> QWidget | None:
        """The first point without a finding, or without the words for one that fails."""
        return next((row.stops()[-1] for row in self.rows if not row.whole), None) or super().wrong_stop()

    @Slot()
    def rest_meets(self) -> None:
        """其余符合, and on to what comes after the points; one that fails and says nothing yet has the keys first."""
        for row in self.rows:
            if not row.made:
                row.meet()
        self._chosen()
        stop = next((row.note.edit for row in self.rows if not row.whole), None)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.rows:
            self.rows[-1].stops()[-1].setFocus(Qt.FocusReason.TabFocusReason)
            self.onward.emit()

    def _chosen(self) -> None:
        self.say("")
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        """The button names how many it would settle; by keys it is 0, so that Enter never lands on it."""
        left = sum(not row.made for row in self.rows)
        self._rest.setText(f"其余 {left} 条符合" if left else "其余符合")
        self._rest.set_reason("" if left else "每一条都有结论了")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class Tick(QWidget):
    """A line with a box; Space ticks it.

    Signals:
        toggled: it was ticked or cleared.
    """

    toggled = Signal()

    def __init__(self, text: str, *, on: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self.on = text, on
        self.setFixedHeight(_TICK_ROW)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(text)
        self._tell()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, _TICK_ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space."""
        if event.key() == Qt.Key.Key_Space:
            self._turn()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press does the same."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._turn()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, check, words, frame."""
        painter = QPainter(self)
        spot = QRectF(2, (self.height() - _BOX) / 2, _BOX, _BOX)
        edge: QColor = t.DAI if self.on or self.hasFocus() else t.EDGE
        box(painter, spot, t.DAI if self.on else t.PAPER, edge, 2, 2 if self.hasFocus() else 1)
        if self.on:
            paint_shape(painter, spot, Shape.CHECK, t.PAPER, 9)
        words(painter, QRectF(self.rect()).adjusted(26, 0, 0, 0), self._text, t.font(), t.INK)

    def _turn(self) -> None:
        self.on = not self.on
        self._tell()
        self.toggled.emit()

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._text}，{'已选' if self.on else '未选'}")
        self.update()


class ManyInput(Input):
    """MANY: lines to tick; ``start`` "all" ticks them all."""

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(ask, parent)
        self.column.addWidget(Label(ask.label, ask.hint or "空格勾选", needed=ask.needed))
        self.ticks = [Tick(name, on=ask.start == "all") for _, name in ask.choices]
        for tick in self.ticks:
            tick.toggled.connect(self._turned)
            self.column.addWidget(tick)
        self.finish()

    def stops(self) -> list[QWidget]:
        """Every line."""
        return list(self.ticks)

    def value(self) -> object:
        """Keys of the lines ticked."""
        return tuple(key for (key, _), tick in zip(self.ask.choices, self.ticks, strict=True) if tick.on)

    def wrong(self) -> str:
        """None though one is needed."""
        return f"还没有勾{self.ask.label}" if self.ask.needed and not self.value() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.onward.emit()
        else:
            super().keyPressEvent(event)

    def _turned(self) -> None:
        self.say("")
        self.changed.emit()
