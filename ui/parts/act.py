"""An act a page offers: words, key, and whether it may be pressed now and, if not, why not.

The action itself stays enabled, so that its key always answers: it does the act, or it says why it cannot.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.shortcuts import Key, cap_text


class Act(QAction):
    """A QAction that can be refused with a reason.

    Signals:
        done: pressed while it may be.
        refused: pressed while it may not be; carries the reason.
    """

    done = Signal()
    refused = Signal(str)

    def __init__(self, text: str, key: Key | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setText(text)  # given to QAction itself, Qt would look for an icon in it, 1 ms at the first paint
        self._reason = ""
        if key is not None:
            self.setShortcut(key.sequence)
            self.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.triggered.connect(self._press)

    @classmethod
    def on(cls, page: QWidget, text: str, key: Key | None, answer: Callable[[], None], reason: str = "") -> Act:
        """An act of ``page``; ``answer`` is a bound method of a QObject, ``reason`` refuses until facts are there."""
        made = cls(text, key, page)
        made.set_reason(reason)
        made.done.connect(answer)
        page.addAction(made)
        return made

    @property
    def reason(self) -> str:
        """Why it may not be pressed; empty when it may."""
        return self._reason

    @property
    def cap(self) -> str:
        """The key as written on a cap, or nothing."""
        return "" if self.shortcut().isEmpty() else cap_text(self.shortcut())

    def set_reason(self, reason: str) -> None:
        """Refuse from now on with ``reason``; an empty reason allows."""
        if reason != self._reason:
            self._reason = reason
            self.changed.emit()

    def _press(self) -> None:
        if self._reason:
            self.refused.emit(self._reason)
        else:
            self.done.emit()
