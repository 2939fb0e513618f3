"""One question at a time to the desk: a later question replaces one that still waits, and the last answer counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from models.errors import WorldError
from ui.tasks import Tasks

Op = Callable[[], Any]


class Asker(QObject):
    """Asks in the background.

    Signals:
        answered: what the operation gave; not for one that was overtaken by a later question.
        failed: the Refusal or trouble it ended with.
    """

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._under_way = False
        self._next: Op | None = None

    @property
    def idle(self) -> bool:
        """Nothing is being asked."""
        return not self._under_way

    def ask(self, op: Op) -> None:
        """Run ``op`` now, or as soon as the question under way has ended."""
        if self._under_way:
            self._next = op
            return
        self._under_way = True
        self._tasks.run(op, self._done, self._not_done, self._not_done)

    @Slot(object)
    def _done(self, answer: object) -> None:
        if not self._went_on():
            self.answered.emit(answer)

    @Slot(object)
    def _not_done(self, error: WorldError) -> None:
        if not self._went_on():
            self.failed.emit(error)

    def _went_on(self) -> bool:
        self._under_way = False
        if self._next is None:
            return False
        op, self._next = self._next, None
        self.ask(op)
        return True
