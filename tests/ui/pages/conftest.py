"""A page on a real desk: a store of its own, the real door to the background, a printer that remembers papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.desk.context import Desk
from printing.make import make
from printing.spool import PrintResult
from tests.helpers.factory import HandClock, hall
from ui.bus import Bus
from ui.paper_out import PaperOut
from ui.services import Services
from ui.style import apply
from ui.tasks import Tasks

Show = Callable[[QWidget], QWidget]


@dataclass
class KeepingPrinter:
    """Takes every paper and remembers its title."""

    titles: list[str] = field(default_factory=list)

    def send(self, pdf: bytes, copies: int, title: str) -> PrintResult:
        """Always works."""
        assert copies
        assert pdf.startswith(b"%PDF")
        self.titles.append(title)
        return PrintResult(True, "已交打印机")


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
    """The window's desk; papers are really made."""
    with hall(tmp_path, clock=clock, make_paper=make) as made:
        yield made


@pytest.fixture
def printer() -> KeepingPrinter:
    """Where papers go."""
    return KeepingPrinter()


@pytest.fixture
def services(qapp: QApplication, desk: Desk, printer: KeepingPrinter) -> Iterator[Services]:
    """What a page is given; the background stops before the store closes, and nothing unforeseen may have come up."""
    unforeseen: list[BaseException] = []
    tasks, bus = Tasks(unforeseen.append), Bus()
    yield Services(desk, tasks, bus, PaperOut(desk, printer, tasks, bus), lambda: None)
    assert tasks.stop()
    assert unforeseen == []


@pytest.fixture
def settled(qtbot: QtBot, services: Services) -> Callable[[], None]:
    """Waits until nothing is under way in the background."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not services.tasks.busy)

    return wait


@pytest.fixture
def show(qtbot: QtBot, settled: Callable[[], None]) -> Show:
    """Shows a page at the size it has on a small screen, and waits for what it asked."""

    def shown(page: QWidget) -> QWidget:
        qtbot.addWidget(page)
        page.resize(1294, 740)
        page.show()
        page.setFocus()
        settled()
        return page

    return shown
