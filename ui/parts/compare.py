"""Two sides of the same fields beside each other: under each name what was said here, and what was said there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme as t
from ui.paint.draw import RIGHT, height_of, hline, paragraph, width_of, words

_NAME: Final = 18
_GAP: Final = 10
_PAD: Final = 5
_HEAD: Final = 24
_NONE: Final = "—"


@dataclass(frozen=True, slots=True)
class Pair:
    """One row.

    Attributes:
        foot: small words beside the name: who must act by when.
        bad: whether the right side is what has to be mended.
    """

    name: str
    left: str
    right: str
    foot: str = ""
    bad: bool = True


class CompareTable(QWidget):
    """Rows as high as their words; a row whose sides differ has its right side in vermilion."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads, self._rows = ("", ""), tuple[Pair, ...]()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(0)

    @property
    def rows(self) -> tuple[Pair, ...]:
        """What is shown."""
        return self._rows

    @property
    def heads(self) -> tuple[str, str]:
        """What stands over the two sides."""
        return self._heads

    def show_pairs(self, heads: tuple[str, str], rows: Sequence[Pair]) -> None:
        """Show other rows; none at all takes no room."""
        self._heads, self._rows = heads, tuple(rows)
        self.setAccessibleName("；".join(_said(heads, row) for row in rows))
        self.setVisible(bool(rows))
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        """Any width; the height its rows need."""
        return QSize(300, self._height(max(self.width(), 240)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Head, then every row over its hairline."""
        painter, width = QPainter(self), self.width()
        painter.fillRect(QRectF(0, 0, width, _HEAD), t.SUNK)
        hline(painter, 0, width, _HEAD - 1, t.LINE2)
        small, side = t.font(t.SMALL, t.MEDIUM), _side(width)
        for left, text in ((0, self._heads[0]), (side + _GAP, self._heads[1])):
            words(painter, QRectF(left, 0, side, _HEAD - 1), text, small, t.INK2)
        top = float(_HEAD)
        for row in self._rows:
            tall = _tall(row, width)
            _paint(painter, QRectF(0, top, width, tall), row)
            top += tall
            hline(painter, 0, width, top - 1, t.LINE)

    def _fit(self) -> None:
        self.setFixedHeight(self._height(self.width()))

    def _height(self, width: int) -> int:
        return _HEAD + sum(_tall(row, width) for row in self._rows) if self._rows else 0


def _said(heads: tuple[str, str], row: Pair) -> str:
    sides = f"{row.name}：{heads[0]} {row.left or _NONE}，{heads[1]} {row.right or _NONE}"
    return f"{sides}，{row.foot}" if row.foot else sides


def _side(width: int) -> int:
    return max(60, (width - _GAP) // 2)


def _sides(row: Pair, width: int) -> tuple[tuple[str, QFont, QColor, int], ...]:
    """Text, face, ink and left edge of the two."""
    differs = row.bad and row.left != row.right
    return (
        (row.left or _NONE, t.font(t.SMALL), t.INK if row.left else t.INK3, 0),
        (row.right or _NONE, t.font(t.SMALL, t.STRONG), t.ZHU if differs else t.INK, _side(width) + _GAP),
    )


def _tall(row: Pair, width: int) -> int:
    side = _side(width)
    return _NAME + max(height_of(text, face, side) for text, face, _, _ in _sides(row, width)) + 2 * _PAD


def _paint(painter: QPainter, area: QRectF, row: Pair) -> None:
    width, small = area.width(), t.font(t.SMALL)
    wide = width_of(row.foot, small)
    top = QRectF(0, area.top() + _PAD, width, _NAME)
    words(painter, top, row.foot, small, t.INK2, RIGHT)
    words(painter, top.adjusted(0, 0, -wide - 12, 0), row.name, small, t.INK3)
    for text, face, ink, left in _sides(row, int(width)):
        paragraph(painter, QRectF(left, top.bottom(), _side(int(width)), area.height()), text, face, ink)
