"""Half a character becomes a question mark; whole text stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.halves import whole


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("plain", "plain"),
        ("高平市𠮷", "高平市𠮷"),
        ("甲\ud842乙", "甲?乙"),
        ("\udfb7", "?"),
        ("a\ud842\ud842", "a??"),
    ],
)
def test_that_a_half_of_a_character_is_a_question_mark_and_all_else_stays(text: str, kept: str) -> None:
    assert whole(text) == kept


@given(st.text(st.characters(), max_size=20))
def test_that_what_comes_out_can_be_written_down(text: str) -> None:
    assert len(whole(text)) == len(text)
    assert whole(text).encode("utf-8").decode("utf-8") == whole(text)
