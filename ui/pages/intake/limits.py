"""The one limit a rule sets on a number, as a scale to look at; None where the rule has none, or more than one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from models.rules.catalogue import CityPack, Question
from models.rules.terms import Ruling
from ui.paint.scale import Scale

_OUTSIDE = (Ruling.CITY_ONLY, Ruling.HIGHER)
_WAN = Decimal(10_000)


def scale_for(
    pack: CityPack, item_key: str, question: Question, value: Decimal | None, ok: bool | None
) -> Scale | None:
    """The scale of ``question`` for this item with the case's ``value`` on it."""
    found = set(_limits(pack, item_key, question.id))
    numbers = {number for number, _ in found}
    if len(numbers) != 1:
        return None
    limit = numbers.pop()
    included = (limit, True) in found and (limit, False) not in found
    region = pack.policy.city
    return Scale(
        limit=float(limit),
        limit_text=f"{short_amount(limit)}（{'含' if included else '不含'}）",
        ours="本窗口可办",
        theirs=f"{region}级",
        value=float(value) if value is not None else None,
        value_text=short_amount(value) if value is not None else "",
        inside=ok is not False,
    )


def _limits(pack: CityPack, item_key: str, fact: str) -> Iterator[tuple[Decimal, bool]]:
    """(limit, whether the limit itself is still ours) of every test that sends larger numbers away."""
    for rule in pack.rules:
        if item_key not in rule.item_keys:
            continue
        for case in rule.cases:
            for test in (test for tests in case.any_of for test in tests if test.fact == fact):
                value = test.value
                if not isinstance(value, Decimal) or value <= 0 or case.ruling not in _OUTSIDE:
                    continue
                if test.op in ("ge", "eq"):
                    yield value, False
                elif test.op == "gt":
                    yield value, True


def short_amount(value: Decimal) -> str:
    """6.2 万 for 62000; as it is below ten thousand."""
    if abs(value) >= _WAN:
        return f"{(value / _WAN).normalize():f} 万"
    return f"{value.normalize():f}"


def show_amount(value: Decimal) -> str:
    """62 000: digits in threes."""
    return f"{value.normalize():,f}".replace(",", " ")
