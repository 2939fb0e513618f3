"""The recovery code as it stands on paper: six groups of four letters, the last two of them check letters.

Letters are counted as numbers below 31, a prime, and the check letters make both the sum and the sum weighted by place
nothing: one wrong letter and two letters changed over are always found, and of one wrong letter also the place.
"""

from __future__ import annotations

import secrets
from typing import Final

from models.errors import Refusal

LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Nothing that reads like something else on paper."""
LENGTH, GROUP = 24, 4
_PRIME = len(LETTERS)


def new() -> str:
    """A fresh code, about 109 bits besides its check letters."""
    numbers = [secrets.randbelow(_PRIME) for _ in range(LENGTH - 2)]
    total, weighed = _sums(numbers)
    # x + y = -total and 23x + 24y = -weighed
    last = (-weighed + (LENGTH - 1) * total) % _PRIME
    return grouped("".join(LETTERS[n] for n in (*numbers, (-total - last) % _PRIME, last)))


def plain(code: str) -> str:
    """The code as typed, without hyphens, spaces and case."""
    return "".join(c for c in code.upper() if c.isalnum())


def grouped(letters: str) -> str:
    """ABCD-EFGH-…"""
    return "-".join(letters[i : i + GROUP] for i in range(0, len(letters), GROUP))


def fault(code: str) -> str:
    """What is wrong with a code as typed, in a few words with the group where it can be told; "" when it is whole."""
    typed = plain(code)
    strange = next((at for at, c in enumerate(typed) if c not in LETTERS), None)
    if strange is not None:
        return f"第{strange // GROUP + 1}组里的“{typed[strange]}”不会出现在恢复码里"
    if len(typed) != LENGTH:
        return f"应为{LENGTH}个字母和数字，现有{len(typed)}个"
    total, weighed = _sums([LETTERS.index(c) for c in typed])
    if not total and not weighed:
        return ""
    place = weighed * pow(total, -1, _PRIME) % _PRIME if total else 0
    return f"第{(place - 1) // GROUP + 1}组可能抄错" if 1 <= place <= LENGTH else "校验字母不符，有字母抄错"


def must_be_whole(code: str) -> None:
    """Let a code with fitting check letters pass. Raises: Refusal (``code_mistyped``)."""
    if wrong := fault(code):
        raise Refusal(f"恢复码不对：{wrong}", "没有打开数据", "请对照信封里的纸逐组再输一遍", code="code_mistyped")


def _sums(numbers: list[int]) -> tuple[int, int]:
    """The plain sum and the sum weighted by place from 1, both below 31."""
    return sum(numbers) % _PRIME, sum(at * n for at, n in enumerate(numbers, 1)) % _PRIME
