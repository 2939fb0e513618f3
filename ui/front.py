"""The signed-in window held together: pages made when first gone to, search, help, lock, scanner, leaving.

It decides nothing about cases. Heavy pages are imported when they are first shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from models.errors import WorldError
from models.rules import powers
from models.rules.powers import Power
from models.views import Staff
from ui import pages
from ui.backups import Backups
from ui.checking import Checking
from ui.clipboard import ClipboardGuard
from ui.clockwatch import ClockWatch
from ui.closing import Closing
from ui.front_status import FrontStatus
from ui.health import HealthRounds
from ui.seat import Seat
from ui.services import Services
from ui.shell import PAGE_NAMES, MainWindow
from ui.ways import Ways

if TYPE_CHECKING:
    from ui.help import HelpDialog
    from ui.palette import Palette


_PLACES: Final = {
    "今日": Power.TODAY,
    "收件": Power.DRAFT,
    "办件": Power.LOOK,
    "转报": Power.QUEUE,
    "台账": Power.BOOK,
    "事项": Power.SELF,  # everybody may look at the public list, and manage what is their own
    "管理": Power.SELF,
}
"""What one must hold to go to a place."""


class Front(QObject):
    """Lives as long as somebody is signed in; ``login`` is who unlocks the screen.

    Signals:
        change_asked: somebody else is to sit here (换人 at the cover).
    """

    change_asked = Signal()

    def __init__(self, window: MainWindow, services: Services, login: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.window, self._services, self._login = window, services, login
        self._palette: Palette | None = None
        self._help: HelpDialog | None = None
        for name in PAGE_NAMES:
            window.add_page(name, self._maker(name))
            if not powers.may(services.desk.staff.role, _PLACES[name]):
                window.shut(name, f"“{name}”不归{powers.ROLES.get(services.desk.staff.role, '您的岗位')}")
        Ways(window, services.bus, self)
        self.status = FrontStatus(window, services, self)
        self.backups = Backups(services, self)
        self.checking, self.copied = Checking(services, self), ClipboardGuard(parent=self)
        self.health, self.clock = HealthRounds(window, services, self), ClockWatch(services, self)
        self.closing = Closing(window, services, self.status, self.backups, self)
        self.seat = Seat(window, services, self)
        self._connect()

    def lock(self) -> None:
        """Cover the window; nothing on it changes."""
        if self._help is not None:
            self._help.reject()
        self.seat.cover("手动锁屏")

    def stop(self) -> None:
        """No more ticks, no more questions at closing."""
        self.status.stop()
        self.checking.stop()
        self.health.stop()
        self.clock.stop()
        self.copied.stop()
        self.seat.stop()
        self.backups.stop()
        self.closing.agree()

    def _connect(self) -> None:
        bus, window = self._services.bus, self.window
        window.find_asked.connect(self.find)
        window.help_asked.connect(self.help)
        window.lock_asked.connect(self.lock)
        window.scanned.connect(self._scanned)
        window.lock.unlock_asked.connect(self._unlock)
        window.lock.change_asked.connect(self.change_asked)
        window.foot.again_asked.connect(self._reprint)
        bus.find_asked.connect(self.find)
        bus.help_asked.connect(self.help)
        bus.lock_asked.connect(self.lock)
        bus.locked.connect(self.copied.clear)
        bus.reprint_asked.connect(self._reprint)

    def _maker(self, name: str) -> Callable[[], QWidget]:
        services = self._services

        def make() -> QWidget:
            return pages.make(name, services)

        return make

    @Slot()
    def find(self) -> None:
        """Ctrl+K: cases by whatever is known of them, so only for those who may look at them."""
        if not powers.may(self._services.desk.staff.role, Power.LOOK):
            self.window.foot.say("查找办件不归您的岗位")
            return
        if self._palette is None:
            from ui.palette import Palette  # noqa: PLC0415 - the search index is read when first asked for

            self._palette = Palette(self._services, self.window)
        self._palette.open()

    @Slot()
    def help(self) -> None:
        """F1: the keys of the page in front, what to do when something is wrong, whom to call."""
        if self._help is not None:
            return
        from ui.help import HelpDialog  # noqa: PLC0415 - read when first asked for

        self._help = HelpDialog(self.window.current_page, self._services.desk.window, self.window)
        self._help.finished.connect(self._helped)
        self._help.open()

    @Slot()
    def _helped(self) -> None:
        self._help = None

    @Slot()
    def _reprint(self) -> None:
        if self._services.paper.failed:
            self.window.foot.clear()
            self._services.paper.again()
        else:
            self._services.bus.said.emit("没有要重打的文书；要补打一份，到办件里按 P")

    @Slot(str)
    def _scanned(self, text: str) -> None:
        if pages.take_scan(self.window.page(self.window.current_page), text):
            return
        from models.desk import cases, late  # noqa: PLC0415 - after the first paint

        desk = self._services.desk

        def op() -> str | None:
            found = cases.find_by_code(desk, text)
            if found is None:
                late.point_out(desk, text)
            return found

        self._services.tasks.run(op, self._found, self._not_found, self._not_found)

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
        self.seat.uncover()
        self.health.tell()

    @Slot(object)
    def _still_locked(self, error: WorldError) -> None:
        self.window.lock.refuse(error.happened)
