"""帮助 (F1): the keys of the page in front, what to do when something is in the way, whom to call, which version."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from models.views import Window
from ui import theme as t
from ui.help_words import EVERYWHERE, TROUBLES, Line, keys_of
from ui.paint.draw import words
from ui.paint.keycap import keycap_size, paint_keycap
from ui.parts.act import Act
from ui.parts.button import Button
from ui.parts.column import Ground, Scrolled, level, upright
from ui.parts.heads import GroupHead
from ui.parts.textlines import TextLine, TextLines
from ui.shortcuts import Key

_SIZE = QSize(940, 690)
_CAPS, _EACH = 140, 26


class KeyTable(QWidget):
    """Keys as caps at the left, their meaning at the right, one line each."""

    def __init__(self, lines: Sequence[Line], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = tuple(lines)
        self.setFixedHeight(_EACH * len(self._lines))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("；".join(f"{key} {meaning}" for key, meaning in self._lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Line by line."""
        painter = QPainter(self)
        for number, (key, meaning) in enumerate(self._lines):
            top = number * _EACH
            wide = keycap_size(key).width()
            paint_keycap(painter, QRectF(0, top, wide, _EACH), key)
            words(painter, QRectF(_CAPS, top, self.width() - _CAPS, _EACH), meaning, t.font(), t.INK)


class HelpDialog(QDialog):
    """Opens with ``open``; Esc, Enter or F1 puts it away."""

    def __init__(self, page: str, window: Window, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("帮助")
        self.setAccessibleName(f"帮助 {page}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedSize(_SIZE)
        self.keys = KeyTable(keys_of(page))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._left(page), 1)
        middle.addWidget(upright())
        middle.addWidget(_right(window), 1)
        whole.addLayout(middle, 1)
        whole.addWidget(level(t.LINE2))
        whole.addWidget(self._foot())

    def _left(self, page: str) -> QWidget:
        left = Scrolled(t.PAPER)
        if page:
            _put(left, GroupHead(f"{page}的键"), self.keys)
        _put(left, GroupHead("哪里都有的键"), KeyTable(EVERYWHERE))
        left.column.addStretch(1)
        return left

    def _foot(self) -> QWidget:
        foot = Ground(t.BG)
        row = QHBoxLayout(foot)
        row.setContentsMargins(t.GUTTER, 8, t.GUTTER, 8)
        row.addStretch(1)
        act = Act("知道了", Key.GIVE_UP, self)
        again = Act("", Key.HELP, self)
        for one in (act, again):
            self.addAction(one)
            one.done.connect(self.reject)
        button = Button(act, parent=foot)
        button.setMinimumWidth(120)
        button.setDefault(True)
        row.addWidget(button)
        button.setFocus(Qt.FocusReason.PopupFocusReason)
        return foot


def _right(window: Window) -> QWidget:
    right = Scrolled(t.BG)
    troubles = [TextLine(what, strong=True, note=do) for what, do in TROUBLES]
    _put(right, GroupHead("遇到这些事"), TextLines(troubles, gap=9))
    seat = TextLine(f"{window.hall} {window.label}", label="本窗口")
    phone = TextLine(window.phone or "还没有登记", label="电话")
    _put(right, GroupHead("找谁"), TextLines([seat, phone]))
    version = QCoreApplication.applicationVersion() or "开发版"
    _put(right, GroupHead("程序"), TextLines([TextLine(f"同权一窗 {version}", label="版本")]))
    right.column.addStretch(1)
    return right


def _put(column: Scrolled, head: GroupHead, body: QWidget) -> None:
    column.column.addWidget(head)
    column.column.addSpacing(7)
    column.column.addWidget(body)
    column.column.addSpacing(16)
