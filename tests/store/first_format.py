"""Key file and blobs written the way the first version of the program wrote them."""

from __future__ import annotations

import hashlib
import json
import os
from base64 import b64encode
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from models.store.keys import NAME, KeyFile
from tests.store.hall import Hall

CODE = "ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2"
"""Of the first version: no check letters."""


def rewrite(hall: Hall) -> None:
    """Turn a closed hall into one of the first format; its code is ``CODE`` then."""
    key = KeyFile(hall.folder).unlock("admin", hall.passwords["admin"])
    for path in hall.folder.glob(f"{NAME}*"):
        path.unlink()
    salt = os.urandom(16)
    people = [("user", login, password) for login, password in hall.passwords.items()]
    people.append(("recovery", "", CODE.replace("-", "")))
    text = {"version": 1, "salt": b64(salt), "slots": [slot(salt, *one, key) for one in people]}
    (hall.folder / NAME).write_text(json.dumps(text, indent=1))
    (hall.folder / NAME).chmod(0o600)
    cipher = AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=b"tongquan blob shelf 1").derive(key))
    for digest, data in hall.scans.items():
        nonce = os.urandom(12)
        path = hall.folder / "blobs" / digest[:2] / digest
        path.write_bytes(b"TQB1" + nonce + cipher.encrypt(nonce, data, digest.encode()))
    hall.code = CODE


def slot(folder_salt: bytes, kind: str, login: str, secret: str, key: bytes) -> dict[str, Any]:
    """The key sealed under the secret itself."""
    salt, nonce = os.urandom(16), os.urandom(12)
    tag = hashlib.sha256(folder_salt + f"{kind}|{login}".encode()).hexdigest()[:32]
    wrapping = hash_secret_raw(secret.encode(), salt, 1, 8, 1, 32, Type.ID)
    sealed = AESGCM(wrapping).encrypt(nonce, key, tag.encode())
    cost = {"rounds": 1, "memory": 8, "lanes": 1}
    return {"kind": kind, "tag": tag, **cost, "salt": b64(salt), "nonce": b64(nonce), "sealed": b64(sealed)}


def b64(data: bytes) -> str:
    """Bytes as text."""
    return b64encode(data).decode()
