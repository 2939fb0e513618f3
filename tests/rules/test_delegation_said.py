"""What delegation says of some cases, word for word: ruling, flow, clause, reason, questions; ``delegation_said.csv``.

The table is read by people against the five documents; the other tests of delegation say on which side of a limit a
case lies.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from models.rules import wording
from models.rules.catalogue import Fact, Place
from models.rules.delegation import Resolution, resolve
from models.rules.resolution import Asked
from models.rules.terms import Mode, Ruling
from tests.rules.delegation_case import DAY, GAOPING, ZEZHOU, bare_item, item, pack, ruled

TABLE = Path(__file__).with_name("delegation_said.csv")
YUDU, WEISHAN, GAOXIN = "360731", "370826", "370871"
WATER: dict[str, Fact | int] = {"water_source": "延河泉域岩溶地下水", "water_use": "工业项目职工生活"}
CASES: dict[str, Callable[[], Resolution]] = {
    "取水，没问": partial(ruled, "jincheng", "附件/1", GAOPING),
    "取水，六万二": partial(ruled, "jincheng", "附件/1", GAOPING, WATER | {"annual_volume": 62_000}),
    "取水，四万九": partial(ruled, "jincheng", "附件/1", GAOPING, WATER | {"annual_volume": "4.9万"}),
    "取水，零": partial(ruled, "jincheng", "附件/1", GAOPING, WATER | {"annual_volume": 0}),
    "取水，答非所问": partial(ruled, "jincheng", "附件/1", GAOPING, {"water_source": True, "annual_volume": "许多"}),
    "普通一项": partial(ruled, "jincheng", "附件/2", GAOPING),
    "供水超出本县": partial(ruled, "jincheng", "附件/3", GAOPING, {"supply_beyond_county": True}),
    "委托实施": partial(ruled, "jincheng", "附件/28", GAOPING, {"hospital_level": "三级", "bed_count": 299}),
    "床位三百": partial(ruled, "jincheng", "附件/28", GAOPING, {"hospital_level": "三级", "bed_count": 300}),
    "不需要核准": partial(ruled, "jincheng", "附件/17", GAOPING, {"investment_kind": "核准目录外，备案"}),
    "不是能源类，没问完": partial(ruled, "jincheng", "附件/19", GAOPING, {"energy_project": False}),
    "改选另一项": partial(ruled, "yudu", "附件2/28", YUDU, {"filed_at_city": False, "gas_business": "新办"}),
    "见章盖章": partial(ruled, "jincheng", "附件/50", GAOPING, {"printing_kind": "其他印刷品"}, "设立"),
    "合并": partial(ruled, "jincheng", "附件/50", GAOPING, {"printing_kind": "其他印刷品"}, "合并"),
    "没选业务": partial(ruled, "jincheng", "附件/54", GAOPING),
    "新办转市": partial(ruled, "jincheng", "附件/54", GAOPING, handling="新办"),
    "重点项目待核定": partial(ruled, "jincheng", "附件/58", GAOPING, {"project_in_county": "全部在本县（市）"}),
    "县级文物": partial(ruled, "jincheng", "附件/85", GAOPING, {"heritage_level": "县级"}),
    "省级文物": partial(ruled, "jincheng", "附件/86", GAOPING, {"heritage_level": "省级"}),
    "不是试点": partial(ruled, "jincheng", "附件/71", ZEZHOU),
    "没有这个县": partial(ruled, "jincheng", "附件/71", "999999"),
    "还没有施行": partial(ruled, "jincheng", "附件/2", GAOPING, on=date(2025, 1, 1)),
    "清单之外": lambda: resolve(pack("jincheng"), bare_item("附件", 96, None, "水务部门"), "", GAOPING, {}, on=DAY),
    "只是许可清单": partial(ruled, "xinzhou", "清单一/1", "140981"),
    "跨县": partial(ruled, "jining", "附件1/7", WEISHAN, {"cross_county": True}),
    "市级驻窗": partial(ruled, "jining", "附件1/20", GAOXIN, {"cross_county": False}),
    "二号章": partial(ruled, "jining", "附件1/20", WEISHAN, {"cross_county": False}),
    "委托收件": partial(ruled, "jining", "附件1/61", WEISHAN, {"cross_county": False}),
    "县里没有定方式": partial(ruled, "jining", "附件2/8", WEISHAN),
    "坝高五十米": partial(
        ruled,
        "yudu",
        "附件2/29",
        YUDU,
        {"filed_at_city": False, "works_kind": "除险加固", "reservoir_scale": "中型", "dam_height": 50},
    ),
    "环评": partial(
        ruled, "yudu", "附件3/40", YUDU, {"filed_at_city": False, "eia_higher": False, "eia_cross_county": False}
    ),
    "划转之前": partial(ruled, "zezhou", "划入/4", ZEZHOU, on=date(2020, 12, 30)),
}


def judged(one: Asked) -> str:
    """A question with its answer, and what follows from it."""
    sign = {True: "是", False: "否", None: "未定"}[one.ok]
    answer = "" if one.answer is None else wording.answer_words(one.question, one.answer)
    return f"{one.question.id}={answer}｜{sign}｜{one.comment}"


def said(name: str, told: Resolution) -> dict[str, str]:
    """A resolution as a line of the table."""
    return {
        "case": name,
        "ruling": told.ruling.name,
        "mode": told.mode.name if told.mode else "",
        "rule": told.rule_id,
        "clause": told.clause,
        "reason": told.reason,
        "ground": "同左" if told.ground == told.reason else told.ground,
        "missing": " ".join(told.missing),
        "open": f"待核定：{told.doubt}" if told.to_confirm else told.doubt,
        "scope": " / ".join(told.scope_lines),
        "place": told.place.organ if told.place else "",
        "instead": told.instead,
        "questions": " / ".join(map(judged, told.questions)),
        "quote": told.quote,
    }


def test_that_delegation_says_ruling_flow_clause_reason_and_what_follows_from_each_answer() -> None:
    """晋市政发〔2025〕9号, 济政字〔2021〕30号, 于府办发〔2022〕30号, 忻政办发〔2022〕78号, 泽州的划转通知."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        table = {row["case"]: row for row in csv.DictReader(lines)}
    assert {name: said(name, resolved()) for name, resolved in CASES.items()} == table


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"in_force_from": date(2026, 12, 1)}, "自2026年12月1日起实施，2026年11月20日还没有施行。"),
        ({"in_force_until": date(2026, 11, 19)}, "到2026年11月19日为止，已经停用。"),
        ({"suspended": "等协议签好。"}, "现由市级继续办理：等协议签好。"),
    ],
)
def test_jincheng_3_an_item_that_does_not_hold_today_says_which_day_or_why(
    changes: dict[str, object], said: str
) -> None:
    one = replace(item("jincheng", "附件/2"), **changes)  # type: ignore[arg-type]
    told = resolve(pack("jincheng"), one, "", GAOPING, {}, on=DAY)
    assert (told.ruling, told.ground) == (Ruling.NOT_IN_FORCE, f"晋市政发〔2025〕9号附件第2项{said}")


