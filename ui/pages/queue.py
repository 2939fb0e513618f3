"""转报: the queue to the city: what waits, what a person must settle, what arrived; works on when the line is down."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.desk import queue as desk_queue
from models.errors import WorldError
from models.rules.terms import QueueState
from models.views import QueueRow, QueueView
from ui import messages
from ui import theme as t
from ui.pages.asking import Asker
from ui.pages.queue_words import SIDE_EMPTY, advice, since, spans
from ui.paint.light import Shape
from ui.parts.act import Act
from ui.parts.banner import Banner, EmptyState
from ui.parts.button import Button, Rank
from ui.parts.column import Ground, RightColumn, upright
from ui.parts.heads import GroupHead
from ui.parts.rows import AnyRow, Column, GroupRow, Kind, Marked, Row
from ui.parts.table import RowTable
from ui.parts.textlines import TextLines
from ui.parts.topbar import Facts, TopBar
from ui.services import Services
from ui.shortcuts import Key

_COLUMNS = (
    Column("状态", Kind.MARK, 116),
    Column("办件", Kind.MUTED, 96),
    Column("事项 · 申请人", Kind.TWO_LINE),
    Column("要送的内容", Kind.TEXT, 128),
    Column("附件", Kind.MUTED, 176),
    Column("排队", Kind.RIGHT, 72),
    Column("已试", Kind.MUTED_RIGHT, 56),
)
_SHAPES = {
    QueueState.HELD: Shape.SQUARE,
    QueueState.DELIVERED: Shape.CHECK,
    QueueState.SENDING: Shape.DOT,
    QueueState.CARRIED: Shape.RING,
    QueueState.WAITING: Shape.RING,
}
_GROUPS = (
    ("要人处理", "不挡其他办件", Shape.SQUARE, (QueueState.HELD,)),
    ("等待发送", "同一办件按先后送", Shape.RING, (QueueState.WAITING, QueueState.SENDING)),
    ("已装入摆渡包", "等市级回执包", Shape.RING, (QueueState.CARRIED,)),
    ("已送达", "市级已给回执", Shape.CHECK, (QueueState.DELIVERED,)),
)


class QueuePage(QWidget):
    """The page; asks again whenever the queue changed and whenever it is shown."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._rows: dict[str, QueueRow] = {}
        self._asker = Asker(services.tasks, self)
        self._asker.answered.connect(self._show)
        self._asker.failed.connect(self._not_shown)
        self._make_acts()
        self._build()
        services.bus.queue_changed.connect(self.refresh)
        services.bus.line_changed.connect(self._line_changed)
        services.tasks.busy_changed.connect(self._idle)

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
        desk = self._services.desk
        self._asker.ask(lambda: desk_queue.queue(desk))

    def _make_acts(self) -> None:
        self._retry = Act("立即重试", Key.RETRY, self)
        self._retry.done.connect(self._retry_all)
        self._main = Act("重送这一条", Key.MAIN, self)
        self._main.done.connect(self._retry_one)
        self._open = Act("打开办件", None, self)
        self._open.done.connect(self._open_case)
        for act in (self._retry, self._main, self._open):
            self.addAction(act)

    def _build(self) -> None:
        self._facts = Facts()
        self._bar = TopBar("转报")
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
        middle.addWidget(self._right())
        whole.addLayout(middle, 1)

    def _left(self) -> QWidget:
        ground = Ground(t.BG)
        column = QVBoxLayout(ground)
        column.setContentsMargins(t.GUTTER, 10, t.GUTTER, 12)
        column.setSpacing(6)
        hints = (("↑↓", "选"), ("Enter", "开办件"), ("F9", "重送"))
        self._head = GroupHead("队列", "", hints=hints, ruled=False)
        self._head.set_large()
        self._table = RowTable(_COLUMNS, usual=t.ROW_FORWARD)
        self._table.picked.connect(self._picked)
        self._table.opened.connect(self._opened)
        self._empty = EmptyState("没有要送市级的记录", "受理、转报后自动排到这里，连上市级就送")
        self._empty.hide()
        column.addWidget(self._head)
        column.addWidget(self._table, 1)
        column.addWidget(self._empty)
        column.addStretch(0)
        return ground

    def _right(self) -> QWidget:
        self._side = RightColumn(380)
        self._why = GroupHead("为什么")
        self._why_lines = TextLines()
        self._how = GroupHead("怎么办")
        self._how_lines = TextLines()
        self._paper = GroupHead("时间与回执")
        self._paper_lines = TextLines()
        for head, lines in (
            (self._why, self._why_lines),
            (self._how, self._how_lines),
            (self._paper, self._paper_lines),
        ):
            self._side.body.addWidget(head)
            self._side.body.addSpacing(6)
            self._side.body.addWidget(lines)
            self._side.body.addSpacing(16)
        self._side.body.addStretch(1)
        self._main_button = Button(self._main, Rank.PRIMARY)
        self._side.bottom.addWidget(self._main_button)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Button(self._open))
        row.addWidget(Button(self._retry))
        self._side.bottom.addLayout(row)
        return self._side

    @Slot(object)
    def _show(self, view: QueueView) -> None:
        self._rows = {row.entry_id: row for row in view.rows}
        self._facts.show_facts(
            ("对市级平台的队列", "quiet"),
            (f"待送 {view.waiting}", "strong"),
            (f"要人处理 {view.held}", "bad" if view.held else "plain"),
            (f"今日已送 {view.delivered_today}", "plain"),
        )
        self._head.set_note(_note(view, self._services.desk.clock.now()))
        self._table.show_rows(_grouped(view.rows, self._services.desk.clock.now()))
        self._table.setVisible(bool(view.rows))
        self._empty.setVisible(not view.rows)
        self._show_line(view)
        self._picked(self._table.current_key())

    @Slot(object)
    def _not_shown(self, error: WorldError) -> None:
        messages.trouble(self, error)

    @Slot(bool)
    def _idle(self, busy: bool) -> None:
        """A question that ended in a bug has no answer; the next one may still be asked."""
        if not busy:
            self._asking = self._again = False

    def _show_line(self, view: QueueView) -> None:
        down = view.line == "down"
        self._banner.setVisible(down)
        if down:
            self._banner.say("断网，照常收件。", since(view, self._services.desk.clock.now()), (self._retry,))

    @Slot(str, str)
    def _line_changed(self, _state: str, _note: str) -> None:
        self.refresh()

    @Slot(str)
    def _picked(self, key: str) -> None:
        row = self._rows.get(key)
        self._main.set_reason("" if row and row.state is not QueueState.DELIVERED else _why_not(row))
        self._open.set_reason("" if row else "先选一条")
        why, how, times = spans(row) if row else SIDE_EMPTY
        self._why_lines.show_lines(why)
        self._how_lines.show_lines(how or advice(row))
        self._paper_lines.show_lines(times)

    @Slot(str)
    def _opened(self, key: str) -> None:
        row = self._rows.get(key)
        if row:
            self._services.bus.open_case.emit(row.case_id)

    @Slot()
    def _open_case(self) -> None:
        self._opened(self._table.current_key())

    @Slot()
    def _retry_one(self) -> None:
        self._do_retry(self._table.current_key())

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


