"""撤回、终止、中止与恢复、退件 on the screen."""

from __future__ import annotations

from typing import Final

from models.desk import close
from models.desk.context import Desk
from models.desk.turn import in_hand
from models.rules.casefacts import EndReason
from models.rules.terms import Act
from models.views import ActDone
from ui.pages.acts.asks import Ask, Form, Kind, Told, many_told, words
from ui.pages.acts.deed import Deed

_ENDED: Final = "办件到此结束，不能再恢复；材料随退件清单退还"


def _withdraw_form(_desk: Desk, _case_id: str) -> Form:
    asks = (
        Ask("reason", "原因", Kind.LONG, start="申请人自愿撤回"),
        Ask(
            "signed",
            "撤回申请书",
            Kind.CHOICE,
            needed=False,
            choices=(("", "还没有签"), ("yes", "申请人已签")),
            start="",
        ),
    )
    return Form("撤回申请", "申请人在决定作出前书面提出", "撤回并打印", asks, (), _ENDED)


def _withdraw(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    signed = bool(words(told, "signed"))
    return close.withdraw(desk, case_id, words(told, "reason"), signed=signed, press_id=press)


def _terminate_form(_desk: Desk, _case_id: str) -> Form:
    why = tuple((one.value, one.value) for one in EndReason)
    asks = (
        Ask("why", "原因", Kind.CHOICE, choices=why, refusals=("no_reason", "not_settled")),
        Ask("detail", "说明", Kind.LONG, needed=False, hint="查明的情况、依据"),
    )
    return Form("终止办理", "出终止办理通知书，写明救济途径", "终止并打印", asks, (), _ENDED)


def _terminate(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return close.terminate(desk, case_id, EndReason(words(told, "why")), words(told, "detail"), press_id=press)


def _abey_form(desk: Desk, case_id: str) -> Form:
    clause = close.abey_clause(in_hand(desk, case_id))
    known = (("依据", clause),) if clause else ()
    return Form("中止审批", "原因消除后恢复，已用的期限保留", "中止并打印", (_reason("no_reason"),), known)


def _abey(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return close.abey(desk, case_id, words(told, "reason"), press_id=press)


def _resume_form(_desk: Desk, _case_id: str) -> Form:
    return Form("恢复审批", "次一工作日起续计", "恢复并打印", (_reason(),))


def _resume(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return close.resume(desk, case_id, words(told, "reason"), press_id=press)


def _return_form(desk: Desk, case_id: str) -> Form:
    rows = close.to_give_back(in_hand(desk, case_id))
    choices = tuple((row.seq, f"{row.seq}  {row.name}") for row in rows)
    asks = (
        Ask("seqs", "退还哪些", Kind.MANY, choices=choices, start="all"),
        Ask("reason", "原因", Kind.LONG, start="办结后退还原件"),
    )
    warning = "" if rows else "没有可退的材料：已经退过，或者没有收过"
    return Form("退还材料", "出退件清单，逐件点清签字；退件不等于不予受理", "退还并打印", asks, (), warning)


def _return(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    seqs = [int(key) for key in many_told(told, "seqs")]
    return close.return_materials(desk, case_id, words(told, "reason"), seqs, press_id=press)


def _reason(*codes: str) -> Ask:
    return Ask("reason", "理由", Kind.LONG, refusals=codes)


DEEDS: Final = {
    Act.WITHDRAW: Deed(_withdraw_form, _withdraw),
    Act.TERMINATE: Deed(_terminate_form, _terminate),
    Act.ABEY: Deed(_abey_form, _abey),
    Act.RESUME: Deed(_resume_form, _resume),
    Act.RETURN_MATERIALS: Deed(_return_form, _return),
}
