"""The way in: first start of a folder, and signing in to it. What ``app`` calls before there is a store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from models.errors import Refusal, StoreTrouble
from models.rules.powers import ADMINISTRATOR
from models.rules.terms import AuditKind
from models.store import audit, beginning, people, rekey, restore, trouble
from models.store.attempts import Attempts, Times
from models.store.connect import FILE
from models.store.files import private_folder
from models.store.keys import NAME, Cost, KeyFile, check_password, wrong_sign_in
from models.store.lock import ProgramLock
from models.store.store import Store, window_key
from models.store.suites import named
from models.views import Staff, Window

CODE_UNSEEN: Final = "code_unseen"
"""Name of the store's mark that a recovery code was made and nobody has said yet that they wrote it down."""


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What a first start leaves: an open store, its administrator, and the code to print and lock away."""

    store: Store
    staff: Staff
    recovery_code: str


def is_set_up(folder: Path) -> bool:
    """Whether somebody can sign in here; what a first start left that was cut short does not count."""
    return restore.pending(folder) or (KeyFile(folder).exists() and not beginning.cut_short(folder))


def first_start(
    folder: Path,
    window: Window,
    *,
    login: str,
    name: str,
    password: str,
    at: datetime,
    cost: Cost | None = None,
    crypto: str = "",
    settle: Callable[[Store], None] = lambda _: None,
) -> FirstStart:
    """Make the key, the store of ``window`` and its first administrator. Cut short anywhere, a second call begins anew.

    Args:
        crypto: algorithms of slots and shelf (``suites``), as the pack says; "" for the default.
        settle: what else must stand in the store before the folder counts as set up.

    Raises: Refusal (``weak_password``); StoreTrouble (``store_exists``, ``store_in_use``, disk).
    """
    _must_be_free(folder)
    check_password(login, password)
    with trouble.told():
        lock = ProgramLock(private_folder(folder))
    try:
        _must_be_free(folder)  # another program may have ended here just now
        with trouble.told():
            beginning.begin(folder)
        key, code = KeyFile(folder, cost).make(login, password, named(crypto))
        store = Store.create(folder, key, window=window_key(window), held=lock)
    except BaseException:
        lock.release()
        raise
    try:
        staff = people.add(store, login, name, "administrator", at)
        with store.work() as work:
            work.set_meta(CODE_UNSEEN, "1")
            work.commit()
        settle(store)
        with trouble.told():
            beginning.end(folder)
    except BaseException:
        store.close()
        raise
    return FirstStart(store, staff, code)


def _must_be_free(folder: Path) -> None:
    """Raise StoreTrouble where somebody works already, or where a database lies that no first start left."""
    with trouble.told():
        taken = is_set_up(folder) or ((folder / FILE).exists() and not beginning.cut_short(folder))
    if taken:
        raise StoreTrouble("此文件夹已有数据", "没有改动任何内容", "请直接登录，或另选文件夹", code="store_exists")


def sign_in(folder: Path, login: str, password: str, times: Times | None = None) -> tuple[Store, Staff]:
    """Open the store as ``login``.

    Raises: Refusal (``sign_in``): wrong name, wrong password or no longer active, without saying which;
    ``locked_out`` after too many of them, the same for a name nobody has. StoreTrouble.
    """
    attempts = Attempts(folder, times)
    if restore.pending(folder):  # cut short after it was ready: nothing is asked, it is finished
        restore.finish(folder)
    store = Store.open(folder, _unlock(attempts, folder, login, password))
    staff = people.by_login(store, login)
    if staff is None:
        store.close()
        attempts.failed(login)
        raise wrong_sign_in()
    attempts.passed(login)
    rekey.settle(store)
    KeyFile(folder).bring_up(login, password, store.key)
    return store, staff


def mend(store: Store, at: datetime) -> bool:
    """Put a whole copy in place of a damaged key file, and say so in the trail. Returns: whether it was needed."""
    keys = KeyFile(store.folder)
    copy = keys.mend() if keys.exists() else 0
    if copy:
        with store.work() as work:
            audit.note(work, AuditKind.KEY, at, subject=f"{NAME}.{copy}", text="密钥文件损坏，已由完好的副本替换")
            work.commit()
    return bool(copy)


def recover(
    folder: Path, code: str, *, login: str, password: str, at: datetime, cost: Cost | None = None
) -> FirstStart:
    """Open the store by the printed recovery code, and give an administrator a new password.

    The code is used up: the one returned takes its place, to be printed and sealed again.

    Args:
        login: an administrator of this window, in use. password: their new one.

    Raises: Refusal (``code_mistyped``, ``sign_in``, ``not_administrator``, ``weak_password``); StoreTrouble.
    """
    keys = KeyFile(folder, cost)
    key = keys.recover(code)
    store = Store.open(folder, key)
    try:
        staff = _administrator(store, login)
        check_password(login, password)
        rekey.settle(store)
        with store.work() as work:
            text = "用恢复码打开，管理员换密码，恢复码作废换新"
            audit.note(work, AuditKind.KEY, at, actor=staff.id, name=staff.name, subject=login, text=text)
            work.set_meta(CODE_UNSEEN, "1")
            work.commit()
        return FirstStart(store, staff, keys.reset(login, password, store.key))
    except BaseException:
        store.close()
        raise


def _administrator(store: Store, login: str) -> Staff:
    staff = people.by_login(store, login)
    if staff is None or staff.role != ADMINISTRATOR:
        raise Refusal("这不是在用的管理员登录名", "没有改动任何内容", "请核对管理员登录名", code="not_administrator")
    return staff


def sign_in_again(store: Store, login: str, password: str, times: Times | None = None) -> Staff:
    """Sign in to a store that is open already: after the screen was locked, or when the next person takes the seat.

    Raises: Refusal (``sign_in``, ``locked_out``).
    """
    attempts = Attempts(store.folder, times)
    _unlock(attempts, store.folder, login, password)
    staff = people.by_login(store, login)
    if staff is None:
        attempts.failed(login)
        raise wrong_sign_in()
    attempts.passed(login)
    return staff


def prove(store: Store, login: str, password: str, times: Times | None = None) -> bytes:
    """The store's key, by a name's own slot, for what only it may do; failures count as at the door.

    Raises: Refusal (``sign_in``, ``locked_out``).
    """
    attempts = Attempts(store.folder, times)
    key = _unlock(attempts, store.folder, login, password)
    attempts.passed(login)
    return key


def _unlock(attempts: Attempts, folder: Path, login: str, password: str) -> bytes:
    """The key behind a name's slot; a failure is counted before it is told."""
    attempts.check(login)
    try:
        return KeyFile(folder).unlock(login, password)
    except Refusal as wrong:
        if wrong.code == "sign_in":
            attempts.failed(login)
        raise
