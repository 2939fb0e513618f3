"""结果领取凭证 (A5): what was handed over, to whom, how the person was checked, when."""

from __future__ import annotations

from models.papers_rolls import PickupPaper
from printing import slip, words
from printing.breaker import Text
from printing.flow import Block
from printing.page import Book
from printing.table import Grid

GRID = Grid((9.0, 56.0, 40.0, 11.0), pad=1.3, air=0.8, row=7.0, head=7.0, left=slip.LEFT)
NAMES = ("序号", "证照、文书名称", "编号", "数量")


def lay(book: Book, paper: PickupPaper) -> None:
    """Draw the slip into ``book``."""
    slip.Slip(book, paper.head, "结果领取凭证").draw(_blocks(paper))


def _blocks(paper: PickupPaper) -> list[Block]:
    lines: list[list[Text]] = [
        [str(at), one.name, one.number, str(one.count)] for at, one in enumerate(paper.certificates, 1)
    ]
    taken = words.minute(paper.taken_at) if paper.taken_at else ""
    pairs: list[tuple[str, Text]] = [
        ("申请人", slip.named(paper.party)),
        ("事项", paper.item),
        ("领取人", paper.taker),
        ("身份核验", paper.checked),
        ("代领授权", paper.proxy or "本人领取，无代领"),
        ("领取方式", words.ticks(paper.way, (("窗口", "窗口领取"), ("邮寄", _mail(paper))))),
        ("领取时间", taken),
    ]
    return [
        *slip.facts(pairs, paper.head),
        *slip.table(GRID, NAMES, "cllc", lines),
        slip.note("请当面核对证照、文书的名称、编号和数量，确认无误后签名。"),
        slip.signatures("领取人（签名）：", "发证人（签名）："),
    ]


def _mail(paper: PickupPaper) -> str:
    return f"邮寄（{paper.mail}）" if paper.mail else "邮寄"
