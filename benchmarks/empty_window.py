"""The floor of start-up: an empty PySide6 window, names imported one by one, ``Qt`` used, as in any real program."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks.first_paint import EndAfterPaint

app = QApplication(sys.argv[:1])
window = QMainWindow()
window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
end = EndAfterPaint(window)
window.showMaximized()
app.exec()
