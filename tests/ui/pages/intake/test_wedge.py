"""What a reader sends, understood; and what it means when it is nothing."""

from __future__ import annotations

from datetime import date

import pytest

from tests.helpers.people import credit_code, resident_id
from ui.pages.intake.wedge import Card, Licence, understand

TODAY = date(2026, 11, 20)


def test_that_a_card_and_a_licence_are_told_apart() -> None:
    assert understand(f" {resident_id(2)}\r", TODAY) == Card("", resident_id(2))
    assert understand(f"名称：样例；代码：{credit_code(17)}", TODAY) == Licence(credit_code(17))
    assert understand('{"姓名": "测试甲", "身份证号": "1", "住址": "样例街"}', TODAY) == Card("测试甲", "1", "样例街")


DEEP = '{"a":' + "[" * 2000


@pytest.mark.parametrize("text", ["", "{", "[1]", DEEP, '{"a": 1e999}', "140581-03-20261120-0017-N", "\ud800"])
def test_that_anything_else_is_nothing(text: str) -> None:
    assert understand(text, TODAY) is None


def test_that_half_a_character_in_a_card_becomes_a_question_mark() -> None:
    assert understand('{"name": "测试\\ud800", "id": "1"}', TODAY) == Card("测试?", "1")


def test_that_only_words_and_numbers_of_a_card_are_read() -> None:
    inside = "[" * 50 + "]" * 50
    assert understand(f'{{"name": {inside}, "姓名": "测试甲", "id": 12345}}', TODAY) == Card("测试甲", "12345")
