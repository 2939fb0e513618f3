"""Packs for the delegation tests: the real policies and rules over bare items, one call to resolve a case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from models.packs.policy import read_policy
from models.packs.rulebook import read_rules
from models.rules.catalogue import CityPack, Fact, Item
from models.rules.delegation import Resolution, resolve
from models.rules.terms import Mode

CITIES = Path(__file__).resolve().parents[2] / "resources" / "cities"
DAY = date(2026, 11, 20)
GAOPING, YANGCHENG, ZEZHOU = "140581", "140522", "140525"
Given = dict[str, Fact | int]
Lists = tuple[tuple[str, int, Mode | None, str], ...]  # list, last number of the run, mode, department

LISTS: dict[str, Lists] = {
    "jincheng": (
        ("附件", 15, Mode.DIRECT, "水务部门"), ("附件", 49, Mode.ENTRUST, "卫健部门"),
        ("附件", 51, Mode.SUBSTANTIVE_CITY_STAMP, "新闻出版部门"),
        ("附件", 95, Mode.WINDOW_FORWARD_COUNTY, "交通部门"),
    ),
    "jining": (
        ("附件1", 19, Mode.DIRECT, "市行政审批服务局"),
        ("附件1", 30, Mode.WINDOW_FORWARD_CITY_STAFF, "市公安局"),
        ("附件1", 60, Mode.SUBSTANTIVE_SEAL2, "市人力资源社会保障局"),
        ("附件1", 61, Mode.RECEIVE_ONLY, "市人力资源社会保障局"),
        ("附件2", 15, None, ""),
    ),
    "yudu": (
        ("附件1", 10, Mode.DIRECT, "市交通运输局"),
        ("附件2", 45, Mode.SUBSTANTIVE_CITY_STAMP, "市自然资源局"),
        ("附件3", 53, Mode.WINDOW_FORWARD_COUNTY, "市行政审批局"),
    ),
    "xinzhou": (("清单一", 324, None, "省卫健委"), ("清单二", 8, None, "省水利厅")),
    "zezhou": (("划入", 14, None, "县交通运输局"), ("划回", 8, None, "县林业局")),
}  # fmt: skip


def bare_item(list_name: str, no: int, mode: Mode | None, department: str) -> Item:
    """An item with nothing in it but what delegation reads."""
    return Item(
        key=f"{list_name}/{no}", list_name=list_name, no=no, name=f"样例事项{no}", parent="",
        department=department, city_organ="", county_organ="", power_type=None, printed_mode=mode, remark="",
        guide_id="", handling_items=(), initials="", pinyin="",
    )  # fmt: skip


@cache
def pack(city: str) -> CityPack:
    """The city's real policy and rules over bare items in the list's own modes."""
    policy, regions, places = read_policy((CITIES / city / "city.toml").read_text(encoding="utf-8"))
    items, last = [], {name: 0 for name, _, _, _ in LISTS[city]}
    for name, end, mode, department in LISTS[city]:
        items += [bare_item(name, no, mode, department) for no in range(last[name] + 1, end + 1)]
        last[name] = end
    rules = read_rules((CITIES / city / "rules.toml").read_text(encoding="utf-8"))
    return CityPack(city, "2026-07-01", policy, regions, tuple(items), rules, places)


def item(city: str, key: str) -> Item:
    """The bare item of a key such as 附件/54."""
    return next(one for one in pack(city).items if one.key == key)


def ruled(
    city: str, key: str, region: str, facts: Given | None = None, handling: str = "", on: date = DAY
) -> Resolution:
    """Resolve one case; whole numbers are taken as amounts."""
    given: dict[str, Fact] = {}
    for name, one in (facts or {}).items():
        given[name] = one if isinstance(one, str | bool | Decimal) else Decimal(one)
    return resolve(pack(city), item(city, key), handling, region, given, on=on)
