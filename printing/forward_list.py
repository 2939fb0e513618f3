"""材料移交清单: the second sheet of a forwarding letter – materials, bags with barcodes, who handed over to whom."""

from __future__ import annotations

from dataclasses import replace

from models.papers import Bag, ForwardPaper, PaperMaterial
from printing import barcode, words
from printing.flow import Block, Edge, paginate, stack
from printing.page import Book, Page
from printing.sheet import Layout, Sheet, signature_line
from printing.style import FRAME_WEIGHT, LEFT, NOTE, RIGHT, WIDTH, sans, serif
from printing.table import Cell, Grid, draw_set, typeset

LAYOUT = Layout(
    title=33.8, number=41.7, body=44.4, code=230.3, signing=False, red=False, seal=0.0, next_body=34.0,
    signed_end=226.5, code_each=True, plain_end=226.5,
)  # fmt: skip
CELL = serif(9.8, 13)
HEAD = serif(10, 13, weight=700)
TITLE = serif(20, weight=700, tracking=0.06)
GRID = Grid((10.5, 69.5, 15.0, 11.0, 11.0, 12.0, 27.0), pad=1.4, air=0.6, row=6.35, head=6.5)
NAMES = ("序号", "材料名称", "形式", "份", "页", "袋", "说明")
ALIGN = "clcrrcl"
HANDS = Grid((13.0, 46.0, 30.0, 30.0, 9.0, 10.0, 18.0), pad=1.4, row=12.0, head=6.7)
HANDS_NAMES = ("环节", "单位", "姓名（签名）", "时间", "袋", "页", "备注")
HANDS_ALIGN = "clcrccl"
BAG_HEIGHT = 18.0
SHORT = 5.45  # mm; the row when it saves a page
ORDINARY = frozenset(("已收", "已齐", ""))


def pages(book: Book, paper: ForwardPaper) -> list[Page]:
    """The list's pages; every one of them carries the letter's code."""
    sheet = ListSheet(
        book, paper.head, "材料移交清单", LAYOUT, right=f"{paper.head.number}附件",
        code_lines=("与转报函同码", "页数以本清单为准"),
    )  # fmt: skip
    return sheet.pages(_blocks(paper), lambda page: _heading(page, sheet))


def _heading(page: Page, sheet: Sheet) -> None:
    page.text(LEFT + WIDTH / 2, LAYOUT.title, sheet.title, TITLE, align="c")
    sheet.numbers(page, LAYOUT.number)


class ListSheet(Sheet):
    """The list closes with the return of originals in place of a seal."""

    def signature(self, page: Page) -> None:
        """原件归还: three lines to sign when originals come back."""
        x = LEFT + 82
        page.text(x, 234.5, "原件归还", serif(11.5, weight=700))
        for at, label in enumerate(("退还人（市级）：", "接收人（窗口）：", "退还时间：")):
            signature_line(page, x, 243.0 + 7.9 * at, label, RIGHT)


def _blocks(paper: ForwardPaper) -> list[Block]:
    """Rows at full height unless the lower ones save a page."""
    tall, short = _with_rows(paper, GRID), _with_rows(paper, replace(GRID, row=SHORT, air=0.3))
    return short if len(paginate(short, LAYOUT.room)) < len(paginate(tall, LAYOUT.room)) else tall


def _with_rows(paper: ForwardPaper, grid: Grid) -> list[Block]:
    header = grid.header(NAMES, HEAD)
    rows = [_row(material) for material in paper.materials]
    blocks = grid.rows(header, [*rows, _sum(paper)], summed=True)
    for at, bag in enumerate(paper.bags):
        blocks.append(_bag(bag, at + 1, len(paper.bags)))
    return [*blocks, stack([_hands_title(), *_hands(paper), _hands_note()])]


def _row(material: PaperMaterial) -> list[Cell]:
    note = "" if material.check in ORDINARY else material.check
    if material.give_back:
        note = "原件须还" if not note else f"{note}，须还"
    texts = (material.seq, material.name, material.form or "—", str(material.copies), str(material.pages),
             material.bag, note)  # fmt: skip
    cells = [Cell(text, CELL, align) for text, align in zip(texts, ALIGN, strict=True)]
    if material.give_back:
        cells[-1] = Cell(note, CELL.heavier(700))
    return cells


