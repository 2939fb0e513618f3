"""Ways a case ends or rests before a decision: 撤回, 终止, 中止与恢复; and the materials given back with a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.desk import payloads, recount
from models.desk.bearing import remedy
from models.desk.context import Desk
from models.desk.power import needs
from models.desk.press import refused
from models.desk.sheets_people import handed_in, lines
from models.desk.turn import InHand, in_hand, once_for, turn
from models.papers import PaperHead, PaperMaterial
from models.papers_more import Remedy, WithdrawPaper
from models.papers_rolls import ReturnPaper
from models.rules.acts import variant
from models.rules.casefacts import EndReason
from models.rules.powers import Power
from models.rules.terms import Act, CaseState, Doc, Mode
from models.views import ActDone

CUSTOM = "惯例：决定作出前申请人可以书面撤回"
BACK = "申请材料随退件清单全部退还，本机关留存目录和文书"
KEPT = "本机关留存收件凭证存根、文书和退件清单，不留申请材料复印件"
_NO_CLOCK: dict[str, Any] = {"due": None, "due_name": ""}
_BASES = {
    EndReason.APPLICANT_GONE: "申请人死亡或者终止，申请没有了主体",
    EndReason.OBJECT_GONE: "申请事项依法不再办理",
    EndReason.NOT_SUPPLEMENTED: "本地对逾期不补正的规定（待核定）",
    EndReason.TOLERATED_LATE: "容缺受理通知书载明的逾期处理",
}


@dataclass(frozen=True, slots=True)
class _Words:
    """What one of the four papers says beside the case itself."""

    act: Act
    reason: str
    basis: str
    materials: str
    resume: str = ""
    unilateral: bool = False
    limits: recount.Limits | None = None
    remedy: Remedy | None = None


@needs(Power.WITHDRAW)
def withdraw(desk: Desk, case_id: str, reason: str, *, signed: bool = True, press_id: str = "") -> ActDone:
    """撤回申请 by the applicant, in writing, before the decision; ends the case and every clock.

    Raises:
        Refusal: not signed (``key_not_ready``), or a decision was made (``act_out_of_order``, ``case_ended``).
    """
    if not signed:
        raise refused("撤回要申请人书面提出", "请先请申请人在撤回申请书上签字")

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.WITHDRAW, key) as now:
            words = _Words(Act.WITHDRAW, reason or "申请人自愿撤回", CUSTOM, BACK)
            paper = now.run.paper(
                Doc.WITHDRAW, _holder(now.hand), lambda head: _sheet(now.hand, head, words), name=_name(words)
            )
            step = payloads.next_step("退还材料", "退件后归档", "本窗口")
            now.entry({"reason": words.reason, "next": step, **_NO_CLOCK, "text": words.reason}, paper)
        return now.run.done()

    return once_for(press_id, act, desk)


@needs(Power.STOP)
def terminate(desk: Desk, case_id: str, why: EndReason, detail: str = "", *, press_id: str = "") -> ActDone:
    """终止办理 by the organ, with its reason and both remedies.

    Raises:
        Refusal: ``no_reason``, ``not_settled`` where the city has no rule for materials that never came.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.TERMINATE, key, end_reason=why, reason=detail) as now:
            hand = now.hand
            ends = remedy(hand.seen, hand.flow, hand.settings) if hand.mode else None
            said = f"{why.value}{f'：{detail}' if detail else ''}"
            words = _Words(Act.TERMINATE, said, _BASES[why], BACK, unilateral=True, remedy=ends)
            paper = now.run.paper(
                Doc.WITHDRAW, _holder(hand), lambda head: _sheet(hand, head, words), name=_name(words)
            )
            step = payloads.next_step("退还材料", "退件后归档", "本窗口")
            now.entry({"end_reason": why.value, "reason": said, "next": step, **_NO_CLOCK, "text": said}, paper)
        return now.run.done()

    return once_for(press_id, act, desk)


@needs(Power.STOP)
def abey(desk: Desk, case_id: str, reason: str, *, press_id: str = "") -> ActDone:
    """中止审批 where a rule of the trade allows it (e.g. 取水许可条例第十八条第三款); the clock rests.

    Raises:
        Refusal: ``no_abeyance`` where the guide names no such rule, ``no_reason``.
    """

    def act(key: str) -> ActDone:
        clause = abey_clause(in_hand(desk, case_id))
        with turn(desk, case_id, Act.ABEY, key, abey_clause=clause, reason=reason) as now:
            hand = now.hand
            limits = recount.limits(hand)
            how = "中止的原因消除后恢复审批，已用的期限保留，次一工作日起续计"
            words = _Words(Act.ABEY, reason, clause, "申请材料由本机关保存", how, True, limits)
            paper = now.run.paper(
                Doc.WITHDRAW, _holder(hand), lambda head: _sheet(hand, head, words), name=_name(words)
            )
            step = payloads.next_step("中止", reason, "停表")
            stopped = {"due": None, "due_name": "停表：中止", "pause": "中止", "basis": clause}
            now.entry({**stopped, "reason": reason, "next": step, "text": f"中止：{reason}"}, paper)
        return now.run.done()

    return once_for(press_id, act, desk)


