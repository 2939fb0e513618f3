"""A field for a number whose kind can be changed: by Alt+↓, by its label, or told from what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from models.rules.terms import IdKind
from ui import theme as t
from ui.icons import Icon, paint_icon
from ui.paint.draw import width_of
from ui.parts.field import Field

SHORT: Final = {
    IdKind.RESIDENT_ID: "身份证号",
    IdKind.HMT_RESIDENCE: "居住证号",
    IdKind.PERMANENT_RESIDENCE: "永居证号",
    IdKind.HM_PERMIT: "通行证号",
    IdKind.TW_PERMIT: "台胞证号",
    IdKind.PASSPORT: "护照号",
    IdKind.CREDIT_CODE: "信用代码",
}


class IdField(Field):
    """A number with its kind.

    Signals:
        kind_chosen: the IdKind the person chose.
    """

    kind_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, label_width: int = t.LABEL_COLUMN) -> None:
        super().__init__(SHORT[IdKind.RESIDENT_ID], parent, required=True, label_width=label_width)
        self._kinds: tuple[IdKind, ...] = ()
        self._kind = IdKind.RESIDENT_ID
        self._wide = label_width

    def show_kind(self, kind: IdKind, kinds: Sequence[IdKind]) -> None:
        """Name the number; with more than one kind the label can be pressed."""
        self._kind, self._kinds = kind, tuple(kinds)
        self.set_label(SHORT[kind])
        self.edit.setAccessibleName(f"{kind.value}号码（必填）")
        self.edit.setPlaceholderText("Alt+↓ 换证件" if len(kinds) > 1 else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if len(kinds) > 1 else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pressing the label offers the kinds."""
        if len(self._kinds) > 1 and event.position().x() < self._wide:
            self.offer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+↓ offers the kinds."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() == Qt.Key.Key_Down and len(self._kinds) > 1:
            self.offer()
        else:
            super().keyPressEvent(event)

    def offer(self) -> QMenu:
        """Open the list of kinds under the field."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in self._kinds:
            action = menu.addAction(kind.value)
            action.setData(kind)
            action.setCheckable(True)
            action.setChecked(kind is self._kind)
        menu.triggered.connect(self._taken)
        menu.popup(self.mapToGlobal(QPoint(self._wide, t.FIELD_HEIGHT)))
        return menu

    def paintEvent(self, event: QPaintEvent) -> None:
        """A small caret after the label when there is a choice."""
        super().paintEvent(event)
        left = width_of(self.label, t.font(t.SMALL)) + 9
        if len(self._kinds) > 1 and left + 10 <= self._wide:
            paint_icon(QPainter(self), QRectF(left, 9, 10, 10), Icon.DOWN, t.INK3)

    def _taken(self, action: object) -> None:
        kind = IdKind(action.data())  # type: ignore[attr-defined] # Qt gives back the bare text of an enum
        if kind is not self._kind:
            self.kind_chosen.emit(kind)


def told_by(number: str, now: IdKind) -> IdKind:
    """The kind a whole number can only be, else the kind it has now."""
    plain = number.strip().upper()
    if len(plain) == 18 and plain[:6] in ("810000", "820000", "830000"):
        return IdKind.HMT_RESIDENCE
    if len(plain) == 18 and plain.startswith("9"):
        return IdKind.PERMANENT_RESIDENCE
    if len(plain) == 18 and plain[:1].isdigit():
        return IdKind.RESIDENT_ID
    if len(plain) in (9, 11) and plain[:1] in "HM" and plain[1:].isdigit():
        return IdKind.HM_PERMIT
    return now
