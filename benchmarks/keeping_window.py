"""The whole window over a large store while it keeps itself: tells the longest time the screen was held.

Usage: python -m benchmarks.keeping_window FOLDER PLAN; PLAN is ``backup`` (made and verified), ``health`` (a round over
tables, log and files) or ``rest`` (nothing: what the machine itself does to a window meanwhile).
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

import app
from demo import halls
from models.desk import health
from models.desk.health import Health, Round
from models.errors import WorldError
from printing.spool import FolderPrinter
from ui.hall import Hall
from ui.tasks import Tasks

SETTLE_MS = 1500  # the window comes up; not part of what is measured
REST_MS = 5000


class Ticks(QObject):
    """A tick every five milliseconds in the thread of the window; the longest gap is how long it was held.

    A gap in which the process hardly worked was made by the machine, which was somewhere else.
    """

    def __init__(self, hall: Hall, plan: str) -> None:
        super().__init__()
        self._hall, self._plan = hall, plan
        self._began = self._last = self._worked = 0.0
        self._gaps = [(0.0, 0.0)]  # how long, and how much of it this process worked, in any of its threads
        self._round: Round | None = None
        self._tick = QTimer(self)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self._ticked)
        hall.front.backups.ended.connect(self._end)

    def begin(self) -> None:
        """Now."""
        self._began = self._last = time.perf_counter()
        self._worked = time.process_time()
        self._tick.start(5)
        if self._plan == "backup":
            self._hall.front.backups.make()
        elif self._plan == "health":
            self._round = health.Round(self._hall.desk)
            self._step()
        else:
            QTimer.singleShot(REST_MS, self._end)

    def _step(self) -> None:
        assert self._round is not None
        self._hall.slow.run(self._round.step, self._stepped, self._failed, self._failed)

    @Slot(object)
    def _stepped(self, more: bool) -> None:
        desk, done = self._hall.desk, self._round
        assert done is not None
        if more:
            self._step()
        else:
            self._hall.slow.run(lambda: health.finish(desk, done), self._kept, self._failed, self._failed)

    @Slot(object)
    def _kept(self, _outcome: tuple[Health, bool]) -> None:
        self._end()

    @Slot(object)
    def _failed(self, error: WorldError) -> None:
        print(error.sentence, file=sys.stderr)
        QApplication.exit(1)

    def _ticked(self) -> None:
        now, worked = time.perf_counter(), time.process_time()
        self._gaps.append(((now - self._last) * 1000, (worked - self._worked) * 1000))
        self._last, self._worked = now, worked

    @Slot()
    def _end(self) -> None:
        if self._began:
            gap, worked = max(self._gaps)
            told = {"gap": gap, "worked": worked, "took": time.perf_counter() - self._began}
            print(json.dumps(told), flush=True)
            self._hall.front.closing.agree()  # nobody is here to be asked whether to leave what is not sent
            QApplication.quit()


def main(folder: Path, plan: str) -> None:
    """Until it is done."""
    application: QApplication = app.make_application(sys.argv[:1])
    opened = halls.open_store(folder, halls.GAOPING)
    hall = app.open_hall(opened, printer=FolderPrinter(folder / "papers"), tasks=Tasks(print))
    hall.window.show()
    hall.window.go("今日")
    ticks = Ticks(hall, plan)
    QTimer.singleShot(SETTLE_MS, ticks.begin)
    application.exec()
    hall.stop()


main(Path(sys.argv[1]), sys.argv[2])
