"""The applicant's papers that belong to what the city said: 补正、不予受理 passed on in the city's name, 更正告知."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from models.desk import bearing, sheets_out
from models.desk.sheets_people import handed_in, lines
from models.desk.turn import InHand
from models.desk.words import refusal_name
from models.papers import AskedLine, PaperHead, RefusePaper, SupplementPaper
from models.rules.casefacts import Ground
from models.store.entries import Entry
from models.views import AskedItem
from models.views_city import Said

_KINDS = {
    Ground.NO_LICENCE: "申请事项依法不需要取得行政许可",
    Ground.NOT_OURS: "申请事项依法不属于本机关职权范围",
    Ground.FALSE_PAPERS: "申请人隐瞒有关情况或者提供虚假材料申请行政许可",
}
_CLAUSES = {
    Ground.NO_LICENCE: f"{sheets_out.LAW}第三十二条第一款第（一）项",
    Ground.NOT_OURS: f"{sheets_out.LAW}第三十二条第一款第（二）项",
    Ground.FALSE_PAPERS: f"{sheets_out.LAW}第七十八条",
}


def ground_of(told: Mapping[str, Any]) -> Ground:
    """The ground the city named; an older entry without one speaks of powers."""
    return Ground(told.get("ground_kind") or Ground.NOT_OURS.value)


def refusal(told: Mapping[str, Any]) -> str:
    """不受理告知书 or 不予受理决定书, by the city's ground."""
    return refusal_name(ground_of(told) is Ground.NO_LICENCE)


def relayed(hand: InHand, head: PaperHead, told: Entry) -> PaperHead:
    """The head of a paper of the city's that this window passes on: the city's day; the seal is on the city's own."""
    number = f"{told.payload['number']}，" if told.payload.get("number") else ""
    passed_on = f"{number}{hand.desk.window.label}转告，用印以市级原件为准"
    return replace(head, relayed=passed_on, signed_on=told.at.date())


def supplement(hand: InHand, head: PaperHead, entry: Entry) -> SupplementPaper:
    """补正材料一次性告知书 of the city's, every line as the city wrote it."""
    told = entry.payload
    until = date.fromisoformat(told["bring_until"]) if told.get("bring_until") else None
    asked = [AskedItem(**{name: one[name] for name in AskedItem.__dataclass_fields__}) for one in told["asked"]]
    paper = sheets_out.supplement(hand.seen, relayed(hand, head, entry), hand.days, hand.clocks, asked, until)
    return replace(paper, bring_note="市级告知" if until else "")


def mending(hand: InHand, head: PaperHead, faults: Sequence[Said]) -> SupplementPaper:
    """What only the applicant can mend of an accepted case the city sent back; nothing handed in is asked for again."""
    rows = handed_in(lines(hand.seen))
    return SupplementPaper(
        head=head,
        party=hand.party,
        item=hand.here.case.item_name,
        handling_item=hand.here.case.handling_item,
        received_on=hand.here.case.received_at.date(),
        materials_count=len(rows),
        pages=sum(row.pages for row in rows),
        lines=tuple(_mend(at, one) for at, one in enumerate(faults, 1)),
        notice_due=None,
        bring_until=None,
        bring_note="",
        footnote=f"按{hand.seen.city_organ}退回意见逐项列出。",
        returned_by=hand.seen.city_organ,
        mend_until=faults[0].until if faults else None,
    )


def _mend(at: int, said: Said) -> AskedLine:
    return AskedLine(str(at), said.field, "更正", said.theirs, "市级退回意见", "按左列更正，其余不用再交")


def refuse(hand: InHand, head: PaperHead, entry: Entry) -> RefusePaper:
    """不予受理 of the city's: its ground and words, and where to object to the city's organ."""
    seen, told = hand.seen, entry.payload
    ground = ground_of(told)
    none_needed = ground is Ground.NO_LICENCE
    remedy = bearing.remedy(seen, hand.flow, hand.settings)
    return RefusePaper(
        head=relayed(hand, head, entry),
        party=hand.party,
        variant=refusal(told),
        item=hand.here.case.item_name,
        handling_item=hand.here.case.handling_item,
        received_on=hand.here.case.received_at.date(),
        request=sheets_out.request(seen),
        ground=str(told.get("ground", "")),
        kind=_KINDS[ground],
        basis="",
        clause=_CLAUSES[ground],
        where=None if none_needed else seen.city_place,
        bring="",
        returned=f"申请材料由市级退回后，凭收件凭证到{hand.desk.window.label}领回",
        reconsideration_organ=remedy.reconsideration_organ,
        reconsideration_where=remedy.reconsideration_where,
        reconsideration_url=remedy.reconsideration_url,
        court=remedy.court,
    )
