"""停电时怎么办: one page to lie on top of the blank receipts, read by torchlight, so large and short."""

from __future__ import annotations

from models.papers_rolls import SpareKitPaper
from printing import words
from printing.page import Book, Page
from printing.sheet import FOOT_RULE, foot, printed, signature_line
from printing.style import BLACK, FRAME_WEIGHT, INNER_WEIGHT, LEFT, ORGAN, RIGHT, WHITE, WIDTH, sans, serif
from printing.table import draw_set, typeset

TITLE = serif(30, weight=700, tracking=0.06)
STEP = serif(13, 18)
PART = sans(12, weight=700)
CALLS = (("值班主任电话：", "供电报修电话："), ("网络报修电话：", "手电、备用单存放处："))
PARTS = (
    (
        "停电、断网当时",
        (
            "不关门，不让人改天再来。只断网不断电的，照常在电脑上收件，来网后自动报市级。",
            "取一张备用单，两联一起写：申请人、事项、材料逐项打勾，写明收件的年月日时分。",
            "收件人、交件人都签名，盖收件章；第一联当场交申请人，第二联和材料夹在一起。",
            "当场写明一次告知截止日：收件次日起数五个工作日。备用单不是受理决定，不口头答应受理。",
            "写错的不涂改：两联写“作废”收回，换一张。编号不借给别的窗口。",
        ),
    ),
    (
        "来电以后，当天做完",
        (
            "开机登录，到“台账—断电备用单”按“补录”，扫单子上的码或输编号，照单填真实收件时间。",
            "照第二联录入，核对无误后受理、告知补正或不予受理。时限从真实收件时间起算，不从补录起算。",
            "不再打印收件凭证，申请人手里那张就是；受理通知书等照常打印、送达。",
            "作废的单逐张登记原因；未用的数清，连同本页放回原处。印出数＝已用＋作废＋剩余。",
        ),
    ),
)


def lay(book: Book, paper: SpareKitPaper) -> None:
    """Draw the card into ``book``, once."""
    page, head = Page(book), paper.head
    page.text(LEFT + WIDTH / 2, 28.0, head.organ, ORGAN, align="c", limit=WIDTH)
    page.text(LEFT + WIDTH / 2, 44.0, "停电时怎么办", TITLE, align="c", limit=WIDTH)
    page.rules([(LEFT, 50.5, RIGHT, 50.5)], FRAME_WEIGHT)
    y = _kit(page, paper, 57.5)
    at = 0
    for name, steps in PARTS:
        y = _part(page, name, y)
        for text in steps:
            at += 1
            y = _step(page, at, text, y)
        y += 4.0
    _call(page, paper, y)
    foot(page, (f"断电备用单・{head.number}", "本页随单存放", printed(head)), LEFT, RIGHT, FOOT_RULE)
    book.add(page)


def _kit(page: Page, paper: SpareKitPaper, y: float) -> float:
    """Which sheets lie below."""
    first, last = paper.sheets[0].head.case_no, paper.sheets[-1].head.case_no
    span = first if first == last else f"{first} 至 {last.split('-', 3)[-1]}"
    page.text(LEFT, y, f"本袋备用单{words.GAP}{len(paper.sheets)}张，每张两联", serif(11))
    page.text(RIGHT, y, span, sans(9.5, weight=600), align="r", limit=96.0)
    return y + 7.0


def _part(page: Page, name: str, y: float) -> float:
    page.fill(LEFT, y, WIDTH, 8.4, BLACK)
    page.text(LEFT + 3, y + 5.8, name, PART.inked(WHITE))
    return y + 12.0


def _step(page: Page, at: int, text: str, y: float) -> float:
    block = typeset(text, STEP, WIDTH - 14)
    page.text(LEFT + 5, y + 5.4, str(at), sans(17, weight=700), align="c")
    draw_set(page, LEFT + 14, y, block, "j")
    return y + block.height + 3.0


def _call(page: Page, paper: SpareKitPaper, y: float) -> None:
    """Whom to call, with a line for what only this hall knows."""
    head = paper.head
    page.rules([(LEFT, y, RIGHT, y)], INNER_WEIGHT)
    where = words.GAP.join(("本窗口", f"{head.hall}{head.window}", head.phone))
    page.text(LEFT, y + 7.0, where, serif(11), limit=WIDTH)
    for row, labels in enumerate(CALLS):
        base = y + 15.5 + 8.5 * row
        for label, x, end in zip(labels, (LEFT, LEFT + 80), (LEFT + 74, RIGHT), strict=True):
            signature_line(page, x, base, label, end, 11)
