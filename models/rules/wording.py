"""The sentences a clerk reads beside a ruling: filled in from the rule, the case and the city's papers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from models.rules.catalogue import CityPack, Fact, Item, Place, Question, Region
from models.rules.conditions import show_number
from models.rules.terms import Mode, Ruling

BUILT_IN = frozenset(
    {"item", "clause", "document", "department", "city", "region", "county_organ", "city_organ", "over"}
)
_TO_CITY = frozenset({Ruling.CITY_ONLY, Ruling.NOT_THIS_REGION, Ruling.NOT_IN_FORCE})
_NAME = re.compile(r"\{([^{}]*)\}")

_MODE_SENTENCES: Mapping[Mode, str] = {
    Mode.DIRECT: "直接下放：由{county_organ}受理、审查、作出决定，盖县级审批公章。",
    Mode.ENTRUST: "委托实施：由{county_organ}受理、审查，以委托机关{city_organ}名义作出决定。",
    Mode.SUBSTANTIVE_CITY_STAMP: "下放实质性审核权：由{county_organ}受理、实质审查并盖章后转报，"
    "{city_organ}见章盖章。",
    Mode.SUBSTANTIVE_SEAL2: "下放实质性审核权：由{county_organ}受理、实质审查，按授权决定，"
    "盖{city_organ}审批2号章。",
    Mode.WINDOW_FORWARD_COUNTY: "服务窗口前移：本窗口受理并作形式审查，全部材料转报"
    "{city_organ}实质审查、决定。",
    Mode.WINDOW_FORWARD_CITY_STAFF: "窗口前移：由{city_organ}派驻本中心的人员收件，市级受理、审查、决定。",
    Mode.RECEIVE_ONLY: "委托收件、受审分离：本窗口只收件、出收件凭证，不出受理通知书，"
    "材料转{city_organ}受理、审查、决定。",
}


def names(template: str) -> frozenset[str]:
    """The {names} a template asks for."""
    return frozenset(_NAME.findall(template))


def fill(template: str, words: Mapping[str, str]) -> str:
    """The template with its {names} replaced; a name nobody knows stays out of the sentence."""
    return _NAME.sub(lambda found: words.get(found.group(1), ""), template)


def words_for(pack: CityPack, item: Item, region: Region) -> dict[str, str]:
    """What every sentence may name: the item, the document and the organs in full."""
    return {
        "item": item.name,
        "clause": item_clause(pack, item),
        "document": pack.policy.document,
        "department": item.department,
        "city": pack.policy.city,
        "region": region.name,
        "county_organ": county_organ(pack, item, region),
        "city_organ": city_organ(pack, item),
    }


def answer_words(question: Question, answer: Fact) -> str:
    """An answer as it reads inside a sentence."""
    if isinstance(answer, bool):
        return "是" if answer else "否"
    return show_number(answer, question.unit) if isinstance(answer, Decimal) else answer


def item_clause(pack: CityPack, item: Item) -> str:
    """晋市政发〔2025〕9号附件第71项."""
    return f"{pack.policy.document}{item.list_name}第{item.no}项"


def city_organ(pack: CityPack, item: Item) -> str:
    """Full name of the city organ that decides or stamps; the pack's map goes before a list's short name."""
    full = pack.policy.settings.get(f"city_organ/{item.department}", "")
    return full or item.city_organ or place_for(pack, item).organ


def county_organ(pack: CityPack, item: Item, region: Region) -> str:
    """Full name of the county organ that undertakes the item in this region."""
    name = item.county_organ or pack.policy.settings.get(f"county_organ/{item.department}", "")
    return name.replace("{county}", region.name) or region.approval_organ


def place_for(pack: CityPack, item: Item) -> Place:
    """The city counter for the item: its organ's own, its department's, else the hall's general desk."""
    for key in filter(None, (item.city_organ, item.department)):
        if key in pack.places:
            return pack.places[key]
    return pack.places.get("") or Place(organ=item.city_organ or f"{pack.policy.city}政务服务中心")


def mode_sentence(mode: Mode, words: Mapping[str, str]) -> str:
    """Who accepts, reviews, decides and stamps under the mode."""
    return fill(_MODE_SENTENCES[mode], words)


def sends_to_city(ruling: Ruling) -> bool:
    """Whether the applicant is sent to the city's counter."""
    return ruling in _TO_CITY


def way_out(pack: CityPack, item: Item, ruling: Ruling) -> str:
    """Where the applicant goes when this window may not take the case; "" when there is nowhere."""
    if sends_to_city(ruling):
        return _city_desk(pack, item)
    return {
        Ruling.OWN_POWER: "请按本级自有事项办理，不走市县同权流程，不盖2号章。",
        Ruling.NO_LICENCE: "依照行政许可法第三十二条第一款第（一）项，应即时告知申请人不受理。",
        Ruling.HIGHER: "请告知申请人向有权机关提出，不得收下材料不办。",
    }.get(ruling, "")


def _city_desk(pack: CityPack, item: Item) -> str:
    """The city counter with address and telephone, and the clause by which it may not turn people away."""
    place, settings = place_for(pack, item), pack.policy.settings
    both = settings.get(f"both_levels_clause/{item.list_name}") or settings.get("both_levels_clause", "")
    phone = f"电话{place.phone}" if place.phone else ""
    where = "，".join(part for part in (place.address, phone) if part)
    sent = f"请到{place.desk or place.organ}办理"
    return f"{both + '：' if both else ''}{sent}{'，' + where if where else ''}。"
