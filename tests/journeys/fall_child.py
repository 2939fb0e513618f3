"""The program as a process of its own that signs in, fills a form and waits to be struck down.

Usage: python -m tests.journeys.fall_child FOLDER FORM
FORM is where the form it kept is written; it says ``filled`` then.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

import app as program
from demo import samples
from demo.hands import Hands
from models.desk import intake
from models.desk.forms import form_out
from models.desk.setup import Opened
from printing.spool import FolderPrinter
from tests.helpers.offices import CLERK, PASSWORD
from ui.entrance import Entrance
from ui.hall import Hall
from ui.session import Session
from ui.tasks import Tasks


def main(folder: Path, form: Path) -> None:
    """One run."""
    qt = program.make_application(["tongquan"])
    tasks = Tasks(_raise)

    def opener(opened: Opened) -> Hall:
        return program.open_hall(opened, printer=FolderPrinter(folder.parent / "papers"), tasks=tasks)

    session = Session(Entrance(folder, tasks, program._regions), opener)
    session.begin()
    session._entrance._sign_in(CLERK, PASSWORD)
    until(lambda: session.hall is not None and session.hall.window.isVisible())
    hall = session.hall
    assert hall is not None
    page = Hands(hall).fill(samples.OFFLINE[0])
    mark = folder / "crash" / "running"

    def kept() -> bool:
        drafts = intake.drafts(hall.desk)
        whole = bool(drafts) and intake.resume(hall.desk, drafts[0].draft_id) == page.state.form
        return whole and page.state.form.draft_id in mark.read_text("utf-8")

    until(kept)
    form.write_text(form_out(page.state.form), "utf-8")
    sys.stdout.write("filled\n")
    sys.stdout.flush()
    qt.exec()


def until(happened: Callable[[], bool]) -> None:
    """Let the window live until it happened, half a minute at most."""
    limit = QDeadlineTimer(30_000)
    while not happened():
        assert not limit.hasExpired()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def _raise(error: BaseException) -> None:
    raise error


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
