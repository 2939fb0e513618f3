"""The keys of 收件: none ever changes its meaning; the verdict says which is solid and why another is refused."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.rules.terms import Mode
from models.views import VerdictView
from ui.parts.act import Act
from ui.shortcuts import Key

_FIRST = "先选事项（F2）"
_BUSY = "正在办理，请稍候"


class PageActs:
    """All acts of the page, added to it so that their keys work wherever the focus is inside."""

    def __init__(self, page: QWidget) -> None:
        self.pick = Act("换事项", Key.PICK_ITEM, page)
        self.keep = Act("暂存", Key.KEEP, page)
        self.supplement = Act("收件并出补正告知", Key.SUPPLEMENT, page)
        self.tolerate = Act("容缺受理", Key.SECOND, page)
        self.accept = Act("受理并打印", Key.MAIN, page)
        self.refuse = Act("打印不予受理决定书", Key.REFUSE, page)
        self.review = Act("请主任复核", Key.REVIEW, page)
        self.give_up = Act("放弃收件", Key.GIVE_UP, page)
        self.guide = Act("指南全文", Key.GUIDE, page)
        self.why = Act("为什么", Key.WHY, page)
        self.materials = Act("仍要查看材料", Key.MATERIALS, page)
        for act in vars(self).copy().values():
            page.addAction(act)

    def follow(self, view: VerdictView, *, supplementing: bool, asked: bool, busy: bool, idle: bool) -> None:
        """Take words and reasons from the verdict.

        Args:
            supplementing: the form continues a case.
            asked: its one-time notice has gone out.
            idle: there is nothing Esc could put away.
        """
        blank = view.kind == "empty"
        entrusted = view.mode is Mode.RECEIVE_ONLY
        words = ("收补正并转市级", "收补正并受理") if supplementing else ("收件并转市级", "受理并打印")
        self.accept.setText(words[0] if entrusted else words[1])
        self.supplement.setText("收件并出补正告知" if view.primary == "supplement" else "补正告知")
        self.refuse.setText("打印不受理告知书" if view.kind == "no_licence" else "打印不予受理决定书")
        keys = view.keys
        self._reason(self.accept, keys["receive" if entrusted else "accept"], blank, busy)
        told = "缺的都在一次告知书上，不重复告知" if asked else ""
        self._reason(self.supplement, told or keys["supplement"], blank, busy)
        self._reason(self.tolerate, keys["tolerate"], blank, busy)
        self._reason(self.refuse, keys["refuse"], blank, busy)
        kept = "办件里已经有这件，不另存草稿" if supplementing else ""
        self._reason(self.keep, kept, blank, busy)
        self._reason(self.review, kept, blank, busy)
        self._reason(self.give_up, "没有正在收的件" if idle else "", blank=False, busy=busy)
        self.pick.setText("选事项" if blank else "换事项")
        self.guide.set_reason(_FIRST if blank else "")

    def _reason(self, act: Act, reason: str, blank: bool, busy: bool) -> None:
        act.set_reason(_BUSY if busy else _FIRST if blank else reason)
