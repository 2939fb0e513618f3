"""What in a text can be nothing but a person's: numbers of identity and mobile telephones; found, and starred out.

Least of what is needed (个人信息保护法第六条): a log, a reason, a report may tell of an act, never of whom.
"""

from __future__ import annotations

import re
from typing import Final

_FORMAT: Final = "[ \\-\u2010-\u2015\u3000]?"
_ID: Final = rf"[1-9]\d{{5}}{_FORMAT}(?:18|19|20)\d{{2}}{_FORMAT}\d{{4}}{_FORMAT}\d{{3}}[\dXx]"
_MOBILE: Final = rf"1[3-9]\d{_FORMAT}\d{{4}}{_FORMAT}\d{{4}}"
# a digit before or behind makes it part of another number: a case number, a digest, an amount
_FOUND: Final = re.compile(rf"(?<![\dA-Za-z])(?:{_ID}|(?:\+?86{_FORMAT})?{_MOBILE})(?![\dA-Za-z])", re.ASCII)
_WIDE: Final = str.maketrans("０１２３４５６７８９Ｘｘ＋－", "0123456789Xx+-")
SECONDS_SHOWN: Final = 60
"""How long a number stays readable once somebody said why they look."""
SECONDS_COPIED: Final = 30
"""How long a copied one stays where every program can read it."""


def holds(text: str) -> bool:
    """Whether a text holds a number of identity or a mobile telephone, however it is spaced."""
    return _FOUND.search(text.translate(_WIDE)) is not None


def scrub(text: str) -> str:
    """The text with each of them starred out but for its last two figures; anything else stays as it is."""
    plain, made, last = text.translate(_WIDE), [], 0  # one character for one, so that places are the same
    for found in _FOUND.finditer(plain):
        start, end = found.span()
        made += [text[last:start], "*" * (end - start - 2), text[end - 2 : end]]
        last = end
    return "".join([*made, text[last:]]) if made else text


def masked_phone(number: str) -> str:
    """A telephone for the screen: 138****0018; a short one shows its last two figures only."""
    if len(number) < 11:
        return "*" * max(0, len(number) - 2) + number[-2:] if len(number) > 4 else "*" * len(number)
    return number[:3] + "*" * (len(number) - 7) + number[-4:]
