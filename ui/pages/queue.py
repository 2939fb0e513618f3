"""转报: the queue to the city: what waits, what a person must settle, what arrived, and what the city answered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.desk import queue as desk_queue
from models.errors import WorldError
from models.rules.terms import QueueState
from models.views import ActDone, CaseRow, QueueRow, QueueView
from models.views_city import CityWord
from ui import messages
from ui import theme as t
from ui.pages.asking import Asker
from ui.pages.ledger_tabs import LedgerTabs
from ui.pages.noticing import Noticing
from ui.pages.queue_model import Moment, reading, word_of
from ui.pages.queue_rows import COLUMNS, answer_key, grouped, met_key
from ui.pages.queue_side import QueueSide
from ui.pages.queue_words import CLOCK_ADVICE, banner, waits
from ui.pages.settling import Settling
from ui.paint.light import Shape
from ui.parts.act import Act
from ui.parts.banner import Banner, EmptyState
from ui.parts.column import Ground, upright
from ui.parts.heads import GroupHead
from ui.parts.table import RowTable
from ui.parts.topbar import Facts, TopBar
from ui.services import Services
from ui.shortcuts import Key

if TYPE_CHECKING:
    from models.desk.conflicts import Conflict
    from models.rules.terms import Act as CaseAct


class QueuePage(QWidget):
    """The page; asks again whenever the queue changed and whenever it is shown."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._rows: dict[str, QueueRow] = {}
        self._answers: dict[str, CaseRow] = {}
        self._met: dict[str, Conflict] = {}
        self._asker, self._words = Asker(services.tasks, self), Asker(services.tasks, self)
        self._asker.answered.connect(self._show)
        self._asker.failed.connect(self._not_shown)
        self._words.answered.connect(self._show_word)
        self._words.failed.connect(self._not_shown)
        self._make_acts()
        self._build()
        services.bus.queue_changed.connect(self.refresh)
        services.bus.line_changed.connect(self._line_changed)
        services.bus.case_changed.connect(self._case_changed)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again."""
        super().showEvent(event)
        self.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The list takes the keys."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def refresh(self) -> None:
        """Ask the desk for the queue as it is."""
        self._asker.ask(reading(self._services.desk))

    def _make_acts(self) -> None:
        self._retry = Act("立即重试", Key.RETRY, self)
        self._retry.done.connect(self._retry_all)
        self._main = Act("重送这一条", Key.MAIN, self)
        self._main.done.connect(self._do_main)
        self._noticing = Noticing(self._services, self)
        self._noticing.done.connect(self._noticed)
        self._noticing.failed.connect(self._not_shown)
        self._noticing.form_wanted.connect(self._to_case)
        self._settling = Settling(self._services, self)
        self._settling.failed.connect(self._not_shown)
        self._open = Act("打开办件", None, self)
        self._open.done.connect(self._open_case)
        for act in (self._retry, self._main, self._open):
            self.addAction(act)

    def _build(self) -> None:
        self._facts = Facts()
        self._bar = TopBar("转报")
        self.tabs = LedgerTabs(name="转报")
        self._bar.add(self.tabs)
        self._bar.add(self._facts)
        self._bar.find_asked.connect(self._services.bus.find_asked)
        self._banner = Banner(Shape.BROKEN)
        self._banner.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar)
        whole.addWidget(self._banner)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._left(), 1)
        middle.addWidget(upright())
        self.side = QueueSide(self._main, self._noticing.act, self._settling.again, (self._open, self._retry))
        self.side.met.changed.connect(self._papers_said)
        middle.addWidget(self.side)
        whole.addLayout(middle, 1)

    def _left(self) -> QWidget:
        ground = Ground(t.BG)
        column = QVBoxLayout(ground)
        column.setContentsMargins(t.GUTTER, 10, t.GUTTER, 12)
        column.setSpacing(6)
        hints = (("↑↓", "选"), ("Enter", "开办件"), ("F9", "重送"))
        self._head = GroupHead("队列", "", hints=hints, ruled=False)
        self._head.set_large()
        self._table = RowTable(COLUMNS, usual=t.ROW_FORWARD)
        self._table.picked.connect(self._picked)
        self._table.opened.connect(self._opened)
        self._empty = EmptyState("没有要送市级的记录", "受理、转报后自动排到这里，连上市级就送")
        self._empty.hide()
        column.addWidget(self._head)
        column.addWidget(self._table, 1)
        column.addWidget(self._empty)
        column.addStretch(0)
        return ground

    @Slot(object)
    def _show(self, moment: Moment) -> None:
        view, now = moment.view, self._services.desk.clock.now()
        self._rows = {row.entry_id: row for row in view.rows}
        self._answers = {answer_key(row.case_id): row for row in moment.answers}
        self._facts.show_facts(
            ("对市级平台的队列", "quiet"),
            (f"待送 {view.waiting}", "strong"),
            (f"要再定 {len(moment.met)}", "bad" if moment.met else "plain"),
            (f"要人处理 {view.held}", "bad" if view.held else "plain"),
            (f"今日已送 {view.delivered_today}", "plain"),
        )
        self._met = {met_key(one.lost.entry_id): one for one in moment.met}
        self._head.set_note(_note(view, now))
        self._table.show_rows(grouped(moment, now))
        anything = bool(self._rows or self._answers or self._met)
        self._table.setVisible(anything)
        self._empty.setVisible(not anything)
        self._show_line(view)
        self._picked(self._table.current_key())

    @Slot(object)
    def _not_shown(self, error: WorldError) -> None:
        messages.trouble(self, error)

    def _show_line(self, view: QueueView) -> None:
        down = view.line == "down"
        self._banner.setVisible(down or bool(view.clock))
        if down:
            lead, rest = banner(view, self._services.desk.clock.now())
            self._banner.say(lead, rest, (self._retry,), Shape.BROKEN if waits(view) else Shape.SQUARE)
        elif view.clock:
            self._banner.say(f"{view.clock}。", CLOCK_ADVICE, (), Shape.TRIANGLE)

    @Slot(str, str)
    def _line_changed(self, _state: str, _note: str) -> None:
        self.refresh()

    @Slot(str)
    def _case_changed(self, _case_id: str) -> None:
        if self.isVisible():
            self.refresh()

    @Slot(str)
    def _picked(self, key: str) -> None:
        row, answer, met = self._rows.get(key), self._answers.get(key), self._met.get(key)
        self._open.set_reason("" if row or answer or met else "先选一条")
        self._settling.show_met(None)
        if met is not None:
            self._noticing.show_word("", None)
            self.side.show_met(met)
            self._papers_said()
            return
        if answer is not None:
            self._main.setText(f"去办：{answer.next_step}")
            self._main.set_reason("")
            self._words.ask(word_of(self._services.desk, answer.case_id))
            return
        self._main.setText("重送这一条")
        self._main.set_reason("" if row and row.state is not QueueState.DELIVERED else _why_not(row))
        self._noticing.show_word("", None)
        self.side.show_row(row)

    @Slot()
    def _papers_said(self) -> None:
        met = self._met.get(self._table.current_key())
        if met is not None:
            missing = self.side.met.missing
            self._settling.show_met(met, missing, self.side.met.note)
            self._main.setText("以先办的为准")
            self._main.set_reason(missing)

    @Slot(object)
    def _show_word(self, found: tuple[str, CityWord | None]) -> None:
        case_id, word = found
        row = self._answers.get(self._table.current_key())
        if row is not None and row.case_id == case_id:  # the choice may have moved on meanwhile
            self._noticing.show_word(case_id, word)
            self.side.show_word(row, word)

    @Slot(object)
    def _noticed(self, done: ActDone) -> None:
        self._services.paper.send(done.documents)
        self._services.bus.said.emit(f"送打印：{'、'.join(one.name for one in done.documents)}")
        self._services.bus.case_changed.emit(done.case_id)
        self._services.nudge()

    @Slot(str, object)
    def _to_case(self, case_id: str, _act: CaseAct) -> None:
        self._services.bus.open_case.emit(case_id)

    @Slot(str)
    def _opened(self, key: str) -> None:
        chosen = self._rows.get(key) or self._answers.get(key) or self._met.get(key)
        if chosen is not None:
            self._services.bus.open_case.emit(chosen.case_id)

    @Slot()
    def _open_case(self) -> None:
        self._opened(self._table.current_key())

    @Slot()
    def _do_main(self) -> None:
        key = self._table.current_key()
        if key in self._met:
            self._settling.first()
        elif key in self._answers:
            self._opened(key)
        else:
            self._do_retry(key)

    @Slot()
    def _retry_all(self) -> None:
        self._do_retry(None)

    def _do_retry(self, entry_id: str | None) -> None:
        desk = self._services.desk
        self._services.tasks.run(
            lambda: desk_queue.retry_now(desk, entry_id), self._retried, self._not_shown, self._not_shown
        )

    @Slot(object)
    def _retried(self, _count: int) -> None:
        self._services.nudge()
        self.refresh()


def _why_not(row: QueueRow | None) -> str:
    return "先选一条" if row is None else "市级已收到，不用再送"


def _note(view: QueueView, now: datetime) -> str:
    if view.oldest is None:
        return "没有等待的记录"
    day = "今日" if view.oldest.date() == now.date() else f"{view.oldest:%m-%d}"
    return f"{view.waiting + view.held} 条未送达 · 最早排队 {day} {view.oldest:%H:%M}"
