"""What the sections of 管理 share: a head, a body, keys in a row that only an administrator may press."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.errors import WorldError
from ui.parts.act import Act
from ui.parts.button import Button, Rank
from ui.parts.form_dialog import FormDialog
from ui.parts.heads import GroupHead
from ui.services import Services

LOOKING = "正在看您的岗位"


class AdminSection(QWidget):
    """Title, what it shows, its keys. Keys are shut until the desk has said they are not."""

    def __init__(self, services: Services, title: str, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.form: FormDialog | None = None
        self.head = GroupHead(title)
        self._guarded: list[Act] = []
        self._keys = QHBoxLayout()
        self._keys.setSpacing(8)
        self._keys.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 18)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addSpacing(6)
        column.addWidget(body)
        column.addSpacing(8)
        column.addLayout(self._keys)

    def key(self, text: str, *, guarded: bool = True) -> Act:
        """Add a key; a guarded one is the administrator's."""
        act = Act(text, None, self)
        if guarded:
            act.set_reason(LOOKING)
            self._guarded.append(act)
        button = Button(act, Rank.BANNER, self)
        self._keys.insertWidget(self._keys.count() - 1, button)
        return act

    def guard(self, reason: str) -> None:
        """What the desk said of whoever sits here: "" opens the keys."""
        for act in self._guarded:
            act.set_reason(reason)

    def open_form(self, form: FormDialog) -> None:
        """Show a form; one at a time."""
        self.form = form
        form.finished.connect(self._form_gone)
        form.open()

    def done(self, sentence: str) -> None:
        """It was kept: the form goes, the foot of the window says so."""
        if self.form is not None:
            self.form.accept()
        self.services.bus.said.emit(sentence)

    @Slot(object)
    def failed(self, error: WorldError) -> None:
        """It was refused: on the form when there is one, else at the foot."""
        if self.form is not None:
            self.form.refuse(error.sentence)
        else:
            self.services.bus.said.emit(error.sentence)

    @Slot()
    def _form_gone(self) -> None:
        self.form = None
