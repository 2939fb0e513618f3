"""Search finds every exact substring, best first, and keeps the order of the list within a rank."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.packs import pinyin, records
from models.packs.search import ItemIndex, fold
from models.rules.catalogue import Item
from tests.packs.conftest import RESOURCES

CITIES = ("jincheng", "jining", "yudu", "xinzhou", "zezhou")
ALL = tuple(
    item
    for city in CITIES
    for item in records.read((RESOURCES / "cities" / city / "catalogue.csv").read_text(encoding="utf-8"))
)
JINCHENG = ALL[:95]
INDEX = ItemIndex(JINCHENG)
EVERY = ItemIndex(ALL)


def _plainly(items: tuple[Item, ...], text: str) -> set[int]:
    """What must be found, item by item and word by word, without any index."""
    words = fold(text).split()
    return {n for n, item in enumerate(items) if all(_has(item, word) for word in words)}


def _has(item: Item, word: str) -> bool:
    typed = word.isascii() and word.isalnum()
    keyed = typed and (word in item.initials or word in item.pinyin)
    return keyed or word == str(item.no) or any(word in fold(t) for t in (item.name, item.parent, item.department))


def _found(index: ItemIndex, items: tuple[Item, ...], text: str) -> set[int]:
    places = {id(item): n for n, item in enumerate(items)}
    return {places[id(item)] for item in index.find(text, limit=None)}


@st.composite
def _pieces(draw: st.DrawFn) -> str:
    item = draw(st.sampled_from(ALL))
    text = draw(
        st.sampled_from([t for t in (item.name, item.parent, item.department, item.initials, item.pinyin) if t])
    )
    start = draw(st.integers(0, len(text) - 1))
    return text[start : start + draw(st.integers(1, 8))]


@given(st.one_of(_pieces(), st.text("取水许可证备案abcnghz0123（）〔 ", max_size=5)))
def test_that_everything_an_exact_search_finds_is_found_and_nothing_else(text: str) -> None:
    if fold(text):
        assert _found(EVERY, ALL, text) == _plainly(ALL, text)


@given(_pieces(), _pieces())
def test_that_several_words_must_all_be_found(one: str, two: str) -> None:
    assert _found(EVERY, ALL, f"{one} {two}") == _plainly(ALL, f"{one} {two}")


@given(_pieces(), st.integers(1, 30))
def test_that_a_limit_only_cuts_the_end_off(text: str, limit: int) -> None:
    assert EVERY.find(text, limit) == EVERY.find(text, None)[:limit]


@given(
    st.lists(st.text("取水a（\n许 ", min_size=1, max_size=4), max_size=12), st.text("取水a（许", min_size=1, max_size=2)
)
def test_that_names_of_any_shape_are_found(names: list[str], text: str) -> None:
    items = tuple(replace(JINCHENG[0], name=name, initials="", pinyin="", no=n + 1) for n, name in enumerate(names))
    assert _found(ItemIndex(items), items, text) == _plainly(items, text)


def _names(text: str, limit: int = 5) -> list[str]:
    return [item.name for item in INDEX.find(text, limit)]


def test_that_an_item_is_found_by_name_initials_pinyin_and_number() -> None:
    for text in ("取水", "qsxk", "QSXK", "ｑｓｘｋ", "qushui", "ushuix"):
        assert _names(text)[0] == "取水许可"
    assert _names("54")[0] == "经营性客运驾驶员从业资格认定"


def test_that_what_begins_with_the_word_stands_before_what_has_it_inside() -> None:
    found = INDEX.find("医疗机构", None)
    begins = [item.name.startswith("医疗机构") for item in found]
    assert begins == sorted(begins, reverse=True)
    assert True in begins
    assert False in begins
    head = [item.no for item in found if item.name.startswith("医疗机构")]
    assert head == sorted(head)


def test_that_a_department_gives_its_items_in_the_order_of_the_list() -> None:
    numbers = [item.no for item in INDEX.find("卫健", None)]
    assert numbers == [item.no for item in JINCHENG if item.department == "卫健部门"]
    assert [item.no for item in INDEX.find("卫健 设置", None)] == [28, 32]


def test_that_full_and_half_width_signs_are_the_same() -> None:
    assert _names("(含国发") == _names("（含国发") == [JINCHENG[16].name]


def test_that_no_text_gives_the_head_of_the_list_and_nonsense_gives_nothing() -> None:
    assert INDEX.find("  ", 3) == JINCHENG[:3]
    assert INDEX.find("") == JINCHENG[:20]
    assert INDEX.find("zzzq") == ()
    assert INDEX.find("龘") == ()


def test_that_an_empty_list_can_be_searched() -> None:
    assert ItemIndex(()).find("取水") == ()


@pytest.mark.parametrize(
    ("name", "initials", "full"),
    [
        ("取水许可", "qsxk", "qushuixuke"),
        ("延长危险废物贮存期限审批", "ycwxfwzcqxsp", "yanchangweixianfeiwuzhucunqixianshenpi"),
        ("建筑起重机械使用登记", "jzqzjxsydj", "jianzhuqizhongjixieshiyongdengji"),
        ("旅行社设立许可", "lxsslxk", "lvxingsheshelixuke"),
        ("特种行业许可", "tzhyxk", "tezhonghangyexuke"),
        ("中资银行业金融机构", "zzyhyjrjg", "zhongziyinhangyejinrongjigou"),
        ("企业实行不定时工作制", "qysxbdsgzz", "qiyeshixingbudingshigongzuozhi"),
        ("森林植物省内调运检疫", "slzwsndyjy", "senlinzhiwushengneidiaoyunjianyi"),
        ("借用国有馆藏文物", "jygygcww", "jieyongguoyouguancangwenwu"),
        ("种畜禽生产经营许可", "zcqscjyxk", "zhongchuqinshengchanjingyingxuke"),
        ("中介机构代理会计记账", "zjjgdlkjjz", "zhongjiejigoudailikuaijijizhang"),
        ("单用途卡规模发卡企业备案", "dytkgmfkqyba", "danyongtukaguimofakaqiyebeian"),
        ("GSP（2016）药品", "gsp2016yp", "gsp2016yaopin"),
        ("确有专长的中医医师", "qyzcdzyys", "queyouzhuanchangdezhongyiyishi"),
        ("资本项目外汇资金结汇核准", "zbxmwhzjjhhz", "zibenxiangmuwaihuizijinjiehuihezhun"),
    ],
)
def test_that_characters_of_two_readings_are_read_as_the_term_is(name: str, initials: str, full: str) -> None:
    assert pinyin.keys(name) == (initials, full)