@needs(Power.STOP)
def resume(desk: Desk, case_id: str, reason: str, *, press_id: str = "") -> ActDone:
    """恢复审批: both limits move by the days the case rested.

    Raises:
        Refusal: the case does not rest.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.RESUME, key, reason=reason) as now:
            hand = now.hand
            limits = recount.resumed(hand, desk.today)
            basis = str(recount.latest(hand, Act.ABEY).get("basis", ""))
            words = _Words(Act.RESUME, reason, basis, "申请材料继续使用", "次一工作日起续计", True, limits)
            paper = now.run.paper(
                Doc.WITHDRAW, _holder(hand), lambda head: _sheet(hand, head, words), name=_name(words)
            )
            ended = {"ended_on": desk.today.isoformat(), "reason": reason, "text": f"恢复审批：{reason}"}
            now.entry({**recount.written(limits), **ended}, paper)
        return now.run.done()

    return once_for(press_id, act, desk)


@needs(Power.DELIVER)
def return_materials(desk: Desk, case_id: str, reason: str, seqs: Sequence[int] = (), *, press_id: str = "") -> ActDone:
    """退件: give the materials back against a list; the list never stands in for a refusal.

    Args:
        seqs: numbers in the guide's list; empty = everything that was handed in.

    Raises:
        Refusal: nothing of that was handed in, or it went back before (``key_not_ready``).
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.RETURN_MATERIALS, key) as now:
            hand = now.hand
            rows = to_give_back(hand, seqs)
            if not rows:
                raise refused("没有可退的材料", "已经退过，或者没有收过")
            paper = now.run.paper(
                Doc.RETURN,
                hand.seen.receive_organ,
                lambda head: ReturnPaper(head, hand.party, hand.seen.item.name, rows, reason, KEPT),
            )
            given = [int(row.seq) for row in rows]
            now.entry({"returned": given, "reason": reason, "text": f"退还材料 {len(rows)} 项：{reason}"}, paper)
        return now.run.done()

    return once_for(press_id, act, desk)


def to_give_back(hand: InHand, seqs: Sequence[int] = ()) -> tuple[PaperMaterial, ...]:
    """What still lies here, line by line."""
    gone = {
        seq for row in hand.here.log if row.entry.kind is Act.RETURN_MATERIALS
        for seq in row.entry.payload.get("returned", ())
    }  # fmt: skip
    here = (row for row in handed_in(lines(hand.seen)) if int(row.seq) not in gone)
    return tuple(row for row in here if not seqs or int(row.seq) in seqs)


def abey_clause(hand: InHand) -> str:
    """The rule 中止 may rest on, from the guide's own list of procedures; "" when there is none."""
    return next((line for line in hand.seen.guide.special_procedures if line.startswith("中止")), "")


def _holder(hand: InHand) -> str:
    """Who signs: whoever holds the case now."""
    city = {CaseState.CITY_RECEIVED, CaseState.CITY_ACCEPTED, CaseState.CITY_REVIEWING}
    at_city = hand.here.case.state in city or hand.mode is Mode.WINDOW_FORWARD_CITY_STAFF
    return (
        hand.seen.city_organ
        if at_city
        else hand.seen.accept_organ
        if hand.mode is not Mode.RECEIVE_ONLY
        else hand.seen.county_organ
    )


def _name(words: _Words) -> str:
    return variant(words.act, Doc.WITHDRAW)


def _sheet(hand: InHand, head: PaperHead, words: _Words) -> WithdrawPaper:
    limits = words.limits
    stopped = words.act in (Act.ABEY, Act.RESUME)
    return WithdrawPaper(
        head=head,
        party=hand.party,
        variant=_name(words),
        matter=hand.matter,
        on=hand.desk.today,
        reason=words.reason,
        basis=words.basis,
        materials=words.materials,
        used=recount.used(hand, recount.pauses_of(hand, until=hand.desk.today)) if stopped else "",
        left=recount.left(hand, limits.running.due) if limits else "",
        resume=words.resume,
        new_due=limits.running.due if limits and words.act is Act.RESUME else None,
        unilateral=words.unilateral,
        remedy=words.remedy,
        seal="申请人签名或者盖章" if words.act is Act.WITHDRAW else "专用章位",
    )
