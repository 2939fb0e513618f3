"""What 审计 does: check the whole chain step by step, take the present head for the anchor, write a table file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from models.errors import WorldError
from models.rules import powers
from models.rules.powers import Power
from ui.pages import trail_work as work
from ui.pages.asking_file import ask_file
from ui.pages.trail_work import Trail
from ui.paint.light import Shape
from ui.parts.act import Act
from ui.parts.busy import BusyStrip
from ui.parts.form_dialog import Ask, FormDialog
from ui.services import Services
from ui.shortcuts import Key

if TYPE_CHECKING:
    from models.desk.chaincheck import ChainState, ChainWalk

_LOOKING = "正在看"
_WHOLE = "锚点与日志相符，不用重立"
_WHY = (Ask("why", "理由", hint="例如：从备份恢复，已逐件核对"),)


class TrailActs(QObject):
    """F9, F8 and F7 of 审计.

    Signals:
        said: what came of an act: shape, sentence, quieter sentence.
        failed: the Refusal or trouble it ended with.
        ended: the chain was checked or its anchor set.
    """

    said = Signal(object, str, str)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, services: Services, page: QWidget, busy: BusyStrip) -> None:
        super().__init__(page)
        self._services, self._page, self._busy = services, page, busy
        self._trail: Trail | None = None
        self._stopped = False
        self.form: FormDialog | None = None
        self._may = powers.may(services.desk.staff.role, Power.TRAIL_CHECK)
        self.check = Act.on(page, "核验全链", Key.MAIN, self._begin, _LOOKING)
        self.settle = Act.on(page, "重立锚点", Key.SECOND, self._ask_why, _LOOKING)
        self.export = Act.on(page, "导出 Excel", Key.SUPPLEMENT, self._ask_file, _LOOKING)
        busy.stop_asked.connect(self._stop)

    def show_trail(self, trail: Trail) -> None:
        """What may be done follows what is shown."""
        self._trail = trail
        only = "" if self._may else f"由{powers.holders(Power.TRAIL_CHECK)}核验"
        self.check.set_reason(only or ("正在核验" if self._busy.running else ""))
        self.settle.set_reason(only or ("" if trail.chain.why else _WHOLE))
        self.export.set_reason("")

    def _run(self, op: Callable[[], Any], answer: Callable[[Any], None]) -> None:
        self._services.tasks.run(op, answer, self._not_done, self._not_done)

    @Slot(object)
    def _not_done(self, error: WorldError) -> None:
        self._busy.finish()
        if self.form is not None:
            self.form.refuse(error.sentence)
        else:
            self.failed.emit(error)

    @Slot()
    def _begin(self) -> None:
        self._stopped = False
        self.check.set_reason("正在核验")
        self._busy.start("正在核验审计链")
        self._run(work.beginning(self._services.desk), self._walked)

    @Slot(object)
    def _walked(self, walk: ChainWalk) -> None:
        """A stretch is done: the next one queues behind whatever else the window wants done meanwhile."""
        share = walk.done / walk.total if walk.total else 1.0
        self._busy.step(f"正在核验审计链 {walk.done} / {walk.total} 条", share)
        if walk.ended or self._stopped:
            self._run(work.ending(self._services.desk, walk), self._checked)
        else:
            self._run(work.walking(walk), self._walked)

    @Slot()
    def _stop(self) -> None:
        self._stopped = True

    @Slot(object)
    def _checked(self, state: ChainState) -> None:
        self._busy.finish()
        said, note = work.chain_words(state)
        if self._stopped and not state.why:
            self.said.emit(Shape.CROSS, "核验停下了", "没有核到底，再按 F9 从头核验")
        else:
            self.said.emit(Shape.SQUARE if state.why else Shape.CHECK, said, note)
        self._services.bus.case_changed.emit("")
        self.ended.emit()

    @Slot()
    def _ask_why(self) -> None:
        note = "以现在的日志为准；原来的锚点和理由记入审计"
        self.form = FormDialog(self._page, "重立锚点", note, _WHY, "重立")
        self.form.asked.connect(self._settle)
        self.form.finished.connect(self._form_gone)
        self.form.open()

    @Slot(dict)
    def _settle(self, told: dict[str, str]) -> None:
        self._run(work.settling(self._services.desk, told["why"]), self._settled)

    @Slot(object)
    def _settled(self, state: ChainState) -> None:
        if self.form is not None:
            self.form.accept()
        self._checked(state)

    @Slot()
    def _form_gone(self) -> None:
        self.form = None

    @Slot()
    def _ask_file(self) -> None:
        today = self._services.desk.today
        ask_file(self._page, "导出审计记录", f"审计记录 {today:%Y-%m-%d}.xlsx", self.export_to)

    @Slot(str)
    def export_to(self, name: str) -> None:
        """Write what is chosen to this file."""
        if name and self._trail is not None:
            self._run(work.exporting(self._services.desk, self._trail.asked, Path(name)), self._exported)

    @Slot(object)
    def _exported(self, done: tuple[Path, int]) -> None:
        path, count = done
        self.said.emit(Shape.CHECK, f"已导出 {path.name}，{count} 条", f"在 {path.parent}；这次导出也记入了审计")
        self.ended.emit()
