"""旁支 on the screen: 容缺补齐, 特别程序 and its end, 延期."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from models.desk import cases, extend, special, tolerate
from models.desk.context import Desk
from models.desk.extend import Leave
from models.desk.special import Stop
from models.desk.turn import in_hand
from models.rules.counting import PAUSE_KINDS
from models.rules.terms import Act, Unit
from models.views import ActDone
from ui.pages.acts.asks import Ask, Form, Kind, Told, day_told, many_told, number_told, words
from ui.pages.acts.deed import Deed

_UNITS: Final = tuple((unit.value, unit.value) for unit in (Unit.WORKDAY, Unit.DAY))
_ALONE: Final = (("", "本机关"), ("together", "统一、联合、集中办理"))


def _material_form(desk: Desk, case_id: str) -> Form:
    hand = in_hand(desk, case_id)
    due = tolerate.tolerated_due(hand)
    rows = tuple((str(seq), f"{seq}  {hand.seen.material_name(seq)}") for seq in tolerate.tolerated_out(hand))
    asks = (Ask("came", "收到的材料", Kind.MANY, choices=rows, start="all"),)
    known = (("限期", f"{due:%Y-%m-%d}"),) if due else ()
    late = bool(due and desk.today > due)
    return Form(
        "容缺补齐",
        "只收容缺通知书上列的材料",
        "收下",
        asks,
        known,
        "已超过补齐期限，收下后在经过里注明" if late else "",
    )


def _material(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    came = {int(key) for key in many_told(told, "came")}
    marks = (mark for mark, _ in cases.case(desk, case_id).materials if mark.seq in came)
    brought = [replace(mark, state="received", copies=mark.copies or 1) for mark in marks]
    return tolerate.material_in(desk, case_id, brought, press)


def _begin_form(desk: Desk, case_id: str) -> Form:
    facts = in_hand(desk, case_id).facts
    kinds = tuple((one, one) for one in dict.fromkeys((*PAUSE_KINDS, *facts.special)))
    return Form(
        "特别程序",
        "出特别程序告知书，自告知之日停表（许可法第四十五条）；踏勘、整改、补正不停表",
        "停表并打印告知书",
        (
            Ask("kind", "哪一种", Kind.CHOICE, choices=kinds, refusals=("pause_kind",)),
            Ask("reason", "事由", Kind.LONG),
            Ask("days", "所需时间", Kind.NUMBER),
            Ask("unit", "单位", Kind.CHOICE, choices=_UNITS, start=Unit.WORKDAY.value),
        ),
    )


def _begin(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    stop = Stop(words(told, "kind"), words(told, "reason"), number_told(told, "days"), Unit(words(told, "unit")))
    return special.begin(desk, case_id, stop, press_id=press)


def _end_form(desk: Desk, _case_id: str) -> Form:
    days = ("pause_backwards", "pause_future")
    asks = (
        Ask("result", "结果", Kind.LONG),
        Ask("ended_on", "结果日期", Kind.DAY, start=f"{desk.today}", refusals=days),
    )
    return Form("恢复计时", "次一工作日起续计，已用的天数不变；出恢复计时告知书", "恢复计时并打印", asks)


def _end(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return special.end(desk, case_id, words(told, "result"), day_told(told, "ended_on"), press_id=press)


def _extend_form(desk: Desk, case_id: str) -> Form:
    most = extend.most_days(in_hand(desk, case_id))
    return Form(
        "延长期限",
        "届满前经本机关负责人批准，只能一次，告知理由（许可法第四十二条）",
        "延长并打印通知书",
        (
            Ask("together", "由谁批准", Kind.CHOICE, needed=False, choices=_ALONE, start=""),
            Ask("days", "延长工作日", Kind.NUMBER, start=f"{most}", refusals=("extend_days",)),
            Ask("reason", "理由", Kind.LONG, refusals=("no_reason",)),
            Ask("approver", "批准人", hint="负责人姓名、职务", refusals=("no_approver",)),
            Ask("approved_on", "批准日期", Kind.DAY, start=f"{desk.today}", refusals=("extend_date",)),
        ),
    )


def _extend(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    leave = Leave(
        number_told(told, "days"),
        words(told, "reason"),
        words(told, "approver"),
        day_told(told, "approved_on"),
        bool(words(told, "together")),
    )
    return extend.extend(desk, case_id, leave, press_id=press)


DEEDS: Final = {
    Act.MATERIAL_IN: Deed(_material_form, _material),
    Act.SPECIAL_BEGIN: Deed(_begin_form, _begin),
    Act.SPECIAL_END: Deed(_end_form, _end),
    Act.EXTEND: Deed(_extend_form, _extend),
}
