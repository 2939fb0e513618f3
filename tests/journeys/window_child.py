"""The program as a process of its own for journeys that kill it: fills one form by keys and says where it stands.

Usage: python -m tests.journeys.window_child FOLDER PAPERS PLAN
PLAN is ``fill``  (fill the form, say ``filled``, press nothing more),
        ``press`` (fill, press F9, say ``pressed`` as soon as the act is under way),
        ``resume`` (take up the kept draft, press F9, say ``done``),
        ``drain`` (send what waits, say ``drained``).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import app as program
from demo import halls, samples
from demo.hands import Hands
from models.desk import intake, queue
from models.views import IntakeForm
from printing.spool import FolderPrinter
from ui.hall import Hall
from ui.pages.intake.page import IntakePage
from ui.tasks import Tasks

SAMPLE = samples.OFFLINE[0]


def say(word: str) -> None:
    """To the parent, at once."""
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def main(folder: Path, papers: Path, plan: str) -> None:
    """One run of the program."""
    qt: QApplication = program.make_application(["tongquan"])
    opened = halls.open_store(folder, halls.GAOPING)
    hall = program.open_hall(opened, printer=FolderPrinter(papers), tasks=Tasks(_raise))
    hall.window.show()
    hands = Hands(hall)
    hands.sit_down()
    {"fill": _fill, "press": _press, "resume": _resume, "drain": _drain}[plan](hall, hands)
    hall.stop()
    qt.quit()


def _fill(hall: Hall, hands: Hands) -> None:
    page = hands.fill(SAMPLE)
    hands.until("草稿存好", lambda: _kept(hall, page.state.form))
    say("filled")
    hands.until("被杀", lambda: False, 60)


def _kept(hall: Hall, form: IntakeForm) -> bool:
    drafts = intake.drafts(hall.desk)
    return bool(drafts) and intake.resume(hall.desk, drafts[0].draft_id) == form


def _press(hall: Hall, hands: Hands) -> None:
    page = hands.fill(SAMPLE)
    hands.until("草稿存好", lambda: _kept(hall, page.state.form))
    hands.press(Qt.Key.Key_F9)
    say("pressed")
    hands.until("被杀", lambda: False, 60)


def _resume(hall: Hall, hands: Hands) -> None:
    page = hall.window.page("收件")
    assert isinstance(page, IntakePage)
    if intake.drafts(hall.desk):
        hands.until("草稿列出", page.body.drafts.table.isVisible)
        hands.press(Qt.Key.Key_Tab)  # from the search to the kept drafts
        hands.press(Qt.Key.Key_Return)  # take the newest one up
        hands.until("草稿恢复", lambda: not page.state.empty)
        hands.press(Qt.Key.Key_F9)
        hands.until("办完", lambda: page.state.empty and bool(page.strip.text))
    hands.settle()
    say("done")


def _drain(hall: Hall, hands: Hands) -> None:
    hall.forwarder.nudge()
    hands.until("送完", lambda: not queue.queue(hall.desk).waiting)
    hands.settle()
    say("drained")


def _raise(error: BaseException) -> None:
    raise error


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
