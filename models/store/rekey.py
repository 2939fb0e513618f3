"""A new key for the database and the shelf; a crash at any moment leaves a store that opens with nothing lost.

The order is everything. A verified backup under the old key; the key file gives both keys; a verified copy of the
database under the new key takes the place of the old; the key file forgets how to give the old key; the blobs follow
one by one, each saying which key it is under. Whoever signs in after a crash ends the change the way it went.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from models.errors import Refusal, StoreTrouble
from models.store import keyfile, people, ring, schema, trouble
from models.store.files import write_whole
from models.store.gate import PATIENCE
from models.store.keys import KeyFile

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.store import Store
    from models.store.suites import Suite

PLACE: Final = "rekeying"
"""Where the copy is made; whatever is left there after a crash is of no use."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How far the shelf is: blobs seen, those brought under the new key now, those that cannot be read at all."""

    seen: int
    moved: int
    broken: tuple[str, ...]
    whole: bool  # nothing is left to do


@dataclass(frozen=True, slots=True)
class Changed:
    """The backup made before, and who can no longer sign in because the key file held no honest slot of theirs."""

    backup: Path
    left_out: tuple[str, ...]


def change(store: Store, suite: Suite, *, patience: float = PATIENCE) -> Changed:
    """Give the database a new key, with these algorithms for shelf and slots; ``move`` brings the blobs after it.

    Args:
        patience: seconds to wait for readers to leave, when the new file takes its place.

    Raises: Refusal (``slots_old``): somebody's slot cannot take the new key;
    StoreTrouble: ``store_busy``, disk; the store goes on under the old key then.
    """
    keys, folder = KeyFile(store.folder), store.folder
    logins = [login for _, login, active in people.all_of(store) if active]
    _all_can_follow(keys, logins)
    backup = back_up(store)
    old, new = store.key, secrets.token_bytes(32)

    left_out: list[str] = []

    def copy(db: Connection) -> tuple[Path, bytes]:
        left_out.extend(keys.stage(old, new, suite, logins))
        return schema.back_up(db, folder / PLACE, new, "counter"), new

    try:
        store.exchange(copy, patience=patience)
    finally:
        settle(store)
    return Changed(backup, tuple(left_out))


def settle(store: Store) -> bool:
    """End a change of key that was begun, whichever key the database is under. Returns: whether there was one."""
    keys = KeyFile(store.folder)
    begun = keys.exists() and keys.settle(store.key)
    if (place := store.folder / PLACE).exists():
        shutil.rmtree(place, ignore_errors=True)
    return begun


def move(
    store: Store, tell: Callable[[int], None] = lambda _: None, stop: Callable[[], bool] = lambda: False
) -> Moved:
    """Bring every blob under the newest key; may be stopped and taken up again at any time. Raises: StoreTrouble.

    Args:
        tell: told how many were looked at.
    """
    seen, moved = 0, 0
    broken: list[str] = []
    for digest in store.blobs.names():
        if stop():
            return Moved(seen, moved, tuple(broken), whole=False)
        try:
            moved += store.blobs.renew(digest)
        except StoreTrouble as error:
            if error.code not in ("blob_broken", "blob_missing", "store_gone"):
                raise
            broken.append(digest)  # the old key would not open it either
        seen += 1
        tell(seen)
    KeyFile(store.folder).shelf_moved(ring.of(store.folder, store.key))
    return Moved(seen, moved, tuple(broken), whole=True)


def back_up(store: Store) -> Path:
    """A verified copy under the key in use, with the key file as it is now beside it."""
    with store.read() as db, trouble.told():
        made = schema.back_up(db, store.folder / schema.BACKUPS, store.key, "before-rekey")
        write_whole(made.with_suffix(".keys.json"), keyfile.copy_of(store.folder, 0).read_bytes())
    return made


def _all_can_follow(keys: KeyFile, logins: list[str]) -> None:
    people_left, code_left = keys.still_old(logins)
    if people_left:
        raise Refusal(
            f"这些人员的密码还是旧格式：{'、'.join(people_left)}",
            "没有更换密钥",
            "请他们各登录一次，或先给他们重设密码，再更换密钥",
            code="slots_old",
        )
    if code_left:
        raise Refusal("恢复码还是旧格式", "没有更换密钥", "请先更换恢复码并打印，再更换密钥", code="slots_old")
