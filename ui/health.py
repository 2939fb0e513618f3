"""数据体检 beside the work: a quarter of an hour apart, a little of everything is read again; damage is told at once.

A round over a small store ends within one turn; a large one takes several turns of the same day.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Slot

from models.errors import WorldError
from ui import messages
from ui.paint.light import Shape
from ui.services import Services

if TYPE_CHECKING:
    from models.desk.health import Health, Round
    from ui.shell import MainWindow

log = logging.getLogger(__name__)
FIRST_MS: Final = 5 * 60_000
EVERY_MS: Final = 15 * 60_000
TURN_MS: Final = 4000
"""How long one turn reads, in steps of tens of milliseconds, each behind whatever else waits."""
BUSY_MS: Final = 20_000
"""How much later, when somebody is just doing something."""


class HealthRounds(QObject):
    """Lives as long as somebody is signed in; what is found while the window is covered is told when it is not."""

    def __init__(self, window: MainWindow, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._services = window, services
        self._round: Round | None = None
        self._untold: Health | None = None
        self._turn = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._timer.start(FIRST_MS)

    def stop(self) -> None:
        """No more turns."""
        self._timer.stop()
        self._round = None

    @Slot()
    def look(self) -> None:
        """Take a turn now, or a little later when somebody is just doing something."""
        if self._services.tasks.busy:
            self._timer.start(BUSY_MS)
            return
        self._timer.start(EVERY_MS)
        self._turn.start()
        self._run()

    def tell(self) -> None:
        """Show what was found while nobody could be told."""
        now, self._untold = self._untold, None
        if now is not None:
            self._show(now)

    def _run(self) -> None:
        self._services.long.run(self._step, self._stepped, self._failed, self._failed)

    def _step(self) -> bool:
        """In the background: a little more of the round under way, or of a new one."""
        from models.desk import health  # noqa: PLC0415 - after the first paint

        if self._round is None:
            self._round = health.Round(self._services.desk)
        return self._round.step()

    @Slot(object)
    def _stepped(self, more: bool) -> None:
        if more and self._turn.elapsed() < TURN_MS:
            self._run()
        elif not more:
            self._services.long.run(self._finish, self._finished, self._failed, self._failed)

    def _finish(self) -> tuple[Health, bool]:
        from models.desk import health  # noqa: PLC0415 - as above

        done, self._round = self._round, None
        assert done is not None
        return health.finish(self._services.desk, done)

    @Slot(object)
    def _finished(self, outcome: tuple[Health, bool]) -> None:
        now, worse = outcome
        log.info("health: %d files, %d lost, %s", now.files, len(now.lost), now.bad or "whole")
        if worse:
            self._services.bus.case_changed.emit("")
            self._untold = now
            if not self._window.lock.locked:
                self.tell()

    def _show(self, now: Health) -> None:
        from models.desk import health  # noqa: PLC0415 - as above

        found = health.diagnosis(now)
        if found is None:
            return
        if not now.bad:
            self._services.bus.said.emit(f"{found.title}。{found.todo}。")
            return
        said = (found.happened, found.safe, found.todo)
        messages.tell(self._window, found.title, *(f"{line}。" for line in said), shape=Shape.SQUARE)

    @Slot(object)
    def _failed(self, error: WorldError) -> None:
        self._round = None
        self._services.bus.said.emit(error.sentence)
