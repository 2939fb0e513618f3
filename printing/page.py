"""Pages as PDF operators: text by glyph number, rules, boxes, paths. Millimetres from the upper left corner.

A document holds pages of several streams, so that the copies of one paper share everything but their marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDocument, PDFPage, PDFResourceDictionary

from printing import breaker, embed, fonts
from printing.breaker import Line, Prepared, Text
from printing.style import BLACK, Style

MM = 72 / 25.4
A4 = (210.0, 297.0)
Rect = tuple[int, int, int, int]

NOTHING = embed.Used(None)


def num(value: float) -> str:
    """A number as short as PDF allows, to a hundredth of a point."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Page:
    """One stream of drawing operators."""

    def __init__(self, book: Book, size: tuple[float, float] = A4) -> None:
        self.book = book
        self.width, self.height = size
        self.ops: list[str] = []
        self.stream: object = None  # in the file, once the page is added to its book
        self._pending: dict[tuple[float, str], list[str]] = {}

    # -- text ------------------------------------------------------------------------------------------------
    def text(self, x: float, y: float, text: Text, style: Style, *, align: str = "l", limit: float = 0.0) -> float:
        """Draw one line with its baseline at ``y``; returns its width in mm. Wider than ``limit``: noted."""
        prepared = breaker.prepare(text, style.family, style.weight)
        if not prepared.chars:
            return 0.0
        line = breaker.measure(prepared, 0, len(prepared.chars), first=align != "l")
        width = (line.width * style.size + style.tracking * (len(prepared.chars) - 1) * style.size) / MM
        if limit and width > limit + 0.01:
            self.book.overflow.append((breaker.plain(text), width, limit))
        left = x - (width if align == "r" else width / 2 if align == "c" else 0.0)
        self.line(left, y, prepared, line, style)
        return width

    def line(self, x: float, y: float, text: Prepared, line: Line, style: Style, extra: float = 0.0) -> None:
        """Draw a measured line, ``extra`` em added at each stretchable gap."""
        size = style.size
        left = x * MM - line.cut_start * size
        out = [f"BT {style.ink} {num(left)} {num((self.height - y) * MM)} Td"]
        if style.tracking:
            out.append(f"{num(style.tracking * size)} Tc")
        out.append(self._shows(text, line, size, extra))
        if style.tracking:
            out.append("0 Tc")
        out.append("ET")
        self.ops.append(" ".join(out))

    def _shows(self, text: Prepared, line: Line, size: float, extra: float) -> str:
        glyphs, gaps, stretch = text.glyphs, text.gaps, text.stretch
        out: list[str] = []
        face: fonts.Face | None = None
        used = NOTHING
        for at in range(line.start, line.end):
            glyph = glyphs[at]
            gap = gaps[at] + (extra if stretch[at] else 0.0) if at > line.start else 0.0
            if glyph.face is not face:
                if face is not None:
                    out.append(">]TJ ")
                face = glyph.face
                used = self.book.used(face)
                out.append(f"/{face.slot} {num(size)} Tf [")
                out.append(f"{-gap * 1000:.0f}<" if gap else "<")
            elif gap:
                out.append(f">{-gap * 1000:.0f}<")
            out.append(used.codes.get(glyph.gid) or used.code(glyph.gid, glyph.char))
        out.append(">]TJ")
        return "".join(out)

    # -- shapes ----------------------------------------------------------------------------------------------
    def rules(self, lines: Iterable[tuple[float, float, float, float]], weight: float, ink: str = BLACK) -> None:
        """Straight lines x1, y1, x2, y2 of ``weight`` points."""
        path = self._pending.setdefault((weight, ink.upper()), [])
        path.extend(
            f"{num(x1 * MM)} {num((self.height - y1) * MM)} m {num(x2 * MM)} {num((self.height - y2) * MM)} l"
            for x1, y1, x2, y2 in lines
        )

    def finish(self) -> str:
        """All operators; lines of one weight are stroked in one go."""
        strokes = [
            f"{ink} {num(weight)} w {' '.join(path)} S" for (weight, ink), path in sorted(self._pending.items()) if path
        ]
        return "\n".join([*self.ops, *strokes])

    def box(self, x: float, y: float, width: float, height: float, weight: float, ink: str = BLACK) -> None:
        """The outline of a rectangle."""
        self.ops.append(f"{ink.upper()} {num(weight)} w {self._rect(x, y, width, height)} S")

    def fill(self, x: float, y: float, width: float, height: float, ink: str) -> None:
        """A filled rectangle."""
        self.ops.append(f"{ink} {self._rect(x, y, width, height)} f")

    def _rect(self, x: float, y: float, width: float, height: float) -> str:
        return f"{num(x * MM)} {num((self.height - y - height) * MM)} {num(width * MM)} {num(height * MM)} re"

    def cells(self, x: float, y: float, unit: float, rects: Sequence[Rect], tall: float = 0.0) -> None:
        """Black rectangles on a grid of ``unit`` mm as one path (codes); ``tall`` replaces unit downwards."""
        down = tall or unit
        path = " ".join(f"{a} {-b - d} {c} {d} re" for a, b, c, d in rects)
        matrix = f"{unit * MM:.5f} 0 0 {down * MM:.5f} {num(x * MM)} {num((self.height - y) * MM)} cm"
        self.ops.append(f"q {BLACK} {matrix} {path} f Q")


