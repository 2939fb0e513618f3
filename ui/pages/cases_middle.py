"""办件's middle put together: title band, what came of the last act, the timeline and its keys."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.views import CaseView
from ui import theme as t
from ui.pages.cases_band import CaseBand
from ui.pages.cases_timeline import Timeline, WhoLegend, steps
from ui.paint.light import Shape
from ui.parts.column import Ground
from ui.parts.heads import GroupHead, KeyHint
from ui.parts.strip import Strip

_KEYS = (("↑↓", "逐条看"), ("← →", "换栏"), ("Enter", "开文书"), ("Ctrl+P", "预览"))
_FOOT = (*_KEYS, ("Alt+E", "看证件号、电话"), ("Alt+V", "作废"))


class CaseMiddle(Ground):
    """One case as it went."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(t.PAPER, parent)
        self._key = ""
        self.band, self.strip = CaseBand(), Strip()
        self._head = GroupHead("经过")
        self._head.set_right(WhoLegend())
        self.timeline = Timeline()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.band)
        column.addWidget(self.strip)
        inner = QVBoxLayout()
        inner.setContentsMargins(t.GUTTER, 10, t.GUTTER, 8)
        inner.setSpacing(6)
        inner.addWidget(self._head)
        inner.addWidget(self.timeline, 1)
        inner.addWidget(KeyHint(_FOOT))
        column.addLayout(inner, 1)

    def show_case(self, view: CaseView, now: datetime) -> None:
        """Show a case; what was said of another one goes."""
        if view.row.case_id != self._key:
            self._key = view.row.case_id
            self.strip.clear()
        if not view.chain_ok:
            self.strip.say(Shape.SQUARE, "这件的日志与摘要不符", "先不要办理，请管理员核查；已打印的文书以纸质为准")
        self.band.show_case(view)
        chain = "逐条不可改，链完整" if view.chain_ok else "链不完整"
        self._head.set_note(f"{len(view.timeline)} 条日志，{chain}")
        self.timeline.show_other(steps(view, now))
