"""审查: the formal check, the site inspection, findings point by point, and the county's signed opinion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from models.desk import sheets_review
from models.desk.context import Desk
from models.desk.inputs import FAILS, MEETS, NOT_THIS, Answer, Finding, Visit
from models.desk.power import needs
from models.desk.press import refused
from models.desk.turn import InHand, in_hand, once_for, turn
from models.papers_rolls import SignedOpinion
from models.rules.powers import Power
from models.rules.terms import Act, Doc, Mode, Outcome
from models.store import payloads as store
from models.views import ActDone, DocumentView

GENERAL = (
    "申请人具备法定主体资格",
    "申请材料齐全，内容真实、一致",
    "符合法定条件、标准",
    "不存在依法不予许可的情形",
)


def points(desk: Desk, case_id: str) -> tuple[Finding, ...]:
    """The review points of the case's guide, none of them judged yet: that is the reviewer's."""
    return review_points(in_hand(desk, case_id))


def review_points(hand: InHand) -> tuple[Finding, ...]:
    """Conditions of the guide, then its grounds to refuse; the general ones where it names none."""
    guide = hand.seen.guide
    found = [(line.text, guide.conditions_source) for line in guide.conditions]
    found += [(f"不存在：{line.text}", guide.conditions_source) for line in guide.refusal_grounds]
    if not found:
        found = [(text, "") for text in GENERAL]
    return tuple(Finding(number, text, basis, verdict="") for number, (text, basis) in enumerate(found, 1))


def rest_meets(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """其余符合: what the reviewer has not judged one by one is found to meet, said for all of it at once."""
    return tuple(one if one.verdict else replace(one, verdict=MEETS) for one in findings)


@needs(Power.RECEIVE)
def formal_check(desk: Desk, case_id: str, note: str = "", *, press_id: str = "") -> ActDone:
    """形式审查: complete and in lawful form, nothing more (晋城一(四)).

    Raises:
        Refusal: the flow has none now.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.FORMAL_CHECK, key) as now:
            now.entry({"text": note or "申请材料齐全、符合法定形式"})
        return now.run.done()

    return once_for(press_id, act, desk)


@needs(Power.REVIEW)
def inspect(desk: Desk, case_id: str, visit: Visit, *, press_id: str = "") -> ActDone:
    """现场核查 with its record, by two people or more (许可法第三十四条第三款).

    Raises:
        Refusal: ``two_inspectors``, or times that cannot be (``visit_time``). Nothing is kept then.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.INSPECT, key, inspectors=tuple(name for name, _ in visit.inspectors)) as now:
            hand = now.hand
            _possible(hand, visit)
            organ = hand.seen.county_organ
            name = "现场核查笔录"
            paper = now.run.paper(
                Doc.REVIEW_OPINION, organ, lambda head: sheets_review.record(hand, head, visit), name=name
            )
            people = "、".join(name for name, _ in visit.inspectors)
            now.entry({"visit": visit_out(visit), "text": f"{people}到{visit.place}核查：{visit.conclusion}"}, paper)
        return now.run.done()

    return once_for(press_id, act, desk)


def _possible(hand: InHand, visit: Visit) -> None:
    if visit.ends < visit.begins:
        raise refused("核查结束早于开始", "请核对两个时间")
    if visit.begins < hand.here.case.received_at or visit.ends > hand.seen.now:
        raise refused("核查时间不在收件之后、现在之前", "请核对核查时间")


@needs(Power.REVIEW)
def review(desk: Desk, case_id: str, findings: Sequence[Finding], answer: Answer, *, press_id: str = "") -> ActDone:
    """实质审查: every point with its finding, then what it amounts to.

    Raises:
        Refusal: a point without a finding, or an answer the findings do not bear (``key_not_ready``); the flow's own.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.REVIEW, key, outcome=answer.outcome, reason=answer.words) as now:
            hand = now.hand
            _borne(findings, answer)
            _whole(findings, review_points(hand))
            papers: tuple[DocumentView, ...] = ()
            if hand.mode is Mode.SUBSTANTIVE_SEAL2:
                said = (_signed(desk, "承办人", answer, hand.seen.now),)
                papers = (
                    now.run.paper(
                        Doc.REVIEW_OPINION,
                        hand.seen.county_organ,
                        lambda head: sheets_review.opinion(hand, head, findings, answer, said, last_visit(hand)),
                        name="审查意见表",
                    ),
                )
            now.entry(_said(answer) | {"findings": [finding_out(one) for one in findings]}, *papers)
        return now.run.done()

    return once_for(press_id, act, desk)


