"""听证与利害关系人文书 (许可法第三十六、四十六至四十八条): who may be heard, until when to ask, when and where."""

from __future__ import annotations

from models.papers_more import HearingPaper
from models.papers_rolls import HearingRecordPaper
from printing import hearing_record, letter, words
from printing.breaker import Text, bold, join
from printing.flow import Block
from printing.page import Book
from printing.sheet import Layout, Sheet
from printing.table import paragraph

INTERESTED, PUBLIC, SUMMONS = "利害关系人告知书", "听证公告", "听证通知书"
WITH_SUBTITLE = Layout(number=50.9, rule=53.2, body=56.9)
UNSIGNED = Layout(signing=False)  # a public notice is posted, nobody signs for it
RIGHTS = {
    "ask": "自被告知听证权利之日起五日内可以提出听证申请；逾期不提出的，视为放弃。",
    "hold": "提出申请的，本机关在二十日内组织听证。",
    "seven": "举行听证七日前，将时间、地点通知申请人、利害关系人，必要时予以公告。",
    "free": "申请人、利害关系人不承担组织听证的费用。",
    "host": "主持人由审查本申请的工作人员以外的人员担任；认为主持人与本事项有直接利害关系的，有权申请回避。",
    "record": "听证制作笔录，交听证参加人确认无误后签字或者盖章；本机关根据听证笔录作出决定。",
}


def lay(book: Book, paper: HearingPaper | HearingRecordPaper) -> None:
    """Draw every copy into ``book``; the record of the hearing has a form of its own."""
    if isinstance(paper, HearingRecordPaper):
        hearing_record.lay(book, paper)
        return
    interested = paper.variant == INTERESTED
    layout = WITH_SUBTITLE if interested else UNSIGNED if paper.variant == PUBLIC else Layout()
    sheet = Sheet(
        book, paper.head, paper.variant, layout, subtitle="（陈述、申辩和听证权利）" if interested else "",
        signed_on=paper.head.made_at.date(), seal_label=letter.seal_label(paper.seal),
    )  # fmt: skip
    scales = (letter.FULL, letter.DENSE, letter.TIGHT)
    sheet.bind(sheet.pages(letter.best(layout.room, lambda scale: _blocks(paper, scale), scales)))


def _blocks(paper: HearingPaper, scale: letter.Scale) -> list[Block]:
    return [
        *_addressed(paper, scale),
        *paragraph(_opening(paper), scale.body),
        *letter.rows(paper.head, _pairs(paper), scale, paper.in_name_of, paper.seal),
    ]


def _addressed(paper: HearingPaper, scale: letter.Scale) -> list[Block]:
    if paper.variant == PUBLIC:
        return []
    names = "、".join(paper.to) or words.addressed(paper.party)
    return paragraph(names + "：", scale.body, indent=0, align="l")


def _asked(paper: HearingPaper) -> str:
    """Who asked for what: 你单位 when the applicant is spoken to, by name to all others."""
    matter = paper.matter
    if _to_applicant(paper):
        return f"{letter.asked(paper.party, matter)}{letter.accepted(matter)}。"
    item = words.item(matter.item, matter.handling_item)
    return f"{paper.party.name}{words.day(matter.received_on)}申请{item}{letter.accepted(matter)}。"


def _to_applicant(paper: HearingPaper) -> bool:
    return not paper.to and paper.variant != PUBLIC


def _opening(paper: HearingPaper) -> Text:
    start = f"{_asked(paper)}{words.full_stop(paper.reason)}根据{paper.basis}，"
    if paper.variant == INTERESTED:
        verdict = "你（单位）有权就该申请向本机关陈述意见、进行申辩，也有权要求听证"
        return join(start, bold(verdict), "。现告知如下：")
    if paper.variant == PUBLIC:
        return join(start, bold("本机关决定举行听证"), "，现将有关事项公告如下：")
    if paper.variant == SUMMONS:
        return join(start, bold(f"本机关定于{_when(paper)}举行听证"), "，请准时参加：")
    you = words.you(paper.party) if _to_applicant(paper) else "你（单位）"
    return join(start, bold(f"{you}享有要求听证的权利"), "。现告知如下：")


def _when(paper: HearingPaper) -> str:
    return words.minute(paper.at) if paper.at else words.UNKNOWN


def _pairs(paper: HearingPaper) -> list[tuple[str, Text]]:
    people: list[tuple[str, Text]] = [
        ("申请人", paper.party.name if paper.variant == PUBLIC else letter.named(paper.party)),
        ("利害关系人", "、".join(paper.others) or "经审查未发现，公告征询"),
        ("拟决定事项", paper.about),
    ]
    if paper.variant in {PUBLIC, SUMMONS}:
        return people + _held(paper)
    return people + _may_ask(paper)


def _may_ask(paper: HearingPaper) -> list[tuple[str, Text]]:
    until = join(RIGHTS["ask"], "截止日：", bold(words.day_of_week(paper.apply_until)), "。")
    rows: list[tuple[str, Text]] = [
        ("申请听证期限", until),
        ("组织听证", RIGHTS["hold"] + RIGHTS["seven"]),
        ("听证费用", RIGHTS["free"]),
        ("主持与回避", RIGHTS["host"]),
        ("听证笔录", RIGHTS["record"]),
        ("联系方式", paper.contact),
    ]
    if paper.variant == INTERESTED:
        how = "可以书面或者口头提出，口头提出的由窗口记录；请在上述截止日前提出，逾期不影响依法提出意见的权利。"
        rows.insert(1, ("陈述、申辩", how))
    return rows


def _held(paper: HearingPaper) -> list[tuple[str, Text]]:
    staff = (("主持人", paper.host), ("记录人", paper.recorder), ("审查人员", paper.reviewer))
    named = words.GAP.join(f"{role}：{name}" for role, name in staff if name)
    return [
        ("时间", bold(_when(paper))),
        ("地点", bold(paper.place)),
        ("举行方式", paper.openness),
        ("主持与回避", f"{named}\n{RIGHTS['host']}" if named else RIGHTS["host"]),
        ("申请和通知", "经申请组织的，在收到听证申请之日起二十日内组织；本件在举行七日前发出。"),
        ("参加办法", paper.sign_up),
        ("听证费用", RIGHTS["free"]),
        ("听证笔录", RIGHTS["record"]),
        ("联系方式", paper.contact),
    ]
