"""不予行政许可决定书 and its kin: the facts found, the reasons and the law, papers returned, how to object."""

from __future__ import annotations

from models.papers_more import RejectPaper
from printing import letter, words
from printing.breaker import bold, join
from printing.flow import Block
from printing.page import Book
from printing.sheet import Sheet
from printing.table import paragraph

TITLES = {
    "不予许可决定书": "不予行政许可决定书",
    "不予变更决定书": "不予变更行政许可决定书",
    "不予延续决定书": "不予延续行政许可决定书",
}


def lay(book: Book, paper: RejectPaper) -> None:
    """Draw every copy into ``book``."""
    sheet = Sheet(
        book, paper.head, TITLES.get(paper.variant, paper.variant), signed_on=paper.head.made_at.date(),
        seal_label=letter.seal_label(paper.seal),
    )  # fmt: skip
    sheet.bind(sheet.pages(letter.best(sheet.layout.room, lambda scale: _blocks(paper, scale))))


def _blocks(paper: RejectPaper, scale: letter.Scale) -> list[Block]:
    title = TITLES.get(paper.variant, paper.variant).removesuffix("决定书").removesuffix("通知书")
    asked = f"{letter.asked(paper.party, paper.matter)}{letter.accepted(paper.matter)}。"
    found = join("经审查查明：", words.full_stop(_bare(paper.facts)))
    reasons = join(
        f"本机关认为，{words.full_stop(paper.reasons)}根据{words.listed(paper.bases, '、')}，",
        bold(f"本机关决定{title}"), "。",
    )  # fmt: skip
    return [
        *letter.to(paper.party, scale),
        *paragraph(asked, scale.body),
        *paragraph(found, scale.body),
        *paragraph(reasons, scale.body),
        *letter.rows(paper.head, [
            ("所依据技术标准", paper.standard), ("材料退还", paper.returned),
        ], scale, paper.in_name_of, paper.seal),
        *letter.remedy(paper.remedy, "决定", scale),
    ]  # fmt: skip


def _bare(facts: str) -> str:
    """The facts without the words the sentence begins with anyway."""
    for start in ("经审查查明", "经审查", "经查明", "经查", "查明"):
        if facts.startswith(start):
            return facts.removeprefix(start).lstrip("，：,: ")
    return facts
