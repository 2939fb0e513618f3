"""Closing the window: what is under way is finished first, what the city has not got is told, and then it closes.

Nothing here waits: the window is kept, and closed again when the work is over.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from ui import messages, pages
from ui.backups import Backups
from ui.front_status import FrontStatus
from ui.services import Services
from ui.shell import MainWindow

BACKING = "正在做关门备份，做完就关；再按一次关闭，不等它"
DOING = "手上的事办完就关；再按一次关闭，不等它"


class Closing(QObject):
    """Answers ``MainWindow.closing``."""

    def __init__(
        self,
        window: MainWindow,
        services: Services,
        status: FrontStatus,
        backups: Backups | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._services, self._status, self._backups = window, services, status, backups
        self._agreed = self._wanted = self._told = self._backing = False
        self._asked: messages.Message | None = None
        window.closing.connect(self._closing)
        services.tasks.busy_changed.connect(self._look_again)
        services.bus.printer_changed.connect(self._look_again)
        if backups is not None:
            backups.ended.connect(self._backed_up)

    def agree(self) -> None:
        """Let the window close without another word (the ordered stop)."""
        self._agreed = True

    @Slot()
    def _closing(self) -> None:
        if self._agreed:
            return
        page = self._window.page("收件")
        if page is not None:
            pages.keep(page)
        if self._under_way and not self._wanted:
            self._wanted = True
            self._window.hold()
            self._window.foot.say(DOING)
        elif self._status.unsent and not self._told:
            self._window.hold()
            self._ask()
        elif self._backups is not None and self._backups.owed_at_closing and not self._backing:
            self._backing = True
            self._window.hold()
            self._window.foot.say(BACKING)
            self._backups.make()

    @Slot()
    def _backed_up(self) -> None:
        """It is made, or cannot be: the window closes either way, and 今日 says tomorrow what came of it."""
        if self._backing and not self._agreed:
            self._window.close()

    @property
    def _under_way(self) -> bool:
        return self._services.tasks.busy or not self._services.paper.idle

    @Slot()
    def _look_again(self) -> None:
        if self._wanted and not self._agreed and self._asked is None and not self._under_way:
            if self._services.paper.failed:
                self._wanted = False  # stays, and the foot says which paper did not come out
            else:
                self._window.close()

    def _ask(self) -> None:
        if self._asked is not None:
            return
        lines = (f"还有 {self._status.unsent} 条没有送到市级，都存在本机，下次打开自动续传，不会丢。",)
        self._asked = messages.ask(self._window, "现在退出吗", lines, "退出", self._leave, no_text="留下")
        self._asked.finished.connect(self._answered)

    @Slot()
    def _leave(self) -> None:
        self._told = True
        self._window.close()

    @Slot()
    def _answered(self) -> None:
        self._asked = None
        self._wanted = False
