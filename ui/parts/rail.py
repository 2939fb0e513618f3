"""左轨: the window's number on top, seven pages with their counts, help and lock at the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ui import theme as t
from ui.icons import Icon, paint_icon
from ui.paint.draw import CENTRE, box, hline, vline, width_of, words

_TOP, _EACH, _FOOT = 60, 60, 46


class Place(NamedTuple):
    """One entry of the rail."""

    name: str
    icon: Icon


PLACES: Final = (
    Place("今日", Icon.TODAY),
    Place("收件", Icon.INTAKE),
    Place("办件", Icon.CASES),
    Place("转报", Icon.FORWARD),
    Place("台账", Icon.LEDGER),
    Place("事项", Icon.ITEMS),
    Place("管理", Icon.MANAGE),
)


class Rail(QWidget):
    """Where to go. Never takes the focus: keys reach it through the shell.

    Signals:
        asked: index of the entry pressed.
        help_asked, lock_asked: the two at the bottom.
    """

    asked = Signal(int)
    help_asked = Signal()
    lock_asked = Signal()

    def __init__(self, window_no: int, parent: QWidget | None = None, *, places: Sequence[Place] = PLACES) -> None:
        super().__init__(parent)
        self._no, self._places = window_no, tuple(places)
        self._current, self._hover = 0, -1
        self._badges: dict[int, tuple[int, QColor]] = {}
        self._shut: set[int] = set()
        self.setFixedWidth(t.RAIL_WIDTH)
        self.setMouseTracking(True)
        self._tell()

    @property
    def current(self) -> int:
        """The page shown."""
        return self._current

    def set_current(self, index: int) -> None:
        """Mark ``index`` as the page shown."""
        self._current = index
        self._tell()

    def set_badge(self, index: int, count: int, *, urgent: bool = True) -> None:
        """Show ``count`` at an entry; 0 takes it away. Urgent is vermilion, else grey."""
        self._badges[index] = (count, t.ZHU if urgent else t.INK2)
        self._tell()

    def set_shut(self, index: int) -> None:
        """An entry that is not for whoever sits here."""
        self._shut.add(index)
        self._tell()

    def set_window(self, window_no: int) -> None:
        """Show another window number."""
        self._no = window_no
        self._tell()

    def sizeHint(self) -> QSize:
        """72 px, and at least all entries."""
        return QSize(t.RAIL_WIDTH, _TOP + _EACH * len(self._places) + 2 * _FOOT + 24)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self._hover = self._entry_at(event.position().toPoint())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._hover = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        at = event.position().toPoint()
        entry = self._entry_at(at)
        if entry >= 0:
            self.asked.emit(entry)
        elif self._foot(1).contains(at):
            self.help_asked.emit()
        elif self._foot(0).contains(at):
            self.lock_asked.emit()

    def event(self, event: QEvent) -> bool:
        """The tip of an entry names its key."""
        if isinstance(event, QHelpEvent):
            entry = self._entry_at(event.pos())
            if entry >= 0:
                QToolTip.showText(event.globalPos(), f"{self._places[entry].name} Alt+{entry + 1}", self)
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, number, entries, foot."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.RAIL)
        vline(painter, self.width() - 1, 0, self.height(), t.LINE)
        words(painter, QRectF(0, 8, 71, 28), f"{self._no:02d}", t.font(t.TITLE, t.STRONG), t.INK, CENTRE)
        words(painter, QRectF(0, 31, 71, 18), "号窗口", t.font(t.SMALL), t.INK2, CENTRE)
        hline(painter, 16, 56, t.TOP_BAR, t.LINE2)
        for index, place in enumerate(self._places):
            self._paint_entry(painter, index, place)
        hline(painter, 16, 56, self._foot(1).top() - 4, t.LINE2)
        self._paint_foot(painter, self._foot(1), Icon.HELP, "帮助", "F1")
        self._paint_foot(painter, self._foot(0), Icon.LOCK, "锁屏", "Ctrl+L")

    def _paint_entry(self, painter: QPainter, index: int, place: Place) -> None:
        area = QRectF(0, _TOP + index * _EACH, self.width(), _EACH)
        here = index == self._current
        if here:
            painter.fillRect(area, t.BG)
            painter.fillRect(QRectF(0, area.top(), 3, area.height()), t.DAI)
            hline(painter, 0, area.right(), area.top(), t.LINE)
            hline(painter, 0, area.right(), area.bottom() - 1, t.LINE)
        colour = t.DAI if here else t.INK if index == self._hover else t.INK2
        if index in self._shut:
            colour = t.LINE2
        paint_icon(painter, QRectF(26, area.top() + 10, 20, 20), place.icon, colour)
        face = t.font(t.BODY, t.STRONG if here else t.REGULAR)
        words(painter, QRectF(0, area.top() + 34, 71, 19), place.name, face, colour, CENTRE)
        count, ground = self._badges.get(index, (0, t.ZHU))
        if count > 0 and index not in self._shut:
            self._paint_badge(painter, area.top() + 4, "99+" if count > 99 else str(count), ground)

    def _paint_badge(self, painter: QPainter, top: float, text: str, ground: QColor) -> None:
        face = t.font(t.SMALL, t.STRONG)
        wide = max(16, width_of(text, face) + 8)
        badge = QRectF(min(45, self.width() - 5 - wide), top, wide, 16)
        box(painter, badge, ground, None, 8)
        words(painter, badge, text, face, t.PAPER, CENTRE)

    def _paint_foot(self, painter: QPainter, area: QRect, icon: Icon, name: str, key: str) -> None:
        over = area.contains(self.mapFromGlobal(self.cursor().pos())) and self.underMouse()
        paint_icon(painter, QRectF(15, area.top() + 4, 14, 14), icon, t.INK if over else t.INK2)
        words(painter, QRectF(34, area.top() + 2, 38, 18), name, t.font(t.SMALL), t.INK if over else t.INK2)
        words(painter, QRectF(14, area.top() + 19, 56, 18), key, t.font(t.SMALL), t.INK3)

    def _foot(self, from_bottom: int) -> QRect:
        return QRect(0, self.height() - _FOOT * (from_bottom + 1) - 6, self.width() - 1, _FOOT)

    def _entry_at(self, at: QPoint) -> int:
        entry = (at.y() - _TOP) // _EACH
        return entry if at.y() >= _TOP and 0 <= entry < len(self._places) else -1

    def _tell(self) -> None:
        told = [f"{place.name}{self._said_at(n)}" for n, place in enumerate(self._places)]
        self.setAccessibleName(f"{self._no:02d}号窗口，当前{self._places[self._current].name}")
        self.setAccessibleDescription("，".join(told))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.update()

    def _said_at(self, index: int) -> str:
        return "（不归您的岗位）" if index in self._shut else str(self._badges.get(index, (0,))[0] or "")
