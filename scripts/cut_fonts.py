"""Cuts the program's fonts from the Noto originals: what each file keeps, and why, is written here.

Run by a maintainer only when a font or a character set changes; the results are kept in resources/fonts.

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 && npm pack @expo-google-fonts/noto-serif-sc@0.4.3
    (unpack both below one folder)
    python scripts/cut_fonts.py FOLDER            writes resources/fonts/*.ttf and the two licence texts
    python scripts/cut_fonts.py FOLDER --check    cuts again and compares byte by byte

Sets
    full     every character the source has but Hangul: what any person's or place's name may need
    common   通用规范汉字表 8105 字 + GB 2312 + punctuation, Latin, symbols + every plane-2/3 ideograph:
             headings are heavier than 400, and a rare name must not change its face in the middle of one
Hinting and layout tables go: screens are smooth, nothing here is shaped, and first paint is quicker.
Tick-box signs that Noto lacks (☐ ☑ ✔ ✕ ✗) are composed from its own □ ✓ ×, so that no machine shows a box.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "resources" / "fonts"
TONGGUI = HERE / "charsets" / "tonggui-8105.txt"

CUTS: dict[str, str] = {
    "NotoSansSC-Regular": "full",
    "NotoSansSC-Medium": "common",
    "NotoSansSC-SemiBold": "common",
    "NotoSerifSC-Regular": "full",
    "NotoSerifSC-Medium": "common",
    "NotoSerifSC-SemiBold": "common",
    "NotoSerifSC-Bold": "common",
}
LICENCES = {"noto-sans-sc": "OFL-NotoSansSC.txt", "noto-serif-sc": "OFL-NotoSerifSC.txt"}

# sign -> (component, scale) drawn one over another, each centred in one em
COMPOSED: dict[str, tuple[tuple[str, float], ...]] = {
    "☐": (("□", 1.0),),
    "☑": (("□", 1.0), ("✓", 0.72)),
    "✔": (("✓", 1.0),),
    "✕": (("×", 1.2),),
    "✗": (("×", 1.2),),
}
MUST_HAVE = "䶮㛃𬱖𠅤𫖯✓✕▲■●◆□☑☐〔〕（）《》、。·〇①②→≥℃㎡"


def gb2312() -> set[int]:
    """Every character of GB 2312, its symbols and letters included."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(char) for pair in pairs for char in pair.decode("gb2312", errors="ignore")}


def tonggui() -> set[int]:
    """The 8105 characters of 通用规范汉字表."""
    lines = TONGGUI.read_text(encoding="utf-8").splitlines()
    return {ord(char) for line in lines if not line.startswith("#") for char in line}


def is_hangul(point: int) -> bool:
    """Korean syllables and letters: no name on a Chinese document is written with them."""
    return 0x1100 <= point <= 0x11FF or 0x3130 <= point <= 0x318F or 0xAC00 <= point <= 0xD7FF


def is_sign(point: int) -> bool:
    """Latin, punctuation, arrows, shapes, CJK punctuation, full-width forms: kept in every file."""
    blocks = ((0, 0x2E7F), (0x3000, 0x303F), (0x3200, 0x33FF), (0xFE30, 0xFFEF))
    return any(first <= point <= last for first, last in blocks)


def wanted(kind: str, present: Iterable[int]) -> set[int]:
    """The code points of `present` that a cut of this kind keeps."""
    if kind == "full":
        return {point for point in present if not is_hangul(point)}
    chosen = gb2312() | tonggui()
    return {p for p in present if p in chosen or p >= 0x20000 or (is_sign(p) and not is_hangul(p))}


def compose(font: TTFont) -> None:
    """Adds the tick-box signs the source lacks, built as composites of its own glyphs."""
    cmap = font.getBestCmap()
    for sign, parts in COMPOSED.items():
        if ord(sign) in cmap:
            continue
        name = f"uni{ord(sign):04X}"
        font["glyf"][name] = composite(font, [(cmap[ord(char)], scale) for char, scale in parts])
        font["hmtx"][name] = (1000, font["glyf"][name].xMin)
        for table in font["cmap"].tables:
            if table.isUnicode() and table.format != 14:
                table.cmap[ord(sign)] = name


def composite(font: TTFont, parts: list[tuple[str, float]]) -> Glyph:
    """One glyph made of others, each scaled and centred on the middle of the em box (500, 380)."""
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = [component(font, name, scale) for name, scale in parts]
    glyph.recalcBounds(font["glyf"])
    return glyph


def component(font: TTFont, name: str, scale: float) -> GlyphComponent:
    """A reference to glyph `name`, scaled, its bounding box centred at (500, 380)."""
    box: Any = font["glyf"][name]
    part = GlyphComponent()
    part.glyphName = name
    part.transform = [[scale, 0], [0, scale]]
    part.x = round(500 - scale * (box.xMin + box.xMax) / 2)
    part.y = round(380 - scale * (box.yMin + box.yMax) / 2)
    part.flags = 0x0004  # round the offset to the grid
    return part


def options() -> Options:
    """What every cut drops: hinting, layout, vertical metrics, names of glyphs, other languages' names."""
    chosen = Options()
    chosen.hinting = False
    chosen.layout_features = []
    chosen.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "gasp"]
    chosen.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    chosen.notdef_outline = True
    chosen.recalc_timestamp = False  # the same source gives the same bytes
    return chosen


def cut(source: Path, kind: str) -> bytes:
    """The bytes of one cut of `source`. Raises SystemExit when a character we promise is missing."""
    font = TTFont(source, recalcTimestamp=False)
    compose(font)
    subsetter = Subsetter(options())
    subsetter.populate(unicodes=wanted(kind, font.getBestCmap()))
    subsetter.subset(font)
    missing = [char for char in MUST_HAVE if ord(char) not in font.getBestCmap()]
    if missing:
        raise SystemExit(f"{source.name}: lacks {''.join(missing)}")
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def source_of(folder: Path, name: str) -> Path:
    """The original of one cut: NotoSansSC-Medium is …/500Medium/NotoSansSC_500Medium.ttf."""
    family, weight = name.split("-")
    found = sorted(folder.rglob(f"{family}_[0-9]00{weight}.ttf"))
    if len(found) != 1:
        raise SystemExit(f"{name}: {len(found)} originals below {folder}")
    return found[0]


def copy_licences(folder: Path) -> None:
    """The OFL texts, beside the fonts they cover."""
    for package, target in LICENCES.items():
        original = next(path for path in folder.rglob("LICENSE_FONT") if package in str(path))
        shutil.copyfile(original, TARGET / target)


def main() -> int:
    """Cut everything, or with --check say which file would change; 0 when nothing is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    changed = 0
    for name, kind in CUTS.items():
        data, target = cut(source_of(arguments.folder, name), kind), TARGET / f"{name}.ttf"
        if not arguments.check:
            target.write_bytes(data)
        same = target.exists() and target.read_bytes() == data
        changed += not same
        sys.stdout.write(f"{name:22} {kind:7} {len(data) / 1e6:5.1f} MB {'same' if same else 'DIFFERS'}\n")
    if not arguments.check:
        copy_licences(arguments.folder)
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
