"""The gallery's own drawings: swatches, type sizes, spacing, icons, and small tables of painted pieces."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from models.rules.terms import Light
from ui import theme as t
from ui.icons import Icon, paint_icon
from ui.paint.draw import CENTRE, RIGHT, box, hline, words
from ui.paint.light import light_words, paint_light_and_words
from ui.paint.modechip import paint_chip
from ui.paint.verdict import lacking, not_ours, paint_verdict_line, ready


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# name, colour, and what it is measured against (None: no figure, it carries nothing)
SWATCHES: Final[tuple[tuple[str, QColor, QColor | None], ...]] = (
    ("BG", t.BG, t.INK), ("PAPER", t.PAPER, t.INK), ("RAIL", t.RAIL, t.INK), ("SUNK", t.SUNK, t.INK),
    ("LINE", t.LINE, None), ("LINE2", t.LINE2, None), ("EDGE", t.EDGE, t.PAPER), ("INK", t.INK, t.PAPER),
    ("INK2", t.INK2, t.BG), ("INK3", t.INK3, t.RAIL), ("黛", t.DAI, t.PAPER),
    ("黛悬停", t.DAI_HOVER, t.PAPER), ("黛按下", t.DAI_DOWN, t.PAPER), ("黛浅", t.DAI_SOFT, t.DAI),
    ("朱", t.ZHU, t.ZHU_SOFT), ("朱浅", t.ZHU_SOFT, t.ZHU), ("赭", t.ZHE, t.ZHE_SOFT),
    ("赭形", t.ZHE_SHAPE, t.PAPER), ("赭浅", t.ZHE_SOFT, t.ZHE), ("绿", t.LV, t.PAPER),
    ("绿形", t.LV_SHAPE, t.PAPER), ("朱形", t.ZHU_SHAPE, t.PAPER),
)  # fmt: skip


class Sheet(QWidget):
    """A drawing of fixed height."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(313, self.height())


class Swatches(Sheet):
    """Every colour with its value and its contrast."""

    def __init__(self) -> None:
        super().__init__(248)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two columns of eleven."""
        painter = QPainter(self)
        for n, (name, colour, against) in enumerate(SWATCHES):
            left, top = 161 * (n // 11), 10 + 22 * (n % 11)
            box(painter, QRectF(left, top, 23, 16), colour, t.LINE2)
            row = QRectF(left + 31, top - 2, 121, 20)
            words(painter, row, name, t.font(t.SMALL, t.MEDIUM), t.INK)
            words(painter, row.adjusted(45, 0, 0, 0), colour.name().upper()[1:], t.font(t.SMALL), t.INK2)
            if against is not None:
                figure = f"{contrast(colour, against):.1f}"
                words(painter, row, figure, t.font(t.SMALL, t.MEDIUM), t.INK, RIGHT)


class Type(Sheet):
    """The four sizes, and the serif that is for paper."""

    def __init__(self) -> None:
        super().__init__(136)

    def paintEvent(self, event: QPaintEvent) -> None:
        """One line a size."""
        painter = QPainter(self)
        lines = (
            ("第三类医疗器械", t.font(t.TITLE, t.STRONG), "20 / 600 页名、判定", 12, 29),
            ("收件并出补正告知", t.font(t.LARGE, t.STRONG), "15 / 600 主按钮、要事", 44, 22),
            ("库房租赁合同复印件", t.font(t.BODY, t.MEDIUM), "13 / 400 · 500 · 600 正文", 70, 19),
            ("收件当日不计，扣 21、22 日周末", t.font(t.SMALL), "12 / 400 说明，最小", 93, 18),
            ("补正材料一次性告知书", t.font(t.LARGE, t.STRONG, serif=True), "宋体只用于纸面", 115, 21),
        )
        for text, face, note, top, height in lines:
            area = QRectF(0, top, self.width(), height)
            words(painter, area, text, face, t.INK)
            words(painter, area, note, t.font(t.SMALL), t.INK3, RIGHT)


class Spacing(Sheet):
    """The steps of four."""

    def __init__(self) -> None:
        super().__init__(60)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Squares as wide as the step."""
        painter, left = QPainter(self), 4
        for step, advance in zip(t.SPACE, (18, 20, 22, 26, 28, 0), strict=True):
            painter.fillRect(QRectF(left, 34 - step, step, step), t.DAI_SOFT2)
            words(painter, QRectF(left - 10, 38, step + 20, 18), str(step), t.font(t.SMALL), t.INK2, CENTRE)
            left += step // 2 + advance
        area = QRectF(0, 18, self.width(), 20)
        words(painter, area, "行 28、40　键 36、44", t.font(t.SMALL), t.INK2, RIGHT)
        words(painter, area.translated(0, 20), "栏边 20　组距 8—16", t.font(t.SMALL), t.INK2, RIGHT)


