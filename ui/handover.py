"""换人 at the cover: what is under way ends, the form is kept, everything beside the window comes to rest; no waiting.

A form that could not be kept keeps its owner signed in: whoever unlocks sees it as it was.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from models.errors import WorldError
from ui import pages
from ui.hall import Hall

_LOOK_MS: Final = 30
DOING, GOING = "手上的事办完就换，请稍候。", "正在退出，请稍候。"
NOT_KEPT = "没有换人：草稿没有存上，请原来的人解锁处理。"


class Handover(QObject):
    """From a covered hall to one at rest.

    Signals:
        ready: nothing runs any more; the hall may be stopped and the door shown.
        kept_back: the form could not be kept; nothing changed.
    """

    ready = Signal()
    kept_back = Signal()

    def __init__(self, hall: Hall, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hall, self._going = hall, False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        """Keep what is typed, then look again and again until everything has ended."""
        self._hall.window.lock.go(DOING)
        keeper = pages.keeper(self._hall.window.page("收件"))
        if keeper is not None:
            keeper.troubled.connect(self._not_kept)
            keeper.now()
        self._timer.start()

    def stop(self) -> None:
        """The program ends meanwhile."""
        self._timer.stop()

    @Slot()
    def _look(self) -> None:
        if not self._going and (self._hall.tasks.busy or not self._hall.paper.idle):
            return
        if not self._going:
            self._going = True
            self._hall.window.lock.go(GOING)
        if self._hall.at_rest():
            self._timer.stop()
            self.ready.emit()

    @Slot(object)
    def _not_kept(self, _error: WorldError) -> None:
        if self._going:
            return
        self._timer.stop()
        self._hall.window.lock.refuse(NOT_KEPT)
        self.kept_back.emit()
