"""What the next step needs, loaded while somebody types their password: one module per turn of the event loop.

The sign-in window is on the screen and waits for keys; a turn takes a few milliseconds, so no key is felt to be late.
Whoever is faster than this loads the rest on the way, as the imports in the code say.
"""

from __future__ import annotations

import gc
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea

MODULES: Final = (
    "models.rules.catalogue",
    "models.papers",
    "models.views",
    "models.packs.loader",
    "models.desk.context",
    "sqlcipher3.dbapi2",
    "models.store.replay",
    "models.desk.setup",
    "cryptography.hazmat.bindings._rust",
    "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "argon2.low_level",
    "models.signing",
    "ui.messages",
    "ui.shell",
    "ui.front",
    "ui.hall",
    "models.desk.assess",
    "models.desk.intake",
    "ui.parts.table",
    "ui.parts.painted",
    "PySide6.QtSvg",
    "ui.pages.intake.facts",
    "ui.pages.intake.materials",
    "ui.pages.intake.body",
    "ui.pages.intake.page",
    "PySide6.QtPrintSupport",
    "pypdfium2",
    "ui.qt_printer",
)
"""In the order they are needed, what others stand on first, so that no turn takes long."""


class Warming(QObject):
    """Loads ``MODULES``; does nothing else and stops by itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = iter(MODULES)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._next)

    @property
    def busy(self) -> bool:
        """Whether there is something left to load."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Start with the next turn of the loop; from now on garbage is collected again (``app`` starts without)."""
        gc.enable()
        self._timer.start()

    def _next(self) -> None:
        name = next(self._left, "")
        if name:
            import_module(name)
        else:
            self._timer.stop()
            # The first plain QWidget that Qt hands to Python makes PySide set up every kind of widget there is: 10 ms.
            QAbstractScrollArea().viewport()
            gc.freeze()  # modules stay for good: no collection walks through them again while somebody types
