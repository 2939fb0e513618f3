"""Blank certificates (空白证照): stock taken in, used, spoilt, left; nobody may hold them back (济宁三(一)2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from models.errors import Refusal

_NUMBER = re.compile(r"(.*?)(\d+)")
_LARGEST = 10_000  # sheets in one delivery


@dataclass(frozen=True, slots=True)
class Used:
    """Where one sheet went."""

    number: str
    on: date
    case_no: str = ""  # the case it was issued in; "" = spoilt
    spoilt: str = ""  # why
    by: str = ""


@dataclass(frozen=True, slots=True)
class Stock:
    """The sheets of one kind of certificate at one window."""

    name: str  # 食品生产许可证（正本）
    taken: tuple[str, ...] = ()  # every number ever taken in, in order
    gone: tuple[Used, ...] = ()
    low: int = 20  # warn at this many

    @property
    def left(self) -> tuple[str, ...]:
        """Numbers still in the drawer, in the order they came."""
        gone = {one.number for one in self.gone}
        return tuple(number for number in self.taken if number not in gone)

    @property
    def used(self) -> int:
        """Sheets issued."""
        return sum(1 for one in self.gone if one.case_no)

    @property
    def spoilt(self) -> int:
        """Sheets spoilt."""
        return sum(1 for one in self.gone if not one.case_no)

    @property
    def runs_low(self) -> bool:
        """Whether more should be asked for."""
        return len(self.left) <= self.low

    def take_in(self, first: str, count: int) -> Stock:
        """Enter ``count`` sheets from ``first`` on.

        Raises:
            Refusal: ``blank_number`` for a first number that does not end in digits or a count that cannot be,
                ``blank_twice`` when one of them is in the book already.
        """
        fresh = tuple(numbers(first, count))
        if twice := [number for number in fresh if number in set(self.taken)]:
            raise _no(f"空白证照{twice[0]}已经入库过", "请核对起号和张数", "blank_twice")
        return replace(self, taken=self.taken + fresh)

    def issue(self, number: str, case_no: str, on: date, by: str) -> Stock:
        """Use a sheet for a case.

        Raises:
            Refusal: ``blank_unknown``, ``blank_twice``, ``blank_case``.
        """
        if not case_no:
            raise _no("没有写明用于哪一件", "请从办件里领用", "blank_case")
        return self._spend(Used(number, on, case_no, by=by))

    def spoil(self, number: str, reason: str, on: date, by: str) -> Stock:
        """Void a sheet, which stays in the book.

        Raises:
            Refusal: ``blank_unknown``, ``blank_twice``, ``blank_reason``.
        """
        if not reason.strip():
            raise _no("作废要写明原因", "请填写原因", "blank_reason")
        return self._spend(Used(number, on, spoilt=reason.strip(), by=by))

    def _spend(self, one: Used) -> Stock:
        if one.number not in self.taken:
            raise _no(f"没有入库过{one.number}", "请核对证照编号", "blank_unknown")
        if before := next((used for used in self.gone if used.number == one.number), None):
            where = f"用于{before.case_no}" if before.case_no else f"作废（{before.spoilt}）"
            raise _no(f"空白证照{one.number}已经{where}", "请换一张，并核对编号", "blank_twice")
        return replace(self, gone=(*self.gone, one))

    @property
    def balanced(self) -> bool:
        """Taken in = issued + spoilt + left, every number once."""
        return len(set(self.taken)) == len(self.taken) == self.used + self.spoilt + len(self.left)


def numbers(first: str, count: int) -> Iterator[str]:
    """``count`` numbers from ``first`` on, the digits at its end counting up and keeping their width.

    Raises:
        Refusal: code ``blank_number``.
    """
    found = _NUMBER.fullmatch(first.strip())
    if found is None or not 0 < count <= _LARGEST:
        raise _no("起号要以数字结尾，张数在1到10000之间", "请核对起号和张数", "blank_number")
    head, digits = found.groups()
    return (f"{head}{int(digits) + n:0{len(digits)}d}" for n in range(count))


def twice(stocks: Iterable[Stock]) -> tuple[str, ...]:
    """Numbers issued in more than one stock of the same name, as two windows' books are put together."""
    seen: set[tuple[str, str]] = set()
    found: list[str] = []
    for stock in stocks:
        for one in stock.gone:
            if (key := (stock.name, one.number)) in seen:
                found.append(one.number)
            seen.add(key)
    return tuple(found)


def _no(happened: str, todo: str, code: str) -> Refusal:
    return Refusal(happened, "空白证照台账没有改动", todo, code=code)
