"""Sitting down at the real program inside a test: entrance, session, window, all by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import app as program
from printing.spool import FolderPrinter, PrintResult
from ui.crash import CrashReporter
from ui.entrance import Entrance
from ui.messages import Message
from ui.parts.field import Field
from ui.session import Session
from ui.tasks import Reporter, Tasks

if TYPE_CHECKING:
    from models.desk.setup import Opened
    from printing.spool import Printer
    from ui.hall import Hall
    from ui.signin import SignInWindow

LONG = 30_000


class JammedPrinter:
    """Jams until ``jammed`` is taken away; keeps what came through."""

    def __init__(self) -> None:
        self.jammed = True
        self.taken: list[tuple[bytes, str]] = []

    def send(self, pdf: bytes, copies: int, title: str) -> PrintResult:  # noqa: ARG002 - as every printer is called
        """Say it jammed, or take the paper."""
        if self.jammed:
            return PrintResult(False, "打印机卡纸。文书和编号都已留存。请理好纸后重打。")
        self.taken.append((pdf, title))
        return PrintResult(True, "已交打印机")


class Seat:
    """The program at a folder, with the keyboard."""

    def __init__(self, qtbot: QtBot, folder: Path, report: Reporter, printer: Printer | None = None) -> None:
        self._qtbot, self._printer = qtbot, printer or FolderPrinter(folder.parent / "papers")
        self.bugs: list[BaseException] = []
        self.tasks = Tasks(report)
        self.entrance = Entrance(folder, self.tasks, program._regions)
        self.session = Session(self.entrance, self._open)
        self.session.begin()
        self.until(self.front.isVisible)

    def _open(self, opened: Opened) -> Hall:
        return program.open_hall(opened, printer=self._printer, tasks=self.tasks)

    @property
    def front(self) -> SignInWindow:
        """The door; another one once somebody took over."""
        return self.entrance.window

    @property
    def hall(self) -> Hall:
        """The open hall."""
        assert self.session.hall is not None
        return self.session.hall

    def until(self, happened: Callable[[], object]) -> None:
        """Let the window live until it happened."""
        self._qtbot.waitUntil(lambda: bool(happened() or self.bugs), timeout=LONG)
        assert self.bugs == []

    def type_into(self, fields: dict[str, Field], told: dict[str, str]) -> None:
        """Fill fields in order by keys, going on with Enter; Enter in the last one sends."""
        for name, text in told.items():
            edit = fields[name].edit
            edit.setFocus()
            typed = QInputMethodEvent()  # as an input method gives it: keys this quick would be taken for a scan
            typed.setCommitString(text)
            edit.selectAll()
            QCoreApplication.sendEvent(edit, typed)
            QTest.keyClick(edit, Qt.Key.Key_Return)

    def sign_in(self, login: str, password: str) -> None:
        """Name and password."""
        self.type_into(self.front.fields, {"login": login, "password": password})

    def entered(self) -> Hall:
        """The hall, once its window stands in front."""
        self.until(lambda: self.session.hall is not None)
        self.until(lambda: self.hall.window.isVisible() and not self.front.isVisible())
        self.hall.window.activateWindow()
        self.settle()
        return self.hall

    def settle(self) -> None:
        """Nothing under way."""
        self.until(lambda: not self.tasks.busy and self.hall.paper.idle)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, to whoever has the focus; a message on its way to the front is waited for, as a person does."""
        if self.session.hall is not None and self.messages():
            self.message()
        focus = cast("QWidget | None", QApplication.focusWidget())
        QTest.keyClick(focus or self.hall.window, key, modifier)

    def message(self) -> Message:
        """The message over the window."""
        self.until(lambda: any(one.isActiveWindow() and one.focusWidget() is not None for one in self.messages()))
        return self.messages()[-1]

    def messages(self) -> list[Message]:
        """Every message that is open."""
        found = cast("list[Message]", self.hall.window.findChildren(Message))
        return [one for one in found if one.isVisible()]

    def leave(self) -> None:
        """The ordered stop."""
        window = self.session.hall.window if self.session.hall is not None else None
        self.session.end()
        self.tasks.stop()
        self.front.close()
        assert [one for one in QApplication.topLevelWidgets() if one.isVisible() and _over(one, window)] == []


def _over(one: QWidget, window: QWidget | None) -> bool:
    """Whether it is that window, or a message over it: an ordered stop leaves none of them standing."""
    return window is not None and (one is window or one.parent() is window)


@contextmanager
def seated(qtbot: QtBot, folder: Path, printer: Printer | None = None) -> Iterator[Seat]:
    """The program at ``folder``; a bug fails the test."""
    bugs: list[BaseException] = []
    seat = Seat(qtbot, folder, bugs.append, printer)
    seat.bugs = bugs
    try:
        yield seat
    finally:
        seat.leave()
    assert bugs == []


@contextmanager
def seated_with_reports(
    qtbot: QtBot, folder: Path, reporter: CrashReporter, printer: Printer | None = None
) -> Iterator[Seat]:
    """The same with the real crash reporter."""
    seat = Seat(qtbot, folder, reporter.report, printer)
    try:
        yield seat
    finally:
        seat.leave()
