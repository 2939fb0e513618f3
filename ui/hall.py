"""A signed-in window with all it stands on, and the order in which it stops."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import WorldError
from ui.bus import Bus
from ui.forwarder import Forwarder
from ui.front import Front
from ui.paper_out import PaperOut
from ui.shell import MainWindow
from ui.tasks import Tasks

if TYPE_CHECKING:
    from models.desk.context import Desk


@dataclass(frozen=True, slots=True)
class Hall:
    """What ``app.open_hall`` makes."""

    desk: Desk
    tasks: Tasks
    bus: Bus
    paper: PaperOut
    forwarder: Forwarder
    front: Front
    window: MainWindow
    slow: Tasks

    def stop(self) -> bool:
        """The ordered stop: no more passes, the background idle, store closed. False when something did not end."""
        self.front.stop()
        self.window.stop_scanner()
        forwarded = self.forwarder.stop()
        idle = self.tasks.stop() and self.slow.stop()
        self.window.close()
        if forwarded and idle and self.front.seat.leave():
            self._leave()
            self.desk.store.close()
        return forwarded and idle

    def _leave(self) -> None:
        """The last line of the trail; a disk that takes no more does not keep anybody here."""
        from models.desk import seats  # noqa: PLC0415 - after the first paint

        with suppress(WorldError):
            seats.leave(self.desk)
