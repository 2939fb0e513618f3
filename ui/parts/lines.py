"""Single lines: a label that takes no markup, and a date with what falls on it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from models.rules.terms import Light
from ui import theme as t
from ui.paint.draw import width_of, words
from ui.paint.light import SIZE, light_words, paint_light, tone_of


def label(
    text: str = "",
    size: int = t.BODY,
    weight: QFont.Weight = t.REGULAR,
    colour: QColor = t.INK,
    *,
    wrap: bool = False,
    selectable: bool = False,
) -> QLabel:
    """A QLabel that never takes its text for markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(t.font(size, weight))
    palette = made.palette()
    palette.setColor(made.foregroundRole(), colour)
    made.setPalette(palette)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


@dataclass(frozen=True, slots=True)
class Due:
    """A date and what falls on it; ``date`` 未定 when it cannot be known, with the reason in ``note``."""

    date: str
    weekday: str
    title: str
    note: str
    light: Light | None = None
    left: int | None = None


class DueLine(QWidget):
    """期限: date and weekday, what is due, its light; the shortest explanation below."""

    def __init__(self, due: Due, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._due = due
        self.setFixedHeight(42)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def show_due(self, due: Due) -> None:
        """Show another date."""
        if due != self._due:
            self._due = due
            self._tell()
            self.update()

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(280, 42)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Date column 100 px, then title and note; light at the right."""
        painter, due = QPainter(self), self._due
        known = due.date != "未定"
        face = t.font(t.LARGE, t.MEDIUM)
        words(painter, QRectF(0, 0, 54, 20), due.date, face, t.INK if known else t.INK3)
        words(painter, QRectF(52, 0, 44, 20), due.weekday, t.font(t.SMALL), t.INK3)
        right = float(self.width())
        if due.light is not None and due.light is not Light.UNKNOWN:
            said = light_words(due.light, due.left)
            face = t.font(t.BODY, t.MEDIUM)
            right -= width_of(said, face)
            words(painter, QRectF(right, 0, self.width() - right + 2, 20), said, face, tone_of(due.light).word)
            right -= SIZE + 8
            paint_light(painter, QRectF(right, 0, SIZE, 20), due.light)
        words(painter, QRectF(100, 0, right - 108, 20), due.title, t.font(t.BODY, t.MEDIUM), t.INK)
        words(painter, QRectF(100, 19, self.width() - 100, 18), due.note, t.font(t.SMALL), t.INK2)

    def _tell(self) -> None:
        due = self._due
        said = light_words(due.light, due.left) if due.light is not None else ""
        parts = (due.date, due.weekday, due.title, said, due.note)
        self.setAccessibleName(" ".join(part for part in parts if part))
        self.setToolTip("")
