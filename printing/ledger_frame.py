"""What every page of the ledger shares – title, column heads, grids, foot – and the closing of the last."""

from __future__ import annotations

from collections.abc import Sequence

from models.papers import DayLedgerPaper
from printing import qr, words
from printing.page import Page
from printing.sheet import CODE_SIZE, Sheet, foot, printed, signature_line
from printing.style import FRAME_WEIGHT, HEADER, HEADER_WEIGHT, INNER_WEIGHT, NOTE, sans, serif
from printing.table import draw_set, typeset

SIZE = (297.0, 210.0)
LEFT, RIGHT = 16.0, 285.0
COLUMNS = (
    ("序\n号", 7.0, "c"), ("办件编号", 16.0, "c"), ("收件\n时间", 9.5, "c"), ("事项", 25.0, "l"),
    ("放权\n方式", 12.5, "c"), ("申请人", 28.0, "l"), ("电话\n尾号", 12.0, "c"), ("代理人", 11.0, "c"),
    ("材料\n份/页", 10.0, "c"), ("当日\n状态", 14.0, "c"), ("受理\n文号", 9.5, "c"), ("承诺\n办结", 9.5, "c"),
    ("法定\n办结", 9.5, "c"), ("转报日期\n市接收人", 14.0, "c"), ("办结\n结果", 9.0, "c"), ("办结\n日期", 10.0, "c"),
    ("送达方式\n日期", 13.0, "c"), ("收费\n元", 7.5, "c"), ("推送\n监管", 10.0, "c"), ("好差\n评", 8.5, "c"),
    ("经办人", 11.0, "c"), ("备注", 12.5, "l"),
)  # fmt: skip
TABLE_TOP, HEADER_HEIGHT, ROW = 29.8, 9.4, 7.6
SUMS_TOP, SUM_ROW = 147.8, 4.95
SUM_HEADS = ("行数", "收件", "受理", "补正", "不予受理", "转报市级", "办结", "重打", "作废", "收费（元）")
CODE_TOP, FOOT_RULE = 170.4, 199.0
SIGNERS = ((130.0, "填表人", 180.0), (182.3, "窗口负责人", 232.3), (234.6, "值班主任", RIGHT))
HEAD = sans(7.5, 9.4, weight=600)


def draw(page: Page, paper: DayLedgerPaper) -> None:
    """Title, numbers, column heads, the grid of sums and the foot, the same on every page."""
    middle = (LEFT + RIGHT) / 2
    page.text(middle, 18.9, paper.title, serif(18, weight=700, tracking=0.06), align="c", limit=250.0)
    page.text(LEFT, 26.8, f"填报窗口：{paper.window}", serif(10), limit=80.0)
    day = f"{words.day(paper.day)}{words.GAP}星期{words.WEEKDAYS[paper.day.weekday()]}"
    page.text(middle, 26.8, day, serif(10), align="c")
    if paper.head.number:
        page.text(RIGHT, 26.8, f"编号：{paper.head.number}", serif(10), align="r", limit=80.0)
    _heads(page)
    _sum_grid(page)
    _marks(page, paper)
    times = f"・第{paper.head.times}次打印"
    foot(page, (paper.head.number or paper.title, "", printed(paper.head) + times), LEFT, RIGHT, FOOT_RULE)


def _heads(page: Page) -> None:
    page.fill(LEFT, TABLE_TOP, RIGHT - LEFT, HEADER_HEIGHT, HEADER)
    x = LEFT
    for name, width, _ in COLUMNS:
        block = typeset(name, HEAD, width)
        draw_set(page, x, TABLE_TOP + (HEADER_HEIGHT - block.height) / 2, block, "c")
        x += width
    bottom = TABLE_TOP + HEADER_HEIGHT
    _columns(page, TABLE_TOP, bottom)
    page.rules([(LEFT, TABLE_TOP, RIGHT, TABLE_TOP)], FRAME_WEIGHT)
    page.rules([(LEFT, bottom, RIGHT, bottom)], HEADER_WEIGHT)


