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

_MOMENT = 1  # ms; Qt warns of a wait of none


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

    def at_rest(self) -> bool:
        """Begin the ordered stop without waiting for it: whether nothing runs beside the window any more (换人)."""
        self.front.stop()
        self.window.stop_scanner()
        ended = [door.stop(_MOMENT) for door in (self.forwarder, self.tasks, self.slow)]
        return all(ended)

    def stop(self, *, handed: bool = False) -> bool:
        """The ordered stop: no more passes, the background idle, store closed. False when something did not end.

        ``handed``: to whoever sits down next, not for the day.
        """
        self.front.stop()
        self.window.stop_scanner()
        forwarded = self.forwarder.stop()
        idle = self.tasks.stop() and self.slow.stop()
        self.window.close()
        if forwarded and idle and self.front.seat.leave():
            self._leave(handed=handed)
            self.desk.store.close()
        return forwarded and idle

    def let_go(self) -> None:
        """After the stop, while the program goes on: everything made for whoever sat here goes, on this thread."""
        for one in (self.window, self.front, self.paper, self.forwarder, self.slow, self.bus):
            one.deleteLater()

    def _leave(self, *, handed: bool) -> None:
        """The last line of the trail; a disk that takes no more does not keep anybody here."""
        from models.desk import seats  # noqa: PLC0415 - after the first paint

        with suppress(WorldError):
            seats.leave(self.desk, seats.HANDED if handed else seats.LEFT)
