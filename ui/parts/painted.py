"""The painted pieces as widgets: each shows one value, replaced whole, and says it aloud to a screen reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.rules.terms import Light
from models.views import Duties
from ui import theme as t
from ui.paint.bars import Day, bars_size, bars_text, paint_bars
from ui.paint.clockcells import Clock, clock_size, clock_text, paint_clock
from ui.paint.draw import width_of
from ui.paint.dutystrip import duty_size, duty_text, paint_duties
from ui.paint.light import SIZE, light_words, paint_light_and_words
from ui.paint.modechip import chip_size, chip_text, paint_chip
from ui.paint.verdict import Verdict, paint_verdict, verdict_size, verdict_text, waiting

V = TypeVar("V")


class Painted(QWidget, Generic[V]):
    """A widget that is one painted value."""

    def __init__(
        self,
        value: V,
        paint: Callable[[QPainter, QRectF, V], None],
        size: Callable[[V], QSize],
        said: Callable[[V], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._paint, self._size, self._said = paint, size, said
        self._value = value
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(said(value))

    @property
    def value(self) -> V:
        """What is shown."""
        return self._value

    def show_value(self, value: V) -> None:
        """Show another value; nothing is redrawn when it is the same."""
        if value != self._value:
            self._value = value
            self.setAccessibleName(self._said(value))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """What the piece asks for."""
        return self._size(self._value)

    def minimumSizeHint(self) -> QSize:
        """Any width, its own height."""
        return QSize(40, self._size(self._value).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hand the whole widget to the piece."""
        self._paint(QPainter(self), QRectF(self.rect()), self._value)


class VerdictBar(Painted[Verdict]):
    """判定条, 76 px."""

    def __init__(self, verdict: Verdict | None = None, parent: QWidget | None = None) -> None:
        first = verdict or waiting("先选事项", "按 F2 或输入名称、首字母")
        super().__init__(first, paint_verdict, verdict_size, verdict_text, parent)
        self.setFixedHeight(t.VERDICT)


class ModeChip(Painted[tuple[str, bool]]):
    """放权标签; the value is (code, long)."""

    def __init__(self, code: str = "ASK", parent: QWidget | None = None, *, long: bool = False) -> None:
        super().__init__((code, long), _paint_chip, _chip_size, _chip_text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_code(self, code: str) -> None:
        """Show another Mode or Ruling code in the same length."""
        self.show_value((code, self.value[1]))


class LightLabel(Painted[tuple[Light, str]]):
    """期限灯 with its words."""

    def __init__(self, light: Light = Light.UNKNOWN, left: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__((light, light_words(light, left)), _paint_light, _light_size, _light_text, parent)

    def show_light(self, light: Light, left: int | None = None, text: str = "") -> None:
        """Show ``light`` with ``text``, or with its usual words for ``left`` working days."""
        self.show_value((light, text or light_words(light, left)))


class DutyStrip(Painted[Duties]):
    """权责条."""

    def __init__(self, duties: Duties | None = None, parent: QWidget | None = None) -> None:
        super().__init__(duties or Duties("", "", ()), paint_duties, duty_size, duty_text, parent)


class ClockCells(Painted[Clock]):
    """时限格."""

    def __init__(self, clock: Clock | None = None, parent: QWidget | None = None) -> None:
        super().__init__(clock or Clock((), "", "尚未起算"), paint_clock, clock_size, clock_text, parent)


class WeekBars(Painted[Sequence[Day]]):
    """收件 and 办结 of the week."""

    def __init__(self, days: Sequence[Day] = (), parent: QWidget | None = None) -> None:
        super().__init__(days, paint_bars, bars_size, bars_text, parent)


def _paint_chip(painter: QPainter, rect: QRectF, value: tuple[str, bool]) -> None:
    paint_chip(painter, rect, value[0], long=value[1])


def _chip_size(value: tuple[str, bool]) -> QSize:
    return chip_size(value[0], long=value[1])


def _chip_text(value: tuple[str, bool]) -> str:
    return chip_text(value[0], long=value[1])


def _paint_light(painter: QPainter, rect: QRectF, value: tuple[Light, str]) -> None:
    paint_light_and_words(painter, rect, value[0], value[1])


def _light_size(value: tuple[Light, str]) -> QSize:
    return QSize(SIZE + 10 + width_of(value[1], t.font(t.BODY, t.MEDIUM)), t.line_height(t.BODY))


def _light_text(value: tuple[Light, str]) -> str:
    return value[1]
