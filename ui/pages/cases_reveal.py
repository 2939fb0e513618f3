"""Alt+E on 办件: which number, and why; then it stands in the strip for a minute, or until the screen is locked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from models.desk.context import Desk
from models.rules import powers
from models.rules.personal import SECONDS_SHOWN
from models.rules.powers import Power
from models.views import CaseView
from ui.pages.form_acts import FormActs
from ui.paint.light import Shape
from ui.parts.act import Act
from ui.parts.form_dialog import Ask, FormDialog
from ui.parts.strip import Strip
from ui.services import Services
from ui.shortcuts import Key

if TYPE_CHECKING:
    from models.desk.reveal import Revealed

_WHY: Final = (Ask("why", "理由", hint="例如：来电核对领证时间"),)
_NOTE: Final = f"显示 {SECONDS_SHOWN} 秒；谁看、看哪一项、为什么，记入审计"
Choices = tuple[tuple[str, str], ...]


class Revealing(FormActs):
    """The act, its form, and the minute."""

    def __init__(self, services: Services, page: QWidget, strip: Strip) -> None:
        super().__init__(services, page)
        self._strip = strip
        self._case, self._said = "", ""
        self._fields: Choices = ()
        self.act = Act("看证件号、电话", Key.REVEAL, self)
        self.act.done.connect(self._ask)
        page.addAction(self.act)
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.setInterval(SECONDS_SHOWN * 1000)
        self._minute.timeout.connect(self.cover)
        services.bus.locked.connect(self.cover)
        self.show_case(None)

    @property
    def minute(self) -> QTimer:
        """What covers it again."""
        return self._minute

    def show_case(self, view: CaseView | None) -> None:
        """The case in front; what was shown of another goes."""
        case_id = view.row.case_id if view else ""
        if case_id != self._case:
            self.cover()
        self._case = case_id
        may = powers.may(self._services.desk.staff.role, Power.REVEAL)
        self.act.set_reason(f"由{powers.holders(Power.REVEAL)}看" if not may else "" if case_id else "先选一件")

    @Slot()
    def cover(self) -> None:
        """Take it off the screen, unless something else stands there by now."""
        self._minute.stop()
        if self._said and self._strip.text == self._said:
            self._strip.clear()
        self._said = ""
        self._put_away()

    @Slot()
    def _ask(self) -> None:
        desk, case_id = self._services.desk, self._case
        self._services.tasks.run(_choosing(desk, case_id), self._choose, self._not_done, self._not_done)

    @Slot(object)
    def _choose(self, fields: Choices) -> None:
        self._fields = fields
        names = ("看哪一项", tuple(label for _, label in fields))
        self.form = FormDialog(self._page, "看证件号、电话", _NOTE, _WHY, "显示", choices=names)
        self.form.asked.connect(self._reveal)
        self.form.finished.connect(self._form_gone)
        self.form.open()

    @Slot(dict)
    def _reveal(self, told: dict[str, str]) -> None:
        field = self._fields[int(told["choice"])][0]
        op = _revealing(self._services.desk, self._case, field, told["why"])
        self._services.tasks.run(op, self._show, self._not_done, self._not_done)

    @Slot(object)
    def _show(self, shown: Revealed) -> None:
        self._close_form()
        self._strip.say(Shape.TRIANGLE, f"{shown.label}　{shown.value}", f"{SECONDS_SHOWN} 秒后遮上，已记入审计")
        self._said = self._strip.text
        self._minute.start()


def _choosing(desk: Desk, case_id: str) -> Callable[[], Choices]:
    def work() -> Choices:
        from models.desk import reveal  # noqa: PLC0415 - after the first paint

        return reveal.choices(desk, case_id)

    return work


def _revealing(desk: Desk, case_id: str, field: str, why: str) -> Callable[[], Revealed]:
    def work() -> Revealed:
        from models.desk import reveal  # noqa: PLC0415 - as above

        return reveal.reveal(desk, case_id, field, why)

    return work
