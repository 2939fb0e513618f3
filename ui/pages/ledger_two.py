"""What 台账 does by two persons: Alt+R opens a closed day again, Alt+E takes the day's whole numbers out as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from models.rules import powers
from models.rules.powers import Power
from ui.pages.asking_file import ask_file
from ui.pages.form_acts import FormActs
from ui.pages.ledger_paper import Day
from ui.paint.light import Shape
from ui.parts.act import Act
from ui.parts.form_dialog import Ask
from ui.parts.second_person import SecondPerson, proved
from ui.services import Services
from ui.shortcuts import Key

if TYPE_CHECKING:
    from models.desk.twopersons import Witness

_WORDS: Final = (Ask("words", "经过", hint="要更正什么"),)
_WHY: Final = (Ask("why", "依据和用途", hint="例如：市局来函核对，用后销毁"),)


class TwoPersonActs(FormActs):
    """Both acts and the form they share.

    Signals:
        said: what came of an act: shape, sentence, quieter sentence.
        reopened: the day is open again.
    """

    form: SecondPerson | None
    said = Signal(object, str, str)
    reopened = Signal()

    def __init__(self, services: Services, page: QWidget) -> None:
        super().__init__(services, page)
        self._day: Day | None = None
        self._reasons: tuple[str, ...] = ()
        self._target = Path()
        self.reopen = Act.on(page, "重开日结", Key.REOPEN, self._ask_reopen, "正在核对")
        self.bare = Act.on(page, "导出（完整）", Key.REVEAL, self._ask_bare, "正在核对")
        services.bus.locked.connect(self._put_away)

    def show_day(self, day: Day) -> None:
        """What may be done follows the day and the person."""
        self._day = day
        role = self._services.desk.staff.role
        closed = "" if day.closed is not None else "这一天没有日结，不用重开"
        self.reopen.set_reason(_why_not(role, Power.REOPEN) or closed)
        self.bare.set_reason(_why_not(role, Power.EXPORT_BARE) or ("" if day.view.rows else "这一天没有办件"))

    def _open(self, form: SecondPerson, answer: Callable[[dict[str, str]], None]) -> None:
        self.form = form
        form.asked.connect(answer)
        form.finished.connect(self._form_gone)
        form.open()

    @Slot()
    def _ask_reopen(self) -> None:
        if self._day is None or self._day.closed is None:
            return
        from models.desk import dayreopen  # noqa: PLC0415 - after the first paint

        self._reasons = dayreopen.REASONS
        note = f"{self._day.view.day:%Y-%m-%d}　{self._day.closed.number}。原台账留存，再日结另编号"
        asked = ("原因", self._reasons)
        form = SecondPerson(
            self._page, "重开日结", note, Power.REOPEN, "两人同意，重开", asks=_WORDS, choices=asked
        )
        self._open(form, self._do_reopen)

    @Slot(dict)
    def _do_reopen(self, told: dict[str, str]) -> None:
        if self._day is None:
            return
        desk, day, reason = self._services.desk, self._day.view.day, self._reasons[int(told["choice"])]

        def act(witness: Witness) -> str:
            from models.desk import dayreopen  # noqa: PLC0415 - as above

            return dayreopen.reopen(desk, day, reason, told["words"], witness)

        op = proved(desk, told, Power.REOPEN, act)
        self._services.tasks.run(op, self._opened_again, self._not_done, self._not_done)

    @Slot(object)
    def _opened_again(self, _note: str) -> None:
        self._close_form()
        self.said.emit(Shape.CHECK, "已重开，更正后请再日结", "下一份台账注明第几次、谁重开、为什么；已记入审计")
        self.reopened.emit()

    @Slot()
    def _ask_bare(self) -> None:
        if self._day is not None:
            name = f"申请人信息（内部） {self._day.view.window} {self._day.view.day:%Y-%m-%d}.xlsx"
            ask_file(self._page, "导出未遮盖的个人信息", name, self.export_to)

    @Slot(str)
    def export_to(self, name: str) -> None:
        """Ask the second person, for this file."""
        if not name or self._day is None:
            return
        self._target = Path(name)
        note = f"{self._day.view.day:%Y-%m-%d}，{len(self._day.view.rows)} 件，证件号、电话都是全的"
        form = SecondPerson(self._page, "导出（完整）", note, Power.EXPORT_BARE, "两人同意，导出", asks=_WHY)
        self._open(form, self._do_bare)

    @Slot(dict)
    def _do_bare(self, told: dict[str, str]) -> None:
        if self._day is None:
            return
        desk, day, path = self._services.desk, self._day.view.day, self._target

        def act(witness: Witness) -> int:
            from models.desk import bare_export  # noqa: PLC0415 - as above

            return bare_export.export(desk, day, path, witness, told["why"])

        op = proved(desk, told, Power.EXPORT_BARE, act)
        self._services.tasks.run(op, self._exported, self._not_done, self._not_done)

    @Slot(object)
    def _exported(self, rows: int) -> None:
        self._close_form()
        where = f"{self._target.name}，在 {self._target.parent}"
        self.said.emit(Shape.TRIANGLE, f"已导出 {rows} 件的完整信息", f"{where}；用后请销毁，已记入审计")


def _why_not(role: str, power: Power) -> str:
    return "" if powers.may(role, power) else f"由{powers.holders(power)}办"
