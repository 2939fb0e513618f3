"""转报函与材料移交清单: a letter to the city organ and the list that travels with the papers; one number, one code."""

from __future__ import annotations

from models.papers import ForwardPaper
from models.papers_rolls import CourierPaper
from models.rules.terms import Mode
from printing import breaker, courier, forward_list, words
from printing.breaker import Text, bold
from printing.flow import Block, paginate
from printing.page import Book, Page
from printing.sheet import Layout, Sheet
from printing.style import LEFT, RED, WIDTH, serif
from printing.table import Cell, Grid, Set, draw_set, paragraph, typeset

LAYOUT = Layout(
    number=49.9, body=79.0, code=218.0, seal_top=212.4, signed_base=231.6, signing=False, signed_end=210.0,
    code_each=True, plain_end=210.0,
)  # fmt: skip
BODY = serif(13.5, 23.5)
TITLE = serif(18, 22.7, weight=700)
ORGAN = serif(22, weight=700, tracking=0.12).inked(RED)
LABEL = serif(10.5, 15)
VALUE = serif(11, 15)
GRID = Grid((23, 55, 23, 55), row=8.0, air=1.2)
LOW = Grid((23, 55, 23, 55), row=6.6, air=0.6)
TITLE_WIDTH = 136.0
THICK, THIN = 1.8, 0.6  # points of the double red line


def lay(book: Book, paper: ForwardPaper | CourierPaper) -> None:
    """Draw every copy: the letter, then the list; or the sheet a courier signs."""
    if isinstance(paper, CourierPaper):
        courier.lay(book, paper)
        return
    head = paper.head
    sheet = Sheet(
        book, head, "转报函", LAYOUT, signed_on=head.made_at.date(), foot_left=head.number,
        code_lines=("市级扫码即签收登记", "不联网也可核验", *words.where_to_ask(head)[:1]),
        offline_mark="断网收件" if paper.accepted_on is None else "断网受理",
    )  # fmt: skip
    letter = sheet.pages(_fitting(paper), lambda page: _heading(page, sheet, paper))
    page = letter[-1]
    page.text(LEFT, 258.0, f"（联系人：{paper.contact}）", serif(11), limit=85.0)
    for at, other in enumerate(paper.other_contacts[:2]):
        page.text(LEFT, 263.4 + 5.0 * at, other, serif(10), limit=85.0)
    sheet.bind([*letter, *forward_list.pages(book, paper)])


def _heading(page: Page, sheet: Sheet, paper: ForwardPaper) -> None:
    """A letter's head: the organ in red over a double line wider than the text, then numbers and title."""
    page.text(LEFT + WIDTH / 2, 35.9, paper.head.organ, ORGAN, align="c", limit=170.0)
    page.rules([(20.0, 40.5, 190.0, 40.5)], THICK, RED)
    page.rules([(20.0, 41.7, 190.0, 41.7)], THIN, RED)
    sheet.numbers(page, LAYOUT.number)
    lines = _title(paper)
    draw_set(page, LEFT + (WIDTH - TITLE_WIDTH) / 2, 56.5 if len(lines.lines) > 1 else 60.5, lines, "c")


def _title(paper: ForwardPaper) -> Set:
    """Two lines, whose and what; in one run where that needs fewer. Long names push nothing but the body."""
    parts = f"关于转报{paper.party.name}", f"{paper.item}申请的函"
    two, run = typeset("\n".join(parts), TITLE, TITLE_WIDTH), typeset("".join(parts), TITLE, TITLE_WIDTH)
    return run if len(run.lines) < len(two.lines) else two


def _fitting(paper: ForwardPaper) -> list[Block]:
    """The table's rows at full height unless lower ones save a page."""
    blocks, low = _blocks(paper, GRID), _blocks(paper, LOW)
    return low if len(paginate(low, LAYOUT.room)) < len(paginate(blocks, LAYOUT.room)) else blocks


def _blocks(paper: ForwardPaper, grid: Grid) -> list[Block]:
    lines = len(_title(paper).lines)
    blocks = [
        *paragraph(paper.to_organ + "：", BODY, indent=0, align="l"),
        *paragraph(_opening(paper), BODY),
        *grid.rows(None, _facts(paper), space=2.2),
        *paragraph("请勿要求申请人重复提交材料。（行政许可法第三十五条）", BODY, space=1.4),
        *paragraph("附件：材料移交清单1份（见下页）", BODY),
    ]
    if lines > 2:
        blocks.insert(0, Block((lines - 2) * TITLE.leading * 25.4 / 72, lambda *_: None))
    return blocks


def _opening(paper: ForwardPaper) -> Text:
    count, pages = len(paper.materials), sum(material.pages for material in paper.materials)
    what = f"{paper.party.name}申请{words.item(paper.item, paper.handling_item)}。"
    grounds = f"根据{paper.list_basis}，{words.full_stop(paper.mode_sentence)}"
    came = f"我局{words.day(paper.received_on)}收到申请"
    if paper.accepted_on is None:
        ask = f"本件由县级代收，未作受理。现将全部材料{count}项{pages}页转递你局，请依法审查是否受理并决定。"
        return f"{what}{grounds}{came}。{ask}"
    when = "当日受理" if paper.accepted_on == paper.received_on else f"{words.day(paper.accepted_on)}受理"
    number = f"（{paper.accept_number}）" if paper.accept_number else ""
    looked = (
        "经审查，拟同意，请见章盖章。" if paper.mode is Mode.SUBSTANTIVE_CITY_STAMP
        else "经形式审查，申请材料齐全、符合法定形式。"
    )  # fmt: skip
    ask = "请加盖印章" if paper.mode is Mode.SUBSTANTIVE_CITY_STAMP else "请审查决定"
    return f"{what}{grounds}{came}，{when}{number}。{looked}现将全部材料{count}项{pages}页转报你局，{ask}。"


def _facts(paper: ForwardPaper) -> list[list[Cell]]:
    used = paper.used + (f"，{words.short_day(paper.forward_due)}前转报" if paper.forward_due else "")
    accepted = words.day(paper.accepted_on) if paper.accepted_on else "由市级决定是否受理"
    pairs: list[tuple[str, Text, str, Text]] = [
        ("收到日期", words.day(paper.received_on), "受理日期", accepted),
        ("县段已用", used, "剩余时限", paper.left or words.UNKNOWN),
        ("承诺办结日", words.day(paper.promised_due), "法定到期日", words.day(paper.statutory_due)),
    ]
    wide: list[tuple[str, Text]] = [
        ("审查结论", paper.opinion),
        ("原件归还", paper.give_back or "无须归还的原件"),
        ("结果送达", paper.delivery),
        ("待核定", bold("；".join(paper.head.to_confirm))),
    ]
    rows = [[Cell(a, LABEL), Cell(b, VALUE), Cell(c, LABEL), Cell(d, VALUE)] for a, b, c, d in pairs]
    return rows + [[Cell(a, LABEL), Cell(b, VALUE, span=3)] for a, b in wide if breaker.plain(b)]
