"""The city's own keys: one signs what it keeps and publishes, one opens what is sealed to it. A file beside its data.

They are kept apart from the database, so that a database restored from an older copy still knows its own seals.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from forwarding.wire import sealed_text, told_text

NAME = "city.keys"


@dataclass(frozen=True, slots=True)
class CityKeys:
    """Ed25519 to sign, X25519 to open."""

    sign: Ed25519PrivateKey
    box: X25519PrivateKey

    @classmethod
    def new(cls) -> CityKeys:
        """Fresh keys, kept nowhere."""
        return cls(Ed25519PrivateKey.generate(), X25519PrivateKey.generate())

    @classmethod
    def at(cls, folder: Path) -> CityKeys:
        """The keys of a city's folder, made at the first start.

        Raises:
            ValueError: the file is there and is not one of ours.
        """
        path = folder / NAME
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            _write_once(path, cls.new())
        told = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            Ed25519PrivateKey.from_private_bytes(b64decode(told["sign"])),
            X25519PrivateKey.from_private_bytes(b64decode(told["box"])),
        )

    @property
    def public(self) -> bytes:
        """The key the windows check seals with, 32 bytes."""
        return self.sign.public_key().public_bytes_raw()

    @property
    def box_public(self) -> bytes:
        """The key packages to the city are sealed to, 32 bytes."""
        return self.box.public_key().public_bytes_raw()

    def seal(self, digest: str, place: int, standing: str, receipt: str) -> str:
        """The city's word that it keeps an entry at this place."""
        return b64encode(self.sign.sign(sealed_text(digest, place, standing, receipt))).decode()

    def sealed(self, digest: str, place: int, standing: str, receipt: str, seal: str) -> bool:
        """Whether this city gave that word."""
        return self._signed(seal, sealed_text(digest, place, standing, receipt))

    def tell(self, region: str, told: int, digest: str) -> str:
        """The city's word that a county's feed came so far, and which entry stood there: ``digest:signature``."""
        return f"{digest}:{b64encode(self.sign.sign(told_text(region, told, digest))).decode()}"

    def told(self, region: str, told: int, seal: str) -> str | None:
        """The digest of the entry that stood there, when this city said so; nobody else may move numbers on."""
        digest, _, signature = seal.partition(":")
        return digest if self._signed(signature, told_text(region, told, digest)) else None

    def _signed(self, seal: str, text: bytes) -> bool:
        try:
            self.sign.public_key().verify(b64decode(seal), text)
        except (InvalidSignature, ValueError):
            return False
        return True


def _write_once(path: Path, keys: CityKeys) -> None:
    """Written whole beside, linked into place: of several processes that start at once, one wins."""
    text = {"sign": b64encode(keys.sign.private_bytes_raw()).decode(), "box": _raw(keys.box)}
    aside = path.with_name(f"{NAME}.{os.getpid()}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(text, file)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()


def _raw(key: X25519PrivateKey) -> str:
    return b64encode(key.private_bytes_raw()).decode()