def _borne(findings: Sequence[Finding], answer: Answer) -> None:
    """An approval with a point unmet, or a point nobody looked at, is no review."""
    if not findings:
        raise refused("还没有逐条写审查结论", "请逐条选符合、不符合或不适用")
    strange = [str(one.seq) for one in findings if one.verdict not in (MEETS, FAILS, NOT_THIS)]
    if strange:
        raise refused(f"第 {'、'.join(strange)} 条还没有结论", "请逐条选符合、不符合或不适用")
    failed = [str(one.seq) for one in findings if one.verdict == FAILS]
    if failed and answer.outcome is Outcome.APPROVE:
        raise refused(f"第 {'、'.join(failed)} 条不符合，不能拟准予", "请改结论，或拟不予并写明理由")
    if any(one.verdict == FAILS and not one.note.strip() for one in findings):
        raise refused("不符合的要点没有写明情况", "请写明哪里不符合")


def _whole(findings: Sequence[Finding], asked: Sequence[Finding]) -> None:
    """Every point of the guide is among them."""
    found = {one.seq for one in findings}
    missing = [str(one.seq) for one in asked if one.seq not in found]
    if missing:
        raise refused(f"第 {'、'.join(missing)} 条还没有结论", "请逐条选符合、不符合或不适用")


@needs(Power.OPINION)
def opinion(desk: Desk, case_id: str, answer: Answer, *, press_id: str = "") -> ActDone:
    """签发审查意见 (见章盖章): the county's opinion as a paper, to be sealed and forwarded (晋城一(三)).

    Raises:
        Refusal: not a supervisor's to sign, a hearing still open, the flow's own. Nothing is kept then.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.OPINION, key, outcome=answer.outcome, reason=answer.words) as now:
            hand = now.hand
            signed = (*_reviewers(hand), _signed(desk, "签发人", answer, hand.seen.now))
            paper = now.run.paper(
                Doc.REVIEW_OPINION,
                hand.seen.county_organ,
                lambda head: sheets_review.opinion(hand, head, findings_of(hand), answer, signed, last_visit(hand)),
                name="审查意见表",
            )
            now.entry(_said(answer), paper)
        return now.run.done()

    return once_for(press_id, act, desk)


@needs(Power.BEGIN_REVIEW)
def again(desk: Desk, case_id: str, reason: str, *, press_id: str = "") -> ActDone:
    """Send a reviewed case back to its review, with the reason; after a return from the city as well.

    Raises:
        Refusal: no reason, or nothing to send back.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.BEGIN_REVIEW, key, reason=reason) as now:
            now.entry({"reason": reason, "text": f"退回重新审查：{reason}"})
        return now.run.done()

    return once_for(press_id, act, desk)


def _said(answer: Answer) -> dict[str, Any]:
    return {"outcome": answer.outcome.value, "reason": answer.words, "text": f"拟{answer.outcome.zh}：{answer.words}"}


def _signed(desk: Desk, role: str, answer: Answer, at: datetime) -> SignedOpinion:
    return sheets_review.signature(role, f"{answer.outcome.zh}。{answer.words}", desk.staff.name, at.date())


def _reviewers(hand: InHand) -> tuple[SignedOpinion, ...]:
    """承办人, as the review stands in the log."""
    last = hand.here.last(Act.REVIEW)
    if last is None:
        return ()
    said = last.payload
    return (sheets_review.signature("承办人", said.get("text", ""), said.get("clerk", ""), last.at.date()),)


def findings_of(hand: InHand) -> tuple[Finding, ...]:
    """The findings of the last review."""
    last = hand.here.last(Act.REVIEW)
    return tuple(Finding(**one) for one in last.payload.get("findings", ())) if last else ()


def last_visit(hand: InHand) -> Visit | None:
    """The last site inspection, as kept."""
    last = hand.here.last(Act.INSPECT)
    return visit_in(last.payload["visit"]) if last and last.payload.get("visit") else None


def finding_out(one: Finding) -> dict[str, Any]:
    """A finding as JSON."""
    return {name: getattr(one, name) for name in Finding.__dataclass_fields__}


def visit_out(visit: Visit) -> dict[str, Any]:
    """A visit as JSON."""
    plain = {name: getattr(visit, name) for name in Visit.__dataclass_fields__}
    return plain | {
        "begins": store.at(visit.begins),
        "ends": store.at(visit.ends),
        "inspectors": [list(one) for one in visit.inspectors],
        "findings": [finding_out(one) for one in visit.findings],
    }


def visit_in(plain: Mapping[str, Any]) -> Visit:
    """The reverse of ``visit_out``."""
    return Visit(
        **{
            **plain,
            "begins": datetime.fromisoformat(plain["begins"]),
            "ends": datetime.fromisoformat(plain["ends"]),
            "inspectors": tuple((name, card) for name, card in plain["inspectors"]),
            "findings": tuple(Finding(**one) for one in plain["findings"]),
        }
    )
