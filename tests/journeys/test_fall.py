"""The program falls, or is asked to begin again: the next start says so and gives the form back as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from pytestqt.qtbot import QtBot

import app as program
from models.desk import intake
from models.desk.context import SHANGHAI
from models.desk.forms import form_in
from tests.helpers.offices import CLERK, PASSWORD, start
from tests.journeys.desk_clerk import seated, seated_with_reports
from tests.journeys.test_handover import SECOND, two_clerks
from ui import crashes
from ui.crash import CrashReporter
from ui.lastrun import LastRun, Place
from ui.pages.intake.page import IntakePage
from ui.tasks import Tasks

pytestmark = pytest.mark.journey
PLANTED = "样例某某"


def strike_down(folder: Path, form: Path, blow: signal.Signals) -> None:
    """Let a child fill a form, then strike it down."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.fall_child", str(folder), str(form)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(program.__file__).parent,
    )
    watchdog = threading.Timer(90, child.kill)
    watchdog.start()
    try:
        assert child.stdout is not None
        said = child.stdout.readline().strip()
        os.kill(child.pid, blow)
        _, trouble = child.communicate()
        assert said == "filled", trouble
        assert child.returncode == -blow
    finally:
        watchdog.cancel()


@pytest.mark.parametrize("blow", [signal.SIGSEGV, signal.SIGKILL])
def test_that_after_a_fall_the_next_start_says_so_and_gives_the_form_back(
    blow: signal.Signals, qtbot: QtBot, tmp_path: Path
) -> None:
    folder, kept = tmp_path / "hall", tmp_path / "form.json"
    start(folder)
    strike_down(folder, kept, blow)
    form = form_in(kept.read_text("utf-8"))
    with seated(qtbot, folder) as seat:
        seat.sign_in(CLERK, PASSWORD)
        hall = seat.entered()
        message = seat.message()
        assert message.accessibleName() == "上次没有正常退出"
        assert "草稿" in message.text
        page = hall.window.page("收件")
        assert isinstance(page, IntakePage)
        assert hall.window.current_page == "收件"
        assert page.state.form == form
        reports = crashes.listed(folder / "crash")
        assert len(reports) == (1 if blow is signal.SIGSEGV else 0)  # nobody can write anything when killed
        for report in reports:
            text = report.read_text("utf-8")
            assert "Segmentation fault" in text
            assert form.applicant.name not in text
            assert form.applicant.id_number not in text
            assert report.name in message.text
        seat.press(Qt.Key.Key_Return)
        seat.until(lambda: not seat.messages())
    with seated(qtbot, folder) as seat:  # that one ended in order
        seat.sign_in(CLERK, PASSWORD)
        hall = seat.entered()
        assert seat.messages() == []
        assert len(intake.drafts(hall.desk)) == 1


