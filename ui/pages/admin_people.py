"""管理 · 人员: who may sign in here; an administrator adds, gives a new password, puts out of use."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from models.desk import roster
from models.desk.roster import Member
from models.rules import powers
from models.rules.signin import SignRules
from ui import theme as t
from ui.pages.admin_section import AdminSection
from ui.parts.form_dialog import Ask, FormDialog
from ui.parts.rows import Column, Kind, Row
from ui.parts.table import RowTable
from ui.services import Services

_COLUMNS = (
    Column("姓名", Kind.STRONG, 104),
    Column("登录名", Kind.MUTED, 104),
    Column("岗位", Kind.TEXT),
    Column("上次登录", Kind.MUTED, 110),
    Column("状态", Kind.MUTED, 130),
)
_OWN = Ask("own", "您自己的密码", hidden=True, hint="办这一步要再核对一次")
_NEW = (Ask("password", "密码", hidden=True, hint="至少八位，三种字符"), Ask("again", "再输一次", hidden=True))
_OLD = Ask("old", "现在的密码", hidden=True)
_PERSON = (Ask("name", "姓名"), Ask("login", "登录名"), *_NEW, _OWN)
_RETIRE = (
    "停用后不能登录，办过的件和名字都保留。"
    "他可能拷走过密钥文件，密码又记得：换了密钥，那份就打不开以后的数据。"
)
_KEYS = ("停用并换密钥", "只停用")
_TWICE = "两次输入的密码不一样，请重输。"


class PeopleSection(AdminSection):
    """The list and its keys.

    Signals:
        rekey_asked: somebody was put out of use and the key is to be changed with it; the administrator's password.
    """

    rekey_asked = Signal(str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        self.table = RowTable(_COLUMNS, usual=t.ROW, grows=True)
        super().__init__(services, "人员", self.table, parent)
        self._people: dict[str, Member] = {}
        self.add = self.key("新增人员")
        self.renew = self.key("重设密码")
        self.retire = self.key("停用")
        self.unlock = self.key("解锁")
        self.own = self.key("改自己的密码", guarded=False)
        self.add.done.connect(self._ask_person)
        self.renew.done.connect(self._ask_password)
        self.retire.done.connect(self._ask_retire)
        self.unlock.done.connect(self._unlock)
        self.own.done.connect(self._ask_own)

    @Slot()
    def refresh(self) -> None:
        """Ask for the people."""
        desk = self.services.desk
        self.services.tasks.run(lambda: roster.members(desk), self._show, self.failed, self.failed)

    @Slot(object)
    def _show(self, people: tuple[Member, ...]) -> None:
        self._people = {one.staff.id: one for one in people}
        locked = sum(bool(one.locked) for one in people)
        self.head.set_note(f"{sum(one.active for one in people)} 人在用" + (f" · {locked} 人已锁定" if locked else ""))
        self.table.show_rows([_row(one) for one in people])

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
            title, note = f"给{one.staff.name}重设密码", "停用的、锁定的人员重设密码后可以再登录"
            form = FormDialog(self, title, note, (*_NEW, _OWN), "重设")
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
            title = f"停用{one.staff.name}"
            form = FormDialog(self, title, _RETIRE, (_OWN,), "停用", choices=("密钥", _KEYS), choice_first=True)
            form.asked.connect(self._retire)
            self.open_form(form)

    @Slot(dict)
    def _retire(self, told: dict[str, str]) -> None:
        desk, person, own = self.services.desk, self.table.current_key(), told["own"]
        wanted = own if int(told["choice"]) == 0 else ""

        def op() -> str:
            roster.put_out_of_use(desk, own, person)
            return wanted

        self.services.tasks.run(op, self._retired, self.failed, self.failed)

    @Slot(object)
    def _retired(self, wanted: str) -> None:
        """Out of use; with the password typed for it the key is changed at once, and it is kept nowhere."""
        self.done("已停用，密钥没有换" if not wanted else "已停用，正在更换密钥")
        self.refresh()
        if wanted:
            self.rekey_asked.emit(wanted)

    @Slot()
    def _unlock(self) -> None:
        desk, person = self.services.desk, self.table.current_key()
        if self._people.get(person):
            self._run(lambda: roster.unlock(desk, person))

    @Slot()
    def _ask_own(self) -> None:
        form = FormDialog(self, "更改自己的密码", "下次登录用新的", (_OLD, *_NEW), "更改")
        form.asked.connect(self._change_own)
        self.open_form(form)

    @Slot(dict)
    def _change_own(self, told: dict[str, str]) -> None:
        if self.form is not None and told["password"] != told["again"]:
            self.form.refuse(_TWICE)
            return
        desk = self.services.desk
        self._run(lambda: roster.change_own(desk, told["old"], told["password"]))

    def _run(self, op: Callable[[], object]) -> None:
        self.services.tasks.run(op, self._kept, self.failed, self.failed)

    @Slot(object)
    def _kept(self, _outcome: object) -> None:
        self.done("人员已改好")
        self.refresh()


def _row(one: Member) -> Row:
    role = powers.ROLES.get(one.staff.role, one.staff.role)
    last = f"{one.last_in:%m-%d %H:%M}" if one.last_in else "没有记录"
    return Row(one.staff.id, (one.staff.name, one.login, role, last, _standing(one)), quiet=not one.active)


def _standing(one: Member) -> str:
    """In use or not; locked, or a password that runs out, comes before."""
    if not one.active:
        return "停用"
    if one.locked:
        return f"已锁定，余 {one.locked} 分"
    if one.days_left is not None and one.days_left <= SignRules().notice_days:
        return "密码已到期" if one.days_left <= 0 else f"密码余 {one.days_left} 天"
    return "在用"
