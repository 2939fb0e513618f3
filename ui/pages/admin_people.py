"""管理 · 人员: who may sign in here; an administrator adds, gives a new password, puts out of use."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from models.desk import roster
from models.rules import powers
from models.views import Staff
from ui import theme as t
from ui.pages.admin_section import AdminSection
from ui.parts.form_dialog import Ask, FormDialog
from ui.parts.rows import Column, Kind, Row
from ui.parts.table import RowTable
from ui.services import Services

_COLUMNS = (
    Column("姓名", Kind.STRONG, 140),
    Column("登录名", Kind.MUTED, 140),
    Column("岗位", Kind.TEXT),
    Column("状态", Kind.MUTED, 80),
)
_OWN = Ask("own", "您自己的密码", hidden=True, hint="办这一步要再核对一次")
_NEW = (Ask("password", "密码", hidden=True, hint="至少八位，三种字符"), Ask("again", "再输一次", hidden=True))
_PERSON = (Ask("name", "姓名"), Ask("login", "登录名"), *_NEW, _OWN)
_TWICE = "两次输入的密码不一样，请重输。"


class PeopleSection(AdminSection):
    """The list and its keys."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        self.table = RowTable(_COLUMNS, usual=t.ROW, grows=True)
        super().__init__(services, "人员", self.table, parent)
        self._people: dict[str, tuple[Staff, str, bool]] = {}
        self.add = self.key("新增人员")
        self.renew = self.key("重设密码")
        self.retire = self.key("停用")
        self.add.done.connect(self._ask_person)
        self.renew.done.connect(self._ask_password)
        self.retire.done.connect(self._ask_retire)

    @Slot()
    def refresh(self) -> None:
        """Ask for the people."""
        store = self.services.desk.store
        self.services.tasks.run(lambda: roster.everybody(store), self._show, self.failed, self.failed)

    @Slot(object)
    def _show(self, people: tuple[tuple[Staff, str, bool], ...]) -> None:
        self._people = {staff.id: (staff, login, active) for staff, login, active in people}
        self.head.set_note(f"{sum(active for _, _, active in people)} 人在用")
        self.table.show_rows([_row(*one) for one in people])

    @Slot()
    def _ask_person(self) -> None:
        roles = ("岗位", tuple(powers.ROLES.values()))
        form = FormDialog(self, "新增人员", "本人可以登录这个窗口", _PERSON, "新增", choices=roles)
        form.asked.connect(self._add)
        self.open_form(form)

    @Slot(dict)
    def _add(self, told: dict[str, str]) -> None:
        if self.form is not None and told["password"] != told["again"]:
            self.form.refuse(_TWICE)
            return
        desk, role = self.services.desk, tuple(powers.ROLES)[int(told["choice"])]
        self._run(
            lambda: roster.add(
                desk, told["own"], login=told["login"], name=told["name"], role=role, password=told["password"]
            )
        )

    @Slot()
    def _ask_password(self) -> None:
        if one := self._people.get(self.table.current_key()):
            form = FormDialog(self, f"给{one[0].name}重设密码", "停用的人员重设密码后可以再登录", (*_NEW, _OWN), "重设")
            form.asked.connect(self._renew)
            self.open_form(form)

    @Slot(dict)
    def _renew(self, told: dict[str, str]) -> None:
        if self.form is not None and told["password"] != told["again"]:
            self.form.refuse(_TWICE)
            return
        desk, person = self.services.desk, self.table.current_key()
        self._run(lambda: roster.set_password(desk, told["own"], person, told["password"]))

    @Slot()
    def _ask_retire(self) -> None:
        if one := self._people.get(self.table.current_key()):
            form = FormDialog(self, f"停用{one[0].name}", "停用后不能登录；办过的件和名字都保留", (_OWN,), "停用")
            form.asked.connect(self._retire)
            self.open_form(form)

    @Slot(dict)
    def _retire(self, told: dict[str, str]) -> None:
        desk, person = self.services.desk, self.table.current_key()
        self._run(lambda: roster.put_out_of_use(desk, told["own"], person))

    def _run(self, op: Callable[[], object]) -> None:
        self.services.tasks.run(op, self._kept, self.failed, self.failed)

    @Slot(object)
    def _kept(self, _outcome: object) -> None:
        self.done("人员已改好")
        self.refresh()


def _row(staff: Staff, login: str, active: bool) -> Row:
    role = powers.ROLES.get(staff.role, staff.role)
    return Row(staff.id, (staff.name, login, role, "在用" if active else "停用"), quiet=not active)
