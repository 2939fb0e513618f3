"""The algorithms a package is made with, behind one interface, so that the national ones can stand beside ours later.

The suite is named by a number in the first bytes of the file. A county that must use SM2, SM3 and SM4-GCM adds a
class with the same methods and another number; nothing else of the package changes.
"""

from __future__ import annotations

import hashlib
import os
from typing import Protocol

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SIGNATURE = 64
"""Bytes of a signature, the last of the file in every suite."""
_DOMAIN = b"tongquan carried package 1\n"  # a signature over a paper's code never passes for one over a package


class Digest(Protocol):
    """A running hash."""

    def update(self, data: bytes, /) -> None:
        """Take in more bytes."""

    def digest(self) -> bytes:
        """The hash of all of them."""


class Cipher(Protocol):
    """Authenticated encryption under one key."""

    def encrypt(self, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        """Sealed bytes, longer by the tag."""

    def decrypt(self, nonce: bytes, data: bytes, bound: bytes) -> bytes | None:
        """The plain bytes, or None when they are not what was sealed."""


class Suite(Protocol):
    """Keys are raw bytes; a public key goes by its short name ``key_id``."""

    number: int
    sealed_key: int  # bytes of a sealed content key
    tag: int  # bytes a cipher adds to a chunk
    nonce: int  # bytes of a nonce, the last of them flags

    def new_content_key(self) -> bytes:
        """A fresh content key; one package each."""

    def box_public(self, private: bytes) -> bytes:
        """The public half of a receiver's key."""

    def sign_public(self, private: bytes) -> bytes:
        """The public half of a sender's key."""

    def seal(self, content_key: bytes, receiver_public: bytes, bound: bytes) -> bytes:
        """The content key for the receiver only, bound to the head of the package."""

    def unseal(self, sealed: bytes, receiver_private: bytes, bound: bytes) -> bytes | None:
        """The content key, or None when it was sealed to another key or head."""

    def cipher(self, content_key: bytes) -> Cipher:
        """The cipher of the body."""

    def running(self) -> Digest:
        """The hash that is signed."""

    def sign(self, private: bytes, digest: bytes) -> bytes:
        """The signature over a digest."""

    def holds(self, public: bytes, digest: bytes, signature: bytes) -> bool:
        """Whether the owner of ``public`` signed this digest."""


class _AesGcm:
    """AES-256-GCM that answers None instead of raising."""

    def __init__(self, key: bytes) -> None:
        self._aes = AESGCM(key)

    def encrypt(self, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        return self._aes.encrypt(nonce, data, bound)

    def decrypt(self, nonce: bytes, data: bytes, bound: bytes) -> bytes | None:
        try:
            return self._aes.decrypt(nonce, data, bound)
        except InvalidTag:
            return None


class International:
    """HPKE (X25519, HKDF-SHA256, AES-256-GCM) for the key, AES-256-GCM for the body, Ed25519 over SHA-512."""

    number = 1
    sealed_key = 80  # 32 of the sender's ephemeral key, 32 of the content key, 16 of the tag
    tag = 16
    nonce = 12

    def new_content_key(self) -> bytes:
        return os.urandom(32)

    def box_public(self, private: bytes) -> bytes:
        return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()

    def sign_public(self, private: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()

    def seal(self, content_key: bytes, receiver_public: bytes, bound: bytes) -> bytes:
        return self._hpke().encrypt(content_key, X25519PublicKey.from_public_bytes(receiver_public), bound)

    def unseal(self, sealed: bytes, receiver_private: bytes, bound: bytes) -> bytes | None:
        try:
            return self._hpke().decrypt(sealed, X25519PrivateKey.from_private_bytes(receiver_private), bound)
        except InvalidTag:
            return None

    def cipher(self, content_key: bytes) -> Cipher:
        return _AesGcm(content_key)

    def running(self) -> Digest:
        return hashlib.sha512()

    def sign(self, private: bytes, digest: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(private).sign(_DOMAIN + digest)

    def holds(self, public: bytes, digest: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, _DOMAIN + digest)
        except InvalidSignature:
            return False
        return True

    @staticmethod
    def _hpke() -> hpke.Suite:
        return hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


SUITE: Suite = International()
SUITES: dict[int, Suite] = {SUITE.number: SUITE}


def new_box_key() -> bytes:
    """A fresh receiver's key, 32 bytes, for the default suite."""
    return X25519PrivateKey.generate().private_bytes_raw()


def key_id(public: bytes) -> str:
    """A public key's short name: 16 hex digits, told to people and written in the header."""
    return hashlib.sha256(public).hexdigest()[:16]
