"""Who works at this window: people added, given a new password and put out of use, by an administrator only.

Every door here is shut unless the person at it is an administrator in use; screens only show what these say.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from models.desk.context import Desk
from models.errors import Refusal
from models.rules.powers import ADMINISTRATOR, ROLES
from models.store import people
from models.store.keys import KeyFile
from models.views import Staff

if TYPE_CHECKING:
    from models.store.store import Store

NOT_YOURS = "只有管理员能改"


def reason_not(desk: Desk) -> str:
    """Why whoever sits here may not change the setting of the window; "" when they may."""
    known = any(
        staff.id == desk.staff.id and staff.role == ADMINISTRATOR and active
        for staff, _, active in people.all_of(desk.store)
    )
    return "" if known else NOT_YOURS


def must_administrate(desk: Desk) -> None:
    """Let administrators pass.

    Raises:
        Refusal: code ``not_administrator``.
    """
    if reason_not(desk):
        raise _not_administrator()


def login_of(store: Store, person_id: str) -> str:
    """The sign-in name of a person; "" for one who is not on the list."""
    return next((login for staff, login, _ in people.all_of(store) if staff.id == person_id), "")


def add(desk: Desk, own_password: str, *, login: str, name: str, role: str, password: str) -> Staff:
    """Let one more person sign in here; ``own_password`` is that of the administrator who sits here.

    Raises: as ``add_person``.
    """
    must_administrate(desk)
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
    key = _unlock(store, admin)
    _must_be_free(store, login)
    keys = KeyFile(store.folder)
    keys.put(login, password, key)
    try:
        return people.add(store, login, name, role, at)
    except BaseException:
        keys.remove(login)  # a key without a person behind it opens nothing, but need not lie about
        raise


def put_out_of_use(desk: Desk, own_password: str, person_id: str) -> None:
    """Let somebody sign in no longer; the name stays, since the log names it.

    Raises:
        Refusal: ``not_administrator``, ``sign_in``, ``own_self`` (one cannot shut oneself out, so an administrator is
            always left), ``person_unknown``. StoreTrouble: the disk.
    """
    must_administrate(desk)
    _unlock(desk.store, (login_of(desk.store, desk.staff.id), own_password))
    if person_id == desk.staff.id:
        raise Refusal("不能停用自己", "没有改动", "请由另一位管理员办理", code="own_self")
    login = _known(desk.store, person_id)
    people.set_active(desk.store, person_id, False)
    KeyFile(desk.store.folder).remove(login)


def set_password(desk: Desk, own_password: str, person_id: str, password: str) -> None:
    """Give somebody a new password, after one was forgotten or when the person comes back into use.

    Raises:
        Refusal: ``not_administrator``, ``sign_in``, ``weak_password``, ``person_unknown``. StoreTrouble: the disk.
    """
    must_administrate(desk)
    key = _unlock(desk.store, (login_of(desk.store, desk.staff.id), own_password))
    KeyFile(desk.store.folder).put(_known(desk.store, person_id), password, key)
    people.set_active(desk.store, person_id, True)


def everybody(store: Store) -> tuple[tuple[Staff, str, bool], ...]:
    """Everyone with login and whether they may sign in."""
    return people.all_of(store)


def _unlock(store: Store, admin: tuple[str, str]) -> bytes:
    """The store's key, by an administrator's own slot."""
    key = KeyFile(store.folder).unlock(*admin)
    staff = people.by_login(store, admin[0])
    if staff is None or staff.role != ADMINISTRATOR:
        raise _not_administrator()
    return key


def _must_be_free(store: Store, login: str) -> None:
    """A slot is found by the name whatever its case, so two names that differ in case only would share one."""
    if any(login.casefold() == taken.strip().casefold() for _, taken, _ in people.all_of(store)):
        raise Refusal("登录名已被使用", "没有新增人员", "请换一个登录名", code="login_taken")


def _known(store: Store, person_id: str) -> str:
    login = login_of(store, person_id)
    if not login:
        raise Refusal("没有这位人员", "没有改动", "请在名单里重新选", code="person_unknown")
    return login


def _not_administrator() -> Refusal:
    return Refusal(NOT_YOURS, "没有改动任何设置", "请管理员登录后办理", code="not_administrator")
