"""办件: the list of all cases, one case with everything that happened to it, and what may be done with it now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.desk import cases as desk_cases
from models.desk.cases import Figures
from models.errors import WorldError
from models.views import ActDone, CaseView, DocumentView
from ui import messages
from ui import theme as t
from ui.pages import cases_doing as doing
from ui.pages.asking import Asker
from ui.pages.cases_band import CaseBand
from ui.pages.cases_lines import unprinted
from ui.pages.cases_list import WIDTH, CaseList
from ui.pages.cases_next import move_of
from ui.pages.cases_reading import ListReader
from ui.pages.cases_side import CaseSide
from ui.pages.cases_timeline import Timeline, WhoLegend, steps
from ui.pages.paper_dialog import PaperDialog
from ui.paint.light import Shape
from ui.parts.act import Act
from ui.parts.banner import EmptyState
from ui.parts.column import Ground, upright
from ui.parts.heads import GroupHead, KeyHint
from ui.parts.search import SearchBox
from ui.parts.strip import Strip
from ui.parts.topbar import Facts, TopBar
from ui.services import Services
from ui.shortcuts import Key

_TYPING_MS = 150
_FOOT = (("↑↓", "逐条看"), ("← →", "换栏"), ("Enter", "开文书"), ("Ctrl+P", "预览"))


class CasesPage(QWidget):
    """The page; ``show_key`` shows one case by its id."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._view: CaseView | None = None
        self._move = move_of(None)
        self._make_acts()
        self._build()
        self._reader = ListReader(services, self.list, self)
        self._reader.counted.connect(self._counted)
        self._reader.failed.connect(self._not_done)
        self._reader.unknown.connect(self._unknown)
        self._detail = Asker(services.tasks, self)
        self._detail.answered.connect(self._show)
        self._detail.failed.connect(self._not_done)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._find)
        services.bus.case_changed.connect(self._changed)
        services.bus.queue_changed.connect(self._changed)

    @property
    def shown(self) -> CaseView | None:
        """The case in front."""
        return self._view

    def show_key(self, key: str) -> None:
        """Show the case with this id."""
        self._filter.blockSignals(True)  # noqa: FBT003
        self._filter.clear()
        self._filter.blockSignals(False)  # noqa: FBT003
        self._reader.show_key(key)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again."""
        super().showEvent(event)
        self._reader.refresh()
        self._look(self.list.current_key())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The list takes the keys."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← → go from list to timeline to papers and back."""
        columns: list[QWidget] = [self.list, self.timeline, self.side.papers]
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        here = next((n for n, column in enumerate(columns) if column.hasFocus()), -1)
        if step and here >= 0 and 0 <= here + step < len(columns):
            columns[here + step].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _make_acts(self) -> None:
        self._main = self._act("先选一件", Key.MAIN, self._do_main)
        self._rest = self._act("打印未打的", Key.PRINT, self._print_rest)
        self._reprint = self._act("文书重打", Key.SECOND, self._do_reprint)
        self._preview = self._act("预览", Key.PREVIEW, self._open_chosen)
        self._why = self._act("为什么", Key.WHY, self._explain)
        self._search = self._act("筛选", Key.FILTER, self._go_to_filter)

    def _act(self, text: str, key: Key | None, answer: Callable[[], None]) -> Act:
        made = Act(text, key, self)
        made.done.connect(answer)
        self.addAction(made)
        return made

    def _build(self) -> None:
        self._facts = Facts()
        bar = TopBar("办件")
        bar.add(self._facts)
        bar.add(KeyHint(((Key.FILTER.value, "筛选"),)))
        bar.find_asked.connect(self._services.bus.find_asked)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        self.side = CaseSide(self._main, self._rest, self._reprint, self._preview)
        self.side.paper_opened.connect(self._open_paper)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self._left())
        columns.addWidget(upright())
        columns.addWidget(self._middle(), 1)
        columns.addWidget(upright())
        columns.addWidget(self.side)
        whole.addLayout(columns, 1)

    def _left(self) -> QWidget:
        ground = Ground(t.BG)
        ground.setFixedWidth(WIDTH)
        self._filter = SearchBox("编号、申请人、事项", Key.FILTER.value, width=WIDTH - 24)
        self._filter.textChanged.connect(self._typed)
        self._filter.moved.connect(self._step)
        self._filter.taken.connect(self._to_list)
        self._filter.left.connect(self._leave_filter)
        self._list_head = GroupHead("新收在前", "", ruled=False)
        self.list = CaseList()
        self.list.picked.connect(self._look)
        self.list.opened.connect(self._to_timeline)
        self._empty = EmptyState("没有这样的办件", "换个说法，或按 Esc 看全部")
        self._empty.hide()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(4)
        top = QVBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.setSpacing(6)
        top.addWidget(self._filter)
        top.addWidget(self._list_head)
        column.addLayout(top)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        return ground

    def _middle(self) -> QWidget:
        ground = Ground(t.PAPER)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._band = CaseBand()
        self._strip = Strip()
        column.addWidget(self._band)
        column.addWidget(self._strip)
        inner = QVBoxLayout()
        inner.setContentsMargins(t.GUTTER, 10, t.GUTTER, 8)
        inner.setSpacing(6)
        self._head = GroupHead("经过")
        self._head.set_right(WhoLegend())
        self.timeline = Timeline()
        self.timeline.opened.connect(self._open_step)
        inner.addWidget(self._head)
        inner.addWidget(self.timeline, 1)
        inner.addWidget(KeyHint(_FOOT))
        column.addLayout(inner, 1)
        return ground

    @Slot(object, int, str)
    def _counted(self, figures: Figures, shown: int, text: str) -> None:
        self._facts.show_facts(
            (f"在办 {figures.open_cases}", "strong"),
            (f"补正中 {figures.waiting_for_applicant}", "plain"),
            (f"已办结 {figures.done}", "plain"),
        )
        self._list_head.set_title(f"找到 {shown} 件" if text else "新收在前", "" if text else f"共 {shown} 件")
        self._empty.say("没有这样的办件", "换个说法，或按 Esc 看全部") if text else self._empty.say(
            "还没有办件", "新件从收件 Alt+2 开始"
        )
        self._empty.setVisible(not shown)
        self.list.setVisible(bool(shown))

    @Slot(str)
    def _look(self, key: str) -> None:
        if key:
            desk = self._services.desk
            self._detail.ask(lambda: desk_cases.case(desk, key))

    @Slot(object)
    def _show(self, view: CaseView) -> None:
        other = self._view is None or self._view.row.case_id != view.row.case_id
        self._view, self._move = view, move_of(view)
        desk = self._services.desk
        if other:
            self._strip.clear()
        if not view.chain_ok:
            self._strip.say(Shape.SQUARE, "这件的日志与摘要不符", "先不要办理，请管理员核查；已打印的文书以纸质为准")
        self._main.setText(self._move.text)
        self._main.set_reason(self._move.reason)
        self._reprint.set_reason("" if view.documents else "这件还没有文书")
        self._preview.set_reason("" if view.documents else "这件还没有文书")
        self._rest.set_reason("" if unprinted(view) else "这件的文书都打过了，重打按 F8")
        self._band.show_case(view)
        chain = "逐条不可改，链完整" if view.chain_ok else "链不完整"
        self._head.set_note(f"{len(view.timeline)} 条日志，{chain}")
        self.timeline.show_rows(steps(view, desk.clock.now()))
        self.side.show_case(view, desk.calendar, desk.today)

    @Slot(object)
    def _not_done(self, error: WorldError) -> None:
        self._strip.say(Shape.SQUARE, error.happened, f"{error.safe}。{error.todo}")

    @Slot(str)
    def _unknown(self, _key: str) -> None:
        self._services.bus.said.emit("没有找到这件")

    @Slot()
    def _changed(self, _case: str = "") -> None:
        if self.isVisible():
            self._reader.refresh()
            self._look(self.list.current_key())

    @Slot()
    def _do_main(self) -> None:
        if self._view is None:
            return
        case_id = self._view.row.case_id
        if self._move.kind == "resume":
            self._services.bus.resume_case.emit(case_id)
        elif self._move.kind == "queue":
            self._go_to_queue()
        elif self._move.kind == "forward":
            self._run(doing.forwarding(self._services.desk, case_id), self._forwarded)

    def _run(self, op: Callable[[], Any], answer: Callable[[Any], None]) -> None:
        self._services.tasks.run(op, answer, self._not_done, self._not_done)

    @Slot(object)
    def _forwarded(self, done: ActDone) -> None:
        self._services.paper.send(done.documents)
        self._strip.say(Shape.CHECK, "已转报，排进转报队列", f"送打印 {len(done.documents)} 份，连上市级就送")
        self._tell(done.case_id)

    @Slot()
    def _print_rest(self) -> None:
        if self._view is not None:
            papers = unprinted(self._view)
            self._services.paper.send(papers)
            self._strip.say(Shape.CHECK, f"已送打印 {len(papers)} 份", "、".join(one.name for one in papers))

    @Slot()
    def _do_reprint(self) -> None:
        if self.side.paper:
            self._run(doing.printing_again(self._services.desk, self.side.paper), self._printed)

    @Slot(object)
    def _printed(self, paper: DocumentView) -> None:
        self._services.paper.send((paper,))
        self._strip.say(Shape.CHECK, f"已送打印：{paper.name} {paper.number}", doing.print_note(paper, self.side.paper))
        self._tell(paper.case_id)

    def _tell(self, case_id: str) -> None:
        self._services.bus.case_changed.emit(case_id)
        self._services.bus.queue_changed.emit()
        self._services.nudge()

    @Slot(str)
    def _open_paper(self, document_id: str) -> None:
        paper = next((one for one in self._view.documents if one.id == document_id), None) if self._view else None
        if paper is not None:
            PaperDialog(self._services, paper, self).open()

    @Slot(str)
    def _open_step(self, entry_id: str) -> None:
        entry = next((one for one in self._view.timeline if one.entry_id == entry_id), None) if self._view else None
        if entry is not None and entry.document_id:
            self.side.choose_paper(entry.document_id)
            self._open_paper(entry.document_id)

    @Slot()
    def _open_chosen(self) -> None:
        self._open_paper(self.side.paper)

    @Slot()
    def _explain(self) -> None:
        self.side.explain()

    @Slot()
    def _go_to_queue(self) -> None:
        self._services.bus.go.emit("转报")

    @Slot()
    def _go_to_filter(self) -> None:
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    @Slot()
    def _typed(self) -> None:
        self._typing.start()

    @Slot()
    def _find(self) -> None:
        self._reader.find(self._filter.text())

    @Slot(int)
    def _step(self, by: int) -> None:
        self.list.select_place(self.list.place + by)

    @Slot()
    def _to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _to_timeline(self) -> None:
        self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _leave_filter(self) -> None:
        self._filter.clear()
        self._to_list()


