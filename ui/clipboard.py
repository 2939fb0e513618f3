"""A number of a person that was copied does not stay where every program can read it: gone in half a minute, or when
the screen is locked, unless something else was copied since.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QClipboard, QGuiApplication

from models.rules.personal import SECONDS_COPIED, holds


class ClipboardGuard(QObject):
    """Watches the clipboard while somebody is signed in. Whose copy it was, not every system says; so all count."""

    def __init__(self, clipboard: QClipboard | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard or QGuiApplication.clipboard()
        self._held, self._stopped = "", False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SECONDS_COPIED * 1000)
        self.timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._changed)

    def stop(self) -> None:
        """Somebody leaves: what was copied goes with them."""
        self.clear()
        self._stopped = True

    @Slot()
    def clear(self) -> None:
        """Take it away if it is still there."""
        self.timer.stop()
        held, self._held = self._held, ""
        if held and self._clipboard.text() == held:
            self._clipboard.clear()

    @Slot()
    def _changed(self) -> None:
        if self._stopped:
            return
        text = self._clipboard.text()
        if text and holds(text):
            self._held = text
            self.timer.start()
        elif text != self._held:
            self._held = ""
            self.timer.stop()
