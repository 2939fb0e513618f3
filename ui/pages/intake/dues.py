"""期限 as painted rows: date, weekday, what falls due, its light, and why; Alt+D unfolds the reckoning."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.rules.terms import Light
from models.views import DeadlineView
from ui import theme as t
from ui.paint.draw import height_of, paragraph, width_of, words
from ui.paint.light import SIZE, light_words, paint_light_and_words

_WEEK = "一二三四五六日"
_LEFT, _WEEK_AT, _GAP = 100, 52, 3


class DueRows(QWidget):
    """All clocks of the verdict."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[DeadlineView, ...] = ()
        self._unfolded = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def unfolded(self) -> bool:
        """Whether the reckoning is shown."""
        return self._unfolded

    def show_rows(self, rows: Sequence[DeadlineView]) -> None:
        """Show other clocks."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self._fit()

    def unfold(self, on: bool) -> None:
        """Show or hide the reckoning."""
        self._unfolded = on
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(240, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Row by row."""
        painter, top = QPainter(self), 0
        for row in self._rows:
            self._paint_row(painter, top, row)
            top += self._tall(row) + _GAP

    def _paint_row(self, painter: QPainter, top: int, row: DeadlineView) -> None:
        room = self.width() - _LEFT
        date_face = t.font(t.LARGE, t.STRONG if row.due else t.MEDIUM)
        shown = f"{row.due:%m-%d}" if row.due else "未定"
        words(painter, QRectF(0, top - 1, _WEEK_AT, 22), shown, date_face, t.INK if row.due else t.INK3)
        if row.due:
            week = QRectF(_WEEK_AT, top, 44, 20)
            words(painter, week, f"周{_WEEK[row.due.weekday()]}", t.font(t.SMALL), t.INK3)
        lit = light_words(row.light, row.left) if row.due and row.light is not Light.UNKNOWN else ""
        wide = SIZE + 9 + width_of(lit, t.font(t.BODY, t.MEDIUM)) if lit else 0
        words(painter, QRectF(_LEFT, top, room - wide - 8, 20), row.name, t.font(t.BODY, t.MEDIUM), t.INK)
        if lit:
            paint_light_and_words(painter, QRectF(self.width() - wide, top, wide, 20), row.light, lit)
        below = top + 19
        for text in self._texts(row):
            paragraph(painter, QRectF(_LEFT, below, room, 200), text, t.font(t.SMALL), t.INK3)
            below += height_of(text, t.font(t.SMALL), room)

    def _texts(self, row: DeadlineView) -> tuple[str, ...]:
        lines = (*row.lines, f"时间在：{row.whose}") if self._unfolded else ()
        return tuple(text for text in (row.short, *lines) if text)

    def _tall(self, row: DeadlineView) -> int:
        room = max(40, self.width() - _LEFT)
        return 19 + sum(height_of(text, t.font(t.SMALL), room) for text in self._texts(row)) + 2

    def _height(self) -> int:
        return max(0, sum(self._tall(row) + _GAP for row in self._rows) - _GAP)

    def _fit(self) -> None:
        self.setFixedHeight(self._height())
        said = (f"{row.name} {row.due.isoformat() if row.due else '未定'} {row.short}" for row in self._rows)
        self.setAccessibleName("；".join(said))
        self.update()
