"""告知承诺书: what the organ tells on one side, what the applicant promises on the other."""

from __future__ import annotations

from models.papers_more import CommitmentPaper
from printing import letter, words
from printing.breaker import Text
from printing.flow import Block, stack
from printing.page import Book
from printing.sheet import Sheet
from printing.table import paragraph

BACK = "承诺作出后、决定作出前，可以书面撤回承诺；撤回的，改按一般程序办理，应当提交原需提交的证明或者材料。"
IN_PERSON = "由申请人本人（法定代表人、负责人）承诺，无代为承诺"
SIGN = "承诺人（签名、盖章）："


def lay(book: Book, paper: CommitmentPaper) -> None:
    """Draw every copy into ``book``."""
    sheet = Sheet(
        book, paper.head, "告知承诺书", signed_on=paper.head.made_at.date(),
        seal_label=letter.seal_label(paper.seal),
    )  # fmt: skip
    scales = (letter.DENSE, letter.TIGHT)
    sheet.bind(sheet.pages(letter.best(sheet.layout.room, lambda scale: _blocks(paper, scale), scales)))


def _blocks(paper: CommitmentPaper, scale: letter.Scale) -> list[Block]:
    opening = (
        f"{paper.party.name}申请{words.item(paper.matter.item, paper.matter.handling_item)}，"
        f"自愿选择以告知承诺方式办理{paper.subject}。"
    )
    promise = letter.signed_promise("申请人现作出下列承诺：", paper.promises, SIGN, space=0.6)
    return [
        *paragraph(opening, scale.body),
        letter.heading("一、行政机关告知", space=1.2),
        *letter.rows(paper.head, _told(paper), scale, paper.in_name_of, paper.seal, space=0.6),
        *letter.follow([stack([letter.heading("二、申请人承诺"), promise])]),
    ]


def _told(paper: CommitmentPaper) -> list[tuple[str, Text]]:
    many = len(paper.conditions) > 1
    conditions = "\n".join(f"{at}. {text}" if many else text for at, text in enumerate(paper.conditions, 1))
    return [
        ("申请人", letter.named(paper.party)),
        ("事项", words.item(paper.matter.item, paper.matter.handling_item)),
        ("依据", "；".join(paper.bases)),
        ("承诺内容", conditions),
        ("承诺方式", paper.way),
        ("承诺效力", paper.effect),
        ("不实承诺责任", paper.liability),
        ("核查方式和时间", "；".join(part for part in (paper.check_how, paper.check_until) if part)),
        ("承诺书公开", paper.published),
        ("撤回承诺", BACK),
        ("代为承诺", paper.proxy or IN_PERSON),
    ]
