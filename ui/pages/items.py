"""事项: the city's list as this window may use it: who decides, what the guide asks, what the source list got wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.desk import intake, search
from models.errors import WorldError
from models.rules.catalogue import Item
from models.rules.terms import Ruling
from models.views import GuideView
from ui import messages
from ui import theme as t
from ui.pages.intake.guide_lines import whole_groups
from ui.parts.act import Act
from ui.parts.button import Button, Rank
from ui.parts.column import RightColumn, upright
from ui.parts.heads import GroupHead
from ui.parts.rows import Column, Kind, Row
from ui.parts.search import SearchBox
from ui.parts.table import RowTable
from ui.parts.textlines import TextLine, TextLines
from ui.parts.topbar import Facts, TopBar
from ui.services import Services
from ui.shortcuts import Key

_COLUMNS = (
    Column("清单", Kind.MUTED, 76),
    Column("号", Kind.MUTED_RIGHT, 44),
    Column("事项", Kind.WRAP),
    Column("主管部门", Kind.MUTED, 132),
    Column("表列方式", Kind.CHIP, 112),
    Column("指南", Kind.MUTED, 76),
)
_MOST = 1000


class ItemsPage(QWidget):
    """Everything of the pack can be browsed, whatever this window may do with it."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._begin = Act("收这件", Key.MAIN, self)
        self._begin.done.connect(self._start)
        self.addAction(self._begin)
        self._build()
        self._search("")

    def show_key(self, key: str) -> None:
        """Show one item."""
        self.box.clear()
        self._search("")
        self.table.select_key(key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Typing searches at once."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        pack = self._services.desk.pack
        bar = TopBar("事项")
        facts = Facts()
        waiting = sum(1 for item in pack.items if not item.guide_id)
        facts.show_facts(
            (pack.policy.document, "quiet"),
            (f"共 {len(pack.items)} 项", "strong"),
            (f"指南待录入 {waiting}", "plain"),
        )
        bar.add(facts)
        bar.find_asked.connect(self._services.bus.find_asked)
        self.box = SearchBox("名称、首字母、部门、清单号", "", self, width=520)
        self.table = RowTable(_COLUMNS, self, usual=t.ROW)
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self._opened)
        self.box.textChanged.connect(self._search)
        self.box.moved.connect(self._move)
        self.box.taken.connect(self._start)
        left = QVBoxLayout()
        left.setContentsMargins(t.GUTTER, 10, t.GUTTER, 12)
        left.setSpacing(8)
        left.addWidget(self.box)
        left.addWidget(self.table, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(left, 1)
        middle.addWidget(upright())
        middle.addWidget(self._right())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addLayout(middle, 1)

    def _right(self) -> QWidget:
        self._side = RightColumn(420)
        self._heads: list[tuple[GroupHead, TextLines]] = []
        self._title = TextLines()
        self._side.body.addWidget(self._title)
        self._side.body.addSpacing(12)
        self._groups = QVBoxLayout()
        self._groups.setSpacing(0)
        self._side.body.addLayout(self._groups)
        self._side.body.addStretch(1)
        self._side.bottom.addWidget(Button(self._begin, Rank.PRIMARY))
        return self._side

    @Slot(str)
    def _search(self, text: str) -> None:
        desk = self._services.desk
        found = search.find_items(desk, text.strip(), _MOST) if text.strip() else desk.pack.items
        self.table.show_rows([_row(item) for item in found])
        self._picked(self.table.current_key())

    @Slot(int)
    def _move(self, by: int) -> None:
        row = self.table.currentIndex().row() + by
        if 0 <= row < self.table.model().rowCount():
            self.table.selectRow(row)

    @Slot(str)
    def _picked(self, key: str) -> None:
        if not key:
            self._show([TextLine("没有这样的事项", note="清单之外一律不得实施；换几个字再找")], ())
            self._begin.set_reason("先选一项")
            return
        try:
            view = intake.guide_view(self._services.desk, key)
        except WorldError as error:
            self._show([TextLine(error.happened, note=error.todo)], ())
            self._begin.set_reason(error.happened)
            return
        self._begin.set_reason("")
        self._show(_head(view), tuple(group for group in whole_groups(view) if group[2]))

    def _show(self, title: list[TextLine], groups: tuple[tuple[str, str, tuple[TextLine, ...]], ...]) -> None:
        self._title.show_lines(title)
        while len(self._heads) < len(groups):
            head, lines = GroupHead(""), TextLines()
            for widget, gap in ((head, 6), (lines, 14)):
                self._groups.addWidget(widget)
                self._groups.addSpacing(gap)
            self._heads.append((head, lines))
        for n, (head, lines) in enumerate(self._heads):
            shown = n < len(groups)
            head.setVisible(shown)
            lines.setVisible(shown)
            if shown:
                head.set_title(*groups[n][:2])
                lines.show_lines(groups[n][2])
        self._side.scrolled.verticalScrollBar().setValue(0)

    @Slot(str)
    def _opened(self, _key: str) -> None:
        self._start()

    @Slot()
    def _start(self) -> None:
        key = self.table.current_key()
        if key:
            self._services.bus.open_item.emit(key)

    @Slot(object)
    def _failed(self, error: WorldError) -> None:
        messages.trouble(self, error)


def _row(item: Item) -> Row:
    mode = str(item.printed_mode) if item.printed_mode else str(Ruling.ASK)
    return Row(
        item.key,
        (item.list_name, str(item.no), item.name, item.department, mode, "有" if item.guide_id else "待录入"),
        quiet=bool(item.suspended),
    )


def _head(view: GuideView) -> list[TextLine]:
    lines = [TextLine(view.item.name, note=view.source_line, strong=True, large=True)]
    if view.item.parent:
        lines.append(TextLine(f"主项：{view.item.parent}", small=True))
    if view.item.remark:
        lines.append(TextLine(f"备注：{view.item.remark}", small=True))
    if view.item.suspended:
        lines.append(TextLine(f"停用：{view.item.suspended}", bad=True))
    return lines
