"""With a screen: the demonstration hall opened for a person, the city beside it, until the window is closed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from demo import halls
from demo.citybox import CityBox
from printing.spool import FolderPrinter
from ui.tasks import Tasks

if TYPE_CHECKING:
    from demo import OpenHall


def run(app: QApplication, open_hall: OpenHall, out: Path) -> int:
    """Open 高平市 window 03; papers go to ``out/papers`` instead of a printer."""
    seat, folder = halls.GAOPING, out / "hall"
    opened = halls.open_store(folder, seat)
    city = CityBox(out / "city", halls.staff())
    city.start()
    try:
        city.wait()
        hall = open_hall(opened, printer=FolderPrinter(out / "papers"), tasks=Tasks(_raise))
        halls.enrol_at(city, hall.desk)
    except BaseException:
        city.stop()
        raise
    sys.stdout.write(f"演示大厅已打开。数据在 {folder}，文书在 {out / 'papers'}，市级参考端在 {city.url}。\n")
    sys.stdout.write(f"锁屏后的密码是 {halls.PASSWORD}。关闭窗口即结束，数据留着，下次接着用。\n")
    hall.window.go("收件")
    hall.window.showMaximized()
    hall.window.watch_scanner()
    try:
        return app.exec()
    finally:
        hall.stop()
        city.stop()


def _raise(error: BaseException) -> None:
    raise error
