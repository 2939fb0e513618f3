"""Guards of receiving, reviewing, deciding: what must hold before an act, the clause, and the way out.

Each takes the ``Move`` and answers None, or the Refusal to raise. Those of sealing and after are in ``guards_after``.
"""

from __future__ import annotations

from collections.abc import Callable

from models.errors import Refusal
from models.rules.asking import second_ask
from models.rules.casefacts import Ground, Hearing, Move
from models.rules.counting import PAUSE_KINDS
from models.rules.terms import CaseState, Outcome

Guard = Callable[[Move], Refusal | None]
SAFE = "没有改动任何记录"
INSPECTORS = 2  # 许可法第三十四条第三款


def no(happened: str, todo: str, code: str) -> Refusal:
    """A refusal that says nothing was changed."""
    return Refusal(happened, SAFE, todo, code=code)


def not_silent(move: Move) -> Refusal | None:
    """Told too late is accepted already (许可法第三十二条第一款第四项)."""
    if not move.facts.silent or move.facts.filing or move.facts.asked:
        return None
    said = "收件已满五个工作日没有告知，自收到之日起即为受理（行政许可法第三十二条）"
    return no(said, "请按视为受理办理", "deemed_accepted")


def silent(move: Move) -> Refusal | None:
    """Nothing is deemed while there is still time to tell, nor after telling, nor for a filing."""
    if not_silent(move) is not None:
        return None
    return no("五日告知期还没有过，或者已经告知过，不能视为受理", "材料齐全的请直接受理", "not_deemed")


def ask_once(move: Move) -> Refusal | None:
    """Everything at once; a new demand later needs a supervisor's reason (第三十二条第一款第四项)."""
    facts = move.facts
    if not facts.asking:
        return no("补正告知书没有写明缺什么", "请在材料表里标出缺少或不符的材料", "ask_nothing")
    if not facts.asked:
        return None
    try:
        second_ask(facts.asked, facts.asking, facts.reason)
    except Refusal as refusal:
        return refusal
    return None


def ground(move: Move) -> Refusal | None:
    """A refusal says its ground, and never turns away what was put in this hall's hands (晋城二(一))."""
    why = move.facts.ground
    if why is None:
        return no("不予受理要写明是哪一种情形", "不需许可、不属职权、虚假材料三选一", "no_ground")
    if move.state is CaseState.SUPPLEMENTING and why is not Ground.FALSE_PAPERS:
        return no("材料不齐不是不予受理的理由", "请等申请人补正，或办理撤回", "no_ground")
    if move.mode is not None and why is Ground.NOT_OURS:
        return no("这件属于市县同权，市县两级都不得推诿", "请受理或转报", "ours_after_all")
    return None


def tolerable(move: Move) -> Refusal | None:
    """Only what the guide allows, on the applicant's signed undertaking, and not for the untrustworthy."""
    facts = move.facts
    if not facts.may_tolerate:
        return no("指南没有标明可以容缺", "请一次告知补正", "not_tolerable")
    if facts.bad_credit:
        return no("申请人有未修复的失信记录，不适用容缺", "请一次告知补正", "bad_credit")
    if not facts.signed:
        return no("申请人还没有签容缺承诺", "请先签承诺书", "not_signed")
    return None


def committable(move: Move) -> Refusal | None:
    """Of the applicant's own will, where the guide offers it (国办发〔2020〕42号)."""
    facts = move.facts
    if not facts.may_commit:
        return no("这一事项没有实行告知承诺", "请按一般程序办理", "no_commitment")
    if facts.bad_credit:
        return no("申请人有未修复的失信记录，不适用告知承诺", "请按一般程序办理", "bad_credit")
    if not facts.signed:
        return no("申请人还没有签承诺书", "请先签承诺书", "not_signed")
    return None


def tolerated(move: Move) -> Refusal | None:
    """Something tolerated must be out, to come in."""
    if move.facts.tolerated:
        return None
    return no("这件没有容缺的材料", "", "nothing_tolerated")


def all_in(move: Move) -> Refusal | None:
    """All the papers travel (许可法第三十五条), so what is tolerated must be in."""
    if not move.facts.tolerated:
        return None
    return no("容缺材料还没有补齐，转报要附全部材料", "请等补齐后再转报", "forward_incomplete")


