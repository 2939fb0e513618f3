"""The scanner: a burst is a scan wherever the focus is, and leaves no trace; a person's typing is untouched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ui.parts.act import Act
from ui.scanner import GAP_MS, ScannerFilter

CODE = "140581-03-20261120-0017"


class Clock:
    """Time that moves only when told, in seconds."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def pass_ms(self, ms: float) -> None:
        """Let ``ms`` milliseconds go by."""
        self.now += ms / 1000


class Board(QWidget):
    """Something that acts on single keys, as a table does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.keys = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Remember the key."""
        self.keys += event.text()


class Desk(QWidget):
    """A page with a field, a long field and a board."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.button = QPushButton("键", self)
        self.field, self.note, self.board = QLineEdit("样例", self), QPlainTextEdit("备注", self), Board(self)
        for widget in (self.field, self.note, self.board, self.button):
            column.addWidget(widget)


@pytest.fixture
def clock() -> Clock:
    """The test's own time."""
    return Clock()


@pytest.fixture
def scanner(qapp: QApplication, clock: Clock) -> Iterator[ScannerFilter]:
    """Installed on the application for one test."""
    scanner = ScannerFilter(clock)
    scanner.watch(qapp)
    yield scanner
    scanner.unwatch(qapp)


@pytest.fixture
def desk(qtbot: QtBot, scanner: ScannerFilter) -> Desk:
    """In front of the person."""
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    with qtbot.waitActive(desk):
        desk.activateWindow()
    return desk


def keys(qtbot: QtBot, clock: Clock, widget: QWidget, text: str, gap_ms: float) -> None:
    """Press ``text`` and Enter with ``gap_ms`` between keys."""
    widget.setFocus()
    for letter in text:
        clock.pass_ms(gap_ms)
        qtbot.keyClicks(widget, letter)
    clock.pass_ms(gap_ms)
    qtbot.keyClick(widget, Qt.Key.Key_Return)


def test_that_a_scan_into_a_field_is_told_and_the_field_is_as_before(
    qtbot: QtBot, clock: Clock, desk: Desk, scanner: ScannerFilter
) -> None:
    saved: list[str] = []
    desk.field.textEdited.connect(saved.append)
    desk.field.setCursorPosition(1)
    with qtbot.waitSignal(scanner.scanned) as scanned, qtbot.assertNotEmitted(desk.field.returnPressed):
        keys(qtbot, clock, desk.field, CODE, 8)
    assert scanned.args == [CODE]
    assert desk.field.text() == "样例"
    assert desk.field.cursorPosition() == 1
    assert saved[-1] == "样例"


def test_that_a_scan_into_a_long_field_is_taken_out_again(
    qtbot: QtBot, clock: Clock, desk: Desk, scanner: ScannerFilter
) -> None:
    with qtbot.waitSignal(scanner.scanned):
        keys(qtbot, clock, desk.note, CODE, 8)
    assert desk.note.toPlainText() == "备注"


def test_that_a_scan_over_a_table_presses_none_of_its_keys(
    qtbot: QtBot, clock: Clock, desk: Desk, scanner: ScannerFilter
) -> None:
    with qtbot.waitSignal(scanner.scanned) as scanned:
        keys(qtbot, clock, desk.board, CODE, 8)
    assert scanned.args == [CODE]
    assert desk.board.keys == ""


@pytest.mark.parametrize("gap_ms", [GAP_MS + 1, 120, 400])
def test_that_a_persons_typing_is_untouched(
    qtbot: QtBot, clock: Clock, desk: Desk, scanner: ScannerFilter, gap_ms: float
) -> None:
    with qtbot.assertNotEmitted(scanner.scanned), qtbot.waitSignal(desk.field.returnPressed):
        keys(qtbot, clock, desk.field, "0123456789", gap_ms)
    assert desk.field.text() == "样例0123456789"


def test_that_a_single_key_over_a_table_arrives_when_no_scan_follows(
    qtbot: QtBot, clock: Clock, desk: Desk, scanner: ScannerFilter
) -> None:
    desk.board.setFocus()
    clock.pass_ms(500)
    qtbot.keyClicks(desk.board, "3")
    qtbot.waitUntil(lambda: desk.board.keys == "3")


def test_that_space_on_a_button_still_presses_it(
    qtbot: QtBot, clock: Clock, desk: Desk, scanner: ScannerFilter
) -> None:
    desk.button.setFocus()
    clock.pass_ms(500)
    with qtbot.waitSignal(desk.button.clicked):
        qtbot.keyClick(desk.button, Qt.Key.Key_Space)
    assert not desk.button.isDown()


def test_that_quick_fingers_on_a_table_keep_their_keys_in_order(
    qtbot: QtBot, clock: Clock, desk: Desk, scanner: ScannerFilter
) -> None:
    with qtbot.assertNotEmitted(scanner.scanned):
        keys(qtbot, clock, desk.board, "123", 20)
    assert desk.board.keys == "123\r"


def test_that_a_pause_in_the_middle_ends_the_burst(
    qtbot: QtBot, clock: Clock, desk: Desk, scanner: ScannerFilter
) -> None:
    desk.field.setFocus()
    qtbot.keyClicks(desk.field, "999")
    clock.pass_ms(300)
    with qtbot.waitSignal(scanner.scanned) as scanned:
        keys(qtbot, clock, desk.field, CODE, 8)
    assert scanned.args == [CODE]
    assert desk.field.text() == "样例999"


def test_that_a_letter_inside_a_scan_does_not_act_as_a_one_letter_key(
    qtbot: QtBot, clock: Clock, desk: Desk, scanner: ScannerFilter
) -> None:
    act = Act("打印", None, desk)
    act.setShortcut("P")
    desk.addAction(act)
    with qtbot.waitSignal(scanner.scanned), qtbot.assertNotEmitted(act.done):
        keys(qtbot, clock, desk.board, "0017-PP-0018", 8)
    clock.pass_ms(500)
    with qtbot.waitSignal(act.done):
        qtbot.keyClick(desk.board, Qt.Key.Key_P)


def test_that_a_scan_is_heard_when_nothing_has_the_focus(
    qtbot: QtBot, clock: Clock, desk: Desk, scanner: ScannerFilter
) -> None:
    desk.focusWidget().clearFocus()
    with qtbot.waitSignal(scanner.scanned) as scanned:
        for letter in CODE:
            clock.pass_ms(8)
            qtbot.keyClicks(desk, letter)
        clock.pass_ms(8)
        qtbot.keyClick(desk, Qt.Key.Key_Return)
    assert scanned.args == [CODE]


def test_that_a_field_taken_away_in_the_middle_of_a_burst_harms_nobody(
    qtbot: QtBot, clock: Clock, desk: Desk, scanner: ScannerFilter
) -> None:
    desk.field.setFocus()
    for letter in CODE[:8]:
        clock.pass_ms(8)
        qtbot.keyClicks(desk.field, letter)
    delete(desk.field)
    desk.board.setFocus()
    clock.pass_ms(8)
    with qtbot.waitSignal(scanner.scanned):
        qtbot.keyClick(desk.board, Qt.Key.Key_Return)
