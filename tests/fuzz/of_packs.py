"""A city's pack as somebody brings it: the settings and the rules of the city (TOML), a guide (YAML).

The first byte says which of them, and whether the rest stands in the middle of a good one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import resources
from models.errors import WorldError
from models.packs.guides import read_guide
from models.packs.policy import read_policy
from models.packs.rulebook import read_rules
from tests.fuzz.door import DEEP, Door

_ROOT = Path(str(resources.ROOT))
_CITY = (_ROOT / "cities" / "zezhou" / "city.toml").read_text(encoding="utf-8")
_RULES = (_ROOT / "cities" / "zezhou" / "rules.toml").read_text(encoding="utf-8")
_GUIDE = min((_ROOT / "guides").glob("*.yaml"), key=lambda path: path.stat().st_size).read_text(encoding="utf-8")
_READERS: tuple[tuple[str, Callable[[str], object]], ...] = (
    (_CITY, read_policy),
    (_RULES, read_rules),
    (_GUIDE, lambda text: read_guide(text.encode("utf-8", "surrogateescape"))),
)


def _changed(good: str, data: bytes) -> str:
    """A line of a good file, the one the first byte says, taken out for other text."""
    lines = good.splitlines()
    lines[data[0] % len(lines) : data[0] % len(lines) + 1] = data[1:].decode("utf-8", "ignore").splitlines()
    return "\n".join(lines)


def packs(data: bytes) -> str:
    """Read; only a refusal may come out."""
    how, rest = (data or b"\0")[0], data[1:]
    good, read = _READERS[how % 3]
    try:
        read(_changed(good, rest) if rest and how & 0x40 else rest.decode("utf-8", "surrogateescape"))
    except WorldError as refused:
        return refused.code
    return DEEP


def _lines(good: str, how: int) -> list[bytes]:
    """Each line of a good file in its place."""
    return [bytes([how, at]) + line.encode() for at, line in enumerate(good.splitlines()[:256])]


_HOW = (0x42, 0x40, 0x41)  # change a line, of the first, the second, the third
_WHOLE = (
    *(bytes([at]) + good.encode() for at, (good, _) in enumerate(_READERS)),
    b"\0[",
    b"\2- - - -",
    b"\2a: 2026-13-01",
)
DOORS = {
    "packs": Door(
        packs,
        (*_WHOLE, *(line for how, (good, _) in zip(_HOW, _READERS, strict=True) for line in _lines(good, how))),
        share=10,
        longest=6000,
    )
}
