"""The keys of this window, changed by its administrator: a new recovery code, a new key for everything (等保 密码管理).

Each asks for the administrator's own password again, and each is in the audit trail.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from models.desk.context import Desk
from models.desk.power import needs
from models.desk.roster import login_of
from models.papers_code import CodeSheet
from models.rules.powers import Power
from models.rules.terms import AuditKind
from models.store import audit, door, people, rekey, ring
from models.store.keys import KeyFile
from models.store.suites import AES, SUITES, Suite

Moved = rekey.Moved
_SETTING: Final = "crypto"


@dataclass(frozen=True, slots=True)
class KeyState:
    """How the keys stand, for 管理."""

    generation: int
    suite: str  # as people call it
    wanted: str  # what the pack asks for, "" when it is so already
    moving: bool  # blobs of an older key are still on the shelf
    old_people: tuple[str, ...]  # sign-in names whose slot has the first format
    old_code: bool


@dataclass(frozen=True, slots=True)
class KeyChanged:
    """What came of a new key."""

    generation: int
    backup: str  # name of the backup made before
    left_out: tuple[str, ...]  # sign-in names that need a new password now


def state(desk: Desk) -> KeyState:
    """How the keys of this window stand. Raises: StoreTrouble."""
    keys, held = KeyFile(desk.store.folder), ring.of(desk.store.folder, desk.store.key)
    suite = wanted_suite(desk)
    old_people, old_code = keys.still_old(_logins(desk)) if keys.exists() else ((), False)
    behind = keys.exists() and keys.shelf_behind()
    return KeyState(held.newest, held.suite.zh, "" if suite is held.suite else suite.zh, behind, old_people, old_code)


def wanted_suite(desk: Desk) -> Suite:
    """The algorithms the pack asks for (``crypto``); the default for a word nobody knows, which never weakens."""
    return SUITES.get(desk.pack.policy.settings.get(_SETTING, ""), AES)


@needs(Power.KEYS)
def renew_code(desk: Desk, own_password: str) -> CodeSheet:
    """A new recovery code; the one on paper opens nothing from now on. Returns: the sheet to print, once.

    Until ``setup.code_seen`` is told that it was put away, a later start says that it was not.

    Raises: Refusal (``not_administrator``, ``sign_in``); StoreTrouble.
    """
    key = _prove(desk, own_password)
    _note(desk, "恢复码", "恢复码作废换新", unseen=True)
    return sheet(desk, KeyFile(desk.store.folder).renew_code(key))


@needs(Power.KEYS)
def change_key(desk: Desk, own_password: str) -> KeyChanged:
    """A new key for database and shelf with the pack's algorithms; ``move_shelf`` brings the shelf after it.

    Takes seconds on a large store and lets nobody write meanwhile: run it in the background.

    Raises: Refusal (``not_administrator``, ``sign_in``, ``slots_old``); StoreTrouble: the old key is in use then.
    """
    _prove(desk, own_password)
    suite = wanted_suite(desk)
    made = rekey.change(desk.store, suite)
    generation = ring.of(desk.store.folder, desk.store.key).newest
    missing = f"；{'、'.join(made.left_out)}须重设密码" if made.left_out else ""
    _note(desk, f"第{generation}代", f"更换密钥，{suite.zh}，先有备份 {made.backup.name}{missing}")
    return KeyChanged(generation, made.backup.name, made.left_out)


@needs(Power.KEYS)
def move_shelf(desk: Desk, tell: Callable[[int], None], stop: Callable[[], bool]) -> Moved:
    """Bring the scans and papers under the newest key; may be stopped and taken up again. Raises: StoreTrouble."""
    moved = rekey.move(desk.store, tell, stop)
    if moved.whole:
        broken = f"，读不出 {len(moved.broken)} 份" if moved.broken else ""
        _note(desk, "附件", f"附件换到新密钥，共 {moved.seen} 份{broken}")
    return moved


def go_on(desk: Desk, stop: Callable[[], bool]) -> Moved | None:
    """The rest of a move of the shelf that was cut short, whoever sits here now: an administrator began it.

    Returns: None when nothing is left to move. Raises: StoreTrouble.
    """
    keys = KeyFile(desk.store.folder)
    if not keys.exists() or not keys.shelf_behind():
        return None
    moved = rekey.move(desk.store, stop=stop)
    if moved.whole:
        broken = f"，读不出 {len(moved.broken)} 份" if moved.broken else ""
        text = f"程序把上次没有换完的附件换到新密钥，共 {moved.seen} 份{broken}"
        with desk.store.work() as work:  # by nobody who sits here
            audit.note(work, AuditKind.KEY, desk.clock.now(), subject="附件", text=text)
            work.commit()
    return moved


def sheet(desk: Desk, code: str, *, first: bool = False) -> CodeSheet:
    """The paper for the sealed envelope; it is never kept, only printed. ``first``: there was no code before it."""
    window = desk.window
    seat = f"{window.hall}　{window.label}"
    return CodeSheet(code, seat, window.phone, desk.staff.name, desk.clock.now(), first)


def _logins(desk: Desk) -> list[str]:
    return [login for _, login, active in people.all_of(desk.store) if active]


def _prove(desk: Desk, own_password: str) -> bytes:
    return KeyFile(desk.store.folder).unlock(login_of(desk.store, desk.staff.id), own_password)


def _note(desk: Desk, subject: str, text: str, *, unseen: bool = False) -> None:
    with desk.store.work() as work:
        audit.note(
            work, AuditKind.KEY, desk.clock.now(), actor=desk.staff.id, name=desk.staff.name, subject=subject, text=text
        )
        if unseen:
            work.set_meta(door.CODE_UNSEEN, "1")
        work.commit()
