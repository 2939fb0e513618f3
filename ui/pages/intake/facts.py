"""事实问答: asked only when a rule of the list needs the answer to say whose business it is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from models.rules.catalogue import CityPack, Fact
from models.views import QuestionView
from ui import theme as t
from ui.pages.intake.form_state import FormState
from ui.pages.intake.limits import scale_for, show_amount
from ui.pages.intake.section import Section
from ui.paint.draw import width_of, words
from ui.paint.light import Shape, paint_shape, tone_of_shape
from ui.paint.scale import Scale, paint_scale, scale_size, scale_text
from ui.parts.choices import Choices
from ui.parts.edit import Edit, State
from ui.parts.heads import GroupHead
from ui.parts.painted import Painted

_INDENT = 20
_COUNTED = "零一两三四五六七八九"


class _Asked(QWidget):
    """The question, its number, and at the right what its answer means."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self._text = number, ""
        self._mark: tuple[Shape | None, str] = (None, "")
        self.setFixedHeight(21)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, text: str, shape: Shape | None, comment: str) -> None:
        """Show the question and the comment with its shape."""
        self._text, self._mark = text, (shape, comment)
        self.setAccessibleName(f"{text} {comment}".strip())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Number, question, comment."""
        painter, (shape, comment) = QPainter(self), self._mark
        words(painter, QRectF(0, 0, _INDENT, 20), str(self._number), t.font(t.BODY, t.STRONG), t.INK2)
        face = t.font(t.BODY, t.STRONG)
        words(painter, QRectF(_INDENT, 0, self.width(), 20), self._text, face, t.INK)
        small = t.font(t.SMALL, t.MEDIUM if shape is Shape.CROSS else t.REGULAR)
        left = _INDENT + width_of(self._text, face) + 40
        wide = min(width_of(comment, small) + 1, self.width() - left)
        ink = tone_of_shape(shape).word if shape else t.INK3
        at = self.width() - wide
        words(painter, QRectF(at, 0, wide, 20), comment, small, ink)
        if shape is not None:
            paint_shape(painter, QRectF(at - 18, 0, 12, 20), shape, ink, 11)


class QuestionRow(QWidget):
    """One question.

    Signals:
        answered: id of the question, and the Fact, or None when the answer was taken back.
    """

    answered = Signal(str, object)

    def __init__(self, number: int, view: QuestionView, pack: CityPack, item_key: str) -> None:
        super().__init__()
        self._question, self._pack, self._item = view.question, pack, item_key
        self._asked = _Asked(number)
        self.choices: Choices | None = None
        self.edit: Edit | None = None
        self._scale: Painted[Scale] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._asked)
        column.addLayout(self._answer())
        self.show_view(view)

    @property
    def stop(self) -> QWidget:
        """Where the focus rests."""
        found = self.choices or self.edit
        assert found is not None
        return found

    def show_view(self, view: QuestionView) -> None:
        """Show the answer and what follows from it."""
        shape = {True: Shape.CHECK, False: Shape.CROSS}.get(view.ok) if view.ok is not None else None
        comment = view.comment if view.answer is not None else view.question.hint
        self._asked.say(view.question.text, shape, comment)
        if self.choices is not None:
            self.choices.set_current(_index(view))
        if self.edit is not None:
            self._show_number(view)

    def scale_text(self) -> str:
        """What the scale says; empty when the question has none."""
        return self._scale.accessibleName() if self._scale is not None else ""

    def _answer(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(_INDENT, 0, _INDENT, 0)
        column.setSpacing(8)
        if self._question.kind == "number":
            column.addLayout(self._number())
        else:
            options = ("是", "否") if self._question.kind == "yes_no" else self._question.options
            self.choices = Choices(options, name=self._question.text)
            self.choices.chosen.connect(self._chosen)
            column.addWidget(self.choices)
        return column

    def _number(self) -> QVBoxLayout:
        self.edit = Edit()
        self.edit.setFixedWidth(150)
        self.edit.setAccessibleName(self._question.text)
        self.edit.textEdited.connect(self._typed)
        unit = QLabel(self._question.unit.replace("/", " / "))
        unit.setFont(t.font())
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.edit)
        row.addWidget(unit)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(row)
        scale = scale_for(self._pack, self._item, self._question, None, None)
        if scale is not None:
            self._scale = Painted(scale, paint_scale, scale_size, scale_text)
            column.addWidget(self._scale)
        return column

    def _show_number(self, view: QuestionView) -> None:
        assert self.edit is not None
        value = view.answer if isinstance(view.answer, Decimal) else None
        if not self.edit.hasFocus() or _number(self.edit.text()) != value:
            self.edit.setText(show_amount(value) if value is not None else "")
        states = {True: State.OK, False: State.BAD}
        self.edit.set_state(states.get(view.ok, State.PLAIN) if view.ok is not None else State.PLAIN)
        if self._scale is not None:
            scale = scale_for(self._pack, self._item, self._question, value, view.ok)
            assert scale is not None
            self._scale.show_value(scale)

    def _chosen(self, index: int) -> None:
        yes_no = self._question.kind == "yes_no"
        self.answered.emit(self._question.id, index == 0 if yes_no else self._question.options[index])

    def _typed(self, text: str) -> None:
        assert self.edit is not None
        value = _number(text)
        self.answered.emit(self._question.id, value)
        if value is None and text.strip():
            self.edit.set_state(State.BAD)


class FactsSection(Section):
    """All questions of the item's rules."""

    def __init__(self, state: FormState, pack: CityPack, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._pack = pack
        self._shown: tuple[str, ...] = ()
        self.rows: list[QuestionRow] = []
        self.head = GroupHead("", "答案决定归谁办，其余栏目暂不必填")
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 10, 0, 16)
        self._body.setSpacing(14)
        self.column.addWidget(self.head)
        self.column.addLayout(self._body)

    def stops(self) -> list[QWidget]:
        """Each answer."""
        return [] if self.state.supplementing else [row.stop for row in self.rows]

    def show_form(self) -> None:
        """Show the questions, or nothing when there are none."""
        views = [view for view in self.state.verdict.questions if view.question.kind != "handling_item"]
        self.setVisible(bool(views))
        wanted = (self.state.form.item_key, *(view.question.id for view in views))
        if wanted != self._shown:
            self._rebuild(views)
            self._shown = wanted
        for row, view in zip(self.rows, views, strict=True):
            row.show_view(view)
            row.setEnabled(not self.state.supplementing)

    def _rebuild(self, views: Sequence[QuestionView]) -> None:
        for row in self.rows:
            self._body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.head.set_title(f"先问{_COUNTED[min(len(views), 9)]}件事")
        self.rows = [QuestionRow(n, view, self._pack, self.state.form.item_key) for n, view in enumerate(views, 1)]
        for row in self.rows:
            self._body.addWidget(row, 0, Qt.AlignmentFlag.AlignTop)
            row.show()  # at once, so that the focus can go there
            row.answered.connect(self._answer)
            if row.edit is not None:
                self.own(row.edit)

    def _answer(self, name: str, value: Fact | None) -> None:
        self.state.fact(name, value)


def _index(view: QuestionView) -> int:
    if view.answer is None:
        return -1
    if isinstance(view.answer, bool):
        return 0 if view.answer else 1
    options = view.question.options
    return options.index(str(view.answer)) if view.answer in options else -1


def _number(text: str) -> Decimal | None:
    plain = text.strip().replace(" ", "").replace(",", "").replace("，", "")
    factor = 10_000 if plain.endswith("万") else 1
    try:
        value = Decimal(plain.removesuffix("万"))
    except InvalidOperation:
        return None
    return value * factor if value.is_finite() else None
