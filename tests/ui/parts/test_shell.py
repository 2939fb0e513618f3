"""The window's frame, messages and the crash report."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.errors import Refusal
from tests.ui.parts.drawing import every, only
from ui.crash import CrashReporter, report_text
from ui.gallery import Gallery
from ui.messages import Message, ask, refusal
from ui.parts.button import Button
from ui.shell import PAGE_NAMES, MainWindow
from ui.shortcuts import PAGE_KEYS, Key

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class Made:
    """Makes pages and counts them."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def maker(self, name: str) -> QWidget:
        """One page with a field that takes the focus."""
        self.names.append(name)
        page = QWidget()
        field = QLineEdit(page)
        page.setFocusProxy(field)
        return page


@pytest.fixture
def made() -> Made:
    """The count."""
    return Made()


@pytest.fixture
def window(qtbot: QtBot, made: Made) -> MainWindow:
    """The window with all seven pages named, 今日 in front."""
    window = MainWindow(3)
    qtbot.addWidget(window)
    for name in PAGE_NAMES:
        window.add_page(name, partial(made.maker, name))
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    window.go("今日")
    return window


def test_that_the_pages_are_the_seven_of_the_rail() -> None:
    assert PAGE_NAMES == ("今日", "收件", "办件", "转报", "台账", "事项", "管理")


def test_that_alt_and_a_digit_go_to_the_page_and_a_page_is_made_once_when_first_gone_to(
    qtbot: QtBot, window: MainWindow, made: Made
) -> None:
    assert made.names == ["今日"]
    for digit in (Qt.Key.Key_2, Qt.Key.Key_7, Qt.Key.Key_2):
        qtbot.keyClick(window, digit, Qt.KeyboardModifier.AltModifier)
    assert window.current_page == "收件"
    assert window.rail.current == 1
    assert made.names == ["今日", "收件", "管理"]


def test_that_the_pages_own_field_has_the_focus_after_going_there(window: MainWindow) -> None:
    page = window.go("收件")
    assert page is not None
    assert window.focusWidget() is page.focusProxy()


def test_that_a_page_nobody_made_is_not_gone_to(qtbot: QtBot) -> None:
    window = MainWindow(3)
    qtbot.addWidget(window)
    assert window.go("收件") is None
    with pytest.raises(ValueError, match="no such place"):
        window.add_page("统计", QWidget)


@pytest.mark.parametrize(
    ("key", "modifier", "signal"),
    [
        (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier, "find_asked"),
        (Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier, "lock_asked"),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "help_asked"),
    ],
)
def test_that_the_keys_that_work_everywhere_ask(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier, signal: str
) -> None:
    with qtbot.waitSignal(getattr(window, signal)):
        qtbot.keyClick(window, key, modifier)


