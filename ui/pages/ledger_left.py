"""台账's left column: the day's sums, the checks before it is closed, and whether it may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionViewItem, QWidget

from models.views import DocumentView, LedgerCheck, LedgerView
from ui import theme as t
from ui.paint.draw import CENTRE, RIGHT, box, hline, vline, width_of, words
from ui.paint.keycap import keycap_size, paint_keycap
from ui.paint.light import Shape, paint_shape, tone_of_shape
from ui.parts.delegate import RowDelegate
from ui.parts.rows import ROW_ROLE, Column, Index, Kind, Row
from ui.parts.table import RowTable

NAMES: Final = {"转报": "转市"}
_COLUMNS: Final = (Column("核对", Kind.TEXT),)
_DOING: Final = ("去办", "去查", "去打", "注明")
_SAID: Final = {"注明": "去看"}


class Totals(QWidget):
    """Six figures side by side with hairlines between."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._totals: tuple[tuple[str, int], ...] = ()
        self.setFixedHeight(58)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_totals(self, totals: Mapping[str, int]) -> None:
        """Show the sums in the order given."""
        self._totals = tuple((NAMES.get(name, name), count) for name, count in totals.items())
        self.setAccessibleName("，".join(f"{name} {count}" for name, count in self._totals))
        self.update()

    def sizeHint(self) -> QSize:
        """Any width."""
        return QSize(360, 58)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Figure over name."""
        painter = QPainter(self)
        each = self.width() / max(1, len(self._totals))
        for number, (name, count) in enumerate(self._totals):
            if number:
                vline(painter, each * number, 10, 48, t.LINE2)
            area = QRectF(each * number, 4, each, 28)
            words(painter, area, str(count), t.font(t.TITLE, t.STRONG), t.INK if count else t.INK3, CENTRE)
            words(painter, area.translated(0, 28), name, t.font(t.SMALL), t.INK2, CENTRE)


class Check(NamedTuple):
    """One line of 日结核对; ``key`` is the digit that goes there."""

    check: LedgerCheck
    key: str

    @property
    def shape(self) -> Shape:
        """✓ holds, ✕ stands in the way, ▲ to be looked at, ○ comes last."""
        if self.check.ok is not None:
            return Shape.CHECK if self.check.ok else Shape.CROSS
        return Shape.TRIANGLE if self.check.action in _DOING else Shape.RING


def checks_of(view: LedgerView) -> list[Check]:
    """The checks, those with something to do numbered from 1."""
    made: list[Check] = []
    for check in view.checks:
        doing = check.action in _DOING
        made.append(Check(check, str(1 + sum(bool(one.key) for one in made)) if doing else ""))
    return made


def checks_note(view: LedgerView) -> str:
    """9 项 · 4 项已核 · 3 项未了."""
    held, open_ = (sum(1 for one in view.checks if one.ok is ok) for ok in (True, False))
    return f"{len(view.checks)} 项 · {held} 项已核" + (f" · {open_} 项未了" if open_ else "")


class _CheckDelegate(RowDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        focused = selected and self._has_focus(option)
        painter.fillRect(area, t.DAI_SOFT if selected else t.ROW_HOVER if index.row() == self.hovered else t.PAPER)
        hline(painter, area.left(), area.right() + 1, area.bottom() - 1, t.LINE)
        if selected:
            painter.fillRect(QRectF(area.left(), area.top(), 3, area.height() - 1), t.DAI)
        _paint_check(painter, area.adjusted(8, 0, -12, -1), row.cells[0])
        if focused:
            box(painter, area.adjusted(0, 0, 0, -1), t.CLEAR, t.DAI)


def _paint_check(painter: QPainter, area: QRectF, one: Check) -> None:
    shape, tone = one.shape, tone_of_shape(one.shape)
    ink = tone.word if shape in (Shape.CHECK, Shape.CROSS) else tone.shape
    paint_shape(painter, QRectF(area.left() + 4, area.top(), 12, area.height()), shape, ink, 11)
    right = area.right()
    if one.key:
        paint_keycap(painter, area, one.key)
        right -= keycap_size(one.key).width() + 12
    action = _SAID.get(one.check.action, one.check.action)
    face = t.font(t.BODY, t.MEDIUM) if one.key else t.font(t.SMALL)
    line = QRectF(area.left(), area.top(), right - area.left(), area.height())
    words(painter, line, action, face, t.DAI if one.key else t.INK3, RIGHT)
    left = area.left() + 28
    room = right - width_of(action, face) - 12 - left
    top = area.top() + 3
    title = t.ZHU if shape is Shape.CROSS else t.INK
    words(painter, QRectF(left, top, room, 19), one.check.title, t.font(t.BODY, t.MEDIUM), title)
    words(painter, QRectF(left, top + 18, room, 18), one.check.text, t.font(t.SMALL), t.INK2)


class CheckList(RowTable):
    """The checks; digits go straight to one.

    Signals:
        asked: index of a check to be done.
    """

    asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_COLUMNS, parent, usual=t.ROW_CLOSE, headed=False)
        self._checks: list[Check] = []
        self._delegate = _CheckDelegate(_COLUMNS, t.ROW_CLOSE, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("日结核对")
        self.opened.connect(self._ask)

    @property
    def checks(self) -> Sequence[Check]:
        """What is shown."""
        return self._checks

    def show_checks(self, view: LedgerView) -> None:
        """Show the checks of a day."""
        self._checks = checks_of(view)
        worst = (
            n for shape in (Shape.CROSS, Shape.TRIANGLE) for n, one in enumerate(self._checks) if one.shape is shape
        )
        first = next(worst, 0)
        rows = [Row(str(n), (one,)) for n, one in enumerate(self._checks)]
        self.show_rows(rows, select=self.current_key() or str(first))

    def press(self, digit: str) -> bool:
        """Do the check with this digit; False when there is none."""
        for number, one in enumerate(self._checks):
            if one.key and one.key == digit:
                self.selectRow(number)
                self.asked.emit(number)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits."""
        if not self.press(event.text()):
            super().keyPressEvent(event)

    def _ask(self, key: str) -> None:
        if self._checks[int(key)].key:
            self.asked.emit(int(key))


