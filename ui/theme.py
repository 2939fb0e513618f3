"""The tokens of the visual language: colours, type, spacing, row heights, and the palette made of them.

Every length is in logical pixels, so any scale factor of the desktop works. Contrast figures are in
docs/visual-language.md and held by a test.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from resources import SANS as SANS_FILES
from resources import SERIF_REGULAR, SERIF_SEMIBOLD, path, rare_fonts

BG: Final = QColor("#F5F3EF")
PAPER: Final = QColor("#FFFFFF")
RAIL: Final = QColor("#ECE9E2")
SUNK: Final = QColor("#F0EDE7")
LINE: Final = QColor("#DEDAD1")
LINE2: Final = QColor("#BDB8AC")
EDGE: Final = QColor("#8C8679")
INK: Final = QColor("#20231F")
INK2: Final = QColor("#524F48")
INK3: Final = QColor("#6B675E")
OFF: Final = QColor("#706B62")  # words on a disabled control, on SUNK

DAI: Final = QColor("#17566B")  # 黛, the one accent
DAI_HOVER: Final = QColor("#1F6A83")
DAI_DOWN: Final = QColor("#0F4253")
DAI_SOFT: Final = QColor("#E5EEF1")
DAI_SOFT2: Final = QColor("#BCD2D9")

ZHU: Final = QColor("#A32A1E")  # 朱: today, late, missing, danger
ZHU_SHAPE: Final = QColor("#B5301F")
ZHU_SOFT: Final = QColor("#F9ECE9")
ZHE: Final = QColor("#855000")  # 赭: near, supplement, line down
ZHE_SHAPE: Final = QColor("#C27A08")
ZHE_SOFT: Final = QColor("#F9F0DE")
LV: Final = QColor("#2B683D")  # 绿: ample, ready, checked
LV_SHAPE: Final = QColor("#3B7F4E")
LV_SOFT: Final = QColor("#E8F1E9")

ROW_HOVER: Final = QColor("#F3F6F6")
BAD_FIELD: Final = QColor("#FDF7F5")
CARD_EDGE: Final = QColor("#7FA0AC")
DANGER_DOWN: Final = QColor("#F1D6D1")
PREVIEW: Final = QColor("#E3DFD7")  # the grey a page of paper lies on
CLEAR: Final = QColor(0, 0, 0, 0)


class Tone(NamedTuple):
    """One meaning as three colours: for words, for shapes, for the ground behind them."""

    word: QColor
    shape: QColor
    soft: QColor


GOOD: Final = Tone(LV, LV_SHAPE, LV_SOFT)
WARN: Final = Tone(ZHE, ZHE_SHAPE, ZHE_SOFT)
BAD: Final = Tone(ZHU, ZHU_SHAPE, ZHU_SOFT)
QUIET: Final = Tone(INK3, INK3, SUNK)
STILL: Final = Tone(INK2, INK2, SUNK)
ACCENT: Final = Tone(DAI, DAI, DAI_SOFT)

SMALL, BODY, LARGE, TITLE = 12, 13, 15, 20
REGULAR: Final = QFont.Weight.Normal
MEDIUM: Final = QFont.Weight.Medium
STRONG: Final = QFont.Weight.DemiBold
_LINE_HEIGHT: Final = {SMALL: 18, BODY: 19, LARGE: 22, TITLE: 29}

SPACE: Final = (4, 8, 12, 16, 20, 24)
GUTTER = 20  # from a column's edge to its content
LABEL_COLUMN = 76
FIELD_HEIGHT = 28
FIELD_GAP = 6
ROW, ROW2, ROW_FORWARD, ROW_CLOSE, ROW_SIDE = 28, 40, 38, 42, 54
TABLE_HEAD, GROUP_ROW, GROUP_HEAD = 26, 28, 24
BUTTON_MAIN, BUTTON, BUTTON_BANNER = 44, 36, 28
RAIL_WIDTH, TOP_BAR, STATUS_BAR, VERDICT = 72, 52, 28, 76
RADIUS, RADIUS_BUTTON = 3, 4

SANS: Final = ["Noto Sans SC", "HanaMinA", "HanaMinB", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei"]
SERIF: Final = ["Noto Serif SC", "HanaMinA", "HanaMinB", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun"]


def line_height(size: int) -> int:
    """Natural height in px of one line of type of ``size`` px."""
    return _LINE_HEIGHT.get(size, round(size * 1.448))


@lru_cache(maxsize=64)
def _made_font(size: int, weight: QFont.Weight, serif: bool) -> QFont:
    made = QFont()
    made.setFamilies(SERIF if serif else SANS)
    made.setPixelSize(size)
    made.setWeight(weight)
    return made


def font(size: int = BODY, weight: QFont.Weight = REGULAR, *, serif: bool = False) -> QFont:
    """A font of ``size`` px; sizes outside 12, 13, 15, 20 are for paper only."""
    return QFont(_made_font(size, weight, serif))


def mix(one: QColor, other: QColor, share: float) -> QColor:
    """``share`` (0–1) of ``one`` laid over ``other``."""
    rest = 1.0 - share
    return QColor(
        round(one.red() * share + other.red() * rest),
        round(one.green() * share + other.green() * rest),
        round(one.blue() * share + other.blue() * rest),
    )


def load_fonts() -> list[str]:
    """Register the three screen weights; a missing file is left out and Qt's fallback is used."""
    return _register(path(name) for name in SANS_FILES)


def load_paper_fonts() -> list[str]:
    """Register the serif weights; called by pages that show paper, never before the first paint."""
    return _register(path(name) for name in (SERIF_REGULAR, SERIF_SEMIBOLD))


def load_rare_fonts() -> list[str]:
    """Register HanaMin for rare names where this machine has it (30 MB: after the first paint only)."""
    return _register(rare_fonts())


@lru_cache(maxsize=8)
def _registered(file: str) -> str:
    number = QFontDatabase.addApplicationFont(file)
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else ""


def _register(files: Iterable[Path]) -> list[str]:
    found = [_registered(str(file)) for file in files if file.is_file()]
    return [family for family in found if family]


def palette() -> QPalette:
    """The palette Fusion draws with."""
    made = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: BG, role.Base: PAPER, role.AlternateBase: SUNK, role.Button: BG,
        role.Text: INK, role.WindowText: INK, role.ButtonText: INK, role.PlaceholderText: INK3,
        role.Highlight: DAI, role.HighlightedText: PAPER, role.Link: DAI, role.LinkVisited: DAI,
        role.Mid: LINE2, role.Dark: LINE2, role.Midlight: LINE, role.Light: PAPER, role.Shadow: EDGE,
        role.ToolTipBase: INK, role.ToolTipText: PAPER, role.Accent: DAI,
    }  # fmt: skip
    for one, colour in colours.items():
        made.setColor(one, colour)
    for one in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, one, OFF)
    return made
