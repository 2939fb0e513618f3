"""An act of a page that asks by one form: an error stays on the form while it is open, else it goes to the page."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from models.errors import WorldError
from ui.parts.form_dialog import FormDialog
from ui.services import Services


class FormActs(QObject):
    """What such acts share.

    Signals:
        failed: the Refusal or trouble it ended with, when no form is open.
    """

    failed = Signal(object)

    def __init__(self, services: Services, page: QWidget) -> None:
        super().__init__(page)
        self._services, self._page = services, page
        self.form: FormDialog | None = None

    def _close_form(self) -> None:
        if self.form is not None:
            self.form.accept()

    @Slot()
    def _put_away(self) -> None:
        """What is half typed does not wait under the cover."""
        if self.form is not None:
            self.form.reject()

    @Slot(object)
    def _not_done(self, error: WorldError) -> None:
        if self.form is not None:
            self.form.refuse(error.sentence)
        else:
            self.failed.emit(error)

    @Slot()
    def _form_gone(self) -> None:
        self.form = None