def test_jincheng_list_an_item_without_a_printed_mode_is_refused_with_its_clause() -> None:
    one = replace(item("jincheng", "附件/2"), printed_mode=None)
    told = resolve(pack("jincheng"), one, "", GAOPING, {}, on=DAY)
    assert told.reason == "晋市政发〔2025〕9号附件第2项没有写明下放方式，不得按市县同权办理。"
    assert (told.mode, told.instead) == (None, "")


def test_jincheng_54_a_business_the_item_does_not_have_is_not_chosen() -> None:
    one = replace(item("jincheng", "附件/54"), handling_items=("新办", "变更"))
    told = {name: resolve(pack("jincheng"), one, name, GAOPING, {}, on=DAY) for name in ("新办", "变更", "年检", "")}
    assert {name: found.mode for name, found in told.items()} == {
        "新办": Mode.WINDOW_FORWARD_COUNTY,
        "变更": Mode.ENTRUST,
        "年检": None,
        "": None,
    }
    assert told["年检"].missing == ("handling_item",)


def test_that_a_list_of_the_region_that_is_no_place_of_the_document_names_the_document() -> None:
    whole = pack("jincheng")
    silent = replace(whole, policy=replace(whole.policy, settings={}))
    told = resolve(silent, item("jincheng", "附件/2"), "", "999999", {}, on=DAY)
    assert told.ground == "区划代码999999不在承接“样例事项2”的地方之列：晋市政发〔2025〕9号没有放给这里。"


