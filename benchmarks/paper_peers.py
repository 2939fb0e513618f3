"""The same papers by others: reportlab's canvas with the full font, platypus tables, WeasyPrint with HarfBuzz.

Peers are given every help: one font instead of four, lines broken beforehand, no rules of Chinese setting.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from models.papers import AcceptPaper, DayLedgerPaper
from printing import fonts, qr, samples
from printing.breaker import Line, Prepared
from printing.ledger_frame import COLUMNS, LEFT, SIZE
from printing.make import lay_out
from printing.page import MM, Page
from printing.style import Style

FONT = "PeerFont"
SANS = "PeerSans"
PER_PAGE = 14


def register(name: str, key: str) -> None:
    """The whole font file for reportlab, once."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(name, fonts.FOLDER / f"{fonts.FILES[key]}.ttf"))


def lines_of(paper: AcceptPaper) -> list[tuple[float, float, str, float]]:
    """x, baseline from above (mm), text, size of every line of ``paper``, one copy, as our breaker set them."""
    found: list[tuple[float, float, str, float]] = []
    plain = Page.line

    def noted(self: Page, x: float, y: float, text: Prepared, line: Line, style: Style, extra: float = 0.0) -> None:
        found.append((x, y, text.chars[line.start : line.end], style.size))
        plain(self, x, y, text, line, style, extra)

    Page.line = noted  # type: ignore[method-assign]
    try:
        lay_out(samples.with_head(paper, copies=paper.head.copies[:1]))
    finally:
        Page.line = plain  # type: ignore[method-assign]
    return found


def canvas_notice(lines: Sequence[tuple[float, float, str, float]], payload: str, copies: int) -> bytes:
    """A plain canvas: every line drawn where it stands, twenty rules, the QR code as one path."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595.28, 841.89), pageCompression=1, invariant=1)
    for _ in range(copies):
        for x, y, text, size in lines:
            canvas.setFont(FONT, size)
            canvas.drawString(x * MM, 841.89 - y * MM, text)
        for row in range(20):
            canvas.line(79, 700 - 20 * row, 521, 700 - 20 * row)
        _canvas_code(canvas, payload)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _canvas_code(canvas: Any, payload: str) -> None:
    count, rects = qr.rectangles(payload)
    unit = 25 * MM / count
    path = canvas.beginPath()
    for x, y, width, height in rects:
        path.rect(79 + x * unit, 236 - (y + height) * unit, width * unit, height * unit)
    canvas.drawPath(path, stroke=0, fill=1)


def weasy_notice(lines: Sequence[tuple[float, float, str, float]], payload: str, copies: int) -> bytes:
    """The same lines as absolutely placed HTML, the code as an SVG path, the font by @font-face."""
    return bytes(_weasy().HTML(string=_html(lines, payload, copies)).write_pdf(font_config=_weasy_fonts()))


def _weasy() -> Any:
    import weasyprint

    return weasyprint


def weasy_cuts_fonts() -> bool:
    """Whether WeasyPrint found libharfbuzz-subset; without it it is several times slower and no fair peer."""
    from weasyprint.text import ffi

    return ffi.harfbuzz_subset is not None


_kept: dict[str, Any] = {}


def _weasy_fonts() -> Any:
    """One font configuration for all documents: the font file is read once, as ours is."""
    if "config" not in _kept:
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        _kept["config"] = config = FontConfiguration()
        path = (fonts.FOLDER / f"{fonts.FILES['serif400']}.ttf").as_uri()
        _kept["css"] = CSS(string=f"@font-face{{font-family:{FONT};src:url({path})}}", font_config=config)
    return _kept["config"]


def _html(lines: Sequence[tuple[float, float, str, float]], payload: str, copies: int) -> str:
    rows = "".join(
        f'<p style="left:{x:.2f}mm;top:{y - size / MM:.2f}mm;font-size:{size}pt">{text}</p>'
        for x, y, text, size in lines
    )
    count, rects = qr.rectangles(payload)
    path = "".join(f"M{x} {y}h{w}v{h}h-{w}z" for x, y, w, h in rects)
    place = "left:28mm;top:213mm;width:25mm;height:25mm"
    code = f'<svg style="{place}" viewBox="0 0 {count} {count}"><path d="{path}"/></svg>'
    _weasy_fonts()
    style = (
        f"@page{{size:A4;margin:0}}body{{font-family:{FONT};margin:0}}"
        "section{position:relative;height:297mm;break-after:page}p,svg{position:absolute;margin:0;white-space:pre}"
    )
    return f"<style>{style}</style>" + f"<section>{rows}{code}</section>" * copies


def canvas_ledger(paper: DayLedgerPaper) -> bytes:
    """Rows on a bare canvas: each cell a string at its column, a line below each row, columns ruled page by page."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(SIZE[0] * MM, SIZE[1] * MM), pageCompression=1, invariant=1)
    lefts = [(LEFT + sum(width for _, width, _ in COLUMNS[:at])) * MM for at in range(23)]
    for start in range(0, len(paper.lines), PER_PAGE):
        canvas.setFont(SANS, 7.5)
        for row, line in enumerate(paper.lines[start : start + PER_PAGE]):
            y = (SIZE[1] - 45 - 7.6 * row) * MM
            for left, text in zip(lefts, line.cells, strict=False):
                if text:
                    canvas.drawString(left + 2, y, text.replace("\n", " "))
            canvas.line(lefts[0], y - 5, lefts[-1], y - 5)
        for left in lefts:
            canvas.line(left, 160, left, 510)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def platypus_ledger(paper: DayLedgerPaper) -> bytes:
    """The same rows as a LongTable."""
    from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle

    out = io.BytesIO()
    rows = [[name for name, _, _ in COLUMNS], *(list(line.cells) for line in paper.lines)]
    style = TableStyle([("FONT", (0, 0), (-1, -1), SANS, 7.5), ("GRID", (0, 0), (-1, -1), 0.35, "black")])
    table = LongTable(rows, colWidths=[width * MM for _, width, _ in COLUMNS], repeatRows=1, style=style)
    SimpleDocTemplate(out, pagesize=(SIZE[0] * MM, SIZE[1] * MM), leftMargin=40, rightMargin=20).build([table])
    return out.getvalue()
