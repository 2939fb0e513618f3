"""补正材料一次性告知书: everything that is missing, once; what it is, why, and how to mend it."""

from __future__ import annotations

from models.papers import SupplementPaper
from printing import words
from printing.breaker import Text, bold, join
from printing.flow import Block, Edge
from printing.page import Book, Page
from printing.sheet import Sheet
from printing.style import LEFT, NOTE, WIDTH, sans, serif
from printing.table import Cell, Grid, draw_set, paragraph, typeset

BODY = serif(12, 19.5)
CLAUSE = serif(11, 17.8)
CELL = serif(9.5, 12.8)
HEAD = serif(9.5, 12.8, weight=700)
GRID = Grid((10.0, 29.0, 12.0, 37.0, 30.0, 38.0), pad=1.3, air=1.0, row=7.6, head=7.85)
NAMES = ("序号", "材料名称", "情形", "存在的问题", "依据", "补正要求")
ALIGN = "clclll"
MENDING = "更正材料告知书"


def lay(book: Book, paper: SupplementPaper) -> None:
    """Draw every copy of the notice into ``book``."""
    head = paper.head
    ask = f"咨询：{head.window}{head.clerk}{words.GAP}{head.phone}"
    sheet = Sheet(
        book, head, MENDING if paper.returned_by else "补正材料一次性告知书", signed_on=head.made_at.date(),
        code_lines=(f"查询和网上补正：{head.tracking}", ask),
    )  # fmt: skip
    sheet.bind(sheet.pages(_blocks(paper)))


def _blocks(paper: SupplementPaper) -> list[Block]:
    blocks = [
        *paragraph(words.addressed(paper.party) + "：", BODY, indent=0, align="l"),
        *paragraph(_opening(paper), BODY),
        *GRID.rows(GRID.header(NAMES, HEAD), _rows(paper), space=1.6),
    ]
    if paper.footnote:
        blocks.append(_note(paper.footnote))
    for at, clause in enumerate(_clauses(paper)):
        blocks += paragraph(clause, CLAUSE, space=1.4 if at == 0 else 0.0)
    return blocks


def _opening(paper: SupplementPaper) -> Text:
    you, count = words.you(paper.party), len(paper.lines)
    if paper.returned_by:
        return join(
            f"{you}申请的{words.item(paper.item, paper.handling_item)}，本机关{words.day(paper.received_on)}收到材料"
            f"{paper.materials_count}项{paper.pages}页并已报{paper.returned_by}。现市级退回更正，其中下列{count}项",
            bold("只能由申请人更正"),
            "，一次告知如下：",
        )
    return join(
        f"{you}申请的{words.item(paper.item, paper.handling_item)}，本机关{words.day(paper.received_on)}收到材料"
        f"{paper.materials_count}项{paper.pages}页。经核对，下列{count}项不齐全或者不符合法定形式。"
        "根据《中华人民共和国行政许可法》第三十二条第一款第（四）项，现将",
        bold("需要补正的全部内容一次告知"),
        "：",
    )


def _rows(paper: SupplementPaper) -> list[list[Cell]]:
    return [
        [
            Cell(text, CELL, align)
            for text, align in zip(
                (line.seq, line.material, line.situation, line.problem, line.basis, line.fix), ALIGN, strict=True
            )
        ]
        for line in paper.lines
    ]


def _note(text: str) -> Block:
    block = typeset(text, sans(7.5, 10.5).inked(NOTE), WIDTH)

    def draw(page: Page, y: float, _: Edge) -> None:
        draw_set(page, LEFT, y, block)

    return Block(block.height, draw, space=1.2)


def _clauses(paper: SupplementPaper) -> list[Text]:
    clauses: list[Text] = _mending(paper) if paper.returned_by else _asking(paper)
    if paper.head.to_confirm:
        clauses.append(bold(f"待核定：{'；'.join(paper.head.to_confirm)}。"))
    return [join(f"{number}、", clause) for number, clause in zip("一二三四五", clauses, strict=False)]


def _asking(paper: SupplementPaper) -> list[Text]:
    received = words.day(paper.received_on)
    return [
        "以上为全部补正内容。第一次能够发现而未告知的，本机关不再要求补正。",
        join(
            f"本告知应在{words.day(paper.notice_due)}前作出；",
            bold(f"逾期不告知的，自收到申请材料之日（{received}）起即为受理"),
            "。",
        ),
        _bring(paper),
        f"补正可到{paper.head.window}、邮寄或者网上提交；未列入上表的材料不用再交。",
    ]


def _mending(paper: SupplementPaper) -> list[Text]:
    """Nothing handed in is asked for again (许可法第三十五条), and the clock does not stop."""
    due = f"（现为{words.day(paper.mend_until)}）" if paper.mend_until else ""
    return [
        "以上为需要申请人更正的全部内容，已交的其他材料不用再交。",
        f"更正不影响受理，办理期限{due}不因更正顺延，请尽快办理。",
        f"更正可到{paper.head.window}、邮寄或者网上提交；更正后由窗口再报市级，不用另行申请。",
    ]


def _bring(paper: SupplementPaper) -> Text:
    note = f"（{paper.bring_note}）" if paper.bring_note else ""
    until = (
        join("请在", bold(words.day(paper.bring_until)), f"前补正{note}。法律没有规定补正期限，需延长的请告知窗口；")
        if paper.bring_until
        else "法律没有规定补正期限，请尽快补正；"
    )
    return join(until, "不因逾期补正作出不予许可决定。补齐的，收到之日受理。")
