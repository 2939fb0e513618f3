"""用印登记: the seals at the left with what a look at the papers says, every use of one at the right."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from models.views import DocumentView
from ui import theme as t
from ui.pages import ledger_seals_work as work
from ui.pages.asking import Op
from ui.pages.asking_page import AskingPage
from ui.pages.ledger_left import Standing, StandingLine
from ui.pages.ledger_seals_work import Book
from ui.pages.ledger_tabs import LedgerTabs
from ui.paint.light import Shape
from ui.parts import frame
from ui.parts.act import Act
from ui.parts.banner import EmptyState
from ui.parts.button import Button, Rank
from ui.parts.form_dialog import Ask
from ui.parts.heads import GroupHead
from ui.parts.segmented import Segmented
from ui.parts.table import RowTable
from ui.parts.topbar import Facts
from ui.services import Services
from ui.shortcuts import Key

_SPANS = ("本月", "本年", "全部")
_NONE = "先在管理页登记印章"


class SealBookPage(AskingPage):
    """The tab."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._book: Book | None = None
        self.tabs, self._facts = LedgerTabs(), Facts()
        self.span = Segmented(_SPANS, 0, name="哪一段")
        self.span.chosen.connect(self.refresh)
        self.print_book = Act.on(self, "打印登记簿", Key.MAIN, self._do_print, _NONE)
        self.void = Act.on(self, "废件销号", Key.SECOND, self._ask_void, _NONE)
        self._build()

    def _question(self) -> Op:
        return work.reading(self._services.desk, self.seals.current_key(), self._since())

    def _since(self) -> date:
        today = self._services.desk.today
        return (today.replace(day=1), date(today.year, 1, 1), date.min)[self.span.current]

    def _build(self) -> None:
        self.front = self.seals = RowTable(work.SEAL_COLUMNS, usual=t.ROW_CLOSE, headed=False)
        self.seals.setAccessibleName("印章")
        self.seals.picked.connect(self._picked)
        self.uses = RowTable(work.USE_COLUMNS, usual=t.ROW2)
        self.uses.setAccessibleName("用印登记")
        self.uses.picked.connect(self._use_picked)
        self._uses_head = GroupHead("登记", "", ruled=False)
        self._empty = EmptyState("这段时间没有用印", "用印在办件页登记，按 F9 或 F4")
        columns = frame.across(self._left(), frame.listing(self._uses_head, self.uses, self._empty), wide=1)
        frame.down(self, self._bar("台账", self.tabs, self.span, self._facts), columns, wide=columns)

    def _left(self) -> QWidget:
        self._head, self._standing = GroupHead("印章", "", hints=(("↑↓", "选"),)), StandingLine()
        top = frame.inset(4)
        top.addWidget(self._head)
        top.addWidget(self.seals, 1)
        foot = frame.keys(self._standing, Button(self.print_book, Rank.PRIMARY), Button(self.void))
        return frame.left(frame.LEFT, self.strip, top, foot, wide=top)

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
            self._run(making, self._printed)

    @Slot(object)
    def _printed(self, paper: DocumentView) -> None:
        self._services.paper.send((paper,))
        self.strip.say(Shape.CHECK, f"已送打印：{paper.name} {paper.number}", "登记簿的摘要印在页脚，可与本机核对")

    @Slot()
    def _ask_void(self) -> None:
        key = self.uses.current_key()
        note = "原来的一笔留着，另记一笔销号；废件请收回存查"
        self._open_form(f"第 {key} 笔废件销号", note, (Ask("reason", "原因"),), "销号", self._do_void)

    @Slot(dict)
    def _do_void(self, told: dict[str, str]) -> None:
        voiding = work.voiding(self._services.desk, int(self.uses.current_key()), told["reason"])
        self._run(voiding, self._voided)

    @Slot(object)
    def _voided(self, number: int) -> None:
        self._close_form()
        self.strip.say(Shape.CHECK, f"已销号，记为第 {number} 笔")
        self.refresh()


def _standing(book: Book) -> Standing:
    found = book.found
    if found is None:
        return Standing(Shape.RING, "还没有登记印章", "")
    note = f"用印 {found.standing} 笔，销号 {found.voided} 笔"
    if found.clean:
        return Standing(Shape.CHECK, "登记与文书底稿一致", note)
    wrong = len(found.unknown_papers) + len(found.changed_papers) + len(found.twice)
    return Standing(Shape.CROSS, f"有 {wrong} 笔与底稿不符，请管理员核查", note)
