"""换人 at the cover by keys: the first one goes in order, the second works, the first one's form is there again."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from forwarding.runner import PassReport
from models.desk import intake, roster, seats
from models.errors import StoreTrouble
from models.rules.terms import AuditKind
from models.store import audit, drafts
from tests.helpers.offices import ADMIN, CLERK, PASSWORD, office, start
from tests.journeys.desk_clerk import Seat, seated
from tests.journeys.test_lock import CTRL, half_filled
from ui.handover import GOING, NOT_KEPT
from ui.pages.admin import AdminPage
from ui.pages.admin_book import AdminBook
from ui.pages.intake.page import IntakePage
from ui.parts.form_dialog import FormDialog

pytestmark = pytest.mark.journey
SECOND = "dierren"


def two_clerks(folder: Path) -> None:
    """A hall with one clerk more."""
    start(folder)
    with office(folder) as desk:
        roster.add(desk, PASSWORD, login=SECOND, name="样例第二人", role="clerk", password=PASSWORD)


def change(seat: Seat) -> None:
    """Cover the window, F6, F6: the door stands and the window is gone."""
    window = seat.hall.window
    seat.press(Qt.Key.Key_L, CTRL)
    seat.press(Qt.Key.Key_F6)
    seat.press(Qt.Key.Key_F6)
    seat.until(lambda: seat.session.hall is None and seat.front.isVisible())
    assert window not in [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    seat.front.activateWindow()


def form_at(seat: Seat) -> IntakePage:
    """The page 收件 in front."""
    seat.until(lambda: seat.hall.window.current_page == "收件")
    return cast("IntakePage", seat.hall.window.page("收件"))


def test_that_a_second_person_takes_over_and_the_first_finds_the_form_again(qtbot: QtBot, tmp_path: Path) -> None:
    two_clerks(tmp_path / "hall")
    with seated(qtbot, tmp_path / "hall") as seat:
        seat.sign_in(CLERK, PASSWORD)
        seat.entered()
        typed = half_filled(seat).state.form
        change(seat)
        assert [field.text for field in seat.front.fields.values()] == ["", ""]
        seat.sign_in(SECOND, PASSWORD)
        hall = seat.entered()
        assert hall.desk.staff.name == "样例第二人"
        page = form_at(seat)
        assert page.state.empty  # what the first one typed is not on the screen in another's name
        seat.until(page.body.drafts.table.isVisible)
        assert [one.draft_id for one in intake.drafts(hall.desk)] == [typed.draft_id]
        assert seat.messages() == []
        change(seat)
        seat.sign_in(CLERK, PASSWORD)
        hall = seat.entered()
        page = form_at(seat)
        seat.until(lambda: not page.state.empty)
        assert page.state.form == typed
        assert [(one.login, one.how) for one in seats.turns(hall.desk)] == [
            (CLERK, ""),
            (SECOND, seats.HANDED),
            (CLERK, seats.HANDED),
        ]
        gone = audit.lines(hall.desk.store, only=(AuditKind.SIGN_OUT,))
        assert [(one.subject, one.text) for one in gone] == [(SECOND, "换人"), (CLERK, "换人")]


def test_that_one_f6_asks_first_and_esc_goes_back_to_the_password(qtbot: QtBot, tmp_path: Path) -> None:
    two_clerks(tmp_path / "hall")
    with seated(qtbot, tmp_path / "hall") as seat:
        seat.sign_in(CLERK, PASSWORD)
        lock = seat.entered().window.lock
        seat.press(Qt.Key.Key_L, CTRL)
        seat.press(Qt.Key.Key_F6)
        assert not lock.password.isVisible()
        assert lock.accessibleDescription() == "没办完的收件存成草稿，回来接着填。"
        for key in (Qt.Key.Key_Return, Qt.Key.Key_A, Qt.Key.Key_Tab):
            seat.press(key)
        seat.press(Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is lock.password
        seat.settle()
        assert lock.locked
        assert seat.session.hall is not None


class DeadLine:
    """A city that takes the connection and never answers, until it is let go."""

    def __init__(self) -> None:
        self.begun, self.released = threading.Event(), threading.Event()

    def rush(self) -> None:
        """立即重试."""

    def run_once(self) -> PassReport:
        """Hangs."""
        self.begun.set()
        self.released.wait(30)
        return PassReport("down", "")


def test_that_a_line_that_hangs_freezes_nothing_and_the_next_one_waits_for_it_to_end(
    qtbot: QtBot, tmp_path: Path
) -> None:
    two_clerks(tmp_path / "hall")
    line = DeadLine()
    with seated(qtbot, tmp_path / "hall") as seat:
        seat.sign_in(CLERK, PASSWORD)
        hall = seat.entered()
        hall.forwarder.worker._runner = line
        hall.forwarder.nudge()
        seat.until(line.begun.is_set)
        lock = hall.window.lock
        seat.press(Qt.Key.Key_L, CTRL)
        seat.press(Qt.Key.Key_F6)
        seat.press(Qt.Key.Key_F6)
        seat.until(lambda: lock.accessibleDescription() == GOING)
        turns: list[int] = []
        ticks = QTimer()
        ticks.timeout.connect(lambda: turns.append(1))
        ticks.start(5)
        seat.until(lambda: len(turns) > 40)  # the window lives on meanwhile
        assert seat.session.hall is hall
        assert hall.window.isVisible()
        line.released.set()
        seat.until(lambda: seat.session.hall is None and seat.front.isVisible())
        ticks.stop()


def test_that_a_form_open_under_the_cover_goes_with_whoever_opened_it(qtbot: QtBot, tmp_path: Path) -> None:
    two_clerks(tmp_path / "hall")
    with seated(qtbot, tmp_path / "hall") as seat:
        seat.sign_in(ADMIN, PASSWORD)
        hall = seat.entered()
        seat.until(lambda: hall.window.current_page == "管理")
        seat.settle()
        page = cast("AdminPage", cast("AdminBook", hall.window.page("管理")).page)
        page.people.add.trigger()
        assert any(isinstance(one, FormDialog) and one.isVisible() for one in QApplication.topLevelWidgets())
        hall.front.seat.cover("10 分钟无人操作")
        QTest.keyClick(hall.window.lock.password, Qt.Key.Key_F6)
        assert "开着的“新增人员”没有按下，不留" in hall.window.lock.accessibleDescription()
        QTest.keyClick(hall.window.lock, Qt.Key.Key_F6)
        seat.until(lambda: seat.session.hall is None and seat.front.isVisible())
        seat.front.activateWindow()
        seat.sign_in(CLERK, PASSWORD)
        assert seat.entered().desk.staff.name == "样例窗口员"
        assert [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()] == []


def test_that_a_form_that_cannot_be_kept_keeps_its_owner_signed_in(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_clerks(tmp_path / "hall")

    def full(*_: object, **__: object) -> None:
        raise StoreTrouble("磁盘已满", "已存的都在", "请清理磁盘")

    with seated(qtbot, tmp_path / "hall") as seat:
        seat.sign_in(CLERK, PASSWORD)
        lock = seat.entered().window.lock
        before = half_filled(seat).state.form
        monkeypatch.setattr(drafts, "save", full)
        seat.press(Qt.Key.Key_L, CTRL)
        seat.press(Qt.Key.Key_F6)
        seat.press(Qt.Key.Key_F6)
        seat.until(lambda: lock.accessibleDescription() == NOT_KEPT)
        assert lock.locked
        assert form_at(seat).state.form == before
