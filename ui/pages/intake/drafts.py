"""没有办完的: drafts that were kept, offered quietly while no item is chosen; Enter takes one up, Delete drops it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from models.views import DraftRow
from ui import theme as t
from ui.pages.intake.form_state import FormState
from ui.pages.intake.section import Section
from ui.parts.act import Act
from ui.parts.banner import EmptyState
from ui.parts.heads import GroupHead
from ui.parts.rows import Column, Kind, Row
from ui.parts.table import RowTable

_COLUMNS = (
    Column("暂存时间", Kind.MUTED, 112, 8),
    Column("事项", Kind.STRONG, 0, 8),
    Column("申请人", Kind.TEXT, 190, 8),
)


class _Table(RowTable):
    """Rows of drafts.

    Signals:
        dropped: Delete on a row.
    """

    dropped = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete drops the draft."""
        if event.key() == Qt.Key.Key_Delete and self.current_key():
            self.dropped.emit(self.current_key())
        else:
            super().keyPressEvent(event)


class DraftsSection(Section):
    """The list and what to do without one.

    Signals:
        resumed: draft id.
        dropped: draft id.
    """

    resumed = Signal(str)
    dropped = Signal(str)

    def __init__(self, state: FormState, pick: Act, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._empty = EmptyState("选事项，开始收件", "先选事项再读卡；没有办完的可在这里恢复", pick)
        self.head = GroupHead("没有办完的", hints=[("Enter", "恢复"), ("Delete", "丢弃")])
        self.table = _Table(_COLUMNS, usual=t.ROW, grows=True)
        self.table.setAccessibleName("草稿")
        self.column.addWidget(self._empty)
        self.column.addSpacing(16)
        self.column.addWidget(self.head)
        self.column.addWidget(self.table)
        self.table.opened.connect(self.resumed)
        self.table.dropped.connect(self.dropped)

    def stops(self) -> list[QWidget]:
        """The list, when there is one."""
        return [self.table] if self.table.isVisibleTo(self) else []

    def show_drafts(self, drafts: Sequence[DraftRow], today: date) -> None:
        """Show ``drafts``, the newest first."""
        for widget in (self.head, self.table):
            widget.setVisible(bool(drafts))
        self.head.set_note(f"{len(drafts)} 份草稿")
        self.table.show_rows([_row(draft, today) for draft in drafts])


def _row(draft: DraftRow, today: date) -> Row:
    at = draft.saved_at
    when = f"今天 {at:%H:%M:%S}" if at.date() == today else f"{at:%m-%d %H:%M}"
    return Row(draft.draft_id, (when, draft.item_name or "还没有选事项", draft.applicant or "还没有填申请人"))
