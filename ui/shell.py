"""The window's frame: rail, pages, status bar, and the keys that work everywhere.

It knows pages by their place and builds each the first time it is gone to, so that starting costs one page only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import theme as t
from ui.parts.column import Ground
from ui.parts.footline import FootLine
from ui.parts.lock import LockScreen
from ui.parts.rail import PLACES, Rail
from ui.parts.statusbar import Status, StatusBar
from ui.scanner import ScannerFilter
from ui.shortcuts import PAGE_KEYS, Key

PAGE_NAMES: Final = tuple(place.name for place in PLACES)
Maker = Callable[[], QWidget]


class MainWindow(QMainWindow):
    """The one window.

    Signals:
        find_asked: Ctrl+K.
        help_asked: F1.
        lock_asked: Ctrl+L or the rail; whoever holds the session locks.
        page_shown: name of the page now in front.
        scanned: text of a scan, from wherever the focus was.
        closing: the person closes the window; ``hold`` may keep it open.
    """

    find_asked = Signal()
    help_asked = Signal()
    lock_asked = Signal()
    page_shown = Signal(str)
    scanned = Signal(str)
    closing = Signal()

    def __init__(self, window_no: int, scanner: ScannerFilter | None = None) -> None:
        super().__init__()
        self.setWindowTitle("同权一窗")
        self.setMinimumSize(1180, 640)
        self.resize(1366, 768)
        self._makers: dict[str, Maker] = {}
        self._pages: dict[str, QWidget] = {}
        self._shut: dict[str, str] = {}
        self._held = self._watching = False
        self.rail = Rail(window_no)
        self.status = StatusBar(Status())
        self.foot = FootLine()
        self._stack = QStackedWidget()
        self._build()
        self.lock = LockScreen(self.centralWidget())
        self._add_keys()
        self.rail.asked.connect(self._go_to_place)
        self.rail.help_asked.connect(self.help_asked)
        self.rail.lock_asked.connect(self.lock_asked)
        self.scanner = scanner or ScannerFilter(parent=self)
        self.scanner.scanned.connect(self._scanned)

    def add_page(self, name: str, maker: Maker) -> None:
        """Say how to make the page ``name`` (one of PAGE_NAMES); it is made when first gone to."""
        if name not in PAGE_NAMES:
            raise ValueError(f"no such place: {name}")
        self._makers[name] = maker

    def page(self, name: str) -> QWidget | None:
        """The page ``name``, if it has been made."""
        return self._pages.get(name)

    def shut(self, name: str, why: str) -> None:
        """A place that is not for whoever sits here: the rail shows it faint, going there only says why."""
        self._shut[name] = why
        self.rail.set_shut(PAGE_NAMES.index(name))

    @property
    def current_page(self) -> str:
        """Name of the page in front; empty before the first ``go``."""
        shown = self._stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is shown), "")

    def go(self, name: str) -> QWidget | None:
        """Bring ``name`` to the front, making it if need be; None when it is shut, or the screen is locked."""
        if self.lock.locked or name not in self._makers:
            return None
        if name in self._shut:
            self.foot.say(self._shut[name])
            return None
        page = self._pages.get(name) or self._make(name)
        self._stack.setCurrentWidget(page)
        self.rail.set_current(PAGE_NAMES.index(name))
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_shown.emit(name)
        return page

    def hold(self) -> None:
        """Called from ``closing``: something is under way, keep the window."""
        self._held = True

    def watch_scanner(self) -> None:
        """Let scans be seen wherever the focus is."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._watching = True
            self.scanner.watch(app)

    def stop_scanner(self) -> None:
        """No more scans: nobody sits here any longer."""
        app = QApplication.instance()
        if isinstance(app, QApplication) and self._watching:
            self._watching = False
            self.scanner.unwatch(app)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask whether it may close; the ordered stop is the composition root's."""
        self._held = False
        self.closing.emit()
        if self._held:
            event.ignore()
        else:
            self._put_away()
            event.accept()

    def _put_away(self) -> None:
        """No message outlives the window it lies over: one left standing would hold every later window back."""
        for over in cast("list[QDialog]", self.findChildren(QDialog)):
            if over.isVisible():
                over.hide()
                over.deleteLater()

    def _build(self) -> None:
        ground = Ground(t.BG)
        whole = QVBoxLayout(ground)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(self.foot)
        middle.addLayout(right, 1)
        whole.addLayout(middle, 1)
        whole.addWidget(self.status)
        self.setCentralWidget(ground)

    def _add_keys(self) -> None:
        for place, key in enumerate(PAGE_KEYS):
            action = self._key(PAGE_NAMES[place], key)
            action.setData(place)
            action.triggered.connect(self._go_by_action)
        self._key("查找", Key.FIND).triggered.connect(self._find)
        self._key("帮助", Key.HELP).triggered.connect(self._help)
        self._key("锁屏", Key.LOCK).triggered.connect(self._ask_lock)

    def _key(self, text: str, key: Key) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key.value))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self.addAction(action)
        return action

    def _make(self, name: str) -> QWidget:
        page = self._makers[name]()
        self._pages[name] = page
        self._stack.addWidget(page)
        return page

    def _go_to_place(self, place: int) -> None:
        self.go(PAGE_NAMES[place])

    def _go_by_action(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.go(PAGE_NAMES[int(sender.data())])

    def _find(self) -> None:
        if not self.lock.locked:
            self.find_asked.emit()

    def _help(self) -> None:
        if not self.lock.locked:
            self.help_asked.emit()

    def _ask_lock(self) -> None:
        if not self.lock.locked:
            self.lock_asked.emit()

    def _scanned(self, text: str) -> None:
        if not self.lock.locked:
            self.scanned.emit(text)
