"""The keys of one store by generation: the one in use, and those its older blobs and backups were made with."""

from __future__ import annotations

import os
import secrets
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path

from models.store import keyfile
from models.store.slots import b64
from models.store.suites import AES, NONCE, Suite, named

_PAST, _PROOF = b"tongquan past key 2", b"tongquan key proof 2"


@dataclass(frozen=True, slots=True)
class Ring:
    """``newest`` is what is written with; every generation in ``keys`` is read."""

    newest: int
    keys: dict[int, bytes]
    suite: Suite = AES

    @classmethod
    def alone(cls, key: bytes) -> Ring:
        """One key and no history: a store without a key file, a folder of copies."""
        return cls(1, {1: key})

    @property
    def key(self) -> bytes:
        """The key in use."""
        return self.keys[self.newest]


def of(folder: Path, key: bytes) -> Ring:
    """The ring of the store in ``folder``, which ``key`` opens.

    Raises: StoreTrouble (``key_file``): the key file is damaged or belongs to another store.
    """
    if not any(keyfile.copy_of(folder, n).exists() for n in range(keyfile.COPIES + 1)):
        return Ring.alone(key)
    kept, _ = keyfile.load(folder)
    for document in (kept, kept.get("next")):
        if document and proves(document, key):
            return _ring(document, key)
    raise keyfile.damaged()


def proof(generation: int, suite: Suite, key: bytes) -> str:
    """Stands in the key file; only one who has the key can say which generation it is."""
    return suite.mac(suite.derive(key, _PROOF), f"{generation}|{suite.name}".encode())


def proves(kept: keyfile.Document, key: bytes) -> bool:
    """Whether ``key`` is the one this document speaks of; of a file of the first format nobody can say."""
    if not kept["proof"]:
        return bool(kept["generation"] == 1)
    return secrets.compare_digest(str(kept["proof"]), proof(kept["generation"], named(kept["suite"]), key))


def past(ring: Ring, suite: Suite, key: bytes) -> dict[str, str]:
    """Every key of a ring sealed under a newer one, so that who has the newer has them all, and never the reverse."""
    cipher = suite.cipher(suite.derive(key, _PAST))
    sealed = {}
    for generation, old in ring.keys.items():
        nonce = os.urandom(NONCE)
        sealed[str(generation)] = b64(nonce + cipher.encrypt(nonce, old, str(generation).encode()))
    return sealed


def _ring(kept: keyfile.Document, key: bytes) -> Ring:
    if not kept["proof"]:
        return Ring.alone(key)
    suite, keys = named(kept["suite"]), {kept["generation"]: key}
    cipher = suite.cipher(suite.derive(key, _PAST))
    for generation, text in kept["past"].items():
        sealed = b64decode(text)
        old = cipher.decrypt(sealed[:NONCE], sealed[NONCE:], generation.encode())
        if old is None:
            raise keyfile.damaged()
        keys[int(generation)] = old
    return Ring(kept["generation"], keys, suite)
