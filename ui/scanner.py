"""扫描枪: a burst of keys under 35 ms apart that ends in Enter is a scan, wherever the focus is.

In a text field the characters land first, and the field is put back as it was once the burst proves to be a
scan. Elsewhere (a table whose digits mean copies) keys are held back until it is clear that no scan follows.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

GAP_MS: Final = 35.0
LEAST: Final = 6  # shorter bursts are a fast typist
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


@dataclass(slots=True)
class _Before:
    """The focused field as it was before the burst began."""

    widget: QLineEdit | QPlainTextEdit
    text: str
    at: int


class ScannerFilter(QObject):
    """Follows the focus: only the focused widget's events pass through Python, not every event of the program.

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
        self._held: list[tuple[QWidget, QKeyEvent]] = []
        self._replaying = False
        self._watched: QObject | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(int(GAP_MS) + 1)
        self._timer.timeout.connect(self.release)

    def watch(self, app: QApplication) -> None:
        """Begin to follow the focus of ``app``."""
        app.focusChanged.connect(self._follow)
        app.focusWindowChanged.connect(self._follow_window)
        self._follow_window()

    def unwatch(self, app: QApplication) -> None:
        """Let go of everything."""
        app.focusChanged.disconnect(self._follow)
        app.focusWindowChanged.disconnect(self._follow_window)
        self._move_to(None)
        self.release()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch keys on their way to the focused widget; swallow only what belongs to a scan."""
        if self._replaying or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._keep_from_shortcuts(event)
        if not isinstance(watched, QWidget):
            return False
        if event.type() == QEvent.Type.KeyRelease and self._held:
            self._held.append((watched, event.clone()))  # a release must not overtake its press
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        now = self._clock()
        quick = (now - self._last) * 1000 < GAP_MS
        self._last = now
        return self._enter(quick) if event.key() in _ENTER else self._key(watched, event, quick)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        # With no widget in focus the keys go to the window itself.
        self._move_to(now or QApplication.activeWindow())

    def _follow_window(self, _window: object = None) -> None:
        focused: QWidget | None = QApplication.focusWidget()
        self._move_to(focused or QApplication.activeWindow())

    def _move_to(self, target: QObject | None) -> None:
        if target is self._watched:
            return
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        if target is not None:
            target.installEventFilter(self)
        self._watched = target

    def release(self) -> None:
        """No scan came of the keys held back: let their widget have them now."""
        self._timer.stop()
        held, self._held = self._held, []
        self._forget()
        self._replaying = True
        try:
            for widget, event in held:
                if isValid(widget):
                    QCoreApplication.sendEvent(widget, event)
        finally:
            self._replaying = False

    def _keep_from_shortcuts(self, event: QKeyEvent) -> bool:
        """A letter in the middle of a scan must not act as a one-letter key of the page."""
        if self._burst and (self._clock() - self._last) * 1000 < GAP_MS and _is_text(event):
            event.accept()
            return True
        return False

    def _key(self, widget: QWidget, event: QKeyEvent, quick: bool) -> bool:
        if event.key() == Qt.Key.Key_Shift:
            return False
        if not quick or not _is_text(event):
            self.release()
        if not _is_text(event):
            return False
        if not self._burst:
            self._before = _remember(widget)
        self._burst += event.text()
        if self._before is not None:
            return False
        self._held.append((widget, event.clone()))
        self._timer.start()
        return True

    def _enter(self, quick: bool) -> bool:
        burst, before = self._burst, self._before
        if not quick or len(burst) < LEAST:
            self.release()
            return False
        self._timer.stop()
        self._held = []
        self._forget()
        if before is not None:
            _put_back(before)
        self.scanned.emit(burst)
        return True

    def _forget(self) -> None:
        self._burst, self._before = "", None


def _is_text(event: QKeyEvent) -> bool:
    text = event.text()
    return bool(text) and text.isprintable() and not event.modifiers() & _COMMANDS and not event.isAutoRepeat()


def _remember(widget: QWidget) -> _Before | None:
    if isinstance(widget, QLineEdit):
        return _Before(widget, widget.text(), widget.cursorPosition())
    if isinstance(widget, QPlainTextEdit):
        return _Before(widget, widget.toPlainText(), widget.textCursor().position())
    return None


def _put_back(before: _Before) -> None:
    widget = before.widget
    if not isValid(widget):
        return
    if isinstance(widget, QLineEdit):
        widget.setText(before.text)
        widget.setCursorPosition(before.at)
        # setText does not count as typing; a draft saved with the burst in it must be mended too
        widget.textEdited.emit(before.text)
        return
    widget.setPlainText(before.text)
    cursor = widget.textCursor()
    cursor.setPosition(min(before.at, len(before.text)))
    widget.setTextCursor(cursor)
