"""市县同权事项办理情况月度备案表: what was taken and done in a month, item by item, then case by case."""

from __future__ import annotations

from datetime import date

from models.papers_rolls import MonthlyPaper, MonthlyRow
from printing import letter, wide, words
from printing.flow import Block, Edge
from printing.page import Book, Page
from printing.sheet import signature_line
from printing.style import CORNER, INNER_WEIGHT, sans, serif
from printing.table import Cell, Grid

COUNTS = ("收件数", "受理数", "不予\n受理数", "转报数", "准予数", "不予数", "在办数", "超期数")
GRID = Grid((10.0, 44.0, 78.0, 33.0, *(13.0,) * 8), pad=1.2, air=0.8, row=7.2, head=9.6, left=wide.LEFT)
NAMES = ("序号", "市级部门", "事项", "放权方式", *COUNTS)
ANNEX = Grid((10.0, 42.0, 64.0, 58.0, 22.0, 22.0, 15.0, 36.0), pad=1.2, air=0.7, row=6.6, head=7.0, left=wide.LEFT)
ANNEX_NAMES = ("序号", "办件编号", "申请人", "事项", "受理日", "办结日", "结果", "证照编号")
SEAL, SEAL_TOP, MIDDLE = 36.0, 160.6, 254.0


def lay(book: Book, paper: MonthlyPaper) -> None:
    """Draw every copy into ``book``."""
    due = f"备案截止 {words.day(paper.due)}" if paper.due else ""
    waiting = f"待核定：{'；'.join(paper.head.to_confirm)}" if paper.head.to_confirm else ""
    sheet = wide.Wide(
        book, paper.head, "市县同权事项办理情况月度备案表",
        (f"填报单位：{paper.unit}", f"{paper.month.year}年{paper.month.month}月", f"主送：{paper.to_organ}"),
        (paper.note, due, waiting), lambda page: _closing(page, paper), signed_end=158.6,
    )  # fmt: skip
    sheet.draw(_blocks(paper))


def _blocks(paper: MonthlyPaper) -> list[Block]:
    lines = [
        [str(at), row.department, row.item, row.mode, *map(str, _counts(row))] for at, row in enumerate(paper.rows, 1)
    ]
    table = wide.table(GRID, NAMES, "cllc" + "r" * 8, lines, 0.0)
    sums = [str(sum(column)) for column in zip(*map(_counts, paper.rows), strict=True)] or ["0"] * len(COUNTS)
    total = GRID.block([Cell("", wide.HEAD), Cell(f"合计{words.GAP}{len(paper.rows)}项", wide.HEAD, span=3),
                        *(Cell(value, wide.HEAD, "r") for value in sums)])  # fmt: skip
    total.group = total.header = table[0]
    return [*table, total, _annex_title(len(paper.cases)), *_annex(paper)]


def _counts(row: MonthlyRow) -> tuple[int, ...]:
    return (row.received, row.accepted, row.refused, row.forwarded, row.granted, row.denied, row.pending, row.late)


def _annex_title(count: int) -> Block:
    def draw(page: Page, y: float, _: Edge) -> None:
        page.text(wide.LEFT, y + 5.0, f"附表{words.GAP}逐件办理情况（共{count}件）", serif(11, weight=700))

    return Block(7.0, draw, space=2.6, is_header=True)


def _annex(paper: MonthlyPaper) -> list[Block]:
    lines = [
        [str(at), one.case_no, one.applicant, one.item, _day(one.accepted_on), _day(one.done_on), one.result,
         one.certificate]
        for at, one in enumerate(paper.cases, 1)
    ]  # fmt: skip
    return wide.table(ANNEX, ANNEX_NAMES, "ccllcccl", lines or [["", "", "本月无办件", "", "", "", "", ""]], 0.0)


def _day(when: date | None) -> str:
    return when.isoformat() if when else ""


def _closing(page: Page, paper: MonthlyPaper) -> None:
    """Who filled in, who checked, the organ with its seal place."""
    for row, label in enumerate(("填报人（签名）：", "审核人（签名）：")):
        signature_line(page, 136.0, 177.0 + 9.6 * row, label, 196.0, 10)
    dated = words.GAP.join(f"{words.GAP}{unit}" for unit in "年月日")
    page.text(196.0, 195.2, dated, serif(10), align="r")
    page.text(MIDDLE, 177.6, paper.head.organ, serif(11), align="c", limit=60.0)
    page.text(MIDDLE, 185.0, words.day(paper.head.made_at.date()), serif(11), align="c")
    x, y = MIDDLE - SEAL / 2, SEAL_TOP
    ends = ((x, y, 1, 1), (x + SEAL, y, -1, 1), (x, y + SEAL, 1, -1), (x + SEAL, y + SEAL, -1, -1))
    corners = [line for a, b, right, down in ends for line in ((a, b, a + 2 * right, b), (a, b, a, b + 2 * down))]
    page.rules(corners, INNER_WEIGHT, CORNER)
    page.text(x + SEAL - 1.6, y + 3.3, letter.seal_label(paper.seal), sans(7).inked(CORNER), align="r")
