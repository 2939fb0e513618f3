"""乡镇窗口 (三级同权): a window of a township, what may be taken there, and the modes a county chose itself.

济宁三(五)15 names fifteen items (附件2) without a mode: each county settles it. What was settled, with its paper, is
kept here and laid over the pack, so that ``delegation.resolve`` reads it like the city's own file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from models.desk.context import Desk
from models.desk.power import needs
from models.errors import Refusal
from models.rules.catalogue import CityPack, Item
from models.rules.powers import Power
from models.rules.terms import Mode
from models.store import daybook, registers
from models.store.registers import CountyMode

if TYPE_CHECKING:
    from models.store.store import Store

__all__ = [
    "MODES",
    "THREE_LEVELS",
    "CountyMode",
    "Township",
    "choose",
    "items",
    "laid_over",
    "of",
    "refreshed",
    "settle",
    "table",
    "why_not",
]

_META = "township"
THREE_LEVELS: Mapping[str, str] = {"jining": "附件2"}
"""Which list of a pack goes down to the townships."""
MODES = (Mode.DIRECT, Mode.SUBSTANTIVE_SEAL2, Mode.WINDOW_FORWARD_CITY_STAFF, Mode.RECEIVE_ONLY)
"""What 附件2 lets a county choose from: the document's own four (济宁三(一)1)."""


@dataclass(frozen=True, slots=True)
class Township:
    """Where a window stands when it stands in a township."""

    name: str  # 样例镇
    hall: str  # 样例镇为民服务中心
    paper: str  # the county's paper that opens it
    since: str  # ISO day


@needs(Power.SETTING)
def settle(desk: Desk, place: Township) -> None:
    """Say that this window belongs to a township of its county.

    Raises:
        Refusal: ``not_administrator``, ``no_townships`` where nothing is sent down, ``township_unclear``.
    """
    if desk.pack.id not in THREE_LEVELS:
        raise _no(f"{desk.pack.policy.document}没有下沉到乡镇的事项", "乡镇不单设窗口", "no_townships")
    if not all(part.strip() for part in (place.name, place.hall, place.paper, place.since)):
        raise _no("乡镇名称、服务中心、依据文件、设立日期要填全", "请填全再登记", "township_unclear")
    with desk.store.work() as work:
        work.set_meta(_META, json.dumps(asdict(place), ensure_ascii=False))
        work.commit()


def of(store: Store) -> Township | None:
    """The township this window belongs to; None for a county hall's window."""
    text = daybook.meta(store, _META)
    return Township(**json.loads(text)) if text else None


def items(pack: CityPack) -> tuple[Item, ...]:
    """The items of 三级同权, in the list's order."""
    listed = THREE_LEVELS.get(pack.id)
    return tuple(item for item in pack.items if item.list_name == listed)


def why_not(desk: Desk, item_key: str) -> str:
    """Why an item may not be taken at this window, "" when it may; a county hall takes everything."""
    place = of(desk.store)
    if place is None or any(item.key == item_key for item in items(desk.pack)):
        return ""
    return f"{place.name}窗口只受理三级同权的{len(items(desk.pack))}项，请到{desk.region.hall}办理"


@needs(Power.SETTING)
def choose(desk: Desk, item_key: str, mode: Mode, paper: str, since: date | None = None) -> None:
    """Write down the mode this county chose for an item of 附件2; what it chose before stays readable.

    Raises:
        Refusal: ``not_administrator``, ``not_ours`` for an item whose mode the city has settled, ``mode_unknown`` for a
            mode the document does not have, ``no_paper`` without the county's paper.
    """
    if all(item.key != item_key for item in items(desk.pack)):
        raise _no("这一项的方式由市级文件定，县级不能改", "只有三级同权的事项由县级定方式", "not_ours")
    if mode not in MODES:
        raise _no(f"“{mode.value}”不是文件里的方式", "请从文件的四种方式里选", "mode_unknown")
    if not paper.strip():
        raise _no("要写明县级定方式的文件", "请填文号", "no_paper")
    line = CountyMode(desk.window.region, item_key, mode, paper.strip(), since or desk.today)
    with desk.store.work() as work:
        registers.set_county_mode(work, line, desk.staff.name, desk.clock.now())
        work.commit()


def table(desk: Desk) -> tuple[tuple[Item, CountyMode | None], ...]:
    """Every item of 三级同权 with what this county settled, None where it has not."""
    known = {one.item_key: one for one in _here(desk.store, desk.window.region, desk.today)}
    return tuple((item, known.get(item.key)) for item in items(desk.pack))


def laid_over(store: Store, pack: CityPack, on: date) -> CityPack:
    """The pack with the counties' own modes in its settings, where ``resolve`` looks for them."""
    modes = registers.county_modes(store, on)
    if not modes:
        return pack
    more = {f"county_mode/{one.region}/{one.item_key}": one.mode.value for one in modes}
    return replace(pack, policy=replace(pack.policy, settings={**pack.policy.settings, **more}))


def refreshed(desk: Desk) -> Desk:
    """The desk over its pack as the counties' modes now stand."""
    return replace(desk, pack=laid_over(desk.store, desk.pack, desk.today))


def _here(store: Store, region: str, on: date) -> tuple[CountyMode, ...]:
    return tuple(one for one in registers.county_modes(store, on) if one.region == region)


def _no(happened: str, todo: str, code: str) -> Refusal:
    return Refusal(happened, "没有改动任何设置", todo, code=code)
