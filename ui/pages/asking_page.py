"""A page that asks for its facts whenever it comes up, shows the answer, and says what did not go through."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from models.errors import WorldError
from ui.pages.asking import Asker, Op
from ui.parts.form_dialog import Ask, FormDialog
from ui.parts.strip import Strip
from ui.parts.topbar import TopBar
from ui.services import Services


class AskingPage(QWidget):
    """What such pages share; a page says what it asks, and shows it."""

    front: QWidget  # what takes the keys

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self.strip = services, Strip()
        self.form: FormDialog | None = None
        self._reading = Asker(services.tasks, self)
        self._reading.answered.connect(self._show)
        self._reading.failed.connect(self._not_done)

    @abstractmethod
    def _question(self) -> Op:
        """What is read in the background."""

    @abstractmethod
    def _show(self, answer: Any) -> None:
        """What was read."""

    def showEvent(self, event: QShowEvent) -> None:
        """Look again."""
        super().showEvent(event)
        self.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What stands in front takes the keys."""
        self.front.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def refresh(self, *_what: int) -> None:
        """Ask for what is shown as it is now."""
        self._reading.ask(self._question())

    def _bar(self, title: str, *widgets: QWidget) -> TopBar:
        bar = TopBar(title)
        for widget in widgets:
            bar.add(widget)
        bar.find_asked.connect(self._services.bus.find_asked)
        return bar

    def _run(self, op: Op, answer: Callable[..., None]) -> None:
        self._services.tasks.run(op, answer, self._not_done, self._not_done)

    def _open_form(self, title: str, note: str, asks: tuple[Ask, ...], yes: str, then: Callable[..., None]) -> None:
        self.form = FormDialog(self, title, note, asks, yes)
        self.form.asked.connect(then)
        self.form.finished.connect(self._form_gone)
        self.form.open()

    def _close_form(self) -> None:
        if self.form is not None:
            self.form.accept()

    @Slot()
    def _form_gone(self) -> None:
        self.form = None

    @Slot(object)
    def _not_done(self, error: WorldError) -> None:
        if self.form is not None and self.form.isVisible():
            self.form.refuse(error.sentence)
        else:
            self.strip.fail(error)

    @Slot()
    def _changed(self, *_what: str) -> None:
        """Something this page may show has changed."""
        if self.isVisible():
            self.refresh()