def outcome(move: Move) -> Refusal | None:
    """Approve or deny, and a denial says why (许可法第三十八条第二款)."""
    facts = move.facts
    if facts.outcome is None:
        return no("还没有写准予还是不予", "请选准予或不予", "no_outcome")
    if facts.outcome is Outcome.DENY and not facts.reason.strip():
        return no("不予的要写明理由", "请写理由和依据", "no_reason")
    return None


def nothing_out(move: Move) -> Refusal | None:
    """No licence while a tolerated material is out (缺件未齐不得发证)."""
    if move.facts.tolerated and move.facts.outcome is not Outcome.DENY:
        return no("容缺材料还没有补齐，不能准予", "请等补齐，或按期限届满处理", "tolerated_out")
    return None


def accepted(move: Move) -> Refusal | None:
    """No decision on what was never accepted."""
    if move.facts.accepted:
        return None
    return no("这件还没有受理，不能作决定", "请先受理", "not_accepted")


def heard(move: Move) -> Refusal | None:
    """A hearing once told of must be asked for and held, or let pass; the decision rests on its record (48)."""
    facts = move.facts
    if facts.hearing in (Hearing.TOLD, Hearing.ASKED, Hearing.CALLED):
        return no("听证程序还没有走完", "请先听证，或记明五日内没有人申请", "hearing_open")
    if facts.hearing is Hearing.HELD and (not facts.record or facts.record != facts.hearing_record):
        return no("举行过听证的，决定要根据听证笔录（行政许可法第四十八条）", "请选听证笔录", "hearing_record")
    return None


def late_says_why(move: Move) -> Refusal | None:
    """Late is allowed, marked, and explained."""
    if not move.facts.past_due or move.facts.late_reason.strip():
        return None
    return no("已超过法定期限", "请写明超期原因，决定仍可作出", "late_reason")


def reason(move: Move) -> Refusal | None:
    """A step back says why."""
    return None if move.facts.reason.strip() else no("要写明理由", "请填写理由", "no_reason")


def lawful_pause(move: Move) -> Refusal | None:
    """Only art. 45's kinds, and only once told in writing."""
    facts = move.facts
    if facts.pause not in (*PAUSE_KINDS, *facts.special):
        said = f"“{facts.pause or '（没有写明）'}”不能停表"
        return no(said, f"只有{'、'.join(PAUSE_KINDS)}所需时间不计入（行政许可法第四十五条）", "pause_kind")
    if not facts.told:
        return no(f"{facts.pause}还没有书面告知申请人", "请出具特别程序告知书", "pause_not_told")
    return None


def extendable(move: Move) -> Refusal | None:
    """Once, before the limit ends, by leave, with a reason, where the law offers it (许可法第四十二条)."""
    facts = move.facts
    if facts.extended:
        return no("已经延长过一次", "只能延长一次", "extended_before")
    if facts.past_due:
        return no("原期限已经届满", "延长要在届满前批准并告知", "extend_late")
    if facts.extension not in ("art42", "guide"):
        return no("这一事项的规定没有延长", "请在原期限内决定", "no_extension")
    if not facts.approver.strip():
        return no("延长要经本机关负责人批准", "请填批准人", "no_approver")
    return reason(move)


def two_inspectors(move: Move) -> Refusal | None:
    """Two people or more (许可法第三十四条第三款)."""
    names = {name.strip() for name in move.facts.inspectors} - {""}
    if len(names) >= INSPECTORS:
        return None
    return no("现场核查要两名以上工作人员", "请再加一名核查人员", "two_inspectors")


def hearing_new(move: Move) -> Refusal | None:
    """Told once."""
    return _hearing_is(move, Hearing.NONE, "已经告知过听证权利")


def hearing_told(move: Move) -> Refusal | None:
    """Asked for, or let pass, only after being told of."""
    return _hearing_is(move, Hearing.TOLD, "还没有告知听证权利，或者已经有了答复")


def hearing_asked(move: Move) -> Refusal | None:
    """Called only when asked for."""
    return _hearing_is(move, Hearing.ASKED, "没有人申请听证，或者已经通知")


def hearing_called(move: Move) -> Refusal | None:
    """Held only when called, and leaves a record."""
    if refusal := _hearing_is(move, Hearing.CALLED, "还没有通知听证时间地点"):
        return refusal
    return None if move.facts.record else no("听证要制作笔录", "请先归入笔录", "hearing_record")


def _hearing_is(move: Move, state: Hearing, said: str) -> Refusal | None:
    return None if move.facts.hearing is state else no(said, "", "hearing_order")
