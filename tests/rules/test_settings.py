"""What a city's file sets, and the cautious answer where it says nothing or cannot be read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from models.rules.settings import Settings
from models.rules.terms import SealKind
from tests.rules.delegation_case import pack


def told(**settings: str) -> Settings:
    """The settings of a city whose file says this and nothing else."""
    return Settings.from_policy(replace(pack("jincheng").policy, settings=settings))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("TRUE", True),
        ("Yes", True),
        ("1", True),
        (" 是 ", True),
        ("否", False),
        ("", False),
        ("no", False),
    ],
)
def test_that_a_yes_is_read_however_it_is_written_and_anything_else_is_a_no(text: str, value: bool) -> None:
    assert told(file_direct=text).file_direct is value


@pytest.mark.parametrize(
    ("text", "value"), [("5", 5), (" 5 ", 5), ("", None), ("none", None), ("None", None), ("及时", None)]
)
def test_yd3_6_zz2_2_a_number_of_days_or_at_once(text: str, value: int | None) -> None:
    """于都三6, 泽州三(二)."""
    assert told(push_days=text).push_days == value


@pytest.mark.parametrize(
    ("text", "seal"),
    [
        ("县级审批公章", SealKind.COUNTY),
        (" 市直部门审批2号章 ", SealKind.NO2),
        ("待核定", SealKind.ENTRUSTING),
        ("", SealKind.ENTRUSTING),
    ],
)
def test_jc1_2_a_seal_that_is_not_settled_is_the_entrusting_organs(text: str, seal: SealKind) -> None:
    """晋城一(二)."""
    assert told(entrust_seal=text).entrust_seal is seal


def test_jn3_1_a_city_that_says_nothing_counts_from_the_countys_receipt() -> None:
    """济宁三(一)1."""
    policy = replace(pack("jincheng").policy, receive_only_anchor="", settings={})
    assert Settings.from_policy(policy).receive_only_anchor == "county_receipt"
    assert (
        Settings.from_policy(replace(policy, receive_only_anchor="city_receipt")).receive_only_anchor == "city_receipt"
    )


@pytest.mark.parametrize(
    ("field", "name", "value"),
    [
        ("forward_days", "county_days", 4),
        ("supplement_days", "supplement_days", 9),
        ("monthly_filing_day", "filing_day", 8),
    ],
)
def test_that_the_citys_own_columns_are_taken_and_its_settings_go_before_them(
    field: str, name: str, value: int
) -> None:
    policy: Any = replace(pack("jincheng").policy, settings={}, **{field: value})  # type: ignore[arg-type]
    assert getattr(Settings.from_policy(policy), name) == value
    assert getattr(Settings.from_policy(replace(policy, settings={name: "3"})), name) == 3


def test_that_words_are_taken_as_they_stand_less_their_blanks() -> None:
    assert told(seal2_signatory=" county ").seal2_signatory == "county"
