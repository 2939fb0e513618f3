"""Fees: who may be charged, how much in figures and words, paid where; every name says its clause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules import fees
from models.rules.casefacts import Fee
from models.rules.catalogue import Guide
from models.rules.fees import Bill, FeeItem
from models.rules.generic import generic_guide

ON = date(2026, 11, 20)
HALL = "高平市行政审批服务管理局"
COST = FeeItem("证照工本费", "印刷业管理条例第四十八条第二款", 1050, 2)


def guide(charge: str = "cost_only") -> Guide:
    return replace(generic_guide(None, "样例事项"), fee_charge=charge)


def charged() -> Bill:
    return fees.bill(guide(), [COST], HALL)


def refused(code: str, do: object) -> None:
    assert callable(do)
    with pytest.raises(Refusal) as caught:
        do()
    assert caught.value.code == code


@pytest.mark.parametrize("charge", ["none", "unknown"])
def test_xkf_art58_nothing_is_charged_where_the_guide_says_none_or_does_not_know(charge: str) -> None:
    refused("fee_none", lambda: fees.bill(guide(charge), [COST], HALL))
    assert not fees.may_charge(guide(charge))
    assert fees.first_state(guide(charge), standard_published=True) is Fee.NONE


def test_xkf_art59_only_at_a_published_standard() -> None:
    assert fees.first_state(guide(), standard_published=True) is Fee.OPEN
    assert fees.first_state(guide(), standard_published=False) is Fee.NONE


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (replace(COST, basis=" "), "fee_basis"),
        (replace(COST, standard_fen=0), "fee_amount"),
        (replace(COST, quantity=-1), "fee_amount"),
        (replace(COST, standard_fen=10**12), "fee_amount"),
    ],
)
def test_xkf_art58_a_charge_names_its_law_and_a_sane_amount(item: FeeItem, code: str) -> None:
    refused(code, lambda: fees.bill(guide(), [item], HALL))
    refused("fee_amount", lambda: fees.bill(guide(), [], HALL))


def test_jc2_4_the_accepting_window_takes_it() -> None:
    """晋城二(四)."""
    one = charged()
    assert (one.total_fen, one.due_fen, one.state) == (2100, 2100, Fee.NOTICED)
    refused("fee_window", lambda: fees.pay(one, 2100, "票1", ON, "别的窗口"))
    refused("fee_amount", lambda: fees.pay(one, 2101, "票1", ON, HALL))
    refused("fee_bill", lambda: fees.pay(one, 2100, " ", ON, HALL))
    paid = fees.pay(one, 2100, "票1", ON, HALL)
    assert (paid.state, paid.bill_number) == (Fee.PAID, "票1")
    refused("fee_twice", lambda: fees.pay(paid, 2100, "票2", ON, HALL))
    refused("fee_twice", lambda: fees.waive(paid, 100, "困难", "测试主任"))


def test_xkf_art58_a_waiver_has_its_ground_and_its_approver() -> None:
    one = charged()
    refused("fee_reason", lambda: fees.waive(one, 100, "", "测试主任"))
    refused("fee_reason", lambda: fees.waive(one, 100, "小微企业", " "))
    refused("fee_amount", lambda: fees.waive(one, 2101, "小微企业", "测试主任"))
    part = fees.waive(one, 600, "小微企业", "测试主任")
    assert (part.due_fen, part.state) == (1500, Fee.NOTICED)
    assert fees.waive(part, 1500, "小微企业", "测试主任").state is Fee.WAIVED


def test_xkf_art59_what_was_taken_wrongly_is_given_back_once() -> None:
    paid = fees.pay(charged(), 2100, "票1", ON, HALL)
    refused("fee_twice", lambda: fees.refund(charged(), 1, "误收"))
    refused("fee_amount", lambda: fees.refund(paid, 2101, "误收"))
    refused("fee_reason", lambda: fees.refund(paid, 2100, ""))
    back = fees.refund(paid, 2100, "误收")
    assert back.state is Fee.REFUNDED
    refused("fee_twice", lambda: fees.refund(back, 1, "误收"))


@pytest.mark.parametrize(
    ("fen", "figures", "words"),
    [
        (0, "¥0.00", "零元整"),
        (5, "¥0.05", "伍分"),
        (10, "¥0.10", "壹角"),
        (100, "¥1.00", "壹元整"),
        (1000, "¥10.00", "壹拾元整"),
        (10005, "¥100.05", "壹佰元零伍分"),
        (123456, "¥1,234.56", "壹仟贰佰叁拾肆元伍角陆分"),
        (1000001, "¥10,000.01", "壹万元零壹分"),
        (100000000, "¥1,000,000.00", "壹佰万元整"),
        (100001000, "¥1,000,010.00", "壹佰万零壹拾元整"),
        (10000000110, "¥100,000,001.10", "壹亿零壹元壹角"),
    ],
)
def test_that_an_amount_stands_in_figures_and_in_words(fen: int, figures: str, words: str) -> None:
    assert (fees.figures(fen), fees.in_words(fen)) == (figures, words)


DIGITS = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
TENS = {"拾": 10, "佰": 100, "仟": 1000}


def read(words: str) -> int:
    """大写 back to fen, by a reader of its own."""
    yuan, _, rest = words.partition("元")
    if not _:
        yuan, rest = "", words
    jiao = DIGITS[rest[rest.index("角") - 1]] if "角" in rest else 0
    fen = DIGITS[rest[rest.index("分") - 1]] if "分" in rest else 0
    return whole(yuan) * 100 + jiao * 10 + fen


def whole(words: str) -> int:
    for sign, size in (("亿", 10**8), ("万", 10**4)):
        if sign in words:
            head, _, tail = words.partition(sign)
            return whole(head) * size + whole(tail)
    total = digit = 0
    for sign in words:
        if sign in TENS:
            total, digit = total + max(digit, 1) * TENS[sign], 0
        else:
            digit = DIGITS[sign]
    return total + digit


@given(st.integers(0, fees.LARGEST_FEN - 1))
def test_that_an_amount_in_words_reads_back(fen: int) -> None:
    assert read(fees.in_words(fen)) == fen


@pytest.mark.parametrize("fen", [-1, fees.LARGEST_FEN])
def test_that_no_bill_is_beyond_its_bounds(fen: int) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        fees.in_words(fen)


def test_xkf_art58_a_waiver_in_two_parts_adds_up_and_says_why_and_by_whose_leave() -> None:
    part = fees.waive(fees.waive(charged(), 600, "困难", "甲"), 500, " 小微企业 ", " 测试主任 ")
    assert (part.waived_fen, part.due_fen, part.waived_why) == (1100, 1000, "小微企业（测试主任批准）")
    assert fees.waive(charged(), 1, "困难", "甲").due_fen == 2099
    refused("fee_amount", lambda: fees.waive(charged(), 0, "困难", "甲"))


def test_xkf_art59_a_payment_and_a_refund_are_written_down_with_day_bill_and_reason() -> None:
    paid = fees.pay(charged(), 2100, " 票1 ", ON, HALL)
    assert (paid.paid_on, paid.paid_fen, paid.bill_number) == (ON, 2100, "票1")
    back = fees.refund(paid, 1, " 误收 ")
    assert (back.refunded_fen, back.refunded_why) == (1, "误收")
    refused("fee_amount", lambda: fees.refund(paid, 0, "误收"))


def test_jc2_4_a_bill_names_the_window_that_takes_it_and_by_when() -> None:
    one = fees.bill(guide(), [COST], HALL, date(2026, 12, 1))
    assert (one.items, one.collector, one.pay_by) == ((COST,), HALL, date(2026, 12, 1))


def test_xkf_art59_the_smallest_standard_of_one_sheet_is_a_charge() -> None:
    least = replace(COST, standard_fen=1, quantity=1)
    assert fees.bill(guide(), [least], HALL).total_fen == 1
    refused("fee_amount", lambda: fees.bill(guide(), [replace(least, standard_fen=fees.LARGEST_FEN)], HALL))
    largest = replace(least, standard_fen=fees.LARGEST_FEN - 1)
    assert fees.bill(guide(), [largest], HALL).total_fen == fees.LARGEST_FEN - 1
