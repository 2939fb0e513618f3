"""What the city did with a forwarded case, as this window meets it: mending what it returned, taking its result in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.desk import forward
from models.desk.context import Desk
from models.desk.power import needs
from models.desk.press import refused
from models.desk.standing import Standing
from models.desk.turn import in_hand, once_for, turn
from models.rules.powers import Power
from models.rules.terms import Act, Mode, Outcome
from models.store import payloads as store
from models.views import ActDone, MaterialMark

SIGNS = (Act.CITY_DECIDE, Act.CITY_STAMP)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing the city wants mended: which field, what is wrong."""

    field: str  # 材料5 | 申请人名称 | 审查意见
    problem: str


@dataclass(frozen=True, slots=True)
class CityPaper:
    """A paper the city made."""

    name: str
    number: str
    copies: int = 1


@dataclass(frozen=True, slots=True)
class CityNews:
    """The city's side of a case in one place."""

    returned: tuple[Fault, ...]  # of the last return, until it was sent again
    returned_because: str
    outcome: Outcome | None
    papers: tuple[CityPaper, ...]
    reason: str
    mail: str  # carrier and number when the city mailed it


def news(desk: Desk, case_id: str) -> CityNews:
    """What the city said last.

    Raises:
        Refusal: code ``case_unknown``.
    """
    return news_of(in_hand(desk, case_id).here)


def news_of(here: Standing) -> CityNews:
    """The same of a case already read."""
    last = here.last_of(Act.CITY_RETURN, Act.RESUBMIT, Act.FORWARD)
    told: Mapping[str, Any] = last.payload if last and last.kind is Act.CITY_RETURN else {}
    signed: Mapping[str, Any] = {}
    for act in SIGNS:
        if last := here.last(act):
            signed = {**signed, **last.payload}
    return CityNews(
        returned=tuple(Fault(one["field"], one["problem"]) for one in told.get("faults", ())),
        returned_because=str(told.get("reason", "")),
        outcome=Outcome(signed["outcome"]) if signed.get("outcome") else None,
        papers=tuple(city_papers(signed.get("result", ()))),
        reason=str(signed.get("reason", "")),
        mail=str(signed.get("mail", "")),
    )


def city_papers(rows: Sequence[Mapping[str, Any]]) -> list[CityPaper]:
    """Papers as a city's entry names them."""
    return [CityPaper(str(one.get("name", "")), str(one.get("number", "")), int(one.get("copies", 1))) for one in rows]


@needs(Power.FORWARD)
def resubmit(
    desk: Desk,
    case_id: str,
    mended: str,
    materials: Sequence[MaterialMark] = (),
    *,
    press_id: str = "",
) -> ActDone:
    """更正后再报: what the city asked to be mended, with a new letter; the applicant is asked for nothing twice.

    Args:
        mended: what was done about each fault.
        materials: lines of the table that changed.

    Raises:
        Refusal: nothing was returned; nothing said about what was mended (``key_not_ready``); the opinion is to be
            reviewed again first (见章盖章, when the fault lies in it).
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.RESUBMIT, key) as now:
            if not mended.strip():
                raise refused("还没有写更正了什么", "请逐条写明更正情况")
            changed = {mark.seq: mark for mark in materials}
            rows = [
                store.material(changed.get(mark.seq, mark), now.hand.seen.material_name(mark.seq))
                for mark in now.hand.seen.form.materials
            ]
            words = f"{forward.opinion(now.hand)}。按退回意见更正：{mended}"
            more: dict[str, Any] = {"mended": mended, "text": f"按退回意见更正后再报：{mended}"}
            forward.send(now, words, more | ({"materials": rows} if changed else {}))
        return now.run.done()

    return once_for(press_id, act, desk)


@needs(Power.RESULT_IN)
def result_in(desk: Desk, case_id: str, papers: Sequence[CityPaper] = (), *, press_id: str = "") -> ActDone:
    """The city's paper has come to this window; what it is was told by the city's own entry.

    Args:
        papers: what lies on the table, when it is not just what the city named.

    Raises:
        Refusal: the city has not signed yet; what came is not what the city named (``key_not_ready``).
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.RESULT_IN, key) as now:
            told = news_of(now.hand.here)
            here = tuple(papers) or told.papers
            missing = [one.number for one in told.papers if one.number not in {paper.number for paper in here}]
            if missing:
                raise refused(f"市级已签的 {'、'.join(missing)} 还没有到", "请核对实物，缺的请与市级联系")
            rows = [{"name": one.name, "number": one.number, "copies": one.copies} for one in here]
            names = "、".join(f"{one.name} {one.number}".strip() for one in here) or "结果"
            now.entry({"result": rows, "text": f"市级结果到窗口：{names}"})
        return now.run.done()

    return once_for(press_id, act, desk)


def by_city(mode: Mode | None) -> bool:
    """Whether the city makes the result of this flow."""
    return mode is not None and mode not in (Mode.DIRECT, Mode.ENTRUST, Mode.SUBSTANTIVE_SEAL2)
