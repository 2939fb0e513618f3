"""Items and modes of every pack are those of its document."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from models.packs import defects, records
from models.packs.importer import CATALOGUE, REPORT, ImportReport
from models.rules.terms import Mode, PowerType
from tests.packs.conftest import RESOURCES

Built = dict[str, ImportReport]
LISTS = {
    "jincheng": {"附件": 95},
    "jining": {"附件1": 61, "附件2": 15},
    "yudu": {"附件1": 10, "附件2": 45, "附件3": 53},
    "xinzhou": {"清单一": 324, "清单二": 8},
    "zezhou": {"划入": 14, "划回": 8},
}
MODES = {
    "jincheng": {
        Mode.DIRECT: 15,
        Mode.ENTRUST: 34,
        Mode.SUBSTANTIVE_CITY_STAMP: 2,
        Mode.WINDOW_FORWARD_COUNTY: 44,
    },
    "jining": {
        Mode.DIRECT: 19,
        Mode.WINDOW_FORWARD_CITY_STAFF: 11,
        Mode.SUBSTANTIVE_SEAL2: 30,
        Mode.RECEIVE_ONLY: 1,
        None: 15,
    },
    "yudu": {Mode.DIRECT: 10, Mode.SUBSTANTIVE_CITY_STAMP: 45, Mode.WINDOW_FORWARD_COUNTY: 53},
    "xinzhou": {None: 332},
    "zezhou": {None: 22},
}


@pytest.mark.parametrize("city", LISTS)
def test_that_every_list_has_as_many_items_as_its_document(built: Built, city: str) -> None:
    assert Counter(item.list_name for item in built[city].items) == LISTS[city]
    for name, count in LISTS[city].items():
        assert [item.no for item in built[city].items if item.list_name == name] == list(range(1, count + 1))


@pytest.mark.parametrize("city", MODES)
def test_that_the_printed_modes_add_up_as_the_document_says(built: Built, city: str) -> None:
    assert Counter(item.printed_mode for item in built[city].items) == MODES[city]


@pytest.mark.parametrize("city", LISTS)
def test_that_the_catalogue_and_report_in_the_pack_are_what_its_document_gives(built: Built, city: str) -> None:
    folder = RESOURCES / "cities" / city
    assert (folder / CATALOGUE).read_bytes() == records.write(built[city].items)
    assert defects.read_csv((folder / REPORT).read_bytes()) == built[city].defects


@pytest.mark.parametrize("city", LISTS)
def test_that_every_item_has_a_name_a_type_and_keys_to_be_found_by(built: Built, city: str) -> None:
    items = built[city].items
    assert len({item.key for item in items}) == len(items)
    for item in items:
        assert item.name
        assert item.power_type
        assert item.power_type_confidence in {"high", "medium", "low"}
        assert item.initials.isalnum()
        assert item.initials.isascii()
        assert item.pinyin.isalnum()
        assert item.pinyin.isascii()
        assert item.pinyin.islower()


def test_that_zezhou_moves_one_two_and_eleven_items_in_from_three_departments(built: Built) -> None:
    givers = Counter(item.department for item in built["zezhou"].items if item.list_name == "划入")
    assert givers == {"县住房和城乡建设管理局": 1, "县卫生健康和体育局": 2, "县交通运输局": 11}
    takers = {item.county_organ for item in built["zezhou"].items if item.list_name == "划入"}
    assert takers == {"{county}行政审批服务管理局"}


def test_that_zezhou_gives_eight_items_back_under_the_name_that_stands_in_the_sentence(built: Built) -> None:
    back = {i.no: (i.name, i.county_organ) for i in built["zezhou"].items if i.list_name == "划回"}
    assert back[1] == ("人防工程监理乙级以下资质年检", "{county}住房和城乡建设管理局")
    assert back[6] == ("旅行社设立许可中的分社、网点设立", "{county}文化和旅游局")
    assert back[7][1] == "{county}委统战部"


def test_that_yudu_direct_items_start_on_the_first_of_june(built: Built) -> None:
    starts = {(item.list_name, item.in_force_from) for item in built["yudu"].items}
    assert starts == {("附件1", date(2022, 6, 1)), ("附件2", None), ("附件3", None)}


def test_that_organs_get_their_place_and_are_otherwise_as_printed(built: Built) -> None:
    yudu = {item.key: item for item in built["yudu"].items}
    assert (yudu["附件1/1"].city_organ, yudu["附件1/1"].county_organ) == ("赣州市交通运输局", "{county}交通运输局")
    jining = {item.key: item for item in built["jining"].items}
    assert jining["附件1/4"].city_organ == "济宁市住房城乡建设局"
    xinzhou = {item.key: item for item in built["xinzhou"].items}
    assert xinzhou["清单一/3"].city_organ == "忻州市行政审批服务管理局"
    assert xinzhou["清单一/16"].city_organ == ""  # 初审 is not a power to decide


def test_that_types_printed_in_jining_are_taken_over(built: Built) -> None:
    kinds = Counter(i.power_type for i in built["jining"].items if i.list_name == "附件1")
    assert kinds == {PowerType.OTHER_POWER: 49, PowerType.ADMIN_CONFIRMATION: 9, PowerType.PUBLIC_SERVICE: 3}


@pytest.mark.parametrize(
    ("no", "kind", "confidence"),
    [
        (1, PowerType.ADMIN_LICENSE, "high"),  # its guide
        (3, PowerType.ADMIN_LICENSE, "high"),  # 忻州 has the name
        (25, PowerType.ADMIN_LICENSE, "medium"),  # 泽州 prints a type for the name
        (62, PowerType.ADMIN_CONFIRMATION, "medium"),  # the same
        (77, PowerType.ADMIN_CONFIRMATION, "medium"),  # a guide of two types
        (18, PowerType.OTHER_POWER, "medium"),  # 备案
        (37, PowerType.ADMIN_CONFIRMATION, "medium"),  # by hand: a near name in 济宁
        (93, PowerType.OTHER_POWER, "low"),  # the name says nothing
    ],
)
def test_that_jincheng_types_come_from_guides_other_lists_or_words_and_say_how_surely(
    built: Built, no: int, kind: PowerType, confidence: str
) -> None:
    item = built["jincheng"].items[no - 1]
    assert (item.power_type, item.power_type_confidence) == (kind, confidence)
