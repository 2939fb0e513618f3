"""The code on an invitation, and the fingerprint people compare: what both ends of an enrolment must read alike.

A code is read from paper and typed by hand, so it has no letters that look like others and ends in letters that
check it: a slip of the hand is found before anything is sent, and costs no try.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable

from models.errors import Refusal

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 O 1 I L."""
SECRET, CHECKS, GROUP = 20, 4, 4
WINDOW = re.compile(r"[0-9]{6}-(?!00)[0-9]{2}")
"""How a window is named: region and number, ``140581-03``."""


def new_code(choose: Callable[[str], str]) -> str:
    """A fresh code in groups: ``SECRET`` letters and ``CHECKS`` that check them.

    Args:
        choose: one letter of those given, at random; the caller says how good the randomness is.
    """
    secret = "".join(choose(LETTERS) for _ in range(SECRET))
    return _grouped(secret + _checks(secret))


def tidy_code(text: str) -> str:
    """A code as it was typed: any width and case, with or without the dashes.

    Raises:
        Refusal: code ``invite_code``: not as long as a code, or its check letters do not fit.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c.isalnum())
    if len(plain) != SECRET + CHECKS or not set(plain) <= set(LETTERS):
        raise _slip(f"登记编码是{SECRET + CHECKS}位字母和数字，没有 0、O、1、I、L")
    if plain[SECRET:] != _checks(plain[:SECRET]):
        raise _slip("登记编码有输错的地方")
    return _grouped(plain)


def code_digest(code: str) -> str:
    """All that is kept of a code."""
    return hashlib.sha256(code.replace("-", "").encode()).hexdigest()


def fingerprint(sign_key: bytes, box_key: bytes) -> str:
    """The city's two public keys as people compare them: eight groups of four."""
    told = hashlib.sha256(b"tongquan-city|" + sign_key + box_key).hexdigest()[:32].upper()
    return " ".join(told[n : n + GROUP] for n in range(0, len(told), GROUP))


def proof_text(code: str, window: str, sign_key: bytes, box_key: bytes) -> bytes:
    """What a window signs to show that the key it hands over is its own; it does not give the code away."""
    return f"enrol|{code_digest(code)}|{window}|{sign_key.hex()}|{box_key.hex()}".encode()


def _checks(secret: str) -> str:
    told = int.from_bytes(hashlib.sha256(f"invite|{secret}".encode()).digest())
    letters = []
    for _ in range(CHECKS):
        told, place = divmod(told, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)


def _grouped(plain: str) -> str:
    return "-".join(plain[n : n + GROUP] for n in range(0, len(plain), GROUP))


def _slip(happened: str) -> Refusal:
    return Refusal(happened, "没有发出，编码仍然有效", "请对照登记单逐组核对", code="invite_code")
