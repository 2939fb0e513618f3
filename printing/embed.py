"""Puts the faces a document used into its PDF: cut by HarfBuzz to the glyphs drawn, with a right ToUnicode map.

reportlab's own TrueType subsets write a broken map beyond U+FFFF; here the codes on the page are the glyph
numbers of the full font, so nothing on a page depends on what else is drawn, and a subset is made once.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFStream

from printing.fonts import Face

KEPT_TABLES = frozenset({"head", "hhea", "maxp", "hmtx", "loca", "glyf"})
BLOCK = 100  # entries a bfchar section may hold


def stream(data: bytes, extra: Mapping[str, object] | None = None) -> PDFStream:
    """A Flate stream; compressed here because reportlab would add ASCII85."""
    packed = zlib.compress(data, 6)
    return PDFStream(PDFDictionary({**(extra or {}), "Filter": PDFName("FlateDecode")}), packed + b"\n")


def subset(face: Face, gids: set[int]) -> tuple[bytes, dict[int, int]]:
    """The face cut to ``gids``, hints and layout dropped, and old → new glyph numbers."""
    wish = hb.SubsetInput()
    wish.sets(hb.SubsetInputSets.GLYPH_INDEX).update(gids)
    dropped = wish.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
    for tag in face.hb_face.table_tags:
        if tag not in KEPT_TABLES:
            dropped.add(int.from_bytes(tag.encode("ascii"), "big"))
    wish.flags = hb.SubsetFlags.NO_HINTING
    plan = hb.SubsetPlan(face.hb_face, wish)
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping.items())


def gid_map(gids: list[int], renumbered: Mapping[int, int]) -> bytes:
    """CIDToGIDMap: two bytes for every code up to the last one drawn."""
    table = bytearray(2 * (gids[-1] + 1))
    for gid in gids:
        table[2 * gid : 2 * gid + 2] = renumbered[gid].to_bytes(2, "big")
    return bytes(table)


def to_unicode(chars: Mapping[int, str]) -> bytes:
    """The CMap that gives the text back; UTF-16 pairs for characters beyond U+FFFF."""
    rows = [f"<{gid:04X}><{char.encode('utf-16-be').hex().upper()}>" for gid, char in sorted(chars.items())]
    blocks = (rows[at : at + BLOCK] for at in range(0, len(rows), BLOCK))
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n"
        "<</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n"
        "/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def widths(face: Face, gids: list[int]) -> str:
    """The W array: only glyphs that are not one em wide; /DW says the rest."""
    odd = ((gid, round(face.advance(gid) * 1000)) for gid in gids)
    return "[" + " ".join(f"{gid}[{width}]" for gid, width in odd if width != 1000) + "]"


def tag(gids: list[int]) -> str:
    """Six letters that name this subset; the same glyphs give the same letters."""
    digest = hashlib.sha256(repr(gids).encode("ascii")).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def add_face(document: PDFDocument, face: Face, chars: Mapping[int, str]) -> None:
    """Add ``face``, cut to ``chars`` (glyph → character), to the fonts every page of ``document`` sees."""
    gids = sorted(chars)
    data, renumbered = subset(face, set(gids))
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
            "FontDescriptor": document.Reference(descriptor), "DW": 1000, "W": widths(face, gids),
            "CIDToGIDMap": document.Reference(stream(gid_map(gids, renumbered))),
        }
    )  # fmt: skip
    font = PDFDictionary(
        {
            "Type": PDFName("Font"), "Subtype": PDFName("Type0"), "BaseFont": PDFName(name),
            "Encoding": PDFName("Identity-H"), "DescendantFonts": PDFArray([document.Reference(cid_font)]),
            "ToUnicode": document.Reference(stream(to_unicode(chars))),
        }
    )  # fmt: skip
    document.idToObject["BasicFonts"].dict[face.slot] = document.Reference(font)

