"""The lock that comes by itself: by ticking or by clock, after sleep, over open forms, and with nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.rules.terms import AuditKind
from models.store import audit
from tests.helpers.offices import CLERK, PASSWORD, start
from tests.journeys.desk_clerk import seated
from tests.journeys.test_lock import half_filled, write
from ui.idle import IdleWatch


class Hands:
    """Both clocks of a machine, moved by hand."""

    def __init__(self) -> None:
        self.ticks, self.wall = 50.0, 1_000_000.0

    def pass_(self, seconds: float, watch: IdleWatch, *, asleep: bool = False) -> None:
        """Time passes; a machine asleep does not tick, one awake looks every second."""
        if asleep:
            self.wall += seconds
            watch.look()
            return
        for _ in range(int(seconds) // 10):
            self.ticks += 10
            self.wall += 10
            watch.look()


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def chair(qtbot: QtBot) -> QWidget:
    """What is touched."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def watch(chair: QWidget, hands: Hands) -> IdleWatch:
    """Ten minutes."""
    made = IdleWatch(10, chair, ticks=lambda: hands.ticks, wall=lambda: hands.wall)
    made.stop()  # looked at by hand
    chair.installEventFilter(made)
    return made


def told(watch: IdleWatch) -> list[str]:
    """What it says from now on."""
    said: list[str] = []
    watch.idle.connect(said.append)
    return said


def test_djbh_ten_minutes_without_input_lock_and_not_a_second_sooner(watch: IdleWatch, hands: Hands) -> None:
    said = told(watch)
    hands.pass_(590, watch)
    assert said == []
    hands.pass_(10, watch)
    assert said == ["10 分钟无人操作"]


def test_that_a_key_begins_the_ten_minutes_anew(
    watch: IdleWatch, chair: QWidget, hands: Hands, qtbot: QtBot
) -> None:
    said = told(watch)
    hands.pass_(590, watch)
    qtbot.keyClick(chair, Qt.Key.Key_A)
    hands.pass_(590, watch)
    assert said == []


def test_that_waking_up_locks_at_once_though_nothing_ticked(watch: IdleWatch, hands: Hands) -> None:
    said = told(watch)
    hands.pass_(120, watch, asleep=True)
    assert said == ["休眠或长时间停顿后"]


def test_that_a_clock_set_back_keeps_nobody_unlocked(watch: IdleWatch, hands: Hands) -> None:
    said = told(watch)
    hands.pass_(300, watch)
    hands.wall -= 3600
    hands.pass_(300, watch)
    assert said == ["10 分钟无人操作"]


def test_that_a_lock_by_itself_loses_no_letter_of_a_form_and_stands_in_the_trail(
    qtbot: QtBot, tmp_path: Path
) -> None:
    start(tmp_path / "hall")
    with seated(qtbot, tmp_path / "hall") as seat:
        seat.sign_in(CLERK, PASSWORD)
        hall = seat.entered()
        page = half_filled(seat)
        texts = [edit.text() for edit in cast("list[QLineEdit]", page.body.findChildren(QLineEdit))]
        hall.front.seat.ask_password()
        form = hall.front.seat.form
        assert form is not None
        hall.front.seat.watch.idle.emit("10 分钟无人操作")
        assert hall.window.lock.locked
        assert not form.isVisible()
        seat.settle()
        seat.until(hall.window.isActiveWindow)
        write(PASSWORD)
        seat.press(Qt.Key.Key_Return)
        seat.until(lambda: not hall.window.lock.locked)
        assert form.isVisible()
        assert [edit.text() for edit in cast("list[QLineEdit]", page.body.findChildren(QLineEdit))] == texts
        assert page.state.form.applicant.name == "样例器械公司"
        form.reject()
        seat.settle()
        kinds = [(one.what, one.text) for one in audit.lines(hall.desk.store)]
    assert (AuditKind.LOCK, "10 分钟无人操作") in kinds
    assert (AuditKind.SIGN_IN, "解锁") in kinds
