"""The named algorithms of the blob shelf and the key file: one pair of classes a suite, chosen by the city pack.

``aes`` is AES-256-GCM, SHA-256 and HMAC-SHA-256. ``sm`` is SM4-GCM (GB/T 32907), SM3 (GB/T 32905) and HMAC-SM3. Each
blob and each key slot names its suite, so one store reads both while it moves from one to the other. The database
file itself is SQLCipher's and stays AES under either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hashes import HashAlgorithm

NONCE: Final = 12
"""Bytes of a nonce in every suite."""
TAG: Final = 16


class Cipher(Protocol):
    """Authenticated encryption under one key."""

    def encrypt(self, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        """The sealed bytes, longer by ``TAG``."""

    def decrypt(self, nonce: bytes, data: bytes, bound: bytes) -> bytes | None:
        """The plain bytes, or None when they are not what was sealed under this key with this ``bound``."""


# cryptography is slow to load, and nothing here is needed before somebody signs in
class _Aes:
    def __init__(self, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - see above

        self._aes = AESGCM(key)

    def encrypt(self, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        return self._aes.encrypt(nonce, data, bound)

    def decrypt(self, nonce: bytes, data: bytes, bound: bytes) -> bytes | None:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see above

        try:
            return self._aes.decrypt(nonce, data, bound)
        except (InvalidTag, ValueError):
            return None


class _Sm4:
    def __init__(self, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers import algorithms  # noqa: PLC0415 - see above

        self._key = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        from cryptography.hazmat.primitives.ciphers import Cipher as Machine  # noqa: PLC0415 - see above
        from cryptography.hazmat.primitives.ciphers import modes  # noqa: PLC0415 - see above

        run = Machine(self._key, modes.GCM(nonce)).encryptor()
        run.authenticate_additional_data(bound)
        return run.update(data) + run.finalize() + run.tag

    def decrypt(self, nonce: bytes, data: bytes, bound: bytes) -> bytes | None:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see above
        from cryptography.hazmat.primitives.ciphers import Cipher as Machine  # noqa: PLC0415 - see above
        from cryptography.hazmat.primitives.ciphers import modes  # noqa: PLC0415 - see above

        try:
            run = Machine(self._key, modes.GCM(nonce, data[-TAG:])).decryptor()
            run.authenticate_additional_data(bound)
            return run.update(data[:-TAG]) + run.finalize()
        except (InvalidTag, ValueError):
            return None


@dataclass(frozen=True)
class Suite:
    """One set of algorithms. ``number`` stands in the head of a blob, ``name`` in the key file and the pack."""

    number: int
    name: str
    zh: str
    key_bytes: int
    sm: bool

    @cached_property
    def _hash(self) -> HashAlgorithm:
        from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - see above

        return hashes.SM3() if self.sm else hashes.SHA256()

    def derive(self, secret: bytes, info: bytes, salt: bytes | None = None) -> bytes:
        """A key of this suite's length for one purpose, by HKDF."""
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415 - see above

        return HKDF(algorithm=self._hash, length=self.key_bytes, salt=salt, info=info).derive(secret)

    def cipher(self, key: bytes) -> Cipher:
        """The cipher under a key that ``derive`` made."""
        return _Sm4(key) if self.sm else _Aes(key)

    def mac(self, key: bytes, data: bytes) -> str:
        """HMAC in hex; shows that whoever wrote ``data`` held ``key``."""
        from cryptography.hazmat.primitives.hmac import HMAC  # noqa: PLC0415 - see above

        run = HMAC(key, self._hash)
        run.update(data)
        return run.finalize().hex()

    def digest(self, data: bytes) -> str:
        """The hash of ``data`` in hex."""
        from cryptography.hazmat.primitives.hashes import Hash  # noqa: PLC0415 - see above

        run = Hash(self._hash)
        run.update(data)
        return run.finalize().hex()


AES: Final = Suite(1, "aes", "AES-256-GCM、SHA-256", 32, sm=False)
SM: Final = Suite(2, "sm", "SM4-GCM、SM3", 16, sm=True)
SUITES: Final[Mapping[str, Suite]] = MappingProxyType({suite.name: suite for suite in (AES, SM)})
BY_NUMBER: Final[Mapping[int, Suite]] = MappingProxyType({suite.number: suite for suite in (AES, SM)})


def named(name: str) -> Suite:
    """The suite of that name; a pack that says nothing means ``aes``. Raises KeyError for one nobody knows."""
    return SUITES[name or AES.name]
