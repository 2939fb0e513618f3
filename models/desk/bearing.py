"""Whose name stands under a decision, over which seal, and where to object: by flow, with what is still open marked."""

from __future__ import annotations

from dataclasses import dataclass

from models.desk.situation import Situation
from models.papers_more import Remedy
from models.rules import flows, guards_after, lifecycle
from models.rules.casefacts import CaseFacts, Move
from models.rules.settings import Settings
from models.rules.terms import Act, Mode, SealKind

_SEALED_BY_CITY = frozenset({Mode.WINDOW_FORWARD_COUNTY, Mode.WINDOW_FORWARD_CITY_STAFF, Mode.RECEIVE_ONLY})


@dataclass(frozen=True, slots=True)
class Bearing:
    """The end of a decision as it is printed."""

    organ: str  # who signs
    in_name_of: str  # who in fact decides, where that is another
    seal: str
    remedy: Remedy
    to_confirm: tuple[str, ...] = ()


def settings_of(seen: Situation) -> Settings:
    """What the city settled of the open questions."""
    return Settings.from_policy(seen.desk.pack.policy)


def decision(seen: Situation, mode: Mode, settings: Settings) -> Bearing:
    """Under a decision of this flow (许可法第二十四条第三款、第三十八条, 复议法第二十四条)."""
    signs = lifecycle.decide_organ_is(mode)
    if mode is Mode.SUBSTANTIVE_SEAL2:
        signs = settings.seal2_signatory
    county = signs == flows.COUNTY_ORGAN
    return Bearing(
        organ=seen.county_organ if county else seen.city_organ,
        in_name_of=_in_name_of(seen, mode),
        seal=seal_words(mode, settings),
        remedy=remedy(seen, mode, settings),
        to_confirm=_open(mode),
    )


def opinion_seal(mode: Mode) -> str:
    """Over the county's own opinion (晋城一(三))."""
    return SealKind.COUNTY.value if mode is Mode.SUBSTANTIVE_CITY_STAMP else "内部审批表，不盖章"


def seal_words(mode: Mode, settings: Settings) -> str:
    """The seal a decision of this flow takes."""
    if mode is Mode.SUBSTANTIVE_CITY_STAMP or mode in _SEALED_BY_CITY:
        return SealKind.CITY.value
    return seal_kind(mode, settings).value


def seal_kind(mode: Mode, settings: Settings) -> SealKind:
    """The seal the county itself puts to this flow's paper."""
    return guards_after.seal_due(Move(mode, None, Act.STAMP, CaseFacts(), settings))


def remedy(seen: Situation, mode: Mode, settings: Settings) -> Remedy:
    """Both remedies with full names (许可法第三十八条第二款)."""
    level = lifecycle.remedy_for(mode, Act.DECIDE).reconsideration
    if mode is Mode.SUBSTANTIVE_SEAL2:
        level = settings.seal2_reconsideration
    region, policy = seen.region, seen.desk.pack.policy
    if level != flows.COUNTY_ORGAN:
        return Remedy(policy.city_government, "", "", policy.city_court)
    where = "，".join(part for part in (region.reconsideration_address, region.reconsideration_phone) if part)
    return Remedy(region.government, where, region.reconsideration_url, region.court)


def _in_name_of(seen: Situation, mode: Mode) -> str:
    if mode is Mode.ENTRUST:
        return f"受委托机关：{seen.county_organ}"
    return f"由{seen.county_organ}按市级授权审查" if mode is Mode.SUBSTANTIVE_SEAL2 else ""


def _open(mode: Mode) -> tuple[str, ...]:
    if mode is Mode.ENTRUST:
        return ("委托实施的署名机关和用章",)
    return ("2号章文书的署名机关", "2号章文书的复议机关") if mode is Mode.SUBSTANTIVE_SEAL2 else ()