def test_that_a_citys_counter_is_named_with_what_is_known_of_it() -> None:
    whole = pack("jincheng")
    one = replace(item("jincheng", "附件/2"), city_organ="晋城市样例局")
    desks = {"晋城市样例局": Place("晋城市样例局", desk="样例窗口", address="样例路1号", phone="555 0101")}
    known = replace(whole, places=desks, policy=replace(whole.policy, settings={"both_levels_clause": "两级都收"}))
    told = {ruling: wording.way_out(known, one, ruling) for ruling in Ruling}
    assert told[Ruling.CITY_ONLY] == "两级都收：请到样例窗口办理，样例路1号，电话555 0101。"
    assert told[Ruling.OWN_POWER] == "请按本级自有事项办理，不走市县同权流程，不盖2号章。"
    assert told[Ruling.NO_LICENCE] == "依照行政许可法第三十二条第一款第（一）项，应即时告知申请人不受理。"
    assert told[Ruling.HIGHER] == "请告知申请人向有权机关提出，不得收下材料不办。"
    assert told[Ruling.DELEGATED] == told[Ruling.NOT_LISTED] == ""
    bare = replace(known, places={}, policy=replace(whole.policy, settings={}))
    assert wording.way_out(bare, one, Ruling.CITY_ONLY) == "请到晋城市样例局办理。"
    assert wording.way_out(bare, replace(one, city_organ=""), Ruling.CITY_ONLY) == "请到晋城市政务服务中心办理。"
    own = {"both_levels_clause/附件": "附件写明", "both_levels_clause": "两级都收"}
    told_by_list = wording.way_out(replace(bare, policy=replace(whole.policy, settings=own)), one, Ruling.CITY_ONLY)
    assert told_by_list == "附件写明：请到晋城市样例局办理。"


def test_that_organs_are_named_by_item_then_by_the_pack_then_by_the_place() -> None:
    whole = pack("jincheng")
    region = next(one for one in whole.regions if one.code == GAOPING)
    one = replace(item("jincheng", "附件/2"), department="样例部门", city_organ="")
    mapped = {"city_organ/样例部门": "晋城市样例局", "county_organ/样例部门": "{county}样例局"}
    known = replace(whole, places={}, policy=replace(whole.policy, settings=mapped))
    assert (
        wording.city_organ(known, one) == wording.city_organ(known, replace(one, city_organ="别的局")) == "晋城市样例局"
    )
    assert wording.county_organ(known, one, region) == "高平市样例局"
    assert wording.county_organ(known, replace(one, county_organ="{county}别的局"), region) == "高平市别的局"
    bare = replace(known, policy=replace(whole.policy, settings={}))
    assert wording.city_organ(bare, replace(one, city_organ="别的局")) == "别的局"
    assert wording.city_organ(bare, one) == "晋城市政务服务中心"
    assert wording.county_organ(bare, one, region) == region.approval_organ
    desks = {"样例部门": Place("部门的窗口"), "": Place("综合窗口")}
    assert wording.place_for(replace(bare, places=desks), one).organ == "部门的窗口"
    assert wording.place_for(replace(bare, places=desks), replace(one, department="")).organ == "综合窗口"


@pytest.mark.parametrize("mode", Mode)
def test_that_who_accepts_reviews_decides_and_stamps_is_said_of_every_flow(mode: Mode) -> None:
    said = wording.mode_sentence(mode, {"county_organ": "县局", "city_organ": "市局"})
    assert said.endswith("。")
    assert "{" not in said
    assert ("县局" in said) or ("市局" in said)


def test_that_a_name_nobody_knows_stays_out_of_the_sentence() -> None:
    assert wording.fill("由{county_organ}会同{nobody}办", {"county_organ": "县局"}) == "由县局会同办"
    assert wording.names("由{a}会同{b}办{a}") == {"a", "b"}


def test_that_a_sentence_may_name_item_document_and_organs_and_nothing_else() -> None:
    region = next(one for one in pack("jincheng").regions if one.code == GAOPING)
    assert wording.words_for(pack("jincheng"), item("jincheng", "附件/2"), region) == {
        "item": "样例事项2",
        "clause": "晋市政发〔2025〕9号附件第2项",
        "document": "晋市政发〔2025〕9号",
        "department": "水务部门",
        "city": "晋城市",
        "region": "高平市",
        "county_organ": "高平市行政审批服务管理局",
        "city_organ": "晋城市水务局",
    }
