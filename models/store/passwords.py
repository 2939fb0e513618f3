"""Digests of earlier passwords, so that a new one is none of them. They open nothing: the key's slots do that."""

from __future__ import annotations

from collections.abc import Iterable

_ROUNDS, _MEMORY, _LANES, _SALT, _LENGTH = 3, 65536, 4, 16, 32  # as a key slot: RFC 9106, second recommended choice


def digest(password: str, *, memory: int = _MEMORY) -> str:
    """Argon2id with its salt and cost in one text; slow on purpose."""
    import secrets  # noqa: PLC0415 - with argon2, when a password is set

    from argon2.low_level import Type, hash_secret  # noqa: PLC0415 - the same

    made = hash_secret(password.encode(), secrets.token_bytes(_SALT), _ROUNDS, memory, _LANES, _LENGTH, Type.ID)
    return made.decode()


def used_before(password: str, digests: Iterable[str]) -> bool:
    """Whether a password is one of those; slow on purpose, once for each."""
    from argon2.exceptions import VerifyMismatchError  # noqa: PLC0415 - as above
    from argon2.low_level import Type, verify_secret  # noqa: PLC0415 - the same

    for known in digests:
        try:
            if verify_secret(known.encode(), password.encode(), Type.ID):
                return True
        except VerifyMismatchError:
            continue
    return False
