"""分段选择: a few exclusive choices in one box; left and right change it, digits go straight to one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme as t
from ui.paint.draw import CENTRE, box, vline, width_of, words


class Segmented(QWidget):
    """Exclusive choice.

    Signals:
        chosen: the index, when the person changed it (not when the program did).
    """

    chosen = Signal(int)

    def __init__(
        self,
        choices: Sequence[str] = (),
        current: int = 0,
        parent: QWidget | None = None,
        *,
        height: int = 28,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self._current = current
        self._name = name
        self.setFixedHeight(height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._tell()

    @property
    def choices(self) -> tuple[str, ...]:
        """The words, left to right."""
        return self._choices

    @property
    def current(self) -> int:
        """Index of the choice; -1 when none is made yet."""
        return self._current

    def set_choices(self, choices: Sequence[str], current: int = 0) -> None:
        """Show other choices; says nothing to ``chosen``."""
        self._choices, self._current = tuple(choices), current
        self.updateGeometry()
        self._tell()

    def set_current(self, index: int) -> None:
        """Show ``index`` as chosen; says nothing to ``chosen``."""
        self._current = index
        self._tell()

    def sizeHint(self) -> QSize:
        """The widths of all choices together."""
        return QSize(int(sum(self._widths())) + 1, self.height())

    minimumSizeHint = sizeHint  # noqa: N815

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← → change, 1…9 choose."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        digit = int(event.text()) - 1 if event.text().isdigit() and event.text() != "0" else -1
        if step and self._choices:
            self._choose(max(0, min(self._current + step, len(self._choices) - 1)))
        elif 0 <= digit < len(self._choices):
            self._choose(digit)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the segment under the mouse."""
        left = 0.0
        for index, wide in enumerate(self._widths()):
            left += wide
            if event.position().x() < left:
                self._choose(index)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """One box, lines between, the chosen one pale with a bar under it."""
        painter = QPainter(self)
        whole = QRectF(0, 0, self.width(), self.height())
        box(painter, whole, t.PAPER, t.EDGE, t.RADIUS_BUTTON)
        left = 0.0
        for index, (choice, wide) in enumerate(zip(self._choices, self._widths(), strict=True)):
            area = QRectF(left, 0, wide, self.height())
            if index == self._current:
                self._paint_chosen(painter, whole, area)
            if index:
                vline(painter, left, 1, self.height() - 1, t.EDGE)
            face = t.font(t.BODY, t.STRONG if index == self._current else t.REGULAR)
            words(painter, area, choice, face, t.DAI if index == self._current else t.INK2, CENTRE)
            left += wide
        box(painter, whole, t.CLEAR, t.DAI if self.hasFocus() else t.EDGE, t.RADIUS_BUTTON, 2 if self.hasFocus() else 1)

    def _paint_chosen(self, painter: QPainter, whole: QRectF, area: QRectF) -> None:
        inside = QPainterPath()
        inside.addRoundedRect(whole.adjusted(1, 1, -1, -1), t.RADIUS, t.RADIUS)
        painter.save()
        painter.setClipPath(inside)
        painter.fillRect(area, t.DAI_SOFT)
        painter.fillRect(QRectF(area.left(), area.bottom() - 3, area.width(), 2), t.DAI)
        painter.restore()

    def _widths(self) -> list[float]:
        face = t.font(t.BODY, t.STRONG)
        return [float(max(32, width_of(choice, face) + 22)) for choice in self._choices]

    def _choose(self, index: int) -> None:
        if index != self._current:
            self.set_current(index)
            self.chosen.emit(index)

    def _tell(self) -> None:
        now = self._choices[self._current] if 0 <= self._current < len(self._choices) else "未选"
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(f"{now}，共 {len(self._choices)} 项")
        self.update()
