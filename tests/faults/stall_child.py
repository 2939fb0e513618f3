"""The program with its window, for a disk that takes its time: fills one form, presses F9, says how long it was held.

Usage: python -m tests.faults.stall_child FOLDER PAPERS PLAN; PLAN is ``press``, or ``held`` for the control, which
saves a draft in the thread of the window. Says ``held MS BEATS``.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

import app as program
from demo import halls, samples
from demo.hands import Hands
from models.desk import intake
from printing.spool import FolderPrinter
from tests.journeys.window_child import _raise, say
from ui.tasks import Tasks


class Beat:
    """A beat of five milliseconds in the thread of the window; the longest pause is how long the window was held."""

    def __init__(self) -> None:
        self.longest, self.beats = 0.0, 0
        self._last = time.monotonic()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(5)

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest, self._last = max(self.longest, now - self._last), now
        self.beats += 1


def main(folder: Path, papers: Path, plan: str) -> None:
    """One acceptance."""
    qt: QApplication = program.make_application(["tongquan"])
    opened = halls.open_store(folder, halls.GAOPING)
    hall = program.open_hall(opened, printer=FolderPrinter(papers), tasks=Tasks(_raise))
    hall.window.show()
    hands = Hands(hall)
    hands.sit_down()
    page = hands.fill(samples.OFFLINE[0])
    hands.settle()
    beat, form = Beat(), page.state.form
    hands.press(Qt.Key.Key_F9)
    hands.until("办完", lambda: page.state.empty and bool(page.strip.text), 120)
    hands.settle()
    if plan == "held":
        intake.keep(hall.desk, form)
        hands.until("再跳一下", lambda n=beat.beats: beat.beats > n)  # type: ignore[misc]
    say(f"held {beat.longest * 1000:.0f} {beat.beats}")
    hall.stop()
    qt.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
