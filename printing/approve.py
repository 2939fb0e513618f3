"""准予行政许可决定书 and its kin: granted, changed, renewed, cancelled; cancelling and conditions carry the remedy."""

from __future__ import annotations

from models.papers_more import ApprovePaper
from printing import letter, words
from printing.breaker import Text, bold, join
from printing.flow import Block
from printing.page import Book
from printing.sheet import Sheet
from printing.table import paragraph

CANCEL = "注销决定书"
TITLES = {
    "准予许可决定书": "准予行政许可决定书",
    "准予变更决定书": "准予变更行政许可决定书",
    "准予延续决定书": "准予延续行政许可决定书",
    CANCEL: "注销行政许可决定书",
}
VERDICTS = {
    "准予许可决定书": "准予行政许可",
    "准予变更决定书": "准予变更行政许可",
    "准予延续决定书": "准予延续行政许可",
    CANCEL: "注销行政许可",
}


def lay(book: Book, paper: ApprovePaper) -> None:
    """Draw every copy into ``book``."""
    sheet = Sheet(
        book, paper.head, TITLES.get(paper.variant, paper.variant), signed_on=paper.head.made_at.date(),
        seal_label=letter.seal_label(paper.seal),
    )  # fmt: skip
    sheet.bind(sheet.pages(letter.best(sheet.layout.room, lambda scale: _blocks(paper, scale))))


def _blocks(paper: ApprovePaper, scale: letter.Scale) -> list[Block]:
    return [
        *letter.to(paper.party, scale),
        *paragraph(_opening(paper), scale.body),
        *letter.rows(paper.head, _pairs(paper), scale, paper.in_name_of, paper.seal),
        *_conditions(paper),
        *letter.remedy(paper.remedy, "决定", scale),
    ]


def _opening(paper: ApprovePaper) -> Text:
    verdict = VERDICTS.get(paper.variant, paper.variant.removesuffix("决定书").removesuffix("通知书"))
    start = f"{letter.asked(paper.party, paper.matter)}{letter.accepted(paper.matter)}。"
    if paper.variant == CANCEL and paper.matter.accepted_on is None:  # nobody asked: the organ cancels by itself
        start = ""
    grounds = f"经审查，{words.full_stop(paper.finding)}根据{words.listed(paper.bases, '、')}，"
    return join(start, grounds, bold(f"本机关决定{verdict}"), "。")


def _pairs(paper: ApprovePaper) -> list[tuple[str, Text]]:
    cancelled = paper.variant == CANCEL
    name = "原许可期限" if cancelled else "许可期限" if paper.variant in VERDICTS else "有效期限"
    number = f"{words.GAP}编号{words.GAP}{paper.certificate_number}" if paper.certificate_number else ""
    certificate = "、".join(map(words.book_title, paper.certificate.split("、"))) + number if paper.certificate else ""
    renew = join(bold(f"{words.day(paper.renew_until)}前"), words.GAP + paper.renew_note if paper.renew_note else "")
    return [
        *paper.grants,
        (name, paper.term if cancelled or not paper.term else bold(paper.term)),
        ("延续申请截止日", renew if paper.renew_until else paper.renew_note),
        ("证件名称、编号", certificate),
        ("公开提示", paper.publicity),
        ("证件处理" if cancelled else "证件送达", paper.delivery),
    ]


def _conditions(paper: ApprovePaper) -> list[Block]:
    if not paper.conditions:
        return []
    return [letter.heading("许可条件"), *letter.follow(letter.numbered(paper.conditions, space=0.4))]
