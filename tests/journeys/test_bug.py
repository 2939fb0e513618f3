"""A fault of the program in the background: one polite message, a report without what was typed, work goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import app as program
from models.desk import accept, pulse
from tests.helpers.factory import form_for
from tests.helpers.offices import CLERK, PASSWORD, start
from tests.journeys.desk_clerk import seated_with_reports
from ui.crash import CrashReporter

pytestmark = pytest.mark.journey
PLANTED = "样例某某"


def test_that_a_bug_in_the_background_is_told_politely_and_the_window_goes_on(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(tmp_path / "hall")
    reporter = CrashReporter(tmp_path / "crash", program.VERSION, program._now)
    with seated_with_reports(qtbot, tmp_path / "hall", reporter) as seat:
        seat.sign_in(CLERK, PASSWORD)
        hall = seat.entered()

        def broken(_desk: object) -> None:
            raise KeyError(PLANTED)

        with monkeypatch.context() as patch:
            patch.setattr(pulse, "pulse", broken)
            hall.bus.queue_changed.emit()
            message = seat.message()
        assert "程序出了错" in message.accessibleName()
        assert "已存的办件、草稿和编号都在" in message.text
        reports = list((tmp_path / "crash").glob("*.txt"))
        assert len(reports) == 1
        text = reports[0].read_text("utf-8")
        assert "KeyError" in text
        assert PLANTED not in text
        assert program.VERSION in text
        seat.press(Qt.Key.Key_Return)
        seat.until(lambda: not seat.messages())
        assert hall.window.isVisible()
        counted = hall.window.status.status.waiting
        accept.accept(hall.desk, form_for(hall.desk, "附件/8"))
        hall.bus.queue_changed.emit()
        seat.until(lambda: hall.window.status.status.waiting > counted)
        hall.bus.go.emit("转报")
        seat.settle()
        assert hall.window.current_page == "转报"
        assert seat.messages() == []
