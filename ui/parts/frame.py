"""How a page is put together: a bar over columns, a column with its keys below, a list under its head."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui import theme as t
from ui.parts.column import Ground, upright

LEFT = 428
"""Pixels of a left column that holds a list and keys."""
Part = QWidget | QLayout


def across(*columns: QWidget, wide: int) -> QHBoxLayout:
    """Columns with a hairline between; the one at place ``wide`` takes what room there is."""
    row = QHBoxLayout()
    row.setSpacing(0)
    for place, column in enumerate(columns):
        if place:
            row.addWidget(upright())
        row.addWidget(column, 1 if place == wide else 0)
    return row


def down(ground: QWidget, *parts: Part, wide: Part) -> None:
    """Fill ``ground`` from top to bottom without a gap; ``wide`` takes what room there is."""
    whole = QVBoxLayout(ground)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    for part in parts:
        add(whole, part, 1 if part is wide else 0)


def add(layout: QBoxLayout, part: Part, stretch: int = 0) -> None:
    """A widget or a layout, whichever it is."""
    if isinstance(part, QWidget):
        layout.addWidget(part, stretch)
    else:
        layout.addLayout(part, stretch)


def inset(gap: int) -> QVBoxLayout:
    """A column within the page's margins, ``gap`` pixels between its parts."""
    column = QVBoxLayout()
    column.setContentsMargins(t.GUTTER, 12, t.GUTTER, 8)
    column.setSpacing(gap)
    return column


def beside(*widgets: QWidget) -> QHBoxLayout:
    """Keys side by side."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    return row


def left(width: int, *parts: Part, wide: Part) -> Ground:
    """A column of fixed ``width`` in pixels."""
    ground = Ground(t.PAPER)
    ground.setFixedWidth(width)
    down(ground, *parts, wide=wide)
    return ground


def keys(*parts: Part) -> Ground:
    """The foot of a column: how it stands, and what may be done, under a line."""
    ground = Ground(t.PAPER, top_line=True)
    column = QVBoxLayout(ground)
    column.setContentsMargins(t.GUTTER, 11, t.GUTTER, 12)
    column.setSpacing(8)
    for part in parts:
        add(column, part)
    return ground


def listing(head: QWidget, table: QWidget, empty: QWidget, *, colour: QColor = t.PAPER, top: int = 12) -> Ground:
    """A list under its head, and the sentence that stands there while the list is empty."""
    ground = Ground(colour)
    column = QVBoxLayout(ground)
    column.setContentsMargins(t.GUTTER, top, t.GUTTER, 8 if top == 12 else 12)
    column.setSpacing(6)
    column.addWidget(head)
    column.addWidget(empty)
    column.addWidget(table, 1)
    column.addStretch(0)
    return ground
