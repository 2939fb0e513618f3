"""今日's upper edge: up to three cells of what cannot wait, or one that says nothing does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme as t
from ui.paint.draw import hline, vline, width_of, words
from ui.paint.light import Shape, paint_shape, tone_of_shape

HEIGHT: Final = 67
SHOWN: Final = 3
_SHAPES: Final = {"本级超期": Shape.DIAMOND, "市级超期": Shape.DIAMOND}


class Cell(NamedTuple):
    """One cell; without a count the title stands alone."""

    shape: Shape
    number: int
    title: str
    note: str


NOTHING: Final = Cell(Shape.CHECK, 0, "没有今日必须了结的", "到期的、超期的都没有；按下面的先后办就行")


def cells_of(urgent: Sequence[tuple[str, int, str]]) -> tuple[Cell, ...]:
    """What the desk found, at most three cells; the fourth kind joins the third's note."""
    made = [Cell(_SHAPES.get(name, Shape.SQUARE), count, name, note) for name, count, note in urgent]
    if len(made) > SHOWN:
        rest = "；".join(f"另有{cell.title} {cell.number} 件" for cell in made[SHOWN:])
        made[SHOWN - 1] = made[SHOWN - 1]._replace(note=rest)
    return tuple(made[:SHOWN]) or (NOTHING,)


class UrgentStrip(QWidget):
    """66 px and a hairline across the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: tuple[Cell, ...] = ()
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What is shown."""
        return self._cells

    def show_cells(self, cells: Sequence[Cell]) -> None:
        """Show other cells."""
        self._cells = tuple(cells)
        said = (f"{cell.title}{f' {cell.number} 件' if cell.number else ''}，{cell.note}" for cell in self._cells)
        self.setAccessibleName("；".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        """Any width."""
        return QSize(600, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground, the cells side by side with hairlines between."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.PAPER)
        hline(painter, 0, self.width(), self.height() - 1, t.LINE2)
        each = self.width() / max(1, len(self._cells))
        for number, cell in enumerate(self._cells):
            if number:
                vline(painter, each * number, 12, self.height() - 13, t.LINE2)
            _paint(painter, QRectF(each * number + t.GUTTER, 0, each - t.GUTTER - 8, self.height()), cell)


def _paint(painter: QPainter, area: QRectF, cell: Cell) -> None:
    tone = tone_of_shape(cell.shape)
    ink = tone.word if cell.shape is Shape.CHECK else tone.shape
    paint_shape(painter, QRectF(area.left(), area.top() + 11, 16, 29), cell.shape, ink, 14)
    left, top = area.left() + 24, area.top() + 11
    if cell.number:
        figure, face = str(cell.number), t.font(t.TITLE, t.STRONG)
        words(painter, QRectF(left, top, 80, 29), figure, face, tone.word)
        left += width_of(figure, face) + 8
        words(painter, QRectF(left, top + 2, 20, 27), "件", t.font(t.SMALL), t.INK2)
        left += 24
    title = QRectF(left, top + 1, area.right() - left, 28)
    words(painter, title, cell.title, t.font(t.LARGE, t.STRONG), t.INK)
    note = QRectF(area.left() + 24, area.top() + 40, area.width() - 24, 18)
    words(painter, note, cell.note, t.font(t.SMALL), t.INK2)
