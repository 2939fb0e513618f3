"""下一件要做的事: what comes next in a case, whose turn it is, and the one key that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from models.rules.terms import CaseState, Light
from models.views import CaseView
from ui import theme as t
from ui.pages.cases_lines import unprinted
from ui.paint.draw import hline, width_of, words
from ui.paint.light import paint_light, tone_of
from ui.parts.act import Act
from ui.parts.button import Button

if TYPE_CHECKING:
    from ui.pages.acts.reading import Offers

_WORDS, _KEYS = 86, 49


class Move(NamedTuple):
    """What F9 does: ``kind`` resume, act, queue, print or none; ``reason`` why not."""

    kind: str
    text: str
    reason: str = ""


def move_of(view: CaseView | None, offers: Offers | None = None) -> Move:
    """The page's own business for a case as it stands."""
    if view is None:
        return Move("none", "先选一件", "先选一件")
    state, following = view.row.state, offers.next if offers else None
    if not view.can.get("take_supplement", "-"):
        return Move("resume", "补正收件" if state is CaseState.SUPPLEMENTING else "接着核对")
    if following is not None and not following.reason:
        return Move("act", following.name)
    if state in (CaseState.QUEUED, CaseState.FORWARDED, CaseState.CITY_RECEIVED):
        return Move("queue", "看转报队列")
    if papers := unprinted(view):
        return Move("print", f"打印未打的 {len(papers)} 份")
    if following is not None:
        return Move("none", following.name, "。".join(part for part in (following.reason, following.todo) if part))
    return Move("none", "本窗口没有要办的", _idle(view))


def _idle(view: CaseView) -> str:
    if view.row.state in (CaseState.REFUSED, CaseState.WITHDRAWN, CaseState.TERMINATED, CaseState.ARCHIVED):
        return f"这件{view.row.state.value}，已经办结"
    return f"这件在{view.row.whose}，{view.row.next_step}"


def _head(view: CaseView) -> str:
    return "办结情况" if view.row.light is Light.DONE else "下一件要做的事"


class NextStep(QWidget):
    """Words above, keys below, on the tone of the case's light."""

    def __init__(self, main: Act, second: Act, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: CaseView | None = None
        self.setFixedHeight(_WORDS + _KEYS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(t.GUTTER, _WORDS, t.GUTTER, 13)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._main = Button(main, solid=True)
        row.addWidget(self._main, 1)
        self._second = Button(second)
        row.addWidget(self._second, 1)
        whole.addLayout(row)

    def show_case(self, view: CaseView | None, offers: Offers | None = None) -> None:
        """Show what comes next in ``view``."""
        self._view = view
        self._second.setVisible(move_of(view, offers).kind != "print")
        if view is not None:
            self.setAccessibleName(f"下一件要做的事：{view.row.next_step}，{view.row.next_note}")
        self.update()

    def sizeHint(self) -> QSize:
        """Words and keys."""
        return QSize(300, _WORDS + _KEYS)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, light, date, step, note, hairline."""
        painter = QPainter(self)
        view = self._view
        tone = tone_of(view.row.light) if view else t.QUIET
        painter.fillRect(self.rect(), tone.soft)
        hline(painter, 0, self.width(), self.height() - 1, t.mix(tone.shape, tone.soft, 0.25))
        left, right = float(t.GUTTER), float(self.width() - t.GUTTER)
        if view is None:
            words(painter, QRectF(left, 12, right - left, 20), "左边选一件", t.font(), t.INK3)
            return
        paint_light(painter, QRectF(left, 12, 12, 20), view.row.light)
        small = t.font(t.SMALL, t.MEDIUM)
        words(painter, QRectF(left + 24, 12, 200, 20), _head(view), t.font(t.SMALL), t.INK2)
        due = f"{view.row.due:%m-%d} 到期" if view.row.due else view.row.state.value
        words(painter, QRectF(right - width_of(due, small) - 4, 12, 200, 20), due, small, tone.word)
        step = QRectF(left, 36, right - left, 23)
        words(painter, step, view.row.next_step, t.font(t.LARGE, t.STRONG), t.INK)
        words(painter, QRectF(left, 59, right - left, 18), view.row.next_note, t.font(t.SMALL), t.INK2)
