"""原件交接单: the bags one courier takes along, a line to sign for each side, what to do when something lacks."""

from __future__ import annotations

from models.papers_rolls import CourierBag, CourierPaper
from models.rules.bundles import spaced
from printing import record, words
from printing.flow import Block, Edge, stack
from printing.letter import CELL, CELL_HEAD
from printing.page import Book, Page
from printing.sheet import signature_line
from printing.style import LEFT, NOTE, RIGHT, WIDTH, sans, serif
from printing.table import Cell, Grid, draw_set, typeset

BAGS = Grid((9.5, 38.5, 45.0, 32.0, 7.5, 8.5, 8.0, 7.0), pad=1.0, air=0.8, row=7.4, head=7.4)
NAMES = ("序号", "袋码（办件、袋）", "事项", "接收单位", "份", "页", "须\n还", "收")
ALIGNS = "ccllrrrc"
CODE = sans(7.5, 9.6)
HANDS = Grid((13.0, 48.0, 29.0, 30.0, 9.0, 10.0, 17.0), pad=1.2, row=13.0, head=7.0)
HANDS_NAMES = ("环节", "单位、方式", "姓名（签名）", "时间", "袋", "页", "备注")
HANDS_ALIGNS = "clcrccl"
STYLE = serif(10, 13)
STEPS = (
    "交接时逐袋扫码，袋数、封条与本单相符再签名；拆袋后按移交清单逐项点份数、页数，当日登记。",
    "缺袋、破封、缺件、缺页的，当场写入备注，双方签名，不拒收其余各袋；市级登记后，缺的逐项显示在移交窗口。",
    "移交窗口接到缺页提示，当日查找补送，仍用原袋码；不得要求申请人重复提交（行政许可法第三十五条）。",
)


def lay(book: Book, paper: CourierPaper) -> None:
    """Draw every copy into ``book``."""
    sheet = CourierSheet(
        book, paper.head, "原件交接单", record.LAYOUT, number_label="交接单号",
        right=words.short_day(paper.head.made_at.date()), signed_on=paper.head.made_at.date(),
        code_lines=("第一联窗口存，第二联承运人存", "第三联随袋交市级", *words.where_to_ask(paper.head)[1:]),
    )  # fmt: skip
    sheet.bind(sheet.pages(_blocks(paper)))


class CourierSheet(record.RecordSheet):
    """Closes with room for what did not agree."""

    def signature(self, page: Page) -> None:
        """不符登记: which bag, both sides, when."""
        x = record.SIGN_LEFT
        page.text(x, 241.0, "不符登记（相符的不填）", serif(11.5, weight=700))
        for at, label in enumerate(("袋码、缺什么：", "交接双方签名：", "登记时间：")):
            signature_line(page, x, 249.5 + 7.9 * at, label, RIGHT)


def _blocks(paper: CourierPaper) -> list[Block]:
    copies, pages, back = (sum(getattr(one, name) for one in paper.bags) for name in ("copies", "pages", "give_back"))
    cases = len({one.case_no for one in paper.bags})
    sums = (f"{len(paper.bags)}袋", f"{copies}份", f"{pages}页", f"须归还原件{back}份" if back else "无须归还的原件")
    facts = [
        record.pair("移交窗口", paper.from_unit, "移交时间", words.minute(paper.head.made_at)),
        record.pair("承运方式", words.GAP.join(filter(None, (paper.way, paper.number))), "承运人", paper.taken),
        record.pair("合计", f"{cases}件办件{words.GAP}{words.GAP.join(sums)}"),
    ]
    rows = [_row(at, bag) for at, bag in enumerate(paper.bags, 1)]
    return [
        *record.FACTS.rows(None, facts),
        *BAGS.rows(BAGS.header(NAMES, CELL_HEAD), rows, space=2.4),
        stack([_title("交接签名"), *_hands(paper, pages)]),
        stack([_title("交接要求"), *_steps()]),
    ]


def _row(at: int, bag: CourierBag) -> list[Cell]:
    back = str(bag.give_back) if bag.give_back else "—"
    texts = (str(at), spaced(bag.code), bag.item, bag.to_organ, str(bag.copies), str(bag.pages), back, "□")
    return [
        Cell(text, CODE if column == 1 else CELL, align)
        for column, (text, align) in enumerate(zip(texts, ALIGNS, strict=True))
    ]


def _title(text: str) -> Block:
    def draw(page: Page, y: float, _: Edge) -> None:
        page.text(LEFT, y + 5.4, text, serif(12.5, weight=700))

    return Block(7.6, draw, space=3.0)


def _hands(paper: CourierPaper, pages: int) -> list[Block]:
    when, bags = words.GAP.join("月日时分"), str(len(paper.bags))
    rows = (
        ("移交", paper.from_unit, "", when, bags, str(pages), ""),
        ("承运", f"{paper.way}{words.GAP}{paper.taken}", "", when, bags, "", ""),
        ("接收", "市级（各接收单位分别签）", "", when, "", "", ""),
    )
    cells = [[Cell(text, STYLE, align) for text, align in zip(row, HANDS_ALIGNS, strict=True)] for row in rows]
    return HANDS.rows(HANDS.header(HANDS_NAMES, CELL_HEAD), cells)


def _steps() -> list[Block]:
    return [_step(at, text) for at, text in enumerate(STEPS, 1)]


def _step(at: int, text: str) -> Block:
    block = typeset(text, sans(8.5, 12.5).inked(NOTE), WIDTH - 5)

    def draw(page: Page, y: float, _: Edge) -> None:
        page.text(LEFT, y + 3.25, f"{at}", sans(8.5, weight=600).inked(NOTE))
        draw_set(page, LEFT + 5, y, block)

    return Block(block.height, draw, space=0.6)
