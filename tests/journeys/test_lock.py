"""锁屏 by keys: the half-filled form stays as it was, and nothing gets through the cover."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.helpers.offices import CLERK, PASSWORD, start
from tests.journeys.desk_clerk import Seat, seated
from ui.pages.intake.page import IntakePage

pytestmark = pytest.mark.journey
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def write(text: str) -> None:
    """Text to whoever has the focus."""
    typed = QInputMethodEvent()
    typed.setCommitString(text)
    target = QApplication.focusWidget()
    assert target is not None
    QCoreApplication.sendEvent(target, typed)


def half_filled(seat: Seat) -> IntakePage:
    """A form with an item and an applicant's name, the cursor behind it."""
    seat.until(lambda: seat.hall.window.current_page == "收件" and seat.hall.window.isActiveWindow())
    page = cast("IntakePage", seat.hall.window.page("收件"))
    page.begin("附件/71")
    seat.until(lambda: not page.state.empty)
    seat.settle()
    QCoreApplication.processEvents()  # a form just begun puts the keys where it wants them, once it is on the screen
    edits = cast("list[QLineEdit]", page.body.findChildren(QLineEdit))
    name = next(edit for edit in edits if edit.accessibleName().startswith("名称"))
    seat.hall.window.activateWindow()  # a window of a story before may still be the one in front
    name.setFocus()
    seat.until(name.isVisible)
    name.setFocus()
    seat.until(lambda: QApplication.focusWidget() is name)
    write("样例器械公司")
    seat.settle()
    return page


def test_that_locking_keeps_the_half_filled_form_and_only_the_password_lifts_the_cover(
    qtbot: QtBot, tmp_path: Path
) -> None:
    start(tmp_path / "hall")
    with seated(qtbot, tmp_path / "hall") as seat:
        seat.sign_in(CLERK, PASSWORD)
        lock = seat.entered().window.lock
        page = half_filled(seat)
        before, focus = page.state.form, QApplication.focusWidget()
        assert before.applicant.name == "样例器械公司"
        seat.press(Qt.Key.Key_L, CTRL)
        assert lock.locked
        for key, modifier in ((Qt.Key.Key_9, ALT), (Qt.Key.Key_1, ALT), (Qt.Key.Key_F9, ALT), (Qt.Key.Key_K, CTRL)):
            seat.press(key, modifier)
        for key in (Qt.Key.Key_F1, Qt.Key.Key_F9, Qt.Key.Key_Escape):
            seat.press(key)
        assert seat.hall.window.current_page == "收件"
        write("wrong")
        seat.press(Qt.Key.Key_Return)
        seat.until(lambda: lock.password.text() == "")
        seat.settle()
        assert lock.locked
        write(PASSWORD)
        seat.press(Qt.Key.Key_Return)
        seat.until(lambda: not lock.locked)
        assert page.state.form == before
        seat.until(lambda: QApplication.focusWidget() is focus)
