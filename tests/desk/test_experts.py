"""共享专家库: drawn by lot, nobody bound to a party, the lot in the log, and who pays (济宁三(三)8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.desk import close, experts
from models.desk.context import Desk
from models.desk.experts import Wanted
from models.desk.turn import in_hand
from models.errors import Refusal
from models.rules import experts as rules
from models.rules.terms import Act
from models.store.registers import ExpertRow
from tests.desk.branches import accepted, boss, entry, judge
from tests.helpers.factory import COMPANY

SINCE = date(2026, 1, 1)
SEED = "0123456789abcdef"
TWO = Wanted("公共卫生", 2)


def expert(n: int, **change: object) -> ExpertRow:
    row = ExpertRow(
        f"e{n}",
        f"样例专家{n}",
        f"样例研究院{n}",
        "高级工程师",
        f"0356-555 02{n:02d}",
        ("公共卫生",),
        (),
        "市级共享",
        SINCE,
    )
    return replace(row, **change)  # type: ignore[arg-type]


@pytest.fixture
def pooled(desk: Desk) -> Desk:
    for n in range(1, 6):
        experts.enter(boss(desk), expert(n))
    return desk


def test_that_the_lot_stands_in_the_log_and_anybody_can_draw_it_again(pooled: Desk) -> None:
    case_id = accepted(pooled)
    done = experts.draw(judge(pooled), case_id, TWO, seed=SEED, press_id="lot")
    assert experts.draw(judge(pooled), case_id, TWO, seed=SEED, press_id="lot") == done
    found = experts.lot_of(in_hand(pooled, case_id))
    assert found is not None
    lot, pays = found
    assert rules.verify(lot)
    assert pays.startswith("市直部门列支")
    assert len(lot.drawn) == 2
    assert {one.id for one in experts.drawn(pooled, case_id)} == set(lot.drawn)
    assert "抽取专家" in entry(pooled, case_id, Act.NOTE).entry.payload["text"]


@pytest.mark.parametrize(
    "change",
    [{"organ": COMPANY.name}, {"avoids": (COMPANY.name,)}, {"name": COMPANY.legal_rep}, {"avoids": ("样例设计院",)}],
)
def test_that_nobody_bound_to_a_party_is_drawn(change: dict[str, object], desk: Desk) -> None:
    for n in range(1, 4):
        experts.enter(boss(desk), expert(n, **(change if n == 1 else {})))
    case_id = accepted(desk)
    experts.draw(judge(desk), case_id, replace(TWO, parties=("样例设计院",)))
    found = experts.lot_of(in_hand(desk, case_id))
    assert found is not None
    assert [ident for ident, _ in found[0].excluded] == ["e1"]
    assert "e1" not in found[0].drawn


def test_that_too_few_experts_are_said_and_nothing_is_drawn(desk: Desk) -> None:
    experts.enter(boss(desk), expert(1))
    case_id = accepted(desk)
    with pytest.raises(Refusal) as refused:
        experts.draw(judge(desk), case_id, TWO)
    assert refused.value.code == "experts_few"
    assert experts.lot_of(in_hand(desk, case_id)) is None


def test_that_a_reserve_steps_in_and_the_first_lot_stays_readable(pooled: Desk) -> None:
    case_id = accepted(pooled)
    experts.draw(judge(pooled), case_id, TWO, seed=SEED)
    first = experts.lot_of(in_hand(pooled, case_id))
    assert first is not None
    experts.step_in(judge(pooled), case_id, first[0].drawn[0])
    second = experts.lot_of(in_hand(pooled, case_id))
    assert second is not None
    assert set(second[0].drawn) == {first[0].reserves[0], first[0].drawn[1]}
    assert rules.verify(second[0])


def test_that_no_reserve_steps_in_where_nobody_was_drawn(pooled: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        experts.step_in(judge(pooled), accepted(pooled), "e1")
    assert refused.value.code == "no_lot"


def test_that_drawing_belongs_to_the_review(pooled: Desk) -> None:
    case_id = accepted(pooled)
    with pytest.raises(Refusal) as clerk:
        experts.draw(pooled, case_id, TWO)
    assert clerk.value.code == "wrong_role"
    close.withdraw(pooled, case_id, "样例")
    with pytest.raises(Refusal) as ended:
        experts.draw(judge(pooled), case_id, TWO)
    assert ended.value.code == "act_out_of_order"


def test_that_who_left_the_pool_is_not_drawn(pooled: Desk) -> None:
    experts.leave(boss(pooled), "e1", "调离")
    assert "e1" in {one.id for one in experts.pool(pooled)}  # today still
    with pytest.raises(Refusal) as refused:
        experts.leave(boss(pooled), "e9", "调离")
    assert refused.value.code == "expert_unknown"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (expert(7, phone=" "), "expert_unclear"),
        (expert(7, fields=()), "expert_unclear"),
        (expert(1, id=""), "expert_twice"),
    ],
)
def test_that_an_entry_is_whole_and_single(row: ExpertRow, code: str, pooled: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        experts.enter(boss(pooled), row)
    assert refused.value.code == code


def test_that_the_pool_is_kept_by_who_answers_for_it(desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        experts.enter(desk, expert(1))
    assert refused.value.code == "not_keeper"
