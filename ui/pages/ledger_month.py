"""月度备案: the city departments of a month, what is not filed yet, and the figures of one department."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from models.views import DocumentView
from ui import theme as t
from ui.pages import ledger_month_work as work
from ui.pages.asking import Op
from ui.pages.asking_page import AskingPage
from ui.pages.ledger_left import Standing, StandingLine
from ui.pages.ledger_month_work import Month
from ui.pages.ledger_tabs import LedgerTabs
from ui.pages.paper_dialog import PaperDialog
from ui.paint.light import Shape
from ui.parts import frame
from ui.parts.act import Act
from ui.parts.banner import EmptyState
from ui.parts.button import Button, Rank
from ui.parts.heads import GroupHead
from ui.parts.segmented import Segmented
from ui.parts.table import RowTable
from ui.parts.textlines import TextLine, TextLines
from ui.services import Services
from ui.shortcuts import Key

_LOOKING = "正在核对"
_SHOWN = 12


class MonthPage(AskingPage):
    """The tab; last month until another is chosen."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._now: Month | None = None
        self._months = work.months(services.desk.today)
        self.tabs = LedgerTabs()
        names = [f"{month:%Y-%m}" for month in self._months]
        self.month = Segmented(names, len(names) - 2, name="月份")
        self.month.chosen.connect(self.refresh)
        self.file = Act.on(self, "制作备案表并打印", Key.MAIN, self._do_file, _LOOKING)
        self.preview = Act.on(self, "预览", Key.PREVIEW, self._do_preview, _LOOKING)
        self._build()

    def _question(self) -> Op:
        return work.reading(self._services.desk, self._chosen(), self.departments.current_key())

    def _chosen(self) -> date:
        return self._months[self.month.current]

    def _build(self) -> None:
        self.front = self.departments = RowTable(work.DEPARTMENT_COLUMNS, usual=t.ROW_CLOSE, headed=False)
        self.departments.setAccessibleName("市级部门")
        self.departments.picked.connect(self._picked)
        self.items = RowTable(work.ROW_COLUMNS, usual=t.ROW2)
        self.items.setAccessibleName("备案表")
        self._items_head = GroupHead("备案表", "", ruled=False)
        self._empty = EmptyState("这个月没有要备案的办件", "直接下放的不备案，其余方式办结后列入")
        columns = frame.across(self._left(), frame.listing(self._items_head, self.items, self._empty), wide=1)
        frame.down(self, self._bar("台账", self.tabs, self.month), columns, wide=columns)

    def _left(self) -> QWidget:
        self._standing = StandingLine()
        self._left_head, self._missing = GroupHead("办结还没有备案的"), TextLines(gap=2)
        top = frame.inset(6)
        top.addWidget(GroupHead("市级部门", "一个部门一张", hints=(("↑↓", "选"),)))
        top.addWidget(self.departments, 1)
        top.addWidget(self._left_head)
        top.addWidget(self._missing)
        foot = frame.keys(self._standing, Button(self.file, Rank.PRIMARY), Button(self.preview))
        return frame.left(frame.LEFT, self.strip, top, foot, wide=top)

    @Slot(object)
    def _show(self, now: Month) -> None:
        if now.month != self._chosen():
            return
        self._now = now
        self.departments.show_other(work.department_rows(now))
        rows = work.item_rows(now)
        self.items.show_other(rows)
        self.items.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._items_head.set_title(now.organ or "备案表", f"{len(rows)} 项 · 附表 {now.annex} 件" if rows else "")
        self._show_missing(now)
        self._standing.say(standing_of(now))
        self.file.setText("重打备案表" if now.number else "制作备案表并打印")
        self.file.set_reason(work.why_not(now, self._services.desk.staff.role))
        self.preview.set_reason("" if now.number else "备案表还没有制作")

    def _show_missing(self, now: Month) -> None:
        shown = [TextLine(number, small=True) for number in now.found.missing[:_SHOWN]]
        more = len(now.found.missing) - len(shown)
        self._missing.show_lines([*shown, TextLine(f"另有 {more} 件", small=True)] if more > 0 else shown)
        self._left_head.set_note(f"{len(now.found.missing)} 件")
        for widget in (self._left_head, self._missing):
            widget.setVisible(bool(shown))

    @Slot(str)
    def _picked(self, key: str) -> None:
        if self._now is None or key != self._now.organ:
            self.refresh()

    @Slot()
    def _do_file(self) -> None:
        if self._now is not None:
            making = work.printing(self._services.desk, self._now.month, self._now.organ)
            self._run(making, self._filed)

    @Slot(object)
    def _filed(self, paper: DocumentView) -> None:
        self._services.paper.send((paper,))
        self.strip.say(Shape.CHECK, f"备案表 {paper.number} 已送打印", "附表里的办件都记下了备案")
        self.refresh()
        self._services.bus.case_changed.emit("")

    @Slot()
    def _do_preview(self) -> None:
        if self._now is not None:
            making = work.filing(self._services.desk, self._now.month, self._now.organ)
            self._run(making, self._open)

    @Slot(object)
    def _open(self, paper: DocumentView) -> None:
        PaperDialog(self._services, paper, self).open()


def standing_of(now: Month) -> Standing:
    """Whether the month is whole."""
    found, note = now.found, f"{now.found.due:%m-%d} 前报" if now.found.due else ""
    if not found.departments:
        return Standing(Shape.RING, "没有要备案的", note)
    if found.twice:
        return Standing(Shape.CROSS, f"有 {len(found.twice)} 件备案了两次", note)
    if found.complete:
        return Standing(Shape.CHECK, "这个月都已备案", note)
    if not now.over:
        return Standing(Shape.RING, f"{now.month.month} 月还没有过完，下月初再报", note)
    waiting = sum(1 for _, number in found.departments if not number)
    return Standing(Shape.TRIANGLE, f"还有 {waiting} 个部门没有报", note)
