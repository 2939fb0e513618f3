"""用印登记: the seals at the left with what a look at the papers says, every use of one at the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.errors import WorldError
from models.views import DocumentView
from ui import theme as t
from ui.pages import ledger_seals_work as work
from ui.pages.asking import Asker
from ui.pages.ledger_left import Standing, StandingLine
from ui.pages.ledger_seals_work import Book
from ui.pages.ledger_tabs import LedgerTabs
from ui.paint.light import Shape
from ui.parts.act import Act
from ui.parts.banner import EmptyState
from ui.parts.button import Button, Rank
from ui.parts.column import Ground, upright
from ui.parts.form_dialog import Ask, FormDialog
from ui.parts.heads import GroupHead
from ui.parts.segmented import Segmented
from ui.parts.strip import Strip
from ui.parts.table import RowTable
from ui.parts.topbar import Facts, TopBar
from ui.services import Services
from ui.shortcuts import Key

_LEFT = 428
_SPANS = ("本月", "本年", "全部")
_NONE = "先在管理页登记印章"


class SealBookPage(QWidget):
    """The tab."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._book: Book | None = None
        self._form: FormDialog | None = None
        self.tabs, self._facts, self._strip = LedgerTabs(), Facts(), Strip()
        self.span = Segmented(_SPANS, 0, name="哪一段")
        self.span.chosen.connect(self.refresh)
        self._reading = Asker(services.tasks, self)
        self._reading.answered.connect(self._show)
        self._reading.failed.connect(self._not_done)
        self.print_book = self._act("打印登记簿", Key.MAIN, self._do_print)
        self.void = self._act("废件销号", Key.SECOND, self._ask_void)
        self._build()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again."""
        super().showEvent(event)
        self.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The seals take the keys."""
        self.seals.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def refresh(self, *_what: int) -> None:
        """Ask for the register and the book of the seal chosen."""
        self._reading.ask(work.reading(self._services.desk, self.seals.current_key(), self._since()))

    def _since(self) -> date:
        today = self._services.desk.today
        return (today.replace(day=1), date(today.year, 1, 1), date.min)[self.span.current]

    def _act(self, text: str, key: Key, answer: Callable[[], None]) -> Act:
        made = Act(text, key, self)
        made.set_reason(_NONE)
        made.done.connect(answer)
        self.addAction(made)
        return made

    def _build(self) -> None:
        bar = TopBar("台账")
        bar.add(self.tabs)
        bar.add(self.span)
        bar.add(self._facts)
        bar.find_asked.connect(self._services.bus.find_asked)
        self.seals = RowTable(work.SEAL_COLUMNS, usual=t.ROW_CLOSE, headed=False)
        self.seals.setAccessibleName("印章")
        self.seals.picked.connect(self._picked)
        self.uses = RowTable(work.USE_COLUMNS, usual=t.ROW2)
        self.uses.setAccessibleName("用印登记")
        self.uses.picked.connect(self._use_picked)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self._left())
        columns.addWidget(upright())
        columns.addWidget(self._right(), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addLayout(columns, 1)

    def _left(self) -> QWidget:
        ground = Ground(t.PAPER)
        ground.setFixedWidth(_LEFT)
        whole = QVBoxLayout(ground)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._strip)
        top = QVBoxLayout()
        top.setContentsMargins(t.GUTTER, 12, t.GUTTER, 8)
        top.setSpacing(4)
        self._head = GroupHead("印章", "", hints=(("↑↓", "选"),))
        top.addWidget(self._head)
        top.addWidget(self.seals, 1)
        whole.addLayout(top, 1)
        foot = Ground(t.PAPER, top_line=True)
        column = QVBoxLayout(foot)
        column.setContentsMargins(t.GUTTER, 11, t.GUTTER, 12)
        column.setSpacing(8)
        self._standing = StandingLine()
        column.addWidget(self._standing)
        column.addWidget(Button(self.print_book, Rank.PRIMARY))
        column.addWidget(Button(self.void))
        whole.addWidget(foot)
        return ground

    def _right(self) -> QWidget:
        ground = Ground(t.PAPER)
        column = QVBoxLayout(ground)
        column.setContentsMargins(t.GUTTER, 12, t.GUTTER, 8)
        column.setSpacing(6)
        self._uses_head = GroupHead("登记", "", ruled=False)
        self._empty = EmptyState("这段时间没有用印", "用印在办件页登记，按 F9 或 F4")
        column.addWidget(self._uses_head)
        column.addWidget(self._empty)
        column.addWidget(self.uses, 1)
        column.addStretch(0)
        return ground

    @Slot(object)
    def _show(self, book: Book) -> None:
        self._book = book
        self.seals.show_other(work.seal_rows(book))
        self._head.set_note(f"{len(book.seals)} 枚")
        rows = work.use_rows(book)
        self.uses.show_other(rows)
        self.uses.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._uses_head.set_title(book.name or "登记", f"{len(rows)} 笔")
        self._standing.say(_standing(book))
        self.print_book.set_reason("" if rows else "这段时间没有用过这枚章" if book.seals else _NONE)
        self._use_picked(self.uses.current_key())

    @Slot(str)
    def _picked(self, key: str) -> None:
        if self._book is None or key != self._book.seal_id:
            self.refresh()

    @Slot(str)
    def _use_picked(self, key: str) -> None:
        self.void.set_reason(work.why_not_void(self._book, key, self._services.desk.staff.role))

    @Slot()
    def _do_print(self) -> None:
        if self._book is not None:
            making = work.printing(self._services.desk, self._book.seal_id, self._since())
            self._services.tasks.run(making, self._printed, self._not_done, self._not_done)

    @Slot(object)
    def _printed(self, paper: DocumentView) -> None:
        self._services.paper.send((paper,))
        self._strip.say(Shape.CHECK, f"已送打印：{paper.name} {paper.number}", "登记簿的摘要印在页脚，可与本机核对")

    @Slot()
    def _ask_void(self) -> None:
        key = self.uses.current_key()
        note = "原来的一笔留着，另记一笔销号；废件请收回存查"
        self._form = FormDialog(self, f"第 {key} 笔废件销号", note, (Ask("reason", "原因"),), "销号")
        self._form.asked.connect(self._do_void)
        self._form.open()

    @Slot(dict)
    def _do_void(self, told: dict[str, str]) -> None:
        voiding = work.voiding(self._services.desk, int(self.uses.current_key()), told["reason"])
        self._services.tasks.run(voiding, self._voided, self._not_done, self._not_done)

    @Slot(object)
    def _voided(self, number: int) -> None:
        if self._form is not None:
            self._form.accept()
            self._form = None
        self._strip.say(Shape.CHECK, f"已销号，记为第 {number} 笔")
        self.refresh()

    @Slot(object)
    def _not_done(self, error: WorldError) -> None:
        if self._form is not None and self._form.isVisible():
            self._form.refuse(error.sentence)
            return
        self._strip.say(Shape.SQUARE, error.happened, "。".join(part for part in (error.safe, error.todo) if part))


def _standing(book: Book) -> Standing:
    found = book.found
    if found is None:
        return Standing(Shape.RING, "还没有登记印章", "")
    note = f"用印 {found.standing} 笔，销号 {found.voided} 笔"
    if found.clean:
        return Standing(Shape.CHECK, "登记与文书底稿一致", note)
    wrong = len(found.unknown_papers) + len(found.changed_papers) + len(found.twice)
    return Standing(Shape.CROSS, f"有 {wrong} 笔与底稿不符，请管理员核查", note)
