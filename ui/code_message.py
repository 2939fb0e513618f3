"""The recovery code once on the screen, to be printed or written down: at a first start, after its use, from 管理.

It stays until somebody says so, also while and after it is printed: a printer that jams costs nobody the code. The
code stands in this window and on the paper, in no file; nothing here is logged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from models.errors import WorldError
from ui import theme as t
from ui.messages import Message
from ui.paint.light import Shape
from ui.services import PaperOut
from ui.shortcuts import Key
from ui.tasks import Tasks

if TYPE_CHECKING:
    from models.papers_code import CodeSheet

PAPER: Final = "恢复码封存单"
_SEAL: Final = "请当场核对、封存，再按“知道了”。"
_LINES: Final = (
    "只显示这一次。打印出来封进信封，由负责人保管；没有打印机就抄下来封存。",
    "所有人都忘了密码时，凭它打开数据。",
)


class CodeMessage(Message):
    """``text`` begins with the code."""

    def __init__(self, parent: QWidget, title: str, sheet: CodeSheet, tasks: Tasks, paper: PaperOut) -> None:
        super().__init__(parent, title, (sheet.code, *_LINES), Shape.CHECK)
        self._sheet, self._tasks, self._paper = sheet, tasks, paper
        self._labels[0].setFont(t.font(t.LARGE, t.STRONG))
        self.add_key("知道了", solid=True)
        self.print = self.add_way("打印", self._print, stays=True, key=Key.PRINT)

    @Slot()
    def _print(self) -> None:
        self.print.set_reason("正在打印，请稍候")
        sheet = self._sheet

        def op() -> bytes:
            from printing import recovery  # noqa: PLC0415 - heavy rooms wait for the first paper

            return recovery.make(sheet)

        self._tasks.run(op, self._made, self._failed, self._failed)

    @Slot(object)
    def _made(self, pdf: bytes) -> None:
        self._paper.send_secret(pdf, PAPER, self._printed)

    def _printed(self, ok: bool, sentence: str) -> None:
        self._say(f"{sentence.removesuffix('。')}。{_SEAL}" if ok else sentence, bad=not ok)

    @Slot(object)
    def _failed(self, error: WorldError) -> None:
        self._say(error.sentence, bad=True)

    def _say(self, sentence: str, *, bad: bool) -> None:
        self.print.set_reason("")
        self.say(sentence, bad=bad)


def show_code(parent: QWidget, title: str, sheet: CodeSheet, tasks: Tasks, paper: PaperOut) -> CodeMessage:
    """Open it; one key prints, the other says that it is kept."""
    message = CodeMessage(parent, title, sheet, tasks, paper)
    message.open()
    return message
