"""于府办发〔2022〕30号: three lists, the limits hidden in the names, and the day 附件1 began."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.rules.delegation import Resolution, resolve
from models.rules.terms import Mode, Ruling
from tests.rules.delegation_case import DAY, Given, item, pack, ruled

YUDU = "360731"
FRESH: Given = {"filed_at_city": False}
STAMP, FORWARD = Mode.SUBSTANTIVE_CITY_STAMP, Mode.WINDOW_FORWARD_COUNTY
REBUILT: Given = {"works_kind": "除险加固", "reservoir_scale": "中型"}
NATIONAL: Given = {
    "eia_higher": False, "eia_cross_county": False, "eia_report": True, "eia_kind": "社会事业（旅游开发和资源保护）",
    "eia_area": "国家级风景名胜区、国家级自然保护区或全国重点文物保护单位",
}  # fmt: skip
WORLD = NATIONAL | {"eia_area": "世界自然和文化遗产保护区"}
EIA: Given = {"eia_higher": False, "eia_cross_county": False}


def yudu(key: str, facts: Given | None = None, on: date = DAY) -> Resolution:
    first = {} if key.startswith("附件1") else FRESH
    return ruled("yudu", key, YUDU, first | (facts or {}), on=on)


@pytest.mark.parametrize("no", [4, 5, 6, 8, 9, 10])
def test_yudu_2_1_annex_1_begins_on_1_june_2022(no: int) -> None:
    before = yudu(f"附件1/{no}", on=date(2022, 5, 31))
    assert before.ruling is Ruling.NOT_IN_FORCE
    assert "2022年6月1日" in before.reason
    assert yudu(f"附件1/{no}", on=date(2022, 6, 1)).mode is Mode.DIRECT


def test_yudu_document_annexes_2_and_3_hold_from_its_issue() -> None:
    assert yudu("附件2/1", on=date(2022, 4, 13)).mode is STAMP
    assert yudu("附件3/1", on=date(2022, 4, 12)).ruling is Ruling.NOT_IN_FORCE


@pytest.mark.parametrize(
    ("key", "mode"), [("附件2/1", STAMP), ("附件2/30", STAMP), ("附件3/1", FORWARD), ("附件3/33", FORWARD)]
)
def test_yudu_2_annexes_2_and_3_are_open_at_both_levels_but_never_taken_twice(key: str, mode: Mode) -> None:
    assert yudu(key).mode is mode
    assert yudu(key, {"filed_at_city": True}).ruling is Ruling.CITY_ONLY
    assert ruled("yudu", key, YUDU).missing == ("filed_at_city",)


def test_yudu_2_2_annex_2_without_a_signed_agreement_stays_with_the_city() -> None:
    whole = pack("yudu")
    unsigned = dict(whole.policy.settings) | {"agreement_signed": "no"}
    without = replace(whole, policy=replace(whole.policy, settings=unsigned))
    told = resolve(without, item("yudu", "附件2/1"), "", YUDU, {}, on=DAY)
    assert (told.ruling, told.missing) == (Ruling.CITY_ONLY, ())
    assert "承接协议" in told.reason


@pytest.mark.parametrize(
    ("key", "facts", "mode"),
    [
        ("附件1/1", {"road_or_water": "公路"}, Mode.DIRECT),
        ("附件1/7", {"forest_owner": "其他单位和个人"}, Mode.DIRECT),
        ("附件2/22", {"mark_grade": "低等级"}, STAMP),
        ("附件2/23", {"land_deal": "抵押"}, STAMP),
        ("附件2/24", {"species": "省重点保护陆生野生动物"}, STAMP),
        ("附件2/33", {"species": "省重点保护水生野生动物"}, STAMP),
        ("附件2/27", {"pigs_a_year": 5000}, STAMP),
        ("附件2/27", {"pigs_a_year": 100, "sensitive_area": True}, STAMP),
        ("附件2/28", {"gas_business": "变更"}, STAMP),
        ("附件2/29", {"works_kind": "新建", "reservoir_scale": "小(1)型"}, STAMP),
        ("附件2/29", {"works_kind": "新建", "reservoir_scale": "小(2)型", "works_cross_county": True}, STAMP),
        ("附件2/29", REBUILT | {"dam_height": 49}, STAMP),
        ("附件2/34", {"model_level": "市级"}, STAMP),
        ("附件2/36", {"registrar": "市级登记", "contract_listed": True}, STAMP),
        ("附件2/42", {"measure_scope": "本市范围内"}, STAMP),
        ("附件2/43", {"power_level": "市级权限"}, STAMP),
        ("附件2/45", {"power_level": "市级权限", "clean_industry": "建材"}, STAMP),
        ("附件2/44", {"exam_homes": "同一设区市、不同县"}, STAMP),
        ("附件3/38", {"gas_business": "新办"}, FORWARD),
        ("附件3/39", {"project_level": "市级立项"}, FORWARD),
        ("附件3/40", {"eia_higher": False, "eia_cross_county": True}, FORWARD),
        ("附件3/40", EIA | {"eia_kind": "印刷电路板"}, FORWARD),
        ("附件3/40", EIA | {"eia_kind": "化工", "eia_report": True}, FORWARD),
        ("附件3/40", NATIONAL | {"investment": 5000}, FORWARD),
        ("附件3/40", WORLD | {"investment": 3000}, FORWARD),
        ("附件3/41", {"investment_kind": "市级核准"}, FORWARD),
    ],
)
def test_yudu_names_and_remarks_inside_the_limit_give_the_flow(key: str, facts: Given, mode: Mode) -> None:
    told = yudu(key, facts)
    assert (told.ruling, told.mode, told.missing) == (Ruling.DELEGATED, mode, ())


@pytest.mark.parametrize(
    ("key", "facts", "ruling", "word"),
    [
        ("附件1/2", {"road_or_water": "水运"}, Ruling.CITY_ONLY, "水运项目"),
        ("附件1/7", {"forest_owner": "农村居民，自留山或个人承包集体林地"}, Ruling.OWN_POWER, "县级核发"),
        ("附件1/7", {"forest_owner": "县属国有林场"}, Ruling.OWN_POWER, "县级核发"),
        ("附件1/7", {"forest_owner": "省属、市属国有单位"}, Ruling.CITY_ONLY, "上级林业主管部门"),
        ("附件1/7", {"forest_owner": "重点林区国有单位"}, Ruling.CITY_ONLY, "上级林业主管部门"),
        ("附件2/22", {"mark_grade": "其他等级"}, Ruling.CITY_ONLY, "低等级"),
        ("附件2/23", {"land_deal": "出租"}, Ruling.CITY_ONLY, "只列抵押"),
        ("附件2/25", {"species": "国家重点保护野生动物"}, Ruling.HIGHER, "国家重点"),
        ("附件2/31", {"species": "都没有列入"}, Ruling.NO_LICENCE, "没有列入名录"),
        ("附件2/27", {"pigs_a_year": 4999, "sensitive_area": False}, Ruling.OWN_POWER, "4999头"),
        ("附件2/28", {"gas_business": "延续"}, Ruling.CITY_ONLY, "延续没有列出"),
        ("附件2/29", {"reservoir_scale": "大型"}, Ruling.CITY_ONLY, "大型"),
        ("附件2/29", {"works_kind": "新建", "reservoir_scale": "中型"}, Ruling.CITY_ONLY, "新建中型"),
        (
            "附件2/29",
            {"works_kind": "新建", "reservoir_scale": "小(2)型", "works_cross_county": False},
            Ruling.OWN_POWER,
            "县级自有权限",
        ),
        ("附件2/29", REBUILT | {"dam_height": 50}, Ruling.CITY_ONLY, "正好50米"),
        ("附件2/29", REBUILT | {"dam_height": 51}, Ruling.CITY_ONLY, "51米"),
        ("附件2/35", {"model_level": "县级"}, Ruling.OWN_POWER, "县级示范"),
        ("附件2/34", {"model_level": "省级或国家级"}, Ruling.HIGHER, "须另报"),
        ("附件2/41", {"registrar": "县级登记"}, Ruling.OWN_POWER, "县级登记"),
        ("附件2/36", {"registrar": "市级登记", "contract_listed": False}, Ruling.OWN_POWER, "合同种类"),
        ("附件2/42", {"measure_scope": "超出本市"}, Ruling.CITY_ONLY, "超出本市"),
        ("附件2/43", {"power_level": "县级权限"}, Ruling.OWN_POWER, "自有权限"),
        ("附件2/45", {"power_level": "市级权限", "clean_industry": "不属重点行业"}, Ruling.CITY_ONLY, "重点行业"),
        ("附件2/44", {"exam_homes": "同一县"}, Ruling.OWN_POWER, "同一县"),
        ("附件2/44", {"exam_homes": "不同设区市"}, Ruling.CITY_ONLY, "跨设区市"),
        ("附件3/39", {"project_level": "县级立项"}, Ruling.OWN_POWER, "县级立项"),
        ("附件3/39", {"project_level": "省级以上立项"}, Ruling.HIGHER, "省级以上"),
        ("附件3/40", {"eia_higher": True}, Ruling.HIGHER, "部、省审批"),
        ("附件3/40", EIA | {"eia_kind": "都不是"}, Ruling.OWN_POWER, "逐条列举"),
        ("附件3/40", EIA | {"eia_kind": "水库", "eia_report": False}, Ruling.OWN_POWER, "不编报告书"),
        ("附件3/40", NATIONAL | {"investment": 4999}, Ruling.OWN_POWER, "4999万元"),
        ("附件3/40", WORLD | {"investment": 2999}, Ruling.OWN_POWER, "2999万元"),
        ("附件3/40", NATIONAL | {"eia_area": "都不在"}, Ruling.OWN_POWER, "保护区域"),
        ("附件3/53", {"investment_kind": "国务院或省核准"}, Ruling.HIGHER, "国务院、省"),
        ("附件3/41", {"investment_kind": "核准目录外，备案"}, Ruling.NO_LICENCE, "备案管理"),
    ],
)
def test_yudu_names_and_remarks_outside_the_limit_are_refused_with_the_sentence(
    key: str, facts: Given, ruling: Ruling, word: str
) -> None:
    told = yudu(key, facts)
    assert (told.ruling, told.mode, told.missing) == (ruling, None, ())
    assert word in told.reason


@pytest.mark.parametrize(
    ("key", "facts", "mode", "other"),
    [
        ("附件2/28", {"gas_business": "新办"}, FORWARD, "附件3/38"),
        ("附件3/38", {"gas_business": "变更"}, STAMP, "附件2/28"),
        ("附件2/24", {"species": "省重点保护水生野生动物"}, STAMP, "附件2/31"),
        ("附件2/32", {"species": "省重点保护陆生野生动物"}, STAMP, "附件2/24"),
    ],
)
def test_yudu_names_of_a_pair_send_the_clerk_to_the_other_number(
    key: str, facts: Given, mode: Mode, other: str
) -> None:
    told = yudu(key, facts)
    assert (told.mode, told.instead) == (mode, other)
    assert "不必往返" in told.reason


def test_yudu_annex_2_29_whether_50_metres_count_is_a_setting() -> None:
    whole = pack("yudu")
    counted = dict(whole.policy.settings) | {"yd2_29_50_included": "yes"}
    chosen = replace(whole, policy=replace(whole.policy, settings=counted))
    facts = {**FRESH, "works_kind": "改扩建", "reservoir_scale": "小(1)型", "dam_height": "50"}
    told = resolve(chosen, item("yudu", "附件2/29"), "", YUDU, facts, on=DAY)  # type: ignore[arg-type]
    assert told.mode is STAMP
