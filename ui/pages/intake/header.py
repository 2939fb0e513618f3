"""The top of the page: item picker, number and time in the top bar; name, mode and 业务办理项 in the title band."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.rules.terms import Ruling
from ui import theme as t
from ui.pages.intake.form_state import FormState
from ui.paint.draw import hline, width_of, words
from ui.paint.modechip import chip_size
from ui.parts.painted import ModeChip
from ui.parts.search import SearchBox
from ui.parts.segmented import Segmented
from ui.parts.topbar import Facts, TopBar

HEIGHT = 66
NOT_YET = "打印时编号"


class Header(TopBar):
    """顶栏 of 收件."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("收件", parent)
        self.search = SearchBox("输入事项名称、首字母、部门或序号", "F2", self, word="换事项")
        self.search.setFixedWidth(372)
        self.number = Facts()
        self.started = Facts()
        self.add(self.search)
        self.add(self.number)
        self.add_right(self.started)

    def show_state(self, state: FormState, *, typing: bool) -> None:
        """Item name, number, time; ``typing`` while an item is being looked for."""
        if not typing:
            self.search.setText(state.guide.item.name if state.guide else "")
            self.search.setCursorPosition(0)
        blank = state.empty
        self.number.show_facts(*(() if blank else (("收件号", "label"), (_number(state), "strong"))))
        started, received = state.form.started_at, state.form.received_at
        late = ((f"补录，{received:%m-%d %H:%M} 收件", "strong"),) if received else ()
        self.started.show_facts(*late, *((f"{started:%H:%M} 开始", "quiet"),) if started else ())


def _number(state: FormState) -> str:
    return state.case_no or state.form.spare or NOT_YET


class TitleBand(QWidget):
    """66 px over guide and form: what is being taken, and who will decide it.

    Signals:
        handling_chosen: the 业务办理项 the person chose.
        room_changed: the choices fit beside the name now, or no longer.
    """

    handling_chosen = Signal(str)
    room_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title, self._source, self._hint = "", "", ""
        self.chip = ModeChip(parent=self, long=True)
        self.handling = Segmented(parent=self, name="业务办理项")
        self.handling.chosen.connect(self._chosen)
        self._wanted: tuple[str, ...] = ()

    def show_state(self, state: FormState) -> None:
        """Name, chip, choices, source."""
        view = state.guide
        self._title = view.item.name if view else "等下一位"
        self._source = view.source_line if view else "名称、拼音首字母、部门、序号都可以查；扫凭证上的码打开办件"
        self._wanted = choices_of(state)
        verdict = state.verdict
        delegated = verdict.ruling is Ruling.DELEGATED and verdict.mode is not None
        self.chip.setVisible(view is not None)
        self.chip.show_code(verdict.mode.value if delegated and verdict.mode else verdict.ruling.value)
        now = self._wanted.index(state.form.handling_item) if state.form.handling_item in self._wanted else -1
        if self.handling.choices != self._wanted or self.handling.current != now:
            self.handling.set_choices(self._wanted, now)
        self.handling.setEnabled(not state.supplementing)
        self._place()
        self.update()

    def show_guide_hint(self, on: bool) -> None:
        """Say how to open the guide while its column has no room."""
        self._hint = " · 指南按 Ctrl+G" if on else ""
        self.update()

    @property
    def wanted(self) -> tuple[str, ...]:
        """The 业务办理项 there are to choose from."""
        return self._wanted

    @property
    def fits(self) -> bool:
        """Whether the choices have room beside the name; else the form shows them as its first group."""
        return bool(self._wanted) and self._title_end() + self._choices_width() <= self.width() - 16 - 16

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choices stay at the right."""
        before = self.handling.isVisibleTo(self)
        self._place()
        if before != self.fits:
            self.room_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, name, source, line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.BG)
        hline(painter, 0, self.width(), self.height() - 1, t.LINE2)
        room = self.width() - 2 * t.GUTTER
        chip = self.chip.width() + 12 if self.chip.isVisibleTo(self) else 0
        limit = (self.handling.x() - 16 if self.handling.isVisibleTo(self) else self.width() - 16) - chip
        line = QRectF(t.GUTTER, 9, max(80, limit - t.GUTTER), 29)
        words(painter, line, self._title, t.font(t.TITLE, t.STRONG), t.INK)
        words(painter, QRectF(t.GUTTER, 39, room, 18), self._source + self._hint, t.font(t.SMALL), t.INK2)

    def _title_end(self) -> int:
        name = t.GUTTER + width_of(self._title, t.font(t.TITLE, t.STRONG)) + 12
        return name + chip_size(*self._chip()).width() + 16 if self.chip.isVisibleTo(self) else name

    def _chip(self) -> tuple[str]:
        return (self.chip.value[0],)

    def _choices_width(self) -> int:
        return self.handling.sizeHint().width()

    def _place(self) -> None:
        self.handling.setVisible(self.fits)
        wide = self._choices_width()
        self.handling.setGeometry(self.width() - 16 - wide, 8, wide, 28)
        name = width_of(self._title, t.font(t.TITLE, t.STRONG))
        limit = (self.handling.x() if self.fits else self.width()) - 16
        size = self.chip.sizeHint()
        left = min(t.GUTTER + name + 12, limit - size.width())
        self.chip.setGeometry(left, 13, size.width(), size.height())

    def _chosen(self, index: int) -> None:
        self.handling_chosen.emit(self._wanted[index])


def choices_of(state: FormState) -> tuple[str, ...]:
    """业务办理项 of the list, of the guide, or of the rule that asks for it."""
    if state.guide is None:
        return ()
    asked = (view.question.options for view in state.verdict.questions if view.question.kind == "handling_item")
    return state.guide.item.handling_items or state.guide.guide.handling_items or next(asked, ())
