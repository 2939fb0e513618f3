"""Deciding again about an act another came before: F9 lets what came first stand, F8 does the step once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from models.views import ActDone
from ui.parts.act import Act
from ui.services import Services
from ui.shortcuts import Key

if TYPE_CHECKING:
    from models.desk.conflicts import Conflict
    from models.desk.context import Desk

_NOTHING = "选一步“要再定的”"
_BUSY = "正在办理，请稍候"
Choice = Literal["first", "again"]


class Settling(QObject):
    """Holds F8 and the act in front; F9 is the page's own and asks ``first``.

    Signals:
        failed: the Refusal or trouble it ended with.
    """

    failed = Signal(object)

    def __init__(self, services: Services, page: QWidget) -> None:
        super().__init__(page)
        self._services = services
        self._met: Conflict | None = None
        self._choice: Choice = "first"
        self._note = ""
        self.again = Act("再办一次", Key.SECOND, self)
        self.again.done.connect(self._again)
        page.addAction(self.again)
        self.show_met(None)

    def show_met(self, met: Conflict | None, missing: str = "", note: str = "") -> None:
        """The keys follow the act in front; ``missing``: what has to be said first, ``note``: what was."""
        self._met, self._note = met, note
        self.again.set_reason(missing if met else _NOTHING)

    def first(self) -> None:
        """F9: what came first stands."""
        self._settle("first")

    @Slot()
    def _again(self) -> None:
        self._settle("again")

    def _settle(self, choice: Choice) -> None:
        if self._met is None or self.again.reason:
            return
        self._choice = choice
        self.again.set_reason(_BUSY)
        op = settling(self._services.desk, self._met, choice, self._note)
        self._services.tasks.run(op, self._settled, self._not_settled, self._not_settled)

    @Slot(object)
    def _settled(self, done: ActDone) -> None:
        met, bus = self._met, self._services.bus
        self.show_met(None)
        bus.case_changed.emit(done.case_id)
        bus.queue_changed.emit()
        self._services.nudge()
        if self._choice == "again" and met is not None:
            bus.do_act.emit(met.case_id, met.lost.act)
        else:
            bus.said.emit("已按先办的了结，记入经过")

    @Slot(object)
    def _not_settled(self, error: object) -> None:
        self.show_met(self._met, note=self._note)
        self.failed.emit(error)


def settling(desk: Desk, met: Conflict, choice: Choice, note: str) -> Callable[[], ActDone]:
    """Decide again; however often the key is pressed, it is decided once."""

    def work() -> ActDone:
        from models.desk import conflicts  # noqa: PLC0415 - the rooms of acts wait for the first one

        press = f"settle/{met.lost.entry_id}"
        return conflicts.settle(desk, met.case_id, choice, note, press_id=press)

    return work
