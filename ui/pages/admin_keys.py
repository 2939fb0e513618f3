"""管理 · 密钥: which key and algorithms, a new recovery code on paper, a new key for everything."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from models.desk import keychange, setup
from models.desk.keychange import KeyChanged, KeyState, Moved
from models.errors import WorldError
from ui import messages
from ui.code_message import show_code
from ui.pages.admin_section import AdminSection
from ui.paint.light import Shape
from ui.parts.form_dialog import Ask, FormDialog
from ui.parts.textlines import TextLine, TextLines
from ui.services import Services

if TYPE_CHECKING:
    from models.papers_code import CodeSheet

_OWN = Ask("own", "您自己的密码", hidden=True, hint="办这一步要再核对一次")
KEPT_KEY = "人已停用，密钥没有换成"
_STEP = 25  # blobs between two words about how far it is


class KeySection(AdminSection):
    """What is known of the keys, and what may be done.

    Signals:
        moved_some: how many scans and papers were looked at.
    """

    moved_some = Signal(int)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        self.lines = TextLines()
        super().__init__(services, "密钥", self.lines, parent)
        self.code = self.key("更换恢复码")
        self.change = self.key("更换密钥")
        self.code.done.connect(self._ask_code)
        self.change.done.connect(self._ask_change)
        self.moved_some.connect(self._count)

    @Slot()
    def refresh(self) -> None:
        """Ask how they stand."""
        desk = self.services.desk
        self.services.tasks.run(lambda: keychange.state(desk), self._show, self.failed, self.failed)

    @Slot(object)
    def _show(self, state: KeyState) -> None:
        self.lines.show_lines(_lines(state))

    @Slot()
    def _ask_code(self) -> None:
        note = "纸上的旧恢复码随即作废；新的只显示、打印这一次"
        form = FormDialog(self, "更换恢复码", note, (_OWN,), "更换")
        form.asked.connect(self._renew)
        self.open_form(form)

    @Slot(dict)
    def _renew(self, told: dict[str, str]) -> None:
        desk = self.services.desk
        self.services.tasks.run(
            lambda: keychange.renew_code(desk, told["own"]), self._renewed, self.failed, self.failed
        )

    @Slot(object)
    def _renewed(self, sheet: CodeSheet) -> None:
        self.done("恢复码已更换")
        shown = show_code(self, "新的恢复码", sheet, self.services.tasks, self.services.paper)
        shown.finished.connect(self._read)
        self.refresh()

    @Slot()
    def _read(self) -> None:
        store = self.services.desk.store
        self.services.tasks.run(lambda: setup.code_seen(store), self._noted, self.failed, self.failed)

    @Slot(object)
    def _noted(self, _: None) -> None:
        """It stands in the store that the code was put away."""

    @Slot()
    def _ask_change(self) -> None:
        note = "先自动备份；几秒钟内不能存办件。有人停用后换，他拷走的旧密钥文件就打不开新数据"
        form = FormDialog(self, "更换密钥", note, (_OWN,), "更换")
        form.asked.connect(self._change)
        self.open_form(form)

    @Slot(dict)
    def _change(self, told: dict[str, str]) -> None:
        self._begin(told["own"], self._not_changed)

    @Slot(str)
    def change_after(self, own: str) -> None:
        """A new key in the same breath as somebody was put out of use; ``own``: what the administrator typed for it."""
        if self.change.reason:
            messages.tell(self, KEPT_KEY, self.change.reason, "办完后请再按“更换密钥”。", shape=Shape.TRIANGLE)
        else:
            self._begin(own, self._not_after)

    def _begin(self, own: str, failed: Callable[[WorldError], None]) -> None:
        desk = self.services.desk
        self.change.set_reason("正在更换")
        self.services.long.run(lambda: keychange.change_key(desk, own), self._changed, failed, failed)

    @Slot(object)
    def _not_after(self, error: WorldError) -> None:
        self.change.set_reason("")
        messages.refusal(self, error, KEPT_KEY)
        self.refresh()

    @Slot(object)
    def _changed(self, made: KeyChanged) -> None:
        self.done(f"密钥已更换为第 {made.generation} 代，正在换附件")
        if made.left_out:
            messages.tell(self, "这些人员要重设密码", "、".join(made.left_out), "密钥文件里没有他们可信的一格。")
        self.refresh()
        self._move()

    def _move(self) -> None:
        desk, long = self.services.desk, self.services.long

        def tell(seen: int) -> None:
            if seen % _STEP == 0:
                self.moved_some.emit(seen)

        self.services.long.run(
            lambda: keychange.move_shelf(desk, tell, lambda: long.stopped),
            self._moved, self._not_changed, self._not_changed,
        )  # fmt: skip

    @Slot(int)
    def _count(self, seen: int) -> None:
        self.change.set_reason(f"正在换附件，已看 {seen} 份")

    @Slot(object)
    def _moved(self, moved: Moved) -> None:
        self.change.set_reason("")
        if not moved.whole:
            return
        broken = f"，其中 {len(moved.broken)} 份原来就读不出" if moved.broken else ""
        self.services.bus.said.emit(f"附件都已换到新密钥，共 {moved.seen} 份{broken}")
        self.refresh()

    @Slot(object)
    def _not_changed(self, error: WorldError) -> None:
        self.change.set_reason("")
        self.failed(error)
        self.refresh()


def _lines(state: KeyState) -> list[TextLine]:
    wanted = f"城市包要求 {state.wanted}，按“更换密钥”改过去" if state.wanted else ""
    lines = [
        TextLine(f"第 {state.generation} 代", label="密钥", note="有人停用、电脑修过或丢过备份盘之后更换"),
        TextLine(state.suite, label="算法", note=wanted or "数据库文件本身是 AES-256（SQLCipher）"),
    ]
    if state.moving:
        lines.append(TextLine("一部分附件还在旧密钥下，都读得出", label="附件", note="程序会在后台接着换完，不用再按"))
    if state.old_people:
        lines.append(TextLine("、".join(state.old_people), label="旧格式", note="各登录一次就改好，之后才能更换密钥"))
    if state.old_code:
        lines.append(TextLine("恢复码还是旧格式", label="恢复码", note="请更换并打印封存"))
    return lines
