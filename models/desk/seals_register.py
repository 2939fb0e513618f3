"""The register of physical seals: which there are, under which agreements, every use, what was voided, what is missing.

Decisions and opinions are sealed by ``seal.stamp``; papers that are sealed without moving a case (受理通知书 …) are
noted here by ``note_use``. A line is never changed: a spoilt one is voided by another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from models.desk.context import Desk
from models.desk.documents import paper_of
from models.desk.inputs import Hands
from models.desk.power import needs
from models.desk.press import guard_clock
from models.desk.turn import in_hand
from models.errors import Refusal
from models.rules.powers import Power
from models.rules.seals import Agreement, Asked, Seal, may_use
from models.rules.settings import Settings
from models.rules.terms import Mode, SealKind
from models.store import seals
from models.store.seals import AgreementRow, SealRow, UseRow
from models.views import DocumentView

__all__ = [
    "AgreementRow",
    "SealRow",
    "UseRow",
    "agree",
    "agreement_on",
    "all_seals",
    "as_agreement",
    "as_seal",
    "end_agreement",
    "enter",
    "no",
    "note_use",
    "retire",
    "seal_of",
    "stands",
]

SAFE = "印章登记簿没有改动"


@needs(Power.REGISTER)
def enter(desk: Desk, seal: SealRow) -> str:
    """Enter a seal that came into this hall's hands; No.2 seals with a number of their own (济宁三(二)6).

    Raises:
        Refusal: ``not_keeper``, ``seal_unclear``, ``seal_number``, ``seal_twice``.
    """
    seal = replace(seal, name=seal.name.strip(), number=seal.number.strip(), organ=seal.organ.strip())
    if not seal.name or not seal.organ or not seal.keeper.strip() or not seal.kept_at.strip():
        raise no("印章名称、所属机关、保管人、保管地点要填全", "请填全再登记", "seal_unclear")
    if seal.kind is SealKind.NO2 and not seal.number:
        raise no("2号章要分别编号（济宁三(二)6）", "请填编号", "seal_number")
    if any((one.organ, one.name, one.number) == (seal.organ, seal.name, seal.number) for one in all_seals(desk)):
        raise no("这枚印章已经登记过", "请核对名称和编号", "seal_twice")
    with desk.store.work() as work:
        ident = seals.add_seal(work, seal)
        work.commit()
    return ident


@needs(Power.REGISTER)
def retire(desk: Desk, seal_id: str, why: str, until: date | None = None) -> None:
    """Hand a seal back or destroy it; it can be used no more, its book stays.

    Raises:
        Refusal: ``not_keeper``, ``seal_unknown``, ``seal_gone``, ``no_reason``.
    """
    found = seal_of(desk, seal_id)
    if found.until is not None:
        raise no("这枚印章已经停用", "", "seal_gone")
    if not why.strip():
        raise no("停用印章要写明原因", "请写交回、销毁或者其他原因", "no_reason")
    with desk.store.work() as work:
        seals.retire(work, seal_id, until or desk.today, why.strip())
        work.commit()


@needs(Power.REGISTER)
def agree(desk: Desk, one: AgreementRow) -> str:
    """Enter the agreement a No.2 seal is used under: users, scope, situations, keeping, liability (济宁三(二)6).

    Raises:
        Refusal: ``not_keeper``, ``seal_unknown``, ``wrong_seal``, ``agreement_gap``, ``agreement_twice``,
            ``agreement_dates``, ``agreement_scope`` for an item the pack does not list.
    """
    found = seal_of(desk, one.seal_id)
    if found.kind is not SealKind.NO2:
        raise no(f"{found.kind.value}不需要使用协议", "", "wrong_seal")
    _whole(desk, found, one)
    if any(other.number == one.number for other in seals.agreements(desk.store)):
        raise no(f"协议{one.number}已经登记过", "请核对协议号", "agreement_twice")
    with desk.store.work() as work:
        ident = seals.add_agreement(work, one)
        work.commit()
    return ident


def _whole(desk: Desk, seal: SealRow, one: AgreementRow) -> None:
    if gaps := as_agreement(one, seal).missing():
        raise no(f"使用协议没有写明{'、'.join(gaps)}（济宁三(二)6）", "请补齐协议", "agreement_gap")
    if one.until is not None and one.until < one.since:
        raise no("协议的终止日早于起始日", "请核对日期", "agreement_dates")
    if not one.scope:
        raise no("使用协议没有写明范围（济宁三(二)6）", "请列出协议写明的事项", "agreement_gap")
    if strange := [key for key in one.scope if desk.item(key) is None]:
        raise no(f"协议范围里的“{'、'.join(strange)}”不在清单内", "请核对事项", "agreement_scope")


@needs(Power.REGISTER)
def end_agreement(desk: Desk, agreement_id: str, until: date | None = None) -> None:
    """The last day an agreement holds, today when not said.

    Raises:
        Refusal: ``not_keeper``, ``agreement_unknown``.
    """
    if all(one.id != agreement_id for one in seals.agreements(desk.store)):
        raise no("没有这份协议", "", "agreement_unknown")
    with desk.store.work() as work:
        seals.end_agreement(work, agreement_id, until or desk.today)
        work.commit()


def all_seals(desk: Desk) -> tuple[SealRow, ...]:
    """Every seal ever entered, those in use first."""
    return seals.seals(desk.store)


def agreement_on(desk: Desk, seal: SealRow, day: date) -> AgreementRow | None:
    """The agreement a No.2 seal is used under on a day."""
    rows = seals.agreements(desk.store, seal.id)
    return next((one for one in rows if one.since <= day and (one.until is None or day <= one.until)), None)


@needs(Power.STAMP)
def note_use(desk: Desk, seal_id: str, document_id: str, hands: Hands, reason: str = "") -> int:
    """Note that a paper was sealed, tied to its bytes. Returns the line's number.

    Raises:
        Refusal: ``seal_unknown``, ``document_unknown``, ``sealed_before``, and all of ``rules.seals.may_use``: a seal
            outside its scope, a No.2 seal on what was never the city's, no approver …
    """
    found, paper = seal_of(desk, seal_id), paper_of(desk, document_id)
    agreement = agreement_on(desk, found, desk.today) if found.kind is SealKind.NO2 else None
    _fits(desk, found, agreement, paper, hands)
    at = desk.clock.now()
    with desk.store.work() as work:
        guard_clock(at, work.head.at)
        if any(stands(line) and line.seal_id == seal_id for line in seals.uses_of(work.db, paper.digest)):
            raise no("这份文书已经盖过这枚章", "废件请先销号再登记", "sealed_before")
        line = UseRow(
            n=0, seal_id=seal_id, agreement="", at=at, case_id=paper.case_id, case_no=paper.case_no,
            document_id=paper.id, digest=paper.digest, paper=paper.name, paper_number=paper.number,
            copies=paper.copies, reason=reason.strip() or paper.name, city_power=found.kind is SealKind.NO2,
            approver=hands.approver.strip(), user=hands.user.strip(), keeper=hands.watcher.strip(),
            actor=desk.staff.id, note="", voids=0, voided_by=0,
        )  # fmt: skip
        number = seals.add_use(work, line, agreement.id if agreement else "")
        work.commit()
    return number


def _fits(desk: Desk, seal: SealRow, agreement: AgreementRow | None, paper: DocumentView, hands: Hands) -> None:
    """Ask the rules whether this seal may be put to this paper of this case."""
    hand = in_hand(desk, paper.case_id) if paper.case_id else None
    mode = hand.mode if hand else None
    known = as_agreement(agreement, seal) if agreement else None
    may_use(
        as_seal(seal, known),
        Asked(
            mode=mode,
            item_key=hand.here.case.item_key if hand else "",
            city_organ=hand.seen.city_organ if hand else "",
            doc=paper.doc,
            digest=paper.digest,
            user=hands.user.strip(),
            approver=hands.approver.strip(),
            was_citys=mode not in (None, Mode.DIRECT),
        ),
        known,
        desk.today,
        Settings.from_policy(desk.pack.policy),
    )


def as_seal(row: SealRow, agreement: Agreement | None) -> Seal:
    """A line of the register as the rules know it."""
    number = agreement.number if agreement else ""
    return Seal(row.id, row.kind, row.name, row.organ, row.number, row.keeper, row.since, row.until, number)


def as_agreement(row: AgreementRow, seal: SealRow) -> Agreement:
    """An agreement as the rules know it."""
    return Agreement(
        number=row.number.strip(),
        organ=seal.organ,
        users=frozenset(_said(row.users)),
        item_keys=frozenset(row.scope),
        situations=row.situations.strip(),
        keeping=row.keeping.strip(),
        liability=row.liability.strip(),
        since=row.since,
        until=row.until,
    )


def _said(names: Iterable[str]) -> list[str]:
    return [name.strip() for name in names if name.strip()]


def seal_of(desk: Desk, seal_id: str) -> SealRow:
    """A seal of the register.

    Raises:
        Refusal: code ``seal_unknown``.
    """
    found = seals.seal(desk.store, seal_id)
    if found is None:
        raise no("登记簿里没有这枚印章", "请先登记印章", "seal_unknown")
    return found


def no(happened: str, todo: str, code: str) -> Refusal:
    """A refusal of the register."""
    return Refusal(happened, SAFE, todo, code=code)


def stands(line: UseRow) -> bool:
    """Whether a line counts: it voids nothing and was not voided."""
    return not line.voids and not line.voided_by
