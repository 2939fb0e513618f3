"""The skeleton every upright paper shares: marks, organ, title, numbers, rule, code, seal place, signing, foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.papers import PaperHead
from printing import qr, words
from printing.breaker import Text
from printing.flow import Block, Placed, Room, paginate
from printing.page import Book, Page
from printing.style import (
    BLACK,
    CORNER,
    FRAME_WEIGHT,
    INNER_WEIGHT,
    LEFT,
    NOTE,
    NOTE_LINE,
    ORGAN,
    RED,
    RIGHT,
    TITLE,
    TITLE_LONG,
    WHITE,
    WIDTH,
    sans,
    serif,
)

MARK_TOP, MARK_HEIGHT, MARK_BASE = 13.0, 5.2, 16.65
FOOT_RULE, FOOT_BASE = 272.0, 276.6
SIGN_TOP, SIGN_HEIGHT = 252.0, 14.0
CODE_SIZE = 25.0
SEAL_MIDDLE = 146.0
MARK = sans(8.5, weight=600)
NUMBER_LABEL = sans(9)
NUMBER = sans(9, weight=600)
WORD_NUMBER = serif(11)
PAGE_NUMBER = sans(8, weight=600)
SIGNED = serif(12)
FORM = serif(9.8)

COUNTER: Callable[[int, int], str] = lambda page, of: f"第{page}页{words.GAP}共{of}页"  # noqa: E731


@dataclass(frozen=True, slots=True)
class Layout:
    """Where one paper's parts stand, in mm from the upper edge."""

    organ: float = 29.0
    title: float = 39.2
    number: float = 47.9
    rule: float = 50.2
    body: float = 53.9  # upper edge of the first block
    code: float = 213.3
    seal: float = 42.0  # side of the seal place; 0 = none
    seal_top: float = 207.4
    signed_base: float = 226.8  # baseline of the organ's name
    signing: bool = True
    red: bool = True
    code_each: bool = False  # every page carries the code, not only the last
    next_body: float = 34.0  # on later pages
    plain_end: float = 266.0
    signed_end: float = 206.0

    @property
    def room(self) -> Room:
        """For the flow of blocks."""
        return Room(self.body, self.next_body, self.plain_end, self.signed_end)


