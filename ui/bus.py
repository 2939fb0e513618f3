"""A few signals every page may listen to; nothing is decided here."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """What changed, so that each page decides for itself whether to look again."""

    case_changed = Signal(str)  # case id; "" = many
    queue_changed = Signal()
    line_changed = Signal(str, str)  # up | down | unknown, sentence
    draft_saved = Signal(object)  # datetime
    printer_changed = Signal(str, str)  # ok | bad, sentence
    open_case = Signal(str)  # case id: show it on 办件
    do_act = Signal(str, object)  # case id, act: show it on 办件 with the form of this act
    open_item = Signal(str)  # item key: begin at 收件
    resume_case = Signal(str)  # case id: go on with it at 收件 (补正收件)
    enter_late = Signal(str, object)  # spare receipt, datetime: enter it at 收件 (补录)
    go = Signal(str)  # page name
    lock_asked = Signal()
    locked = Signal()  # the screen is covered: what was shown for a moment goes
    find_asked = Signal()  # the search of a top bar was pressed
    said = Signal(str)  # one quiet sentence for the foot of the window
    backed_up = Signal()  # a backup was made, or could not be
    help_asked = Signal()
    reprint_asked = Signal()  # 重打 what did not come out
