"""管理 · 审计: the trail by kind, person and day at the right, how the chain stands and its check at the left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.desk.trail import PAGE, Asked
from models.rules import powers
from models.rules.powers import Power
from ui import theme as t
from ui.pages import trail_work as work
from ui.pages.asking import Op
from ui.pages.asking_page import AskingPage
from ui.pages.day_picker import WEEKDAYS, DayPicker
from ui.pages.ledger_tabs import LedgerTabs
from ui.pages.trail_doing import TrailActs
from ui.pages.trail_work import Trail
from ui.paint.light import Shape
from ui.parts import frame
from ui.parts.act import Act
from ui.parts.banner import EmptyState
from ui.parts.busy import BusyStrip
from ui.parts.button import Button, Rank
from ui.parts.column import Ground
from ui.parts.heads import GroupHead
from ui.parts.rows import Column, Kind, Row
from ui.parts.table import RowTable
from ui.parts.textlines import TextLine, TextLines
from ui.parts.topbar import Facts
from ui.services import Services
from ui.shortcuts import Key

_LEFT = 316
_ALL = "全部"
_ONE = (Column("", Kind.TEXT),)


class TrailPage(AskingPage):
    """The tab."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._asked = Asked()
        self.shown: Trail | None = None
        self._shut = "" if powers.may(services.desk.staff.role, Power.TRAIL) else f"由{powers.holders(Power.TRAIL)}看"
        self.tabs, self._facts, self._busy = LedgerTabs(), Facts(), BusyStrip()
        self.acts = TrailActs(services, self, self._busy)
        self.acts.said.connect(self.strip.say)
        self.acts.failed.connect(self._not_done)
        self.acts.ended.connect(self.refresh)
        self._pick = Act.on(self, "全部日期", Key.PICK_DAY, self._pick_day, self._shut)
        self.earlier = Act.on(self, f"再早 {PAGE} 条", Key.OTHERS, self._go_back, self._shut)
        self._build()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends a check under way, then goes back to all days; ← → from the kinds to the lines and back."""
        key = event.key()
        if key == Qt.Key.Key_Escape and not self._busy.stop():
            self._ask(replace(self._asked, day=None, before=None))
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            (self.lines if key == Qt.Key.Key_Right else self.kinds).setFocus(Qt.FocusReason.OtherFocusReason)
        elif key != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    @Slot()
    def refresh(self, *_what: int) -> None:
        """Ask for the lines as they are now, if they are for this person."""
        if self._shut:
            self._empty.say("这里由安全审计员看", f"{self._shut}；您的岗位不看审计记录")
            self._empty.show()
            self.lines.hide()
            return
        super().refresh()

    def _question(self) -> Op:
        return work.reading(self._services.desk, self._asked)

    def _build(self) -> None:
        self._day_button = Button(self._pick, Rank.BANNER)
        self._day_button.setMinimumWidth(196)
        columns = frame.across(self._left(), self._right(), wide=1)
        frame.down(self, self._bar("管理", self.tabs, self._day_button, self._facts), columns, wide=columns)

    def _left(self) -> QWidget:
        self.front = self.kinds = _list("事由")
        self.people, self.chain = _list("人员"), TextLines()
        self.kinds.show_rows([Row(kind.value if kind else "", (kind.value if kind else _ALL,)) for kind in work.KINDS])
        self.kinds.picked.connect(self._kind_picked)
        self.people.picked.connect(self._person_picked)
        top = frame.inset(4)
        top.addWidget(GroupHead("事由", "", hints=(("↑↓", "选"),)))
        top.addWidget(self.kinds, 3)
        top.addSpacing(8)
        top.addWidget(GroupHead("人员"))
        top.addWidget(self.people, 2)
        pair = frame.beside(Button(self.acts.settle), Button(self.acts.export))
        foot = frame.keys(self.chain, Button(self.acts.check, Rank.PRIMARY), pair)
        return frame.left(_LEFT, top, foot, wide=top)

    def _right(self) -> QWidget:
        ground, column = Ground(t.PAPER), frame.inset(6)
        self.lines = RowTable(work.COLUMNS, usual=t.ROW)
        self.lines.setAccessibleName("审计记录")
        self._empty = EmptyState("没有这样的记录", "换一个事由、人员或日期再看")
        self._empty.hide()
        column.addWidget(self._empty)
        column.addWidget(self.lines, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(Button(self.earlier))
        column.addStretch(0)
        column.addLayout(foot)
        frame.down(ground, self.strip, self._busy, column, wide=column)
        return ground

    @Slot(object)
    def _show(self, trail: Trail) -> None:
        self.shown = trail
        self.people.show_other([Row("", (_ALL,)), *(Row(key, (name,)) for key, name in trail.persons)])
        self.lines.show_rows(work.rows(trail.lines), None)
        self.lines.setVisible(bool(trail.lines))
        self._empty.setVisible(not trail.lines)
        full = len(trail.lines) == PAGE
        older = "，更早的按 F4" if full else ""
        self._facts.show_facts((f"{len(trail.lines)} 条", "strong"), (f"新的在上{older}", "quiet"))
        self.earlier.set_reason("" if full else "没有更早的了")
        day = trail.asked.day
        self._pick.setText(f"{day:%Y-%m-%d} 周{WEEKDAYS[day.weekday()]}" if day else "全部日期")
        self.acts.show_trail(trail)
        said, note = work.chain_words(trail.chain)
        shape = Shape.SQUARE if trail.chain.why else Shape.CHECK if trail.chain.at else Shape.RING
        self.chain.show_lines([TextLine(said, shape=shape, note=note, strong=True, bad=bool(trail.chain.why))])

    def _ask(self, asked: Asked) -> None:
        if asked != self._asked:
            self._asked = asked
            self.refresh()

    @Slot(str)
    def _kind_picked(self, key: str) -> None:
        kind = next((one for one in work.KINDS if one and one.value == key), None)
        self._ask(replace(self._asked, kind=kind, before=None))

    @Slot(str)
    def _person_picked(self, key: str) -> None:
        self._ask(replace(self._asked, actor=key, before=None))

    @Slot()
    def _go_back(self) -> None:
        if self.shown and self.shown.lines:
            self._ask(replace(self._asked, before=self.shown.lines[-1].n))

    @Slot()
    def _pick_day(self) -> None:
        desk = self._services.desk
        picker = DayPicker(self._asked.day or desk.today, desk.today, desk.calendar, self)
        picker.picked.connect(self._day_picked)
        picker.move(self._day_button.mapToGlobal(QPoint(0, self._day_button.height() + 4)))
        picker.open()

    @Slot(object)
    def _day_picked(self, day: date) -> None:
        self._ask(replace(self._asked, day=day, before=None))


def _list(name: str) -> RowTable:
    made = RowTable(_ONE, usual=t.ROW, headed=False)
    made.setAccessibleName(name)
    return made
