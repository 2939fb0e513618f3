"""Passwords of the city's people: argon2id, the rules of 等保 third level, and passwords handed out for one sign-in."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from models.errors import Refusal

LEAST = 10
MOST = 128
_LETTERS = "abcdefghjkmnpqrstuvwxyz"  # without those that are read as a digit
_DIGITS = "23456789"
_KINDS = 3


@cache
def _hasher() -> PasswordHasher:
    """RFC 9106's second choice: 64 MiB, three passes, four lanes."""
    return PasswordHasher()


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher().hash(password)


def fits(kept: str, password: str) -> bool:
    """Whether this is the password; takes as long for one that is not."""
    try:
        return _hasher().verify(kept, password[:MOST])
    except (VerificationError, InvalidHashError):
        return False


@cache
def nobody() -> str:
    """A hash no password fits, so that an unknown name takes as long as a known one."""
    return hashed(secrets.token_urlsafe(32))


def for_one_time() -> str:
    """A password to read out once: four groups that cannot be misread."""
    groups = ["".join(secrets.choice(_LETTERS) for _ in range(3)) + secrets.choice(_DIGITS) for _ in range(4)]
    return "-".join(groups)


def strong(password: str, login: str, before: str = "") -> None:
    """Take a new password or say what it lacks.

    Raises:
        Refusal: code ``password_weak``.
    """
    kinds = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isalnum())
    if not LEAST <= len(password) <= MOST:
        raise _weak(f"口令要 {LEAST} 到 {MOST} 位")
    if sum(any(is_kind(sign) for sign in password) for is_kind in kinds) < _KINDS:
        raise _weak("口令要有大写、小写、数字、符号中的三种")
    if login.lower() in password.lower():
        raise _weak("口令里不能有登录名")
    if password == before:
        raise _weak("新口令不能和原来的一样")


def _weak(said: str) -> Refusal:
    return Refusal(said, "口令没有改动", "请换一个再试", code="password_weak")
