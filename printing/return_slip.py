"""退件（材料退还）清单 (A5): every paper given back with its pages, why, and what copies stay."""

from __future__ import annotations

from dataclasses import replace

from models.papers_rolls import ReturnPaper
from printing import slip
from printing.breaker import Text
from printing.flow import Block, paginate
from printing.page import Book
from printing.table import Grid

GRID = Grid((10.0, 60.0, 16.0, 10.0, 10.0, 10.0), pad=1.2, air=0.6, row=6.4, head=6.6, left=slip.LEFT)
LOW = replace(GRID, row=5.4, air=0.3)
NAMES = ("序号", "退还材料名称", "形式", "份", "页", "袋")
NOT_DECISION = "本清单只记载材料退还，不代替不予受理决定书等文书。"


def lay(book: Book, paper: ReturnPaper) -> None:
    """Draw every copy into ``book``."""
    built = [_blocks(paper, grid) for grid in (GRID, LOW)]  # lower rows when that saves a page
    fewest = min(built, key=lambda blocks: len(paginate(blocks, slip.ROOM)))
    slip.Slip(book, paper.head, "材料退还清单", paper.seal).draw(fewest)


def _blocks(paper: ReturnPaper, grid: Grid) -> list[Block]:
    lines: list[list[Text]] = [
        [one.seq, one.name, one.form or "—", str(one.copies), str(one.pages), one.bag or "—"] for one in paper.materials
    ]
    copies, pages = sum(one.copies for one in paper.materials), sum(one.pages for one in paper.materials)
    lines.append(["", f"合计{len(paper.materials)}项", "", str(copies), str(pages), ""])
    pairs: list[tuple[str, Text]] = [
        ("申请人", slip.named(paper.party)),
        ("事项", paper.item),
        ("退件原因", paper.reason),
        ("留存说明", paper.kept),
    ]
    return [
        *slip.facts(pairs, paper.head),
        *slip.table(grid, NAMES, "clcrrc", lines),
        slip.note(NOT_DECISION),
        slip.signatures("退件人（签名）：", "领取人（签名）："),
    ]
