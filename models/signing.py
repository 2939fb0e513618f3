"""The window's key: signs the code on every paper, so that any window can tell a true one without a network."""

from __future__ import annotations

from base64 import b32decode, b32encode
from binascii import Error as Base32Error
from collections.abc import Iterable
from dataclasses import dataclass

from models.rules.numbers import verify_code

# reportlab, Qt and the start of the program never need these; signing happens at the first act only.
from cryptography.exceptions import InvalidSignature  # isort: skip
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey  # isort: skip
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey  # isort: skip

PAYLOAD_LIMIT = 178  # alphanumeric characters a version-6 QR symbol takes at level M
_SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class Signed:
    """A payload for a QR symbol and the short code printed beside it."""

    payload: str
    code: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What a true payload stands for."""

    case_no: str
    doc: str


class Signer:
    """Holds the window's Ed25519 key."""

    def __init__(self, private: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(private)

    @staticmethod
    def new_key() -> bytes:
        """A fresh private key, 32 bytes."""
        return Ed25519PrivateKey.generate().private_bytes_raw()

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes, handed to other windows and the city."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, host: str, case_no: str, doc: str) -> Signed:
        """Sign one paper.

        Args:
            host: tracking address with scheme, e.g. ``HTTPS://ZWFW.EXAMPLE``.
            case_no: number of the case, no personal data.
            doc: the paper's code without underscores.

        Raises:
            ValueError: the host is so long that the symbol would not fit its place on the paper.
        """
        signature = self._key.sign(_text(case_no, doc))
        payload = f"{host.rstrip('/')}/Q/{case_no}/{doc}/{_base32(signature)}".upper()
        if len(payload) > PAYLOAD_LIMIT:
            raise ValueError(f"QR payload has {len(payload)} characters, at most {PAYLOAD_LIMIT} fit")
        return Signed(payload, verify_code(signature))

    def prove(self, text: bytes) -> bytes:
        """A signature that shows this window holds its key; ``text`` never begins as a paper's does (``Q/``)."""
        if text.startswith(b"Q/"):
            raise ValueError("a proof may not read like a paper")
        return self._key.sign(text)


def new_box_key() -> bytes:
    """A fresh private key that opens what is sealed to this window, X25519, 32 bytes."""
    return X25519PrivateKey.generate().private_bytes_raw()


def box_public(private: bytes) -> bytes:
    """The public half of a box key, 32 bytes."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def verify(payload: str, public_keys: Iterable[bytes]) -> Verified | None:
    """What the payload stands for when one of ``public_keys`` signed it, else None."""
    parts = payload.strip().upper().rsplit("/", 3)
    if not payload.isascii() or len(parts) != 4 or not parts[0].endswith("/Q"):
        return None  # a paper's code is plain ASCII; a scanner brings whatever is held before it
    signature = _unbase32(parts[3])
    if len(signature) != _SIGNATURE_BYTES:
        return None
    text = _text(parts[1], parts[2])
    found = any(_holds(key, signature, text) for key in public_keys)
    return Verified(parts[1], parts[2]) if found else None


def _text(case_no: str, doc: str) -> bytes:
    return f"Q/{case_no}/{doc}".upper().encode("ascii")


def _base32(data: bytes) -> str:
    return b32encode(data).decode("ascii").rstrip("=")


def _unbase32(text: str) -> bytes:
    try:
        return b32decode(text + "=" * (-len(text) % 8))
    except Base32Error:
        return b""


def _holds(key: bytes, signature: bytes, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True
