"""Two programs, one folder: the second says so, and the window of the first comes to the front, minimised or locked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, Qt
from pytestqt.qtbot import QtBot

import app as program
from tests.helpers.offices import CLERK, PASSWORD, start
from tests.journeys.desk_clerk import seated
from tests.journeys.test_lock import CTRL
from ui.calling import NAME, PATIENCE, Calling
from ui.entrance import CAME

pytestmark = pytest.mark.journey


def test_that_a_second_process_brings_the_minimised_window_of_the_first_to_the_front(
    qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "hall"
    start(folder)
    with seated(qtbot, folder) as seat:
        seat.sign_in(CLERK, PASSWORD)
        window = seat.entered().window
        seat.press(Qt.Key.Key_L, CTRL)
        seat.settle()
        window.showMinimized()
        seat.until(window.isMinimized)
        second = QProcess()
        second.setWorkingDirectory(str(Path(program.__file__).parent))
        second.start(sys.executable, ["-m", "tests.journeys.second_child", str(folder)])
        seat.until(lambda: second.state() is QProcess.ProcessState.NotRunning)
        said = bytes(second.readAllStandardOutput().data()).decode()
        assert "已有一个同权一窗程序在使用这份数据" in said, bytes(second.readAllStandardError().data()).decode()
        assert said.endswith(CAME)
        assert not window.isMinimized()
        assert window.isActiveWindow()
        assert window.lock.locked  # in front, and covered as it was
        assert not (folder / NAME).exists()


def test_that_a_call_left_by_a_dead_program_moves_no_window(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "hall"
    start(folder)
    (folder / NAME).touch()
    with seated(qtbot, folder) as seat:
        seat.sign_in(CLERK, PASSWORD)
        seat.entered()
        assert not (folder / NAME).exists()


def test_that_a_first_program_that_does_not_answer_is_told_and_the_call_taken_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    calling = Calling(tmp_path)
    with qtbot.waitSignal(calling.answered, timeout=PATIENCE * 1000) as heard:
        calling.ask()
    assert heard.args == [False]
    assert list(tmp_path.iterdir()) == []


def test_that_a_folder_nobody_may_write_to_is_not_asked(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    calling = Calling(tmp_path / "file")
    with qtbot.assertNotEmitted(calling.answered):
        calling.ask()
