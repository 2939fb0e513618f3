"""The shared pool of experts (共享专家库): who fits, who has an interest, who is drawn by lot, who pays.

The lot is seeded and the seed is kept, so that anybody can draw it again and get the same names.
Who pays: 济宁三(三)8, the city department's budget for what was the city's, unless the law puts it on the applicant.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.errors import Refusal
from models.rules.terms import Mode

_ABSENT = "不能到场"
_DELEGATED = frozenset(Mode) - {Mode.WINDOW_FORWARD_CITY_STAFF}


@dataclass(frozen=True, slots=True)
class Expert:
    """One person of the pool."""

    id: str
    name: str
    fields: frozenset[str]
    employer: str
    interests: frozenset[str] = frozenset()  # bodies and people they are bound to
    away: bool = False
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Draw:
    """A lot as it was drawn: enough to draw it again."""

    field: str
    count: int
    parties: tuple[str, ...]  # applicant, agent, designer …: nobody bound to them is drawn
    candidates: tuple[str, ...]  # ids in the order they stood
    excluded: tuple[tuple[str, str], ...]  # id and why
    seed: str
    drawn: tuple[str, ...]
    reserves: tuple[str, ...]  # in the order they step in


def conflict(expert: Expert, parties: Iterable[str]) -> str:
    """Why an expert may not judge this case, or ""."""
    for party in parties:
        name = party.strip()
        if name and name == expert.employer:
            return f"在{name}任职"
        if name and name in expert.interests:
            return f"与{name}有利害关系"
        if name and name == expert.name:
            return "是当事人本人"
    return ""


def draw(
    pool: Sequence[Expert], field: str, count: int, parties: Sequence[str], seed: str, *, reserves: int = 2
) -> Draw:
    """Draw ``count`` experts of a field by lot, people with an interest left out (许可法第五十五条, 听证回避参照).

    Args:
        seed: random text made for this lot and kept; the same seed gives the same names.

    Raises:
        Refusal: ``experts_few`` when too few remain, ``expert_count``, ``expert_seed``.
    """
    if count <= 0:
        raise _no("要抽几名专家没有写", "请填人数", "expert_count")
    if len(seed) < 16:
        raise _no("抽签没有随机数", "请重新抽签", "expert_seed")
    fit: list[Expert] = []
    excluded: list[tuple[str, str]] = []
    for expert in sorted(pool, key=lambda one: one.id):
        if field not in expert.fields:
            continue
        if why := conflict(expert, parties) or ("请假" if expert.away else ""):
            excluded.append((expert.id, why))
        else:
            fit.append(expert)
    if len(fit) < count:
        said = f"“{field}”可抽的专家只有{len(fit)}名，要{count}名（回避{len(excluded)}名）"
        raise _no(said, "请向市级共享专家库借用", "experts_few")
    order = sorted(fit, key=lambda one: _lot(seed, one.id))
    ids = tuple(one.id for one in order)
    standing = tuple(one.id for one in fit)
    return Draw(
        field, count, tuple(parties), standing, tuple(excluded), seed, ids[:count], ids[count : count + reserves]
    )


def _lot(seed: str, expert_id: str) -> str:
    return hashlib.sha256(f"{seed}/{expert_id}".encode()).hexdigest()


def verify(lot: Draw) -> bool:
    """Whether the names follow from the seed, the candidates and the absences written down."""
    absent = {who for who, why in lot.excluded if why == _ABSENT}
    order = sorted(set(lot.candidates) - absent, key=lambda one: _lot(lot.seed, one))
    whole = (*lot.drawn, *lot.reserves)
    return len(lot.drawn) == lot.count and tuple(order[: len(whole)]) == whole


def step_in(lot: Draw, unable: str) -> Draw:
    """The next reserve takes the place of one who cannot come.

    Raises:
        Refusal: ``expert_unknown``, ``experts_few`` when no reserve is left.
    """
    if unable not in lot.drawn:
        raise _no("抽中的名单里没有这个人", "请核对名单", "expert_unknown")
    if not lot.reserves:
        raise _no("备选专家已经用完", "请重新抽签", "experts_few")
    names = (*(one for one in lot.drawn if one != unable), lot.reserves[0])
    return Draw(
        lot.field,
        lot.count,
        lot.parties,
        lot.candidates,
        (*lot.excluded, (unable, _ABSENT)),
        lot.seed,
        names,
        lot.reserves[1:],
    )


def who_pays(mode: Mode, *, applicant_by_law: bool = False) -> str:
    """Who bears the experts' fee (济宁三(三)8); a hearing's cost is never the applicant's (许可法第四十七条)."""
    if applicant_by_law:
        return "申请人（法律、行政法规规定）"
    return "市直部门列支（济宁三(三)8）" if mode in _DELEGATED else "市级部门"


def _no(happened: str, todo: str, code: str) -> Refusal:
    return Refusal(happened, "没有抽取专家", todo, code=code)
