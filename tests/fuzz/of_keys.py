"""What a scanner sends as it comes: keys, one by one, in time, into whatever has the focus; and a person in between.

Each two bytes are one key: what it is, and after how long it comes. A second pair of eyes works out what should come
of it, so that not only an exception is a find: a scan told wrongly, a field that is not as it was, a key that is lost.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from types import TracebackType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from tests.fuzz.door import DEEP, Door
from ui.scanner import GAP_MS, LEAST, ScannerFilter

GAPS = (1.0, 8.0, GAP_MS - 1, GAP_MS + 1, 200.0)
TEXTS = (*"140581-03AZaz/{}", "\t", "\x1b", "\x00", "\x7f", "号", "𠮷", "\ud800", "\udc00", "ab", " ", "A" * 40, "")
ENTER, SHIFT, COMMAND, RELEASE, AGAIN, FOCUS = range(len(TEXTS), len(TEXTS) + 6)
_KINDS = len(TEXTS) + 6


class Board(QWidget):
    """Something that acts on single keys, as a table does."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Remember the key."""
        self.keys += event.text()


class Counter:
    """Three things a scan may fall into, the filter, and a clock set by hand."""

    def __init__(self) -> None:
        self.app = QApplication.instance() or QApplication(["fuzz"])
        self.now = 100.0
        self.scanner = ScannerFilter(lambda: self.now)
        self.told: list[str] = []
        self.raised: list[BaseException] = []
        self.scanner.scanned.connect(self.told.append)
        self.field, self.note, self.board = QLineEdit(), QPlainTextEdit(), Board()
        self.widgets: tuple[QWidget, ...] = (self.field, self.note, self.board)
        for widget in self.widgets:
            widget.installEventFilter(self.scanner)

    def fresh(self) -> None:
        """As at the start of a day."""
        self.now += 10
        self.scanner.release()
        self.told.clear()
        self.raised.clear()
        self.field.setText("样例")
        self.note.setPlainText("备注")
        self.board.keys = ""

    def press(
        self, widget: QWidget, key: int, text: str = "", how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> bool:
        """A key goes down, after Qt has asked whether it is a shortcut; whether it was kept from being one."""
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, how, text)
        asked.ignore()
        QCoreApplication.sendEvent(widget, asked)
        QCoreApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, how, text))
        return asked.isAccepted()

    def release(self, widget: QWidget) -> None:
        """A key goes up."""
        event = QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
        QCoreApplication.sendEvent(widget, event)


@cache
def counter() -> Counter:
    """Made with the first keys."""
    return Counter()


def keys(data: bytes) -> str:
    """Play the keys; what a Qt method raises is printed and swallowed by Qt, so that it is caught at the hook."""
    desk = counter()
    desk.fresh()

    def note(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        desk.raised.append(error)

    before, sys.excepthook = sys.excepthook, note
    try:
        _play(desk, data)
        desk.scanner.release()
    finally:
        sys.excepthook = before
    if desk.raised:
        raise desk.raised[0]
    return DEEP if desk.told else "typed"


class Eyes:
    """What should come of it: the burst so far, and what stood in its widget before it began."""

    def __init__(self, desk: Counter) -> None:
        self.desk = desk
        self.widget: QWidget = desk.field
        self.began: QWidget | None = desk.field  # where the burst began; None once it went to another as well
        self.burst, self.before, self.last = "", "", 0.0

    def quick(self) -> bool:
        """Whether this key comes in a burst; from now on it is the last one."""
        quick, self.last = (self.desk.now - self.last) * 1000 < GAP_MS, self.desk.now
        return quick

    def text(self, text: str) -> None:
        """A key that is text goes on with the burst, or begins one."""
        if not self.quick() or not self.burst:
            self.desk.scanner.release()  # it would do so now by itself
            self.burst, self.before, self.began = "", self.standing(), self.widget
        self.began = self.began if self.began is self.widget else None
        within, self.burst = bool(self.burst), self.burst + text
        kept = self.desk.press(self.widget, Qt.Key.Key_unknown, text)
        assert kept or not within, "a letter of a scan acted as a one-letter key"

    def other(self, key: int, text: str = "", how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key that is no text ends the burst."""
        self.quick()
        self.burst = ""
        self.desk.press(self.widget, key, text, how)

    def enter(self) -> None:
        """The scan is told as it came, once, and leaves no trace; what is none is not told."""
        told = self.burst if self.quick() and len(self.burst) >= LEAST else ""
        count, self.burst = len(self.desk.told), ""
        self.desk.press(self.widget, Qt.Key.Key_Return, "\r")
        assert self.desk.told[count:] == ([told] if told else []), "a scan is told otherwise than it came"
        assert not told or self.began is not self.widget or self.standing() == self.before, "a scan left a trace"

    def standing(self) -> str:
        """What stands in the widget with the focus."""
        widget = self.widget
        if isinstance(widget, QLineEdit):
            return widget.text()
        return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else self.desk.board.keys


@cache
def _sent(text: str) -> str:
    """What Qt makes of it: half a character comes out as another."""
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, text).text()


def _play(desk: Counter, data: bytes) -> None:
    eyes = Eyes(desk)
    for what, gap in zip(data[::2], data[1::2], strict=False):
        kind = what % _KINDS
        desk.now += GAPS[gap % len(GAPS)] / 1000
        if kind < len(TEXTS):
            text = _sent(TEXTS[kind])
            eyes.text(text) if text and text.isprintable() else eyes.other(Qt.Key.Key_unknown, text)
        elif kind == ENTER:
            eyes.enter()
        elif kind == SHIFT:  # the shift of a capital does not break a burst
            eyes.quick()
            desk.press(eyes.widget, Qt.Key.Key_Shift)
        elif kind == COMMAND:
            eyes.other(Qt.Key.Key_E, "e", Qt.KeyboardModifier.AltModifier)
        elif kind == RELEASE:
            desk.release(eyes.widget)
        elif kind == FOCUS:
            eyes.widget = desk.widgets[gap % 3]
        else:  # the time in which a scan would have gone on is over
            desk.scanner.release()
            eyes.burst = ""


def _typed(text: str, gap: int) -> bytes:
    return b"".join(bytes([TEXTS.index(c), gap]) for c in text)


_SCAN = _typed("140581-03", 1) + bytes([ENTER, 1])
DOORS = {
    "keys": Door(
        keys,
        (
            _SCAN,
            _typed("140581", 4) + bytes([ENTER, 4]),
            _typed("140581", 2) + bytes([ENTER, 2]),  # just quick enough
            _typed("140581", 3) + bytes([ENTER, 3]),  # just too slow
            _typed("14058", 1) + bytes([ENTER, 1]),  # too short
            bytes([FOCUS, 2]) + _SCAN,
            bytes([FOCUS, 1]) + _typed("14", 4) + _SCAN,
            bytes([FOCUS, 2]) + _typed("14", 1) + bytes([RELEASE, 0, AGAIN, 0]) + _SCAN,
            bytes([TEXTS.index("\ud800"), 1, TEXTS.index("𠮷"), 1]) + _SCAN,
        ),
        share=10,
        longest=256,
    )
}
