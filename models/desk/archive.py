"""归档: the volume of a case, its papers in the order of a file with pages and digests, who keeps it and how long."""

from __future__ import annotations

from dataclasses import dataclass

from models.desk import sheets_end
from models.desk.city_result import news_of
from models.desk.context import Desk
from models.desk.power import needs
from models.desk.turn import InHand, in_hand, once_for, turn
from models.papers_rolls import VolumeLine
from models.rules import archive as rules
from models.rules.archive import Keeper, Keeping, Piece
from models.rules.powers import Power
from models.rules.terms import Act, Doc, Mode, Outcome
from models.store import queries
from models.views import ActDone, DocumentView

OPEN = "（待核定）"  # no source prints the years
_NOTE = "电子文件与纸质同等效力，不再另行打印归档（国务院令第716号第十二条）"
_ENDLESS = ("长期", "永久", "无固定期限")


@dataclass(frozen=True, slots=True)
class Volume:
    """What will be filed."""

    lines: tuple[VolumeLine, ...]
    keeper: str
    retention: str
    note: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """承接协议或备忘录 that names another keeper (晋城二(五): 从其约定)."""

    keeper: Keeper
    paper: str


def volume(desk: Desk, case_id: str, agreed: Agreed | None = None) -> Volume:
    """The volume as it stands, before it is closed.

    Raises:
        Refusal: code ``case_unknown``; ``archive_agreement`` when the agreement is not named.
    """
    return volume_of(in_hand(desk, case_id), agreed)


def volume_of(hand: InHand, agreed: Agreed | None = None) -> Volume:
    """The same of a case already read."""
    kept = keeping(hand.mode, agreed)
    listed = rules.volume(pieces(hand))
    lines = tuple(
        VolumeLine(
            one.piece.number, one.piece.author, one.piece.title, one.piece.on, pages=one.pages, digest=one.piece.digest
        )
        for one in listed
    )
    vouchers = f"县级留存{'、'.join(doc.zh for doc in kept.county_keeps)}。" if kept.county_keeps else ""
    return Volume(lines, kept.keeper.value, retention(hand), f"{kept.ground}。{vouchers}{_voided(hand)}{_NOTE}")


@needs(Power.ARCHIVE)
def archive(desk: Desk, case_id: str, agreed: Agreed | None = None, *, press_id: str = "") -> ActDone:
    """Close the volume with its list (晋城二(五), DA/T 85-2019).

    Raises:
        Refusal: ``act_out_of_order`` while the case is not at its end, ``archive_gap`` while a paper's bytes are gone.
            Nothing is kept then.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.ARCHIVE, key) as now:
            _whole(now.hand)
            filed = volume_of(now.hand, agreed)
            paper = now.run.paper(
                Doc.ARCHIVE_LIST,
                now.hand.seen.receive_organ,
                lambda head: sheets_end.volume(
                    now.hand, head, filed.lines, keeper=filed.keeper, retention=filed.retention, note=filed.note
                ),
                name="卷内目录",
            )
            text = f"{len(filed.lines)} 件，保管：{filed.keeper}，期限 {filed.retention}"
            kept = {"keeper": filed.keeper, "retention": filed.retention, "papers": len(filed.lines)}
            now.entry({"volume": kept | {"number": paper.number}, "text": text}, paper)
        return now.run.done()

    return once_for(press_id, act, desk)


def keeping(mode: Mode | None, agreed: Agreed | None = None) -> Keeping:
    """归档单位 of the flow; what no flow covers stays where it was refused."""
    if mode is None:
        return Keeping(Keeper.COUNTY, "县级不予受理，由县级保管")
    return rules.keeping(mode, agreed.keeper, agreed.paper) if agreed else rules.keeping(mode)


def retention(hand: InHand) -> str:
    """保管期限, marked as open."""
    granted = hand.facts.decision is Outcome.APPROVE
    endless = any(word in hand.seen.guide.validity for word in _ENDLESS)
    return f"{rules.retention(licensed=granted, long_lived=endless).value}{OPEN}"


def pieces(hand: InHand) -> tuple[Piece, ...]:
    """The application's materials and every paper of the case."""
    case, seen = hand.here.case, hand.seen
    pages = sum(mark.pages or 0 for mark in seen.form.materials if mark.state in ("received", "defective"))
    materials = (Piece("申请材料", case.applicant, case.received_at.date(), pages),) if pages else ()
    papers = (
        Piece(one.name, _author(hand, one), one.made_at.date(), one.pages, one.doc, one.number, one.digest)
        for one in first_prints(hand)
    )
    return (*materials, *papers, *_from_city(hand))


def _from_city(hand: InHand) -> tuple[Piece, ...]:
    """The city's own papers, of which the window has the sheets and not the file."""
    last = hand.here.last_of(Act.RESULT_IN, Act.CITY_STAMP)
    if last is None:
        return ()
    doc = Doc.REJECT if hand.facts.decision is Outcome.DENY else Doc.APPROVE
    return tuple(
        Piece(one.name, hand.seen.city_organ, last.at.date(), 1, doc, one.number) for one in news_of(hand.here).papers
    )


def _author(hand: InHand, paper: DocumentView) -> str:
    """责任者: the organ whose name the decision bears, else the county's."""
    decided = paper.doc in (Doc.APPROVE, Doc.REJECT)
    return hand.seen.decide_organ if decided else hand.seen.county_organ


def _whole(hand: InHand) -> None:
    """Every paper the case made is there to be filed."""
    there = [one for one in pieces(hand) if not one.digest or hand.desk.store.blobs.has(one.digest)]
    rules.check_complete(there, [one.doc for one in first_prints(hand)])


def _voided(hand: InHand) -> str:
    """Numbers that are missing from the list on purpose, so that nobody looks for them."""
    made = queries.documents(hand.desk.store, hand.here.case.case_id)
    numbers = dict.fromkeys(one.number for one in made if one.voided)
    return f"作废不入卷：{'、'.join(numbers)}。" if numbers else ""


def first_prints(hand: InHand) -> tuple[DocumentView, ...]:
    """Papers of the case; reprints and voided numbers are left out."""
    made = queries.documents(hand.desk.store, hand.here.case.case_id)
    again = {
        paper["id"]
        for row in hand.here.log
        for paper in row.entry.payload.get("documents", ())
        if paper.get("original_of")
    }
    return tuple(one for one in made if one.id not in again and not one.voided)
