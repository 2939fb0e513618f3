"""台账: the day's sums and checks, the very PDF the supervisor signs, and the end of the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.errors import WorldError
from ui import theme as t
from ui.pages import ledger_paper as work
from ui.pages.asking import Asker
from ui.pages.day_picker import WEEKDAYS, DayPicker
from ui.pages.ledger_doing import LedgerActs
from ui.pages.ledger_left import CheckList, StandingLine, Totals, checks_note, standing_of
from ui.pages.ledger_paper import Day
from ui.pages.ledger_tabs import LedgerTabs
from ui.pages.ledger_two import TwoPersonActs
from ui.pages.ledger_view import LedgerPreview
from ui.parts.act import Act
from ui.parts.button import Button, Rank
from ui.parts.column import Ground, upright
from ui.parts.heads import GroupHead
from ui.parts.strip import Strip
from ui.parts.topbar import Facts, TopBar
from ui.services import Services
from ui.shortcuts import Key

_LEFT = 428


class LedgerPage(QWidget):
    """The page of one day, today's until another is picked."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._picked: date | None = None  # None: whatever day it is
        self._day: Day | None = None
        self._face: tuple[object, ...] = ()
        self._reading = self._asker(self._show)
        self._drawing = self._asker(self._drawn)
        self._make_acts()
        self._build()
        self.acts.said.connect(self._strip.say)
        self.acts.failed.connect(self._not_done)
        self.acts.closed.connect(self.refresh)
        self.two.said.connect(self._strip.say)
        self.two.failed.connect(self._not_done)
        self.two.reopened.connect(self.refresh)
        services.bus.case_changed.connect(self._changed)
        services.bus.queue_changed.connect(self._changed)
        services.bus.printer_changed.connect(self._changed)

    @property
    def day(self) -> date:
        """The day shown."""
        return self._picked or self._services.desk.today

    def showEvent(self, event: QShowEvent) -> None:
        """Look again."""
        super().showEvent(event)
        self.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The checks take the keys."""
        self.checks.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits reach the checks from anywhere on the page."""
        if not self.checks.press(event.text()):
            super().keyPressEvent(event)

    @Slot()
    def refresh(self) -> None:
        """Ask for the day as it is now."""
        self._reading.ask(work.reading(self._services.desk, self.day))

    def show_day(self, day: date) -> None:
        """Show another day."""
        self._picked = None if day == self._services.desk.today else day
        self._strip.clear()
        self.preview.paper.show_note("正在排出这一天")
        self._face = ()
        self.refresh()

    def _asker(self, answer: Callable[..., None]) -> Asker:
        made = Asker(self._services.tasks, self)
        made.answered.connect(answer)
        made.failed.connect(self._not_done)
        return made

    def _make_acts(self) -> None:
        self.acts = LedgerActs(self._services, self)
        self.two = TwoPersonActs(self._services, self)
        self._pick = Act("", Key.PICK_DAY, self)
        self._pick.done.connect(self._pick_day)
        self.addAction(self._pick)

    def _build(self) -> None:
        self._facts = Facts()
        self._day_button = Button(self._pick, Rank.BANNER)
        self._day_button.setMinimumWidth(196)
        bar = TopBar("台账")
        self.tabs = LedgerTabs()
        bar.add(self.tabs)
        bar.add(self._day_button)
        bar.add(self._facts)
        bar.find_asked.connect(self._services.bus.find_asked)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        self.preview = LedgerPreview(self)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self._left())
        columns.addWidget(upright())
        columns.addWidget(self.preview, 1)
        whole.addLayout(columns, 1)

    def _left(self) -> QWidget:
        ground = Ground(t.PAPER)
        ground.setFixedWidth(_LEFT)
        whole = QVBoxLayout(ground)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._strip = Strip()
        whole.addWidget(self._strip)
        top = QVBoxLayout()
        top.setContentsMargins(t.GUTTER, 12, t.GUTTER, 8)
        top.setSpacing(4)
        self._sum_head = GroupHead("今日合计", self._services.desk.window.label)
        self._totals = Totals()
        self._check_head = GroupHead("日结核对", "", hints=(("↑↓", "选"), ("Enter", "去办")))
        self.checks = CheckList()
        self.checks.asked.connect(self.acts.settle)
        for widget in (self._sum_head, self._totals, self._check_head):
            top.addWidget(widget)
        top.addWidget(self.checks, 1)
        whole.addLayout(top, 1)
        whole.addWidget(self._keys())
        return ground

    def _keys(self) -> QWidget:
        ground = Ground(t.PAPER, top_line=True)
        column = QVBoxLayout(ground)
        column.setContentsMargins(t.GUTTER, 11, t.GUTTER, 12)
        column.setSpacing(8)
        self._standing = StandingLine()
        column.addWidget(self._standing)
        column.addWidget(Button(self.acts.close, Rank.PRIMARY))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Button(self.acts.draft))
        row.addWidget(Button(self.acts.export))
        column.addLayout(row)
        pair = QHBoxLayout()
        pair.setSpacing(8)
        pair.addWidget(Button(self.two.reopen))
        pair.addWidget(Button(self.two.bare))
        column.addLayout(pair)
        return ground

    @Slot(object)
    def _show(self, day: Day) -> None:
        if day.view.day != self.day:
            return
        self._day = day
        when, today = day.view.day, day.view.day == self._services.desk.today
        self._pick.setText(f"{when:%Y-%m-%d} 周{WEEKDAYS[when.weekday()]}")
        self._facts.show_facts((f"{len(day.view.rows)} 件", "strong"), ("当日经手，含前日收件", "quiet"))
        self._sum_head.set_title("今日合计" if today else f"{when:%m-%d} 合计", day.view.window)
        self._totals.show_totals(day.view.totals)
        self._check_head.set_note(checks_note(day.view))
        self.checks.show_checks(day.view)
        self._standing.say(standing_of(day.view, day.closed))
        self.acts.show_day(day)
        self.two.show_day(day)
        self.preview.describe(len(day.view.rows), draft=day.closed is None)
        if day.face != self._face:
            self._face = day.face
            self._drawing.ask(work.drawing(self._services, day))

    @Slot(object)
    def _drawn(self, pages: list[tuple[int, int, bytes]]) -> None:
        self.preview.show_pages(pages)

    @Slot(object)
    def _not_done(self, error: WorldError) -> None:
        self._face = ()  # a paper that could not be drawn is tried again
        self._strip.fail(error)

    @Slot()
    def _changed(self, *_what: str) -> None:
        if self.isVisible():
            self.refresh()

    @Slot()
    def _pick_day(self) -> None:
        desk = self._services.desk
        picker = DayPicker(self.day, desk.today, desk.calendar, self)
        picker.picked.connect(self.show_day)
        picker.move(self._day_button.mapToGlobal(QPoint(0, self._day_button.height() + 4)))
        picker.open()
