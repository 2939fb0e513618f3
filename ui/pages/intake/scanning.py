"""Scans go to the line they belong to; a bad file is refused and the line stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from models.desk import intake
from models.errors import Refusal, WorldError
from models.views import IntakeForm
from ui.pages.intake.form_state import FormState
from ui.pages.intake.scans import ScanSource, read
from ui.services import Services


class Scanning(QObject):
    """Asks the source, reads in the background, hands the digests to the form.

    Signals:
        troubled: a file could not be taken; carries the WorldError.
    """

    troubled = Signal(object)

    def __init__(self, services: Services, state: FormState, source: ScanSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._state, self._source, self._page = services, state, source, parent
        self._form = ""  # draft the files were asked for

    def ask(self, seq: int) -> None:
        """Ask for the scans of one material."""
        self._source.ask(self._page, partial(self.take, seq))

    def take(self, seq: int, files: Sequence[Path]) -> None:
        """Read ``files`` and put them to material ``seq``."""
        if not files:
            nothing = Refusal("没有新的扫描件", "材料表没有动", "请先扫描，再按 S", code="scan_none")
            self.troubled.emit(nothing)
            return
        desk, form = self._services.desk, self._state.form
        for path in files:
            self._services.tasks.run(partial(_attach, desk, form, seq, path), self._taken, self._failed, self._failed)

    @Slot(object)
    def _taken(self, outcome: tuple[int, IntakeForm]) -> None:
        """The form may have gone on since: only the new digests of this line are taken over."""
        seq, attached = outcome
        if attached.draft_id != self._state.form.draft_id:
            return
        fresh = next((mark.scans for mark in attached.materials if mark.seq == seq), ())
        self._state.mark(seq, lambda mark: replace(mark, scans=tuple(dict.fromkeys((*mark.scans, *fresh)))))

    @Slot(object)
    def _failed(self, error: WorldError) -> None:
        self.troubled.emit(error)


def _attach(desk: object, form: IntakeForm, seq: int, path: Path) -> tuple[int, IntakeForm]:
    try:
        name, data = read(path)
    except OSError as error:
        raise Refusal(
            f"“{path.name}”读不出来：{error.strerror or '文件打不开'}",
            "材料表没有动",
            "请看文件是否还在、是否被别的程序占用，再按 S",
            code="scan_unreadable",
        ) from error
    return seq, intake.attach(desk, form, seq, name, data)  # type: ignore[arg-type]
