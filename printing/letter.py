"""Parts that letters share: whom they speak to, dates in boxes, clauses, a promise to sign, where to object."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.papers import PaperHead, PaperParty
from models.papers_more import Matter, Remedy
from printing import facts, words
from printing.breaker import Text, bold, join
from printing.flow import Block, Edge, Room, paginate, stack
from printing.page import Page
from printing.sheet import signature_line
from printing.style import FRAME_WEIGHT, INNER_WEIGHT, LEFT, NOTE, RIGHT, WIDTH, Style, sans, serif
from printing.table import Cell, Grid, draw_set, paragraph, typeset

CLAUSE = serif(11, 17.8)
CELL = serif(9.5, 12.8)
CELL_HEAD = serif(9.5, 12.8, weight=700)
LAW = "《中华人民共和国行政许可法》"
SEAL_LABEL = 10  # characters that fit the corner of a seal place; a longer name stands in the table
LONG_NAME = 18  # characters; the code of a longer name stands below it
MOST_LINES = 10  # of one row or frame; more go on in the next
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Scale:
    """One of the sizes a letter may be set in: its body, the values of its table, the rows' least height and air."""

    body: Style
    value: Style
    row: float
    air: float


FULL = Scale(serif(13, 22.5), serif(11, 16), 8.7, 1.0)
DENSE = Scale(serif(12, 19.5), serif(10.5, 15), 7.8, 0.8)  # papers with much in tables
TIGHT = Scale(serif(12, 18.5), serif(10.5, 14.5), 6.6, 0.45)  # the same sizes, closer rows, when that saves a page


def best(room: Room, build: Callable[[Scale], list[Block]], scales: Sequence[Scale] = (FULL, DENSE)) -> list[Block]:
    """The blocks in the first of ``scales`` that needs the fewest pages."""
    built = [build(scale) for scale in scales]
    counts = [len(paginate(blocks, room)) for blocks in built]
    return built[counts.index(min(counts))]


def seal_label(seal: str) -> str:
    """What stands in the corner of the seal place."""
    return seal if 0 < len(seal) <= SEAL_LABEL else "印章位"


def to(party: PaperParty, scale: Scale) -> list[Block]:
    """某公司（统一社会信用代码…）：."""
    return paragraph(words.addressed(party) + "：", scale.body, indent=0, align="l")


def named(party: PaperParty) -> str:
    """某公司　信用代码91140581******4D7X, for a cell."""
    label = "信用代码" if "信用代码" in party.code_label else party.code_label
    apart = words.GAP if len(party.name) <= LONG_NAME else "\n"
    return f"{party.name}{apart}{label}{words.GAP}{party.code_masked}" if party.code_masked else party.name


def asked(party: PaperParty, matter: Matter) -> str:
    """你单位2026年11月20日提出的第三类医疗器械经营许可（新办）申请."""
    item = words.item(matter.item, matter.handling_item)
    return f"{words.you(party)}{words.day(matter.received_on)}提出的{item}申请"


def accepted(matter: Matter, *, first: str = "，") -> str:
    """，本机关2026年11月20日受理（高审受〔2026〕300017号）; "" when it was not accepted."""
    number = f"（{matter.accept_number}）" if matter.accept_number else ""
    return f"{first}本机关{words.day(matter.accepted_on)}受理{number}" if matter.accepted_on else ""


def rows(
    head: PaperHead, pairs: Sequence[tuple[str, Text]], scale: Scale, in_name_of: str = "", seal: str = "",
    *, label: float = 31.0, space: float = 2.0,
) -> list[Block]:  # fmt: skip
    """The table of a letter; in whose name, a long seal name and what waits for confirmation close it."""
    shown: list[tuple[str, Text]] = [
        *pairs,
        ("署名说明", in_name_of),
        ("用印", seal if len(seal) > SEAL_LABEL else ""),
    ]
    grid = Grid((label, WIDTH - label), row=scale.row, air=scale.air)
    shown = parted(shown, scale.value, WIDTH - label - 2 * grid.pad)
    return grid.rows(None, facts.rows(shown, head.to_confirm, scale.value), space=space)


def parted(pairs: Sequence[tuple[str, Text]], style: Style, width: float) -> list[tuple[str, Text]]:
    """The pairs, a value of very many lines parted into several rows: no row is ever higher than a page."""
    rows_: list[tuple[str, Text]] = []
    for name, text in pairs:
        parts: list[Text] = [*chunks(text, style, width)] if isinstance(text, str) else [text]
        rows_ += [(name if at == 0 else f"{name}（续）", part) for at, part in enumerate(parts)]
    return rows_


def chunks(text: str, style: Style, width: float) -> list[str]:
    """``text`` in parts of at most ``MOST_LINES`` lines of ``width`` mm."""
    lines = typeset(text, style, width).lines
    said: list[str] = []
    for at, (prepared, line) in enumerate(lines):
        end = len(prepared.chars) if line.last else lines[at + 1][1].start
        said.append(prepared.chars[line.start : end] + "\n" * line.last)
    parts = ["".join(said[at : at + MOST_LINES]).removesuffix("\n") for at in range(0, len(said), MOST_LINES)]
    return parts or [text]


