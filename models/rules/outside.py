"""The limits that hold before any fact of a case is looked at: the list, the place and the dates."""

from __future__ import annotations

from datetime import date

from models.rules import wording
from models.rules.catalogue import CityPack, Item, Region
from models.rules.resolution import Resolution
from models.rules.terms import Ruling


def outside(pack: CityPack, item: Item, region: Region | None, code: str, on: date) -> Resolution | None:
    """Why no case of this item can be taken at this window on this day, or None when one can."""
    policy = pack.policy
    if not any(one is item or one.key == item.key for one in pack.items):
        return _refuse(pack, item, Ruling.NOT_LISTED, _not_listed(pack, item))
    if "not_delegating" in policy.settings:
        return _refuse(pack, item, Ruling.NOT_LISTED, policy.settings["not_delegating"])
    if region is None or not region.pilot:
        return _not_this_region(pack, item, region.name if region else f"区划代码{code}", code)
    reason = _not_in_force(pack, item, on)
    return _refuse(pack, item, Ruling.NOT_IN_FORCE, reason) if reason else None


def _not_listed(pack: CityPack, item: Item) -> str:
    """Outside the list nothing may be done; the principle is printed in 忻政办发〔2022〕78号二（五）."""
    document = pack.policy.document
    return f"“{item.name}”不在{document}的清单内，清单之外一律不得实施（忻政办发〔2022〕78号二（五））。"


def _not_this_region(pack: CityPack, item: Item, name: str, code: str) -> Resolution:
    settings = pack.policy.settings
    note = settings.get(f"region_note/{code}") or settings.get("pilots_clause", "")
    ground = f"{name}不在承接“{item.name}”的地方之列：{note or pack.policy.document + '没有放给这里。'}"
    return _refuse(pack, item, Ruling.NOT_THIS_REGION, ground)


def _not_in_force(pack: CityPack, item: Item, on: date) -> str:
    """The sentence when the document or the item does not hold on the day; "" when it does."""
    clause = wording.item_clause(pack, item)
    begin = max(pack.policy.in_force_from, item.in_force_from or date.min)
    if on < begin:
        return f"{clause}自{_day(begin)}起实施，{_day(on)}还没有施行。"
    if item.in_force_until and on > item.in_force_until:
        return f"{clause}到{_day(item.in_force_until)}为止，已经停用。"
    return f"{clause}现由市级继续办理：{item.suspended.rstrip('。')}。" if item.suspended else ""


def _refuse(pack: CityPack, item: Item, ruling: Ruling, ground: str) -> Resolution:
    clause = pack.policy.document if ruling is Ruling.NOT_LISTED else wording.item_clause(pack, item)
    way_out = wording.way_out(pack, item, ruling)
    place = wording.place_for(pack, item) if wording.sends_to_city(ruling) else None
    return Resolution(ruling, None, "", clause, "", ground + way_out, ground=ground, place=place)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
