"""The one long-lived thread: every few seconds it lets ``forwarding`` make one pass over the queue.

The thread is made and stopped by the composition root. Its signals connect to bound methods of QObjects only.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

import shiboken6
from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from ui.bus import Bus

logger = logging.getLogger(__name__)

BUSY_MS = 200
IDLE_MS = 3000


class Report(Protocol):
    """What a pass tells: how the line is, and whether anything moved."""

    @property
    def line(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def moved(self) -> int: ...
    @property
    def more(self) -> bool: ...


class Passes(Protocol):
    """What makes passes (forwarding.runner)."""

    def rush(self) -> None:
        """立即重试."""
        ...

    def run_once(self) -> Report:
        """One pass."""
        ...


class ForwardWorker(QObject):
    """Lives in the forwarder's thread."""

    passed = Signal(str, str, int)  # line, note, entries that moved
    failed = Signal(str)

    def __init__(self, make_runner: Callable[[], Passes]) -> None:
        """``make_runner`` is called once inside the thread: heavy imports and the connection belong there."""
        super().__init__()
        self._make_runner = make_runner
        self._runner: Passes | None = None
        self._timer: QTimer | None = None

    @Slot()
    def begin(self) -> None:
        """Start the timer inside this thread."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.work)
        self._timer.start(IDLE_MS // 3)

    @Slot()
    def work(self) -> None:
        """One pass; the next one is asked for when it is over, so passes never pile up."""
        again = IDLE_MS
        try:
            self._runner = self._runner or self._make_runner()
            report = self._runner.run_once()
            self.passed.emit(report.line, report.note, report.moved)
            again = BUSY_MS if report.more else IDLE_MS
        except Exception as error:  # a bug here must not end forwarding for the day
            logger.exception("forwarding pass failed")
            self.failed.emit(type(error).__name__)
        if self._timer is not None:
            self._timer.start(again)

    @Slot()
    def rush(self) -> None:
        """A pass now, whatever rest the line was given."""
        if self._runner is not None:
            self._runner.rush()
        self.work()

    @Slot()
    def end(self) -> None:
        """Stop asking for passes."""
        if self._timer is not None:
            self._timer.stop()
            shiboken6.delete(self._timer)
            self._timer = None


class Forwarder(QObject):
    """Owns the thread; ``nudge`` asks for a pass now."""

    nudged = Signal()

    def __init__(self, make_runner: Callable[[], Passes], bus: Bus) -> None:
        super().__init__()
        self._bus = bus
        self._said = ("", "")
        self._thread = QThread()
        self._thread.setObjectName("forwarder")
        self.worker = ForwardWorker(make_runner)
        self.worker.moveToThread(self._thread)
        self._thread.started.connect(self.worker.begin)
        self.nudged.connect(self.worker.rush)
        # Told at once and in that thread, which alone may stop its timer.
        self._thread.finished.connect(self.worker.end, Qt.ConnectionType.DirectConnection)
        self.worker.passed.connect(self._passed)

    @Slot(str, str, int)
    def _passed(self, line: str, note: str, moved: int) -> None:
        """On the GUI thread: say on the bus what changed."""
        if (line, note) != self._said:
            self._said = (line, note)
            self._bus.line_changed.emit(line, note)
        if moved:
            self._bus.queue_changed.emit()
            self._bus.case_changed.emit("")

    def start(self) -> None:
        """Begin forwarding in the background."""
        self._thread.start()

    def nudge(self) -> None:
        """立即重试."""
        self.nudged.emit()

    def stop(self, limit_ms: int = 15_000) -> bool:
        """Ordered stop: no more passes, let the running one end, then the thread. False when it did not end."""
        self._thread.quit()
        return self._thread.wait(limit_ms)
