"""A little after somebody sat down: is the log what it was? In the background, never before the first page stands."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from models.errors import WorldError
from ui.services import Services

if TYPE_CHECKING:
    from models.desk.chaincheck import ChainState
    from models.desk.keychange import Moved

log = logging.getLogger(__name__)
AFTER_MS = 4000
MOVE_MS = 60_000
"""When scans that a cut-short change of key left under the old one are brought after it."""
REST_MS = 20 * 60_000
"""When files nobody names are looked for: long after the rush of a morning's start, beside whoever works."""


class Checking(QObject):
    """One look at the chain's end for each time somebody signs in; a break is told, and stays on 今日.

    What a program that ended too soon left to do is done after it.
    """

    def __init__(self, services: Services, parent: QObject | None = None, *, move_ms: int = MOVE_MS) -> None:
        super().__init__(parent)
        self._services = services
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._left = QTimer(self)
        self._left.setSingleShot(True)
        self._left.setInterval(move_ms)
        self._left.timeout.connect(self.go_on)
        self._left.start()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.tidy)
        self._rest.start()

    def stop(self) -> None:
        """Nobody sits here any longer."""
        self._timer.stop()
        self._left.stop()
        self._rest.stop()

    @Slot()
    def go_on(self) -> None:
        """Bring the rest of the shelf under the newest key, where a change of key was cut short."""
        self._services.long.run(self._go_on, self._gone_on, self._not_seen, self._not_seen)

    def _go_on(self) -> Moved | None:
        from models.desk import keychange  # noqa: PLC0415 - after the first paint

        long = self._services.long
        return keychange.go_on(self._services.desk, lambda: long.stopped)

    @Slot(object)
    def _gone_on(self, moved: Moved | None) -> None:
        if moved is not None and moved.whole:
            self._services.bus.said.emit(f"上次没有换完的附件都已换到新密钥，共 {moved.seen} 份")

    @Slot()
    def tidy(self) -> None:
        """Let go of files nobody names."""
        self._services.long.run(self._tidy, self._tidied, self._not_seen, self._not_seen)

    def _tidy(self) -> int:
        from models.desk import purge  # noqa: PLC0415 - after the first paint

        return purge.tidy(self._services.desk)

    @Slot(object)
    def _tidied(self, count: int) -> None:
        log.info("files nobody named: %d", count)

    @Slot()
    def look(self) -> None:
        """Check now."""
        self._services.tasks.run(self._ask, self._seen, self._not_seen, self._not_seen)

    def _ask(self) -> ChainState:
        from models.desk import chaincheck  # noqa: PLC0415 - after the first paint

        return chaincheck.check_tail(self._services.desk)

    @Slot(object)
    def _seen(self, state: ChainState) -> None:
        if state.why:
            self._services.bus.case_changed.emit("")
            self._services.bus.said.emit(f"审计链核验不符：{state.why}。记录都在，请安全审计员来看。")

    @Slot(object)
    def _not_seen(self, error: WorldError) -> None:
        self._services.bus.said.emit(error.sentence)
