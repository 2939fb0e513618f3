"""收费 at the one window: the standard published in the pack, a notice, paid, waived or refunded with its bill.

None is the rule (许可法第五十八条); what a law or regulation allows stands in the city's file as ``fee/<item key>``:
name | basis | fen for one | unit, several joined by ;. The accepting window takes it (晋城二(四)).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from models.desk.context import Desk
from models.desk.power import needs
from models.desk.press import refused
from models.desk.turn import InHand, in_hand, once_for, turn
from models.papers import PaperHead
from models.papers_more import FeeLine, FeePaper
from models.rules import fees
from models.rules.casefacts import Fee
from models.rules.fees import Bill, FeeItem
from models.rules.powers import Power
from models.rules.terms import Act, Doc
from models.store.payloads import day
from models.views import ActDone

HOW = "凭缴款码在本窗口、银行网点或者网上缴纳，全部上缴国库"
TICKET = "财政电子票据，缴款后开具"
LATE = "逾期未缴的，结果暂不颁发，不加收任何费用"


@dataclass(frozen=True, slots=True)
class Charge:
    """What a notice adds to the published standard."""

    quantities: Mapping[str, int] = field(default_factory=dict)  # name of the item → how many; 1 when not said
    pay_by: date | None = None
    payee: str = ""  # 执收单位, the accepting organ when not said
    payee_code: str = ""
    pay_code: str = ""


def standard(hand: InHand) -> tuple[FeeItem, ...]:
    """The published charges of the case's item; empty where the city publishes none.

    Raises:
        Refusal: code ``fee_standard`` for an entry of the city's file that cannot be read.
    """
    text = hand.desk.pack.policy.settings.get(f"fee/{hand.here.case.item_key}", "")
    return tuple(_item(part) for part in text.split(";") if part.strip())


def _item(text: str) -> FeeItem:
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != 4 or not parts[2].isdecimal():
        raise refused(f"城市文件里的收费标准“{text.strip()}”读不出来", "请管理员按“项目|依据|分|单位”改正")
    return FeeItem(parts[0], parts[1], int(parts[2]), unit=parts[3])


def first_state(hand: InHand) -> Fee:
    """Whether something is charged at all; what the log says since counts more."""
    if hand.facts.fee not in (Fee.NONE, Fee.OPEN):
        return hand.facts.fee
    return fees.first_state(hand.seen.guide, standard_published=bool(standard(hand)))


@needs(Power.FEE)
def notice(desk: Desk, case_id: str, charge: Charge, *, press_id: str = "") -> ActDone:
    """缴费通知书 at the published standard, in figures and 大写.

    Raises:
        Refusal: ``fee_none`` where the guide says no fee or does not know, ``no_fee`` where no standard is published
            or a notice went out before, ``fee_amount``; a day to pay by that is past (``key_not_ready``).
    """

    def act(key: str) -> ActDone:
        hand = in_hand(desk, case_id)
        made = _bill(hand, charge)
        with turn(desk, case_id, Act.FEE_NOTICE, key, fee=first_state(hand)) as now:
            organ = hand.seen.accept_organ
            paper = now.run.paper(Doc.FEE, organ, lambda head: _sheet(now.hand, head, made, charge))
            text = f"应缴{fees.figures(made.due_fen)}，缴款码{charge.pay_code or '待填'}"
            now.entry({"bill": bill_out(made), "pay_code": charge.pay_code, "text": text}, paper)
        return now.run.done()

    return once_for(press_id, act, desk)


def _bill(hand: InHand, charge: Charge) -> Bill:
    if charge.pay_by is not None and charge.pay_by < hand.desk.today:
        raise refused("缴款期限已经过了", "请改正缴款期限")
    items = tuple(replace(one, quantity=charge.quantities.get(one.name, 1)) for one in standard(hand))
    strange = set(charge.quantities) - {one.name for one in items}
    if strange:
        raise refused(
            f"没有公布“{'、'.join(sorted(strange))}”的标准", "只按公布的项目和标准收费（行政许可法第五十九条）"
        )
    return fees.bill(hand.seen.guide, items, hand.desk.window.label, charge.pay_by)


@needs(Power.FEE)
def pay(desk: Desk, case_id: str, amount_fen: int, bill_number: str, *, press_id: str = "") -> ActDone:
    """Record the payment, exactly what is due, with its 财政电子票据.

    Raises:
        Refusal: ``fee_order`` without a notice, ``fee_window`` at another window, ``fee_amount``, ``fee_bill``.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.FEE_PAID, key) as now:
            one = fees.pay(bill_of(now.hand), amount_fen, bill_number, desk.today, desk.window.label)
            said = f"已缴{fees.figures(amount_fen)}，票据{one.bill_number}"
            now.entry({"bill": bill_out(one), "fees_fen": amount_fen, "text": said})
        return now.run.done()

    return once_for(press_id, act, desk)


