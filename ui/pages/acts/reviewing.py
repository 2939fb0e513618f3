"""审查 on the screen: formal check, site inspection, findings point by point, the signed opinion, back to review."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from models.desk import review as desk_review
from models.desk.context import Desk
from models.desk.inputs import FAILS, MEETS, NOT_THIS, Answer, Finding, Visit
from models.desk.turn import in_hand
from models.rules.terms import Act, Outcome
from models.views import ActDone
from ui.pages.acts.asks import Ask, Form, Kind, Point, Told, lines_told, moment_told, points_told, words
from ui.pages.acts.deed import Deed

_VERDICTS: Final = ((MEETS, MEETS), (FAILS, FAILS), (NOT_THIS, NOT_THIS))
_OUTCOMES: Final = ((Outcome.APPROVE.value, "拟准予"), (Outcome.DENY.value, "拟不予"))
_FINE: Final = "经审查，申请材料齐全、真实一致，符合法定条件、标准。"


def answer_asks(start: str = "") -> tuple[Ask, ...]:
    """准予 or 不予, and the words that go with it."""
    return (
        Ask("outcome", "意见", Kind.CHOICE, choices=_OUTCOMES, start=start, refusals=("no_outcome",)),
        Ask("words", "综合意见", Kind.LONG, start=_FINE, when=("outcome", (Outcome.APPROVE.value,))),
        Ask(
            *("why", "不予的理由和依据", Kind.LONG),
            hint="哪一条不符合、依据哪一条规定",
            when=("outcome", (Outcome.DENY.value,)),
            refusals=("no_reason",),
        ),
    )


def answer(told: Told) -> Answer:
    """What was answered."""
    outcome = Outcome(words(told, "outcome"))
    return Answer(outcome, words(told, "words" if outcome is Outcome.APPROVE else "why"))


def _review_form(desk: Desk, case_id: str) -> Form:
    points = _points(desk, case_id)
    found = Ask(
        "findings", "审查要点", Kind.POINTS, points=points, choices=_VERDICTS,
        hint="1 符合  2 不符合  3 不适用  0 其余符合",
    )  # fmt: skip
    return Form("实质审查", "逐条看过、逐条选，再写综合意见", "记下审查意见", (found, *answer_asks()))


def _points(desk: Desk, case_id: str) -> tuple[Point, ...]:
    return tuple(Point(one.seq, one.point, one.basis) for one in desk_review.points(desk, case_id))


def _review(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    found = {one.seq: one for one in points_told(told, "findings")}
    lines = [
        replace(one, verdict=found[one.seq].verdict, note=found[one.seq].note)
        for one in desk_review.points(desk, case_id)
        if one.seq in found
    ]
    return desk_review.review(desk, case_id, lines, answer(told), press_id=press)


def _opinion_form(desk: Desk, case_id: str) -> Form:
    hand = in_hand(desk, case_id)
    said = hand.facts.review
    known = (("审查", f"拟{said.zh}" if said else "没有审查结论"), ("机关", hand.seen.county_organ))
    return Form(
        "签发审查意见",
        "出审查意见表，盖县级审批公章后报市级",
        "签发并打印",
        answer_asks(said.value if said else ""),
        known,
    )


def _opinion(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return desk_review.opinion(desk, case_id, answer(told), press_id=press)


def _formal_form(_desk: Desk, _case_id: str) -> Form:
    start = "申请材料齐全、符合法定形式"
    return Form("形式审查", "只看齐全和法定形式", "记下", (Ask("note", "结论", Kind.LONG, start=start),))


def _formal(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return desk_review.formal_check(desk, case_id, words(told, "note"), press_id=press)


def _again_form(_desk: Desk, _case_id: str) -> Form:
    asks = (Ask("reason", "理由", Kind.LONG, refusals=("no_reason",)),)
    return Form("退回重新审查", "原来的审查意见留在经过里，另作一次", "退回审查", asks)


def _again(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return desk_review.again(desk, case_id, words(told, "reason"), press_id=press)


def _visit_form(desk: Desk, case_id: str) -> Form:
    hand = in_hand(desk, case_id)
    now, address = desk.clock.now(), hand.seen.form.applicant.address
    begins = max(hand.here.case.received_at, now - timedelta(hours=1))
    two = ("two_inspectors",)
    return Form(
        "现场核查",
        "两名以上工作人员，出核查笔录当场签字（许可法第三十四条）",
        "出核查笔录",
        (
            Ask("begins", "开始", Kind.MOMENT, start=f"{begins:%Y-%m-%d %H:%M}"),
            Ask("ends", "结束", Kind.MOMENT, start=f"{now:%Y-%m-%d %H:%M}"),
            Ask("place", "地点", start=address),
            Ask("first", "核查人一", start=desk.staff.name, refusals=two),
            Ask("first_card", "执法证号", latin=True),
            Ask("second", "核查人二", refusals=two),
            Ask("second_card", "执法证号", latin=True),
            Ask("visited", "被查人", start=hand.seen.form.applicant.legal_rep or hand.seen.form.applicant.name),
            Ask("visited_role", "职务"),
            Ask("seen", "核查情况", Kind.LONG, hint="一行一条"),
            Ask("conclusion", "结论", Kind.LONG),
            Ask("statement", "对方意见", Kind.LONG, needed=False),
            Ask("evidence", "附件", needed=False, hint="照片、录像、复印件"),
        ),
    )


def _visit(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    found = tuple(Finding(n, line) for n, line in enumerate(lines_told(words(told, "seen")), 1))
    visit = Visit(
        begins=_at(desk, told, "begins"),
        ends=_at(desk, told, "ends"),
        place=words(told, "place"),
        inspectors=tuple((words(told, name), words(told, f"{name}_card")) for name in ("first", "second")),
        visited=words(told, "visited"),
        visited_role=words(told, "visited_role"),
        findings=found,
        conclusion=words(told, "conclusion"),
        statement=words(told, "statement"),
        evidence=words(told, "evidence"),
        recorder=desk.staff.name,
    )
    return desk_review.inspect(desk, case_id, visit, press_id=press)


def _at(desk: Desk, told: Told, name: str) -> datetime:
    return moment_told(told, name) or desk.clock.now()


DEEDS: Final = {
    Act.REVIEW: Deed(_review_form, _review),
    Act.OPINION: Deed(_opinion_form, _opinion),
    Act.FORMAL_CHECK: Deed(_formal_form, _formal),
    Act.BEGIN_REVIEW: Deed(_again_form, _again),
    Act.INSPECT: Deed(_visit_form, _visit),
}
