"""延长审查期限通知书: the old date, the new one, why, by which clause, and who approved (许可法第四十二条)."""

from __future__ import annotations

from models.papers_more import ExtendPaper
from printing import letter, words
from printing.breaker import Text, bold, join
from printing.flow import Block
from printing.letter import Box
from printing.page import Book
from printing.sheet import Sheet
from printing.table import paragraph


def lay(book: Book, paper: ExtendPaper) -> None:
    """Draw every copy into ``book``."""
    sheet = Sheet(
        book, paper.head, "延长审查期限通知书", signed_on=paper.head.made_at.date(),
        seal_label=letter.seal_label(paper.seal),
    )  # fmt: skip
    sheet.bind(sheet.pages(letter.best(sheet.layout.room, lambda scale: _blocks(paper, scale))))


def _blocks(paper: ExtendPaper, scale: letter.Scale) -> list[Block]:
    text = join(
        f"{letter.asked(paper.party, paper.matter)}{letter.accepted(paper.matter)}。"
        f"因{paper.reason.removeprefix('因').rstrip('。')}，本机关不能在原期限内作出决定。根据{paper.basis}，"
        f"经{paper.approver}批准，", bold(f"审查期限延长{paper.days}"), "，现将延长期限的理由告知如下：",
    )  # fmt: skip
    dates = letter.boxes(
        (
            Box("受理日期", words.day(paper.matter.accepted_on), paper.matter.accept_number),
            Box("原到期日", words.day_of_week(paper.old_due), "本通知在原期限届满前送达"),
            Box("延长后到期日", words.day_of_week(paper.new_due), f"延长{paper.days}，只延长一次"),
        ),
        (39.0, 58.5, 58.5),
    )
    return [
        *letter.to(paper.party, scale),
        *paragraph(text, scale.body),
        dates,
        *letter.rows(paper.head, _pairs(paper), scale, paper.in_name_of, paper.seal, space=0.0),
    ]


def _pairs(paper: ExtendPaper) -> list[tuple[str, Text]]:
    return [
        ("延长理由", words.full_stop(paper.reason)),
        ("法律依据", paper.basis),
        ("延长天数", paper.days),
        ("批准人", f"{paper.approver}{words.GAP}{words.day(paper.approved_on)}批准"),
        ("说明", "延长期间不需要补交材料，不收取费用；提前作出决定的，及时送达。"),
    ]
