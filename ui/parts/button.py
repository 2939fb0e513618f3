"""The button: words at the left, its key at the right, both taken from one Act."""

from __future__ import annotations

from enum import Enum
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import theme as t
from ui.paint.draw import box, width_of, words
from ui.paint.keycap import keycap_size, paint_keycap
from ui.parts.act import Act
from ui.parts.inktip import hide_tip, tip_for


class Rank(Enum):
    """What a button is on its page; only one PRIMARY is solid at a time."""

    PRIMARY = t.BUTTON_MAIN
    SECONDARY = t.BUTTON
    DANGER = t.BUTTON + 100
    BANNER = t.BUTTON_BANNER

    @property
    def height(self) -> int:
        """Height in px."""
        return self.value % 100


class _Look(NamedTuple):
    fill: QColor
    edge: QColor
    word: QColor
    cap_word: QColor
    cap_edge: QColor
    cap_fill: QColor


_CAP_ON_DAI: Final = t.mix(t.PAPER, t.DAI, 0.45)
_DANGER_CAP: Final = t.mix(t.ZHU, t.PAPER, 0.43)
_OFF: Final = _Look(t.SUNK, t.LINE, t.OFF, t.OFF, t.LINE2, t.SUNK)


class Button(QPushButton):
    """Paints itself whole; a refused act leaves it pressable, and pressing it says why.

    Signals:
        refused: the reason, when pressed while its act may not be.
    """

    refused = Signal(str)

    def __init__(
        self,
        act: Act,
        rank: Rank = Rank.SECONDARY,
        parent: QWidget | None = None,
        *,
        solid: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAutoDefault(False)
        self._rank, self._solid = rank, solid or rank is Rank.PRIMARY
        self._act = act
        self._take(act)
        self.clicked.connect(self._press)

    @property
    def act(self) -> Act:
        """The act it stands for."""
        return self._act

    @property
    def rank(self) -> Rank:
        """Its place on the page."""
        return self._rank

    def set_act(self, act: Act) -> None:
        """Stand for another act from now on (the verdict changed)."""
        if act is not self._act:
            self._act.changed.disconnect(self._follow)
            self._act.refused.disconnect(self._say_why)
            self._take(act)

    def set_rank(self, rank: Rank, *, solid: bool = False) -> None:
        """Change height and colours."""
        self._rank, self._solid = rank, solid or rank is Rank.PRIMARY
        self._follow()

    def sizeHint(self) -> QSize:
        """Words, cap and their margins."""
        cap = keycap_size(self._act.cap).width() + 12 if self._act.cap else 0
        return QSize(2 * 12 + width_of(self.text(), self._font()) + cap, self._rank.height)

    def minimumSizeHint(self) -> QSize:
        """As sizeHint with tighter margins."""
        return self.sizeHint() - QSize(8, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, focus ring, words, cap."""
        painter = QPainter(self)
        look = self._look()
        area = QRectF(self.rect())
        if self.hasFocus():
            box(painter, area, t.PAPER, t.DAI, t.RADIUS_BUTTON, 2)
            area = area.adjusted(3, 3, -3, -3)
            box(painter, area, look.fill, look.edge, t.RADIUS)
        else:
            box(painter, area, look.fill, look.edge, t.RADIUS_BUTTON)
        inner = QRectF(self.rect()).adjusted(12, 0, -12, 0)
        if self._act.cap:
            if width_of(self.text(), self._font()) + keycap_size(self._act.cap).width() + 8 > inner.width():
                inner.adjust(0, 0, 6, 0)
            paint_keycap(painter, inner, self._act.cap, look.cap_word, look.cap_edge, look.cap_fill)
            inner.adjust(0, 0, -keycap_size(self._act.cap).width() - 4, 0)
        words(painter, inner, self.text(), self._font(), look.word)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Hovering a refused button says why."""
        super().enterEvent(event)
        if self._act.reason:
            self._say_why(self._act.reason)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Back to the plain look; the reason goes with the pointer."""
        super().leaveEvent(event)
        if self._act.reason:
            hide_tip(self)
        self.update()

    def _take(self, act: Act) -> None:
        self._act = act
        act.changed.connect(self._follow)
        act.refused.connect(self._say_why)
        self._follow()

    def _follow(self) -> None:
        self.setText(self._act.text())
        self.setFixedHeight(self._rank.height)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if self._act.reason else Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{self.text()} {self._act.cap}".strip())
        self.setAccessibleDescription(f"不可用：{self._act.reason}" if self._act.reason else "")
        self.updateGeometry()
        self.update()

    def _press(self) -> None:
        self._act.trigger()

    def _say_why(self, reason: str) -> None:
        if self.isVisible():
            tip_for(self, f"{self._act.cap} 现在不能按：{reason}".strip())
        self.refused.emit(reason)

    def _font(self) -> QFont:
        return t.font(t.LARGE if self._rank is Rank.PRIMARY else t.BODY, t.STRONG if self._solid else t.MEDIUM)

    def _look(self) -> _Look:
        if self._act.reason or not self.isEnabled():
            return _OFF
        down, over = self.isDown(), self.underMouse()
        if self._solid:
            fill = t.DAI_DOWN if down else t.DAI_HOVER if over else t.DAI
            return _Look(fill, fill, t.PAPER, t.PAPER, _CAP_ON_DAI, t.CLEAR)
        if self._rank is Rank.DANGER:
            fill = t.DANGER_DOWN if down else t.ZHU_SOFT if over else t.PAPER
            return _Look(fill, t.ZHU, t.ZHU, t.ZHU, _DANGER_CAP, t.CLEAR)
        fill = t.DAI_SOFT2 if down else t.DAI_SOFT if over else t.PAPER
        return _Look(fill, t.DAI if over and not down else t.EDGE, t.INK, t.INK2, t.LINE2, t.CLEAR)
