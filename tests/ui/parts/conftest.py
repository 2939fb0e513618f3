"""The house's look for every widget under test."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from ui.style import apply


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """Fusion, palette, fonts and sheet, as in the program."""
    if not qapp.styleSheet():
        apply(qapp)
