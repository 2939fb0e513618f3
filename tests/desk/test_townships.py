"""三级同权: a township's window takes the fifteen items, by the mode its county settled (济宁三(五)15, 附件2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.desk import townships
from models.desk.accept import accept
from models.desk.assess import assess
from models.desk.context import Desk
from models.desk.townships import Township
from models.errors import Refusal
from models.rules.terms import CaseState, Mode, Ruling
from models.store import people, registers
from models.views import Staff
from tests.desk.branches import sit
from tests.desk.lives import QUFU, STAYS
from tests.helpers.factory import CLERK, PaperStub, form_for, hall

ADMIN = Staff("admin-1", "样例管理员", "administrator")
TOWN = Township("样例镇", "样例镇为民服务中心", "曲政字〔2026〕3号（样例）", "2026-07-01")
PAPER = "曲政字〔2026〕2号（样例）"
JOBS, COUNTY_ITEM = "附件2/8", "附件1/47"


@pytest.fixture
def qufu(tmp_path: Path, papers: PaperStub) -> Iterator[Desk]:
    """曲阜市, an administrator signed in."""
    with hall(tmp_path / "qufu", city="jining", window=QUFU, make_paper=papers, staff=ADMIN) as made:
        yield made


def test_that_there_are_fifteen_items(qufu: Desk) -> None:
    assert len(townships.items(qufu.pack)) == 15
    assert [found for _, found in townships.table(qufu)] == [None] * 15


def test_jining_annex_2_nothing_is_taken_before_the_county_settled_its_mode(qufu: Desk) -> None:
    assert assess(qufu, form_for(qufu, JOBS, facts=STAYS)).ruling is Ruling.NOT_IN_FORCE


@pytest.mark.parametrize("mode", [Mode.DIRECT, Mode.SUBSTANTIVE_SEAL2, Mode.RECEIVE_ONLY])
def test_jining_annex_2_the_county_settles_the_mode_with_its_paper(mode: Mode, qufu: Desk) -> None:
    townships.choose(qufu, JOBS, mode, PAPER)
    seen = assess(townships.refreshed(qufu), form_for(qufu, JOBS, facts=STAYS))
    assert (seen.ruling, seen.mode) == (Ruling.DELEGATED, mode)
    found = {item.key: line for item, line in townships.table(qufu)}[JOBS]
    assert found is not None
    assert found.paper == PAPER


def test_that_the_chosen_mode_holds_when_the_window_is_opened_again(qufu: Desk, tmp_path: Path) -> None:
    townships.choose(qufu, JOBS, Mode.DIRECT, PAPER)
    qufu.store.close()
    with hall(tmp_path / "qufu", city="jining", window=QUFU) as again:
        done = accept(again, form_for(again, JOBS, facts=STAYS))
        assert done.state is CaseState.UNDER_REVIEW


def test_that_a_later_choice_holds_from_its_day_and_the_earlier_stays_readable(qufu: Desk) -> None:
    townships.choose(qufu, JOBS, Mode.DIRECT, PAPER)
    townships.choose(qufu, JOBS, Mode.RECEIVE_ONLY, PAPER, date(2027, 1, 1))
    (now,) = registers.county_modes(qufu.store, qufu.today)
    (then,) = registers.county_modes(qufu.store, date(2027, 1, 1))
    assert (now.mode, then.mode) == (Mode.DIRECT, Mode.RECEIVE_ONLY)
    assert len(registers.county_modes(qufu.store)) == 2


def test_that_another_countys_choice_is_not_ours(qufu: Desk) -> None:
    other = replace(qufu, window=replace(QUFU, region="370811"))
    townships.choose(other, JOBS, Mode.DIRECT, PAPER)
    assert assess(townships.refreshed(qufu), form_for(qufu, JOBS, facts=STAYS)).ruling is Ruling.NOT_IN_FORCE


@pytest.mark.parametrize(
    ("item", "mode", "paper", "code"),
    [
        (COUNTY_ITEM, Mode.DIRECT, PAPER, "not_ours"),
        (JOBS, Mode.ENTRUST, PAPER, "mode_unknown"),
        (JOBS, Mode.DIRECT, " ", "no_paper"),
    ],
)
def test_that_a_county_settles_only_what_is_its_to_settle(
    item: str, mode: Mode, paper: str, code: str, qufu: Desk
) -> None:
    with pytest.raises(Refusal) as refused:
        townships.choose(qufu, item, mode, paper)
    assert refused.value.code == code
    assert registers.county_modes(qufu.store) == ()


def test_that_a_township_takes_the_fifteen_and_sends_on_the_rest(qufu: Desk) -> None:
    townships.choose(qufu, JOBS, Mode.DIRECT, PAPER)
    townships.settle(qufu, TOWN)
    desk = sit(townships.refreshed(qufu), CLERK)
    assert townships.of(desk.store) == TOWN
    elsewhere = assess(desk, form_for(desk, COUNTY_ITEM, facts=STAYS))
    assert "样例镇窗口只受理三级同权的15项" in elsewhere.keys["accept"]
    with pytest.raises(Refusal, match="曲阜市"):
        accept(desk, form_for(desk, COUNTY_ITEM, facts=STAYS))
    assert accept(desk, form_for(desk, JOBS, facts=STAYS)).state is CaseState.UNDER_REVIEW


def test_that_a_county_hall_takes_everything(qufu: Desk) -> None:
    assert townships.of(qufu.store) is None
    assert assess(qufu, form_for(qufu, COUNTY_ITEM, facts=STAYS)).keys["accept"] == ""


def test_that_no_township_window_stands_where_the_paper_sends_nothing_down(desk: Desk) -> None:
    people.add(desk.store, "guanli", ADMIN.name, ADMIN.role, desk.clock.now(), person_id=ADMIN.id)
    with pytest.raises(Refusal) as refused:
        townships.settle(sit(desk, ADMIN), TOWN)
    assert refused.value.code == "no_townships"


def test_that_only_an_administrator_settles_it_and_wholly(desk: Desk, qufu: Desk) -> None:
    with pytest.raises(Refusal) as clerk:
        townships.settle(desk, TOWN)
    assert clerk.value.code == "not_administrator"
    with pytest.raises(Refusal) as unclear:
        townships.settle(qufu, replace(TOWN, paper=" "))
    assert unclear.value.code == "township_unclear"
