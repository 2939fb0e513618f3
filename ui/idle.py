"""When nobody is at the window: so long without a key or a click, by the machine's ticking or by its clock.

Ticking does not count a machine asleep, a clock may be set back; whichever says first that it is time, is believed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot

LOOK_MS: Final = 1000
ASLEEP_S: Final = 60  # between two looks a second apart: the machine slept, or was stopped
_INPUT: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Watches whatever it is installed on as an event filter.

    Signals:
        idle: nobody has touched anything for so long, or the machine slept; why, in a few words.
    """

    idle = Signal(str)

    def __init__(
        self,
        minutes: int,
        parent: QObject | None = None,
        *,
        ticks: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._minutes, self._ticks, self._wall = minutes, ticks, wall
        self._touched = self._looked = (ticks(), wall())
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def set_minutes(self, minutes: int) -> None:
        """Another figure: the pack asks for less."""
        self._minutes = minutes

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()

    def touch(self) -> None:
        """Somebody is there."""
        self._touched = self._ticks(), self._wall()

    @Slot()
    def look(self) -> None:
        """Whether it is time."""
        now, before = (self._ticks(), self._wall()), self._looked
        self._looked = now
        if now[1] - before[1] >= ASLEEP_S:
            self._say("休眠或长时间停顿后")
        elif max(now[0] - self._touched[0], now[1] - self._touched[1]) >= self._minutes * 60:
            self._say(f"{self._minutes} 分钟无人操作")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key, click or movement counts; nothing is held back."""
        if event.type() in _INPUT:
            self.touch()
        return False

    def _say(self, why: str) -> None:
        self.touch()
        self.idle.emit(why)