class Standing(NamedTuple):
    """The line over the keys."""

    shape: Shape
    text: str
    note: str


def standing_of(view: LedgerView | None, closed: DocumentView | None) -> Standing:
    """Whether the day may be closed, or was."""
    if view is None:
        return Standing(Shape.RING, "正在核对", "")
    if closed is not None:
        return Standing(Shape.CHECK, f"已日结 {closed.number}", f"{closed.made_at:%H:%M} · 打印 {closed.prints} 次")
    if open_ := sum(1 for one in view.checks if one.ok is False):
        return Standing(Shape.CROSS, f"还有 {open_} 项未了，不能日结", "可先出草稿核对")
    warned = sum(1 for one in view.checks if one.ok is None and one.action in _DOING)
    return Standing(Shape.CHECK, "核对无误，可以日结", f"{warned} 项带入次日" if warned else "打印后主任手签")


class StandingLine(QWidget):
    """Shape, words, quiet note at the right; 24 px."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing = standing_of(None, None)
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def standing(self) -> Standing:
        """What it says."""
        return self._standing

    def say(self, standing: Standing) -> None:
        """Say something else."""
        self._standing = standing
        self.setAccessibleName(f"{standing.text}，{standing.note}")
        self.update()

    def sizeHint(self) -> QSize:
        """Any width."""
        return QSize(300, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """One line."""
        painter, one = QPainter(self), self._standing
        tone = tone_of_shape(one.shape)
        paint_shape(painter, QRectF(0, 0, 12, self.height()), one.shape, tone.word, 10)
        words(painter, self.rect(), one.note, t.font(t.SMALL), t.INK2, RIGHT)
        room = QRectF(20, 0, self.width() - 32 - width_of(one.note, t.font(t.SMALL)), self.height())
        words(painter, room, one.text, t.font(t.BODY, t.STRONG), tone.word)