def _sum(paper: ForwardPaper) -> list[Cell]:
    back = sum(bag.give_back for bag in paper.bags)
    text = f"合计{words.GAP}{len(paper.materials)}项" + (f"，其中须归还原件{back}份" if back else "")
    texts = ("", text, "", str(sum(m.copies for m in paper.materials)), str(sum(m.pages for m in paper.materials)),
             f"{len(paper.bags)}袋" if paper.bags else "", "")  # fmt: skip
    return [Cell(value, HEAD, align) for value, align in zip(texts, ALIGN, strict=True)]


def _bag(bag: Bag, number: int, of: int) -> Block:
    """One bag's frame: what is in it, its seal number to be written, its barcode with the plain code below."""
    width, rects = barcode.bars(bag.barcode)
    wide = width * barcode.NARROW
    span = f"第{bag.first}—{bag.last}项" if bag.first != bag.last else f"第{bag.first}项"
    content = f"{span}{words.GAP}{bag.copies}份{bag.pages}页"
    back = f"须还{bag.give_back}份" if bag.give_back else ""

    def draw(page: Page, y: float, _: Edge) -> None:
        page.box(LEFT, y, WIDTH, BAG_HEIGHT, FRAME_WEIGHT)
        page.text(LEFT + 3, y + 7.9, f"{bag.letter}袋", serif(16, weight=700))
        page.text(LEFT + 3, y + 13.6, f"共{of}袋第{number}袋", sans(8.5, tracking=0.08).inked(NOTE))
        x = LEFT + 25 + page.text(LEFT + 25, y + 6.9, content, serif(11.5))
        page.text(x + 1.6, y + 6.9, back, serif(10, weight=700))
        signature_line(page, LEFT + 25, y + 13.6, "封条号", LEFT + 78)
        left = RIGHT - barcode.QUIET - wide
        page.cells(left, y + 2.5, barcode.NARROW, rects, barcode.TALL)
        page.text(left + wide / 2, y + 16.1, bag.barcode, sans(9, weight=600), align="c")

    return Block(BAG_HEIGHT, draw, space=3.0 if number == 1 else 1.6)


def _hands_title() -> Block:
    def draw(page: Page, y: float, _: Edge) -> None:
        page.text(LEFT, y + 5.2, "交接记录", serif(12.5, weight=700))
        page.text(RIGHT, y + 5.2, "逐袋扫码，件数、页数、封条相符再签名；不符的写入备注，不得退回申请人。",
                  serif(9.5), align="r", limit=130.0)  # fmt: skip

    return Block(7.4, draw, space=1.4)


def _hands(paper: ForwardPaper) -> list[Block]:
    pages_ = str(sum(material.pages for material in paper.materials))
    when = "月 日 时 分".replace(" ", words.GAP)
    bags = str(len(paper.bags)) if paper.bags else ""
    roads = words.GAP.join(("□机要", "□专人", "□邮政"))
    rows = (
        ("移交", f"{paper.head.hall}{paper.head.window}", "", when, bags, pages_, ""),
        ("承运", roads, "", when, "", "", ""),
        ("接收", paper.to_organ, "", when, "", "", ""),
    )
    style = serif(10, 13)
    cells = [[Cell(text, style, align) for text, align in zip(row, HANDS_ALIGN, strict=True)] for row in rows]
    return HANDS.rows(HANDS.header(HANDS_NAMES, HEAD), cells)


def _hands_note() -> Block:
    text = "市存联留市级，县存联由承运人带回；系统以接收扫码时间为市级收到时间。"
    block = typeset(text, sans(8, 11).inked(NOTE), WIDTH)

    def draw(page: Page, y: float, _: Edge) -> None:
        draw_set(page, LEFT, y, block)

    return Block(block.height, draw, space=1.4)
