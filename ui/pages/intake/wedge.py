"""What a reader or scanner sent, understood: an identity card, a licence's credit code, or a case's own code."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.rules.halves import whole
from models.rules.identity import check_number, normal
from models.rules.terms import IdKind

_CREDIT = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NP-RT-UW-Y]{18}(?![0-9A-Z])")
_NAMES = ("name", "姓名")
_NUMBERS = ("id", "id_number", "number", "身份证号", "公民身份号码")
_ADDRESSES = ("address", "住址", "地址")


@dataclass(frozen=True, slots=True)
class Card:
    """A person's card."""

    name: str
    number: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence's code, with the name when the reader gives it."""

    number: str
    name: str = ""


def understand(text: str, today: date) -> Card | Licence | None:
    """The card or licence in ``text``; None when it is neither (a case code, or nothing known)."""
    plain = text.strip()
    if plain.startswith("{"):
        return _from_json(plain, today)
    number = normal(plain)
    if check_number(IdKind.RESIDENT_ID, number, today=today).ok:
        return Card("", number)
    found = _CREDIT.search(plain.upper())
    if found and check_number(IdKind.CREDIT_CODE, found.group(), today=today).ok:
        return Licence(found.group())
    return None


def _from_json(text: str, today: date) -> Card | Licence | None:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):  # the latter for brackets within brackets without end
        return None
    if not isinstance(told, dict):
        return None
    name, number, address = (_first(told, keys) for keys in (_NAMES, _NUMBERS, _ADDRESSES))
    code = _first(told, ("credit_code", "uscc", "统一社会信用代码")) or number
    if check_number(IdKind.CREDIT_CODE, code, today=today).ok and code != number:
        return Licence(code, name)
    if name and number:
        return Card(name, number, address)
    return Licence(code, name) if check_number(IdKind.CREDIT_CODE, code, today=today).ok else None


def _first(told: dict[str, Any], keys: tuple[str, ...]) -> str:
    given = (told[key] for key in keys if isinstance(told.get(key), str | int) and told[key])
    return next((whole(str(word)).strip() for word in given), "")
