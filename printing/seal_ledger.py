"""印章使用登记簿: every use of a seal, its ground, who allowed it, used it and watched, and what was voided."""

from __future__ import annotations

from models.papers_rolls import SealLedgerPaper, SealUseLine
from printing import wide
from printing.flow import Block
from printing.page import Book, Page
from printing.sheet import signature_line
from printing.style import serif
from printing.table import Grid

TITLES = {"2号章登记簿": "2号章使用登记簿", "用印登记簿": "印章使用登记簿"}
GRID = Grid(
    (8.0, 18.0, 31.0, 20.0, 40.0, 25.0, 8.0, 36.0, 12.0, 14.0, 14.0, 14.0, 15.0, 14.0), pad=0.8, air=0.7, row=9.4,
    head=9.6, left=wide.LEFT,
)  # fmt: skip
NAMES = (
    "序号", "用印\n日期时间", "印章名称、编号", "使用\n协议号", "文书名称、文号", "办件编号", "份数", "用印事由与依据",
    "原市级\n权限", "批准人", "用印人", "监印人", "废件与\n销号", "备注",
)  # fmt: skip
NOTHING = "本期无用印"


def lay(book: Book, paper: SealLedgerPaper) -> None:
    """Draw the register into ``book``."""
    head = paper.head
    waiting = f"待核定：{'；'.join(head.to_confirm)}" if head.to_confirm else ""
    sheet = wide.Wide(
        book, head, TITLES.get(paper.variant, paper.variant),
        (f"用印单位：{paper.unit}", paper.period, f"编号：{head.number}" if head.number else ""),
        (f"本簿摘要 SHA-256 {wide.digest(paper.digest)}", f"共{len(paper.lines)}行，扫码与日志比对。", paper.note,
         waiting), _closing,
    )  # fmt: skip
    sheet.draw(_blocks(paper))


def _blocks(paper: SealLedgerPaper) -> list[Block]:
    lines = [_line(at, one) for at, one in enumerate(paper.lines, 1)]
    blank = [*[""] * 7, NOTHING, *[""] * 6]
    return wide.table(GRID, NAMES, "ccllllclcccccl", lines or [blank], 0.0)


def _line(at: int, use: SealUseLine) -> list[str]:
    return [
        str(at), f"{use.at:%Y-%m-%d}\n{use.at:%H:%M}", use.seal, use.agreement, f"{use.paper}\n{use.paper_number}",
        wide.folded(use.case_no), str(use.copies), use.reason, use.city_power, use.approver, use.user, use.keeper,
        use.voided, use.note,
    ]  # fmt: skip


def _closing(page: Page) -> None:
    for at, label, end in ((132.0, "批准人（签名）：", 180.0), (183.0, "用印人（签名）：", 231.0),
                           (234.0, "监印人（签名）：", wide.RIGHT)):  # fmt: skip
        signature_line(page, at, 179.7, label, end, 10)
    dated = "　".join("　" + unit for unit in "年月日")
    page.text(wide.RIGHT, 189.0, dated, serif(10), align="r")
