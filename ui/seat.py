"""Whoever sits here, as the frame knows it: what coming in owes, the cover over the window, what leaving leaves.

Nothing on the page changes under the cover; forms standing over it are put away and come back as they were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QDialog

from models.errors import WorldError
from ui import pages
from ui.idle import IdleWatch
from ui.parts.form_dialog import Ask, FormDialog
from ui.services import Services
from ui.shell import MainWindow

if TYPE_CHECKING:
    from models.desk.seats import Entered

_ASKS = (
    Ask("old", "现在的密码", hidden=True),
    Ask("new", "新密码", hidden=True, hint="至少八位，三种字符"),
    Ask("again", "再输一次", hidden=True),
)
TWICE = "两次输入的密码不一样，请重输。"


class Seat(QObject):
    """Lives as long as somebody is signed in."""

    def __init__(self, window: MainWindow, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._services = window, services
        self._put_away: list[QDialog] = []
        self._must_change, self._here = False, True
        self.form: FormDialog | None = None
        self.watch = IdleWatch(_minutes(services), self)
        self.watch.idle.connect(self.cover)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self.watch)
        self._enter()

    @Slot(str)
    def cover(self, why: str) -> None:
        """Cover the window, whatever stands on it."""
        if self._window.lock.locked:
            return
        self._services.bus.locked.emit()
        self._put_away = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        for form in self._put_away:
            form.hide()
        self._window.lock.lock(self._services.desk.staff.name, "正在办的原样保留，未离开此页", self._unkept())
        if self._put_away:
            self._window.activateWindow()  # the keys were the form's
        desk = self._services.desk

        def op() -> None:
            from models.desk import seats  # noqa: PLC0415 - after the first paint

            seats.covered(desk, why)

        self._services.tasks.run(op, self._nothing, self._said, self._said)

    def _unkept(self) -> str:
        """The form that is kept nowhere while it is filled in: over the page, else on 办件."""
        over = next((one.accessibleName() for one in self._put_away if isinstance(one, FormDialog)), "")
        return over or pages.unkept(self._window.page("办件"))

    def uncover(self) -> None:
        """The right password was given: everything is as it was."""
        self._window.lock.unlock()
        for form in self._put_away:
            form.show()
        self._put_away = []
        desk = self._services.desk

        def op() -> None:
            from models.desk import seats  # noqa: PLC0415 - as above

            seats.uncovered(desk)

        self._services.tasks.run(op, self._nothing, self._said, self._said)
        if self._must_change and self.form is None:
            self.ask_password()

    def leave(self) -> bool:
        """Whether it is the first time that is said: a second stop writes no second line."""
        here, self._here = self._here, False
        return here

    def stop(self) -> None:
        """Nobody sits here any more."""
        self.watch.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self.watch)

    def ask_password(self) -> None:
        """Ask for another password; given up where one is due, the screen locks instead."""
        note = "已用满期限，换了才能继续" if self._must_change else "只改您自己的"
        self.form = FormDialog(self._window, "更改密码", note, _ASKS, "更改")
        self.form.asked.connect(self._change)
        self.form.finished.connect(self._form_gone)
        self.form.open()

    def _enter(self) -> None:
        desk = self._services.desk

        def op() -> Entered:
            from models.desk import seats  # noqa: PLC0415 - as above

            return seats.enter(desk)

        self._services.tasks.run(op, self._entered, self._said, self._said)

    @Slot(object)
    def _entered(self, entered: Entered) -> None:
        self._must_change = entered.must_change
        if entered.must_change:
            self.ask_password()
        elif entered.notice:
            self._window.foot.say(entered.notice)

    @Slot(dict)
    def _change(self, told: dict[str, str]) -> None:
        if self.form is not None and told["new"] != told["again"]:
            self.form.refuse(TWICE)
            return
        desk = self._services.desk

        def op() -> None:
            from models.desk import roster  # noqa: PLC0415 - as above

            roster.change_own(desk, told["old"], told["new"])

        self._services.tasks.run(op, self._changed, self._not_changed, self._not_changed)

    @Slot(object)
    def _changed(self, _nothing: object) -> None:
        self._must_change = False
        if self.form is not None:
            self.form.accept()
        self._window.foot.say("密码已更改，下次登录用新的")

    @Slot(object)
    def _not_changed(self, error: WorldError) -> None:
        if self.form is not None:
            self.form.refuse(error.sentence)

    @Slot()
    def _form_gone(self) -> None:
        self.form = None
        if self._must_change:
            self.cover("密码到期未换")

    @Slot(object)
    def _nothing(self, _nothing: object) -> None:
        """It stands in the trail."""

    @Slot(object)
    def _said(self, error: WorldError) -> None:
        self._window.foot.say(error.sentence)


def _minutes(services: Services) -> int:
    from models.rules import signin  # noqa: PLC0415 - as above

    return signin.stricter(services.desk.pack.policy.settings).idle_minutes
