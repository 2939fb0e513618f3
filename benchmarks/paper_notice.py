"""One 受理通知书 in two copies, warm: ours against a plain canvas with the full font and against WeasyPrint."""

from __future__ import annotations

from benchmarks import paper_peers as peers
from benchmarks.common import Figure, ms, pairs, report
from printing import samples
from printing.make import make

ROUNDS = 31
MOST_KB = 60.0


def main() -> None:
    """Measure and print."""
    paper = samples.accept()
    copies = len(paper.head.copies)
    lines = peers.lines_of(paper)
    peers.register(peers.FONT, "serif400")
    ours, canvas = pairs(
        ROUNDS, lambda: ms(lambda: make(paper)), lambda: ms(lambda: peers.canvas_notice(lines, paper.head.qr, copies))
    )
    figures = [
        Figure("受理通知书，两联，四种字面", ours, "reportlab canvas，一种字面", canvas, 0.8),
        Figure("文件大小", len(make(paper).pdf) / 1024, "上限", MOST_KB, 1.0, unit="KB"),
    ]
    size = len(peers.canvas_notice(lines, paper.head.qr, copies)) / 1024
    figures.append(Figure("文件大小", figures[1].ours, "reportlab canvas", size, None, unit="KB"))
    report("PAPER 一份通知书", [*figures, *_against_weasyprint(lines, copies)])


def _against_weasyprint(lines: list[tuple[float, float, str, float]], copies: int) -> list[Figure]:
    paper = samples.accept()
    if not peers.weasy_cuts_fonts():
        print("WeasyPrint has no libharfbuzz-subset here and would be no fair peer; not measured. 没有量 WeasyPrint。")
        return []
    ours, weasy = pairs(
        9, lambda: ms(lambda: make(paper)), lambda: ms(lambda: peers.weasy_notice(lines, paper.head.qr, copies))
    )
    return [Figure("受理通知书", ours, "WeasyPrint（harfbuzz-subset）", weasy, 1 / 6)]


if __name__ == "__main__":
    main()