class Book:
    """A document being made: its pages, the glyphs they use, and texts that did not fit their place."""

    def __init__(self) -> None:
        self.overflow: list[tuple[str, float, float]] = []
        self._used: dict[str, embed.Used] = {}
        self._document = cast(Any, PDFDocument(dummyoutline=0, invariant=1))
        resources: Any = PDFResourceDictionary()
        resources.basicFonts()
        resources.basicProcs()
        self._resources = self._document.Reference(resources)

    @property
    def page_count(self) -> int:
        """Pages added so far."""
        return int(self._document.pageCounter) - 1

    def used(self, face: fonts.Face) -> embed.Used:
        """The glyphs of ``face`` drawn so far."""
        known = self._used.get(face.key)
        if known is None:
            known = self._used[face.key] = embed.Used(face)
        return known

    def add(self, *layers: Page) -> None:
        """One more sheet of paper, drawn from ``layers``; a layer given twice is written once."""
        sheet: Any = PDFPage()
        sheet.pagewidth, sheet.pageheight = (num(layers[0].width * MM), num(layers[0].height * MM))
        sheet.Resources = self._resources
        sheet.Contents = PDFArray([self._stream(layer) for layer in layers])
        self._document.addPage(sheet)

    def _stream(self, layer: Page) -> object:
        if layer.stream is None:
            data = layer.finish().encode("ascii")
            layer.stream = self._document.Reference(embed.stream(data))
            layer.ops.clear()
        return layer.stream

    def save(self, title: str, subject: str, made_at: datetime) -> bytes:
        """The finished PDF; the only clock in it is ``made_at``.

        Raises: MemoryError, also where the PDF library, which catches everything, tells of another error.
        """
        document = self._document
        for used in self._used.values():
            if used.chars:
                embed.add_face(document, used)
        document.info.title, document.info.subject = title, subject
        document.info.author, document.info.creator = "", "同权一窗"
        stamp = made_at.strftime("D:%Y%m%d%H%M%S")
        document.setDateFormatter(lambda *_: stamp)
        try:
            return bytes(document.GetPDFData(None))
        except Exception as error:
            if (want := want_of_memory(error)) is not None:
                raise want from None
            raise


def want_of_memory(error: BaseException | None) -> MemoryError | None:
    """The want of memory that led to ``error``, if one did: libraries that catch everything tell of something else."""
    while error is not None and not isinstance(error, MemoryError):
        error = error.__context__
    return error
