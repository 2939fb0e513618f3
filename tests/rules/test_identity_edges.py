"""Numbers of people and bodies at the edge of what passes: today's birth, the oldest, the longest, the first letter."""

from __future__ import annotations

from datetime import date

import pytest
from stdnum.cn import uscc

from models.rules.identity import check_number, mask, tail
from models.rules.terms import IdKind
from tests.helpers import people

TODAY = date(2026, 11, 20)
SEE, SEE_LICENCE = "请对照证件原件", "请对照营业执照或登记证书"


def said(kind: IdKind, number: str) -> str:
    return check_number(kind, number, today=TODAY).sentence


@pytest.mark.parametrize("birth", [TODAY, date(1896, 1, 1)])
def test_gb11643_a_birth_of_today_and_one_of_a_hundred_and_thirty_years_ago_pass(birth: date) -> None:
    assert check_number(IdKind.RESIDENT_ID, people.resident_id(birth=birth), today=TODAY).birth == birth


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("123456789012345", f"旧版证号应为3位国籍字母加12位数字，{SEE}"),
        ("A12345678901234567", f"旧版证号应为15位，现为18位，{SEE}"),
        ("190105194912310021", "新版证号第1位应为9，现为1，请核对证件类型"),
    ],
)
def test_that_the_old_and_the_new_card_of_a_permanent_resident_are_told_apart(number: str, sentence: str) -> None:
    assert said(IdKind.PERMANENT_RESIDENCE, number) == sentence


@pytest.mark.parametrize(("length", "sentence"), [(17, ""), (18, f"护照号码应为5至17位，现为18位，{SEE}")])
def test_that_a_passport_has_seventeen_characters_at_most(length: int, sentence: str) -> None:
    assert said(IdKind.PASSPORT, "E" + "1" * (length - 1)) == sentence


@pytest.mark.parametrize("first17", ["9Y320105780688132", "91320105A80688132"])
def test_gb32100_a_letter_may_be_the_second_and_the_ninth_character(first17: str) -> None:
    assert said(IdKind.CREDIT_CODE, first17 + uscc.calc_check_digit(first17)) == ""


@pytest.mark.parametrize("place", [3, 8])
def test_gb32100_the_third_to_the_eighth_are_digits(place: int) -> None:
    code = "91320105780688132K"
    wrong = f"{code[: place - 1]}A{code[place:]}"
    assert said(IdKind.CREDIT_CODE, wrong) == f"第{place}位应为数字，现为“A”，{SEE_LICENCE}"


def test_that_a_number_that_does_not_stand_is_given_back_as_it_is_read() -> None:
    assert check_number(IdKind.PASSPORT, " e12 ", today=TODAY).normal == "E12"


def test_that_a_number_of_eleven_shows_six_in_front_and_one_of_five_its_last_four() -> None:
    assert mask(IdKind.PASSPORT, "E1234567890") == "E12345*7890"
    assert mask(IdKind.PASSPORT, "E123456789") == "E1****6789"
    assert tail("12345") == "2345"