class Lines(Sheet):
    """Two greys of line."""

    def __init__(self) -> None:
        super().__init__(36)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Light between rows, dark between groups."""
        painter = QPainter(self)
        hline(painter, 0, self.width(), 8, t.LINE)
        words(painter, QRectF(0, 9, self.width(), 26), "浅线隔行，深线隔组与栏", t.font(t.SMALL), t.INK2)
        hline(painter, 0, self.width(), 35, t.LINE2)


class Icons(Sheet):
    """The icons in use."""

    def __init__(self) -> None:
        super().__init__(42)

    def paintEvent(self, event: QPaintEvent) -> None:
        """One line, the second one accented."""
        painter = QPainter(self)
        shown = [Icon.TODAY, Icon.INTAKE, Icon.CASES, Icon.FORWARD, Icon.LEDGER, Icon.ITEMS, Icon.MANAGE]
        shown += [Icon.SEARCH, Icon.CARD, Icon.LOCK, Icon.HELP]
        for n, icon in enumerate(shown):
            paint_icon(painter, QRectF(1 + 29 * n, 14, 20, 20), icon, t.DAI if n == 1 else t.INK2)


class Lights(Sheet):
    """期限灯, all six."""

    ROWS = (
        (Light.AMPLE, 12, "余 4 日及以上"),
        (Light.NEAR, 2, "余 1—3 个工作日"),
        (Light.TODAY, 0, "今日到期"),
        (Light.LATE, -1, "后面必写责任在谁"),
        (Light.PAUSED, 4, "仅第四十五条程序，已书面告知"),
        (Light.DONE, None, "保留日期，不占灯"),
    )

    def __init__(self) -> None:
        super().__init__(156)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Light, words, meaning."""
        painter = QPainter(self)
        for n, (light, left, meaning) in enumerate(self.ROWS):
            area = QRectF(2, 8 + 24 * n, self.width(), 24)
            paint_light_and_words(painter, area, light, light_words(light, left))
            words(painter, area.adjusted(108, -1, 0, -1), meaning, t.font(t.SMALL), t.INK2)


class Chips(Sheet):
    """放权标签, the seven flows."""

    ROWS = (
        ("DIRECT", "县级决定，县级章"),
        ("ENTRUST", "县级办，以委托机关名义"),
        ("SUBSTANTIVE_CITY_STAMP", "县审，市级见章盖章"),
        ("SUBSTANTIVE_SEAL2", "县级决定，盖 2 号章"),
        ("WINDOW_FORWARD_COUNTY", "县收形审，市级决定"),
        ("WINDOW_FORWARD_CITY_STAFF", "市派人员在县厅办"),
        ("RECEIVE_ONLY", "只收件，市级受理"),
    )

    def __init__(self) -> None:
        super().__init__(217)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Chip, meaning; the rule of the caps below."""
        painter = QPainter(self)
        for n, (code, meaning) in enumerate(self.ROWS):
            area = QRectF(0, 7 + 26 * n, self.width(), 26)
            paint_chip(painter, area, code)
            words(painter, area.adjusted(110, 0, 0, 0), meaning, t.font(t.SMALL), t.INK2)
        rule = "帽＝谁作决定：实心县级，空心市级，两格县审市章"
        words(painter, QRectF(0, 192, self.width(), 20), rule, t.font(t.SMALL, t.MEDIUM), t.DAI)


class Verdicts(Sheet):
    """判定条 in one line each."""

    def __init__(self) -> None:
        super().__init__(148)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The four outcomes and the key each leads to."""
        painter = QPainter(self)
        rows = (
            (ready("可受理", ""), "F9 受理并打印"),
            (lacking("缺 2 件", ""), "F7 出补正告知"),
            (lacking("容缺 1 件", ""), "F8 容缺受理"),
            (not_ours("不属本级", ""), "F11 不予受理"),
        )
        for n, (verdict, key) in enumerate(rows):
            paint_verdict_line(painter, QRectF(0, 8 + 35 * n, self.width(), 33), verdict, key)
