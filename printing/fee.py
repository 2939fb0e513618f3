"""缴费通知书（非税缴款通知）: item, standard and number of each charge, the sum in both ways, where to pay."""

from __future__ import annotations

from models.papers_more import FeePaper
from printing import letter, words
from printing.breaker import Text, bold, join
from printing.flow import Block
from printing.page import Book
from printing.sheet import Layout, Sheet
from printing.style import serif
from printing.table import Cell, Grid, paragraph

LAYOUT = Layout(number=50.9, rule=53.2, body=56.9)
GRID = Grid((10.0, 38.0, 46.0, 25.0, 13.0, 24.0), pad=1.3, air=1.0, row=7.6, head=7.85)
NAMES = ("序号", "收费项目", "法律、行政法规依据", "标准", "数量", "金额（元）")
SUM = serif(10.5, 15, weight=700)


def lay(book: Book, paper: FeePaper) -> None:
    """Draw every copy into ``book``."""
    sheet = Sheet(
        book, paper.head, "缴费通知书", LAYOUT, subtitle="（非税收入缴款通知）", signed_on=paper.head.made_at.date(),
        seal_label=letter.seal_label(paper.seal),
    )  # fmt: skip
    scales = (letter.DENSE, letter.TIGHT)
    sheet.bind(sheet.pages(letter.best(LAYOUT.room, lambda scale: _blocks(paper, scale), scales)))


def yuan(fen: int) -> str:
    """Fen as yuan with two places and thousands parted."""
    return f"{fen / 100:,.2f}"


def _blocks(paper: FeePaper, scale: letter.Scale) -> list[Block]:
    lines: list[list[Text]] = [
        [line.seq, line.name, line.basis, line.standard, line.quantity, yuan(line.amount_fen)] for line in paper.lines
    ]
    table = letter.table(GRID, NAMES, "clllcr", lines, 1.6)
    header = table[0]
    total = [Cell("合计（大写）", SUM, "c", 2), Cell(paper.total_words, SUM, span=2),
             Cell(f"¥{yuan(paper.total_fen)}", SUM, "r", 2)]  # fmt: skip
    last = GRID.block(total, least=9.0)
    last.group = last.header = header
    return [
        *letter.to(paper.party, scale),
        *paragraph(_opening(paper), scale.body),
        *table,
        last,
        *letter.rows(paper.head, _pairs(paper), scale, paper.in_name_of, paper.seal, space=2.4),
    ]


def _opening(paper: FeePaper) -> Text:
    known = letter.accepted(paper.matter)
    asked = f"{letter.asked(paper.party, paper.matter)}{known}。"
    law = "根据《中华人民共和国行政许可法》第五十八条、第五十九条和下列规定，请在"
    return join(asked, law, bold(f"{words.day(paper.due)}前"), "一次缴清下列费用：")


def _pairs(paper: FeePaper) -> list[tuple[str, Text]]:
    note = f"（{paper.due_note}）" if paper.due_note else ""
    return [
        ("缴款人", paper.payer),
        ("执收单位", f"{paper.payee}{words.GAP}单位编码{words.GAP}{paper.payee_code}"),
        ("缴款码", bold(paper.pay_code)),
        ("缴款期限", join(bold(words.day_of_week(paper.due)), note)),
        ("缴款方式", paper.how),
        ("减免情况", paper.relief or "无减免"),
        ("逾期后果", paper.overdue),
        ("票据", paper.bill),
    ]
