"""F8 on 收件: before a material is let come later, the clerk is asked what only the counter knows of the applicant."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from ui import messages
from ui.pages.intake.form_state import FormState
from ui.paint.light import Shape

_ASKED = "申请人愿意书面承诺按期补齐，没有未修复的失信记录。"
_THEN = "通知书和承诺书打在一张上，打印后请申请人当面签字；缺件补齐以前不发证。"


class Tolerating(QObject):
    """Asks, then does it."""

    def __init__(self, page: QWidget, state: FormState, act: Callable[[str], None]) -> None:
        super().__init__(page)
        self._page, self._state, self._act = page, state, act

    @Slot()
    def ask(self) -> None:
        """Name the materials and what the applicant takes upon himself."""
        guide, marks = self._state.guide, self._state.form.materials
        out = {mark.seq for mark in marks if mark.state == "tolerated"}
        names = [one.name for one in guide.guide.materials if one.seq in out] if guide else []
        lines = (f"容缺：{'、'.join(names)}", _ASKED, _THEN)
        messages.ask(self._page, f"容缺受理 {len(names)} 件", lines, "容缺受理并打印", self._yes, shape=Shape.TRIANGLE)

    @Slot()
    def _yes(self) -> None:
        self._act("tolerate")
