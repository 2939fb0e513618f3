"""Enter and Tab: one way through the page, the same for both; hidden and closed stops are passed over."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.parts.segmented import Segmented


def usable(stops: Sequence[QWidget], page: QWidget) -> list[QWidget]:
    """Those the focus can rest on now."""
    open_ = [stop for stop in stops if stop.focusPolicy() is not Qt.FocusPolicy.NoFocus]
    return [stop for stop in open_ if stop.isVisibleTo(page) and stop.isEnabledTo(page)]


def place_of(stops: Sequence[QWidget]) -> int:
    """Index of the stop that has the focus, itself or inside it; -1 when none has."""
    focus = focused()
    if focus is None:
        return -1
    return next((n for n, stop in enumerate(stops) if stop is focus or stop.isAncestorOf(focus)), -1)


def focused() -> QWidget | None:
    """The widget with the focus; Qt gives None when no window has it."""
    return QApplication.focusWidget()


def step(stops: Sequence[QWidget], by: int) -> QWidget | None:
    """Give the focus to the stop ``by`` further; at either end it goes round."""
    if not stops:
        return None
    at = place_of(stops)
    target = stops[(at + by) % len(stops)] if at >= 0 else stops[0 if by > 0 else -1]
    target.setFocus(Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason)
    return target


def settle(widget: QWidget | None) -> None:
    """Enter on a choice nobody has made yet makes the first one."""
    if isinstance(widget, Segmented) and widget.current < 0 and widget.choices:
        widget.set_current(0)
        widget.chosen.emit(0)
