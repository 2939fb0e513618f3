"""The style sheet: only what Qt paints itself (fields, scroll bars, menus, tool tips, table heads), and ``apply``."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme as t

FUSION = ("-style", "fusion")
"""For QApplication's arguments. ``setStyle`` would do the same and hand back a QStyle, which costs 4 ms in Python."""


def sheet() -> str:
    """The whole sheet; fields take their look from the dynamic property ``state`` = ok, bad or card.

    Views come first: a box of several lines is a view too, and keeps the look of a field.
    """
    return _VIEWS.format_map(_NAMES) + _FIELDS.format_map(_NAMES) + _REST.format_map(_NAMES)


def apply(app: QApplication) -> None:
    """Our palette, our type and the sheet; call once, before the first window is built."""
    app.setPalette(t.palette())
    t.load_fonts()
    app.setFont(t.font())
    app.setStyleSheet(sheet())


def set_state(widget: QWidget, name: str, value: str) -> None:
    """Set a dynamic property the sheet looks at, and have the widget drawn anew."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


_NAMES = {name: value.name() for name, value in vars(t).items() if isinstance(value, QColor)}

# A line edit adds 2 px of its own inside the padding; the focus border is 1 px wider, so its padding is 1 less.
_FIELDS = """
QLineEdit, QPlainTextEdit, QComboBox {{ background: {PAPER}; color: {INK}; border: 1px solid {EDGE};
  border-radius: 3px; padding: 0 8px; selection-background-color: {DAI}; selection-color: {PAPER};
  placeholder-text-color: {INK3}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {DAI}; padding: 0 7px; }}
QLineEdit[state="bad"] {{ background: {BAD_FIELD}; border: 2px solid {ZHU}; padding: 0 7px; }}
QLineEdit[state="card"] {{ background: {DAI_SOFT}; border: 1px solid {CARD_EDGE}; }}
QLineEdit[state="card"]:focus {{ border: 2px solid {DAI}; }}
QLineEdit[readOnly="true"], QLineEdit:disabled {{ background: {SUNK}; color: {OFF}; border: 1px solid {LINE};
  padding: 0 8px; }}
QPlainTextEdit {{ padding: 4px 6px; }}
QPlainTextEdit:focus {{ padding: 3px 5px; }}
QLineEdit#search {{ border-radius: 4px; }}
"""

_VIEWS = """
QAbstractScrollArea {{ border: 0; background: transparent; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QTableView {{ background: transparent; border: 0; outline: 0; gridline-color: {LINE};
  selection-background-color: {DAI_SOFT}; selection-color: {INK}; }}
QHeaderView {{ background: {SUNK}; border: 0; }}
QHeaderView::section {{ background: {SUNK}; color: {INK2}; border: 0; border-bottom: 1px solid {LINE2};
  padding: 0 8px; font-size: 12px; font-weight: 500; }}
QTableCornerButton::section {{ background: {SUNK}; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {LINE2}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {EDGE}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""

_REST = """
QToolTip {{ background: {INK}; color: {PAPER}; border: 0; padding: 6px 10px; font-size: 12px; }}
QMenu {{ background: {PAPER}; border: 1px solid {LINE2}; padding: 4px 0; }}
QMenu::item {{ padding: 5px 20px 5px 12px; color: {INK}; }}
QMenu::item:selected {{ background: {DAI_SOFT}; color: {DAI}; }}
QMenu::item:disabled {{ color: {OFF}; }}
QMenu::separator {{ height: 1px; background: {LINE}; margin: 4px 0; }}
QFrame#hairline {{ background: {LINE}; border: 0; }}
QFrame#rule {{ background: {LINE2}; border: 0; }}
QWidget#paper {{ background: {PAPER}; }}
QWidget#ground {{ background: {BG}; }}
QLabel {{ background: transparent; }}
QCheckBox {{ color: {INK}; spacing: 8px; }}
QAbstractItemView#popup {{ background: {PAPER}; border: 1px solid {EDGE}; outline: 0; }}
"""
