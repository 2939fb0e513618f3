"""What holds before any fact: outside the list, outside the places, outside the dates; lists that delegate nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.rules.catalogue import CityPack, Item
from models.rules.delegation import resolve
from models.rules.terms import Ruling
from tests.rules.delegation_case import DAY, GAOPING, ZEZHOU, bare_item, item, pack, ruled


def changed(**fields: object) -> tuple[CityPack, Item]:
    """晋城's second item with other dates, in a pack of its own."""
    whole = pack("jincheng")
    one = replace(item("jincheng", "附件/2"), **fields)  # type: ignore[arg-type]
    items = tuple(one if other.key == one.key else other for other in whole.items)
    return replace(whole, items=items), one


def test_xinzhou_2_5_an_item_outside_the_list_is_never_done() -> None:
    stranger = bare_item("附件", 96, None, "水务部门")
    told = resolve(pack("jincheng"), stranger, "", GAOPING, {}, on=DAY)
    assert told.ruling is Ruling.NOT_LISTED
    assert "清单之外一律不得实施（忻政办发〔2022〕78号二（五））" in told.reason


@pytest.mark.parametrize("key", ["清单一/1", "清单一/324", "清单二/8"])
def test_xinzhou_2_1_a_licence_list_delegates_nothing_to_any_county(key: str) -> None:
    told = ruled("xinzhou", key, "140981")
    assert told.ruling is Ruling.NOT_LISTED
    assert "是行政许可事项清单" in told.reason
    assert "没有把市级事项放给县级窗口" in told.reason


def test_jincheng_1_chapter_zezhou_asking_for_a_jincheng_item_is_refused() -> None:
    told = ruled("jincheng", "附件/71", ZEZHOU)
    assert told.ruling is Ruling.NOT_THIS_REGION
    assert told.reason.startswith("泽州县不在承接")
    theirs = resolve(pack("zezhou"), item("jincheng", "附件/71"), "", ZEZHOU, {}, on=DAY)
    assert theirs.ruling is Ruling.NOT_LISTED


@pytest.mark.parametrize(
    ("key", "on", "word"),
    [
        ("划入/4", date(2020, 12, 30), "由原部门县交通运输局受理、办结"),
        ("划入/4", date(2020, 12, 31), "由泽州县行政审批服务管理局受理和办理"),
        ("划回/2", date(2020, 12, 30), "由泽州县行政审批服务管理局受理、办结"),
        ("划回/2", date(2020, 12, 31), "划回县林业局"),
    ],
)
def test_zezhou_2_2_the_handover_of_30_december_2020_decides_who_finishes(key: str, on: date, word: str) -> None:
    told = ruled("zezhou", key, ZEZHOU, on=on)
    assert told.ruling is Ruling.OWN_POWER
    assert word in told.reason


def test_zezhou_notice_holds_nothing_before_its_issue() -> None:
    assert ruled("zezhou", "划入/4", ZEZHOU, on=date(2020, 12, 23)).ruling is Ruling.NOT_IN_FORCE


def test_jincheng_3_an_item_the_city_still_does_for_a_while_says_until_when() -> None:
    chosen, one = changed(suspended="过渡期至2027年3月31日")
    told = resolve(chosen, one, "", GAOPING, {}, on=DAY)
    assert told.ruling is Ruling.NOT_IN_FORCE
    assert "现由市级继续办理：过渡期至2027年3月31日" in told.reason


def test_jincheng_3_an_item_holds_on_its_first_and_last_day_and_not_beside_them() -> None:
    chosen, one = changed(in_force_from=date(2026, 5, 1), in_force_until=date(2026, 6, 30))
    days = [date(2026, 4, 30), date(2026, 5, 1), date(2026, 6, 30), date(2026, 7, 1)]
    told = [resolve(chosen, one, "", GAOPING, {}, on=day).ruling for day in days]
    assert told == [Ruling.NOT_IN_FORCE, Ruling.DELEGATED, Ruling.DELEGATED, Ruling.NOT_IN_FORCE]


def test_jincheng_2_1_a_refusal_names_the_city_counter_because_nobody_may_be_turned_away() -> None:
    told = ruled("jincheng", "附件/92", GAOPING, {"soil_commitment": True})
    assert told.reason.endswith("电话0356-555 0153。")
    assert told.reason.startswith(told.ground)
    assert told.place is not None
    assert told.place.organ == "晋城市交通运输局"


def test_jincheng_list_an_item_without_a_printed_mode_is_not_delegated() -> None:
    chosen, one = changed(printed_mode=None)
    assert resolve(chosen, one, "", GAOPING, {}, on=DAY).ruling is Ruling.NOT_LISTED
