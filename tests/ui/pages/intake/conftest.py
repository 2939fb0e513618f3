"""A hall with one window and a clerk at 收件."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.desk.context import Desk
from tests.helpers.factory import HandClock, hall
from tests.ui.pages.intake.at_the_window import Clerk
from ui.style import apply


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """Fusion, palette, fonts and sheet, as in the program."""
    if not qapp.styleSheet():
        apply(qapp)


@pytest.fixture
def clock() -> HandClock:
    """Friday 2026-11-20, 10:48."""
    return HandClock()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    """A desk over a new store."""
    with hall(tmp_path / "store", clock=clock) as made:
        yield made


@pytest.fixture
def clerk(qtbot: QtBot, desk: Desk) -> Iterator[Clerk]:
    """A clerk before an empty page."""
    made = Clerk(qtbot, desk)
    yield made
    made.close()
    assert made.bugs == []
