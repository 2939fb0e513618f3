"""济政字〔2021〕30号: the flow differs by county, by function zone and across county lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.rules.delegation import Resolution, resolve
from models.rules.terms import Mode, Ruling
from tests.rules.delegation_case import DAY, Given, item, pack, ruled

RENCHENG, QUFU, WEISHAN = "370811", "370881", "370826"
GAOXIN, TAIBAIHU, JINGKAI, SHIFAN = "370871", "370891", "370892", "370893"
WITHIN: Given = {"cross_county": False}
ZONES = (GAOXIN, TAIBAIHU, JINGKAI)


def jining(no: int, region: str, facts: Given | None = None, on: date = DAY) -> Resolution:
    return ruled("jining", f"附件1/{no}", region, facts, on=on)


@pytest.mark.parametrize("no", range(1, 62))
def test_jining_3_1_2_matters_across_counties_stay_with_the_city_for_every_item(no: int) -> None:
    told = jining(no, WEISHAN, {"cross_county": True})
    assert told.ruling is Ruling.CITY_ONLY
    assert told.missing == ()
    assert "跨县（市、区）" in told.reason


def test_jining_3_1_2_is_asked_before_any_other_limit() -> None:
    assert jining(7, WEISHAN).missing == ("cross_county", "company_home")
    assert jining(1, WEISHAN).missing == ("cross_county",)


@pytest.mark.parametrize("no", [20, 21, 22, 23])
@pytest.mark.parametrize(
    ("region", "mode"),
    [(RENCHENG, Mode.WINDOW_FORWARD_CITY_STAFF), (QUFU, Mode.SUBSTANTIVE_SEAL2), (WEISHAN, Mode.SUBSTANTIVE_SEAL2)]
    + [(zone, Mode.WINDOW_FORWARD_CITY_STAFF) for zone in ZONES],
)
def test_jining_20_to_23_remark_renchengqu_and_zones_have_city_staff_others_seal_2(
    no: int, region: str, mode: Mode
) -> None:
    told = jining(no, region, WITHIN)
    assert (told.ruling, told.mode) == (Ruling.DELEGATED, mode)
    assert f"济政字〔2021〕30号附件1第{no}项备注" in told.reason
    assert told.clause == "济政字〔2021〕30号附件1第20—23项备注"


@pytest.mark.parametrize(
    ("no", "county"),
    [(19, Mode.DIRECT), (53, Mode.SUBSTANTIVE_SEAL2), (59, Mode.SUBSTANTIVE_SEAL2), (60, Mode.SUBSTANTIVE_SEAL2)],
)
@pytest.mark.parametrize("zone", ZONES)
def test_jining_19_53_59_60_remark_zones_only_receive_for_the_city(no: int, county: Mode, zone: str) -> None:
    told = jining(no, zone, WITHIN)
    assert told.mode is Mode.RECEIVE_ONLY
    assert "不出受理通知书" in told.reason
    assert jining(no, WEISHAN, WITHIN).mode is county


@pytest.mark.parametrize("no", [31, 32])
@pytest.mark.parametrize("zone", ZONES)
def test_jining_31_32_remark_are_withheld_from_zones_without_asking_anything(no: int, zone: str) -> None:
    told = jining(no, zone)
    assert (told.ruling, told.missing) == (Ruling.CITY_ONLY, ())
    assert "暂不向各功能区下放" in told.reason
    assert "人社窗口" in told.reason
    assert jining(no, QUFU, WITHIN).mode is Mode.SUBSTANTIVE_SEAL2


@pytest.mark.parametrize(("no", "mode"), [(7, Mode.DIRECT), (45, Mode.SUBSTANTIVE_SEAL2)])
def test_jining_7_45_names_hold_only_for_companies_of_other_provinces(no: int, mode: Mode) -> None:
    assert jining(no, QUFU, WITHIN | {"company_home": "山东省外"}).mode is mode
    assert jining(no, QUFU, WITHIN | {"company_home": "山东省内"}).ruling is Ruling.NO_LICENCE


def test_jining_43_name_holds_only_for_printers_of_publications() -> None:
    assert jining(43, QUFU, WITHIN | {"printing_kind": "出版物"}).mode is Mode.SUBSTANTIVE_SEAL2
    assert jining(43, QUFU, WITHIN | {"printing_kind": "其他印刷品"}).ruling is Ruling.OWN_POWER


def test_jining_annex_2_note_without_county_setting_refuses_and_tells_the_administrator() -> None:
    told = ruled("jining", "附件2/8", WEISHAN)
    assert told.ruling is Ruling.NOT_IN_FORCE
    assert "请管理员在县级配置里填好方式" in told.reason


@pytest.mark.parametrize("mode", [Mode.DIRECT, Mode.SUBSTANTIVE_SEAL2, Mode.RECEIVE_ONLY])
def test_jining_annex_2_note_the_county_chooses_its_own_flow(mode: Mode) -> None:
    whole = pack("jining")
    settings = dict(whole.policy.settings) | {f"county_mode/{WEISHAN}/附件2/8": mode.value}
    chosen = replace(whole, policy=replace(whole.policy, settings=settings))
    assert resolve(chosen, item("jining", "附件2/8"), "", WEISHAN, {}, on=DAY).mode is mode
    assert resolve(chosen, item("jining", "附件2/8"), "", QUFU, {}, on=DAY).mode is None


def test_jining_3_5_13_counts_14_centres_so_the_fourth_zone_waits_for_confirmation() -> None:
    told = jining(1, SHIFAN, WITHIN)
    assert told.ruling is Ruling.NOT_THIS_REGION
    assert "曲阜文化建设示范区是否设窗口待核定" in told.reason


def test_jining_61_list_is_received_for_the_city_everywhere() -> None:
    assert jining(61, QUFU, WITHIN).mode is Mode.RECEIVE_ONLY


def test_jining_3_1_2_nothing_holds_before_the_end_of_june_2021() -> None:
    assert jining(1, QUFU, WITHIN, on=date(2021, 6, 30)).ruling is Ruling.NOT_IN_FORCE
    assert jining(1, QUFU, WITHIN, on=date(2021, 7, 1)).ruling is Ruling.DELEGATED


def test_jining_zones_bear_codes_marked_as_not_official() -> None:
    zones = [region for region in pack("jining").regions if region.kind == "功能区"]
    assert [zone.code for zone in zones] == [GAOXIN, TAIBAIHU, JINGKAI, SHIFAN]
    assert not any(zone.official_code for zone in zones)
    assert sum(region.official_code for region in pack("jining").regions) == 11
