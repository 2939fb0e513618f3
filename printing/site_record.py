"""现场核查笔录: two or more inspectors, what they looked at and found, what the inspected party said and signed."""

from __future__ import annotations

from models.papers_rolls import SiteRecordPaper
from printing import letter, record, review, words
from printing.breaker import Text
from printing.flow import Block, stack
from printing.page import Book
from printing.style import serif
from printing.table import paragraph

BODY = serif(11, 17.5)
NAMES = ("序号", "核查内容", "依据", "结论", "核查情况")
READ = "以上笔录经被核查人核对（或者已向其宣读），确认与实际情况相符："
REFUSED = "被核查人拒绝签字的，由两名核查人员注明情况，可以邀请见证人签字。"


def lay(book: Book, paper: SiteRecordPaper) -> None:
    """Draw every copy into ``book``."""
    inspectors = tuple("核查人员（签名）：" for _ in paper.site.inspectors[:3])
    sheet = record.RecordSheet(
        book, paper.head, "现场核查笔录", record.LAYOUT, signed_on=paper.head.made_at.date(),
        signers=("被核查人（签名）：", *inspectors, "记录人（签名）："), page_signer="本页核对（签名）：",
    )  # fmt: skip
    sheet.bind(sheet.pages(_blocks(paper)))


def _blocks(paper: SiteRecordPaper) -> list[Block]:
    site, matter = paper.site, paper.matter
    span = f"{words.minute(site.begins)}至{site.ends.hour}时{site.ends:%M}分"
    facts = [
        record.pair("申请人", letter.named(paper.party)),
        record.pair("申请事项", words.item(matter.item, matter.handling_item)),
        record.pair("受理日期", words.day(matter.accepted_on), "受理文号", matter.accept_number),
        record.pair("核查时间", span),
        record.pair("核查地点", site.place),
        record.pair("核查人员", f"{review.inspectors(site)}{words.GAP}共{len(site.inspectors)}人"),
        record.pair("被核查人", f"{site.visited}（{site.visited_role}）", "记录人", paper.recorder),
        record.pair("告知权利", words.full_stop(paper.told)),
    ]
    if paper.head.to_confirm:
        facts.append(record.pair("待核定", "；".join(paper.head.to_confirm), style=record.FACT.heavier(700)))
    return [
        *record.FACTS.rows(None, facts),
        *review.points(paper.points, 2.2, NAMES),
        *record.FACTS.rows(None, [record.pair(label, text) for label, text in _said(paper)], space=2.2),
        stack([*paragraph(READ, BODY.heavier(700), space=1.6), *paragraph(REFUSED, BODY)]),
    ]


def _said(paper: SiteRecordPaper) -> list[tuple[str, Text]]:
    pairs: list[tuple[str, Text]] = [
        ("当事人陈述", words.full_stop(paper.statement)),
        ("取得的证据", words.full_stop(paper.evidence)),
        ("核查结论", words.full_stop(paper.conclusion)),
    ]
    grid = record.FACTS
    width = sum(grid.columns[1:]) - 2 * grid.pad
    return letter.parted([pair for pair in pairs if pair[1]], record.FACT, width)
