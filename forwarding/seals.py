"""Whether the city's word is the city's: the seal on every receipt and on every entry it tells of.

A window that enrolled knows the city's key. What comes without the right seal counts for nothing: no entry is taken
for delivered and none is shown, however well the rest of the answer reads. The same check serves the line and the
carried package.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from forwarding.wire import (
    EntryAnswer,
    EntryLetter,
    KeptLetter,
    NeighboursAnswer,
    PackCard,
    neighbours_text,
    pack_text,
    sealed_text,
)
from models.errors import LineTrouble


def check_answers(city_key: bytes, letters: Sequence[EntryLetter], answers: Sequence[EntryAnswer]) -> None:
    """Every answer that says an entry is kept bears the seal over that very entry.

    Args:
        city_key: Ed25519, 32 bytes; empty where none is known, then nothing is checked.
        letters: what was sent, in the order of the answers.

    Raises:
        LineTrouble: code ``protocol``.
    """
    for letter, one in zip(letters, answers, strict=True):
        if one.receipt or one.place or one.delivered:
            _check(city_key, one.seal, sealed_text(letter.digest, one.place, one.standing.value, one.receipt))


def check_kept(city_key: bytes, entries: Iterable[KeptLetter]) -> None:
    """The same for entries the city tells of.

    Raises:
        LineTrouble: code ``protocol``.
    """
    for one in entries:
        _check(city_key, one.seal, sealed_text(one.digest, one.place, one.standing.value, one.receipt))


def check_neighbours(city_key: bytes, told: NeighboursAnswer) -> None:
    """The same for the county's windows and their keys.

    Raises:
        LineTrouble: code ``protocol``.
    """
    if city_key and not _holds(city_key, _unhex(told.seal), neighbours_text(told.windows)):
        raise _unsealed()


def check_pack(city_key: bytes, card: PackCard) -> None:
    """The same for a pack: nothing is put before an administrator that the city did not sign.

    Raises:
        LineTrouble: code ``protocol``.
    """
    if not city_key or not _holds(city_key, _unbase64(card.seal), pack_text(card)):
        raise _unsealed()


def holds(city_key: bytes, seal: str, text: bytes) -> bool:
    """Whether ``seal``, in base64, is the signature of ``text``."""
    return _holds(city_key, _unbase64(seal), text)


def _check(city_key: bytes, seal: str, text: bytes) -> None:
    if city_key and not holds(city_key, seal, text):
        raise _unsealed()


def _holds(key: bytes, seal: bytes, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(seal, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def _unbase64(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        return b""


def _unhex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _unsealed() -> LineTrouble:
    return LineTrouble(
        "回执没有市级签章，或签章不对",
        "记录按未送达处理，都在本机",
        "会再送一次，不会重复；一直这样请管理员向市级核对签章",
        code="protocol",
    )
