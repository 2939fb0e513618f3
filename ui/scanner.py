"""扫描枪: a burst of keys under 35 ms apart that ends in Enter is a scan, wherever the focus is.

The characters do land in the focused field first; when the burst proves to be a scan the field is put back as
it was, and Enter is swallowed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

GAP_MS: Final = 35.0
LEAST: Final = 6  # shorter bursts are a fast typist


@dataclass(slots=True)
class _Before:
    """The focused field as it was before the burst began."""

    widget: QWidget
    text: str
    at: int


class ScannerFilter(QObject):
    """Install on the application.

    Signals:
        scanned: the text of one scan.
    """

    scanned = Signal(str)

    def __init__(self, clock: Callable[[], float] = time.monotonic, parent: QObject | None = None) -> None:
        """``clock`` gives seconds."""
        super().__init__(parent)
        self._clock = clock
        self._burst = ""
        self._last = 0.0
        self._before: _Before | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch key presses that go to the focused widget; swallow only a scan's Enter."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is not QApplication.focusWidget() and watched is not QApplication.focusWindow():
            return False
        if isinstance(watched, QWidget) or QApplication.focusWidget() is None:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        now = self._clock()
        quick = (now - self._last) * 1000 < GAP_MS
        self._last = now
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._enter(quick)
        text = event.text()
        if not text or not text.isprintable() or event.isAutoRepeat():
            if event.key() != Qt.Key.Key_Shift:
                self._forget()
            return False
        if not quick:
            self._forget()
        if not self._burst:
            self._before = _remember(QApplication.focusWidget())
        self._burst += text
        return False

    def _enter(self, quick: bool) -> bool:
        burst, before = self._burst, self._before
        self._forget()
        if not quick or len(burst) < LEAST:
            return False
        if before is not None:
            _put_back(before)
        self.scanned.emit(burst)
        return True

    def _forget(self) -> None:
        self._burst, self._before = "", None


def _remember(widget: QWidget | None) -> _Before | None:
    if isinstance(widget, QLineEdit):
        return _Before(widget, widget.text(), widget.cursorPosition())
    if isinstance(widget, QPlainTextEdit):
        return _Before(widget, widget.toPlainText(), widget.textCursor().position())
    return None


def _put_back(before: _Before) -> None:
    widget = before.widget
    if isinstance(widget, QLineEdit):
        widget.setText(before.text)
        widget.setCursorPosition(before.at)
        # setText does not count as typing; the draft that was saved with the burst in it must be mended
        widget.textEdited.emit(before.text)
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(before.text)
        cursor = widget.textCursor()
        cursor.setPosition(min(before.at, len(before.text)))
        widget.setTextCursor(cursor)
