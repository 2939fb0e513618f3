"""Papers of a hearing as values: 听证告知书, 利害关系人告知书, 听证公告, 听证通知书, 听证笔录."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from models.desk.turn import InHand
from models.papers import PaperHead
from models.papers_more import HearingPaper
from models.papers_rolls import HearingPerson, HearingRecordPaper
from models.rules.terms import Act

TELL, THIRD_PARTY, PUBLIC, CALL, RECORD = "听证告知书", "利害关系人告知书", "听证公告", "听证通知书", "听证笔录"
LAW = "《中华人民共和国行政许可法》"
_BASES = {
    TELL: f"{LAW}第四十七条第一款",
    THIRD_PARTY: f"{LAW}第三十六条、第四十七条第一款",
    PUBLIC: f"{LAW}第四十六条",
    CALL: f"{LAW}第四十八条第一款",
}
OPEN = "公开举行；涉及国家秘密、商业秘密或者个人隐私的除外"
TOLD = "已告知参加人权利义务，告知主持人、记录人与本件的关系和申请回避的权利，参加人不申请回避"


@dataclass(frozen=True, slots=True)
class Announced:
    """What the applicant, those touched and the public are told."""

    about: str  # the decision intended
    reason: str  # whose great interest, or which public interest, is touched
    others: tuple[str, ...] = ()  # 利害关系人
    public: bool = False  # 涉及公共利益的重大事项: announced
    sign_up: str = "到本窗口报名，或者拨打本窗口电话"


@dataclass(frozen=True, slots=True)
class Called:
    """When, where, before whom."""

    at: datetime
    place: str
    host: str
    recorder: str
    reviewer: str = ""  # 审查人员, who gives reasons and never presides
    openness: str = OPEN


@dataclass(frozen=True, slots=True)
class Held:
    """What was said."""

    begins: datetime
    ends: datetime
    place: str
    people: tuple[tuple[str, str, str], ...]  # role, name, note
    said: tuple[tuple[str, str], ...]  # speaker, words
    signed: bool  # the participants confirmed the record
    told: str = TOLD
    openness: str = OPEN


def announced(hand: InHand, head: PaperHead, name: str, said: Announced, until: date | None) -> HearingPaper:
    """听证告知书, 利害关系人告知书 or 听证公告."""
    return HearingPaper(
        head=head,
        party=hand.party,
        variant=name,
        matter=hand.matter,
        to=said.others if name == THIRD_PARTY else (),
        others=said.others,
        about=said.about,
        reason=said.reason,
        basis=_BASES[name],
        apply_until=until,
        openness=OPEN,
        sign_up=said.sign_up if name == PUBLIC else "",
        contact=f"{hand.desk.window.label}　{head.phone}".strip(),
    )


def call(hand: InHand, head: PaperHead, called: Called) -> HearingPaper:
    """听证通知书."""
    last = hand.here.last(Act.HEARING_TELL)
    told = last.payload if last else {}
    return HearingPaper(
        head=head,
        party=hand.party,
        variant=CALL,
        matter=hand.matter,
        to=(),
        others=tuple(told.get("others", ())),
        about=str(told.get("about", "")),
        reason=str(told.get("reason", "")),
        basis=_BASES[CALL],
        at=called.at,
        place=called.place,
        host=called.host,
        recorder=called.recorder,
        reviewer=called.reviewer,
        openness=called.openness,
        contact=f"{hand.desk.window.label}　{head.phone}".strip(),
    )


def record(hand: InHand, head: PaperHead, held: Held) -> HearingRecordPaper:
    """听证笔录."""
    return HearingRecordPaper(
        head=head,
        party=hand.party,
        matter=hand.matter,
        begins=held.begins,
        ends=held.ends,
        place=held.place,
        openness=held.openness,
        people=tuple(HearingPerson(role, name, note) for role, name, note in held.people),
        told=held.told,
        said=held.said,
    )
