"""Pinyin initials of a name, so that a case is found by typing 测试 as CS; no dictionary is loaded for it."""

from __future__ import annotations

from functools import cache

from models.desk.initials_table import GROUPS


@cache
def _letters() -> dict[str, str]:
    return {char: letter for letter, chars in GROUPS.items() for char in chars}


def initials(text: str) -> str:
    """Upper-case initials of ``text``; Latin letters and digits stay, characters outside the table are skipped."""
    table = _letters()
    return "".join(table.get(char) or (char.upper() if char.isascii() and char.isalnum() else "") for char in text)
