"""The program itself up to its sign-in window: ``app.main`` with nothing left out but what follows the first paint."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

import app
from benchmarks.first_paint import EndAfterPaint

watches: list[EndAfterPaint] = []


def _exec(application: QApplication) -> int:
    watches.extend(EndAfterPaint(window) for window in application.topLevelWidgets())
    return QCoreApplication.exec()


QApplication.exec = _exec  # type: ignore[assignment, method-assign]
app.main(["tongquan", "--folder", *sys.argv[1:]])
