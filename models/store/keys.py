"""The key of the store, wrapped once per person and once on paper: whoever unwraps a slot may open the store.

``keys.json`` holds slots; a slot is the 32-byte key sealed by AES-256-GCM under Argon2id of a password or of the
recovery code. Sign-in names stand there only as a salted digest. The key is never derived from a password, so that
passwords may change.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import Refusal, StoreTrouble
from models.store import trouble
from models.store.files import private_folder, write_whole

NAME = "keys.json"
_VERSION = 1
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters of the recovery code: nothing that reads like something else on paper."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: rounds, memory in KiB, lanes (RFC 9106, second recommended choice)."""

    rounds: int = 3
    memory: int = 65536
    lanes: int = 4


class KeyFile:
    """The slots of one folder."""

    def __init__(self, folder: Path, cost: Cost | None = None) -> None:
        self._folder = folder
        self._path = folder / NAME
        self._cost = cost or Cost()

    def exists(self) -> bool:
        """Whether this folder was ever set up."""
        return self._path.exists()

    def make(self, login: str, password: str) -> tuple[bytes, str]:
        """First start: a new random key, a slot for ``login`` and one for the recovery code.

        Returns: the key and the code, to be shown once and printed. Raises: Refusal (``weak_password``), StoreTrouble.
        """
        if self.exists():
            raise StoreTrouble("此文件夹已有密钥文件", "没有改动任何内容", "请直接登录", code="store_exists")
        check_password(login, password)
        key, code, salt = secrets.token_bytes(32), recovery_code(), secrets.token_bytes(16)
        slots = [
            self._slot(salt, "user", login, password, key),
            self._slot(salt, "recovery", "", _plain(code), key),
        ]
        with trouble.told():
            private_folder(self._folder)
        self._save({"version": _VERSION, "salt": _b64(salt), "slots": slots})
        return key, code

    def unlock(self, login: str, password: str) -> bytes:
        """The key. Raises Refusal (``sign_in``) that does not say whether the name or the password was wrong."""
        return self._unwrap("user", login, password)

    def recover(self, code: str) -> bytes:
        """The key by the printed recovery code. Raises Refusal (``sign_in``)."""
        return self._unwrap("recovery", "", _plain(code))

    def put(self, login: str, password: str, key: bytes) -> None:
        """Add a person's slot, or replace it when the password changes. Raises Refusal (``weak_password``)."""
        check_password(login, password)
        kept = self._load()
        slot = self._slot(b64decode(kept["salt"]), "user", login, password, key)
        others = [old for old in kept["slots"] if (old["kind"], old["tag"]) != (slot["kind"], slot["tag"])]
        self._save({**kept, "slots": [*others, slot]})

    def remove(self, login: str) -> None:
        """Take a person's slot away; the password opens nothing from now on."""
        kept = self._load()
        tag = _tag(b64decode(kept["salt"]), "user", login)
        self._save({**kept, "slots": [slot for slot in kept["slots"] if slot["tag"] != tag]})

    def _unwrap(self, kind: str, login: str, secret: str) -> bytes:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - loads when somebody signs in
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - the same

        kept = self._load()
        tag = _tag(b64decode(kept["salt"]), kind, login)
        slot = next((slot for slot in kept["slots"] if slot["tag"] == tag), None)
        # an unknown name costs the same time as a wrong password
        found = slot or self._slot(b64decode(kept["salt"]), kind, login, secrets.token_hex(16), bytes(32))
        wrapping = _stretch(secret, b64decode(found["salt"]), Cost(found["rounds"], found["memory"], found["lanes"]))
        try:
            return AESGCM(wrapping).decrypt(b64decode(found["nonce"]), b64decode(found["sealed"]), tag.encode())
        except InvalidTag as error:
            raise wrong_sign_in() from error

    def _slot(self, folder_salt: bytes, kind: str, login: str, secret: str, key: bytes) -> dict[str, Any]:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - loads when somebody signs in

        salt, nonce, tag = secrets.token_bytes(16), os.urandom(12), _tag(folder_salt, kind, login)
        sealed = AESGCM(_stretch(secret, salt, self._cost)).encrypt(nonce, key, tag.encode())
        cost = {"rounds": self._cost.rounds, "memory": self._cost.memory, "lanes": self._cost.lanes}
        return {
            "kind": kind,
            "tag": tag,
            **cost,
            "salt": _b64(salt),
            "nonce": _b64(nonce),
            "sealed": _b64(sealed),
        }

    def _load(self) -> dict[str, Any]:
        with trouble.told():
            text = self._path.read_bytes()
        try:
            kept: dict[str, Any] = json.loads(text)
            if kept["version"] != _VERSION:
                raise ValueError(kept["version"])
            return kept
        except (ValueError, KeyError, TypeError) as error:
            raise StoreTrouble(
                "密钥文件已损坏或来自更新版本",
                "数据库没有被改动",
                "请从备份恢复 keys.json，或联系管理员",
                code="key_file",
            ) from error

    def _save(self, kept: dict[str, Any]) -> None:
        with trouble.told():
            write_whole(self._path, json.dumps(kept, indent=1).encode())


def wrong_sign_in() -> Refusal:
    """The one answer to any failed sign-in."""
    return Refusal("登录名或密码不正确", "没有打开数据", "请重新输入；忘记密码请找管理员", code="sign_in")


def check_password(login: str, password: str) -> None:
    """At least 8 characters of 3 kinds, without the sign-in name. Raises Refusal (``weak_password``)."""
    kinds = (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum())
    used = sum(any(kind(c) for c in password) for kind in kinds)
    if len(password) < 8 or used < 3 or (login and login.casefold() in password.casefold()):
        raise Refusal(
            "密码太简单",
            "没有保存",
            "密码至少8位，含大写字母、小写字母、数字、符号中的三种，且不含登录名",
            code="weak_password",
        )


def recovery_code() -> str:
    """24 letters in six groups, about 118 bits."""
    letters = [secrets.choice(_LETTERS) for _ in range(24)]
    return "-".join("".join(letters[i : i + 4]) for i in range(0, 24, 4))


def _plain(code: str) -> str:
    """The code as typed, without hyphens, spaces and case."""
    return "".join(c for c in code.upper() if c.isalnum())


def _tag(salt: bytes, kind: str, login: str) -> str:
    """What stands for a sign-in name in the file."""
    return hashlib.sha256(salt + f"{kind}|{login.strip().casefold()}".encode()).hexdigest()[:32]


def _stretch(secret: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - loads when somebody signs in

    return hash_secret_raw(secret.encode(), salt, cost.rounds, cost.memory, cost.lanes, 32, Type.ID)


def _b64(data: bytes) -> str:
    return b64encode(data).decode()
