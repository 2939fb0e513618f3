"""分段选择 that wraps: the same look and keys as Segmented when the choices need more than one row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme as t
from ui.paint.draw import CENTRE, box, vline, words
from ui.parts.segmented import Segmented

_ROW, _BETWEEN = 28, 4


class Choices(Segmented):
    """Exclusive choice over as many rows as the width asks for; ``shown`` is what a choice is called on screen."""

    def __init__(
        self, choices: Sequence[str] = (), current: int = -1, parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        super().__init__(choices, current, parent, name=name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_choices(self, choices: Sequence[str], current: int = -1) -> None:
        """Show other choices."""
        super().set_choices(choices, current)
        self._fit()

    def sizeHint(self) -> QSize:
        """One row if it had the room."""
        return QSize(super().sizeHint().width(), self.height())

    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest choice."""
        return QSize(int(max(self._widths(), default=40.0)), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows follow the width."""
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the mouse."""
        for index, area in enumerate(self._areas()):
            if area.contains(event.position()):
                self._choose(index)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each row is a box with lines between its choices."""
        painter, areas = QPainter(self), self._areas()
        for top in sorted({area.top() for area in areas}):
            row = [(index, area) for index, area in enumerate(areas) if area.top() == top]
            self._paint_row(painter, row)

    def _paint_row(self, painter: QPainter, row: list[tuple[int, QRectF]]) -> None:
        whole = QRectF(row[0][1].topLeft(), row[-1][1].bottomRight()).adjusted(0, 0, 1, 0)
        box(painter, whole, t.PAPER, t.EDGE, t.RADIUS_BUTTON)
        for place, (index, area) in enumerate(row):
            chosen = index == self.current
            if chosen:
                self._paint_chosen(painter, whole, area)
            if place:
                vline(painter, area.left(), area.top() + 1, area.bottom() - 1, t.EDGE)
            face = t.font(t.BODY, t.STRONG if chosen else t.REGULAR)
            words(painter, area, self.choices[index], face, t.DAI if chosen else t.INK2, CENTRE)
        focused = self.hasFocus()
        box(painter, whole, t.CLEAR, t.DAI if focused else t.EDGE, t.RADIUS_BUTTON, 2 if focused else 1)

    def _areas(self) -> list[QRectF]:
        areas, left, top = [], 0.0, 0.0
        for wide in self._widths():
            if left and left + wide > self.width():
                left, top = 0.0, top + _ROW + _BETWEEN
            areas.append(QRectF(left, top, min(wide, float(self.width()) - 1), _ROW))
            left += wide
        return areas

    def _fit(self) -> None:
        areas = self._areas()
        self.setFixedHeight(int(areas[-1].bottom()) if areas else _ROW)
