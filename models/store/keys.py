"""The key of the store, held once per person and once on paper: whoever opens a slot may open the store.

The data key is random and never derived from a password, so passwords may change; it is held by key pairs, so it may
change too without anybody's password (``slots``). Sign-in names stand in the file only as a salted digest. What can be
undone halfway by a crash goes through ``stage`` and ``settle``: between them either key works.
"""

from __future__ import annotations

import secrets
from base64 import b64decode
from collections.abc import Iterable
from pathlib import Path

from models.errors import Refusal, StoreTrouble
from models.rules import signin
from models.store import codes, keyfile, slots, trouble
from models.store.connect import FILE, connect
from models.store.files import private_folder
from models.store.keyfile import NAME, Document
from models.store.ring import Ring, of, past, proof, proves
from models.store.slots import RECOVERY, USER, Cost, Slot
from models.store.suites import AES, Suite, named

__all__ = ["NAME", "Cost", "KeyFile", "check_password", "wrong_sign_in"]


class KeyFile:
    """The slots of one folder."""

    def __init__(self, folder: Path, cost: Cost | None = None) -> None:
        self._folder = folder
        self._cost = cost or Cost()

    def exists(self) -> bool:
        """Whether this folder was ever set up; a file that is gone with its copies left was."""
        return any(keyfile.copy_of(self._folder, n).exists() for n in range(keyfile.COPIES + 1))

    def make(self, login: str, password: str, suite: Suite = AES) -> tuple[bytes, str]:
        """First start: a new random key, a slot for ``login`` and one for the recovery code.

        Returns: the key and the code, to be shown once and printed. Raises: Refusal (``weak_password``), StoreTrouble.
        """
        if self.exists():
            raise StoreTrouble("此文件夹已有密钥文件", "没有改动任何内容", "请直接登录", code="store_exists")
        check_password(login, password)
        key, code, salt = secrets.token_bytes(32), codes.new(), secrets.token_bytes(16)
        kept: Document = {
            "version": keyfile.VERSION, "salt": slots.b64(salt), "generation": 1, "suite": suite.name,
            "proof": proof(1, suite, key), "slots": [], "past": {}, "shelf": 1,
        }  # fmt: skip
        people = ((USER, login, password), (RECOVERY, "", codes.plain(code)))
        kept["slots"] = [self._slot(kept, *one, key) for one in people]
        with trouble.told():
            private_folder(self._folder)
        keyfile.save(self._folder, kept, taking_away=True)
        return key, code

    def unlock(self, login: str, password: str) -> bytes:
        """The key. Raises Refusal (``sign_in``) that does not say whether the name or the password was wrong."""
        return self._unwrap(USER, login, password)

    def recover(self, code: str) -> bytes:
        """The key by the printed recovery code. Raises Refusal (``code_mistyped``, ``sign_in``)."""
        kept, _ = keyfile.load(self._folder)
        if all(slots.is_pair(one) for one in kept["slots"] if one["kind"] == RECOVERY):
            codes.must_be_whole(code)  # codes printed before there were check letters are tried as they are
        return self._unwrap(RECOVERY, "", codes.plain(code))

    def put(self, login: str, password: str, key: bytes) -> None:
        """Add a person's slot, or replace it when the password changes. Raises Refusal (``weak_password``)."""
        check_password(login, password)
        self._replace(((USER, login, password),), key)

    def remove(self, login: str) -> None:
        """Take a person's slot away; the password opens nothing from now on."""
        kept, _ = keyfile.load(self._folder)
        for document in filter(None, (kept, kept.get("next"))):
            gone = slots.find(document["slots"], b64decode(kept["salt"]), USER, login)
            document["slots"] = [one for one in document["slots"] if one is not gone]
        keyfile.save(self._folder, kept, taking_away=True)

    def renew_code(self, key: bytes) -> str:
        """A new recovery code; the old paper opens nothing from now on. Returns: the code, to be shown once."""
        code = codes.new()
        self._replace(((RECOVERY, "", codes.plain(code)),), key)
        return code

    def reset(self, login: str, password: str, key: bytes) -> str:
        """A person's new password and a new recovery code, both or neither. Raises Refusal (``weak_password``)."""
        check_password(login, password)
        code = codes.new()
        self._replace(((USER, login, password), (RECOVERY, "", codes.plain(code))), key)
        return code

    def bring_up(self, login: str, password: str, key: bytes) -> bool:
        """Make a key pair of a slot of the first format, its password being known now. Returns: whether it was one."""
        kept, _ = keyfile.load(self._folder)
        slot = slots.find(kept["slots"], b64decode(kept["salt"]), USER, login)
        if slot is None or slots.is_pair(slot):
            return False
        self._replace(((USER, login, password),), key)
        return True

    def still_old(self, logins: Iterable[str]) -> tuple[tuple[str, ...], bool]:
        """Whose slots cannot take a new key without their password, and whether the recovery code's cannot."""
        kept, _ = keyfile.load(self._folder)
        old = [one["tag"] for one in kept["slots"] if not slots.is_pair(one)]
        salt = b64decode(kept["salt"])
        return tuple(one for one in logins if slots.tag(salt, USER, one, AES) in old), (
            slots.tag(salt, RECOVERY, "", AES) in old
        )

    def stage(self, key: bytes, new: bytes, suite: Suite, logins: Iterable[str]) -> tuple[str, ...]:
        """Write the document of a new key beside the one in use: from now on every slot gives both.

        Only slots of ``logins`` and the recovery code go along, and only those that one who has the key put there.
        Returns: logins that have no such slot.
        """
        kept, _ = keyfile.load(self._folder)
        salt, ring = b64decode(kept["salt"]), of(self._folder, key)
        honest = [one for one in kept["slots"] if slots.is_pair(one) and slots.vouched(one, key)]
        found = {login: slots.find(honest, salt, USER, login) for login in logins}
        going = [one for one in (*found.values(), slots.find(honest, salt, RECOVERY, "")) if one is not None]
        generation = ring.newest + 1
        following = {
            **{name: value for name, value in kept.items() if name != "next"},
            "generation": generation, "suite": suite.name, "proof": proof(generation, suite, new),
            "past": past(ring, suite, new), "slots": [slots.hold(one, new, generation) for one in going],
        }  # fmt: skip
        keyfile.save(self._folder, {**kept, "next": following})
        return tuple(login for login, slot in found.items() if slot is None)

    def settle(self, key: bytes) -> bool:
        """End a change of key the way it went: ``key`` is what the database opens with. Returns: if there was one."""
        kept, _ = keyfile.load(self._folder)
        following = kept.pop("next", None)
        if following is None:
            return False
        keyfile.save(self._folder, following if proves(following, key) else kept, taking_away=True)
        return True

    def mend(self) -> int:
        """Put the newest whole copy in place of a damaged file. Returns: which copy it was, 0 for nothing to mend."""
        kept, n = keyfile.load(self._folder)
        if n:
            keyfile.save(self._folder, kept)
        return n

    def shelf_behind(self) -> bool:
        """Whether blobs of an older key may still be on the shelf."""
        kept, _ = keyfile.load(self._folder)
        return bool(kept["shelf"] < kept["generation"])

    def shelf_moved(self, ring: Ring) -> None:
        """Every blob is under the newest key now."""
        kept, _ = keyfile.load(self._folder)
        keyfile.save(self._folder, {**kept, "shelf": ring.newest})

    def _replace(self, people: Iterable[tuple[str, str, str]], key: bytes) -> None:
        """New slots for these, in one change of the file."""
        kept, _ = keyfile.load(self._folder)
        if "next" in kept:
            raise StoreTrouble("正在更换密钥", "密码没有改动", "请等更换完成后再改", code="store_busy")
        if not proves(kept, key):
            raise keyfile.damaged()
        suite, salt = named(kept["suite"]), b64decode(kept["salt"])
        if not kept["proof"]:
            kept["proof"] = proof(kept["generation"], suite, key)
        gone = [slots.find(kept["slots"], salt, kind, login) for kind, login, _ in people]
        added = [self._slot(kept, *one, key) for one in people]
        left = [one for one in kept["slots"] if all(one is not old for old in gone)]
        keyfile.save(self._folder, {**kept, "slots": [*left, *added]}, taking_away=any(gone))

    def _slot(self, kept: Document, kind: str, login: str, secret: str, key: bytes) -> Slot:
        salt, suite = b64decode(kept["salt"]), named(kept["suite"])
        return slots.hold(slots.make(salt, kind, login, secret, suite, self._cost), key, kept["generation"])

    def _unwrap(self, kind: str, login: str, secret: str) -> bytes:
        kept, _ = keyfile.load(self._folder)
        salt = b64decode(kept["salt"])
        slot = slots.find(kept["slots"], salt, kind, login)
        # an unknown name costs the same time as a wrong password
        tried = slot or slots.dummy(salt, kind, login, named(kept["suite"]), self._cost)
        try:
            opened = slots.open_private(tried, secret)
            if opened is None:
                raise wrong_sign_in()
            found = [_key_in(one, tried["tag"], opened) for one in (kept, kept.get("next")) if one]
        except (ValueError, KeyError, TypeError) as error:
            raise keyfile.damaged() from error
        keys = [key for key in found if key is not None]
        if not keys:  # a whole file with a slot that was put back after its time
            raise wrong_sign_in()
        return keys[0] if len(keys) == 1 or not _opens(self._folder / FILE, keys[1]) else keys[1]


def wrong_sign_in() -> Refusal:
    """The one answer to any failed sign-in."""
    return Refusal("登录名或密码不正确", "没有打开数据", "请重新输入；忘记密码请找管理员", code="sign_in")


def check_password(login: str, password: str) -> None:
    """As ``signin.password_fault`` asks. Raises Refusal (``weak_password``)."""
    if fault := signin.password_fault(login, password):
        raise Refusal(fault, "没有保存", signin.asked_for(), code="weak_password")


def _key_in(kept: Document, tag: str, opened: bytes) -> bytes | None:
    """The data key of this document, by what a slot's secret opened; None if the slot is not in it or lies."""
    slot = next((one for one in kept["slots"] if one["tag"] == tag), None)
    if slot is None:
        return None
    key = slots.held(slot, opened, kept["generation"]) if slots.is_pair(slot) else opened
    return key if key is not None and proves(kept, key) else None


def _opens(path: Path, key: bytes) -> bool:
    """Whether the database is under this key."""
    try:
        with trouble.told():
            connect(path, key, reader=True, frozen=True).close()  # a backup is looked into as it is
    except StoreTrouble as error:
        if error.code not in ("store_key", "store_gone"):
            raise
        return False
    return True
