"""An administrator enrols the window by keys, is told when the city revokes it, and enrols again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from city import invites, windows
from city.service import now
from models.desk.line import REVOKED
from tests.helpers.cityside import WINDOW, CitySide, running_city
from tests.helpers.offices import ADMIN, PASSWORD, start
from tests.journeys.desk_clerk import Seat, seated
from ui.pages.admin import AdminPage
from ui.pages.admin_book import AdminBook
from ui.pages.queue import QueuePage
from ui.parts.banner import Banner
from ui.shell import PAGE_NAMES

pytestmark = pytest.mark.journey


@pytest.fixture
def city(tmp_path: Path) -> Iterator[CitySide]:
    with running_city(tmp_path / "city") as side:
        yield side


def page(seat: Seat, name: str) -> QWidget:
    """A page by Alt and its number."""
    window = seat.hall.window
    window.activateWindow()
    seat.until(lambda: window.isActiveWindow() and not seat.messages())
    seat.press(Qt.Key(Qt.Key.Key_1 + PAGE_NAMES.index(name)), Qt.KeyboardModifier.AltModifier)
    seat.until(lambda: window.current_page == name and window.page(name) is not None)
    seat.settle()
    found = window.page(name)
    assert found is not None
    return found


def enrol(seat: Seat, city: CitySide) -> None:
    """The sheet typed in, the seal compared, yes."""
    made = invites.make(city.engine, WINDOW, "高平市03号窗口", now())
    line = cast("AdminPage", cast("AdminBook", page(seat, "管理")).pages[0]).line
    seat.until(lambda: not line.enrol.reason)
    line.enrol.trigger()
    assert line.form is not None
    seat.type_into(line.form.fields, {"address": city.url, "code": made.code})
    shown = seat.message()
    assert "八组都一样才确认" in shown.text
    seat.press(Qt.Key.Key_Return)
    seat.until(lambda: not seat.messages())
    seat.settle()


def line_of(seat: Seat) -> str:
    return seat.hall.window.status.status.line


def test_that_a_window_is_enrolled_revoked_and_enrolled_again_without_a_new_start(
    qtbot: QtBot, city: CitySide, tmp_path: Path
) -> None:
    start(tmp_path / "hall")
    with seated(qtbot, tmp_path / "hall") as seat:
        seat.sign_in(ADMIN, PASSWORD)
        hall = seat.entered()
        hall.window.resize(1366, 768)
        enrol(seat, city)
        seat.until(lambda: line_of(seat) == "市级线路 通")
        windows.revoke(city.engine, WINDOW, "设备遗失", now())
        hall.forwarder.nudge()
        seat.until(lambda: line_of(seat) == REVOKED)
        queue = cast("QueuePage", page(seat, "转报"))
        banner = cast("Banner", queue.findChild(Banner))
        seat.until(banner.isVisible)
        assert REVOKED in banner.accessibleName() + banner.accessibleDescription()
        enrol(seat, city)
        seat.until(lambda: line_of(seat) == "市级线路 通")
