"""恢复码封存单: one A4 sheet for a sealed envelope. It bears no number, is never kept, and exists on paper only."""

from __future__ import annotations

from models.papers_code import CodeSheet
from printing import words
from printing.flow import Block, Edge, Room, paginate
from printing.page import Book, Page
from printing.sheet import signature_line
from printing.style import FRAME_WEIGHT, INNER_WEIGHT, LEFT, NOTE, RIGHT, TITLE, WIDTH, sans, serif
from printing.table import Cell, Grid, draw_set, typeset

NAME = "恢复码封存单"
LETTERS = sans(22, weight=600, tracking=0.16)
LABEL, STEP = serif(10.5, 14), serif(10, 14)
HEAD = serif(12.5, weight=700)
FACTS = Grid((28.0, WIDTH - 28.0), pad=2.0, air=0.8, row=7.4)
USED = Grid((12.0, 38.0, 62.0, 44.0), pad=1.5, row=8.6, head=7.0)
ROOM = Room(53.0, 34.0, 269.0, 269.0)
BOX, GAP, TALL = 46.0, 9.0, 17.0
PURPOSE = (
    "本窗口的人都忘了密码，或者管理员都不在时，用它打开本窗口的数据，并给一位管理员换新密码。",
    "登录窗口按“忘了密码，用恢复码”，逐组输入。第六组最后两位是校验位，抄错一位，程序会指出是第几组。",
    "用过一次就作废。程序当场给出新的一份，按本单再打印、封存，旧单销毁。",
)
KEEPING = (
    "打印后当场折好装入信封，封口加盖骑缝章或签名，不拍照、不复印、不录入任何电脑。",
    "由大厅负责人（不是管理员本人）锁在柜里保管，与备份盘不放在一处；换人保管时两人当面查看封口。",
    "发现封口破了、单子不见了，当日请管理员在“管理—密钥”更换恢复码。",
)


def make(sheet: CodeSheet) -> bytes:
    """The PDF of one sheet. Raises: ValueError when something did not fit its place."""
    book = Book()
    page = Page(book)
    _heading(page, sheet)
    placed = paginate(_blocks(sheet), ROOM)
    for block, y, edge in placed[0]:
        block.draw(page, y, edge)
    _foot(page, sheet)
    book.add(Page(book), page)
    if len(placed) > 1 or book.overflow:
        raise ValueError(book.overflow or "two pages")
    return book.save(NAME, "", sheet.made_at)


def _heading(page: Page, sheet: CodeSheet) -> None:
    middle = (LEFT + RIGHT) / 2
    page.text(middle, 29.0, sheet.seat, serif(14, tracking=0.06), align="c", limit=WIDTH)
    page.text(middle, 40.4, NAME, TITLE, align="c", limit=WIDTH)
    page.text(LEFT, 48.2, "只打印这一份，程序和电脑里都不留", sans(9))
    page.text(RIGHT, 48.2, words.day(sheet.made_at.date()), serif(11), align="r")
    page.rules([(LEFT, 50.2, RIGHT, 50.2)], FRAME_WEIGHT)


def _blocks(sheet: CodeSheet) -> list[Block]:
    pairs = (
        ("窗口", sheet.seat),
        ("制作", f"{sheet.made_by}（管理员）{words.GAP}{words.minute(sheet.made_at)}"),
        ("此前的恢复码", "没有，这是第一份" if sheet.first else "自上列时间起作废"),
    )
    facts = FACTS.rows(None, [[Cell(label, LABEL), Cell(text, LABEL)] for label, text in pairs])
    used = [[Cell(str(n), LABEL, "c"), *(Cell("", LABEL) for _ in range(3))] for n in range(1, 4)]
    names = [Cell(name, LABEL.heavier(700), "c") for name in ("次", "时间", "启封原因", "在场两人签名")]
    return [
        _code(sheet.code),
        *facts,
        _head("作什么用"),
        *_steps(PURPOSE),
        _head("谁保管"),
        *_steps(KEEPING),
        _signed(),
        _head("启封登记"),
        *USED.rows(USED.block(names, least=7.0, shade=True), used),
    ]


def _code(code: str) -> Block:
    """Six groups in two rows, each with its number, so that they are read out one by one."""
    groups = code.split("-")

    def draw(page: Page, y: float, _: Edge) -> None:
        for at, group in enumerate(groups):
            x, top = LEFT + (BOX + GAP) * (at % 3), y + 2.0 + (TALL + 5.0) * (at // 3)
            sides = ((x, top, x + BOX, top), (x, top + TALL, x + BOX, top + TALL))
            page.rules([*sides, (x, top, x, top + TALL), (x + BOX, top, x + BOX, top + TALL)], INNER_WEIGHT)
            page.text(x + 2.0, top + 4.2, f"第{'一二三四五六'[at]}组", sans(7.5).inked(NOTE))
            page.text(x + BOX / 2, top + 13.4, group, LETTERS, align="c", limit=BOX - 2)

    return Block(2 * TALL + 9.0, draw, space=7.0)


def _head(text: str) -> Block:
    def draw(page: Page, y: float, _: Edge) -> None:
        page.text(LEFT, y + 6.4, text, HEAD)

    return Block(8.4, draw, space=2.0)


def _steps(texts: tuple[str, ...]) -> list[Block]:
    return [_step(at, text) for at, text in enumerate(texts, 1)]


def _step(at: int, text: str) -> Block:
    block = typeset(text, STEP, WIDTH - 6)

    def draw(page: Page, y: float, _: Edge) -> None:
        page.text(LEFT, y + 3.8, f"{at}", sans(9, weight=600).inked(NOTE))
        draw_set(page, LEFT + 6, y, block)

    return Block(block.height, draw, space=0.8)


def _signed() -> Block:
    """Who sealed it and who took it."""

    def draw(page: Page, y: float, _: Edge) -> None:
        signature_line(page, LEFT, y + 8.0, "封存人（管理员）", LEFT + 74, 10.5)
        signature_line(page, LEFT + 82, y + 8.0, "保管人", RIGHT, 10.5)

    return Block(11.0, draw, space=2.0)


def _foot(page: Page, sheet: CodeSheet) -> None:
    page.rules([(LEFT, 272.0, RIGHT, 272.0)], INNER_WEIGHT)
    page.text(LEFT, 276.6, f"{NAME}{words.GAP}{sheet.seat}", sans(7.5).inked(NOTE), limit=WIDTH - 40)
    ask = f"咨询 {sheet.phone}" if sheet.phone else ""
    page.text(RIGHT, 276.6, ask, sans(7.5).inked(NOTE), align="r", limit=40)
