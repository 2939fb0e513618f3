"""Every key of the program in one place, so that no two pages give one key two meanings by accident."""

from __future__ import annotations

from enum import Enum
from typing import Final

from PySide6.QtGui import QKeySequence


class Key(Enum):
    """A key by its meaning; F-keys keep theirs whatever the verdict says."""

    HELP = "F1"
    PRINT = "P"  # lists only: fields keep their letters
    PICK_ITEM = "F2"
    OTHERS = "F4"
    RETRY = "F5"
    KEEP = "F6"
    SUPPLEMENT = "F7"
    SECOND = "F8"  # 容缺 on 收件, the second print elsewhere
    MAIN = "F9"  # 受理 on 收件, the page's own business elsewhere
    CARRY = "F10"
    REFUSE = "F11"
    REVIEW = "F12"
    GIVE_UP = "Esc"
    FIND = "Ctrl+K"
    LOCK = "Ctrl+L"
    GUIDE = "Ctrl+G"
    PREVIEW = "Ctrl+P"
    FILTER = "Ctrl+F"
    OPEN_SCANNED = "Ctrl+O"
    PICK_DAY = "Ctrl+D"
    WHY = "Alt+D"
    MATERIALS = "Alt+M"
    HAND_OVER = "Alt+T"
    TAKE_BACK = "Alt+B"
    CHOOSE = "Space"
    END_CASE = "Alt+Z"
    REVEAL = "Alt+E"
    VOID = "Alt+V"
    REOPEN = "Alt+R"
    FIT = "Ctrl+0"
    SHEET_UP = "PgUp"
    SHEET_DOWN = "PgDown"
    LARGER = "+"
    SMALLER = "-"
    PAGE_1 = "Alt+1"
    PAGE_2 = "Alt+2"
    PAGE_3 = "Alt+3"
    PAGE_4 = "Alt+4"
    PAGE_5 = "Alt+5"
    PAGE_6 = "Alt+6"
    PAGE_7 = "Alt+7"
    TAB_1 = "Ctrl+1"
    TAB_2 = "Ctrl+2"
    TAB_3 = "Ctrl+3"
    TAB_4 = "Ctrl+4"

    @property
    def sequence(self) -> QKeySequence:
        """For QAction.setShortcut."""
        return QKeySequence(self.value)


PAGE_KEYS: Final = (Key.PAGE_1, Key.PAGE_2, Key.PAGE_3, Key.PAGE_4, Key.PAGE_5, Key.PAGE_6, Key.PAGE_7)
TAB_KEYS: Final = (Key.TAB_1, Key.TAB_2, Key.TAB_3, Key.TAB_4)
_SAID: Final = {"Return": "Enter", "Space": "空格", "Escape": "Esc", "Del": "Delete"}


def cap_text(sequence: QKeySequence) -> str:
    """How a key is written on its cap."""
    text = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    return _SAID.get(text, text)