@dataclass(slots=True)
class Sheet:
    """One paper: its head, its layout, and what stands beside the code and under the seal."""

    book: Book
    head: PaperHead
    title: str
    layout: Layout = field(default_factory=Layout)
    subtitle: str = ""
    number_label: str = "办件编号"
    right: Text = ""
    signed_on: date | None = None
    seal_label: str = "印章位"
    code_lines: tuple[str, ...] = ()
    below_code: str = ""
    foot_left: str = ""
    offline_mark: str = "断网办理"
    mark: str = ""  # one more of this paper's own

    def __post_init__(self) -> None:
        self.right = self.right or self.head.number
        self.foot_left = self.foot_left or self.head.number or f"{self.title}・{self.head.case_no}"
        self.code_lines = self.code_lines or words.where_to_ask(self.head)
        self.below_code = self.below_code or self.head.relayed
        self.signed_on = self.head.signed_on or self.signed_on

    # -- whole paper -----------------------------------------------------------------------------------------
    def pages(self, blocks: Sequence[Block], heading: Callable[[Page], None] | None = None) -> list[Page]:
        """Blocks laid on as many pages as they need; heading on the first, signature on the last."""
        filled = paginate(blocks, self.layout.room)
        pages = []
        for at, placed in enumerate(filled):
            page = Page(self.book)
            if at == 0:
                (heading or self.heading)(page)
            else:
                self.running(page)
            self._draw(page, placed)
            if at == len(filled) - 1:
                self.closing(page)
            elif self.layout.code_each:
                self.code(page, self.layout.code)
            pages.append(page)
        return pages

    @staticmethod
    def _draw(page: Page, placed: Sequence[Placed]) -> None:
        for block, y, edge in placed:
            block.draw(page, y, edge)

    def bind(self, pages: Sequence[Page]) -> None:
        """Number the pages and put every copy (联) into the book: the same sheets under other marks."""
        for at, page in enumerate(pages, 1):
            self.foot(page, COUNTER(at, len(pages)))
        for copy in range(max(1, len(self.head.copies))):
            for page in pages:
                marks = Page(self.book, (page.width, page.height))
                self.marks(marks, copy)
                self.book.add(marks, page)

    # -- parts -----------------------------------------------------------------------------------------------
    def marks(self, page: Page, copy: int) -> None:
        """The mark row: which copy this is on the left, in black; how it was made on the right."""
        x = LEFT
        for at, name in enumerate(self.head.copies):
            x = self._copy_box(page, x, name, at == copy)
        x = RIGHT
        if self.head.times > 1:
            x = self.mark_box(page, x, f"第{self.head.times}次打印")
        elif not self.head.draft:
            x -= page.text(x, MARK_BASE, "第1次打印", sans(8.5).inked(NOTE), align="r") + 2.4
        for shown, text in (
            (self.head.offline, self.offline_mark),
            (self.head.clock_wrong, "时间待核"),
            (bool(self.head.to_confirm), "含待核定项"),
            (bool(self.head.relayed), "转告"),
            (self.head.draft, "草稿"),
            (bool(self.mark), self.mark),
        ):
            if shown:
                x = self.mark_box(page, x, text)

    def _copy_box(self, page: Page, x: float, name: str, black: bool) -> float:
        style = MARK.inked(WHITE if black else NOTE)
        measure = Page(self.book)
        width = measure.text(0, 0, name, style) + 4.0
        if black:
            page.fill(x, MARK_TOP, width, MARK_HEIGHT, BLACK)
        page.box(x, MARK_TOP, width, MARK_HEIGHT, 0.5, BLACK if black else CORNER)
        page.text(x + 2.0, MARK_BASE, name, style)
        return x + width

    def mark_box(self, page: Page, right: float, text: str) -> float:
        """A boxed mark that ends at ``right``; returns where the next one may end."""
        style = MARK
        width = page.text(right - 2.0, MARK_BASE, text, style, align="r") + 4.0
        page.box(right - width, MARK_TOP, width, MARK_HEIGHT, FRAME_WEIGHT)
        return right - width - 2.0

    def heading(self, page: Page) -> None:
        """Organ, title, numbers and the rule below them."""
        layout = self.layout
        middle = LEFT + WIDTH / 2
        page.text(middle, layout.organ, self.head.organ, ORGAN, align="c", limit=WIDTH)
        style = TITLE if len(self.title) <= 8 else TITLE_LONG
        page.text(middle, layout.title, self.title, style, align="c", limit=WIDTH)
        if self.subtitle:
            page.text(middle, layout.title + 5.9, self.subtitle, serif(10.5), align="c")
        self.numbers(page, layout.number)
        page.rules([(LEFT, layout.rule, RIGHT, layout.rule)], *((1.0, RED) if layout.red else (FRAME_WEIGHT, BLACK)))

    def numbers(self, page: Page, y: float) -> None:
        """Case number on the left, the paper's own number on the right."""
        wide = page.text(LEFT, y, self.number_label, NUMBER_LABEL)
        wide += page.text(LEFT + wide + 3.6, y, self.head.case_no, NUMBER, limit=78.0) + 3.6
        page.text(RIGHT, y, self.right, WORD_NUMBER, align="r", limit=WIDTH - wide - 4.0)

    def running(self, page: Page) -> None:
        """The short heading of a later page."""
        page.text(LEFT, 28.0, f"{self.title}（续页）", serif(11, weight=700))
        page.text(RIGHT, 28.0, f"{self.number_label} {self.head.case_no}", NUMBER, align="r")
        page.rules([(LEFT, 30.2, RIGHT, 30.2)], FRAME_WEIGHT)

    def closing(self, page: Page) -> None:
        """Code, signature, seal place and signing box of the last page."""
        self.code(page, self.layout.code)
        self.signature(page)
        if self.layout.signing:
            self.signing_box(page)

    def code(self, page: Page, top: float, left: float = LEFT) -> None:
        """The QR code with its reading aid to the right."""
        x = left + CODE_SIZE + 5.5
        if self.head.qr:
            if len(self.head.qr) > qr.MOST:
                page.book.overflow.append((self.head.qr, float(len(self.head.qr)), float(qr.MOST)))
            count, rects = qr.rectangles(self.head.qr)
            page.cells(left, top, CODE_SIZE / count, rects)
        page.text(x, top + 3.1, "扫码查进度、验真伪", sans(9, weight=600))
        page.text(x, top + 8.9, "核验码", sans(8).inked(NOTE))
        page.text(x, top + 14.0, self.head.verify_code, sans(12.5, weight=600))
        for at, line in enumerate(self.code_lines):
            page.text(x, top + 19.1 + 4.0 * at, line, sans(8).inked(NOTE), limit=76.0)
        if self.below_code:
            page.text(left, top + CODE_SIZE + 8.4, self.below_code, sans(8).inked(NOTE), limit=85.0)

    def signature(self, page: Page) -> None:
        """The organ's name and the date with a place left for the seal; a seal is never drawn."""
        layout = self.layout
        page.text(SEAL_MIDDLE, layout.signed_base, self.head.organ, SIGNED, align="c", limit=76.0)
        page.text(SEAL_MIDDLE, layout.signed_base + 8.0, words.day(self.signed_on), SIGNED, align="c")
        if layout.seal and not self.head.relayed:  # whoever passes a notice on puts no seal to it
            self._corners(page, SEAL_MIDDLE - layout.seal / 2, layout.seal_top, layout.seal)

    def _corners(self, page: Page, x: float, y: float, side: float) -> None:
        ends = ((x, y, 1, 1), (x + side, y, -1, 1), (x, y + side, 1, -1), (x + side, y + side, -1, -1))
        lines = [line for a, b, right, down in ends for line in ((a, b, a + 2 * right, b), (a, b, a, b + 2 * down))]
        page.rules(lines, INNER_WEIGHT, CORNER)
        page.text(x + side - 1.6, y + 3.3, self.seal_label, sans(7).inked(CORNER), align="r")

    def signing_box(self, page: Page) -> None:
        """签收: who took it, when, how."""
        x, y = LEFT, SIGN_TOP
        page.box(x, y, WIDTH, SIGN_HEIGHT, FRAME_WEIGHT)
        page.rules([(x + 9, y, x + 9, y + SIGN_HEIGHT)], INNER_WEIGHT)
        page.text(x + 4.5, y + 5.8, "签", FORM, align="c")
        page.text(x + 4.5, y + 10.4, "收", FORM, align="c")
        page.text(x + 11, y + 5.5, "签收人（签名）：", FORM)
        page.rules([(x + 38, y + 6.3, x + 72, y + 6.3)], INNER_WEIGHT)
        page.text(x + 78, y + 5.5, "签收时间：", FORM)
        for at, unit in enumerate("年月日时分"):
            page.text(x + 101.5 + 8.5 * at, y + 5.5, unit, FORM)
        who = "身份：□本人或法定代表人 □代理人"
        how = "方式：□当场 □邮寄 □电子送达（已同意） □留置"
        page.text(x + 11, y + 11.3, f"{who}{words.GAP}{how}", FORM, limit=WIDTH - 12)

    def foot(self, page: Page, counter: str) -> None:
        """Number, page of pages, when and by whom printed."""
        foot(page, (self.foot_left, counter, printed(self.head)), LEFT, RIGHT, FOOT_RULE)


def printed(head: PaperHead) -> str:
    """When and by whom this print was made."""
    return f"打印 {words.stamp(head.printed_at or head.made_at)}・{head.printed_by or head.clerk}"


def foot(page: Page, texts: tuple[str, str, str], left: float, right: float, rule: float) -> None:
    """A rule and three texts below it: left, middle, right; an empty one is left out."""
    page.rules([(left, rule, right, rule)], INNER_WEIGHT * 2)
    base = rule + FOOT_BASE - FOOT_RULE
    page.text(left, base, texts[0], NOTE_LINE, limit=64.0)
    page.text((left + right) / 2, base, texts[1], PAGE_NUMBER, align="c")
    page.text(right, base, texts[2], NOTE_LINE, align="r", limit=64.0)


def signature_line(page: Page, x: float, y: float, label: str, end: float, size: float = 10.5) -> None:
    """``label`` and a line to write on, to ``end``."""
    width = page.text(x, y, label, serif(size))
    page.rules([(x + width + 1.2, y + 0.9, end, y + 0.9)], INNER_WEIGHT)