def heading(text: str, *, space: float = 2.6) -> Block:
    """A heavy line that never stands alone at the foot of a page."""

    def draw(page: Page, y: float, _: Edge) -> None:
        page.text(LEFT, y + 4.8, text, serif(12, weight=700))

    return Block(6.4, draw, space=space, is_header=True)


def note(text: str, *, space: float = 1.2) -> Block:
    """A small grey remark under a table."""
    block = typeset(text, sans(7.5, 10.5).inked(NOTE), WIDTH)

    def draw(page: Page, y: float, _: Edge) -> None:
        draw_set(page, LEFT, y, block)

    return Block(block.height, draw, space=space)


def numbered(clauses: Sequence[Text], style: Style = CLAUSE, *, space: float = 1.4) -> list[Block]:
    """一、… 二、… each a paragraph."""
    blocks: list[Block] = []
    for at, clause in enumerate(clauses):
        mark = f"{NUMERALS[at]}、" if at < len(NUMERALS) else f"{at + 1}. "
        blocks += paragraph(join(mark, clause), style, space=space if at == 0 else 0.0)
    return blocks


def table(grid: Grid, names: Sequence[str], aligns: str, lines: Sequence[Sequence[Text]], space: float) -> list[Block]:
    """A table with its column names."""
    cells = [[Cell(text, CELL, align) for text, align in zip(line, aligns, strict=True)] for line in lines]
    return grid.rows(grid.header(names, CELL_HEAD), cells, space=space)


@dataclass(frozen=True, slots=True)
class Box:
    """A date that stands out: what it is, the day, how it was counted."""

    label: str
    day: str
    note: str = ""


def boxes(cells: Sequence[Box], widths: Sequence[float], *, space: float = 3.0, closed: bool = False) -> Block:
    """Dates side by side, above the table and joined to it; ``closed`` when no table follows."""
    notes = [typeset(cell.note, sans(8, 11), width - 4) for cell, width in zip(cells, widths, strict=True)]
    height = 15.6 + max(3.9, *(set_.height for set_ in notes))

    def draw(page: Page, y: float, _: Edge) -> None:
        x = LEFT
        for cell, set_, width in zip(cells, notes, widths, strict=True):
            if x > LEFT:
                page.rules([(x, y, x, y + height)], INNER_WEIGHT)
            page.text(x + 2, y + 4.9, cell.label, serif(9.5))
            page.text(x + 2, y + 10.7, cell.day, serif(11.5, weight=700), limit=width - 3.5)
            draw_set(page, x + 2, y + 13.2, set_)
            x += width
        frame = [(LEFT, y, LEFT, y + height), (RIGHT, y, RIGHT, y + height), (LEFT, y, RIGHT, y)]
        page.rules(frame + [(LEFT, y + height, RIGHT, y + height)] * closed, FRAME_WEIGHT)

    return Block(height, draw, space=space)


def signed_promise(title: str, promises: Sequence[str], sign: str, *, space: float = 2.6) -> Block:
    """A frame with what the applicant promises and room for signature, seal and date; never parted."""
    sets = [typeset(f"{at}. {text}", serif(10.5, 15.5), WIDTH - 8) for at, text in enumerate(promises, 1)]
    text_height = sum(set_.height for set_ in sets)
    height = 8.6 + text_height + 12.6

    def draw(page: Page, y: float, _: Edge) -> None:
        page.box(LEFT, y, WIDTH, height, FRAME_WEIGHT)
        page.text(LEFT + 4, y + 6.0, title, serif(11, weight=700))
        at = y + 8.2
        for set_ in sets:
            draw_set(page, LEFT + 4, at, set_, "j")
            at += set_.height
        base = y + height - 4.0
        signature_line(page, LEFT + 4, base, sign, LEFT + 104)
        page.text(RIGHT - 4, base, words.GAP.join(f"{words.GAP}{unit}" for unit in "年月日"), serif(10.5), align="r")

    return Block(height, draw, space=space)


def remedy(where: Remedy | None, matter: str, scale: Scale) -> list[Block]:
    """救济途径: 60 days to the named organ, 6 months to the named court; nothing when the paper carries none."""
    if where is None:
        return []
    at = [where.reconsideration_where]
    if where.reconsideration_url:
        at.append(f"网上申请：{where.reconsideration_url}")
    place = "；".join(part for part in at if part)
    known = f"自知道或者应当知道本{matter}之日起"
    text = join(
        f"不服本{matter}的，可以{known}", bold("60日内"), "向", bold(where.reconsideration_organ),
        f"申请行政复议{f'（{place}）' if place else ''}；也可以{known}", bold("6个月内"), "向", bold(where.court),
        "提起行政诉讼。",
    )  # fmt: skip
    lines = paragraph(text, scale.body, space=0.4)
    return follow([stack([heading("救济途径"), *lines[:2]]), *([stack(lines[2:])] if lines[2:] else [])])


def follow(blocks: list[Block]) -> list[Block]:
    """What stands below a table: the last two of these stay with the signature, not the rows above them too."""
    if len(blocks) == 1:  # company for a single one, so that no row has to go along
        blocks = [Block(0.0, lambda *_: None), *blocks]
    for block in blocks:
        if block.group is None and not block.is_header:
            block.group = object()
    return blocks
