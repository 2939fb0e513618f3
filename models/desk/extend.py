"""延长审查期限: once, before the limit ends, by leave of the organ's head, with a reason told (许可法第四十二条)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.desk import recount
from models.desk.bearing import decision
from models.desk.clocks import DateNote
from models.desk.context import Desk
from models.desk.power import needs
from models.desk.press import refused
from models.desk.turn import InHand, once_for, turn
from models.errors import Refusal
from models.papers import PaperHead
from models.papers_more import ExtendPaper
from models.rules import deadlines
from models.rules.powers import Power
from models.rules.terms import Act, Doc
from models.store.payloads import day
from models.views import ActDone

MOST_DAYS = 10  # 第四十二条第一款; 统一、联合、集中办理 15 by leave of the government of that level
MOST_TOGETHER = 15
SAFE = "没有写入任何记录"
_LONGER = re.compile(r"可延长(\d+)个工作日")  # as ``packs.guide_words`` writes a guide's own extension
BASIS = "《中华人民共和国行政许可法》第四十二条第一款"
TOGETHER = "《中华人民共和国行政许可法》第四十二条第二款"


@dataclass(frozen=True, slots=True)
class Leave:
    """By whose leave, why, for how long."""

    days: int  # working days
    reason: str
    approver: str  # 本机关负责人; 集中办理的，本级人民政府负责人
    approved_on: date | None = None  # today when not said
    together: bool = False  # 统一、联合、集中办理


@needs(Power.EXTEND)
def extend(desk: Desk, case_id: str, leave: Leave, *, press_id: str = "") -> ActDone:
    """Make the statutory limit longer and tell the applicant why.

    Raises:
        Refusal: ``extended_before``, ``extend_late``, ``no_extension``, ``no_approver``, ``no_reason``; too many days
            (``extend_days``) or leave given on a day that is not yet (``extend_date``); the flow or the role.
    """
    _possible(desk, leave)

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.EXTEND, key, approver=leave.approver, reason=leave.reason) as now:
            hand = now.hand
            _within(hand, leave)
            before, after = recount.limits(hand).statutory, recount.longer(hand, leave.days)
            organ = decision(hand.seen, hand.flow, hand.settings).organ
            sheet = _Sheet(hand, leave, _known(before), _known(after.statutory))
            paper = now.run.paper(Doc.EXTEND, organ, sheet.build, name="延期通知书")
            now.entry(_payload(leave, before, after), paper)
        return now.run.done()

    return once_for(press_id, act, desk)


def _possible(desk: Desk, leave: Leave) -> None:
    most = MOST_TOGETHER if leave.together else MOST_DAYS
    if not 0 < leave.days <= most:
        raise Refusal(f"延长{leave.days}日不行，最多{most}日", SAFE, "请改正延长的天数", code="extend_days")
    if leave.approved_on is not None and leave.approved_on > desk.today:
        raise Refusal("批准日期还没有到", SAFE, "请核对批准日期", code="extend_date")


def _within(hand: InHand, leave: Leave) -> None:
    """Never more than the item's own rule gives, where it gives less (行业另定的从其规定)."""
    start = hand.accepted_on or hand.here.case.received_at.date()
    if leave.approved_on is not None and leave.approved_on < start:
        raise Refusal("批准日期早于受理之日", SAFE, "请核对批准日期", code="extend_date")
    most = most_days(hand, together=leave.together)
    if leave.days > most:
        said = f"延长{leave.days}日不行，本事项最多{most}日"
        raise Refusal(said, SAFE, "请改正延长的天数", code="extend_days")


def most_days(hand: InHand, *, together: bool = False) -> int:
    """How many working days an extension may have: the guide's own number, else the general rule's."""
    limits = deadlines.limits_for(hand.seen.guide, "decision", hand.seen.form.handling_item)
    said = [int(number) for one in limits for number in _LONGER.findall(one.note)]
    return min(said) if said else MOST_TOGETHER if together else MOST_DAYS


def _known(note: DateNote) -> date:
    """The day, which a notice of extension must name."""
    if note.due is None:
        raise refused("到期日未定，延期通知书写不出日子", note.note)
    return note.due


def _payload(leave: Leave, before: DateNote, after: recount.Limits) -> dict[str, Any]:
    return {
        **recount.written(after),
        "days": leave.days,
        "reason": leave.reason,
        "approver": leave.approver,
        "old_due": day(before.due),
        "text": f"经{leave.approver}批准延长{leave.days}个工作日，至{day(after.statutory.due)}：{leave.reason}",
    }


@dataclass(frozen=True, slots=True)
class _Sheet:
    """延长审查期限通知书, to be filled when its number is known."""

    hand: InHand
    leave: Leave
    old: date
    new: date

    def build(self, head: PaperHead) -> ExtendPaper:
        """The paper under ``head``."""
        return ExtendPaper(
            head=head,
            party=self.hand.party,
            matter=self.hand.matter,
            old_due=self.old,
            new_due=self.new,
            days=f"{self.leave.days}个工作日",
            reason=self.leave.reason,
            basis=TOGETHER if self.leave.together else BASIS,
            approver=self.leave.approver,
            approved_on=self.leave.approved_on or self.hand.desk.today,
        )
