"""A person at 办件's sheet: puts values into fields, presses F9, waits for what comes of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.pages.acts.inputs import ChoiceInput, Input, LongInput, TextInput
from ui.pages.acts.points import PointsInput
from ui.pages.acts.sheet import ActSheet
from ui.pages.cases import CasesPage


class Sheet:
    """The page with its sheet."""

    def __init__(self, page: CasesPage, settled: Callable[[], None]) -> None:
        self.page, self._settled = page, settled

    @property
    def sheet(self) -> ActSheet:
        """The form in front."""
        assert self.page.stack.open_form
        return self.page.stack.sheet

    def field(self, name: str) -> Input:
        """One field."""
        return self.sheet.inputs[name]

    def said(self, name: str) -> str:
        """What stands beside a field as wrong."""
        found = self.field(name)
        return found.field.error if isinstance(found, TextInput) else found.trouble.text

    def put(self, **told: str) -> None:
        """Put values in; a choice by its key."""
        for name, value in told.items():
            found = self.field(name)
            if isinstance(found, ChoiceInput):
                place = [key for key, _ in found.ask.choices].index(value)
                QTest.keyClick(found.choice, Qt.Key(Qt.Key.Key_1 + place))
            elif isinstance(found, LongInput):
                found.edit.setPlainText(value)
            else:
                assert isinstance(found, TextInput)
                found.field.edit.setText(value)

    def rest_meets(self) -> None:
        """0 at the first review point, where the form has any."""
        found = self.sheet.inputs.get("findings")
        if isinstance(found, PointsInput):
            QTest.keyClick(found.rows[0].choice, Qt.Key.Key_0)

    def press(self, key: Qt.Key, target: QWidget | None = None) -> None:
        """A key where the focus is, and wait."""
        QTest.keyClick(QApplication.focusWidget() if target is None else target, key)
        self._settled()

    def f9(self) -> None:
        """The page's own business: open the next form, or do what the open one says."""
        self.press(Qt.Key.Key_F9)

    def do(self, **told: str) -> None:
        """Open the next duty's form, fill it, do it."""
        self.f9()
        self.put(**told)
        self.rest_meets()
        self.f9()
        assert self.page.stack.away, self.sheet.trouble.text
