"""F7: the applicant's paper that belongs to what the city said, on whichever page its word stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from models.views import ActDone
from models.views_city import CityWord
from ui.parts.act import Act
from ui.services import Services
from ui.shortcuts import Key

if TYPE_CHECKING:
    from models.desk.context import Desk

_BUSY = "正在办理，请稍候"
_NOTHING = "没有要交申请人的市级文书"


class Noticing(QObject):
    """Holds the key, and what it is about.

    Signals:
        done: the paper is made and kept; carries the ActDone.
        failed: the Refusal or trouble it ended with.
        form_wanted: it is delivered on the form of an act: the case's id, the act.
    """

    done = Signal(object)
    failed = Signal(object)
    form_wanted = Signal(str, object)

    def __init__(self, services: Services, page: QWidget) -> None:
        super().__init__(page)
        self._services = services
        self._case_id = ""
        self._word: CityWord | None = None
        self.act = Act("告知申请人", Key.SUPPLEMENT, self)
        self.act.done.connect(self._do)
        page.addAction(self.act)
        self.show_word("", None)

    def show_word(self, case_id: str, word: CityWord | None) -> None:
        """The key follows the word in front."""
        self._case_id, self._word = case_id, word
        notice = word.notice if word else None
        self.act.set_reason(notice.reason if notice else _NOTHING)
        if notice is not None:
            self.act.setText(notice.text)

    @Slot()
    def _do(self) -> None:
        word = self._word
        if word is None or word.notice is None:
            return
        if word.notice.act is not None:
            self.form_wanted.emit(self._case_id, word.notice.act)
            return
        self.act.set_reason(_BUSY)
        op = making(self._services.desk, self._case_id, word.entry_id)
        self._services.tasks.run(op, self._made, self._not_made, self._not_made)

    @Slot(object)
    def _made(self, done: ActDone) -> None:
        self.done.emit(done)

    @Slot(object)
    def _not_made(self, error: object) -> None:
        self.failed.emit(error)
        self._services.bus.case_changed.emit(self._case_id)  # made elsewhere, or the city has said more: look again


def making(desk: Desk, case_id: str, entry_id: str) -> Callable[[], ActDone]:
    """Make the applicant's paper of a word of the city's; however often the key is pressed, it is made once."""

    def work() -> ActDone:
        from models.desk import notices  # noqa: PLC0415 - the rooms that make papers wait for the first one

        return notices.notice(desk, case_id, entry_id, press_id=f"notice/{entry_id}")

    return work
