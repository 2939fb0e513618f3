"""Whether somebody sets the computer's clock back while the window is open: its own ticking says so, once a second."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from models.errors import WorldError
from ui.services import Services

LOOK_MS: Final = 1000


class ClockWatch(QObject):
    """Lives as long as somebody is signed in. A machine that slept only makes the clock go on, which is no matter."""

    def __init__(
        self, services: Services, parent: QObject | None = None, *, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._services, self._ticks = services, ticks
        self._seen = (services.desk.clock.now(), ticks())
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def stop(self) -> None:
        """Nobody sits here any longer."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Compare the two."""
        now, before = (self._services.desk.clock.now(), self._ticks()), self._seen
        self._seen = now
        if now[0] < before[0]:
            self._tell(now[0], now[0] - before[0], timedelta(seconds=now[1] - before[1]))

    def _tell(self, now: datetime, wall: timedelta, passed: timedelta) -> None:
        desk = self._services.desk

        def op() -> str:
            from models.desk import clockjump  # noqa: PLC0415 - after the first paint

            back = clockjump.set_back(wall, passed)
            return clockjump.note(desk, back, now) if back else ""

        self._services.tasks.run(op, self._told, self._failed, self._failed)

    @Slot(object)
    def _told(self, sentence: str) -> None:
        if sentence:
            self._services.bus.said.emit(sentence)

    @Slot(object)
    def _failed(self, error: WorldError) -> None:
        self._services.bus.said.emit(error.sentence)
