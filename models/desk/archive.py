"""归档: the volume of a case, every paper in order with its pages and digest, who keeps it and how long."""

from __future__ import annotations

from dataclasses import dataclass

from models.desk import sheets_end
from models.desk.context import Desk
from models.desk.turn import InHand, in_hand, once_for, turn
from models.papers_rolls import VolumeLine
from models.rules import lifecycle
from models.rules.terms import Act, Actor, Doc, Mode, Step
from models.store import queries
from models.views import ActDone, DocumentView

RETENTION = "10年（待核定，按本机关归档范围和保管期限表）"
_KEEPERS = {Actor.COUNTY: "县级", Actor.CITY: "市级", Actor.BOTH: "市县分别留存"}
_NOTE = "电子文件与纸质同等效力，不再另行打印归档（国务院令第716号第十二条）"


@dataclass(frozen=True, slots=True)
class Volume:
    """What will be filed."""

    lines: tuple[VolumeLine, ...]
    keeper: str
    retention: str
    note: str


def volume(desk: Desk, case_id: str) -> Volume:
    """The volume as it stands, before it is closed.

    Raises:
        Refusal: code ``case_unknown``.
    """
    return volume_of(in_hand(desk, case_id))


def volume_of(hand: InHand) -> Volume:
    """The same of a case already read."""
    retention = hand.seen.desk.pack.policy.settings.get("retention", "") or RETENTION
    return Volume(lines(hand), keeper(hand.mode), retention, f"{clause(hand.mode)}{_NOTE}")


def archive(desk: Desk, case_id: str, *, press_id: str = "") -> ActDone:
    """Close the volume with its list (晋城二(五), DA/T 85-2019).

    Raises:
        Refusal: ``act_out_of_order`` while the case is not at its end. Nothing is kept then.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.ARCHIVE, key) as now:
            filed = volume_of(now.hand)
            paper = now.run.paper(
                Doc.ARCHIVE_LIST,
                now.hand.seen.receive_organ,
                lambda head: sheets_end.volume(
                    now.hand, head, filed.lines, keeper=filed.keeper, retention=filed.retention, note=filed.note
                ),
                name="卷内目录",
            )
            text = f"{len(filed.lines)} 件，{filed.keeper}保管，{filed.retention}"
            kept = {"keeper": filed.keeper, "retention": filed.retention, "papers": len(filed.lines)}
            now.entry({"volume": kept | {"number": paper.number}, "text": text}, paper)
        return now.run.done()

    return once_for(press_id, act, desk)


def keeper(mode: Mode | None) -> str:
    """归档单位 of the flow; a refused case stays where it was refused."""
    if mode is None:
        return _KEEPERS[Actor.COUNTY]
    return _KEEPERS.get(lifecycle.FLOWS[mode].steps[Step.ARCHIVE].who, _KEEPERS[Actor.BOTH])


def clause(mode: Mode | None) -> str:
    """Where that is written, and what the county still keeps."""
    if mode is None:
        return ""
    rule = lifecycle.FLOWS[mode].steps[Step.ARCHIVE]
    said = "，".join(part for part in (rule.clause, rule.note) if part)
    return f"{said}{'（推定）' if rule.inferred else ''}。" if said else ""


def lines(hand: InHand) -> tuple[VolumeLine, ...]:
    """The application's materials first, then every paper in the order it was made."""
    case, seen = hand.here.case, hand.seen
    pages = sum(mark.pages or 0 for mark in seen.form.materials if mark.state in ("received", "defective"))
    found = [VolumeLine("", case.applicant, "申请材料", case.received_at.date(), span(1, pages), "")] if pages else []
    at = pages + 1
    for paper in first_prints(hand):
        found.append(
            VolumeLine(paper.number, seen.county_organ, paper.name, paper.made_at.date(), span(at, paper.pages),
                       paper.digest)
        )  # fmt: skip
        at += paper.pages
    return tuple(found)


def first_prints(hand: InHand) -> tuple[DocumentView, ...]:
    """Papers of the case, a reprint left out."""
    made = queries.documents(hand.desk.store, hand.here.case.case_id)
    again = {
        paper["id"]
        for row in hand.here.log
        for paper in row.entry.payload.get("documents", ())
        if paper.get("original_of")
    }
    return tuple(one for one in made if one.id not in again)


def span(first: int, pages: int) -> str:
    """1—6, or one number."""
    return str(first) if pages <= 1 else f"{first}—{first + pages - 1}"
