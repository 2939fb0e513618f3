"""The exit all start-up measurements share: the process ends when a window has been painted for the first time."""

from __future__ import annotations

import os

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class EndAfterPaint(QObject):
    """Watches one window; keep a reference to it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The whole window is on the screen when the loop comes round after its paint event."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._end)
        return False

    def _end(self) -> None:
        os._exit(0)
