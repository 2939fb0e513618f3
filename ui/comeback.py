"""Back to where one was: keeps the mark of the run up to date, and after a fall opens page, draft or case again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Slot

from ui import messages, pages
from ui.hall import Hall
from ui.lastrun import LastRun, Place
from ui.paint.light import Shape

_LOOK_MS = 1000


class Comeback(QObject):
    """Lives as long as the hall."""

    def __init__(self, hall: Hall, run: LastRun, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hall, self._run = hall, run
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self, before: Place | None, first: Sequence[str]) -> None:
        """Go to where the last run was, or to the first page of ``first`` that whoever signed in may see."""
        window = self._hall.window
        page = window.go(before.page) if before and before.page else None
        if page is None:
            next((name for name in first if window.go(name) is not None), "")
        elif before is not None and before.shown:
            pages.come_back(page, before.shown)
        self._hall.bus.draft_saved.connect(self.look)
        window.page_shown.connect(self.look)
        self._timer.start()
        self.look()

    @property
    def place(self) -> Place | None:
        """Where whoever sits here is."""
        return self._run.noted

    def tell(self, before: Place) -> messages.Message:
        """上次没有正常退出."""
        back = f"已回到上次的“{before.page}”页。" if before.page else ""
        if before.shown.startswith(pages.DRAFT):
            back = "上次正在填的那份已经打开，请核对后再办。"
        report = self._run.reported
        where = f"报告已写入 {report.name}，不含个人信息，可交管理员。" if report else ""
        safe = "已存的办件、草稿和编号都在。没办完的在“收件”页列着。"
        return messages.tell(self._hall.window, "上次没有正常退出", safe, back, where, shape=Shape.TRIANGLE)

    @Slot()
    def look(self, *_what: object) -> None:
        """Note what is in front."""
        window = self._hall.window
        name = window.current_page
        page = window.page(name) if name else None
        self._run.note(name, pages.at_hand(page) if page is not None else "")

    def stop(self, *, again: bool) -> None:
        """The ordered stop."""
        self._timer.stop()
        self.look()
        self._run.end(again=again)
