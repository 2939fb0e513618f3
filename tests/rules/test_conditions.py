"""Amounts as a clerk types them, and tests on facts that may not be known yet."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.rules.catalogue import Condition, Fact, Question
from models.rules.conditions import all_hold, holds, read_number, show_number, usable


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("62000", "62000"), ("62 000", "62000"), ("62,000", "62000"), ("6.2万", "62000"), ("4.9 万", "49000"),
        ("６２０００", "62000"), ("0", "0"), ("49999.5", "49999.5"),
    ],
)  # fmt: skip
def test_that_an_amount_is_read_as_people_write_it(text: str, amount: str) -> None:
    assert read_number(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "很多", "-1", "万", "1万2", "NaN", "Infinity", "1e"])
def test_that_what_is_no_amount_is_not_read_as_one(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("62000", "6.2万立方米"), ("50000", "5万立方米"), ("49999", "49999立方米"), ("50000.01", "50000.01立方米"),
     ("4500", "4500立方米"), ("0", "0立方米"), ("120.50", "120.5立方米"), ("120.00", "120立方米"),
     ("10000", "1万立方米"), ("9900", "9900立方米"), ("10050", "10050立方米")],
)  # fmt: skip
def test_that_an_amount_is_shown_with_its_unit(amount: str, shown: str) -> None:
    assert show_number(Decimal(amount), "立方米") == shown


@pytest.mark.parametrize(
    ("kind", "raw", "answer"),
    [
        ("number", "5万", Decimal(50000)), ("number", Decimal(3), Decimal(3)), ("number", Decimal("NaN"), None),
        ("number", Decimal(-1), None), ("number", True, None), ("yes_no", False, False), ("yes_no", "是", None),
        ("choice", "甲", "甲"), ("choice", "丙", None), ("choice", "", None), ("choice", None, None),
    ],
)  # fmt: skip
def test_that_an_answer_of_the_wrong_kind_answers_nothing(kind: str, raw: Fact | None, answer: Fact | None) -> None:
    assert usable(Question("q", "问？", kind, ("甲", "乙")), raw) == answer


@pytest.mark.parametrize(
    ("op", "value", "fact", "result"),
    [
        ("lt", Decimal(300), Decimal(300), False), ("lt", Decimal(300), Decimal(299), True),
        ("le", Decimal(300), Decimal(300), True), ("gt", Decimal(300), Decimal(300), False),
        ("ge", Decimal(300), Decimal(300), True), ("ge", "2022-06-01", "2022-05-31", False),
        ("lt", Decimal(300), "300", False), ("eq", "甲", "甲", True), ("ne", "甲", "乙", True),
        ("in", ("甲", "乙"), "乙", True), ("not_in", ("甲", "乙"), "乙", False), ("is_true", None, True, True),
        ("is_false", None, True, False), ("eq", Decimal(1), True, False),
    ],
)  # fmt: skip
def test_that_bounds_are_strict_or_not_exactly_as_written(
    op: str, value: Fact | tuple[str, ...] | None, fact: Fact, result: bool
) -> None:
    assert holds(Condition("f", op, value), {"f": fact}) is result


def test_that_what_is_unknown_stays_unknown_unless_another_test_already_fails() -> None:
    first, second = Condition("a", "eq", "甲"), Condition("b", "is_true")
    assert all_hold((first, second), {"a": "甲"}) is None
    assert all_hold((first, second), {"a": "乙"}) is False
    assert all_hold((first, second), {"a": "甲", "b": True}) is True


@pytest.mark.parametrize("value", [Decimal(300), "2022-06-01"])
@pytest.mark.parametrize(
    ("op", "below", "at", "above"),
    [("lt", True, False, False), ("le", True, True, False), ("gt", False, False, True), ("ge", False, True, True)],
)
def test_that_amounts_and_days_lie_below_at_or_above_a_bound(
    value: Fact, op: str, below: bool, at: bool, above: bool
) -> None:
    three = (Decimal(299), Decimal(300), Decimal(301)) if value == 300 else ("2022-05-31", value, "2022-06-02")
    assert [holds(Condition("f", op, value), {"f": fact}) for fact in three] == [below, at, above]


@pytest.mark.parametrize("op", ["lt", "le", "gt", "ge"])
@pytest.mark.parametrize(("fact", "value"), [("300", Decimal(300)), (Decimal(300), "300"), (True, Decimal(1))])
def test_that_values_of_unlike_kinds_are_neither_below_nor_above_each_other(op: str, fact: Fact, value: Fact) -> None:
    assert holds(Condition("f", op, value), {"f": fact}) is False


def test_that_an_amount_without_a_unit_is_shown_bare() -> None:
    assert (show_number(Decimal(62000)), show_number(Decimal("4.50"))) == ("6.2万", "4.5")
