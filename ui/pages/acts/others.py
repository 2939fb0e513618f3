"""其他办理: every act of the flow in a list, those that may be done first, the rest each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.rules.terms import Act as CaseAct
from ui import theme as t
from ui.pages.acts.reading import Offer
from ui.pages.acts.sheet import SheetHead
from ui.parts.act import Act
from ui.parts.button import Button
from ui.parts.column import Ground
from ui.parts.heads import KeyHint
from ui.parts.rows import AnyRow, Column, GroupRow, Kind, Row
from ui.parts.table import RowTable

_COLUMNS: Final = (Column("", Kind.STRONG, 108, 12), Column("", Kind.WRAP, 0, 4))
_HINTS: Final = (("↑↓", "选"), ("Enter", "办"))


class OtherActs(Ground):
    """The list.

    Signals:
        chosen: an act that may be done, or not: the page says why.
    """

    chosen = Signal(object)

    def __init__(self, back: Act, width: int, parent: QWidget | None = None) -> None:
        super().__init__(t.PAPER, parent)
        self.setFixedWidth(width)
        self._offers: dict[str, Offer] = {}
        self._head = SheetHead()
        self.table = RowTable(_COLUMNS, usual=t.ROW, headed=False)
        self.table.setAccessibleName("其他办理")
        self.table.opened.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.table, 1)
        foot = Ground(t.PAPER, top_line=True)
        row = QHBoxLayout(foot)
        row.setContentsMargins(t.GUTTER, 11, t.GUTTER, 12)
        row.addWidget(KeyHint(_HINTS))
        row.addStretch(1)
        row.addWidget(Button(back))
        column.addWidget(foot)

    def open(self, offers: Sequence[Offer]) -> None:
        """Show the acts of a case; the list takes the keys."""
        self._offers = {one.act.value: one for one in offers}
        may = [one for one in offers if not one.reason]
        self._head.say("其他办理", f"现在可以办 {len(may)} 种，其余写明为什么不能")
        self.table.show_rows(_rows(offers), select="")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _open(self, key: str) -> None:
        self.chosen.emit(self._offers[key])


def _rows(offers: Sequence[Offer]) -> list[AnyRow]:
    may = [Row(one.act.value, (one.name, _about(one.act))) for one in offers if not one.reason]
    rest = [Row(one.act.value, (one.name, one.reason), quiet=True) for one in offers if one.reason]
    rows: list[AnyRow] = [GroupRow("现在可以办"), *may] if may else []
    return [*rows, GroupRow("现在不能办"), *rest] if rest else rows


_ABOUT: Final = {
    CaseAct.REVIEW: "逐条写结论，拟准予或不予",
    CaseAct.HEARING_TELL: "涉及重大利益或公共利益",
    CaseAct.HEARING_ASK: "五个工作日内",
    CaseAct.FORMAL_CHECK: "齐全、符合法定形式",
    CaseAct.MATERIAL_IN: "只收通知书上列的",
    CaseAct.SPECIAL_BEGIN: "鉴定、听证、专家评审等，停表",
    CaseAct.EXTEND: "届满前批准，一次",
    CaseAct.WITHDRAW: "申请人书面提出",
    CaseAct.TERMINATE: "写明原因，办件结束",
    CaseAct.INSPECT: "两名以上人员，当场笔录",
    CaseAct.NOTE: "随机抽取，利害关系人回避",
    CaseAct.BEGIN_REVIEW: "写明理由，另作审查",
    CaseAct.RETURN_MATERIALS: "逐件点清，出退件清单",
    CaseAct.DELIVER: "邮寄、电子、留置、公告",
    CaseAct.PICKUP: "核验身份，签字",
}


def _about(act: CaseAct) -> str:
    return _ABOUT.get(act, "")
