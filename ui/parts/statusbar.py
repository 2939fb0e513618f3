"""状态栏: always there: the line to the city, entries waiting, the printer, the draft, who, where and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme as t
from ui.paint.draw import hline, vline, width_of, words
from ui.paint.light import Shape, paint_shape, tone_of_shape

_WEEK = "一二三四五六日"
_GAP = 14


@dataclass(frozen=True, slots=True)
class Status:
    """What the bar says; replaced whole or with ``StatusBar.change``."""

    line: str = "市级线路 未知"
    line_shape: Shape = Shape.RING
    waiting: int = 0
    printer: str = "打印机 未知"
    printer_shape: Shape = Shape.RING
    devices: str = ""
    draft: datetime | None = None
    hall: str = ""
    person: str = ""
    window: str = ""
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Bit:
    text: str
    colour: QColor
    shape: Shape | None = None
    strong: bool = False


class StatusBar(QWidget):
    """28 px at the foot of the window."""

    def __init__(self, status: Status | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = status or Status()
        self.setFixedHeight(t.STATUS_BAR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    @property
    def status(self) -> Status:
        """What is shown."""
        return self._status

    def show_status(self, status: Status) -> None:
        """Show another status."""
        if status != self._status:
            self._status = status
            self._tell()
            self.update()

    def change(self, **what: object) -> None:
        """Change some fields of the status."""
        self.show_status(replace(self._status, **what))  # type: ignore[arg-type]

    def sizeHint(self) -> QSize:
        """Any width, 28 px."""
        return QSize(400, t.STATUS_BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Left bits from the left, right bits from the right; the left ones give way first."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.RAIL)
        hline(painter, 0, self.width(), 0, t.LINE2)
        right = float(self.width() - 16)
        for n, bit in enumerate(reversed(self._right())):
            wide = width_of(bit.text, _font(bit))
            words(painter, QRectF(right - wide, 1, wide + 2, t.STATUS_BAR), bit.text, _font(bit), bit.colour)
            right -= wide + _GAP
            if n < len(self._right()) - 1:
                vline(painter, right, 8, 20, t.LINE2)
                right -= _GAP
        self._paint_left(painter, right)

    def _paint_left(self, painter: QPainter, limit: float) -> None:
        left = 16.0
        for n, bit in enumerate(self._left()):
            wide = width_of(bit.text, _font(bit)) + (16 if bit.shape else 0)
            if left + wide > limit:
                return
            if n:
                vline(painter, left, 8, 20, t.LINE2)
                left += _GAP
            if bit.shape:
                tone = tone_of_shape(bit.shape)
                paint_shape(painter, QRectF(left, 1, 10, t.STATUS_BAR), bit.shape, tone.shape, 10)
            shift = 17 if bit.shape else 0
            words(painter, QRectF(left + shift, 1, wide, t.STATUS_BAR), bit.text, _font(bit), bit.colour)
            left += wide + _GAP

    def _left(self) -> list[_Bit]:
        now = self._status
        down = now.line_shape in (Shape.BROKEN, Shape.SQUARE)
        line_colour = tone_of_shape(now.line_shape).word if down else t.INK
        bits = [_Bit(now.line, line_colour, now.line_shape), _Bit(f"待送 {now.waiting} 条", t.INK)]
        printer_bad = now.printer_shape in (Shape.SQUARE, Shape.TRIANGLE)
        bits.append(
            _Bit(now.printer, tone_of_shape(now.printer_shape).word if printer_bad else t.INK, now.printer_shape)
        )
        if now.devices:
            bits.append(_Bit(now.devices, t.INK2))
        if now.draft:
            bits.append(_Bit(f"草稿已存 {now.draft:%H:%M:%S}", t.INK2))
        return bits

    def _right(self) -> list[_Bit]:
        now = self._status
        bits = [_Bit(now.hall, t.INK2), _Bit(now.person, t.INK), _Bit(now.window, t.INK)]
        if now.now:
            bits.append(_Bit(f"{now.now:%Y-%m-%d} 周{_WEEK[now.now.weekday()]}", t.INK))
            bits.append(_Bit(f"{now.now:%H:%M:%S}", t.INK, strong=True))
        return [bit for bit in bits if bit.text]

    def _tell(self) -> None:
        self.setAccessibleName("状态栏")
        self.setAccessibleDescription("，".join(bit.text for bit in self._left() + self._right()))


def _font(bit: _Bit) -> QFont:
    return t.font(t.SMALL, t.STRONG if bit.strong else t.REGULAR)
