"""办件's title band: item, flow, light, applicant, number, and where the item stands in the list."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.rules.numbers import is_spare
from models.rules.terms import Light
from models.views import CaseView
from ui import theme as t
from ui.pages.today_words import code_of, light_text
from ui.paint.draw import RIGHT, hline, width_of, words
from ui.paint.light import paint_light, tone_of
from ui.paint.modechip import chip_size, paint_chip

HEIGHT: Final = 68


class CaseBand(QWidget):
    """68 px over the timeline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: CaseView | None = None
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_case(self, view: CaseView | None) -> None:
        """Show a case, or nothing."""
        self._view = view
        if view is not None:
            row = view.row
            self.setAccessibleName(f"{row.item_name}，{row.applicant}，{row.case_no}，{_clock(view)}")
        self.update()

    def sizeHint(self) -> QSize:
        """Any width."""
        return QSize(480, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two lines and a hairline."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.BG)
        hline(painter, 0, self.width(), self.height() - 1, t.LINE2)
        if self._view is not None:
            inner = QRectF(t.GUTTER, 0, self.width() - 2 * t.GUTTER, self.height())
            _first(painter, inner, self._view)
            _second(painter, inner, self._view)


def _clock(view: CaseView) -> str:
    row = view.row
    left = light_text(row)
    return left if row.light is Light.DONE or not row.whose else f"{left} · 时间在{row.whose}"


def _first(painter: QPainter, inner: QRectF, view: CaseView) -> None:
    row = view.row
    face, tone, text = t.font(t.BODY, t.STRONG), tone_of(row.light), _clock(view)
    wide = width_of(text, face)
    words(painter, QRectF(inner.right() - wide - 2, 9, wide + 4, 29), text, face, tone.word, RIGHT)
    paint_light(painter, QRectF(inner.right() - wide - 21, 9, 12, 29), row.light)
    title, code = t.font(t.TITLE, t.STRONG), code_of(row)
    room = inner.width() - wide - 32
    chip = chip_size(code, long=True).width()
    long = width_of(row.item_name, title) + 12 + chip <= room
    chip = chip_size(code, long=long).width()
    name = QRectF(inner.left(), 9, min(width_of(row.item_name, title) + 1, room - chip - 12), 29)
    words(painter, name, row.item_name, title, t.INK)
    paint_chip(painter, QRectF(name.right() + 12, 9, chip, 30), code, long=long)


def _second(painter: QPainter, inner: QRectF, view: CaseView) -> None:
    left = inner.left()
    small = t.font(t.SMALL)
    rest = " · ".join(part for part in (view.handling_item, view.source_line) if part)
    for text, face, colour in (
        (view.row.applicant, t.font(t.BODY, t.MEDIUM), t.INK),
        (f"{view.row.case_no} 补录" if is_spare(view.row.case_no) else view.row.case_no, small, t.INK2),
        (rest, small, t.INK3),
        (view.applicant_masked, small, t.INK3),
    ):
        room = inner.right() - left
        if room < 60 or not text:
            continue
        words(painter, QRectF(left, 39, room, 20), text, face, colour)
        left += width_of(text, face) + 16
