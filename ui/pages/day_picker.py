"""Ctrl+D: one month, moved through by keys; days the hall does not work are grey, days to come cannot be chosen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from models.rules.calendar import WorkCalendar
from ui import theme as t
from ui.paint.draw import CENTRE, box, hline, words
from ui.parts.heads import KeyHint

WEEKDAYS: Final = "一二三四五六日"
_CELL, _ROW, _TOP = 40, 34, 58
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}
_HINTS: Final = (("←↑↓→", "选"), ("PgUp PgDn", "月"), ("Home", "今日"))


class MonthGrid(QWidget):
    """The month of the chosen day.

    Signals:
        chosen: a day was taken with Enter or the mouse.
    """

    chosen = Signal(object)

    def __init__(self, day: date, today: date, calendar: WorkCalendar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day, self._today, self._calendar = min(day, today), today, calendar
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(7 * _CELL, _TOP + 6 * _ROW)
        self._tell()

    @property
    def day(self) -> date:
        """The day the keys stand on."""
        return self._day

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows by day and week, PgUp PgDn by month, Home to today, Enter takes."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._move(self._day + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._move(_month_on(self._day, 1 if key == Qt.Key.Key_PageDown else -1))
        elif key == Qt.Key.Key_Home:
            self._move(self._today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self._day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the day under the mouse."""
        day = self._day_at(event.position())
        if day is not None and day <= self._today:
            self._move(day)
            self.chosen.emit(day)

    def sizeHint(self) -> QSize:
        """Six weeks."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Month, weekdays, days."""
        painter = QPainter(self)
        title = f"{self._day.year} 年 {self._day.month} 月"
        words(painter, QRectF(6, 0, 260, 28), title, t.font(t.LARGE, t.STRONG), t.INK)
        for n, name in enumerate(WEEKDAYS):
            words(painter, QRectF(n * _CELL, 32, _CELL, 22), name, t.font(t.SMALL), t.INK3, CENTRE)
        hline(painter, 0, self.width(), _TOP - 3, t.LINE2)
        for day, area in self._areas():
            self._paint_day(painter, day, area)

    def _paint_day(self, painter: QPainter, day: date, area: QRectF) -> None:
        inner = area.adjusted(2, 2, -2, -2)
        chosen = day == self._day
        if chosen:
            box(painter, inner, t.DAI_SOFT, t.DAI, t.RADIUS, 2 if self.hasFocus() else 1)
        ink = t.LINE2 if day > self._today else t.INK if self._works(day) else t.INK3
        if day == self._today:
            ink = t.ZHU
        words(painter, inner, str(day.day), t.font(t.BODY, t.STRONG if chosen else t.REGULAR), ink, CENTRE)

    def _works(self, day: date) -> bool:
        return self._calendar.is_workday(day) if self._calendar.has_year(day.year) else day.weekday() < 5

    def _areas(self) -> list[tuple[date, QRectF]]:
        first = self._day.replace(day=1)
        made = []
        for n in range(31):
            day = first + timedelta(days=n)
            if day.month != first.month:
                break
            place = n + first.weekday()
            made.append((day, QRectF(place % 7 * _CELL, _TOP + place // 7 * _ROW, _CELL, _ROW)))
        return made

    def _day_at(self, at: QPointF) -> date | None:
        return next((day for day, area in self._areas() if area.contains(at)), None)

    def _move(self, day: date) -> None:
        self._day = min(day, self._today)
        self._tell()
        self.update()

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._day:%Y-%m-%d} 周{WEEKDAYS[self._day.weekday()]}")


class DayPicker(QDialog):
    """Opens under the button it is asked from; Esc keeps the day.

    Signals:
        picked: another day.
    """

    picked = Signal(object)

    def __init__(self, day: date, today: date, calendar: WorkCalendar, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.grid = MonthGrid(day, today, calendar)
        self.grid.chosen.connect(self._take)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 10)
        whole.setSpacing(8)
        whole.addWidget(self.grid)
        whole.addWidget(KeyHint(_HINTS))
        self.grid.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """White with an edge."""
        box(QPainter(self), self.rect(), t.PAPER, t.EDGE, t.RADIUS_BUTTON)

    def _take(self, day: date) -> None:
        self.picked.emit(day)
        self.accept()


def _month_on(day: date, by: int) -> date:
    """The same day of another month, or its last."""
    number = day.year * 12 + day.month - 1 + by
    year, month = divmod(number, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))
