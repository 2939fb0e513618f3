"""Wishes on the bus lead to the page they name, and hand it what was asked for."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.rules.terms import Act
from ui.bus import Bus
from ui.shell import PAGE_NAMES, MainWindow
from ui.ways import Ways


class Asked(QWidget):
    """A page that remembers what it was asked to show."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, str]] = []

    def show_key(self, key: str) -> None:
        """Show it."""
        self.heard.append(("show", key))

    def resume_case(self, case_id: str) -> None:
        """Go on with it."""
        self.heard.append(("resume", case_id))

    def begin_act(self, case_id: str, act: Act) -> None:
        """Open its form."""
        self.heard.append((act.value, case_id))


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    """A window whose pages only listen."""
    made = MainWindow(3)
    qtbot.addWidget(made)
    for name in PAGE_NAMES:
        made.add_page(name, Asked)
    return made


@pytest.mark.parametrize(
    ("signal", "word", "page", "heard"),
    [
        ("go", "台账", "台账", []),
        ("open_case", "case-1", "办件", [("show", "case-1")]),
        ("open_item", "附件/71", "收件", [("show", "附件/71")]),
        ("resume_case", "case-1", "收件", [("resume", "case-1")]),
    ],
)
def test_that_a_wish_brings_its_page_to_the_front(
    window: MainWindow, signal: str, word: str, page: str, heard: list[tuple[str, str]]
) -> None:
    bus = Bus()
    Ways(window, bus, window)
    getattr(bus, signal).emit(word)
    assert window.current_page == page
    shown = window.page(page)
    assert isinstance(shown, Asked)
    assert shown.heard == heard


def test_that_a_locked_window_goes_nowhere(window: MainWindow) -> None:
    bus = Bus()
    Ways(window, bus, window)
    window.go("今日")
    window.lock.lock("样例窗口员", "")
    bus.open_case.emit("case-1")
    assert window.current_page == "今日"


def test_that_an_act_to_be_done_again_brings_its_case_to_the_front(window: MainWindow) -> None:
    bus = Bus()
    Ways(window, bus, window)
    bus.do_act.emit("case-1", Act.WITHDRAW)
    shown = window.page("办件")
    assert window.current_page == "办件"
    assert isinstance(shown, Asked)
    assert shown.heard == [("withdraw", "case-1")]
