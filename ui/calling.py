"""A second program on a folder asks the first one to come to the front: by a file beside the lock, looked for often.

A file needs no server, no port and no library, and a first program that died leaves nothing that could mislead: its
lock went with it, so nobody asks, and whoever sits down next takes an old file away unread.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

NAME: Final = "store.front"
LOOK_MS: Final = 400
PATIENCE: Final = 12
"""Looks after which the other program is held to be stuck."""


class Called(QObject):
    """The first program: brings its window to the front when it is asked for."""

    def __init__(self, folder: Path, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file, self._window = folder / NAME, window
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        _take(self._file)
        self._timer.start()

    def stop(self) -> None:
        """The window goes."""
        self._timer.stop()

    @Slot()
    def _look(self) -> None:
        if _take(self._file):
            come_forward(self._window)


class Calling(QObject):
    """The second program: asks, and hears whether the first one answered.

    Signals:
        answered: its window came to the front, or it did not answer in time.
    """

    answered = Signal(bool)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file, self._looks = folder / NAME, 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def ask(self) -> None:
        """Ask; where nothing can be written nobody is asked, and nothing is said."""
        with contextlib.suppress(OSError):
            let_others_forward()
            self._file.touch()
            self._looks = 0
            self._timer.start()

    @Slot()
    def _look(self) -> None:
        self._looks += 1
        gone = not self._file.exists()
        if gone or self._looks >= PATIENCE:
            self._timer.stop()
            _take(self._file)
            self.answered.emit(gone)


def come_forward(window: QWidget) -> None:
    """Up from the task bar and in front; where the system does not allow that, its button in the bar blinks."""
    state = window.windowState() & ~Qt.WindowState.WindowMinimized
    window.setWindowState(state | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


def let_others_forward() -> None:
    """Windows lets only the program in front bring another one forward: say that any may."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - on Windows only

        ctypes.windll.user32.AllowSetForegroundWindow(-1)


def _take(file: Path) -> bool:
    """Take the file away; whether it was there."""
    try:
        file.unlink()
    except OSError:
        return False
    return True
