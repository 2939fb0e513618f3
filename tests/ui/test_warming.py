"""After the sign-in window has been painted, and not before, what comes next is loaded."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from pytestqt.qtbot import QtBot

from ui.signin import SignInWindow
from ui.warming import MODULES, Warming


@pytest.mark.parametrize("name", MODULES)
def test_that_everything_loaded_ahead_is_there(name: str) -> None:
    assert find_spec(name) is not None


def test_that_the_sign_in_window_says_once_that_it_is_painted(qtbot: QtBot) -> None:
    window = SignInWindow()
    qtbot.addWidget(window)
    said: list[bool] = []
    window.painted.connect(lambda: said.append(window.isVisible()))
    with qtbot.waitSignal(window.painted):
        window.show()
    window.repaint()
    assert said == [True]


def test_that_loading_ahead_goes_turn_by_turn_and_ends(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []
    monkeypatch.setattr("ui.warming.import_module", loaded.append)
    warming = Warming()
    warming.begin()
    assert loaded == []
    qtbot.waitUntil(lambda: not warming.busy)
    assert tuple(loaded) == MODULES