def test_that_a_locked_window_stays_on_its_page_and_hears_no_scan(qtbot: QtBot, window: MainWindow) -> None:
    window.lock.lock("测试甲", "原样保留")
    qtbot.keyClick(window.lock.password, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    with qtbot.assertNotEmitted(window.scanned), qtbot.assertNotEmitted(window.find_asked):
        window.scanner.scanned.emit("140581-03-20261120-0017")
        qtbot.keyClick(window.lock.password, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.go("办件") is None
    assert window.current_page == "今日"
    window.lock.unlock()
    with qtbot.waitSignal(window.scanned):
        window.scanner.scanned.emit("140581-03-20261120-0017")


def test_that_the_window_fits_697_lines_with_its_status_bar_in_sight(window: MainWindow) -> None:
    window.resize(1366, 697)
    assert window.status.geometry().bottom() == window.centralWidget().height() - 1
    assert window.rail.height() == 697 - 28


def test_that_a_page_may_hold_the_window_open(window: MainWindow) -> None:
    window.closing.connect(window.hold)
    assert not window.close()
    window.closing.disconnect(window.hold)
    assert window.close()


def test_that_no_key_has_two_meanings() -> None:
    assert len({key.value for key in Key}) == len(Key)
    assert len(Key) == len(Key.__members__)
    assert len(PAGE_KEYS) == len(PAGE_NAMES)


class Asker(QObject):
    """Counts its yeses."""

    def __init__(self) -> None:
        super().__init__()
        self.yeses = 0

    def yes(self) -> None:
        """Yes."""
        self.yeses += 1


def test_that_a_question_does_nothing_until_answered_and_esc_means_no(qtbot: QtBot, window: MainWindow) -> None:
    asker = Asker()
    message = ask(window, "放弃这次收件？", ("已填的内容会丢弃。",), "放弃", asker.yes)
    assert message.isVisible()
    assert asker.yeses == 0
    with qtbot.waitSignal(message.no):
        qtbot.keyClick(message, Qt.Key.Key_Escape)
    again = ask(window, "放弃这次收件？", ("已填的内容会丢弃。",), "放弃", asker.yes)
    with qtbot.waitSignal(again.yes):
        next(b for b in every(again, Button) if b.text() == "放弃").click()
    assert asker.yeses == 1


def test_that_a_refusal_is_shown_whole_and_plain(qtbot: QtBot, window: MainWindow) -> None:
    message = refusal(window, Refusal("事项不在清单", "没有保存任何内容", "请到市级窗口办理"))
    texts = [label.text() for label in every(message, QLabel)]
    assert texts == ["现在不能这样做", "事项不在清单", "没有保存任何内容", "请到市级窗口办理"]
    assert {label.textFormat() for label in every(message, QLabel)} == {Qt.TextFormat.PlainText}
    message.close()


@pytest.fixture
def reporter(qtbot: QtBot, tmp_path: Path) -> Iterator[CrashReporter]:
    """Installed for one test."""
    reporter = CrashReporter(tmp_path / "crash", "0.1.0", lambda: NOON)
    reporter.install()
    yield reporter
    reporter.uninstall()


def failing(name: str) -> None:
    """A bug whose words quote what was typed."""
    raise ValueError(f"cannot take {name}")


def caught(name: str) -> ValueError:
    """The bug, with its trace."""
    try:
        failing(name)
    except ValueError as error:
        return error
    raise AssertionError


def test_that_a_crash_report_names_places_and_never_values() -> None:
    text = report_text(caught("测试甲 140581209912310024"), "0.1.0", NOON)
    assert "ValueError" in text
    assert "failing" in text
    assert "测试甲" not in text
    assert "140581209912310024" not in text
    assert str(Path(__file__).parent) not in text


def test_that_a_bug_is_written_down_and_told_once_politely(
    qtbot: QtBot, window: MainWindow, reporter: CrashReporter, tmp_path: Path
) -> None:
    error = caught("测试甲")
    with qtbot.waitSignal(reporter.reported) as reported:
        sys.excepthook(ValueError, error, error.__traceback__)
    reporter.report(error)
    qtbot.waitUntil(lambda: len(list((tmp_path / "crash").iterdir())) >= 1)
    message = only(window, Message)
    assert "已存的办件、草稿和编号都在" in message.text
    assert Path(reported.args[0]).read_text(encoding="utf-8").startswith("同权一窗 0.1.0")
    with qtbot.waitSignal(message.finished):
        message.accept()


def test_that_a_disk_that_refuses_the_report_does_not_make_a_second_crash(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "crash").write_text("a file where the folder should be", encoding="utf-8")
    reporter = CrashReporter(tmp_path / "crash", "0.1.0", lambda: NOON)
    with qtbot.waitSignal(reporter.reported) as reported:
        assert reporter.report(caught("测试甲")) is None
    assert reported.args == [""]
    message = only(window, Message)
    assert "没能写入磁盘" in message.text
    message.accept()


def test_that_the_gallery_draws_every_part_without_a_word_from_qt(qtbot: QtBot) -> None:
    sheet = Gallery()
    qtbot.addWidget(sheet)
    sheet.show()
    image = sheet.grab().toImage()
    assert (sheet.width(), sheet.height()) == (1366, 768)
    assert not image.isNull()
