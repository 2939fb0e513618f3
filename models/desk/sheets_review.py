"""Papers of the review as values: 审查意见表 and 现场核查笔录."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.desk.bearing import opinion_seal
from models.desk.inputs import Answer, Finding, Visit
from models.desk.turn import InHand
from models.papers import PaperHead
from models.papers_rolls import ReviewPaper, ReviewPoint, SignedOpinion, SiteRecordPaper, SiteVisit
from models.rules.terms import Mode

TOLD = "已出示执法证件，告知核查事由和被核查人申请回避的权利"


def points(findings: Sequence[Finding]) -> tuple[ReviewPoint, ...]:
    """审查要点逐条结论."""
    return tuple(ReviewPoint(str(one.seq), one.point, one.basis, one.verdict, one.note) for one in findings)


def opinion(
    hand: InHand,
    head: PaperHead,
    findings: Sequence[Finding],
    answer: Answer,
    signed: Sequence[SignedOpinion],
    visit: Visit | None,
) -> ReviewPaper:
    """审查意见表: the county's opinion that goes to the city, or its own form under a No.2 seal."""
    leaves = hand.flow is Mode.SUBSTANTIVE_CITY_STAMP
    return ReviewPaper(
        head=head,
        party=hand.party,
        matter=hand.matter,
        points=points(findings),
        site=site(visit) if visit else None,
        site_result=visit.conclusion if visit else "",
        opinion=f"{answer.outcome.zh}：{answer.words}",
        agreed=answer.outcome.value == "approve",
        signed=tuple(signed),
        to_organ=hand.seen.city_organ if leaves else "",
        seal=opinion_seal(hand.flow),
    )


def record(hand: InHand, head: PaperHead, visit: Visit) -> SiteRecordPaper:
    """现场核查笔录 (许可法第三十四条第三款)."""
    return SiteRecordPaper(
        head=head,
        party=hand.party,
        matter=hand.matter,
        site=site(visit),
        told=TOLD,
        points=points(visit.findings),
        statement=visit.statement or "无",
        evidence=visit.evidence or "无",
        conclusion=visit.conclusion,
        recorder=visit.recorder or visit.inspectors[-1][0],
    )


def site(visit: Visit) -> SiteVisit:
    """Who looked, when, where."""
    return SiteVisit(visit.begins, visit.ends, visit.place, visit.inspectors, visit.visited, visit.visited_role)


def signature(role: str, words: str, name: str, on: date) -> SignedOpinion:
    """What one of 承办、复核、签发 said."""
    return SignedOpinion(role, words, name, on)
