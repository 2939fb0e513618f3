"""Backups while the window is open and when it closes: asked for once a minute, made beside everything else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from models.errors import WorldError
from ui.services import Services

if TYPE_CHECKING:
    from models.desk.backups import Standing
    from models.desk.context import Desk

FIRST_MS, TICK_MS = 90_000, 60_000
"""Nothing of this runs while somebody signs in."""


class Backups(QObject):
    """Looks whether one is due and has it made; never two at once.

    Signals:
        ended: one was made, or could not be, or none was due.
        told: what is being done, how far, of how much.
    """

    ended = Signal()
    told = Signal(str, int, int)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._under_way = self._stopped = self._dirty = False
        self._last: datetime | None = None
        services.bus.case_changed.connect(self._changed)
        self._tick = QTimer(self)
        self._tick.setInterval(FIRST_MS)
        self._tick.timeout.connect(self._look)
        self._tick.start()

    @property
    def busy(self) -> bool:
        """Whether one is being made."""
        return self._under_way

    @property
    def owed_at_closing(self) -> bool:
        """Whether the window, closed now, would leave work of more than half an hour without a backup."""
        from models.rules import backups as rules  # noqa: PLC0415 - when the window closes

        return self._dirty and rules.due(self._last, self._services.desk.clock.now(), closing=True)

    def make(self) -> None:
        """Make one now."""
        self._run(always=True)

    def stop(self) -> None:
        """No more of them; one under way ends at its next step and leaves nothing half-made."""
        self._tick.stop()
        self._stopped = True

    def stopped(self) -> bool:
        """Asked by the one under way, in its own thread."""
        return self._stopped

    @Slot()
    def _look(self) -> None:
        self._tick.setInterval(TICK_MS)
        self._run(always=False)

    def _run(self, *, always: bool) -> None:
        if self._under_way or self._stopped:
            return
        self._under_way, self._dirty = True, False
        desk = self._services.desk
        self._services.long.run(lambda: self._op(desk, always=always), self._made, self._failed, self._failed)

    def _op(self, desk: Desk, *, always: bool) -> tuple[bool, Standing] | None:
        """In the background: (whether one was made, how they stand); None when it was stopped."""
        from models.desk import backups  # noqa: PLC0415 - nothing of this is needed before somebody works

        if not always and not backups.due(desk):
            return False, backups.standing(desk.store)
        try:
            return True, backups.make(desk, self.stopped, self.told.emit)
        except backups.Stopped:
            return None

    @Slot(object)
    def _made(self, outcome: tuple[bool, Standing] | None) -> None:
        self._under_way = False
        if outcome is not None:
            made, now = outcome
            self._last = now.last
            if made:
                self._services.bus.backed_up.emit()
        self.ended.emit()

    @Slot(object)
    def _failed(self, error: WorldError) -> None:
        self._under_way, self._dirty = False, True
        self._services.bus.said.emit(error.sentence)
        self._services.bus.backed_up.emit()
        self.ended.emit()

    @Slot(str)
    def _changed(self, _case_id: str) -> None:
        self._dirty = True
