"""From Enter in the password box to 收件 ready to type, inside one run of the program; tells its times as JSON.

Ready: the page has been painted and the box of F2 has the focus. The hash of the password is timed where it is
computed and told apart, since it is slow on purpose. ``rest`` is how long the sign-in window stood before Enter.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

import app
from benchmarks import credentials
from ui.signin import SignInWindow

folder, rest = sys.argv[1], int(sys.argv[2])


class Enter(QObject):
    """Presses Enter once the sign-in window has stood for a while, then waits for the page."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.application = application
        self.start = self.hash = 0.0
        self.door = next(w for w in application.topLevelWidgets() if isinstance(w, SignInWindow))
        self.door.fields["login"].set_text(credentials.LOGIN)
        self.door.fields["password"].set_text(credentials.PASSWORD)
        self.door.installEventFilter(self)
        self.page: QWidget | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """First paint of the sign-in window: wait, then Enter. First paint of the page: the end."""
        if event.type() == QEvent.Type.Paint and watched is self.door and not self.start:
            self.door.removeEventFilter(self)
            QTimer.singleShot(rest, self._press)
        elif event.type() == QEvent.Type.Paint and watched is self.page:
            QTimer.singleShot(0, self._end)
        return False

    def watch(self, page: QWidget) -> None:
        """The page has just been made."""
        self.page = page
        page.installEventFilter(self)

    def _press(self) -> None:
        edit = self.door.fields["password"].edit
        self.start = time.perf_counter()
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.postEvent(edit, key)

    def _end(self) -> None:
        focus = cast("QWidget | None", self.application.focusWidget())
        if focus is None or focus.objectName() != "search":
            return
        whole = (time.perf_counter() - self.start) * 1000
        print(json.dumps({"whole": whole, "hash": self.hash * 1000}), flush=True)
        os._exit(0)


def _exec(application: QApplication) -> int:
    watch = Enter(application)
    _time_hash(watch)
    _watch_page(watch)
    return QCoreApplication.exec()


def _time_hash(watch: Enter) -> None:
    from models.store import slots

    stretch = slots._stretch  # noqa: SLF001 - the one thing to be told apart

    def timed(*arguments: Any) -> bytes:
        start = time.perf_counter()
        made = stretch(*arguments)
        watch.hash += time.perf_counter() - start
        return made

    slots._stretch = timed  # type: ignore[assignment]  # noqa: SLF001


def _watch_page(watch: Enter) -> None:
    from ui.shell import MainWindow

    make = MainWindow._make

    def watched(window: MainWindow, name: str) -> QWidget:
        page = make(window, name)
        watch.watch(page)
        return page

    MainWindow._make = watched  # type: ignore[method-assign, assignment]


QApplication.exec = _exec  # type: ignore[assignment, method-assign]
app.main(["tongquan", "--folder", folder])
