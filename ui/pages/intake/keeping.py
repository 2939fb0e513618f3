"""Keeps the form as typed: at most 400 ms of typing are not on their way to the disk; the status bar says when."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from models.desk import intake
from models.errors import WorldError
from models.views import IntakeForm
from ui.pages.intake.form_state import FormState
from ui.services import Services

AFTER_MS = 400


class Keeper(QObject):
    """Saves drafts in the background.

    Signals:
        troubled: a draft could not be kept; carries the WorldError.
    """

    troubled = Signal(object)

    def __init__(self, services: Services, state: FormState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._state = services, state
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self.now)
        state.edited.connect(self._edited)

    @property
    def waiting(self) -> bool:
        """Whether something is typed that is not on its way to the disk yet."""
        return self._timer.isActive()

    @Slot()
    def _edited(self) -> None:
        # Not put off by the next key: somebody who types without a pause must lose no more than anybody else.
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def now(self) -> None:
        """Keep the form at once."""
        self._timer.stop()
        form = self._state.form
        if form.item_key and not form.case_id:
            self.keep(form)

    def flush(self) -> None:
        """Keep what still waits."""
        if self._timer.isActive():
            self.now()

    def stop(self) -> None:
        """Nothing more to keep: the form became an act or was given up."""
        self._timer.stop()

    def keep(self, form: IntakeForm) -> None:
        """Keep ``form`` in the background."""
        desk = self._services.desk
        self._services.tasks.run(lambda: intake.keep(desk, form), self._kept, self._failed, self._failed)

    @Slot(object)
    def _kept(self, at: datetime) -> None:
        self._services.bus.draft_saved.emit(at)

    @Slot(object)
    def _failed(self, error: WorldError) -> None:
        self.troubled.emit(error)
