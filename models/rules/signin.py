"""Signing in: what a password must be, how long it holds, when a name is locked. All values in one place.

The figures are the habits of assessors for level 3 (网络安全等级保护 GB/T 22239 8.1.4.1 身份鉴别); a city's pack may
ask for more, never for less.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

_COMMON: Final = (
    "password", "passw0rd", "p@ssword", "p@ssw0rd", "admin", "administrator", "welcome", "letmein", "iloveyou",
    "qwerty", "qwertyuiop", "asdfgh", "zxcvbn", "1qaz2wsx", "qazwsx", "abc123", "abcd1234", "a123456", "woaini",
    "5201314", "88888888", "66666666", "12345678", "87654321", "123456789", "11111111", "00000000", "123123",
    "tongquan", "zhengwu", "chuangkou",
)  # fmt: skip
"""Words a guess begins with; alone, or with no more than a few letters about them, they are no password."""
_ABOUT = 4  # letters about a commonplace word that do not yet make a password of it
_RUN = 5  # 12345, abcde, aaaaa


@dataclass(frozen=True, slots=True)
class SignRules:
    """The values that hold here."""

    length: int = 8  # characters at least
    kinds: int = 3  # of the four: small, capital, digit, other
    history: int = 5  # a new password is none of this many earlier ones
    days: int = 90  # until it must be changed
    notice_days: int = 7  # from when on that is said
    tries: int = 5  # failures in a row until the name is locked
    lock_minutes: int = 15
    idle_minutes: int = 10  # without input until the screen locks


_MORE: Final = ("length", "kinds", "history", "notice_days", "lock_minutes")
_LESS: Final = ("days", "tries", "idle_minutes")


def stricter(settings: Mapping[str, str], rules: SignRules = SignRules()) -> SignRules:
    """The stricter of rules and a pack's ``sign_days``, ``sign_tries``, …; what is no number is passed over."""
    told = {name: int(text) for name in (*_MORE, *_LESS) if (text := settings.get(f"sign_{name}", "")).isdecimal()}
    more = {name: max(told[name], getattr(rules, name)) for name in _MORE if name in told}
    less = {name: max(1, min(told[name], getattr(rules, name))) for name in _LESS if name in told}
    return replace(rules, **more, **less)


def password_fault(login: str, password: str, rules: SignRules = SignRules()) -> str:
    """What is wrong with a password, "" when nothing is."""
    if any(letter.isspace() or not letter.isprintable() for letter in password):
        return "密码里不能有空格"
    kinds = (str.islower, str.isupper, str.isdigit, lambda letter: not letter.isalnum())
    used = sum(any(kind(letter) for letter in password) for kind in kinds)
    plain = password.casefold()
    if len(password) < rules.length or used < rules.kinds or (login and login.strip().casefold() in plain):
        return "密码太简单"
    return "这样的密码太常见" if _commonplace(plain) else ""


def asked_for(rules: SignRules = SignRules()) -> str:
    """What a password must be, in one sentence."""
    return (
        f"密码至少{rules.length}位，含大写字母、小写字母、数字、符号中的{'零一二三四'[min(rules.kinds, 4)]}种，"
        "且不含登录名、空格和常见的词"
    )


def days_left(set_on: date, today: date, rules: SignRules = SignRules()) -> int:
    """Days a password still holds; 0 or less: it must be changed now. A clock set back adds none."""
    return min((set_on + timedelta(days=rules.days) - today).days, rules.days)


def _commonplace(plain: str) -> bool:
    if any(word in plain and len(plain) - len(word) <= _ABOUT for word in _COMMON):
        return True
    return any(_one_run(plain[at : at + _RUN]) for at in range(len(plain) - _RUN + 1))


def _one_run(part: str) -> bool:
    """Five that follow one another, or five alike."""
    steps = {ord(after) - ord(before) for before, after in pairwise(part)}
    return len(steps) == 1 and steps <= {-1, 0, 1}


@dataclass(frozen=True, slots=True)
class Tries:
    """What is known of one name: failures since it last went well, and how long it is locked from the last look on."""

    failures: int = 0
    rounds: int = 0  # how often it was locked since it last went well
    left: int = 0  # seconds

    def waited(self, seconds: float) -> Tries:
        """Some time later; a clock that ran backwards shortens nothing."""
        return replace(self, left=max(0, self.left - max(0, int(seconds))))

    def failed(self, rules: SignRules = SignRules()) -> Tries:
        """One more failure; the last of a row locks, each further row for twice as long, four hours at most."""
        if self.failures + 1 < rules.tries:
            return replace(self, failures=self.failures + 1)
        minutes = min(rules.lock_minutes << min(self.rounds, 8), max(rules.lock_minutes, _LONGEST))
        return Tries(0, self.rounds + 1, minutes * 60)


_LONGEST = 240
