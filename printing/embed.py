"""Puts the faces a document used into its PDF: cut to the glyphs drawn, with a right ToUnicode map.

reportlab's own TrueType subsets write a broken map beyond U+FFFF. Here a glyph's code is its place in the order of
first use, which is its number in the cut font too: codes stay short and no map between the two is needed.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream

from printing import outlines
from printing.fonts import Face

BLOCK = 256  # codes of one range: only the last byte may vary
SECTION = 100  # ranges a section may hold


def stream(data: bytes, extra: Mapping[str, object] | None = None) -> PDFStream:
    """A Flate stream; compressed here because reportlab would add ASCII85."""
    packed = zlib.compress(data, 6)
    return PDFStream(PDFDictionary({**(extra or {}), "Filter": PDFName("FlateDecode")}), packed + b"\n")


class Used:
    """The glyphs of one face a document has drawn, numbered from 1 in order of first use."""

    __slots__ = ("chars", "codes", "face")

    def __init__(self, face: Face | None) -> None:
        self.face = face
        self.codes: dict[int, str] = {}  # glyph → four hexadecimal digits
        self.chars: list[str] = []

    def code(self, gid: int, char: str) -> str:
        """The code of a glyph not drawn before."""
        self.chars.append(char)
        code = self.codes[gid] = f"{len(self.chars):04x}"
        return code


def to_unicode(chars: Sequence[str]) -> bytes:
    """The CMap that gives the text back; UTF-16 pairs for characters beyond U+FFFF."""
    values = ["", *(f"<{char.encode('utf-16-be').hex()}>" for char in chars)]
    ranges = [
        f"<{at:04x}><{min(at + BLOCK, len(values)) - 1:04x}>[{''.join(values[at : at + BLOCK])}]"
        for at in range(0, len(values), BLOCK)
    ]
    ranges[0] = ranges[0].replace("<0000>", "<0001>", 1)  # 0 is the glyph of nothing
    sections = (ranges[at : at + SECTION] for at in range(0, len(ranges), SECTION))
    body = "\n".join(f"{len(part)} beginbfrange\n" + "\n".join(part) + "\nendbfrange" for part in sections)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n"
        "<</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n"
        "/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def widths(advances: Sequence[float]) -> str:
    """The W array: only glyphs that are not one em wide; /DW says the rest."""
    out: list[str] = []
    last = -2
    for code, width in enumerate(advances):
        if (rounded := round(width * 1000)) != 1000:
            out.append(f" {rounded}" if code == last + 1 else f"{']' if out else ''}{code}[{rounded}")
            last = code
    return f"[{''.join(out)}{']' if out else ''}]"


def tag(gids: Sequence[int]) -> str:
    """Six letters that name this subset; the same glyphs give the same letters."""
    digest = hashlib.sha256(repr(gids).encode("ascii")).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def add_face(document: Any, used: Used) -> None:
    """Add the face of ``used``, cut to its glyphs, to the fonts every page of ``document`` sees."""
    face, gids = used.face, [0, *used.codes]
    assert face is not None
    advances = [face.advance(gid) for gid in gids]
    data = outlines.build(face.outlines, gids, advances)
    name = f"{tag(gids)}+{face.name}"
    descriptor = PDFDictionary(
        {
            "Type": PDFName("FontDescriptor"), "FontName": PDFName(name), "Flags": 4, "ItalicAngle": 0,
            "FontBBox": "[-1000 -300 2000 1100]", "Ascent": 880, "Descent": -120, "CapHeight": 733, "StemV": 80,
            "FontFile2": document.Reference(stream(data, {"Length1": len(data)})),
        }
    )  # fmt: skip
    cid_font = PDFDictionary(
        {
            "Type": PDFName("Font"), "Subtype": PDFName("CIDFontType2"), "BaseFont": PDFName(name),
            "CIDSystemInfo": "<</Registry (Adobe)/Ordering (Identity)/Supplement 0>>",
            "FontDescriptor": document.Reference(descriptor), "DW": 1000, "W": widths(advances),
            "CIDToGIDMap": PDFName("Identity"),
        }
    )  # fmt: skip
    font = PDFDictionary(
        {
            "Type": PDFName("Font"), "Subtype": PDFName("Type0"), "BaseFont": PDFName(name),
            "Encoding": PDFName("Identity-H"), "DescendantFonts": PDFArray([document.Reference(cid_font)]),
            "ToUnicode": document.Reference(stream(to_unicode(used.chars))),
        }
    )  # fmt: skip
    document.idToObject["BasicFonts"].dict[face.slot] = document.Reference(font)
