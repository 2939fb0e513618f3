"""空白证照: in once, out once, for a case that was granted; in = used + void + given back + left (济宁三(一)2)."""

from __future__ import annotations

import pytest

from models.desk import blanks_register as register
from models.desk.blanks_register import Delivery
from models.desk.context import Desk
from models.errors import Refusal
from models.rules.terms import Outcome
from tests.desk.branches import accepted, boss, decided

KIND = "公共场所卫生许可证（正本）"
TEN = Delivery(KIND, "晋卫00101", 10, "晋城市卫生健康委员会", "2026-1")


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    register.take_in(boss(desk), TEN)
    return desk


def granted(desk: Desk, outcome: Outcome = Outcome.APPROVE) -> str:
    case_id = accepted(desk)
    decided(desk, case_id, outcome)
    return case_id


def test_that_a_delivery_is_numbered_one_by_one(desk: Desk) -> None:
    numbers = register.take_in(boss(desk), TEN)
    assert (numbers[0], numbers[-1], len(numbers)) == ("晋卫00101", "晋卫00110", 10)
    (view,) = register.stock(desk)
    assert (view.came, view.left, view.low) == (10, 10, True)


def test_that_the_same_number_comes_in_once(stocked: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        register.take_in(boss(stocked), Delivery(KIND, "晋卫00110", 2, "晋城市卫生健康委员会"))
    assert refused.value.code == "blank_twice"
    assert register.stock(stocked)[0].came == 10
    other = Delivery("公共场所卫生许可证（副本）", "晋卫00110", 2, "晋城市卫生健康委员会")
    register.take_in(boss(stocked), other)  # another kind counts for itself


@pytest.mark.parametrize(
    ("delivery", "code"),
    [
        (Delivery(KIND, "无数字", 2, "样例局"), "blank_number"),
        (Delivery(KIND, "01", 0, "样例局"), "blank_number"),
        (Delivery(" ", "01", 1, "样例局"), "blank_unclear"),
    ],
)
def test_that_a_delivery_that_cannot_be_is_refused(delivery: Delivery, code: str, desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        register.take_in(boss(desk), delivery)
    assert refused.value.code == code


def test_that_a_clerk_takes_nothing_in_nor_gives_it_back(desk: Desk, stocked: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        register.take_in(desk, TEN)
    assert refused.value.code == "not_keeper"
    with pytest.raises(Refusal) as back:
        register.give_back(stocked, KIND, "晋卫00101", "样例")
    assert back.value.code == "not_keeper"


def test_that_the_same_number_goes_out_once(stocked: Desk) -> None:
    case_id = granted(stocked)
    register.use(stocked, KIND, "晋卫00101", case_id, "晋公卫证字〔2026〕第1号")
    with pytest.raises(Refusal) as refused:
        register.use(stocked, KIND, "晋卫00101", granted(stocked))
    assert refused.value.code == "blank_twice"
    with pytest.raises(Refusal) as spoilt:
        register.spoil(stocked, KIND, "晋卫00101", "写错")
    assert spoilt.value.code == "blank_twice"
    (row,) = register.book(stocked, KIND, "已用")
    assert (row.case_id, row.certificate) == (case_id, "晋公卫证字〔2026〕第1号")


def test_that_a_blank_is_filled_in_only_for_what_was_granted(stocked: Desk) -> None:
    for case_id in (accepted(stocked), granted(stocked, Outcome.DENY)):
        with pytest.raises(Refusal) as refused:
            register.use(stocked, KIND, "晋卫00101", case_id)
        assert refused.value.code == "blank_case"
    with pytest.raises(Refusal) as unknown:
        register.use(stocked, KIND, "晋卫00101", "没有的件")
    assert unknown.value.code == "case_unknown"


def test_that_what_never_came_in_is_not_used(stocked: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        register.use(stocked, KIND, "晋卫99999", granted(stocked))
    assert refused.value.code == "blank_unknown"


def test_that_in_is_used_and_void_and_given_back_and_left(stocked: Desk) -> None:
    register.use(stocked, KIND, "晋卫00101", granted(stocked))
    register.spoil(stocked, KIND, "晋卫00102", "打印错位")
    register.give_back(boss(stocked), KIND, "晋卫00110", "换新版")
    (view,) = register.stock(stocked, low=6)
    assert (view.came, view.used, view.void, view.back, view.left, view.low) == (10, 1, 1, 1, 7, False)
    assert view.came == view.used + view.void + view.back + view.left


@pytest.mark.parametrize("act", [register.spoil, register.give_back])
def test_that_what_goes_unused_says_why(act: object, stocked: Desk) -> None:
    assert callable(act)
    with pytest.raises(Refusal) as refused:
        act(boss(stocked), KIND, "晋卫00101", " ")
    assert refused.value.code == "blank_reason"
