"""断电备用单: receipts that are numbered and signed before the power goes, to be filled in by hand.

The same skeleton as 收件凭证, so that people know it again; what a pen has to fill is a line or a box with room.
"""

from __future__ import annotations

from models.papers_rolls import SpareKitPaper, SpareSheet
from printing import spare_card
from printing.breaker import Text, bold, join
from printing.flow import Block, Edge
from printing.page import Book, Page
from printing.sheet import SEAL_MIDDLE, SIGNED, Layout, Sheet, signature_line
from printing.style import FRAME_WEIGHT, INNER_WEIGHT, LEFT, RIGHT, WIDTH, serif
from printing.table import Cell, Grid, draw_set, typeset

LAYOUT = Layout(
    organ=28.0, title=38.2, number=50.9, rule=53.2, body=55.6, code=233.3, seal=34.0, seal_top=227.4,
    signed_base=242.0, signing=False, red=False, signed_end=226.0,
)  # fmt: skip
LABEL = serif(10, 14.5)
CELL = serif(9.5, 12.2)
HEAD = serif(9.5, 12.2, weight=700)
FACTS = Grid((21, 57, 21, 57), row=8.4, air=0.35)
COLUMNS = (10.0, 76.0, 25.0, 11.0, 11.0, 23.0)
NAMES = ("序号", "材料名称", "形式", "份", "页", "核对")
LINES = 9
ROW = 8.0  # mm a pen needs
DATED = "　　　年　　月　　日　　时　　分"


class SpareReceipt(Sheet):
    """Closes with a day that is still to be written."""

    def signature(self, page: Page) -> None:
        """The organ, room for the day, the place of the seal."""
        page.text(SEAL_MIDDLE, self.layout.signed_base, self.head.organ, SIGNED, align="c", limit=76.0)
        page.text(SEAL_MIDDLE, self.layout.signed_base + 8.0, "　　年　　月　　日", SIGNED, align="c")
        self._corners(page, SEAL_MIDDLE - self.layout.seal / 2, self.layout.seal_top, self.layout.seal)


def lay(book: Book, paper: SpareKitPaper) -> None:
    """The card first, then both copies of every sheet."""
    spare_card.lay(book, paper)
    for one in paper.sheets:
        _receipt(book, one)


def _receipt(book: Book, one: SpareSheet) -> None:
    sheet = SpareReceipt(
        book, one.head, "收件凭证", LAYOUT, subtitle="（申请材料接收清单・断电备用）", number_label="收件编号",
        right="本凭证不是受理决定", seal_label="收件章位",
        below_code="补录后凭编号或二维码查询；领取结果时请携带本联。",
        foot_left=f"断电备用单・{one.head.case_no}", mark="手写填用",
    )  # fmt: skip
    sheet.bind(sheet.pages(_blocks(one)))


def _blocks(one: SpareSheet) -> list[Block]:
    head, grid = one.head, Grid(COLUMNS, pad=1.1, air=0.3, row=ROW, head=6.35)
    rows = [[Cell(text, CELL, "c") for text in _line(at)] for at in range(1, LINES + 1)]
    facts = [
        _wide("申请人", ""),
        _pair("证件号码", "", "联系电话", ""),
        _pair("代理人", "", "证件号码", ""),
        _wide("申请事项", ""),
        _pair("业务办理项", "", "收件窗口", f"{head.hall}{head.window}"),
        _wide("收件时间", join(DATED, "（以此时间起算，不得空）")),
    ]
    return [
        *FACTS.rows(None, facts),
        *grid.rows(grid.header(NAMES, HEAD), rows, space=2.2),
        _notice(),
        Block(8.5, _signatures, space=0.8),
    ]


def _line(at: int) -> tuple[str, ...]:
    return (str(at), "", "□原件 □复印", "", "", "□齐　□缺")


def _wide(label: str, text: Text) -> list[Cell]:
    return [Cell(label, LABEL), Cell(text, LABEL, span=3)]


def _pair(label: str, text: Text, other: str, more: Text) -> list[Cell]:
    return [Cell(label, LABEL), Cell(text, LABEL), Cell(other, LABEL), Cell(more, CELL)]


def _notice() -> Block:
    """The day by which the organ has to speak, to be written; what happens when it does not."""
    text = join(
        "材料不齐全或者不符合法定形式的，本机关自收到之日起五个工作日内一次告知需要补正的全部内容；",
        bold("逾期不告知的，自收到申请材料之日起即为受理"),
        "。（行政许可法第三十二条第一款第（四）项、第八十二条）备案事项不适用。",
    )
    right = typeset(text, serif(9.5, 12.5), WIDTH - 55 - 4)
    height = max(18.3, right.height + 1.8)

    def draw(page: Page, y: float, _: Edge) -> None:
        page.box(LEFT, y, WIDTH, height, FRAME_WEIGHT)
        page.rules([(LEFT + 55, y, LEFT + 55, y + height)], INNER_WEIGHT)
        middle = y + height / 2
        page.text(LEFT + 2, middle - 3.2, "一次告知截止", serif(10.5))
        page.text(LEFT + 2, middle + 4.4, "　　　年　　月　　日", serif(11.5))
        draw_set(page, LEFT + 57, middle - right.height / 2, right, "j")

    return Block(height, draw, space=2.6)


def _signatures(page: Page, y: float, _: Edge) -> None:
    signature_line(page, LEFT, y + 6.2, "收件人（签名）：", LEFT + 72)
    signature_line(page, LEFT + 82, y + 6.2, "交件人（签名）：", RIGHT)


