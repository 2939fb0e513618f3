"""决定与用印 on the screen."""

from __future__ import annotations

from typing import Final

from models.desk import decide as desk_decide
from models.desk import seal as desk_seal
from models.desk.context import Desk
from models.desk.inputs import Decision, Hands
from models.desk.turn import InHand, in_hand
from models.rules.casefacts import Hearing
from models.rules.terms import Act, Outcome
from models.views import ActDone
from ui.pages.acts.asks import Ask, Form, Kind, Told, day_told, lines_told, pairs_told, words
from ui.pages.acts.deed import Deed

_YES, _NO = Outcome.APPROVE.value, Outcome.DENY.value
_WHEN_YES, _WHEN_NO = ("outcome", (_YES,)), ("outcome", (_NO,))


def _decide_form(desk: Desk, case_id: str) -> Form:
    hand = in_hand(desk, case_id)
    borne = desk_decide.bearing(hand)
    said = hand.facts.review
    known = [("审查", f"拟{said.zh}" if said else "没有审查结论"), ("署名", borne.organ), ("用章", borne.seal)]
    if borne.in_name_of:
        known.append(("由谁", borne.in_name_of))
    return Form(
        "决定",
        "签发后出决定书 3 份，用印后送达",
        "作出决定并打印",
        (*_decision_asks(desk, said.value if said else ""), *_more(hand)),
        tuple(known),
        "待核定：" + "、".join(borne.to_confirm) if borne.to_confirm else "",
    )


def _decision_asks(desk: Desk, start: str) -> tuple[Ask, ...]:
    outcomes = ((_YES, "准予"), (_NO, "不予"))
    return (
        Ask("outcome", "决定", Kind.CHOICE, choices=outcomes, start=start, refusals=("no_outcome", "tolerated_out")),
        Ask("finding", "审查结论", Kind.LONG, start="经审查，申请符合法定条件、标准。", when=_WHEN_YES),
        Ask("content", "许可内容", Kind.LONG, needed=False, hint="一行一项，如 许可范围：零售", when=_WHEN_YES),
        Ask("certificate", "证件编号", needed=False, when=_WHEN_YES, latin=True),
        Ask("valid_from", "有效期自", Kind.DAY, needed=False, start=f"{desk.today}", when=_WHEN_YES),
        Ask("valid_until", "有效期至", Kind.DAY, needed=False, hint="不填的按指南", when=_WHEN_YES),
        Ask("conditions", "附加要求", Kind.LONG, needed=False, hint="一行一条", when=_WHEN_YES),
        Ask("facts", "查明的事实", Kind.LONG, when=_WHEN_NO),
        Ask("reason", "不予的理由和依据", Kind.LONG, when=_WHEN_NO, refusals=("no_reason",)),
        Ask("standard", "技术标准", needed=False, hint="依据技术标准不予的写明", when=_WHEN_NO),
    )


def _more(hand: InHand) -> tuple[Ask, ...]:
    """What only some decisions need: why it is late, the record of the hearing."""
    asks: list[Ask] = []
    if hand.facts.past_due:
        asks.append(Ask("late_reason", "超期原因", Kind.LONG, refusals=("late_reason",)))
    if hand.facts.hearing is Hearing.HELD:
        record = hand.facts.hearing_record
        asks.append(
            Ask(
                "record",
                "听证笔录",
                Kind.CHOICE,
                choices=((record, record),),
                start=record,
                refusals=("hearing_record",),
            )
        )
    return tuple(asks)


def _decide(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    outcome = Outcome(words(told, "outcome"))
    decision = Decision(
        outcome=outcome,
        finding=words(told, "finding" if outcome is Outcome.APPROVE else "facts"),
        reason=words(told, "reason"),
        late_reason=words(told, "late_reason"),
        content=pairs_told(words(told, "content")),
        valid_from=day_told(told, "valid_from"),
        valid_until=day_told(told, "valid_until"),
        certificate_number=words(told, "certificate"),
        conditions=lines_told(words(told, "conditions")),
        standard=words(told, "standard"),
        record=words(told, "record"),
    )
    return desk_decide.decide(desk, case_id, decision, press_id=press)


def _stamp_form(desk: Desk, case_id: str) -> Form:
    hand = in_hand(desk, case_id)
    paper = desk_seal.to_seal(hand)
    seals = desk_seal.choices(desk, case_id)
    fitting = [one.seal for one in seals if not one.reason]
    known = [("文书", f"{paper.name} {paper.number}" if paper else "没有等用印的文书")]
    known.append(("份数", f"{paper.copies} 份" if paper else ""))
    return Form(
        "用印登记",
        "先在纸上盖好，再登记；登记与文书底稿的摘要绑定",
        "登记用印",
        (
            Ask(
                *("seal", "用哪枚章", Kind.CHOICE),
                choices=tuple((one.id, f"{one.name} {one.number}".strip()) for one in fitting),
                start=fitting[0].id if fitting else "",
                refusals=("wrong_seal", "seal_scope"),
            ),
            Ask("approver", "批准人"),
            Ask("user", "用印人", start=desk.staff.name),
            Ask("watcher", "监印人", needed=False),
        ),
        tuple(known),
        "" if fitting else _no_seal([one.reason for one in seals]),
    )


def _no_seal(reasons: list[str]) -> str:
    why = reasons[0] if reasons else "印章登记簿里还没有印章"
    return f"没有可用的印章：{why}。请管理员到管理页的印章登记。"


def _stamp(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    hands = Hands(words(told, "approver"), words(told, "user"), words(told, "watcher"))
    return desk_seal.stamp(desk, case_id, "", words(told, "seal"), hands, press_id=press)


DEEDS: Final = {Act.DECIDE: Deed(_decide_form, _decide), Act.STAMP: Deed(_stamp_form, _stamp)}
