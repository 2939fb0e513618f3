"""One slot of the key file: a key pair whose private half a secret opens, and the data key sealed to its public half.

Sealing to the public half needs no password, so a new data key reaches every slot that is left, while whoever kept an
old copy of the file and a password that was taken away learns nothing new. Slots of the first format sealed the data
key under the password itself; they still open, and become a key pair when their person next signs in.
"""

from __future__ import annotations

import os
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from models.store.suites import NONCE, Suite, named

Slot = dict[str, Any]
USER, RECOVERY = "user", "recovery"
_WRAP, _OWN, _ROLL = b"tongquan slot wrap 2", b"tongquan slot secret 2", b"tongquan slot roll 2"
_PUBLIC = 32


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: rounds, memory in KiB, lanes (RFC 9106, second recommended choice)."""

    rounds: int = 3
    memory: int = 65536
    lanes: int = 4


def tag(salt: bytes, kind: str, login: str, suite: Suite) -> str:
    """What stands for a sign-in name in the file."""
    return suite.digest(salt + f"{kind}|{login.strip().casefold()}".encode())[:32]


def find(slots: list[Slot], salt: bytes, kind: str, login: str) -> Slot | None:
    """The slot of a person, whichever suite it was made with."""
    return next((one for one in slots if one["tag"] == tag(salt, kind, login, suite_of(one))), None)


def suite_of(slot: Slot) -> Suite:
    """The algorithms a slot was made with."""
    return named(slot.get("suite", ""))


def is_pair(slot: Slot) -> bool:
    """Whether a new data key can be sealed to this slot without its password."""
    return "public" in slot


def make(salt: bytes, kind: str, login: str, secret: str, suite: Suite, cost: Cost) -> Slot:
    """A new key pair behind ``secret``; it holds no data key yet."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey  # noqa: PLC0415 - at signing in

    private, own, name = X25519PrivateKey.generate(), secrets.token_bytes(16), tag(salt, kind, login, suite)
    public, nonce = b64(private.public_key().public_bytes_raw()), os.urandom(NONCE)
    cipher = suite.cipher(suite.derive(_stretch(secret, own, cost), _OWN))
    sealed = cipher.encrypt(nonce, private.private_bytes_raw(), f"{name}|{public}".encode())
    spent = {"rounds": cost.rounds, "memory": cost.memory, "lanes": cost.lanes}
    return {
        "kind": kind, "tag": name, "suite": suite.name, **spent, "salt": b64(own), "nonce": b64(nonce),
        "sealed": b64(sealed), "public": public,
    }  # fmt: skip


def dummy(salt: bytes, kind: str, login: str, suite: Suite, cost: Cost) -> Slot:
    """A slot nothing opens, that costs as much to try as a real one."""
    own = {"salt": b64(secrets.token_bytes(16)), "nonce": b64(secrets.token_bytes(NONCE))}
    spent = {"rounds": cost.rounds, "memory": cost.memory, "lanes": cost.lanes}
    return {
        "kind": kind, "tag": tag(salt, kind, login, suite), "suite": suite.name, **spent, **own,
        "sealed": b64(secrets.token_bytes(48)), "public": b64(secrets.token_bytes(_PUBLIC)),
    }  # fmt: skip


def hold(slot: Slot, key: bytes, generation: int) -> Slot:
    """The same slot holding this data key: sealed to its public half, and marked as put here by one who has the key."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415 - at signing in
        X25519PrivateKey,
        X25519PublicKey,
    )

    suite, public = suite_of(slot), b64decode(slot["public"])
    brief = X25519PrivateKey.generate()
    ours, nonce = brief.public_key().public_bytes_raw(), os.urandom(NONCE)
    shared = brief.exchange(X25519PublicKey.from_public_bytes(public))
    sealed = suite.cipher(suite.derive(shared, _WRAP, ours + public)).encrypt(nonce, key, _bound(slot, generation))
    return {**slot, "held": b64(ours + nonce + sealed), "roll": _roll(slot, key)}


def vouched(slot: Slot, key: bytes) -> bool:
    """Whether one who had the data key put this slot here; a slot smuggled into the file is not."""
    return secrets.compare_digest(str(slot.get("roll", "")), _roll(slot, key))


def open_private(slot: Slot, secret: str) -> bytes | None:
    """What the secret opens: the private half, or in a slot of the first format the data key; None if it is wrong."""
    cost, suite = Cost(slot["rounds"], slot["memory"], slot["lanes"]), suite_of(slot)
    stretched = _stretch(secret, b64decode(slot["salt"]), cost)
    key = suite.derive(stretched, _OWN) if is_pair(slot) else stretched
    bound = f"{slot['tag']}|{slot['public']}" if is_pair(slot) else str(slot["tag"])
    return suite.cipher(key).decrypt(b64decode(slot["nonce"]), b64decode(slot["sealed"]), bound.encode())


def held(slot: Slot, private: bytes, generation: int) -> bytes | None:
    """The data key a slot holds; None when it was sealed for another slot or generation."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415 - at signing in
        X25519PrivateKey,
        X25519PublicKey,
    )

    suite, whole = suite_of(slot), b64decode(slot["held"])
    ours, nonce, sealed = whole[:_PUBLIC], whole[_PUBLIC : _PUBLIC + NONCE], whole[_PUBLIC + NONCE :]
    own = X25519PrivateKey.from_private_bytes(private)
    shared = own.exchange(X25519PublicKey.from_public_bytes(ours))
    wrapping = suite.derive(shared, _WRAP, ours + own.public_key().public_bytes_raw())
    return suite.cipher(wrapping).decrypt(nonce, sealed, _bound(slot, generation))


def b64(data: bytes) -> str:
    """Bytes as they stand in the file."""
    return b64encode(data).decode()


def _bound(slot: Slot, generation: int) -> bytes:
    return f"{slot['tag']}|{generation}".encode()


def _roll(slot: Slot, key: bytes) -> str:
    suite = suite_of(slot)
    return suite.mac(suite.derive(key, _ROLL), f"{slot['kind']}|{slot['tag']}|{slot['public']}".encode())


def _stretch(secret: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - loads when somebody signs in

    return hash_secret_raw(secret.encode(), salt, cost.rounds, cost.memory, cost.lanes, 32, Type.ID)
