"""Who works at this window: people added, given a new password and put out of use, by an administrator only.

Every door here is shut unless the person at it is an administrator in use; screens only show what these say. Whatever
is done leaves a line in the trail, in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from models.desk.context import Desk
from models.desk.power import needs, reason
from models.errors import Refusal
from models.rules import signin
from models.rules.powers import ADMINISTRATOR, ROLES, Power
from models.rules.terms import AuditKind
from models.store import audit, door, passwords, people, seats
from models.store.attempts import Attempts
from models.store.keys import KeyFile
from models.views import Staff

if TYPE_CHECKING:
    from models.store.store import Store
    from models.store.work import Work

NOT_YOURS = "只有管理员能改"


@dataclass(frozen=True, slots=True)
class Member:
    """A line of the list of people. ``locked``: minutes; ``days_left`` of the password, None when not known."""

    staff: Staff
    login: str
    active: bool
    last_in: datetime | None
    locked: int
    days_left: int | None


def reason_not(desk: Desk) -> str:
    """Why whoever sits here may not change the setting of the window; "" when they may."""
    return reason(desk, Power.SETTING)


def login_of(store: Store, person_id: str) -> str:
    """The sign-in name of a person; "" for one who is not on the list."""
    return next((login for staff, login, _ in people.all_of(store) if staff.id == person_id), "")


@needs(Power.PEOPLE)
def add(desk: Desk, own_password: str, *, login: str, name: str, role: str, password: str) -> Staff:
    """Let one more person sign in here; ``own_password`` is that of the administrator who sits here.

    Raises: as ``add_person``.
    """
    admin = login_of(desk.store, desk.staff.id), own_password
    return add_person(
        desk.store, admin=admin, login=login, name=name, role=role, password=password, at=desk.clock.now()
    )


def add_person(
    store: Store, *, admin: tuple[str, str], login: str, name: str, role: str, password: str, at: datetime
) -> Staff:
    """Let one more person sign in here.

    Args:
        admin: login and password of an administrator; the new slot holds the store's key, which only a slot can give.
        role: one of ``ROLES``.

    Raises:
        Refusal: ``not_administrator``, ``sign_in`` (wrong password), ``weak_password``, ``login_taken``,
            ``person_unclear``. StoreTrouble: the disk.
    """
    login, name = login.strip(), name.strip()
    if not login or not name or role not in ROLES:
        raise Refusal("姓名、登录名、岗位没有填全", "没有新增人员", "请填全再按", code="person_unclear")
    key, by = _unlock(store, admin)
    _must_be_free(store, login)
    keys = KeyFile(store.folder)
    keys.put(login, password, key)
    digest = passwords.digest(password)

    def also(work: Work, made: Staff) -> None:
        seats.note_password(work, made.id, digest, at, signin.SignRules().history)
        _note(work, AuditKind.PERSON, at, by, login, f"新增，岗位{ROLES[role]}")

    try:
        return people.add(store, login, name, role, at, also=also)
    except BaseException:
        keys.remove(login)  # a key without a person behind it opens nothing, but need not lie about
        raise


@needs(Power.PEOPLE)
def put_out_of_use(desk: Desk, own_password: str, person_id: str) -> None:
    """Let somebody sign in no longer; the name stays, since the log names it.

    Raises:
        Refusal: ``not_administrator``, ``sign_in``, ``own_self`` (one cannot shut oneself out, so an administrator is
            always left), ``person_unknown``. StoreTrouble: the disk.
    """
    _unlock(desk.store, (login_of(desk.store, desk.staff.id), own_password))
    if person_id == desk.staff.id:
        raise Refusal("不能停用自己", "没有改动", "请由另一位管理员办理", code="own_self")
    login, at = _known(desk.store, person_id), desk.clock.now()
    people.set_active(
        desk.store,
        person_id,
        False,
        also=lambda work: _note(work, AuditKind.PERSON, at, desk.staff, login, "停用"),
    )
    KeyFile(desk.store.folder).remove(login)


@needs(Power.PEOPLE)
def set_password(desk: Desk, own_password: str, person_id: str, password: str) -> None:
    """Give somebody a new password, after one was forgotten or when the person comes back into use.

    Raises:
        Refusal: ``not_administrator``, ``sign_in``, ``weak_password``, ``password_used``, ``person_unknown``.
            StoreTrouble: the disk.
    """
    key, _ = _unlock(desk.store, (login_of(desk.store, desk.staff.id), own_password))
    _renew(desk, person_id, password, key, "由管理员重设")
    Attempts(desk.store.folder).unlock(_known(desk.store, person_id))


@needs(Power.SELF)
def change_own(desk: Desk, old: str, new: str) -> None:
    """Change one's own password.

    Raises:
        Refusal: ``sign_in``, ``locked_out``, ``weak_password``, ``password_used``. StoreTrouble: the disk.
    """
    key = door.prove(desk.store, _known(desk.store, desk.staff.id), old)
    _renew(desk, desk.staff.id, new, key, "本人更改")


@needs(Power.PEOPLE)
def unlock(desk: Desk, person_id: str) -> None:
    """Let somebody try again who was locked out.

    Raises:
        Refusal: ``not_administrator``, ``person_unknown``. StoreTrouble: the disk.
    """
    login = _known(desk.store, person_id)
    Attempts(desk.store.folder).unlock(login)
    with desk.store.work() as work:
        _note(work, AuditKind.LOCKED_OUT, desk.clock.now(), desk.staff, login, "由管理员解锁")
        work.commit()


def everybody(store: Store) -> tuple[tuple[Staff, str, bool], ...]:
    """Everyone with login and whether they may sign in."""
    return people.all_of(store)


def members(desk: Desk) -> tuple[Member, ...]:
    """Everyone as 管理 lists them."""
    listed = people.all_of(desk.store)
    locked = Attempts(desk.store.folder).locked([login for _, login, _ in listed])
    last, rules = seats.last_in(desk.store), rules_of(desk)
    return tuple(
        Member(staff, login, active, last.get(staff.id), locked.get(login, 0), _days_left(desk, staff.id, rules))
        for staff, login, active in listed
    )


def rules_of(desk: Desk) -> signin.SignRules:
    """The values that hold here: the stricter of the house's and the pack's."""
    return signin.stricter(desk.pack.policy.settings)


def _days_left(desk: Desk, person_id: str, rules: signin.SignRules) -> int | None:
    set_at = seats.password_set_at(desk.store, person_id)
    return None if set_at is None else signin.days_left(set_at.date(), desk.today, rules)


def _renew(desk: Desk, person_id: str, password: str, key: bytes, text: str) -> None:
    """A new slot first: cut off behind it, the new password opens, and is only not written down yet."""
    login, at, rules = _known(desk.store, person_id), desk.clock.now(), rules_of(desk)
    if fault := signin.password_fault(login, password, rules):
        raise Refusal(fault, "密码没有改", signin.asked_for(rules), code="weak_password")
    if passwords.used_before(password, seats.past_passwords(desk.store, person_id, rules.history)):
        raise Refusal(f"新密码是最近{rules.history}次用过的", "密码没有改", "请换一个没有用过的", code="password_used")
    KeyFile(desk.store.folder).put(login, password, key)
    digest = passwords.digest(password)

    def also(work: Work) -> None:
        seats.note_password(work, person_id, digest, at, rules.history)
        _note(work, AuditKind.PASSWORD, at, desk.staff, login, text)

    people.set_active(desk.store, person_id, True, also=also)


def _note(work: Work, what: AuditKind, at: datetime, by: Staff, login: str, text: str) -> None:
    audit.note(work, what, at, actor=by.id, name=by.name, subject=login, text=text)


def _unlock(store: Store, admin: tuple[str, str]) -> tuple[bytes, Staff]:
    """The store's key, by an administrator's own slot; and who that is."""
    key = door.prove(store, *admin)
    staff = people.by_login(store, admin[0])
    if staff is None or staff.role != ADMINISTRATOR:
        raise Refusal(NOT_YOURS, "没有改动任何设置", "请管理员登录后办理", code="not_administrator")
    return key, staff


def _must_be_free(store: Store, login: str) -> None:
    """A slot is found by the name whatever its case, so two names that differ in case only would share one."""
    if any(login.casefold() == taken.strip().casefold() for _, taken, _ in people.all_of(store)):
        raise Refusal("登录名已被使用", "没有新增人员", "请换一个登录名", code="login_taken")


def _known(store: Store, person_id: str) -> str:
    login = login_of(store, person_id)
    if not login:
        raise Refusal("没有这位人员", "没有改动", "请在名单里重新选", code="person_unknown")
    return login