def test_that_after_a_fall_another_person_finds_the_form_in_the_list_only(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "hall"
    two_clerks(folder)
    strike_down(folder, tmp_path / "form.json", signal.SIGKILL)
    form = form_in((tmp_path / "form.json").read_text("utf-8"))
    with seated(qtbot, folder) as seat:
        seat.sign_in(SECOND, PASSWORD)
        hall = seat.entered()
        message = seat.message()
        assert message.accessibleName() == "上次没有正常退出"
        assert "已经打开" not in message.text
        page = hall.window.page("收件")
        assert isinstance(page, IntakePage)
        assert page.state.empty
        assert [one.draft_id for one in intake.drafts(hall.desk)] == [form.draft_id]


@pytest.mark.parametrize("where", ["slot", "worker"])
def test_that_an_error_is_apologised_for_and_restarting_leads_back(qtbot: QtBot, tmp_path: Path, where: str) -> None:
    folder = tmp_path / "hall"
    start(folder)
    reporter = CrashReporter(folder / "crash", program.VERSION, program._now)
    reporter.install()
    try:
        with seated_with_reports(qtbot, folder, reporter) as seat:
            reporter.restart_asked.connect(seat.session.restart)
            seat.sign_in(CLERK, PASSWORD)
            hall = seat.entered()
            page = hall.window.page("收件")
            assert isinstance(page, IntakePage)
            page.begin("附件/9")
            page.state.party(name="高平市样例器械有限公司")
            _break(hall.tasks if where == "worker" else None, reporter)
            message = seat.message()
            assert message.accessibleName().startswith("对不起，程序出了错")
            form = page.state.form
            again = next(act for act in message.actions() if act.text() == "重新启动")
            again.trigger()
            seat.until(lambda: seat.session.again and not hall.window.isVisible())
            seat.settle()
        report = crashes.listed(folder / "crash")[0].read_text("utf-8")
        assert "KeyError" in report
        assert PLANTED not in report
        with seated(qtbot, folder) as seat:
            seat.sign_in(CLERK, PASSWORD)
            hall = seat.entered()
            page = hall.window.page("收件")
            assert isinstance(page, IntakePage)
            assert page.state.form == form
            assert seat.messages() == []  # it was asked for, so nothing is told
    finally:
        reporter.uninstall()


class Ear(QObject):
    """Whoever asked for something that is of no matter."""

    @Slot(object)
    def heard(self, _: object) -> None:
        """Nothing follows."""


def test_that_what_was_typed_is_kept_although_something_else_is_under_way(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "hall"
    start(folder)
    with seated(qtbot, folder) as seat:
        seat.sign_in(CLERK, PASSWORD)
        hall = seat.entered()
        page = hall.window.page("收件")
        assert isinstance(page, IntakePage)
        page.begin("附件/9")
        seat.settle()
        ear, go = Ear(), threading.Event()
        hall.tasks.run(go.wait, ear.heard, ear.heard, ear.heard)
        page.state.party(name="高平市样例器械有限公司")
        form = page.state.form
        seat.session.restart()
        assert hall.window.isVisible()  # it waits for the draft, which waits for its turn
        go.set()
        seat.until(lambda: not hall.window.isVisible())
    with seated(qtbot, folder) as seat:
        seat.sign_in(CLERK, PASSWORD)
        again = seat.entered().window.page("收件")
        assert isinstance(again, IntakePage)
        assert again.state.form == form


def test_that_starting_again_really_starts_the_program_again_where_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "hall"
    start(folder)
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.again_child", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(program.__file__).parent,
    )
    said, _ = child.communicate(timeout=180)  # the second program has the same way out: it ends when both have
    assert child.returncode == 0
    assert said.split() == ["asked", "ended", "back", "ended"]


def _break(tasks: Tasks | None, reporter: CrashReporter) -> None:
    def broken() -> None:
        raise KeyError(PLANTED)

    if tasks is not None:
        tasks.run(broken, reporter._closed, reporter._closed, reporter._closed)
        return
    try:
        broken()
    except KeyError as error:  # as Qt hands an error of a slot to sys.excepthook
        caught = error
    QTimer.singleShot(0, lambda: reporter._hook(KeyError, caught, caught.__traceback__))


def test_that_restarting_after_an_error_starts_the_program_once_more(qtbot: QtBot, tmp_path: Path) -> None:
    root, command = Path(program.__file__).parent, [sys.executable, "-m", "tests.journeys.restart_child"]
    first = subprocess.Popen([*command, str(tmp_path / "hall")], cwd=root, stderr=subprocess.PIPE, text=True)
    try:
        _, trouble = first.communicate(timeout=60)
    finally:
        first.kill()
    assert first.returncode == 0, trouble
    qtbot.waitUntil((tmp_path / "again").exists, timeout=30_000)


def test_that_going_on_after_an_error_is_the_first_key(qtbot: QtBot, tmp_path: Path) -> None:
    start(tmp_path / "hall")
    reporter = CrashReporter(tmp_path / "crash", program.VERSION, program._now)
    with seated_with_reports(qtbot, tmp_path / "hall", reporter) as seat:
        reporter.restart_asked.connect(seat.session.restart)
        seat.sign_in(CLERK, PASSWORD)
        seat.entered()
        _break(None, reporter)
        seat.message()
        seat.press(Qt.Key.Key_Return)
        seat.until(lambda: not seat.messages())
        assert not seat.session.again


def test_that_the_newest_twenty_reports_are_kept_and_can_be_taken_out(tmp_path: Path) -> None:
    folder, target = tmp_path / "crash", tmp_path / "out"
    target.mkdir()
    times = iter(datetime(2026, 11, 20, 10, minute, tzinfo=SHANGHAI) for minute in range(25))
    reporter = CrashReporter(folder, program.VERSION, lambda: next(times))
    for _ in range(25):
        assert reporter.report(KeyError(PLANTED)) is not None
    found = crashes.listed(folder)
    assert [path.name[:21] for path in (found[0], found[-1])] == ["crash-20261120-102400", "crash-20261120-100500"]
    assert len(found) == crashes.KEPT
    assert crashes.copy_out(folder, target) == 20
    assert PLANTED not in "".join(path.read_text("utf-8") for path in target.iterdir())


def test_that_a_mark_that_cannot_be_read_or_written_stops_nobody(tmp_path: Path) -> None:
    now = datetime(2026, 11, 20, 10, 48, tzinfo=SHANGHAI)
    (tmp_path / "crash").write_bytes(b"not a folder")
    run = LastRun(tmp_path)
    assert run.begin(now) is None
    run.note("收件", "draft:1")
    run.end()
    other = tmp_path / "other"
    (other / "crash").mkdir(parents=True)
    (other / "crash" / "running").write_bytes(b"\xff\xfe")
    again = LastRun(other)
    assert again.begin(now) is None
    again.note("办件", "case:2")
    again.end(again=True)
    third = LastRun(other)
    assert third.begin(now) == Place("办件", "case:2", again=True)
    assert Place("收件", "draft:1", who="one").seen_by("one").shown == "draft:1"
    assert Place("收件", "draft:1", who="one").seen_by("two") == Place("", "", who="one")
    third.end()
    last = LastRun(other)
    assert last.begin(now) is None
    last.end()
