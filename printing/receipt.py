"""收件凭证: what was taken, line by line, and the day until which the organ must say what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from models.papers import PaperMaterial, ReceiptPaper
from models.papers_rolls import SpareKitPaper
from printing import spare, words
from printing.breaker import Text, bold, join
from printing.flow import Block, Edge, paginate
from printing.page import Book, Page
from printing.sheet import Layout, Sheet, signature_line
from printing.style import FRAME_WEIGHT, INNER_WEIGHT, LEFT, RIGHT, WIDTH, serif
from printing.table import Cell, Grid, draw_set, typeset

LAYOUT = Layout(
    organ=28.0, title=38.2, number=50.9, rule=53.2, body=55.6, code=233.3, seal=34.0, seal_top=227.4,
    signed_base=242.0, signing=False, red=False, signed_end=226.0,
)  # fmt: skip
LABEL = serif(10, 14.5)
VALUE = serif(10, 14.5)
CELL = serif(9.5, 12.2)
HEAD = serif(9.5, 12.2, weight=700)
FACTS = Grid((19, 59, 19, 59), row=6.25, air=0.35)
COLUMNS = (10.0, 63.0, 13.0, 8.5, 8.5, 16.5, 11.0, 25.5)
NAMES = ("序号", "材料名称", "形式", "份", "页", "来源", "容缺", "核对")
ALIGN = "clcrrccl"
TALL, SHORT = 6.35, 5.45  # mm; the shorter row when it saves a page
UNCOUNTED = frozenset(("未交", "—", ""))
GOOD = ("已收", "已核", "平台", "齐", "不需", "电子")


def lay(book: Book, paper: ReceiptPaper | SpareKitPaper) -> None:
    """Draw every copy of the receipt into ``book``; or the ones to be filled in by hand."""
    if isinstance(paper, SpareKitPaper):
        spare.lay(book, paper)
        return
    sheet = Sheet(
        book, paper.head, "收件凭证", LAYOUT, subtitle="（申请材料接收清单）", number_label="收件编号",
        right="本凭证不是受理决定", signed_on=paper.received_at.date(), seal_label="收件章位",
        below_code="凭收件编号或二维码查询；领取结果时请携带本联。", offline_mark="断网收件",
        foot_left=f"收件凭证・{paper.head.case_no}", mark="断电补录" if paper.late else "",
    )  # fmt: skip
    sheet.bind(sheet.pages(_blocks(paper)))


def _blocks(paper: ReceiptPaper) -> list[Block]:
    """Rows at full height if one page holds them or cannot anyway, else at the smaller one."""
    tall = _with_rows(paper, TALL)
    if len(paginate(tall, LAYOUT.room)) == 1:
        return tall
    short = _with_rows(paper, SHORT)
    return short if len(paginate(short, LAYOUT.room)) == 1 else tall


def _with_rows(paper: ReceiptPaper, row: float) -> list[Block]:
    grid = Grid(COLUMNS, pad=1.1, air=0.3, row=row, head=TALL)
    header = grid.header(NAMES, HEAD)
    lines = [[*_material(line)] for line in paper.materials]
    blocks = FACTS.rows(None, _facts(paper))
    blocks += grid.rows(header, [*lines, _sum(paper.materials)], space=2.2, summed=True)
    if not paper.filing:
        blocks.append(_notice(paper))
    blocks.append(Block(8.5, _signatures, space=0.4))
    return blocks


def _facts(paper: ReceiptPaper) -> list[list[Cell]]:
    head, party = paper.head, paper.party
    code_label = "信用代码" if "信用代码" in party.code_label else "证件号码"
    code = party.code_masked if code_label == "信用代码" else f"{party.code_label}{words.GAP}{party.code_masked}"
    task = f"{paper.task_code or '未编码'}{words.GAP}业务办理项{words.GAP}{paper.handling_item or '不分项'}"
    rows: list[tuple[str, Text, str, Text]] = [
        ("事项名称", words.item(paper.item, paper.handling_item), "收件时间", words.minute(paper.received_at)),
        ("实施编码", task, "", ""),
        ("申请人", party.name, code_label, code.strip(words.GAP)),
        ("代理人", words.agent(party), "授权范围", party.agent_scope or "—"),
        ("收件窗口", f"{head.hall}{head.window}", "放权方式", paper.mode_name),
        ("受理机关", paper.accept_organ, "决定机关", paper.decide_organ),
    ]
    cells = [_pair_row(row) for row in rows]
    if head.to_confirm:
        cells.append([Cell("待核定", LABEL.heavier(700)), Cell("；".join(head.to_confirm), VALUE.heavier(700), span=3)])
    return cells


def _pair_row(row: tuple[str, Text, str, Text]) -> list[Cell]:
    if not row[2]:
        return [Cell(row[0], LABEL), Cell(row[1], VALUE, span=3)]
    return [Cell(row[0], LABEL), Cell(row[1], VALUE), Cell(row[2], LABEL), Cell(row[3], VALUE)]


def _material(line: PaperMaterial) -> list[Cell]:
    good = line.check.startswith(GOOD)
    texts = (line.seq, line.name, line.form or "—", str(line.copies), str(line.pages), line.origin or "—",
             "是" if line.tolerated else "否", line.check)  # fmt: skip
    cells = [Cell(text, CELL, align) for text, align in zip(texts, ALIGN, strict=True)]
    if not good:
        cells[-1] = Cell(line.check, CELL.heavier(700))
    return cells


def _sum(materials: Sequence[PaperMaterial]) -> list[Cell]:
    good = sum(line.check.startswith(GOOD) for line in materials)
    missing = sum(line.check.startswith("未交") for line in materials)
    words_ = f"合计{len(materials)}行：收齐{good}，不全{len(materials) - good - missing}，未交{missing}"
    texts = ("", words_, "", str(sum(m.copies for m in materials)), str(sum(m.pages for m in materials)), "", "", "")
    return [Cell(text, HEAD, align) for text, align in zip(texts, ALIGN, strict=True)]


def _notice(paper: ReceiptPaper) -> Block:
    """The date on the left; on the right what happens when the organ stays silent."""
    who = "本机关" if paper.accept_organ in ("", paper.head.organ) else paper.accept_organ
    counted = "；".join(paper.notice_lines)
    text = join(
        f"材料不齐全或者不符合法定形式的，{who}在截止日前一次告知需要补正的全部内容；",
        bold(f"逾期不告知的，自{words.day(paper.received_at.date())}收到申请材料之日起即为受理"),
        f"。{words.full_stop(counted)}（行政许可法第三十二条第一款第（四）项、第八十二条）",
    )
    right = typeset(text, serif(9.5, 12.5), WIDTH - 55 - 4)
    height = max(18.3, right.height + 1.8)

    def draw(page: Page, y: float, _: Edge) -> None:
        page.box(LEFT, y, WIDTH, height, FRAME_WEIGHT)
        page.rules([(LEFT + 55, y, LEFT + 55, y + height)], INNER_WEIGHT)
        middle = y + height / 2
        page.text(LEFT + 2, middle - 3.0, "一次告知截止", serif(10.5))
        style = serif(11.5, weight=700)
        page.text(LEFT + 2, middle + 3.6, words.day_of_week(paper.notice_due), style, limit=51.5)
        draw_set(page, LEFT + 57, middle - right.height / 2, right, "j")

    return Block(height, draw, space=2.6)


def _signatures(page: Page, y: float, _: Edge) -> None:
    signature_line(page, LEFT, y + 6.2, "收件人（签名）：", LEFT + 72)
    signature_line(page, LEFT + 82, y + 6.2, "交件人（签名）：", RIGHT)
