"""One list of a million cases: 办件's own list and its reader, or QSqlQueryModel in a QTableView; told as JSON.

The window is up already when it begins, as for anybody who goes from one page to another: a small table and words of
every weight have been painted, alike for both sides.

First paint: from making the view to rows with words on the screen. End: from pressing End (or fetching the rest, which
QSqlQueryModel needs before it knows its last row) to the last rows on the screen. Memory: growth over both.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QTableView, QVBoxLayout, QWidget

import app
from benchmarks import credentials
from ui import theme
from ui.tasks import Tasks

side, source = sys.argv[1:3]


def resident() -> float:
    """Resident memory in MB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class Watch(QObject):
    """Waits until a table's viewport has been painted while ``ready`` holds, then goes on."""

    def __init__(self, table: QTableView) -> None:
        super().__init__()
        self._ready: Callable[[], bool] | None = None
        self._then: Callable[[], None] | None = None
        table.viewport().installEventFilter(self)

    def wait(self, ready: Callable[[], bool], then: Callable[[], None]) -> None:
        """Call ``then`` after the first paint for which ``ready`` holds."""
        self._ready, self._then = ready, then

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A paint of the rows."""
        if event.type() == QEvent.Type.Paint and self._ready and self._ready() and self._then:
            then, self._ready, self._then = self._then, None, None
            QTimer.singleShot(0, then)
        return False


class Ours:
    """办件's list over the store, rows read in the background."""

    def __init__(self) -> None:
        from models.desk import setup
        from ui.bus import Bus
        from ui.pages.cases_list import CaseList
        from ui.pages.cases_reading import ListReader
        from ui.services import Services

        desk = app.setup_desk(setup.sign_in(Path(source), credentials.LOGIN, credentials.PASSWORD))
        self.tasks = Tasks(print)
        self._services = Services(desk, self.tasks, Bus(), None, print)  # type: ignore[arg-type]
        self._list, self._reader = CaseList, ListReader

    def show(self) -> QTableView:
        """Make the list and let it read."""
        self.view = self._list()
        self.reader = self._reader(self._services, self.view, self.view)
        self.reader.refresh()
        self.view.resize(288, 697)
        self.view.show()
        return self.view

    def end(self) -> None:
        """The End key."""
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier)
        self.view.keyPressEvent(key)

    def read(self, place: int) -> bool:
        """Whether the row there can be painted with its words."""
        return self.view.cases.rowCount() > 0 and not self.view.cases.lacks(place, place)

    def last(self) -> int:
        """The last place."""
        return self.view.cases.rowCount() - 1


class Plain:
    """QSqlQueryModel over the same rows in a plain file."""

    def __init__(self) -> None:
        from PySide6.QtSql import QSqlDatabase, QSqlQueryModel

        self._database = QSqlDatabase.addDatabase("QSQLITE")
        self._database.setDatabaseName(source)
        self._database.open()
        self._model = QSqlQueryModel

    def show(self) -> QTableView:
        """Make the table."""
        self.model = self._model()
        self.model.setQuery("SELECT * FROM cases ORDER BY n DESC", self._database)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.resize(1280, 697)
        self.view.show()
        return self.view

    def end(self) -> None:
        """Fetch the rest, go to the bottom."""
        while self.model.canFetchMore():
            self.model.fetchMore()
        self.view.scrollToBottom()

    def read(self, place: int) -> bool:
        """It is read as soon as it is counted."""
        return self.model.rowCount() > place

    def last(self) -> int:
        """The last place once all is read."""
        return self.model.rowCount() - 1


def up() -> QWidget:
    """A window that has painted a table and type of every weight."""
    window = QWidget()
    column = QVBoxLayout(window)
    for weight in (theme.REGULAR, theme.MEDIUM, theme.STRONG):
        for size in (theme.SMALL, theme.BODY):
            label = QLabel("食品经营许可 样例餐饮有限公司 140581-03")
            label.setFont(theme.font(size, weight))
            column.addWidget(label)
    table = QTableView()
    model = QStandardItemModel(1, 1, table)
    model.setItem(0, 0, QStandardItem("样例"))
    table.setModel(model)
    table.viewport()  # makes PySide set up every kind of widget, which is neither side's doing
    column.addWidget(table)
    window.show()
    window.grab()
    return window


application = app.make_application(sys.argv[:1])
first = up()
subject = Ours() if side == "ours" else Plain()
told: dict[str, float] = {}
watches: list[Watch] = []


def begin() -> None:
    """Show the list."""
    told["before"], told["start"] = resident(), time.perf_counter()
    table = subject.show()
    watches.append(Watch(table))
    watches[0].wait(lambda: subject.read(0), painted)


def painted() -> None:
    """Go to the end."""
    told["paint"] = (time.perf_counter() - told["start"]) * 1000
    told["start"] = time.perf_counter()
    watches[0].wait(lambda: subject.read(subject.last()), ended)
    subject.end()


def ended() -> None:
    """Tell."""
    told["end"] = (time.perf_counter() - told["start"]) * 1000
    print(json.dumps({"paint": told["paint"], "end": told["end"], "memory": resident() - told["before"]}), flush=True)
    os._exit(0)


QTimer.singleShot(300, begin)
sys.exit(application.exec())
