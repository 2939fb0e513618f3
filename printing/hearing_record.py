"""听证笔录: who took part, which rights were told, what was said, and that all confirmed it by their signature."""

from __future__ import annotations

from models.papers_rolls import HearingPerson, HearingRecordPaper
from printing import letter, record, words
from printing.breaker import bold, join
from printing.flow import Block
from printing.page import Book
from printing.style import serif
from printing.table import Cell, Grid, paragraph

BODY = serif(11.5, 18.5)
PEOPLE = Grid((26.0, 34.0, 96.0), pad=1.5, air=0.8, row=7.2, head=7.4)
SIGNING = Grid((26.0, 34.0, 56.0, 40.0), pad=1.5, air=0.8, row=9.6, head=7.4)
OFFICIAL = ("主持人", "记录人")
CONFIRM = (
    "本笔录已交听证参加人核对，认为有遗漏或者差错的已经补正；确认无误后签字或者盖章。"
    "拒绝签字或者盖章的，由主持人在备注中写明。听证费用由组织听证的机关承担。"
)


def lay(book: Book, paper: HearingRecordPaper) -> None:
    """Draw every copy into ``book``."""
    sheet = record.RecordSheet(
        book, paper.head, "听证笔录", record.LAYOUT, signed_on=paper.head.made_at.date(),
        signers=("主持人（签名）：", "记录人（签名）：", "日　　期："), page_signer="本页核对（签名）：",
    )  # fmt: skip
    sheet.bind(sheet.pages(_blocks(paper)))


def _blocks(paper: HearingRecordPaper) -> list[Block]:
    matter = paper.matter
    end = f"{paper.ends.hour}时{paper.ends:%M}分"
    facts = [
        record.pair("申请人", letter.named(paper.party)),
        record.pair("听证事项", words.item(matter.item, matter.handling_item)),
        record.pair("受理日期", words.day(matter.accepted_on), "受理文号", matter.accept_number),
        record.pair("听证时间", f"{words.minute(paper.begins)}至{end}"),
        record.pair("地点与方式", f"{paper.place}{words.GAP}{paper.openness}"),
    ]
    if paper.head.to_confirm:
        facts.append(record.pair("待核定", "；".join(paper.head.to_confirm), style=record.FACT.heavier(700)))
    said = [block for who, text in paper.said for block in paragraph(join(bold(f"{who}："), text), BODY)]
    return [
        *record.FACTS.rows(None, facts),
        *_people(paper.people),
        letter.heading("权利告知"),
        *paragraph(words.full_stop(paper.told), BODY),
        letter.heading("听证记录"),
        *said,
        letter.heading("核对签字"),
        *_headed(paragraph(CONFIRM, serif(10.5, 16))),
        *_signing(paper),
    ]


def _headed(lines: list[Block]) -> list[Block]:
    """Lines that never stand at the foot of a page without the table they belong to."""
    for line in lines:
        line.is_header = True
    return lines


def _people(people: tuple[HearingPerson, ...]) -> list[Block]:
    lines = [[person.role, person.name, person.note] for person in people]
    return letter.table(PEOPLE, ("身份", "姓名", "单位、职务、证件"), "ccl", lines, 2.2)


def _signing(paper: HearingRecordPaper) -> list[Block]:
    """A row for everyone who took part or spoke; the host and the recorder sign beside the code."""
    known = {word for person in paper.people for word in (person.role, person.name)}
    spoke = dict.fromkeys(who for who, _ in paper.said if who not in known and who not in OFFICIAL)
    signing = [person for person in paper.people if person.role not in OFFICIAL]
    signing += [HearingPerson(who, "") for who in spoke]
    cells = [
        [Cell(person.role, letter.CELL, "c"), Cell(person.name, letter.CELL, "c"), Cell("", letter.CELL),
         Cell(record.blank_date(), letter.CELL, "r")]
        for person in signing or [HearingPerson("参加人", "")] * 2
    ]  # fmt: skip
    names = ("身份", "姓名", "签字或者盖章", "日期")
    return SIGNING.rows(SIGNING.header(names, letter.CELL_HEAD), cells, space=0.8)
