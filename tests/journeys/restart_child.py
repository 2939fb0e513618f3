"""The everyday run as a process of its own: it falls over an error, 重新启动 is pressed, and the next run says so.

Usage: python -m tests.journeys.restart_child FOLDER
The first run leaves ``ran`` in the folder beside, the second one ``again``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn, cast

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import app as program
from ui.messages import Message


def main(folder: Path) -> int:
    """One run, or the next."""
    told = folder.parent
    if (told / "ran").exists():
        (told / "again").touch()
        return 0
    (told / "ran").touch()
    qt = program.make_application(["tongquan"])
    QTimer.singleShot(0, broken)
    press = QTimer()
    press.setInterval(20)
    press.timeout.connect(restart)
    press.start()
    return program._work(qt, program._options(["--folder", str(folder)]))


def broken() -> NoReturn:
    """What nobody foresaw."""
    raise KeyError


def restart() -> None:
    """重新启动, once the message stands."""
    found = cast("list[object]", QApplication.topLevelWidgets())
    for message in (one for one in found if isinstance(one, Message) and one.isVisible()):
        next(act for act in message.actions() if act.text() == "重新启动").trigger()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