def _grouped(rows: tuple[QueueRow, ...], now: datetime) -> list[AnyRow]:
    shown: list[AnyRow] = []
    for title, note, shape, states in _GROUPS:
        members = [row for row in rows if row.state in states]
        if members:
            shown.append(GroupRow(title, f"{len(members)} 条 · {note}", shape))
            shown.extend(_row(row, now) for row in members)
    return shown


def _row(row: QueueRow, now: datetime) -> Row:
    word = {QueueState.HELD: "要处理", QueueState.DELIVERED: "已送达"}.get(row.state, row.state.value)
    queued = f"{row.queued_at:%H:%M}" if row.queued_at.date() == now.date() else f"{row.queued_at:%m-%d}"
    held, done = row.state is QueueState.HELD, row.state is QueueState.DELIVERED
    return Row(
        row.entry_id,
        (
            Marked(_SHAPES[row.state], word, coloured=held),
            short_no(row.case_no),
            (row.item_name, row.applicant),
            row.content,
            row.attachments,
            queued,
            f"{row.attempts} 次" if row.attempts else "—",
        ),
        late=held,
        quiet=done,
    )


def short_no(case_no: str) -> str:
    """140581-03-20261120-0017-W → 1120-0017, as people at the window say it."""
    parts = case_no.split("-")
    return f"{parts[2][4:]}-{parts[3]}" if len(parts) >= 4 else case_no
