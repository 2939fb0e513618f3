"""The program as a process of its own that falls over itself and is asked to start again; it then says where it is.

Usage: python -m tests.journeys.again_child FOLDER
The first run begins a form, breaks, presses 重新启动; the run after it, which nobody started, says what it shows.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

import app as program
from tests.helpers.offices import CLERK, PASSWORD
from ui.messages import Message
from ui.pages.intake.page import IntakePage
from ui.shell import MainWindow
from ui.signin import SignInWindow

LIMIT_MS = 60_000
Shown = TypeVar("Shown", bound=QObject)
NAME = "高平市样例器械有限公司"


def say(word: str) -> None:
    """To whoever reads this process, and the one it starts."""
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


class Hands(QObject):
    """Does one thing after another, each as soon as it can be done."""

    def __init__(self, *steps: Callable[[], bool]) -> None:
        super().__init__()
        self._steps = list(steps)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(20)
        QTimer.singleShot(LIMIT_MS, self._give_up)

    @Slot()
    def _look(self) -> None:
        if self._steps and self._steps[0]():
            self._steps.pop(0)

    @Slot()
    def _give_up(self) -> None:
        seen = [type(one).__name__ for one in QApplication.topLevelWidgets() if one.isVisible()]
        form = page()
        say(f"stuck {len(self._steps)} {seen} {form and form.state.empty}")
        os._exit(3)


def shown(kind: type[Shown]) -> Shown | None:
    """The window of this kind that stands."""
    found = (one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())
    return next(found, None)


def sign_in() -> bool:
    """As soon as somebody may."""
    front = shown(SignInWindow)
    if front is not None:
        front.asked.emit(CLERK, PASSWORD)
    return front is not None


def page() -> IntakePage | None:
    """收件, once it is in front."""
    window = shown(MainWindow)
    found = window.page("收件") if window is not None and shown(SignInWindow) is None else None
    return found if isinstance(found, IntakePage) else None


def begin() -> bool:
    """A form with a name in it."""
    if (form := page()) is None:
        return False
    form.begin("附件/9")
    form.state.party(name=NAME)
    return True


def fall() -> bool:
    """An error nobody foresaw, as Qt hands it on."""
    QTimer.singleShot(0, _broken)
    return True


def _broken() -> None:
    raise KeyError(NAME)


def ask_again() -> bool:
    """重新启动."""
    message = shown(Message)
    key = next((one for one in message.actions() if one.text() == "重新启动"), None) if message else None
    if key is None:
        return False
    say("asked")
    key.trigger()
    return True


def told() -> bool:
    """What the program that nobody started by hand shows."""
    form = page()
    if form is None or form.state.empty:
        return False
    say("back" if form.state.form.applicant.name == NAME else "another form")
    QApplication.exit(0)
    return True


def main(folder: Path) -> int:
    """One run; whether it is the first, the folder says."""
    first = not (folder / "crash" / "running").exists()
    qt = program.make_application(["tongquan"])
    options = program._options(["--folder", str(folder)])
    hands = Hands(sign_in, begin, fall, ask_again) if first else Hands(sign_in, told)
    code = program._work(qt, options)
    hands.deleteLater()
    say("ended")
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
