"""When the program itself is wrong: a report file without personal data, and one polite message.

The report holds places in the code, not values: an error's own words may quote what a clerk typed, so only its
type is written down.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtWidgets import QApplication, QWidget

from ui import crashes

if TYPE_CHECKING:
    from datetime import datetime

    from ui.messages import Message

log = logging.getLogger(__name__)


class CrashReporter(QObject):
    """Takes unforeseen errors from any thread.

    Signals:
        reported: path of the file written (empty when even that failed).
        restart_asked: the person would rather begin again than go on.
    """

    reported = Signal(str)
    restart_asked = Signal()
    _arrived = Signal(object)

    def __init__(
        self, folder: Path, version: str, clock: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder, self._version, self._clock = folder, version, clock
        self._open: Message | None = None
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become the hook of the main thread, of other threads and of Qt's slots."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def report(self, error: BaseException) -> Path | None:
        """Write ``error`` down and say so; safe to call from any thread. None when the disk refuses."""
        log.error("unforeseen: %s", type(error).__name__)
        path = self._write(error)
        self._arrived.emit(path)
        return path

    def _write(self, error: BaseException) -> Path | None:
        now = self._clock()
        text = report_text(error, self._version, now)
        path = self._folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            crashes.thin(self._folder)
        except OSError:
            return None
        return path

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(error)

    def _thread_hook(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            self.report(what.exc_value)

    @Slot(object)
    def _show(self, path: Path | None) -> None:
        self.reported.emit(str(path or ""))
        if self._open is not None:
            return  # one message for a row of errors is enough
        from ui.messages import Message  # noqa: PLC0415 - the reporter stands before the first paint, messages need not
        from ui.paint.light import Shape  # noqa: PLC0415 - the same

        where = (
            f"报告已写入 {path.name}，不含个人信息，可交管理员。"
            if path
            else "报告没能写入磁盘，请记下时间告诉管理员。"
        )
        safe = "已存的办件、草稿和编号都在，不受影响。"
        todo = "请再做一次；仍不行，重新启动程序，登录后回到这里。"
        self._open = Message(_top_window(), "对不起，程序出了错，这一步没有做成", (safe, todo, where), Shape.SQUARE)
        self._open.add_key("继续", solid=True)
        self._open.add_way("重新启动", self.restart_asked.emit)
        self._open.finished.connect(self._closed)
        self._open.open()

    @Slot()
    def _closed(self) -> None:
        self._open = None


def report_text(error: BaseException, version: str, now: datetime) -> str:
    """The report: versions, then for each error of the chain its type and where it passed."""
    import platform  # noqa: PLC0415 - not before the first paint

    machine = f"{platform.system()} {platform.release()} {platform.machine()}"
    lines = [
        f"同权一窗 {version}",
        f"{now:%Y-%m-%d %H:%M:%S}",
        f"{machine} Python {platform.python_version()} Qt {qVersion()}",
    ]
    link: BaseException | None = error
    while link is not None:
        frames = traceback.extract_tb(link.__traceback__)
        lines += ["", type(link).__qualname__]
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n"


def _top_window() -> QWidget | None:
    return QApplication.activeWindow()
