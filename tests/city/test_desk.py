"""The city's own acts: numbered beside the windows', judged by the same table, told to applicants in plain words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from city import keep, tracking
from city.desk import CityDesk, Fault
from models.desk import cases, city_result, close, documents
from models.errors import Refusal
from models.rules.terms import Act, CaseState
from tests.desk.lives import BY_MODE, CITY_YES, COUNTY_FORWARDS, YES
from tests.desk.test_whole_life import begun, live
from tests.helpers.cityroad import Road


def send_only(way: Road) -> list[str]:
    """The window sends and does not look; what the city answers of each."""
    return [one.answer.value for one in way.send()]


def test_that_a_window_and_the_city_may_act_at_once_and_neither_is_lost(tmp_path: Path) -> None:
    with begun(COUNTY_FORWARDS, tmp_path) as (way, case_id):
        assert send_only(way) == ["taken"] * 3
        way.city.review(case_id)  # versions 4 and 5 are the city's now
        receipt = cases.case(way.clerk, case_id).documents[0]
        documents.reprint(way.clerk, receipt.id)  # version 4 of the window, which knows of neither
        assert send_only(way) == ["taken"]
        way.pull()
        seen = cases.case(way.clerk, case_id)
        assert seen.row.state is CaseState.CITY_REVIEWING
        assert seen.chain_ok
        documents.reprint(way.clerk, receipt.id)  # goes on after what it has read
        assert send_only(way) == ["taken"]
        assert way.city.file(case_id).state is CaseState.CITY_REVIEWING


def test_that_a_window_does_not_undo_what_the_city_did_meanwhile(tmp_path: Path) -> None:
    with begun(COUNTY_FORWARDS, tmp_path) as (way, case_id):
        send_only(way)
        way.city.review(case_id)
        close.withdraw(way.clerk, case_id, "申请人改变计划")
        assert send_only(way) == ["conflict"]  # held for a person, who sees what the city did
        assert way.city.file(case_id).state is CaseState.CITY_REVIEWING


def test_that_a_push_told_late_moves_no_case_back(tmp_path: Path) -> None:
    with begun(COUNTY_FORWARDS, tmp_path) as (way, case_id):
        live(COUNTY_FORWARDS, way, case_id, until="市级盖章")
        way.city.push(case_id, "市级行业主管部门")  # while the case stands at 市级已盖章
        city_result.result_in(way.clerk, case_id)
        way.pull()
        seen = cases.case(way.clerk, case_id).row
        assert (seen.state, seen.next_step) == (CaseState.TO_DELIVER, "送达")
        way.exchange()
        assert way.city.file(case_id).state is CaseState.TO_DELIVER


def test_that_the_citys_entries_are_one_chain_and_are_read_once(tmp_path: Path) -> None:
    with begun(COUNTY_FORWARDS, tmp_path) as (way, case_id):
        way.exchange()
        way.city.review(case_id)
        way.city.decide(case_id, YES, "符合条件")
        told = keep.since(way.engine, way.keys, way.clerk.store.window, 0)
        letters = told.entries
        assert [letter.kind for letter in letters] == ["city_receive", "city_review", "city_decide"]
        assert [letter.seq for letter in letters] == [1, 2, 3]
        assert [letter.prev for letter in letters][1:] == [letter.digest for letter in letters][:-1]
        again = keep.since(way.engine, way.keys, way.clerk.store.window, told.cursor)
        assert (again.entries, again.cursor) == ((), told.cursor)
        way.pull()
        way.pull()
        assert len(cases.case(way.clerk, case_id).timeline) == 6


def test_that_only_the_cities_acts_in_their_order_are_done(tmp_path: Path) -> None:
    with begun(BY_MODE[COUNTY_FORWARDS.mode], tmp_path) as (way, case_id):
        way.exchange()
        acts: tuple[Callable[[], object], ...] = (
            lambda: way.city.accept(case_id),  # the county accepted it
            lambda: way.city.stamp(case_id, (CITY_YES,)),
            lambda: way.city.decide(case_id, YES, "没有审查"),
            lambda: way.city.mail(case_id, "邮政速递", "1"),
            lambda: way.city.act(case_id, Act.ARCHIVE, {}),
        )
        for act in acts:
            with pytest.raises(Refusal):
                act()
        assert way.city.file(case_id).state is CaseState.CITY_RECEIVED


def test_that_a_case_the_city_was_not_sent_is_unknown_to_it(tmp_path: Path) -> None:
    with begun(COUNTY_FORWARDS, tmp_path) as (way, case_id):
        desk: CityDesk = way.city
        for look in (lambda: desk.review(case_id), lambda: desk.find("140581-03-20261120-0001-2")):
            with pytest.raises(Refusal, match="市级没有收到这件"):
                look()


def test_that_a_return_reaches_the_applicants_page_without_asking_them_for_anything(tmp_path: Path) -> None:
    """许可法第三十五条: 不得要求申请人重复提供."""
    with begun(COUNTY_FORWARDS, tmp_path) as (way, case_id):
        way.exchange()
        way.city.send_back(case_id, "缺页", (Fault("材料5", "缺第 3 页"),))
        way.pull()
        city_result.resubmit(way.clerk, case_id, "已补扫")
        way.exchange()
        assert way.city.file(case_id).state is CaseState.CITY_RECEIVED
    assert "无须重复提交" in tracking._NEXT[CaseState.CITY_RETURNED]


def test_that_every_state_has_a_sentence_for_the_applicant() -> None:
    at_the_window_only = {CaseState.QUEUED}  # for the city the case has come
    assert set(CaseState) - set(tracking._NEXT) == at_the_window_only
