"""The composition root: everything that lives long is made here and passed in. Nobody imports this module.

Order of a start: folder, application and style, sign-in window painted; then, when the password is right, the store
(opened and, if need be, upgraded), the city pack, the desk, the pages' services, the window, the forwarder's thread.
Order of a stop: no more passes to the city, no more work in the background, store closed.
"""

from __future__ import annotations

import gc

if __name__ == "__main__":
    gc.disable()  # what starting makes stays, so looking for garbage in it only delays; ui.warming turns it on again

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

import resources
from models.errors import WorldError
from ui import style

if TYPE_CHECKING:
    from datetime import datetime

    from forwarding.runner import PassReport
    from models.desk.context import Clock, Desk
    from models.desk.setup import Opened, Seatable
    from models.papers import Rendered
    from models.papers_rolls import AnyPaper
    from printing.spool import Printer, PrintResult
    from ui.forwarder import Passes
    from ui.hall import Hall
    from ui.tasks import Tasks


VERSION = "0.1.0"
City = tuple[str, str]  # address, token


def main(arguments: list[str]) -> int:
    """Parse, choose, run."""
    options = _options(arguments[1:])
    if not has_screen():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application(arguments[:1])
    if options.demo:
        gc.enable()
        from demo import show

        return show(app, open_hall, options.out.resolve(), on_screen=has_screen())
    return _work(app, options)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tongquan", description="同权一窗：县级市县同权窗口")
    parser.add_argument("--folder", type=Path, help="数据文件夹（默认用系统的应用数据目录）")
    parser.add_argument("--city", default="", help="市级平台地址")
    parser.add_argument("--token", default="", help="本窗口在市级平台的登记口令")
    parser.add_argument("--demo", action="store_true", help="演示大厅：高平市03号窗口，旁边开一个市级参考端")
    parser.add_argument("--out", type=Path, default=Path("out"), help="演示输出的文件夹")
    return parser.parse_args(arguments)


def has_screen() -> bool:
    """Whether a window can be shown to a person."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def make_application(arguments: list[str]) -> QApplication:
    """Qt, dressed."""
    app = QApplication([*arguments, *style.FUSION])
    app.setApplicationName("tongquan")
    app.setApplicationDisplayName("同权一窗")
    app.setApplicationVersion(VERSION)
    style.apply(app)
    return app


def _work(app: QApplication, options: argparse.Namespace) -> int:
    """The everyday run: sign in, work, stop in order."""
    from ui.crash import CrashReporter
    from ui.entrance import Entrance
    from ui.logs import install
    from ui.session import Session
    from ui.tasks import Tasks

    install()
    folder = options.folder or _data_folder()
    crash = CrashReporter(folder / "crash", VERSION, _now)
    crash.install()
    tasks = Tasks(crash.report)
    city = (options.city, options.token) if options.city else None

    def opener(opened: Opened) -> Hall:
        return open_hall(opened, printer=SystemPrinter(folder / "待打印"), city=city, tasks=tasks)

    session = Session(Entrance(folder, tasks, _regions), opener)
    crash.restart_asked.connect(session.restart)
    session.begin()
    code = app.exec()
    session.end()
    tasks.stop()
    if session.again and not start_again():
        sys.stderr.write("程序没有自己再打开，请手工打开；已存的都在。\n")
    return code


def start_again() -> bool:
    """Start the same program with the same words, by itself: this one has let go of the data and ends.

    Returns: whether it was started.
    """
    from PySide6.QtCore import QProcess

    started, _ = QProcess.startDetached(sys.executable, sys.orig_argv[1:], str(Path.cwd()))
    return started


def open_hall(
    opened: Opened, *, printer: Printer, tasks: Tasks, city: City | None = None, clock: Clock | None = None
) -> Hall:
    """A window at work over an open store; the forwarder runs when this returns.

    Raises: Refusal, StoreTrouble: the pack or the store cannot be used.
    """
    from ui.bus import Bus
    from ui.forwarder import Forwarder
    from ui.front import Front
    from ui.hall import Hall
    from ui.paper_out import PaperOut
    from ui.services import Services
    from ui.shell import MainWindow

    desk = setup_desk(opened, clock)
    bus = Bus()
    paper = PaperOut(desk, printer, tasks, bus)
    forwarder = Forwarder(_runner(desk, city), bus)
    window = MainWindow(desk.window.no)
    slow = tasks.beside()
    front = Front(window, Services(desk, tasks, bus, paper, forwarder.nudge, slow), opened.login)
    forwarder.start()
    return Hall(desk, tasks, bus, paper, forwarder, front, window, slow)


def setup_desk(opened: Opened, clock: Clock | None = None) -> Desk:
    """The desk of whoever signed in, with this program's resources and printing.

    Raises: Refusal, StoreTrouble: as ``setup.open_desk``.
    """
    from models.desk import setup

    return setup.open_desk(
        opened.store, opened.staff, resources=resources.ROOT, holidays=_holidays(), make_paper=make_paper, clock=clock
    )


def make_paper(paper: AnyPaper) -> Rendered:
    """Printing, imported at the first paper."""
    from printing.make import make

    return make(paper)


def _runner(desk: Desk, city: City | None) -> Callable[[], Passes]:
    """What the forwarder's thread calls once: the connection to the city belongs to that thread."""

    def begin() -> Passes:
        from forwarding.following import Following
        from models.desk.city_line import CityAddress
        from models.desk.line import note_line

        def tell(report: PassReport) -> None:
            note = "" if report.line == "up" else report.note
            note_line(desk, report.line, note, code=report.code, skew=report.skew)

        # what an administrator set, or was enrolled with; the command line goes before it
        return Following(desk.store, desk.clock.now, tell, CityAddress(*city) if city else None)

    return begin


