"""今日: what cannot wait, the cases in hand by their clocks, and beside them the line, the week, what comes next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.desk import cases as desk_cases
from models.desk import conflicts, intake, line
from models.desk import today as desk_today
from models.desk.context import Desk
from models.errors import WorldError
from models.views import DocumentView
from ui import messages
from ui import theme as t
from ui.pages import today_words as say
from ui.pages.asking import Asker
from ui.pages.today_urgent import UrgentStrip, cells_of
from ui.pages.today_words import COLUMNS, Moment
from ui.parts.act import Act
from ui.parts.banner import EmptyState
from ui.parts.column import Ground, RightColumn, upright
from ui.parts.heads import GroupHead
from ui.parts.inktip import tip_for
from ui.parts.painted import WeekBars
from ui.parts.table import RowTable
from ui.parts.textlines import TextLines
from ui.parts.topbar import Facts, TopBar
from ui.services import Services
from ui.shortcuts import Key

_MINUTE = 60_000
_HINTS = (("↑↓", "选"), ("Enter", "打开"), ("P", "打印"))


class TodayPage(QWidget):
    """The page; asks again when a case or the queue changed, when it is shown, and when the day changes."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._day = services.desk.today
        self._asker = Asker(services.tasks, self)
        self._asker.answered.connect(self._show)
        self._asker.failed.connect(self._not_shown)
        self._print = Act("打印", Key.PRINT, self)
        self._print.done.connect(self._print_picked)
        self._print.refused.connect(self._say_why)
        self.addAction(self._print)
        self._build()
        services.bus.queue_changed.connect(self._look_again)
        services.bus.case_changed.connect(self._look_again)
        services.bus.line_changed.connect(self._look_again)
        services.bus.backed_up.connect(self._look_again)
        self._tick = QTimer(self)
        self._tick.setInterval(_MINUTE)
        self._tick.timeout.connect(self._look_if_new_day)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again."""
        super().showEvent(event)
        self._tick.start()
        self.refresh()

    def hideEvent(self, event: object) -> None:
        """Nobody looks: nothing is asked."""
        self._tick.stop()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The list takes the keys."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """接下来 goes first when the column has not the room."""
        super().resizeEvent(event)
        self._make_room()

    @Slot()
    def refresh(self) -> None:
        """Ask the desk for this moment."""
        self._asker.ask(_asking(self._services.desk))

    @Slot()
    def _look_again(self) -> None:
        if self.isVisible():
            self.refresh()

    @Slot()
    def _look_if_new_day(self) -> None:
        if self._services.desk.today != self._day:
            self.refresh()

    def _build(self) -> None:
        self._facts = Facts()
        self._bar = TopBar("今日")
        self._bar.add(self._facts)
        self._bar.find_asked.connect(self._services.bus.find_asked)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._left(), 1)
        middle.addWidget(upright())
        middle.addWidget(self._right())
        whole.addLayout(middle, 1)

    def _left(self) -> QWidget:
        ground = Ground(t.BG)
        whole = QVBoxLayout(ground)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._urgent = UrgentStrip()
        whole.addWidget(self._urgent)
        column = QVBoxLayout()
        column.setContentsMargins(t.GUTTER, 10, t.GUTTER, 12)
        column.setSpacing(6)
        self._head = GroupHead("我的办件", "", hints=_HINTS, ruled=False)
        self._head.set_large()
        self._table = RowTable(COLUMNS)
        self._table.opened.connect(self._services.bus.open_case)
        self._table.picked.connect(self._picked)
        self._begin = Act("去收件", None, self)
        self._begin.done.connect(self._go_to_intake)
        self._empty = EmptyState("现在没有在办的件", "新件从收件开始，收下后就按到期排在这里", self._begin)
        self._empty.hide()
        for widget, stretch in ((self._head, 0), (self._table, 1), (self._empty, 0)):
            column.addWidget(widget, stretch)
        column.addStretch(0)
        whole.addLayout(column, 1)
        return ground

    def _right(self) -> QWidget:
        self._side = RightColumn(364)
        self._line, self._notices, self._next = TextLines(gap=10), TextLines(gap=10), TextLines(gap=10)
        self._bars = WeekBars()
        self._week = GroupHead("本周", "", legend=((t.DAI, "收件"), (t.DAI_SOFT2, "办结")))
        self._owed = GroupHead("须由管理员办")
        self._later = GroupHead("接下来")
        for head, body in (
            (GroupHead("线路与队列"), self._line),
            (self._owed, self._notices),
            (self._week, self._bars),
            (self._later, self._next),
        ):
            self._side.body.addWidget(head)
            self._side.body.addSpacing(8)
            self._side.body.addWidget(body)
            self._side.body.addSpacing(18)
        self._side.body.addStretch(1)
        return self._side

    @Slot(object)
    def _show(self, moment: Moment) -> None:
        view, now = moment.view, self._services.desk.clock.now()
        self._day = now.date()
        self._facts.show_facts((say.long_day(self._day), "plain"), (f"在办 {view.open_cases} 件", "strong"))
        self._urgent.show_cells(cells_of(view.urgent))
        self._head.set_note(say.list_note(view, self._services.desk.staff.role))
        self._table.show_other(say.grouped(view.rows))
        self._table.setVisible(bool(view.rows))
        self._empty.setVisible(not view.rows)
        self._picked(self._table.current_key())
        self._line.show_lines(say.line_lines(moment, now))
        self._notices.show_lines(say.notice_lines(view))
        self._week.set_note(say.week_note(view))
        self._bars.show_value(say.week_days(view, self._day))
        self._next.show_lines(say.next_lines(moment, now))
        self._make_room()

    @Slot(object)
    def _not_shown(self, error: WorldError) -> None:
        messages.trouble(self, error)

    def _make_room(self) -> None:
        needed = 260 + sum(part.height() for part in (self._line, self._notices, self._next)) + self._bars.height()
        fits = needed <= self._side.height()
        self._later.setVisible(fits)
        self._next.setVisible(fits)

    @Slot(str)
    def _picked(self, key: str) -> None:
        self._print.set_reason("" if key else "先选一件")

    @Slot()
    def _go_to_intake(self) -> None:
        self._services.bus.go.emit("收件")

    @Slot()
    def _print_picked(self) -> None:
        desk, key = self._services.desk, self._table.current_key()
        self._services.tasks.run(_unprinted(desk, key), self._send, self._not_shown, self._not_shown)

    @Slot(object)
    def _send(self, papers: tuple[DocumentView, ...]) -> None:
        if papers:
            self._services.paper.send(papers)
            self._services.bus.said.emit(f"送打印 {len(papers)} 份")
        else:
            self._say_why("这件的文书都打过了，重打请到办件按 F8")

    @Slot(str)
    def _say_why(self, reason: str) -> None:
        tip_for(self._head, reason)


def _asking(desk: Desk) -> Callable[[], Moment]:
    return lambda: Moment(desk_today.today(desk), line.line_state(desk), intake.drafts(desk), conflicts.count(desk))


def _unprinted(desk: Desk, case_id: str) -> Callable[[], tuple[DocumentView, ...]]:
    return lambda: tuple(one for one in desk_cases.case(desk, case_id).documents if not one.prints and not one.voided)
