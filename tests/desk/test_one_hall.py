"""Several windows as one hall: a case goes on at another window, and two that act at once are told so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.desk import after, cases, close, conflicts, documents
from models.desk.accept import accept
from models.errors import Refusal
from models.rules.terms import Act, CaseState
from tests.desk.lives import BY_MODE, COUNTY_FORWARDS
from tests.desk.test_whole_life import live
from tests.helpers.cityroad import Road
from tests.helpers.county import agree, county, settle_all
from tests.helpers.factory import form_for

DIRECT = next(life for life in BY_MODE.values() if life.mode.value == "DIRECT")


@pytest.fixture
def hall_of_two(tmp_path: Path) -> Iterator[tuple[Road, Road]]:
    with county(tmp_path, (1, 3)) as roads:
        yield roads[0], roads[1]


def accepted(way: Road) -> str:
    return accept(way.clerk, form_for(way.clerk, COUNTY_FORWARDS.item, COUNTY_FORWARDS.handling)).case_id


def apart(one: Road, three: Road) -> str:
    """One case, known to both windows, on which both acted without knowing of each other; window 3 sent first."""
    case_id = accepted(one)
    settle_all((one, three))
    close.withdraw(one.clerk, case_id, "申请人改变计划")
    close.withdraw(three.clerk, case_id, "申请人在三号窗口撤回")
    three.send()
    return case_id


def test_that_a_case_begun_at_window_1_is_finished_at_window_3(hall_of_two: tuple[Road, Road]) -> None:
    one, three = hall_of_two
    case_id = accept(one.clerk, form_for(one.clerk, DIRECT.item, DIRECT.handling, facts=DIRECT.facts)).case_id
    settle_all(hall_of_two)
    assert live(DIRECT, three, case_id).row.state is CaseState.ARCHIVED
    settle_all(hall_of_two)
    assert cases.case(one.clerk, case_id).row.state is CaseState.ARCHIVED
    agree(hall_of_two)


def test_that_of_two_acts_at_once_the_first_counts_and_the_other_is_on_a_page(hall_of_two: tuple[Road, Road]) -> None:
    one, three = hall_of_two
    case_id = apart(one, three)
    assert [answer.answer.value for answer in one.send()] == ["conflict"]
    settle_all(hall_of_two)
    agree(hall_of_two)
    (met,) = conflicts.conflicts(one.clerk)
    assert (met.case_id, met.lost.act, met.lost.window) == (case_id, Act.WITHDRAW, "01号窗口")
    assert (met.first[0].window, met.first[0].title) == ("03号窗口", met.lost.title)
    assert met.lost.papers  # handed to the applicant already, so it has to be called back
    assert "03" in met.reason
    assert conflicts.count(one.clerk) == 1
    assert conflicts.conflicts(three.clerk) == ()


def test_that_what_was_decided_again_is_settled_for_every_window(hall_of_two: tuple[Road, Road]) -> None:
    one, three = hall_of_two
    case_id = apart(one, three)
    settle_all(hall_of_two)
    conflicts.settle(one.clerk, case_id, "first", "撤回通知已收回")
    assert conflicts.conflicts(one.clerk) == ()
    with pytest.raises(Refusal, match="没有要再定的"):
        conflicts.settle(one.clerk, case_id, "first")
    settle_all(hall_of_two)
    agree(hall_of_two)
    rows = cases.case(three.clerk, case_id).timeline
    assert (rows[-1].act, rows[-1].sent) == (Act.SETTLE, "01号窗口")


def test_that_after_deciding_again_the_window_goes_on_with_the_case(hall_of_two: tuple[Road, Road]) -> None:
    one, three = hall_of_two
    case_id = accepted(one)
    settle_all(hall_of_two)
    done = close.withdraw(one.clerk, case_id, "申请人改变计划")
    documents.reprint(one.clerk, done.documents[0].id)  # follows the act that will not count, and may stand
    close.withdraw(three.clerk, case_id, "在三号窗口撤回")
    three.send()
    assert [answer.answer.value for answer in one.send()] == ["conflict", "taken"]
    settle_all(hall_of_two)
    conflicts.settle(one.clerk, case_id, "again")
    close.return_materials(one.clerk, case_id, "随撤回退还")
    assert [answer.answer.value for answer in one.send()] == ["taken", "taken"]
    settle_all(hall_of_two)
    agree(hall_of_two)


def test_that_what_was_done_after_an_act_that_does_not_count_is_decided_again_with_it(
    hall_of_two: tuple[Road, Road],
) -> None:
    one, three = hall_of_two
    case_id = accepted(one)
    settle_all(hall_of_two)
    close.withdraw(one.clerk, case_id, "申请人改变计划")
    close.return_materials(one.clerk, case_id, "随撤回退还")
    close.withdraw(three.clerk, case_id, "在三号窗口撤回")
    three.send()
    assert [answer.answer.value for answer in one.send()] == ["conflict", "conflict"]
    settle_all(hall_of_two)
    assert conflicts.count(one.clerk) == 2
    conflicts.settle(one.clerk, case_id, "first")
    assert conflicts.count(one.clerk) == 0
    settle_all(hall_of_two)
    agree(hall_of_two)


def test_that_owed_duties_are_the_same_at_both_windows(hall_of_two: tuple[Road, Road]) -> None:
    one, three = hall_of_two
    case_id = accepted(one)
    settle_all(hall_of_two)
    assert after.owed(three.clerk, case_id) == after.owed(one.clerk, case_id)
