"""The signed-in window held together: pages made when first gone to, status bar, badges, search, lock, scanner.

It decides nothing about cases. Heavy pages are imported when they are first shown.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from models.errors import WorldError
from models.views import QueueView, Staff
from ui import pages
from ui.paint.light import Shape
from ui.services import Services
from ui.shell import PAGE_NAMES, MainWindow
from ui.ways import Ways

if TYPE_CHECKING:
    from ui.palette import Palette

TICK_MS = 1000
_LINE = {"up": ("市级线路 通", Shape.DOT), "down": ("市级线路 断开 · 自动重试", Shape.BROKEN)}
_ROLES = {"clerk": "窗口人员", "reviewer": "审核人员", "supervisor": "值班主任", "administrator": "管理员"}


class Front(QObject):
    """Lives as long as somebody is signed in; ``login`` is who unlocks the screen."""

    def __init__(self, window: MainWindow, services: Services, login: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.window, self._services, self._login = window, services, login
        self._palette: Palette | None = None
        self._counting = False
        for name in PAGE_NAMES:
            window.add_page(name, self._maker(name))
        Ways(window, services.bus, self)
        self._connect()
        self._say_who(services.desk.staff)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.tick)
        self._tick.start()
        self.tick()
        self.count()

    def lock(self) -> None:
        """Cover the window; nothing on it changes."""
        staff = self._services.desk.staff
        self.window.lock.lock(staff.name, "正在办的原样保留，未离开此页")

    def stop(self) -> None:
        """No more ticks."""
        self._tick.stop()

    def _connect(self) -> None:
        bus, window = self._services.bus, self.window
        window.find_asked.connect(self.find)
        window.lock_asked.connect(self.lock)
        window.scanned.connect(self._scanned)
        window.lock.unlock_asked.connect(self._unlock)
        bus.find_asked.connect(self.find)
        bus.lock_asked.connect(self.lock)
        bus.draft_saved.connect(self._draft_saved)
        bus.line_changed.connect(self._line_changed)
        bus.printer_changed.connect(self._printer_changed)
        bus.queue_changed.connect(self.count)
        bus.case_changed.connect(self.count)

    def _maker(self, name: str) -> Callable[[], QWidget]:
        services = self._services

        def make() -> QWidget:
            return pages.make(name, services)

        return make

    @Slot()
    def tick(self) -> None:
        """Once a second: the clock."""
        self.window.status.change(now=self._services.desk.clock.now())

    @Slot()
    def count(self) -> None:
        """Ask how many entries wait; one question at a time."""
        if self._counting:
            return
        self._counting = True
        self._services.tasks.run(self._ask_queue, self._counted, self._uncounted, self._uncounted)

    @Slot()
    def find(self) -> None:
        """Ctrl+K."""
        if self._palette is None:
            from ui.palette import Palette  # noqa: PLC0415 - the search index is read when first asked for

            self._palette = Palette(self._services, self.window)
        self._palette.open()

    def _ask_queue(self) -> QueueView:
        from models.desk import queue  # noqa: PLC0415 - after the first paint

        return queue.queue(self._services.desk)

    @Slot(object)
    def _counted(self, view: QueueView) -> None:
        self._counting = False
        self.window.status.change(waiting=view.waiting + view.held)
        urgent = view.held > 0
        self.window.rail.set_badge(PAGE_NAMES.index("转报"), view.held if urgent else view.waiting, urgent=urgent)

    @Slot(object)
    def _uncounted(self, _error: WorldError) -> None:
        self._counting = False

    def _say_who(self, staff: Staff) -> None:
        seat = self._services.desk.window
        self.window.status.change(
            hall=seat.hall, person=f"{staff.name} · {_ROLES.get(staff.role, staff.role)}", window=seat.label
        )

    @Slot(str)
    def _scanned(self, text: str) -> None:
        from models.desk import cases  # noqa: PLC0415 - after the first paint

        desk = self._services.desk
        self._services.tasks.run(lambda: cases.find_by_code(desk, text), self._found, self._not_found, self._not_found)

    @Slot(object)
    def _found(self, case_id: str | None) -> None:
        if case_id:
            self._services.bus.open_case.emit(case_id)
        else:
            self._services.bus.said.emit("扫到的码不是本厅的办件编号")

    @Slot(object)
    def _not_found(self, error: WorldError) -> None:
        self._services.bus.said.emit(error.sentence)

    @Slot(str)
    def _unlock(self, password: str) -> None:
        store, login = self._services.desk.store, self._login

        def op() -> Staff:
            from models.desk import setup  # noqa: PLC0415 - argon2 loads when first needed

            return setup.sign_in_again(store, login, password)

        self._services.tasks.run(op, self._unlocked, self._still_locked, self._still_locked)

    @Slot(object)
    def _unlocked(self, _staff: Staff) -> None:
        self.window.lock.unlock()

    @Slot(object)
    def _still_locked(self, error: WorldError) -> None:
        self.window.lock.refuse(error.happened)

    @Slot(object)
    def _draft_saved(self, at: datetime) -> None:
        self.window.status.change(draft=at)

    @Slot(str, str)
    def _line_changed(self, state: str, note: str) -> None:
        words, shape = _LINE.get(state, ("市级线路 未知", Shape.RING))
        self.window.status.change(line=words, line_shape=shape)
        self.window.status.setToolTip(note if state == "down" else "")
        self.count()

    @Slot(str, str)
    def _printer_changed(self, state: str, note: str) -> None:
        good = state == "ok"
        words = note or ("打印机 就绪" if good else "打印机 有问题")
        self.window.status.change(printer=words[:24], printer_shape=Shape.DOT if good else Shape.SQUARE)
