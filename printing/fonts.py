"""The faces papers are set in, found per glyph: weight face → Regular of the family → the other family → HanaMin.

Nothing is read before the first print; afterwards a face costs one memory map, and a character one look-up.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped]

from printing.outlines import Outlines

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"
# Rare names beyond the national standard: shipped apart (30 MB), or the system's own package.
EXTRA_FOLDERS = (FOLDER / "extra", Path("/usr/share/fonts/truetype/hanazono"))
EXTRA_FACES = ("HanaMinA", "HanaMinB")
FILES = {
    "serif400": "NotoSerifSC-Regular",
    "serif500": "NotoSerifSC-Medium",
    "serif600": "NotoSerifSC-SemiBold",
    "serif700": "NotoSerifSC-Bold",
    "sans400": "NotoSansSC-Regular",
    "sans500": "NotoSansSC-Medium",
    "sans600": "NotoSansSC-SemiBold",
}
STAND_IN = "〓"  # what a proof shows for a character no font has; such a paper is stopped before printing


class Face:
    """One font file: glyph numbers, widths in em, and the PDF's name for it."""

    __slots__ = ("_path", "_shapes", "font", "key", "name", "slot", "upem")

    def __init__(self, key: str, path: Path, slot: int) -> None:
        self.key = key
        self.name = path.stem
        self.slot = f"T{slot}"
        self.font = hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
        self.upem: int = self.font.face.upem
        self._path = path
        self._shapes: Outlines | None = None

    @property
    def outlines(self) -> Outlines:
        """The shapes, mapped into memory when the first document with this face is saved."""
        if self._shapes is None:
            self._shapes = Outlines(self._path)
        return self._shapes

    def gid(self, char: str) -> int:
        """Number of the glyph for ``char``; 0 when the face has none."""
        return int(self.font.get_nominal_glyph(ord(char)) or 0)

    def advance(self, gid: int) -> float:
        """Width of a glyph in em."""
        return float(self.font.get_glyph_h_advance(gid)) / self.upem


class Glyph:
    """A character as it will stand on the page."""

    __slots__ = ("advance", "char", "face", "gid")

    def __init__(self, face: Face, gid: int, char: str) -> None:
        self.char = char
        self.face = face
        self.gid = gid
        self.advance = face.advance(gid)


@cache
def _path(name: str) -> Path | None:
    folders = EXTRA_FOLDERS if name in EXTRA_FACES else (FOLDER,)
    return next((path for folder in folders if (path := folder / f"{name}.ttf").is_file()), None)


@cache
def face(key: str) -> Face | None:
    """The face of ``key`` (``serif700``, ``HanaMinA``); None when its file is not on this machine."""
    order = [*FILES, *EXTRA_FACES]
    path = _path(FILES.get(key, key))
    return Face(key, path, order.index(key) + 1) if path else None


def chain(key: str) -> tuple[str, ...]:
    """Keys of the faces asked in turn for a character set in ``key``."""
    family = key.rstrip("0123456789")
    other = "sans" if family == "serif" else "serif"
    return tuple(dict.fromkeys((key, f"{family}400", f"{other}400", *EXTRA_FACES)))


class GlyphTable(dict[str, Glyph]):
    """Character → glyph for one key, filled as characters are met."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key

    def __missing__(self, char: str) -> Glyph:
        glyph = find(self.key, char)
        if glyph is None:
            return self[STAND_IN]
        self[char] = glyph
        return glyph


def find(key: str, char: str) -> Glyph | None:
    """The first glyph for ``char`` along the chain of ``key``; None when no font has it."""
    for link in chain(key):
        candidate = face(link)
        if candidate is not None and (gid := candidate.gid(char)):
            return Glyph(candidate, gid, char)
    return None


@cache
def table(key: str) -> GlyphTable:
    """The glyph table of ``key``, one per process."""
    return GlyphTable(key)


def lacking(text: Iterable[str]) -> list[str]:
    """Characters of ``text`` that no font on this machine has, each once, in order of appearance."""
    known = table("serif400")
    return [char for char in dict.fromkeys(text) if char not in known and find("serif400", char) is None]
