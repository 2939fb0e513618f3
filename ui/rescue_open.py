"""The page for a store that did open and still cannot be worked with: lists made anew, or a clock let pass.

Whatever key is pressed but the cures, the store is let go of again before anything else is done.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from models.desk import doctor
from models.desk.doctor import Cure, Diagnosis
from models.desk.setup import Opened
from models.errors import WorldError
from ui import messages
from ui.paint.light import Shape
from ui.parts.form_dialog import Ask, FormDialog
from ui.parts.textlines import TextLine
from ui.rescue import RescueCard
from ui.tasks import Tasks

_HEAD = (
    Ask("login", "值班主任登录名"),
    Ask("password", "值班主任密码", hidden=True),
    Ask("why", "理由", hint="记入审计"),
)


class OpenRescue(RescueCard):
    """The same card over an open store.

    Signals:
        cured: the setup.Opened, after lists were made anew: to be looked at again.
    """

    cured = Signal(object)

    def __init__(
        self, folder: Path, tasks: Tasks, parent: QWidget, found: Diagnosis | None, opened: Opened
    ) -> None:
        self._store = opened
        super().__init__(folder, tasks, parent, found)
        for cure, do in ((Cure.REMAKE, self._remake), (Cure.OVERRIDE, self._ask_head)):
            if cure.value in self._acts:
                self._acts[cure.value].done.connect(do)
        self.back.connect(self._let_go)
        self.turned.connect(self._let_go)

    @Slot()
    def _let_go(self) -> None:
        self._store.close()

    @Slot()
    def _remake(self) -> None:
        for act in self._acts.values():
            act.set_reason("正在重做，请不要关机")
        self.busy.show_lines([TextLine("正在核验记录，再按记录重做列表。", strong=True, shape=Shape.RING)])
        opened = self._store
        self._tasks.run(lambda: doctor.remake(opened), self._remade, self._not_remade, self._not_remade)

    @Slot(object)
    def _remade(self, _: None) -> None:
        self._free()
        self.cured.emit(self._store)

    @Slot(object)
    def _not_remade(self, error: WorldError) -> None:
        self._free()
        messages.trouble(self, error, "没有重做成")

    @Slot()
    def _ask_head(self) -> None:
        form = FormDialog(self, "用这个时间办理", "由值班主任放行，写明理由", _HEAD, "放行")
        form.asked.connect(self._override)
        self._open(form)

    @Slot(dict)
    def _override(self, told: dict[str, str]) -> None:
        opened = self._store

        def op() -> None:
            doctor.override(opened, told["login"].strip(), told["password"], told["why"])

        self._tasks.run(op, self._let_pass, self._failed, self._failed)

    @Slot(object)
    def _let_pass(self, _: None) -> None:
        if self.form is not None:
            self.form.accept()
        self.entered.emit(self._store)
