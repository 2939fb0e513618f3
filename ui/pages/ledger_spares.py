"""断电备用单: receipts printed in advance, what became of each, and the way to enter one that was used (补录)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from models.views import DocumentView
from ui import theme as t
from ui.pages import ledger_spares_work as work
from ui.pages.asking import Op
from ui.pages.asking_page import AskingPage
from ui.pages.ledger_left import Standing, StandingLine
from ui.pages.ledger_spares_work import Register
from ui.pages.ledger_tabs import LedgerTabs
from ui.paint.light import Shape
from ui.parts import frame
from ui.parts.act import Act
from ui.parts.banner import EmptyState
from ui.parts.button import Button, Rank
from ui.parts.form_dialog import Ask
from ui.parts.heads import GroupHead
from ui.parts.table import RowTable
from ui.parts.textlines import TextLine, TextLines
from ui.parts.topbar import Facts
from ui.services import Services
from ui.shortcuts import Key

_FEW = 5  # sheets left at which more should be printed
_LOOKING = "正在看备用单"
_STEPS = (
    "有电时先印好，与“停电时怎么办”一页同放窗口抽屉。",
    "停电时两联手写，盖收件章，第一联交申请人。",
    "来电后当天补录：扫单上的码或输编号，填手写的收件时间，照第二联录入。",
    "时限从真实收件时间起算，不从补录起算。",
    "写错的收回两联，在这里作废，写明原因。",
)


class SparesPage(AskingPage):
    """The tab."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._register: Register | None = None
        self.tabs, self._facts = LedgerTabs(), Facts()
        self.enter = Act.on(self, "补录", Key.MAIN, self._ask_enter, _LOOKING)
        self.print_kit = Act.on(self, "印备用单", Key.SECOND, self._ask_print, _LOOKING)
        self.void = Act.on(self, "作废", None, self._ask_void, _LOOKING)
        self._build()

    def take_scan(self, text: str) -> bool:
        """The code of a sheet opens 补录 with its number, or fills it in."""
        if not work.is_sheet(text):
            return False
        if self.form is None or "number" not in self.form.fields:
            self._ask_enter()
        if self.form is not None:
            self.form.fields["number"].set_text(text)
            self.form.fields["when"].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _question(self) -> Op:
        return work.reading(self._services.desk)

    def _build(self) -> None:
        self.front = self.table = RowTable(work.COLUMNS, usual=t.ROW2)
        self.table.setAccessibleName("断电备用单")
        self.table.picked.connect(self._picked)
        self._head = GroupHead("登记", "", ruled=False, hints=(("↑↓", "选"),))
        self._empty = EmptyState("还没有印过备用单", "按 F8 印一袋，放在窗口抽屉里")
        columns = frame.across(self._left(), frame.listing(self._head, self.table, self._empty), wide=1)
        frame.down(self, self._bar("台账", self.tabs, self._facts), columns, wide=columns)

    def _left(self) -> QWidget:
        self.standing = StandingLine()
        top = frame.inset(8)
        top.addWidget(GroupHead("断电备用单", self._services.desk.window.label))
        top.addWidget(TextLines([TextLine(text, lead=str(n)) for n, text in enumerate(_STEPS, 1)]))
        top.addStretch(1)
        pair = frame.beside(Button(self.print_kit), Button(self.void))
        return frame.left(
            frame.LEFT, self.strip, top, frame.keys(self.standing, Button(self.enter, Rank.PRIMARY), pair), wide=top
        )

    @Slot(object)
    def _show(self, register: Register) -> None:
        self._register, now = register, register.standing
        rows = work.rows(register)
        self.table.show_other(rows)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._head.set_note(f"印 {now.printed} 张，已用 {now.used}，作废 {now.void}，剩余 {now.waiting}")
        self._facts.show_facts((f"剩余 {now.waiting} 张", "strong"))
        self.standing.say(_standing(now.waiting))
        self.enter.set_reason(register.reason or ("" if now.waiting else "没有待用的备用单"))
        self.print_kit.set_reason(register.reason)
        self._picked(self.table.current_key())

    @Slot(str)
    def _picked(self, key: str) -> None:
        self.void.set_reason(work.why_not_void(self._register, key))

    @Slot()
    def _ask_enter(self) -> None:
        chosen = self.table.current_key()
        number = "" if work.why_not_void(self._register, chosen) else chosen
        when = f"{self._services.desk.today:%Y-%m-%d} "
        asks = (
            Ask("number", "备用单编号", text=number, hint="扫单上的码，或输编号"),
            Ask("when", "真实收件时间", text=when, hint="如 2026-11-20 14:05"),
        )
        self._open_form("补录断电备用单", "照单上手写的填；时限从这个时间起算", asks, "去录入", self._do_enter)

    @Slot(dict)
    def _do_enter(self, told: dict[str, str]) -> None:
        entering = work.entering(self._services.desk, told["number"], told["when"])
        self._run(entering, self._enter)

    @Slot(object)
    def _enter(self, sheet: tuple[str, datetime]) -> None:
        self._close_form()
        self._services.bus.enter_late.emit(*sheet)

    @Slot()
    def _ask_print(self) -> None:
        asks = (Ask("count", "张数", text="10", hint="1 到 50"),)
        self._open_form("印备用单", "每张两联，编号已取，另有一页“停电时怎么办”", asks, "取号并打印", self._do_print)

    @Slot(dict)
    def _do_print(self, told: dict[str, str]) -> None:
        printing = work.printing(self._services.desk, told["count"])
        self._run(printing, self._printed)

    @Slot(object)
    def _printed(self, paper: DocumentView) -> None:
        self._close_form()
        self._services.paper.send((paper,))
        self.strip.say(Shape.CHECK, f"已送打印：{paper.name} {paper.number}", "印好点数，与登记相符再放入抽屉。")
        self.refresh()

    @Slot()
    def _ask_void(self) -> None:
        note = "两联收回存查；作废的编号不再用"
        self._open_form(f"{self.table.current_key()} 作废", note, (Ask("why", "原因"),), "作废", self._do_void)

    @Slot(dict)
    def _do_void(self, told: dict[str, str]) -> None:
        voiding = work.voiding(self._services.desk, self.table.current_key(), told["why"])
        self._run(voiding, self._voided)

    @Slot(object)
    def _voided(self, _: object) -> None:
        self._close_form()
        self.strip.say(Shape.CHECK, "已作废，登记里留着")
        self.refresh()


def _standing(left: int) -> Standing:
    if left > _FEW:
        return Standing(Shape.CHECK, f"剩余 {left} 张", "编号已取、已签名，来电前不用电脑")
    return Standing(Shape.TRIANGLE, f"只剩 {left} 张" if left else "没有备用单", "请有电时先印好")
