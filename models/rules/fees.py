"""Fees: none unless a law or administrative regulation says so, at the published standard, taken at the one window.

Sources: 许可法第五十八条 (no fee as the rule; application forms are free), 第五十九条 (published standard, all to the
treasury), 晋城二(四) (the accepting window takes it). Amounts are whole fen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from models.errors import Refusal
from models.rules.casefacts import Fee
from models.rules.catalogue import Guide

LARGEST_FEN = 10**12  # ten thousand million yuan: beyond it a typing error
_RULE = "实施行政许可不收费，法律、行政法规另有规定的除外（行政许可法第五十八条）"


class Charge(StrEnum):
    """What a guide says of fees."""

    NONE = "none"
    COST_ONLY = "cost_only"  # 工本费、成本费
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FeeItem:
    """One charge: standard × quantity."""

    name: str  # 证照工本费
    basis: str  # the law or administrative regulation, with its article
    standard_fen: int  # published standard for one
    quantity: int = 1
    unit: str = "份"

    @property
    def amount_fen(self) -> int:
        """Standard times quantity."""
        return self.standard_fen * self.quantity


@dataclass(frozen=True, slots=True)
class Bill:
    """What a case owes; ``state`` as in ``casefacts.Fee``."""

    items: tuple[FeeItem, ...]
    collector: str  # the accepting window's organ
    pay_by: date | None = None
    waived_fen: int = 0
    waived_why: str = ""
    paid_on: date | None = None
    paid_fen: int = 0
    bill_number: str = ""  # 财政电子票据
    refunded_fen: int = 0
    refunded_why: str = ""

    @property
    def total_fen(self) -> int:
        """Before any waiver."""
        return sum(item.amount_fen for item in self.items)

    @property
    def due_fen(self) -> int:
        """What is to be paid."""
        return self.total_fen - self.waived_fen

    @property
    def state(self) -> Fee:
        """Where it stands."""
        if self.refunded_fen:
            return Fee.REFUNDED
        if self.paid_on is not None:
            return Fee.PAID
        return Fee.WAIVED if self.due_fen == 0 else Fee.NOTICED


def may_charge(guide: Guide) -> bool:
    """Whether a notice may be made at all: never where the guide says none, nor where nobody knows."""
    return guide.fee_charge == Charge.COST_ONLY


def first_state(guide: Guide, *, standard_published: bool) -> Fee:
    """The fee of a new case: open only where it may be charged and a standard is published."""
    return Fee.OPEN if may_charge(guide) and standard_published else Fee.NONE


def bill(guide: Guide, items: Sequence[FeeItem], window: str, pay_by: date | None = None) -> Bill:
    """Make the bill of a case.

    Raises:
        Refusal: ``fee_none`` where the guide says no fee or does not know, ``fee_basis`` without a law behind an
            item, ``fee_amount`` for an amount that cannot be.
    """
    if guide.fee_charge == Charge.NONE:
        raise _no(f"“{guide.item_name}”不收费", _RULE, "fee_none")
    if not may_charge(guide):
        raise _no("指南没有查到收费依据，不能收费", _RULE, "fee_none")
    if not items:
        raise _no("没有收费项目", "请填写项目和标准", "fee_amount")
    for item in items:
        _check(item)
    return Bill(tuple(items), window, pay_by)


def _check(item: FeeItem) -> None:
    if not item.basis.strip():
        raise _no(f"“{item.name}”没有写收费依据", _RULE, "fee_basis")
    if item.standard_fen <= 0 or item.quantity <= 0 or item.amount_fen >= LARGEST_FEN:
        raise _no(f"“{item.name}”的标准或数量不对", "请按公布的标准填写（行政许可法第五十九条）", "fee_amount")


def pay(one: Bill, amount_fen: int, bill_number: str, on: date, window: str) -> Bill:
    """Record a payment made at the accepting window, with its bill.

    Raises:
        Refusal: ``fee_window``, ``fee_amount``, ``fee_bill``, ``fee_twice``.
    """
    if one.state is not Fee.NOTICED:
        raise _no("这笔费用已经缴清或减免", "请核对办件", "fee_twice")
    if window != one.collector:
        raise _no("收费由受理窗口统一收取（晋城二(四)）", f"请到{one.collector}缴费", "fee_window")
    if amount_fen != one.due_fen:
        raise _no(f"应缴{figures(one.due_fen)}，录入{figures(amount_fen)}", "请核对金额，不能多收少收", "fee_amount")
    if not bill_number.strip():
        raise _no("没有填财政票据号", "请开具财政电子票据", "fee_bill")
    return replace(one, paid_on=on, paid_fen=amount_fen, bill_number=bill_number.strip())


def waive(one: Bill, amount_fen: int, reason: str, approver: str) -> Bill:
    """Waive all or part, by leave and for a reason.

    Raises:
        Refusal: ``fee_amount``, ``fee_reason``, ``fee_twice``.
    """
    if one.state is not Fee.NOTICED:
        raise _no("这笔费用已经缴清或减免", "请核对办件", "fee_twice")
    if not 0 < amount_fen <= one.due_fen:
        raise _no(f"减免金额应在{figures(1)}到{figures(one.due_fen)}之间", "请核对金额", "fee_amount")
    if not reason.strip() or not approver.strip():
        raise _no("减免要写明依据和批准人", "请填写后再办", "fee_reason")
    return replace(
        one, waived_fen=one.waived_fen + amount_fen, waived_why=f"{reason.strip()}（{approver.strip()}批准）"
    )


def refund(one: Bill, amount_fen: int, reason: str) -> Bill:
    """Give back what was paid.

    Raises:
        Refusal: ``fee_amount``, ``fee_reason``, ``fee_twice`` when nothing was paid or it was given back.
    """
    if one.state is not Fee.PAID:
        raise _no("没有收过这笔费用，或者已经退过", "请核对办件", "fee_twice")
    if not 0 < amount_fen <= one.paid_fen:
        raise _no(f"退费不能超过已缴的{figures(one.paid_fen)}", "请核对金额", "fee_amount")
    if not reason.strip():
        raise _no("退费要写明原因", "请填写原因", "fee_reason")
    return replace(one, refunded_fen=amount_fen, refunded_why=reason.strip())


def figures(fen: int) -> str:
    """¥1,234.56."""
    return f"¥{fen // 100:,}.{fen % 100:02d}"


def in_words(fen: int) -> str:
    """大写: 壹仟贰佰叁拾肆元伍角陆分.

    Raises:
        ValueError: below zero or beyond what a bill may hold (our own bug).
    """
    if not 0 <= fen < LARGEST_FEN:
        raise ValueError(f"not an amount: {fen}")
    import cn2an  # noqa: PLC0415 - loaded with the first amount, never at start

    return str(cn2an.an2cn(f"{fen // 100}.{fen % 100:02d}", "rmb"))


def _no(happened: str, todo: str, code: str) -> Refusal:
    return Refusal(happened, "没有记录收费", todo, code=code)
