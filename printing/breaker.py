"""The line breaker: Chinese rules (避头尾, squeezed punctuation, numbers with their units), measured before drawn.

All widths are in em of the text's own size, so that one measurement serves any size. Paragraphs and table cells
use the same lines. Width is never exceeded; a part that must stay whole but is wider than a line is broken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from printing import fonts
from printing.chars import (
    DATE_SIGNS,
    LEFT_HALF,
    NO_END,
    NO_START,
    RIGHT_HALF,
    clean,
    is_latin,
    whole_spans,
)

Span = tuple[str, int]  # text and weight; weight 0 = the paragraph's own
Text = str | Sequence[Span]

HALF = 0.5
LATIN_GAP = 0.1  # between Chinese and Latin
MOST_STRETCH = 0.2  # em for every gap; beyond it a line stands ragged
TOLERANCE = 1e-6


def bold(text: str, weight: int = 700) -> tuple[Span, ...]:
    """``text`` as one heavier span."""
    return ((text, weight),)


def join(*parts: Text) -> tuple[Span, ...]:
    """Spans of several texts in a row."""
    return tuple(span for part in parts for span in (((part, 0),) if isinstance(part, str) else part))


def plain(text: Text) -> str:
    """The characters without their weights."""
    return text if isinstance(text, str) else "".join(span[0] for span in text)


@dataclass(slots=True)
class Prepared:
    """One paragraph, looked up: every list has one place per character."""

    chars: str
    glyphs: list[fonts.Glyph]
    advances: list[float]
    gaps: list[float]  # before the character, when it is not the first of its line
    breaks: bytearray  # 1 = a line may begin here
    stretch: bytearray  # 1 = justification may widen the gap before


class Line(NamedTuple):
    """Characters ``start`` to ``end`` and the natural width in em, half signs cut off at either end."""

    start: int
    end: int
    width: float
    cut_start: float
    cut_end: float
    last: bool


def prepare(text: Text, family: str, weight: int) -> Prepared:
    """Look up ``text`` (one paragraph, no line feed) in ``family`` and mark where lines may break."""
    spans = ((text, 0),) if isinstance(text, str) else text
    chars = clean("".join(span[0] for span in spans))
    glyphs: list[fonts.Glyph] = []
    for part, own in spans:
        glyphs.extend(map(fonts.table(f"{family}{own or weight}").__getitem__, clean(part)))
    advances = [glyph.advance for glyph in glyphs]
    gaps, breaks, stretch = _rules(chars, advances)
    return Prepared(chars, glyphs, advances, gaps, breaks, stretch)


def _rules(chars: str, advances: list[float]) -> tuple[list[float], bytearray, bytearray]:
    size = len(chars)
    gaps = [0.0] * size
    breaks = bytearray(size + 1)
    stretch = bytearray(size)
    if chars.isascii() and " " not in chars:  # a code, a number, a time: nothing may part it
        return gaps, breaks, stretch
    latin = [is_latin(char) for char in chars]
    for at in range(1, size):
        before, char = chars[at - 1], chars[at]
        left, right = latin[at - 1], latin[at]
        gaps[at] = _gap(before, char, left, right, advances[at - 1], advances[at])
        stretch[at] = not (left and right) and (gaps[at] >= 0) and (left == right or gaps[at] > 0)
        breaks[at] = not (left and right) and char not in NO_START and before not in NO_END and char != " "
    for start, end in whole_spans(chars):
        breaks[start + 1 : end] = bytes(end - start - 1)
    return gaps, breaks, stretch


def _gap(before: str, char: str, left: bool, right: bool, width_before: float, width: float) -> float:
    if left != right:
        if " " in (before, char) or before in NO_END or char in NO_START or before in LEFT_HALF or char in RIGHT_HALF:
            return 0.0
        return 0.0 if (before if right else char) in DATE_SIGNS else LATIN_GAP
    if width_before > 0.9 and before in LEFT_HALF and (char in LEFT_HALF or char in RIGHT_HALF):
        return -HALF
    if width > 0.9 and before in RIGHT_HALF and char in RIGHT_HALF:
        return -HALF
    return 0.0


def _cut_start(text: Prepared, at: int) -> float:
    return HALF if text.chars[at] in RIGHT_HALF and text.advances[at] > 0.9 else 0.0


def _can_cut_end(text: Prepared, at: int) -> bool:
    return text.chars[at] in LEFT_HALF and text.advances[at] > 0.9


def fit(text: Prepared, limit: float, indent: float = 0.0) -> list[Line]:
    """Break ``text`` into lines no wider than ``limit`` em, the first shorter by ``indent``."""
    lines: list[Line] = []
    at, size = 0, len(text.chars)
    while at < size:
        line = _fill(text, at, limit - indent if not lines else limit, first=not lines and indent > 0)
        lines.append(line)
        at = _skip_spaces(text.chars, line.end) if line.end < size else size
    if len(lines) > 1:
        _mend_orphan(text, lines, limit, indent)
    if lines:
        lines[-1] = lines[-1]._replace(last=True)
    return lines


def _skip_spaces(chars: str, at: int) -> int:
    while at < len(chars) and chars[at] == " ":
        at += 1
    return at


def _fill(text: Prepared, start: int, room: float, *, first: bool) -> Line:
    """The longest line from ``start`` that keeps within ``room`` and ends where a break is allowed."""
    advances, gaps, breaks, size = text.advances, text.gaps, text.breaks, len(text.chars)
    cut_start = 0.0 if first else _cut_start(text, start)
    room += TOLERANCE
    width, good, cut = -cut_start, 0, 0.0
    at = whole = start
    while at < size:
        wider = width + advances[at] + (gaps[at] if at > start else 0.0)
        squeezed = 0.0
        if wider > room:
            if text.chars[at] == " ":
                pass  # a space hangs over the edge unseen
            elif wider - HALF <= room and _can_cut_end(text, at):
                squeezed = HALF
            else:
                break
        width = wider
        at += 1
        if not squeezed:
            whole = at
        if at == size or breaks[at]:
            good, cut = at, squeezed
    if not good:
        good, cut = _hard_end(text, start, whole), 0.0  # a sign that only fits squeezed is left to the next line
    return measure(text, start, good, first=first, cut_end=cut)


def _hard_end(text: Prepared, start: int, fits: int) -> int:
    """Where to break a part wider than the line: as far as fits, signs kept off the wrong end if possible."""
    most = max(fits, start + 1)
    for end in range(most, start, -1):
        if end == len(text.chars) or (text.chars[end] not in NO_START and text.chars[end - 1] not in NO_END):
            return end
    return most


def measure(text: Prepared, start: int, end: int, *, first: bool, cut_end: float = 0.0) -> Line:
    """The line from ``start`` to ``end``; spaces at its end do not count."""
    stop = end
    while stop > start + 1 and text.chars[stop - 1] == " ":
        stop -= 1
    cut_start = 0.0 if first else _cut_start(text, start)
    width = sum(text.advances[start:stop]) + sum(text.gaps[start + 1 : stop]) - cut_start - cut_end
    return Line(start, stop, width, cut_start, cut_end, False)


def _mend_orphan(text: Prepared, lines: list[Line], limit: float, indent: float) -> None:
    """Give a last line of one single character company from the line above."""
    before, last = lines[-2], lines[-1]
    if sum(char not in NO_START and char != " " for char in text.chars[last.start : last.end]) != 1:
        return
    for at in range(last.start - 1, before.start, -1):
        if text.breaks[at]:
            moved = measure(text, at, last.end, first=False)
            if moved.width <= limit + TOLERANCE:
                lines[-2] = measure(text, before.start, at, first=len(lines) == 2 and indent > 0)
                lines[-1] = moved
            return


def paragraphs(text: Text) -> list[Text]:
    """``text`` parted at its line feeds, weights kept."""
    if isinstance(text, str):
        return list(text.split("\n"))
    parts: list[list[Span]] = [[]]
    for part, weight in text:
        first, *rest = part.split("\n")
        parts[-1].append((first, weight))
        parts.extend([(piece, weight)] for piece in rest)
    return [tuple(part) for part in parts]


def spread(text: Prepared, line: Line, room: float) -> tuple[Line, float]:
    """The line as it fills ``room`` em and the em to add at each stretchable gap (0 = it stays ragged)."""
    places = sum(text.stretch[line.start + 1 : line.end])
    if line.last or not places:
        return line, 0.0
    if not line.cut_end and _can_cut_end(text, line.end - 1):
        flush = line._replace(width=line.width - HALF, cut_end=HALF)
        if (room - flush.width) / places <= MOST_STRETCH:
            return flush, max(0.0, (room - flush.width) / places)
    each = (room - line.width) / places
    return line, each if 0 < each <= MOST_STRETCH else 0.0
