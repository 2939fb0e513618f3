"""用印: a use of a physical seal, tied to the very bytes of the paper it was put to; seals are never drawn."""

from __future__ import annotations

from dataclasses import dataclass

from models.desk.bearing import seal_kind
from models.desk.context import Desk
from models.desk.inputs import Hands
from models.desk.power import needs
from models.desk.press import refused
from models.desk.seals_register import agreement_on, as_agreement, as_seal
from models.desk.turn import InHand, Turn, in_hand, once_for, turn
from models.errors import Refusal
from models.rules.powers import Power
from models.rules.seals import Asked, may_use
from models.rules.terms import Act, Doc, Mode, SealKind
from models.store import queries, seals
from models.store.seals import AgreementRow, SealRow, UseRow
from models.views import ActDone, DocumentView

_OPINION = frozenset({Doc.REVIEW_OPINION})
_DECISION = frozenset({Doc.APPROVE, Doc.REJECT})
_ANYBODY = Hands("（批准人）", "")


@dataclass(frozen=True, slots=True)
class SealChoice:
    """A seal of the register beside a case: whether it may be put to its paper, and why not."""

    seal: SealRow
    reason: str


def choices(desk: Desk, case_id: str) -> tuple[SealChoice, ...]:
    """Every seal in use, the fitting ones first (国发〔1999〕25号第二十五条; 济宁三(二)6)."""
    hand = in_hand(desk, case_id)
    rows = [SealChoice(one, why_not(hand, one)) for one in seals.seals(desk.store) if one.until is None]
    return tuple(sorted(rows, key=lambda choice: bool(choice.reason)))


@needs(Power.STAMP)
def stamp(desk: Desk, case_id: str, document_id: str, seal_id: str, hands: Hands, *, press_id: str = "") -> ActDone:
    """Record that the paper was sealed: which seal, by whom, under which agreement, over which bytes.

    Raises:
        Refusal: ``wrong_seal``, ``seal_scope``, ``key_not_ready``; the flow's own. Nothing is kept then.
    """
    seal = seals.seal(desk.store, seal_id)
    if seal is None:
        raise refused("印章登记簿里没有这枚章", "请先登记印章")

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.STAMP, key, seal=seal.kind) as now:
            _named(hands)
            if reason := why_not(now.hand, seal, hands):
                raise Refusal(reason, "没有写入任何记录", "请选对印章再登记", code="seal_scope")
            paper = _paper(now.hand, document_id)
            number = _note(now, seal, paper, hands)
            text = f"{paper.name} {paper.number} 盖{seal.name}"
            used = {"seal": seal.id, "name": seal.name, "number": seal.number, "kind": seal.kind.value, "use": number}
            people = {"approver": hands.approver, "user": hands.user, "watcher": hands.watcher}
            now.entry({"seal": used | people, "digest": paper.digest, "paper": paper.id, "text": text})
        return now.run.done()

    return once_for(press_id, act, desk)


def why_not(hand: InHand, seal: SealRow, hands: Hands = _ANYBODY) -> str:
    """Why a seal may not be put to this case's paper, "" when it may; an unnamed user is taken as one allowed."""
    paper = to_seal(hand)
    if paper is None:
        return "没有待盖章的文书"
    agreement = agreement_of(hand, seal)
    known = as_agreement(agreement, seal) if agreement else None
    user = hands.user or next(iter(agreement.users if agreement else ()), "（用印人）")
    asked = Asked(
        mode=hand.mode,
        item_key=hand.here.case.item_key,
        city_organ=hand.seen.city_organ,
        doc=paper.doc,
        digest=paper.digest,
        user=user,
        approver=hands.approver,
        was_citys=hand.mode is not Mode.DIRECT,
    )
    try:
        may_use(as_seal(seal, known), asked, known, hand.desk.today, hand.settings)
    except Refusal as wrong:
        return wrong.happened
    return ""


def kind_due(hand: InHand) -> SealKind:
    """The kind of seal this flow's paper takes at the county."""
    return seal_kind(hand.flow, hand.settings)


def agreement_of(hand: InHand, seal: SealRow) -> AgreementRow | None:
    """The agreement a No.2 seal is used under today; the newest where none holds, so that it can be said why not."""
    return agreement_on(hand.desk, seal, hand.desk.today) or next(
        iter(seals.agreements(hand.desk.store, seal.id)), None
    )


def to_seal(hand: InHand) -> DocumentView | None:
    """The paper that waits for its seal: the newest opinion or decision, as first printed."""
    kinds = _DECISION if hand.facts.decision is not None else _OPINION
    made = queries.documents(hand.desk.store, hand.here.case.case_id)
    return next((one for one in reversed(made) if one.doc in kinds and not one.voided), None)


def _paper(hand: InHand, document_id: str) -> DocumentView:
    wanted = to_seal(hand)
    if wanted is None or (document_id and document_id != wanted.id):
        raise refused("要盖章的不是这份文书", f"请盖{wanted.name} {wanted.number}" if wanted else "")
    if not hand.desk.store.blobs.has(wanted.digest):
        raise refused("这份文书没有底稿，不能用印", "请管理员核查")
    return wanted


def _named(hands: Hands) -> None:
    if not hands.approver.strip() or not hands.user.strip():
        raise refused("用印要有批准人和用印人", "请填写批准人、用印人")


def _note(now: Turn, seal: SealRow, paper: DocumentView, hands: Hands) -> int:
    """One line of the ledger of uses, in the same transaction."""
    hand = now.hand
    agreement = agreement_of(hand, seal) if seal.kind is SealKind.NO2 else None
    line = UseRow(
        n=0,
        seal_id=seal.id,
        agreement=agreement.number if agreement else "",
        at=now.run.at,
        case_id=now.run.case_id,
        case_no=now.run.case_no,
        document_id=paper.id,
        digest=paper.digest,
        paper=paper.name,
        paper_number=paper.number,
        copies=paper.copies,
        reason=hand.here.case.item_name,
        city_power=seal.kind is not SealKind.COUNTY,
        approver=hands.approver,
        user=hands.user,
        keeper=hands.watcher,
        actor=hand.desk.staff.id,
        note="",
        voids=0,
        voided_by=0,
    )
    return seals.add_use(now.run.work, line, agreement.id if agreement else "")
