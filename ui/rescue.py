"""Before anybody is signed in: what is wrong with the store on one page, and restoring it from a backup.

Imported when it is needed; the sign-in window stands without it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.desk import recovery
from models.desk.doctor import Cure, Diagnosis
from models.desk.recovery import Plan
from models.desk.setup import Opened
from models.errors import WorldError
from ui import messages
from ui import theme as t
from ui.paint.draw import box, words
from ui.paint.light import Shape
from ui.parts.act import Act
from ui.parts.button import Button, Rank
from ui.parts.form_dialog import Ask, FormDialog
from ui.parts.rows import Column, Kind, Row
from ui.parts.table import RowTable
from ui.parts.textlines import TextLine, TextLines
from ui.shortcuts import Key
from ui.tasks import Tasks

_WIDE = 720
_COLUMNS = (
    Column("备份时间", Kind.STRONG, 150),
    Column("窗口", Kind.TEXT, 100),
    Column("记录", Kind.RIGHT, 70),
    Column("在哪里", Kind.MUTED),
)
_PEOPLE = (
    Ask("login", "管理员登录名"),
    Ask("password", "管理员密码", hidden=True),
    Ask("code", "恢复码", hint="管理员密码忘了才填；上面输要用的新密码", needed=False),
    Ask("second", "第二人登录名", hint="另一位管理员或值班主任", needed=False),
    Ask("second_password", "第二人密码", hidden=True, needed=False),
    Ask("alone", "没有第二人", hint="写明原因，记入审计", needed=False),
)


class RescueCard(QWidget):
    """A white card in the middle of the sign-in window.

    Signals:
        back: to the password.
        entered: a setup.Opened, after a restore.
        turned: the list of backups is asked for.
    """

    back = Signal()
    entered = Signal(object)
    turned = Signal()

    def __init__(self, folder: Path, tasks: Tasks, parent: QWidget, found: Diagnosis | None = None) -> None:
        super().__init__(parent)
        self._folder, self._tasks, self._elsewhere = folder, tasks, ""
        self._title = found.title if found else "从备份恢复，或换机接管"
        self.form: FormDialog | None = None
        self._offers: dict[str, recovery.Backup] = {}
        self._plan: Plan | None = None
        self._stop = False
        self.setFixedWidth(_WIDE)
        self.setAccessibleName(self._title)
        self.lines = TextLines(_told(found), gap=8)
        self.table = RowTable(_COLUMNS, usual=t.ROW)
        self.table.setFixedHeight(220)
        self.busy = TextLines(gap=6)
        self._acts = {name: Act(name, key, self) for name, key in _keys(found)}
        self._lay_out(found)
        if found is None:
            self.look()

    def act(self, name: str) -> Act:
        """One of its keys."""
        return self._acts[name]

    def showEvent(self, event: QShowEvent) -> None:
        """The solid key has the focus; the list takes it once it is filled."""
        super().showEvent(event)
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card and title."""
        painter, area = QPainter(self), QRectF(self.rect())
        box(painter, area, t.PAPER, t.LINE2, t.RADIUS_BUTTON)
        words(painter, QRectF(28, 22, _WIDE - 56, 30), self._title, t.font(t.TITLE, t.STRONG), t.INK)

    @Slot()
    def look(self) -> None:
        """Look for backups beside the data, on the second place and where a person pointed."""
        folder, elsewhere = self._folder, self._elsewhere
        self.lines.show_lines(_told(None))
        self.table.show()
        self._tasks.run(lambda: recovery.offers(folder, elsewhere), self._show, self._failed, self._failed)

    def stopped(self) -> bool:
        """Asked by a restore under way."""
        return self._stop

    def _lay_out(self, found: Diagnosis | None) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 64, 28, 24)
        column.setSpacing(14)
        for part in (self.lines, self.table, self.busy):
            column.addWidget(part)
        self.table.setVisible(found is None)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for number, act in enumerate(self._acts.values()):
            self.addAction(act)
            button = Button(act, Rank.SECONDARY, self, solid=number == len(self._acts) - 1)
            button.setMinimumWidth(112)
            row.addWidget(button)
            self.first = button
        column.addLayout(row)
        answers = {"返回": self.back.emit, Cure.AGAIN.value: self.back.emit, "另选位置": self._ask_folder,
                   "用这一份": self._ask_people, Cure.RESTORE.value: self._turn}  # fmt: skip
        for name, act in self._acts.items():
            if name in answers:
                act.done.connect(answers[name])
        self.table.opened.connect(self._opened)

    @Slot()
    def _turn(self) -> None:
        """From what is wrong to the list of backups: whoever shows this card makes the other."""
        self.turned.emit()

    @Slot(object)
    def _show(self, offers: tuple[recovery.Backup, ...]) -> None:
        self._offers = {str(one.path): one for one in offers}
        self.table.show_rows([_row(one) for one in offers])
        use = self.act("用这一份")
        use.set_reason("" if offers else "这里没有备份，请按“另选位置”指到备份盘")
        self.busy.show_lines([] if offers else [TextLine("没有找到备份。请接上备份盘，按“另选位置”。", small=True)])
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _ask_folder(self) -> None:
        note = "备份盘、共享文件夹，或旧电脑的数据文件夹"
        form = FormDialog(self, "备份在哪里", note, (Ask("folder", "文件夹", text=self._elsewhere),), "查找")
        form.asked.connect(self._pointed)
        self._open(form)

    @Slot(dict)
    def _pointed(self, told: dict[str, str]) -> None:
        self._elsewhere = told["folder"]
        if self.form is not None:
            self.form.accept()
        self.look()

    @Slot(str)
    def _opened(self, _key: str) -> None:
        self._ask_people()

    @Slot()
    def _ask_people(self) -> None:
        if self.table.current_key() not in self._offers:
            return
        form = FormDialog(self, "谁来恢复", "两个人在场，各输自己的密码（备份那天的密码）", _PEOPLE, "核对")
        form.asked.connect(self._prove)
        self._open(form)

    @Slot(dict)
    def _prove(self, told: dict[str, str]) -> None:
        folder, one = self._folder, self._offers[self.table.current_key()]
        first, second = (told["login"], told["password"]), (told["second"], told["second_password"])

        def op() -> Plan:
            return recovery.prove(folder, one, first, second, told["alone"], told["code"])

        self._tasks.run(op, self._proven, self._failed, self._failed)

    @Slot(object)
    def _proven(self, plan: Plan) -> None:
        self._plan = plan
        if self.form is not None:
            self.form.accept()
        title = "换机接管这个窗口吗" if plan.takes_over else "恢复到这份备份吗"
        yes = "接管" if plan.takes_over else "恢复"
        messages.ask(self, title, plan.lines, yes, self._go, shape=Shape.TRIANGLE)

    @Slot()
    def _go(self) -> None:
        if (plan := self._plan) is None:
            return
        self._plan = None
        for act in self._acts.values():
            act.set_reason("正在恢复，请不要关机")
        self.busy.show_lines([TextLine("正在恢复：先核对备份，再就位。请不要关机。", strong=True, shape=Shape.RING)])

        def op() -> Opened | None:
            try:
                return recovery.carry_out(plan, self.stopped)
            except recovery.Stopped:
                return None

        self._tasks.run(op, self._done, self._not_done, self._not_done)

    @Slot(object)
    def _done(self, opened: Opened | None) -> None:
        self._free()
        if opened is not None:
            self.entered.emit(opened)

    @Slot(object)
    def _not_done(self, error: WorldError) -> None:
        self._free()
        messages.trouble(self, error, "没有恢复成")

    def _free(self) -> None:
        self.busy.show_lines([])
        for act in self._acts.values():
            act.set_reason("")

    @Slot(object)
    def _failed(self, error: WorldError) -> None:
        if self.form is not None:
            self.form.refuse(error.sentence)
        else:
            messages.trouble(self, error, "没有查成")

    def _open(self, form: FormDialog) -> None:
        self.form = form
        form.finished.connect(self._form_gone)
        form.open()

    @Slot()
    def _form_gone(self) -> None:
        self.form = None


def _keys(found: Diagnosis | None) -> tuple[tuple[str, Key | None], ...]:
    if found is None:
        return (("返回", Key.GIVE_UP), ("另选位置", None), ("用这一份", None))
    return tuple((cure.value, None) for cure in reversed(found.cures))


def _told(found: Diagnosis | None) -> list[TextLine]:
    if found is None:
        text = "选一份备份，由管理员和第二人各输密码；要丢什么、能取回什么，按下之前会逐条说明。"
        return [TextLine(text, small=True)]
    rows = (("发生了什么", found.happened), ("什么没有事", found.safe), ("现在怎么办", found.todo))
    shapes = (Shape.SQUARE, Shape.CHECK, Shape.RING)
    return [TextLine(head, shape=one, strong=True, note=text) for (head, text), one in zip(rows, shapes, strict=True)]


def _row(one: recovery.Backup) -> Row:
    cells = (f"{one.at:%Y-%m-%d %H:%M}", one.counts.window, f"{one.counts.entries}", str(one.path.parent))
    return Row(str(one.path), cells)