@needs(Power.FEE_LESS)
def waive(
    desk: Desk, case_id: str, reason: str, approver: str, amount_fen: int | None = None, *, press_id: str = ""
) -> ActDone:
    """减免, all of it when no amount is said; a part leaves the rest to be paid.

    Raises:
        Refusal: ``fee_order``, ``no_reason``, ``fee_reason``, ``fee_amount``; the role.
    """

    def act(key: str) -> ActDone:
        one = bill_of(in_hand(desk, case_id))
        less = fees.waive(one, one.due_fen if amount_fen is None else amount_fen, reason, approver)
        kind = Act.FEE_WAIVED if less.due_fen == 0 else Act.NOTE
        if wrong := in_hand(desk, case_id).why_not(Act.FEE_WAIVED, reason=reason):
            raise wrong
        with turn(desk, case_id, kind, key, reason=reason) as now:
            said = f"减免{fees.figures(less.waived_fen - one.waived_fen)}：{less.waived_why}"
            rest = f"，还应缴{fees.figures(less.due_fen)}" if less.due_fen else ""
            now.entry({"bill": bill_out(less), "text": f"{said}{rest}"})
        return now.run.done()

    return once_for(press_id, act, desk)


@needs(Power.FEE_LESS)
def refund(desk: Desk, case_id: str, reason: str, amount_fen: int | None = None, *, press_id: str = "") -> ActDone:
    """退费, all that was paid when no amount is said.

    Raises:
        Refusal: ``fee_order`` when nothing was paid or it was given back, ``no_reason``, ``fee_amount``; the role.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.FEE_REFUNDED, key, reason=reason) as now:
            one = bill_of(now.hand)
            back = fees.refund(one, one.paid_fen if amount_fen is None else amount_fen, reason)
            said = f"退费{fees.figures(back.refunded_fen)}：{reason}"
            now.entry({"bill": bill_out(back), "fees_fen": -back.refunded_fen, "text": said})
        return now.run.done()

    return once_for(press_id, act, desk)


def bill_of(hand: InHand) -> Bill:
    """The bill as the log last has it.

    Raises:
        Refusal: code ``key_not_ready`` when no notice went out.
    """
    for row in reversed(hand.here.log):
        if "bill" in row.entry.payload:
            return bill_in(row.entry.payload["bill"])
    raise refused("还没有出缴费通知书", "请先出通知")


def bill_out(one: Bill) -> dict[str, Any]:
    """A bill as JSON."""
    return {
        "items": [[i.name, i.basis, i.standard_fen, i.quantity, i.unit] for i in one.items],
        "collector": one.collector,
        "pay_by": day(one.pay_by),
        "waived_fen": one.waived_fen,
        "waived_why": one.waived_why,
        "paid_on": day(one.paid_on),
        "paid_fen": one.paid_fen,
        "bill_number": one.bill_number,
        "refunded_fen": one.refunded_fen,
        "refunded_why": one.refunded_why,
    }


def bill_in(plain: Mapping[str, Any]) -> Bill:
    """The reverse of ``bill_out``."""
    days = {name: date.fromisoformat(plain[name]) if plain[name] else None for name in ("pay_by", "paid_on")}
    return Bill(**{**plain, **days, "items": tuple(FeeItem(*one) for one in plain["items"])})


def _sheet(hand: InHand, head: PaperHead, one: Bill, charge: Charge) -> FeePaper:
    return FeePaper(
        head=head,
        party=hand.party,
        matter=hand.matter,
        payer=hand.here.case.applicant,
        lines=tuple(_line(number, item) for number, item in enumerate(one.items, 1)),
        total_fen=one.due_fen,
        total_words=fees.in_words(one.due_fen),
        payee=charge.payee or hand.seen.accept_organ,
        payee_code=charge.payee_code,
        pay_code=charge.pay_code,
        due=one.pay_by,
        due_note="" if one.pay_by else "按收费项目规定",
        relief=one.waived_why or "无",
        overdue=LATE,
        how=HOW,
        bill=TICKET,
    )


def _line(number: int, item: FeeItem) -> FeeLine:
    each = f"{fees.figures(item.standard_fen)}／{item.unit}"
    return FeeLine(str(number), item.name, item.basis, each, f"{item.quantity}{item.unit}", item.amount_fen)
