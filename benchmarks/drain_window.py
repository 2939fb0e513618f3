"""The whole window at work on 转报 while its forwarder sends a full queue; tells the longest time the screen was held.

A timer of the GUI thread ticks every 5 ms; a gap between two ticks is time in which no key would have been answered.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

import app
from benchmarks import drain_sides
from benchmarks.store_sample import AT
from models.store import daybook
from models.store.store import Store
from printing.spool import FolderPrinter
from ui.tasks import Tasks

ENTRIES = 1000
LONGEST_S = 120
SETTLE_MS = 1500  # the window comes up; not part of what is measured


class Ticks(QObject):
    """Times the gaps until nothing waits any more."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store, self._last, self._gaps = store, 0.0, [0.0]
        self._began = time.perf_counter()
        self._tick = QTimer(self)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.setInterval(5)
        self._tick.timeout.connect(self._ticked)
        self._look = QTimer(self)
        self._look.setInterval(500)
        self._look.timeout.connect(self._looked)

    def begin(self) -> None:
        """Now."""
        self._last = time.perf_counter()
        self._tick.start()
        self._look.start()

    def _ticked(self) -> None:
        now = time.perf_counter()
        self._gaps.append((now - self._last) * 1000)
        self._last = now

    def _looked(self) -> None:
        self._tick.stop()  # looking is ours, not the program's
        left = daybook.queue_counts(self._store, AT.date()).waiting
        if left and time.perf_counter() - self._began < LONGEST_S:
            self._last = time.perf_counter()
            self._tick.start()
            return
        print(json.dumps({"gap": max(self._gaps), "left": left}), flush=True)
        QApplication.quit()


def main() -> None:
    """Until the queue is empty."""
    application: QApplication = app.make_application(sys.argv[:1])
    opened = drain_sides.made(3, ENTRIES)
    with drain_sides.city(opened) as url:
        printer = FolderPrinter(Path(opened.store.folder) / "papers")
        hall = app.open_hall(opened, printer=printer, tasks=Tasks(print), city=(url, drain_sides.TOKENS[3]))
        hall.window.show()
        hall.window.go("转报")
        ticks = Ticks(opened.store)
        QTimer.singleShot(SETTLE_MS, ticks.begin)
        application.exec()
        hall.stop()


main()
