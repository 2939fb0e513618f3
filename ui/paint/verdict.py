"""判定条: one sentence that decides which key is solid, and the four gates it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter

from ui import theme as t
from ui.paint.draw import RIGHT, hline, width_of, words
from ui.paint.light import Shape, paint_shape

HEIGHT: Final = t.VERDICT


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the bar says; a gate is (kept, words) with None for not known yet."""

    shape: Shape
    tone: t.Tone
    title: str
    subtitle: str = ""
    gates: tuple[tuple[bool | None, str], ...] = ()


def ready(title: str, subtitle: str, gates: tuple[tuple[bool | None, str], ...] = ()) -> Verdict:
    """✓ green: may be accepted."""
    return Verdict(Shape.CHECK, t.GOOD, title, subtitle, gates)


def lacking(title: str, subtitle: str, gates: tuple[tuple[bool | None, str], ...] = ()) -> Verdict:
    """▲ ochre: something is missing or tolerated."""
    return Verdict(Shape.TRIANGLE, t.WARN, title, subtitle, gates)


def not_ours(title: str, subtitle: str, gates: tuple[tuple[bool | None, str], ...] = ()) -> Verdict:
    """■ vermilion: not this window's to take."""
    return Verdict(Shape.SQUARE, t.BAD, title, subtitle, gates)


def waiting(title: str, subtitle: str, gates: tuple[tuple[bool | None, str], ...] = ()) -> Verdict:
    """○ grey: nothing to judge yet."""
    return Verdict(Shape.RING, t.QUIET, title, subtitle, gates)


def verdict_size(verdict: Verdict) -> QSize:
    """Height is fixed at 76 px; width is what the first line wants."""
    first = width_of(verdict.title, t.font(t.TITLE, t.STRONG)) + width_of(verdict.subtitle, t.font())
    return QSize(2 * t.GUTTER + 34 + 12 + first, HEIGHT)


def verdict_text(verdict: Verdict) -> str:
    """What a screen reader says."""
    gates = "，".join(f"{_SAID[kept]}{text}" for kept, text in verdict.gates)
    return "。".join(part for part in (f"{verdict.title}，{verdict.subtitle}".strip("，"), gates) if part)


def paint_verdict(painter: QPainter, rect: QRect | QRectF, verdict: Verdict) -> None:
    """Paint the bar over ``rect`` with a line of its own tone at the bottom."""
    area = QRectF(rect)
    painter.fillRect(area, verdict.tone.soft)
    hline(painter, area.left(), area.right(), area.bottom() - 1, t.mix(verdict.tone.shape, verdict.tone.soft, 0.25))
    left = area.left() + t.GUTTER
    paint_shape(painter, QRectF(left, area.top() + 14, 24, 29), verdict.shape, _ink(verdict), 22)
    left += 33
    face = t.font(t.TITLE, t.STRONG)
    words(painter, QRectF(left, area.top() + 15, area.right() - left - 8, 29), verdict.title, face, verdict.tone.word)
    left += width_of(verdict.title, face) + 11
    rest = QRectF(left, area.top() + 16, area.right() - left - 12, 28)
    words(painter, rest, verdict.subtitle, t.font(t.BODY, t.MEDIUM), t.INK)
    _paint_gates(painter, area, verdict.gates)


def paint_verdict_line(painter: QPainter, rect: QRect | QRectF, verdict: Verdict, key: str) -> None:
    """The same in one line: shape, title, and the key it leads to at the right."""
    area = QRectF(rect)
    painter.fillRect(area, verdict.tone.soft)
    paint_shape(painter, QRectF(area.left() + 10, area.top(), 16, area.height()), verdict.shape, _ink(verdict), 15)
    inner = area.adjusted(36, 0, -12, 0)
    words(painter, inner, verdict.title, t.font(t.LARGE, t.STRONG), verdict.tone.word)
    words(painter, inner, key, t.font(t.SMALL, t.MEDIUM), t.INK2, RIGHT)


_SAID: Final = {True: "通过：", False: "未过：", None: "待定："}
_MARKS: Final = {True: Shape.CHECK, False: Shape.CROSS, None: Shape.RING}


def _ink(verdict: Verdict) -> QColor:
    return verdict.tone.word if verdict.shape is Shape.CHECK else verdict.tone.shape


def _paint_gates(painter: QPainter, area: QRectF, gates: tuple[tuple[bool | None, str], ...]) -> None:
    left = area.left() + t.GUTTER + 2
    for kept, text in gates:
        tone = {True: t.GOOD, False: t.BAD, None: t.QUIET}[kept]
        paint_shape(painter, QRectF(left, area.top() + 46, 12, 20), _MARKS[kept], tone.word, 10)
        face = t.font(t.SMALL, t.REGULAR if kept else t.MEDIUM)
        wide = width_of(text, face)
        line = QRectF(left + 18, area.top() + 46, min(wide + 1, area.right() - left - 24), 20)
        words(painter, line, text, face, t.BAD.word if kept is False else t.INK2)
        left += 18 + wide + 14
