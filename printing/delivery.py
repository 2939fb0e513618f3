"""送达回证: which papers, to whom, where and how, who took them and who brought them."""

from __future__ import annotations

from models.papers_rolls import DeliveryPaper
from printing import letter, record, words
from printing.breaker import Text, join
from printing.flow import Block
from printing.page import Book
from printing.sheet import Layout, Sheet
from printing.style import Style, serif
from printing.table import Cell, Grid

LAYOUT = Layout(code=236.0, seal=34.0, seal_top=232.4, signed_base=247.0, signing=False, red=False, signed_end=230.0)
WAYS = ("直接", "留置", "邮寄", "电子", "公告", "委托")
LABEL = serif(10.5, 15)
PAPERS = Grid((10.0, 78.0, 52.0, 16.0), pad=1.5, air=0.9, row=7.6, head=7.6)
FACTS = Grid((34.5, 43.5, 34.5, 43.5), row=9.6, air=1.0)
WRITTEN = Grid((34.5, 43.5, 34.5, 43.5), row=14.0, air=1.0)


def lay(book: Book, paper: DeliveryPaper) -> None:
    """Draw the paper into ``book``."""
    sheet = Sheet(
        book, paper.head, "送达回证", LAYOUT, signed_on=paper.head.made_at.date(),
        seal_label=letter.seal_label(paper.seal),
    )  # fmt: skip
    sheet.bind(sheet.pages(_blocks(paper)))


def _blocks(paper: DeliveryPaper) -> list[Block]:
    lines: list[list[Text]] = [
        [str(at), words.book_title(one.name), one.number, str(one.copies)] for at, one in enumerate(paper.papers, 1)
    ]
    facts = [
        _row("送达机关", paper.head.organ),
        _row("申请事项", paper.item),
        _row("受送达人", paper.recipient),
        _row("送达地点", paper.address),
        _row("送达方式", words.ticks(paper.way, tuple((way, way) for way in WAYS))),
    ]
    if paper.head.to_confirm:
        facts.append(_row("待核定", "；".join(paper.head.to_confirm), LABEL.heavier(700)))
    return [
        *FACTS.rows(None, facts),
        *letter.table(PAPERS, ("序号", "送达文书名称", "文号", "份数"), "cllc", lines, 2.2),
        *FACTS.rows(None, _ways(paper), space=2.2),
        *WRITTEN.rows(None, _people(paper), space=2.2),
    ]


def _row(label: str, value: Text, style: Style = LABEL) -> list[Cell]:
    return [Cell(label, style), Cell(value, style, span=3)]


def _pair(label: str, value: Text, other: str, text: Text) -> list[Cell]:
    return [Cell(label, LABEL), Cell(value, LABEL), Cell(other, LABEL), Cell(text, LABEL)]


def _ways(paper: DeliveryPaper) -> list[list[Cell]]:
    arrived = words.minute(paper.arrived) if paper.arrived else ""
    return [
        _pair("电子送达事先同意", paper.consent, "到达对方系统时间", arrived),
        _pair("邮寄单位、单号", paper.mail, "邮件签收日", paper.mail_signed),
    ]


def _people(paper: DeliveryPaper) -> list[list[Cell]]:
    blank = "".join(words.GAP + unit for unit in "年月日时")
    received = words.minute(paper.received_at) if paper.received_at else blank
    two = (*paper.deliverers, "", "")[:2]
    return [
        _pair("收件人签名或盖章", paper.receiver, "收到时间", received),
        _pair("代收人签名", paper.proxy, "代收理由", paper.proxy_reason),
        _pair("送达人签名（一）", two[0], "送达人签名（二）", two[1]),
        _pair("见证人签名", paper.witness, "日期", record.blank_date()),
        _row("拒收、见证备注", join(paper.remark)),
    ]