def _holidays() -> tuple[str, ...]:
    return tuple(path.read_text("utf-8") for path in sorted(resources.path("holidays").glob("*.json")))


def _regions() -> dict[str, Seatable]:
    """What the first start may choose from: the packs this program carries."""
    return regions_of(resources.ROOT)


def regions_of(folder: Path) -> dict[str, Seatable]:
    """Region code → its place in the packs of ``folder``."""
    from models.desk.setup import Seatable
    from models.packs.loader import PackShelf

    shelf = PackShelf(folder)
    packs = [shelf.load(city) for city in shelf.cities()]
    return {
        region.code: Seatable(pack.id, region.name, region.hall, pack.policy.settings.get("crypto", ""))
        for pack in packs
        for region in pack.regions
        if region.pilot
    }


def _now() -> datetime:
    """The time of a crash report; the desk's clock is loaded when one is written, not before the first paint."""
    from models.desk.context import SystemClock

    return SystemClock().now()


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("tongquan", appauthor=False)


class SystemPrinter:
    """The printer the system calls its default when a paper is sent; without one, papers are kept as files.

    It is looked for with every paper: one switched on, or changed, after the program started is found too, and nobody
    waits for the printing system before the window stands.
    """

    def __init__(self, folder: Path) -> None:
        """``folder``: where papers are kept that nothing prints."""
        self._folder = folder

    @property
    def keeps_files(self) -> bool:
        """Whether there is no printer at this moment; asked in the background."""
        from ui.qt_printer import QtPrinter

        return QtPrinter.default() is None

    def chosen(self) -> Printer:
        """Where a paper would go at this moment; asked in the background."""
        from printing.spool import FolderPrinter
        from ui.qt_printer import QtPrinter

        return QtPrinter.default() or FolderPrinter(self._folder)

    def send(self, pdf: bytes, copies: int, title: str) -> PrintResult:
        """As ``Printer.send``; in the background."""
        return self.chosen().send(pdf, copies, title)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv))
    except WorldError as error:
        sys.stderr.write(error.sentence + "\n")
        sys.exit(1)
