"""The check letters of the recovery code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.store import codes

PLACES = st.integers(0, codes.LENGTH - 1)
CODE = st.builds(codes.new)


@given(CODE)
def test_that_every_new_code_is_six_groups_of_four_and_whole(code: str) -> None:
    assert [len(group) for group in code.split("-")] == [4] * 6
    assert codes.fault(code) == ""
    codes.must_be_whole(code.lower().replace("-", "  "))


@given(CODE, PLACES, st.sampled_from(codes.LETTERS))
def test_that_one_wrong_letter_is_found_with_its_group(code: str, place: int, letter: str) -> None:
    letters = codes.plain(code)
    typed = letters[:place] + letter + letters[place + 1 :]
    wrong = "" if letters[place] == letter else f"第{place // 4 + 1}组可能抄错"
    assert codes.fault(typed) == wrong


@given(CODE, st.integers(0, codes.LENGTH - 2))
def test_that_two_neighbours_changed_over_are_found(code: str, place: int) -> None:
    letters = codes.plain(code)
    typed = letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
    assert (codes.fault(typed) == "") == (letters[place] == letters[place + 1])


@pytest.mark.parametrize(("typed", "said"), [("", "现有0个"), ("ABCD", "现有4个"), ("ABC0-EFGH", "第1组里的“0”")])
def test_that_what_cannot_be_a_code_is_said_in_words(typed: str, said: str) -> None:
    with pytest.raises(Refusal) as caught:
        codes.must_be_whole(typed)
    assert said in caught.value.happened
    assert caught.value.code == "code_mistyped"


@given(st.text())
def test_that_nothing_typed_makes_it_fall_over(typed: str) -> None:
    assert codes.fault(typed) or codes.fault(typed) == ""
