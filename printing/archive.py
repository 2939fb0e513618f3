"""卷内目录 and 归档移交表: what a volume holds, page by page, and which volumes went from whom to whom."""

from __future__ import annotations

from models.papers_rolls import HandedVolume, HandoverPaper, VolumeLine, VolumePaper
from printing import record, wide, words
from printing.breaker import Text
from printing.flow import Block
from printing.letter import CELL, CELL_HEAD, note
from printing.page import Book
from printing.style import sans
from printing.table import Cell, Grid

LAYOUT = record.LAYOUT
LIST = Grid((12.5, 36.0, 27.0, 31.5, 17.5, 13.5, 18.0), pad=1.0, air=0.8, row=7.8, head=7.8)
LIST_NAMES = ("顺序号", "文号", "责任者", "题名", "日期", "页次", "电子件摘要")
VOLUMES = Grid((9.0, 30.0, 39.0, 9.0, 9.0, 19.5, 12.5, 11.0, 17.0), pad=0.9, air=0.8, row=7.8, head=10.0)
VOLUME_NAMES = ("顺序\n号", "卷号", "题名", "件数", "页数", "起止日期", "保管\n期限", "归档\n单位", "电子件\n摘要")
CODE = sans(7.5, 9.6)
DIGEST = "摘要为电子件 SHA-256 的前16位，全值在系统日志中，可逐件比对；没有电子件的留空。"


def lay(book: Book, paper: VolumePaper | HandoverPaper) -> None:
    """Draw every copy into ``book``."""
    handover = isinstance(paper, HandoverPaper)
    signers = (
        ("移交人（签名）：", "移交日期：", "接收人（签名）：", "接收日期：") if handover
        else ("立卷人（签名）：", "检查人（签名）：", "移交、接收签字：", "日期：")
    )  # fmt: skip
    sheet = record.RecordSheet(
        book, paper.head, "归档移交表" if handover else "卷内目录", LAYOUT,
        number_label="移交批号" if handover else "办件编号", signed_on=paper.head.made_at.date(), signers=signers,
    )  # fmt: skip
    sheet.bind(sheet.pages(_handover(paper) if isinstance(paper, HandoverPaper) else _volume(paper)))


def _volume(paper: VolumePaper) -> list[Block]:
    facts = [
        record.pair("卷号", paper.volume, "保管期限", paper.retention),
        record.pair("案卷题名", f"{paper.party.name}{words.GAP}{paper.item}"),
        record.pair("归档单位", paper.keeper, "件数", f"{len(paper.lines)}件"),
    ]
    return [
        *record.FACTS.rows(None, _confirmed(facts, paper.head.to_confirm)),
        *_table(LIST, LIST_NAMES, [_line(at, line) for at, line in enumerate(paper.lines, 1)]),
        note("　".join(filter(None, (DIGEST, paper.note)))),
    ]


def _confirmed(facts: list[list[Cell]], marks: tuple[str, ...]) -> list[list[Cell]]:
    heavy = record.FACT.heavier(700)
    return [*facts, record.pair("待核定", "；".join(marks), style=heavy)] if marks else facts


def _line(at: int, line: VolumeLine) -> list[Cell]:
    texts: list[Text] = [str(at), wide.folded(line.number), line.author, line.title, line.on.isoformat(), line.pages]
    aligns = "clllcc"
    cells = [Cell(text, CODE if column in {1, 4, 5} else CELL, align)
             for column, (text, align) in enumerate(zip(texts, aligns, strict=True))]  # fmt: skip
    return [*cells, Cell(_digest(line.digest), CODE, "c")]


def _digest(value: str) -> str:
    """Sixteen digits on two lines."""
    groups = wide.digest(value).split(" ")
    return " ".join(groups[:2]) + "\n" + " ".join(groups[2:]) if value else ""


def _table(grid: Grid, names: tuple[str, ...], rows: list[list[Cell]]) -> list[Block]:
    return grid.rows(grid.header(names, CELL_HEAD), rows, space=2.4)


def _handover(paper: HandoverPaper) -> list[Block]:
    papers, pages = sum(one.papers for one in paper.volumes), sum(one.pages for one in paper.volumes)
    facts = [
        record.pair("移交单位", paper.from_unit),
        record.pair("接收单位", paper.to_unit),
        record.pair("移交依据", paper.basis),
        record.pair("移交数量", f"{len(paper.volumes)}卷{words.GAP}{papers}件{words.GAP}{pages}页"),
    ]
    return [
        *record.FACTS.rows(None, _confirmed(facts, paper.head.to_confirm)),
        *_table(VOLUMES, VOLUME_NAMES, [_handed(at, one) for at, one in enumerate(paper.volumes, 1)]),
        note("　".join(filter(None, (DIGEST, paper.note)))),
    ]


def _handed(at: int, one: HandedVolume) -> list[Cell]:
    return [
        Cell(str(at), CELL, "c"), Cell(one.volume, CODE), Cell(one.title, CELL), Cell(str(one.papers), CELL, "r"),
        Cell(str(one.pages), CELL, "r"), Cell(one.span, CODE, "c"), Cell(one.retention, CELL, "c"),
        Cell(one.keeper, CELL, "c"), Cell(_digest(one.digest), CODE, "c"),
    ]  # fmt: skip
