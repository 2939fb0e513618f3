"""Lines of a column: numbered or marked text, a name with its value, a date with what falls on it. All plain text."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from models.rules.terms import Light
from ui import theme as t
from ui.paint.draw import RIGHT, height_of, paragraph, width_of, words
from ui.paint.light import SIZE, Shape, light_words, paint_light, paint_shape, tone_of, tone_of_shape


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
class Text:
    """What a TextLine shows; ``lead`` (a number or a short name) or ``shape`` stands in front."""

    title: str
    note: str = ""
    lead: str = ""
    shape: Shape | None = None
    value: str = ""  # flush right, on the title's line
    strong: bool = False  # the title in medium weight
    lead_colour: QColor | None = None  # INK3 when not said
    value_strong: bool = True
    title_colour: QColor | None = None  # INK when not said


class TextLine(QWidget):
    """Title and note, wrapped, in as many lines as they need."""

    def __init__(self, text: Text, parent: QWidget | None = None, *, lead_width: int = 0, gap: int = 5) -> None:
        """``lead_width`` px for the front column (18 when there is a lead or shape); ``gap`` px under the line."""
        super().__init__(parent)
        self._text, self._gap = text, gap
        self._front = lead_width or (18 if text.lead or text.shape else 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def show_text(self, text: Text) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self._tell()
            self._fit()
            self.update()

    def sizeHint(self) -> QSize:
        """Any width; the height follows from it."""
        return QSize(160, self._height(max(self.width(), 160)))

    def minimumSizeHint(self) -> QSize:
        """Narrow columns wrap more."""
        return QSize(80, self._height(max(self.width(), 80)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Front column, title, value, note."""
        painter, text = QPainter(self), self._text
        first = QRectF(0, 0, self._front, t.line_height(t.BODY))
        if text.shape is not None:
            tone = tone_of_shape(text.shape)
            ink = tone.word if text.shape in (Shape.CHECK, Shape.CROSS) else tone.shape
            paint_shape(painter, QRectF(0, 0, 10, first.height()), text.shape, ink, 9)
        else:
            size = t.BODY if len(text.lead) <= 2 else t.SMALL
            face = t.font(size, t.MEDIUM if text.strong and len(text.lead) <= 2 else t.REGULAR)
            words(painter, first, text.lead, face, text.lead_colour or t.INK3)
        room = QRectF(self._front, 0, self._title_width(self.width()), self.height())
        paragraph(painter, room, text.title, self._title_font(), text.title_colour or t.INK)
        if text.value:
            face = t.font(t.BODY, t.STRONG if text.value_strong else t.REGULAR)
            line = QRectF(0, 0, self.width(), t.line_height(t.BODY))
            words(painter, line, text.value, face, t.INK if text.value_strong else t.INK2, RIGHT)
        if text.note:
            top = height_of(text.title, self._title_font(), int(room.width())) - 1
            below = QRectF(self._front, top, self.width() - self._front, self.height())
            paragraph(painter, below, text.note, t.font(t.SMALL), t.INK2)

    def _title_font(self) -> QFont:
        return t.font(t.BODY, t.MEDIUM if self._text.strong else t.REGULAR)

    def _title_width(self, width: int) -> int:
        value = width_of(self._text.value, t.font(t.BODY, t.STRONG)) + 8 if self._text.value else 0
        return max(40, width - self._front - value)

    def _height(self, width: int) -> int:
        tall = height_of(self._text.title, self._title_font(), self._title_width(width))
        if self._text.note:
            tall += height_of(self._text.note, t.font(t.SMALL), max(40, width - self._front)) - 1
        return max(tall, t.line_height(t.BODY)) + self._gap

    def _fit(self) -> None:
        height = self._height(max(self.width(), 80))
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def _tell(self) -> None:
        text = self._text
        parts = (text.lead, text.shape.value if text.shape else "", text.title, text.value, text.note)
        self.setAccessibleName(" ".join(part for part in parts if part))


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
