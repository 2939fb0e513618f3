"""晋市政发〔2025〕9号: each remark of the list on both sides of its limit, and at the limit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.rules.delegation import Resolution
from models.rules.terms import Mode, Ruling
from tests.rules.delegation_case import DAY, GAOPING, YANGCHENG, ZEZHOU, Given, ruled

WATER: Given = {"water_source": "延河泉域岩溶地下水", "water_use": "工业项目职工生活"}
HERE: Given = {"project_in_county": "全部在本县（市）"}


def jincheng(
    no: int, facts: Given | None = None, handling: str = "", region: str = GAOPING, on: date = DAY
) -> Resolution:
    return ruled("jincheng", f"附件/{no}", region, facts, handling, on)


@pytest.mark.parametrize("volume", [1, 49_000, 49_999, Decimal("49999.99")])
def test_jincheng_1_remark_water_below_50000_is_direct(volume: Decimal | int) -> None:
    told = jincheng(1, WATER | {"annual_volume": volume})
    assert (told.ruling, told.mode, told.missing) == (Ruling.DELEGATED, Mode.DIRECT, ())
    assert all(asked.ok for asked in told.questions)


@pytest.mark.parametrize("volume", [0, 50_000, Decimal("50000.01"), 62_000])
def test_jincheng_1_remark_water_of_0_or_from_50000_up_is_the_citys(volume: Decimal | int) -> None:
    told = jincheng(1, WATER | {"annual_volume": volume})
    assert (told.ruling, told.mode) == (Ruling.CITY_ONLY, None)
    assert "晋市政发〔2025〕9号附件第1项" in told.reason
    assert "市县两级都不得推诿" in told.reason
    assert "水务窗口" in told.reason
    assert told.place is not None
    assert told.place.phone == "0356-555 0146"


def test_jincheng_1_remark_says_by_how_much_the_water_is_over() -> None:
    told = jincheng(1, WATER | {"annual_volume": 62_000})
    assert "年取水量6.2万立方米/年" in told.reason
    asked = {one.question.id: one for one in told.questions}
    assert asked["annual_volume"].comment == "不小于5万立方米，超出下放范围1.2万立方米"
    assert asked["annual_volume"].ok is False
    assert asked["water_source"].comment == "属下放的两个泉域之一"


def test_jincheng_1_remark_an_amount_typed_as_4_9_wan_is_read() -> None:
    assert jincheng(1, WATER | {"annual_volume": "4.9万"}).mode is Mode.DIRECT
    assert jincheng(1, WATER | {"annual_volume": "5万"}).ruling is Ruling.CITY_ONLY


def test_jincheng_1_remark_another_source_decides_and_asks_no_more() -> None:
    told = jincheng(1, {"water_source": "其他"})
    assert (told.ruling, told.missing) == (Ruling.CITY_ONLY, ())
    assert jincheng(1, {"annual_volume": 50_000}).ruling is Ruling.CITY_ONLY


def test_jincheng_1_remark_asks_source_use_and_amount_in_that_order() -> None:
    told = jincheng(1)
    assert told.ruling is Ruling.ASK
    assert told.missing == ("water_source", "water_use", "annual_volume")
    assert jincheng(1, {"water_source": "三姑泉域岩溶地下水"}).missing == ("water_use", "annual_volume")


@pytest.mark.parametrize(
    ("no", "handling", "facts", "mode"),
    [
        (3, "", {"supply_beyond_county": False}, Mode.DIRECT),
        (17, "", {"energy_project": False, "investment_kind": "核准目录内，本级核准"}, Mode.ENTRUST),
        (19, "", {"energy_project": True, "investment_kind": "核准目录内，本级核准"}, Mode.ENTRUST),
        (26, "", {"truck_goods": "普通货运", "truck_mass": 4501}, Mode.ENTRUST),
        (26, "", {"truck_goods": "大型物件运输"}, Mode.ENTRUST),
        (28, "", {"hospital_level": "二级"}, Mode.ENTRUST),
        (28, "", {"hospital_level": "三级", "bed_count": 299}, Mode.ENTRUST),
        (32, "", {"bed_count": 299}, Mode.ENTRUST),
        (32, "", {"hospital_level": "二级", "bed_count": 500}, Mode.ENTRUST),
        (39, "", {"by_commitment": True, "bad_credit": False}, Mode.ENTRUST),
        (49, "", {"project_approval": "本县按第17项（发改）核准"}, Mode.ENTRUST),
        (49, "", {"project_approval": "本县按第19项（能源）核准"}, Mode.ENTRUST),
        (50, "设立", {"printing_kind": "包装装潢印刷品"}, Mode.SUBSTANTIVE_CITY_STAMP),
        (50, "主要登记事项变更", {"printing_kind": "其他印刷品"}, Mode.SUBSTANTIVE_CITY_STAMP),
        (54, "新办", {}, Mode.WINDOW_FORWARD_COUNTY),
        (54, "变更", {}, Mode.ENTRUST),
        (54, "注销", {}, Mode.ENTRUST),
        (56, "新办", {"dangerous_goods_post": "驾驶员"}, Mode.WINDOW_FORWARD_COUNTY),
        (56, "换证", {"dangerous_goods_post": "驾驶员"}, Mode.ENTRUST),
        (85, "", {"heritage_level": "市级", "heritage_zone": "保护范围"}, Mode.WINDOW_FORWARD_COUNTY),
        (86, "", {"heritage_level": "市级", "heritage_zone": "建设控制地带"}, Mode.WINDOW_FORWARD_COUNTY),
        (92, "", {"soil_commitment": False}, Mode.WINDOW_FORWARD_COUNTY),
        (95, "", {"species": "省重点保护陆生野生动物"}, Mode.WINDOW_FORWARD_COUNTY),
        (71, "新办", {}, Mode.WINDOW_FORWARD_COUNTY),
        (2, "", {}, Mode.DIRECT),
    ],
)
def test_jincheng_list_and_remarks_inside_the_limit_give_the_flow(
    no: int, handling: str, facts: Given, mode: Mode
) -> None:
    told = jincheng(no, facts, handling)
    assert (told.ruling, told.mode, told.missing) == (Ruling.DELEGATED, mode, ())
    assert told.clause.startswith("晋市政发〔2025〕9号附件第")


@pytest.mark.parametrize(
    ("no", "handling", "facts", "ruling", "word"),
    [
        (3, "", {"supply_beyond_county": True}, Ruling.CITY_ONLY, "供水范围超出高平市"),
        (17, "", {"investment_kind": "核准目录外，备案"}, Ruling.NO_LICENCE, "不需要核准"),
        (26, "", {"truck_goods": "普通货运", "truck_mass": 4500}, Ruling.NO_LICENCE, "不需要从业资格证"),
        (28, "", {"hospital_level": "三级", "bed_count": 300}, Ruling.CITY_ONLY, "300不含"),
        (32, "", {"hospital_level": "一级", "bed_count": 301}, Ruling.CITY_ONLY, "床位301张"),
        (39, "", {"by_commitment": False}, Ruling.CITY_ONLY, "非告知承诺制"),
        (39, "", {"by_commitment": True, "bad_credit": True}, Ruling.CITY_ONLY, "失信"),
        (49, "", {"project_approval": "市级或省级核准"}, Ruling.CITY_ONLY, "没有下放到高平市"),
        (49, "", {"project_approval": "备案类项目"}, Ruling.CITY_ONLY, "备案类项目"),
        (50, "", {"printing_kind": "出版物"}, Ruling.CITY_ONLY, "出版物"),
        (50, "合并", {"printing_kind": "其他印刷品"}, Ruling.CITY_ONLY, "本件办理“合并”"),
        (56, "", {"dangerous_goods_post": "押运员"}, Ruling.CITY_ONLY, "押运员"),
        (56, "新办", {"dangerous_goods_post": "装卸管理人员"}, Ruling.CITY_ONLY, "装卸管理人员"),
        (85, "", {"heritage_level": "县级"}, Ruling.OWN_POWER, "高平市权限"),
        (86, "", {"heritage_level": "省级"}, Ruling.HIGHER, "省级以上"),
        (92, "", {"soil_commitment": True}, Ruling.CITY_ONLY, "不包含承诺制"),
        (95, "", {"species": "国家重点保护野生动物"}, Ruling.HIGHER, "国家重点"),
    ],
)
def test_jincheng_list_and_remarks_outside_the_limit_are_refused_with_the_sentence(
    no: int, handling: str, facts: Given, ruling: Ruling, word: str
) -> None:
    told = jincheng(no, facts, handling)
    assert (told.ruling, told.mode, told.missing) == (ruling, None, ())
    assert word in told.reason
    assert told.quote


@pytest.mark.parametrize("no", range(58, 66))
def test_jincheng_58_to_65_remark_city_key_projects_go_to_the_city_and_others_stay(no: int) -> None:
    city = HERE | {"project_level": "市级立项"}
    assert jincheng(no, city | {"key_project": True}).mode is Mode.WINDOW_FORWARD_COUNTY
    assert jincheng(no, city | {"key_project": False}).mode is Mode.DIRECT
    assert jincheng(no, HERE | {"project_level": "县级立项"}).mode is Mode.DIRECT
    assert jincheng(no, HERE | {"project_level": "省级立项"}).ruling is Ruling.CITY_ONLY
    assert jincheng(no, {"project_in_county": "跨县（市、区）"}).ruling is Ruling.CITY_ONLY
    assert jincheng(no, {"project_in_county": "不在本县（市）"}).missing == ()


def test_jincheng_58_remark_is_marked_to_be_confirmed() -> None:
    told = jincheng(58, HERE | {"project_level": "县级立项"})
    assert told.to_confirm
    assert "待核定" in told.reason


@pytest.mark.parametrize(
    ("no", "facts", "other"),
    [
        (17, {"energy_project": True, "investment_kind": "核准目录内，本级核准"}, 19),
        (19, {"energy_project": False, "investment_kind": "核准目录内，本级核准"}, 17),
        (85, {"heritage_level": "市级", "heritage_zone": "建设控制地带"}, 86),
        (86, {"heritage_level": "市级", "heritage_zone": "保护范围"}, 85),
    ],
)
def test_jincheng_17_19_85_86_names_send_the_clerk_to_the_other_number_not_the_applicant_away(
    no: int, facts: Given, other: int
) -> None:
    told = jincheng(no, facts)
    assert (told.ruling, told.instead) == (Ruling.DELEGATED, f"附件/{other}")
    assert told.reason.endswith(f"改选第{other}项办理，不必往返。") or f"改选第{other}项（" in told.reason
    assert "名义作出决定" not in told.reason


def test_jincheng_54_remark_waits_for_the_business_before_it_rules() -> None:
    told = jincheng(54)
    assert (told.ruling, told.missing) == (Ruling.ASK, ("handling_item",))


@pytest.mark.parametrize("region", [GAOPING, YANGCHENG])
def test_jincheng_1_chapter_names_gaoping_and_yangcheng_as_pilots(region: str) -> None:
    assert jincheng(2, region=region).ruling is Ruling.DELEGATED


@pytest.mark.parametrize("region", [ZEZHOU, "140502", "140521", "140524", "999999"])
def test_jincheng_1_chapter_other_counties_are_no_pilots_and_are_refused(region: str) -> None:
    told = jincheng(2, region=region)
    assert told.ruling is Ruling.NOT_THIS_REGION
    assert "只选高平市、阳城县试点" in told.reason
    assert "晋城市政务服务中心" in told.reason


def test_jincheng_document_before_its_day_holds_nothing() -> None:
    told = jincheng(2, on=date(2025, 12, 31))
    assert told.ruling is Ruling.NOT_IN_FORCE
    assert jincheng(2, on=date(2026, 1, 1)).ruling is Ruling.DELEGATED
