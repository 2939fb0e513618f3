"""city.toml: terms, regions, counters; a wrong file names what is wrong; sample numbers are plainly samples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.errors import Refusal
from models.packs.loader import PackShelf
from models.packs.policy import read_policy
from models.rules import wording

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
JINCHENG = (RESOURCES / "cities" / "jincheng" / "city.toml").read_text(encoding="utf-8")
CITIES = ("jincheng", "jining", "yudu", "xinzhou", "zezhou")


def test_that_the_document_speaks_through_the_policy() -> None:
    policy, regions, places = read_policy(JINCHENG)
    assert (policy.document, policy.both_levels, policy.supplement_days) == ("晋市政发〔2025〕9号", True, None)
    assert [region.name for region in regions if region.pilot] == ["高平市", "阳城县"]
    assert places["水务部门"] == places["晋城市水务局"]
    assert places["水务部门"].desk == "晋城市政务服务中心水务窗口"


def test_that_gaoping_names_its_organs_in_full() -> None:
    _, regions, _ = read_policy(JINCHENG)
    gaoping = regions[0]
    assert (gaoping.approval_organ, gaoping.doc_word) == ("高平市行政审批服务管理局", "高审")
    assert (gaoping.government, gaoping.court) == ("高平市人民政府", "高平市人民法院")


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ("in_force_from = 2026-01-01", "", "in_force_from"),
        ("in_force_from = 2026-01-01", 'in_force_from = "soon"', "in_force_from"),
        ('city_code = "140500"', "", "city_code"),
        ('code = "140581"', 'code = "14058"', "region 高平市"),
        ('doc_word = "高审"', "", "doc_word"),
        ('[setting.forward_days]\nvalue = "2"', '[setting.forward_days]\nvalue = "两天"', "forward_days"),
        ("[hall]", "[hal]", "hall"),
        ('city = "晋城市水务局"', "", "city"),
    ],
)
def test_that_a_wrong_city_file_is_refused_naming_the_key(right: str, wrong: str, named: str) -> None:
    assert right in JINCHENG
    with pytest.raises(Refusal) as refused:
        read_policy(JINCHENG.replace(right, wrong, 1))
    assert refused.value.code == "city_file"
    assert named in refused.value.happened


def test_that_a_city_file_without_regions_or_no_toml_at_all_is_refused() -> None:
    with pytest.raises(Refusal, match="至少要有一个地方"):
        read_policy(JINCHENG[: JINCHENG.index("[[region]]")])
    with pytest.raises(Refusal, match="不是正确的TOML"):
        read_policy("[document")


@pytest.mark.parametrize("text", ["region = 1", "region = [1]", "a = " + "[" * 3000, "[[region]]\n[setting]\nx = 1"])
def test_that_a_word_where_a_table_belongs_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="城市文件") as refused:
        read_policy(text)
    assert refused.value.code == "city_file"


@pytest.mark.parametrize("city", CITIES)
def test_that_every_telephone_and_host_is_plainly_a_sample(city: str) -> None:
    text = (RESOURCES / "cities" / city / "city.toml").read_text(encoding="utf-8")
    phones = re.findall(r'phone = "([^"]*)"', text)
    assert [phone for phone in phones if not re.fullmatch(r"0\d{3}-555 0\d{3}", phone)] == []
    assert re.findall(r'tracking_host = "HTTPS://TQ\.[A-Z]+\.EXAMPLE"', text)
    assert "样例" in text


@pytest.mark.parametrize("city", ["jincheng", "jining", "yudu"])
def test_that_every_department_of_the_list_has_an_organ_and_a_counter(city: str) -> None:
    whole = PackShelf(RESOURCES).load(city)
    for department in {item.department for item in whole.items if item.department}:
        assert whole.places[department].organ.startswith(whole.policy.city), department
        assert whole.places[department].phone


def test_that_an_organs_own_full_name_goes_before_the_lists_short_one() -> None:
    whole = PackShelf(RESOURCES).load("jining")
    item = next(one for one in whole.items if one.key == "附件1/31")
    assert wording.city_organ(whole, item) == "济宁市人力资源和社会保障局"
