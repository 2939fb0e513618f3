"""Three-valued tests on facts: true, false, or not known yet because nobody has asked."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation

from models.rules.catalogue import Condition, Fact, Question, RuleCase

_WAN = Decimal(10000)


def read_number(text: str) -> Decimal | None:
    """An amount as a clerk types it: 62000, 62 000, 6.2万. None when it is no amount of 0 or more."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).replace(",", "")
    times = _WAN if plain.endswith("万") else Decimal(1)
    try:
        number = Decimal(plain.removesuffix("万")) * times
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() and number >= 0 else None


def show_number(number: Decimal, unit: str = "") -> str:
    """The amount as a person writes it: 6.2万立方米, 49999立方米."""
    if number >= _WAN and number % 100 == 0:
        return f"{_plain(number / _WAN)}万{unit}"
    return f"{_plain(number)}{unit}"


def usable(question: Question, raw: Fact | None) -> Fact | None:
    """The answer in the question's own kind; None when it answers nothing (wrong kind, no option, below 0)."""
    if question.kind == "number":
        return _amount(raw)
    if question.kind == "yes_no":
        return raw if isinstance(raw, bool) else None
    return raw if isinstance(raw, str) and raw and (not question.options or raw in question.options) else None


def holds(condition: Condition, known: Mapping[str, Fact]) -> bool | None:
    """Whether one condition holds; None while its fact is not known. Values of unlike kinds never match."""
    fact = known.get(condition.fact)
    return None if fact is None else _OPS[condition.op](fact, condition.value)


def all_hold(conditions: Iterable[Condition], known: Mapping[str, Fact]) -> bool | None:
    """False as soon as one condition is false, whatever is still unknown."""
    return _settle((holds(one, known) for one in conditions), decisive=False)


def case_holds(case: RuleCase, known: Mapping[str, Fact]) -> bool | None:
    """True when one of the case's alternatives holds whole; a case without alternatives is the else."""
    if not case.any_of:
        return True
    return _settle((all_hold(one, known) for one in case.any_of), decisive=True)


def open_facts(case: RuleCase, known: Mapping[str, Fact]) -> tuple[str, ...]:
    """Names of unknown facts that could still make this case true."""
    live = (one for one in case.any_of if all_hold(one, known) is None)
    return tuple(condition.fact for one in live for condition in one if condition.fact not in known)


def _settle(results: Iterable[bool | None], *, decisive: bool) -> bool | None:
    unknown = False
    for result in results:
        if result is decisive:
            return decisive
        unknown = unknown or result is None
    return None if unknown else not decisive


def _amount(raw: Fact | None) -> Decimal | None:
    if isinstance(raw, str):
        return read_number(raw)
    if isinstance(raw, Decimal) and raw.is_finite() and raw >= 0:
        return raw
    return None


def _plain(number: Decimal) -> str:
    whole = f"{number:f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


Value = Fact | tuple[str, ...] | None


def _sign(fact: Fact, value: Value) -> int | None:
    """Below, at or above: -1, 0, 1; None for values of unlike kinds."""
    if isinstance(fact, Decimal) and isinstance(value, Decimal):
        return (fact > value) - (fact < value)
    if isinstance(fact, str) and isinstance(value, str):  # dates travel as 2020-12-30
        return (fact > value) - (fact < value)
    return None


def _same(fact: Fact, value: Value) -> bool:
    return type(fact) is type(value) and fact == value


def _among(fact: Fact, value: Value) -> bool:
    return isinstance(value, tuple) and fact in value


_OPS: Mapping[str, Callable[[Fact, Value], bool]] = {
    "eq": _same,
    "ne": lambda fact, value: not _same(fact, value),
    "in": _among,
    "not_in": lambda fact, value: not _among(fact, value),
    "lt": lambda fact, value: _sign(fact, value) == -1,
    "le": lambda fact, value: _sign(fact, value) in (-1, 0),
    "gt": lambda fact, value: _sign(fact, value) == 1,
    "ge": lambda fact, value: _sign(fact, value) in (0, 1),
    "is_true": lambda fact, _: fact is True,
    "is_false": lambda fact, _: fact is False,
}
OPERATORS = frozenset(_OPS)
