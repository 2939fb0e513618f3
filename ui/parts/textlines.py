"""Painted lines of a column: numbered, with a shape, with a value at the right, with a small note below.

One widget paints a whole group, so a group is replaced as one value and never flickers line by line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme as t
from ui.paint.draw import RIGHT, height_of, paragraph, width_of, words
from ui.paint.light import Shape, paint_shape

_INDENT: Final = 18
_LABEL: Final = 60
_NOTE_GAP: Final = -1  # a note stands close to its line


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line; only ``text`` must be there.

    Attributes:
        text: words, broken over as many lines as they need.
        lead: number before it; ``shape`` stands there instead when given.
        label: small words in a column of 60 px before it (地址, 电话).
        right: strong words flush right.
        note: small words below.
        strong: medium weight; ``small``: 12 px and quiet; ``bad``: lead in vermilion.
    """

    text: str
    lead: str = ""
    shape: Shape | None = None
    label: str = ""
    right: str = ""
    note: str = ""
    strong: bool = False
    small: bool = False
    bad: bool = False
    large: bool = False


class TextLines(QWidget):
    """A group of lines; as high as it needs to be at its width."""

    def __init__(self, lines: Sequence[TextLine] = (), parent: QWidget | None = None, *, gap: int = 4) -> None:
        super().__init__(parent)
        self._lines, self._gap = tuple(lines), gap
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: Sequence[TextLine]) -> None:
        """Show other lines; nothing is redrawn when they are the same."""
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self._fit()
            self.update()

    def sizeHint(self) -> QSize:
        """Any width; the height its lines need."""
        return QSize(200, self._height(max(self.width(), 120)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every line from the top."""
        painter, top = QPainter(self), 0
        for line in self._lines:
            _paint(painter, top, self.width(), line)
            top += _tall(line, self.width()) + self._gap

    def _fit(self) -> None:
        self.setFixedHeight(self._height(self.width()))
        said = "；".join(" ".join(part for part in _parts(line) if part) for line in self._lines)
        self.setAccessibleName(said)

    def _height(self, width: int) -> int:
        return max(0, sum(_tall(line, width) + self._gap for line in self._lines) - self._gap)


def _parts(line: TextLine) -> tuple[str, ...]:
    return line.lead, line.label, line.text, line.right, line.note


def _face(line: TextLine) -> QFont:
    if line.large:
        return t.font(t.LARGE, t.STRONG)
    return t.font(t.SMALL if line.small else t.BODY, t.MEDIUM if line.strong else t.REGULAR)


def _left(line: TextLine) -> int:
    return _LABEL if line.label else _INDENT if line.lead or line.shape else 0


def _room(line: TextLine, width: int) -> int:
    right = width_of(line.right, t.font(t.BODY, t.STRONG)) + 12 if line.right else 0
    return max(40, width - _left(line) - right)


def _tall(line: TextLine, width: int) -> int:
    tall = height_of(line.text, _face(line), _room(line, width)) if line.text else 0
    if line.note:
        tall += _NOTE_GAP + height_of(line.note, t.font(t.SMALL), max(40, width - _left(line)))
    return tall


def _paint(painter: QPainter, top: int, width: int, line: TextLine) -> None:
    face, left, room = _face(line), _left(line), _room(line, width)
    first = t.line_height(face.pixelSize())
    _paint_lead(painter, top, first, line)
    tall = height_of(line.text, face, room) if line.text else 0
    paragraph(painter, QRectF(left, top, room, tall), line.text, face, t.INK3 if line.small else t.INK)
    if line.right:
        words(painter, QRectF(0, top, width, first), line.right, t.font(t.BODY, t.STRONG), t.INK, RIGHT)
    if line.note:
        below = QRectF(left, top + tall + _NOTE_GAP, max(40, width - left), 400)
        paragraph(painter, below, line.note, t.font(t.SMALL), t.INK2 if line.lead else t.INK3)


def _paint_lead(painter: QPainter, top: int, first: int, line: TextLine) -> None:
    if line.shape is not None:
        paint_shape(painter, QRectF(0, top, 12, first), line.shape, _shape_ink(line.shape), 10)
    elif line.lead:
        face = t.font(t.BODY, t.STRONG if line.bad else t.REGULAR)
        words(painter, QRectF(0, top, _INDENT, first), line.lead, face, t.ZHU if line.bad else t.INK2)
    elif line.label:
        words(painter, QRectF(0, top, _LABEL - 4, first), line.label, t.font(t.SMALL), t.INK3)


def _shape_ink(shape: Shape) -> QColor | None:
    return t.LV if shape is Shape.CHECK else t.ZHU if shape is Shape.CROSS else None
