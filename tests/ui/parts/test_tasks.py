"""The background door: one thread, outcomes on the GUI thread, errors told apart, an ordered stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from models.errors import LineTrouble, Refusal, StoreTrouble, WorldError
from ui.tasks import Tasks


class Page(QObject):
    """Takes outcomes and remembers on which thread they came."""

    told = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, object]] = []
        self.threads: list[QThread] = []

    def done(self, outcome: object) -> None:
        """It worked."""
        self._note("done", outcome)

    def refused(self, error: Refusal) -> None:
        """The rules said no."""
        self._note("refused", error.code)

    def trouble(self, error: WorldError) -> None:
        """The world stood in the way."""
        self._note("trouble", error.code)

    def _note(self, kind: str, what: object) -> None:
        self.heard.append((kind, what))
        self.threads.append(QThread.currentThread())
        self.told.emit()


@pytest.fixture
def reports() -> list[BaseException]:
    """What went to the crash report."""
    return []


@pytest.fixture
def tasks(qapp: QApplication, reports: list[BaseException]) -> Iterator[Tasks]:
    """A door of its own, closed afterwards."""
    tasks = Tasks(reports.append)
    yield tasks
    assert tasks.stop()


def raising(error: BaseException) -> Callable[[], None]:
    """An operation that ends with ``error``."""

    def op() -> None:
        raise error

    return op


def test_that_work_is_done_elsewhere_and_its_outcome_comes_back_to_the_gui_thread(
    qtbot: QtBot, qapp: QApplication, tasks: Tasks
) -> None:
    page = Page()
    where: list[int] = []

    def op() -> str:
        where.append(threading.get_ident())
        return "收件凭证"

    with qtbot.waitSignal(page.told):
        tasks.run(op, page.done, page.refused, page.trouble)
    assert page.heard == [("done", "收件凭证")]
    assert page.threads == [qapp.thread()]
    assert where != [threading.get_ident()]


def test_that_operations_run_one_after_another_on_one_thread(qtbot: QtBot, tasks: Tasks) -> None:
    page = Page()
    order: list[tuple[int, int]] = []

    def note(number: int) -> None:
        order.append((number, threading.get_ident()))

    for number in range(5):
        tasks.run(partial(note, number), page.done, page.refused, page.trouble)
    qtbot.waitUntil(lambda: len(page.heard) == 5)
    assert [number for number, _ in order] == [0, 1, 2, 3, 4]
    assert len({thread for _, thread in order}) == 1


@pytest.mark.parametrize(
    ("error", "heard"),
    [
        (Refusal("清单之外", code="item_not_listed"), ("refused", "item_not_listed")),
        (StoreTrouble("磁盘满", code="disk_full"), ("trouble", "disk_full")),
        (LineTrouble("线路断", code="line_down"), ("trouble", "line_down")),
    ],
)
def test_that_errors_of_the_world_go_to_the_page(
    qtbot: QtBot, tasks: Tasks, reports: list[BaseException], error: WorldError, heard: tuple[str, object]
) -> None:
    page = Page()
    with qtbot.waitSignal(page.told):
        tasks.run(raising(error), page.done, page.refused, page.trouble)
    assert page.heard == [heard]
    assert reports == []


def test_that_our_own_bugs_go_to_the_crash_report_and_not_to_the_page(
    qtbot: QtBot, tasks: Tasks, reports: list[BaseException]
) -> None:
    page = Page()
    tasks.run(raising(KeyError("样例")), page.done, page.refused, page.trouble)
    qtbot.waitUntil(lambda: len(reports) == 1)
    assert isinstance(reports[0], KeyError)
    assert page.heard == []
    assert not tasks.busy


def test_that_only_bound_methods_of_qobjects_may_be_told(tasks: Tasks) -> None:
    page = Page()
    with pytest.raises(TypeError, match="bound method"):
        tasks.run(int, lambda _: None, page.refused, page.trouble)
    assert not tasks.busy


def test_that_an_outcome_for_a_page_that_is_gone_is_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    gone, stays = Page(), Page()
    gate = threading.Event()
    tasks.run(gate.wait, gone.done, gone.refused, gone.trouble)
    tasks.run(int, stays.done, stays.refused, stays.trouble)
    delete(gone)
    with qtbot.waitSignal(stays.told):
        gate.set()
    assert gone.heard == []


def test_that_a_cancelled_job_tells_nobody_and_does_not_begin(qtbot: QtBot, tasks: Tasks) -> None:
    page, gate, begun = Page(), threading.Event(), []
    first = tasks.run(gate.wait, page.done, page.refused, page.trouble)
    second = tasks.run(lambda: begun.append(1), page.done, page.refused, page.trouble)
    first.cancel()
    second.cancel()
    with qtbot.waitSignal(tasks.busy_changed):
        gate.set()
    assert page.heard == []
    assert begun == []


def test_that_busy_is_told_once_at_the_start_and_once_at_the_end(qtbot: QtBot, tasks: Tasks) -> None:
    page = Page()
    told: list[bool] = []
    tasks.busy_changed.connect(told.append)
    for _ in range(3):
        tasks.run(int, page.done, page.refused, page.trouble)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert told == [True, False]


def test_that_after_stop_nothing_more_is_run_and_what_ran_has_ended(qtbot: QtBot, tasks: Tasks) -> None:
    page, ended = Page(), []
    tasks.run(lambda: ended.append(1), page.done, page.refused, page.trouble)
    assert tasks.stop()
    late = tasks.run(lambda: ended.append(2), page.done, page.refused, page.trouble)
    assert late.cancelled
    qtbot.waitUntil(lambda: not tasks.busy)
    assert ended in ([1], [])
    assert page.heard == []