def _columns(page: Page, top: float, bottom: float) -> None:
    x, inner = LEFT, []
    for _, width, _ in COLUMNS[:-1]:
        x += width
        inner.append((x, top, x, bottom))
    page.rules(inner, INNER_WEIGHT)
    page.rules([(LEFT, top, LEFT, bottom), (RIGHT, top, RIGHT, bottom)], FRAME_WEIGHT)


def grid(page: Page, heights: Sequence[float]) -> None:
    """The lines of one page's rows."""
    top = y = TABLE_TOP + HEADER_HEIGHT
    lines = []
    for height in heights:
        y += height
        lines.append((LEFT, y, RIGHT, y))
    _columns(page, top, y)
    page.rules(lines[:-1], INNER_WEIGHT)
    page.rules(lines[-1:], FRAME_WEIGHT)


def _sum_grid(page: Page) -> None:
    top, bottom = SUMS_TOP, SUMS_TOP + 4 * SUM_ROW
    page.fill(LEFT, top, RIGHT - LEFT, SUM_ROW, HEADER)
    for at, name in enumerate(SUM_HEADS):
        left = LEFT + 34 + 23.5 * at
        page.rules([(left, top, left, bottom)], INNER_WEIGHT)
        page.text(left + 11.75, top + SUM_ROW / 2 + 1.1, name, sans(8, weight=600), align="c")
    page.rules([(LEFT, top + SUM_ROW * at, RIGHT, top + SUM_ROW * at) for at in (1, 2, 3)], INNER_WEIGHT)
    page.box(LEFT, top, RIGHT - LEFT, bottom - top, FRAME_WEIGHT)


def _marks(page: Page, paper: DayLedgerPaper) -> None:
    sheet, x = Sheet(page.book, paper.head, paper.title), RIGHT
    for shown, text in ((paper.head.times > 1, f"第{paper.head.times}次打印"), (paper.head.draft, "草稿")):
        if shown:
            x = sheet.mark_box(page, x, text)


def closing(page: Page, paper: DayLedgerPaper) -> None:
    """Code, digest and signatures."""
    head = paper.head
    x = LEFT + (CODE_SIZE + 5.0 if head.qr else 0.0)
    if head.qr:
        count, rects = qr.rectangles(head.qr)
        page.cells(LEFT, CODE_TOP, CODE_SIZE / count, rects)
    page.text(x, CODE_TOP + 3.3, "本表摘要", sans(9, weight=600))
    digest = paper.digest.upper()
    groups = " ".join(digest[at : at + 4] for at in range(0, min(16, len(digest)), 4))
    code = f"{words.GAP}核验码 {head.verify_code}" if head.verify_code else ""
    page.text(x, CODE_TOP + 8.1, f"SHA-256 {groups}{code}", sans(8, weight=600), limit=82.0)
    note = f"扫码比对{len(paper.lines)}行与日志；电话只留末四位，不印证件号。"
    page.text(x, CODE_TOP + 12.5, note, sans(8).inked(NOTE), limit=82.0)
    page.text(x, CODE_TOP + 16.7, paper.sequence_note, sans(8).inked(NOTE), limit=82.0)
    if paper.chain_note:
        page.text(x, CODE_TOP + 20.9, paper.chain_note, sans(8).inked(NOTE), limit=82.0)
    if paper.reopened:
        page.text(x, CODE_TOP + 25.1, paper.reopened, sans(8, weight=600), limit=RIGHT - x)
    for at, who, end in SIGNERS:
        signature_line(page, at, CODE_TOP + 9.3, f"{who}（签名）：", end, 10)
    when = words.GAP.join(f"{words.GAP}{unit}" for unit in "年月日时")
    page.text(RIGHT - 1, CODE_TOP + 18.3, when, serif(10), align="r")
