"""The program itself up to its sign-in window: app.py run as it always is, ended after the first paint.

The loop is taken over from inside: when app.py, having loaded Qt, asks for ``ui.style``, its ``exec`` is replaced by
one that watches the window. Nothing of ours or of Qt's is loaded before app.py does so.
"""

from __future__ import annotations

import runpy
import sys

kept: list[object] = []


class Moment:
    """Looks like a finder of modules, finds none, and knows when app.py has got as far as our own modules."""

    @staticmethod
    def find_spec(name: str, _path: object = None, _target: object = None) -> None:
        """Not here; but if this is ``ui.style``, take the loop over."""
        if name == "ui.style":
            _take_over()


def _take_over() -> None:
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    from benchmarks.first_paint import EndAfterPaint

    def run(application: QApplication) -> int:
        kept.extend(EndAfterPaint(window) for window in application.topLevelWidgets())
        return QCoreApplication.exec()

    QApplication.exec = run  # type: ignore[assignment]


sys.meta_path.insert(0, Moment)
sys.argv = ["app.py", "--folder", *sys.argv[1:]]
runpy.run_path("app.py", run_name="__main__")
