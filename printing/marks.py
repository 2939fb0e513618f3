"""The mark row for papers that are not A4 upright: which copy this is on the left, how it was made on the right."""

from __future__ import annotations

from models.papers import PaperHead
from printing.page import Page
from printing.sheet import MARK, MARK_HEIGHT
from printing.style import BLACK, CORNER, FRAME_WEIGHT, NOTE, WHITE

RISE = 3.65  # mm from the upper edge of a mark to its baseline


def draw(page: Page, head: PaperHead, copy: int, left: float, right: float, top: float, offline: str) -> None:
    """All marks of copy number ``copy``; ``offline`` is what a print without the line is called."""
    x = left
    for at, name in enumerate(head.copies):
        x = _copy(page, x, top, name, at == copy)
    x = right
    if head.times > 1:
        x = _box(page, x, top, f"第{head.times}次打印")
    elif not head.draft:
        x -= page.text(x, top + RISE, "第1次打印", MARK.heavier(400).inked(NOTE), align="r") + 2.4
    for shown, text in ((head.offline, offline), (bool(head.to_confirm), "含待核定项"), (head.draft, "草稿")):
        if shown:
            x = _box(page, x, top, text)


def _copy(page: Page, x: float, top: float, name: str, black: bool) -> float:
    style = MARK.inked(WHITE if black else NOTE)
    width = Page(page.book).text(0, 0, name, style) + 4.0
    if black:
        page.fill(x, top, width, MARK_HEIGHT, BLACK)
    page.box(x, top, width, MARK_HEIGHT, 0.5, BLACK if black else CORNER)
    page.text(x + 2.0, top + RISE, name, style)
    return x + width


def _box(page: Page, right: float, top: float, text: str) -> float:
    width = page.text(right - 2.0, top + RISE, text, MARK, align="r") + 4.0
    page.box(right - width, top, width, MARK_HEIGHT, FRAME_WEIGHT)
    return right - width - 2.0
