"""收费 on the screen: the notice, paid with its bill number, waived, refunded."""

from __future__ import annotations

import re
from typing import Final

from models.desk import fees as desk_fees
from models.desk.context import Desk
from models.desk.fees import Charge
from models.desk.press import refused
from models.desk.turn import in_hand
from models.errors import Refusal
from models.rules import fees
from models.rules.terms import Act
from models.views import ActDone
from ui.pages.acts.asks import Ask, Form, Kind, Told, day_told, number_told, words
from ui.pages.acts.deed import Deed

_YUAN: Final = re.compile(r"(\d{1,9})(?:\.(\d{1,2}))?")
_WHOLE: Final = (("", "全部"), ("part", "一部分"))
_PART: Final = ("how", ("part",))


def _notice_form(desk: Desk, case_id: str) -> Form:
    items = desk_fees.standard(in_hand(desk, case_id))
    known = tuple((one.name, f"{fees.figures(one.standard_fen)}／{one.unit}") for one in items)
    asks = tuple(
        Ask(f"n{place}", f"{one.name}（{one.unit}）", Kind.NUMBER, start="1") for place, one in enumerate(items)
    )
    rest = (
        Ask("pay_by", "缴款期限", Kind.DAY, needed=False, hint="不填的按收费项目规定"),
        Ask("payee_code", "执收单位编码", needed=False, latin=True),
        Ask("pay_code", "缴款码", needed=False, latin=True),
    )
    warning = "" if items else "城市包里没有公布这一事项的收费标准，不能收费"
    return Form(
        "缴费通知", "只按公布的项目和标准收（许可法第五十九条）", "出通知并打印", (*asks, *rest), known, warning
    )


def _notice(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    items = desk_fees.standard(in_hand(desk, case_id))
    charge = Charge(
        quantities={one.name: number_told(told, f"n{place}") for place, one in enumerate(items)},
        pay_by=day_told(told, "pay_by"),
        payee_code=words(told, "payee_code"),
        pay_code=words(told, "pay_code"),
    )
    return desk_fees.notice(desk, case_id, charge, press_id=press)


def _due(desk: Desk, case_id: str) -> tuple[tuple[str, str], ...]:
    due = _due_fen(desk, case_id)
    return (("应缴", f"{fees.figures(due)}　{fees.in_words(due)}"),) if due else ()


def _due_fen(desk: Desk, case_id: str) -> int:
    """What the notice said; 0 where none went out, and the act itself will say so."""
    try:
        return desk_fees.bill_of(in_hand(desk, case_id)).due_fen
    except Refusal:
        return 0


def _pay_form(desk: Desk, case_id: str) -> Form:
    due = _due_fen(desk, case_id)
    asks = (
        Ask("yuan", "实缴（元）", start=f"{due / 100:.2f}", latin=True, refusals=("fee_amount",)),
        Ask("bill", "票据号码", hint="财政电子票据", latin=True, refusals=("fee_bill",)),
    )
    return Form("缴费", "应缴多少收多少，票据随办件存", "记下已缴", asks, _due(desk, case_id))


def _pay(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return desk_fees.pay(desk, case_id, fen(words(told, "yuan")), words(told, "bill"), press_id=press)


def _amount_asks() -> tuple[Ask, ...]:
    return (
        Ask("how", "多少", Kind.CHOICE, needed=False, choices=_WHOLE),
        Ask("yuan", "金额（元）", when=_PART, latin=True, refusals=("fee_amount",)),
        Ask("reason", "理由和依据", Kind.LONG, refusals=("no_reason", "fee_reason")),
    )


def _waive_form(desk: Desk, case_id: str) -> Form:
    asks = (*_amount_asks(), Ask("approver", "批准人"))
    return Form("减免费用", "法律、行政法规规定可以减免的", "减免", asks, _due(desk, case_id))


def _waive(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return desk_fees.waive(desk, case_id, words(told, "reason"), words(told, "approver"), _part(told), press_id=press)


def _refund_form(desk: Desk, case_id: str) -> Form:
    return Form("退费", "已缴的原路退回", "记下已退", _amount_asks(), _due(desk, case_id))


def _refund(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return desk_fees.refund(desk, case_id, words(told, "reason"), _part(told), press_id=press)


def _part(told: Told) -> int | None:
    return fen(words(told, "yuan")) if words(told, "how") else None


def fen(yuan: str) -> int:
    """An amount as typed in yuan, as fen.

    Raises:
        Refusal: code ``key_not_ready`` when it is no amount.
    """
    found = _YUAN.fullmatch(yuan.strip().replace(",", ""))
    if found is None:
        raise refused(f"“{yuan}”不是金额", "写成元，最多两位小数，如 120.50")
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


DEEDS: Final = {
    Act.FEE_NOTICE: Deed(_notice_form, _notice),
    Act.FEE_PAID: Deed(_pay_form, _pay),
    Act.FEE_WAIVED: Deed(_waive_form, _waive),
    Act.FEE_REFUNDED: Deed(_refund_form, _refund),
}
