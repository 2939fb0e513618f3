"""装包, 再装一次, 收回执包: a folder or a file is chosen, the work goes on in the lane beside, Esc stops it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from models.desk.packages import PackageView, Stand
from models.errors import WorldError
from ui.pages import packages_rows as say
from ui.pages import packages_work as work
from ui.paint.light import Shape
from ui.parts.act import Act
from ui.services import Services
from ui.shortcuts import Key

if TYPE_CHECKING:
    from forwarding.answering import Taken
    from forwarding.carrying import Made
    from ui.pages.packages_side import PackagesSide

_BUSY, _NONE = "正在装包或收包，请稍候", "先选一包"
_FILTER = "摆渡包 (*.tqp)"
_LABELS: Final = {
    QFileDialog.DialogLabel.LookIn: "位置",
    QFileDialog.DialogLabel.FileName: "名称",
    QFileDialog.DialogLabel.FileType: "类型",
    QFileDialog.DialogLabel.Reject: "返回",
}


class PackagesActs(QObject):
    """F10, F9 and F8 of 摆渡包.

    Signals:
        said: what came of an act, or why it may not be done: shape, sentence, quieter sentence.
        changed: packages or entries stand otherwise now.
    """

    said = Signal(object, str, str)
    changed = Signal()
    _moved = Signal(str, float)  # from the lane's thread

    def __init__(self, services: Services, page: QWidget) -> None:
        super().__init__(page)
        self._services, self._page = services, page
        self._side: PackagesSide | None = None
        self._row: PackageView | None = None
        self._again, self._place = 0, ""
        self._going = threading.Event()  # cleared: stop between two files
        self.running = False
        self.pack = self._act("装包", Key.CARRY, self._ask_folder)
        self.take = self._act("收回执包", Key.MAIN, self._ask_file)
        self.again = self._act("再装一次", Key.SECOND, self._ask_folder_again)
        self._stop = Act("停止", Key.GIVE_UP, self)
        self._stop.done.connect(self.stop)
        page.addAction(self._stop)

    def stand_in(self, side: PackagesSide) -> None:
        """The column shows how far it is and how large a package may be."""
        self._side = side
        side.busy.stop_asked.connect(self.stop)
        self._moved.connect(side.busy.step)

    def show(self, row: PackageView | None, waiting: int) -> None:
        """What may be done follows the package in front."""
        self._row = row
        if self.running:
            reasons = (_BUSY, _BUSY, _BUSY)
        else:
            none = "没有要装的记录" if not waiting else ""
            reasons = (none, "", _why_not_again(row))
        for act, reason in zip((self.pack, self.take, self.again), reasons, strict=True):
            act.set_reason(reason)

    @Slot()
    def stop(self) -> None:
        """Stop what is under way; nothing of it stays."""
        if self.running:
            self._going.clear()
            self._moved.emit("正在停止", 0.0)

    @Slot(str)
    def pack_to(self, folder: str) -> None:
        """Make the package in this folder."""
        if folder and self._side is not None and not self.running:
            self._place = folder
            op = work.packing(self._services.desk, folder, self._side.bytes, self._again, self._tell)
            self._begin("正在装包", op, self._packed)

    @Slot(str)
    def take_from(self, file: str) -> None:
        """Take the answer in this file."""
        if file and not self.running:
            self._begin("正在收回执包", work.taking(self._services.desk, file, self._wanted), self._taken)

    def _act(self, text: str, key: Key, answer: Callable[[], None]) -> Act:
        made = Act(text, key, self)
        made.done.connect(answer)
        made.refused.connect(self._refuse)
        self._page.addAction(made)
        return made

    def _begin(self, text: str, op: Callable[[], Any], answer: Callable[[Any], None]) -> None:
        self.running = True
        self._going.set()
        if self._side is not None:
            self._side.busy.start(text)
        self.show(self._row, 0)
        self._services.tasks.lane.run(op, answer, self._not_done, self._not_done)

    def _tell(self, done: int, total: int) -> bool:
        """In the lane's thread: how far it is, and whether to go on."""
        text = "正在读回核对" if done >= total else "正在装包"
        self._moved.emit(text, done / max(1, total))
        return self._wanted()

    def _wanted(self) -> bool:
        """In the lane's thread too."""
        return self._going.is_set() and not self._services.tasks.stopped

    def _end(self) -> None:
        self.running = False
        if self._side is not None:
            self._side.busy.finish()
        self.changed.emit()

    @Slot(object)
    def _packed(self, made: Made) -> None:
        self._end()
        self.said.emit(Shape.CHECK, *say.packed(made))

    @Slot(object)
    def _taken(self, taken: Taken) -> None:
        self._end()
        self.said.emit(*say.taken(taken))

    @Slot(object)
    def _not_done(self, error: WorldError) -> None:
        self._end()
        shape = Shape.RING if error.code == "stopped" else Shape.SQUARE
        self.said.emit(shape, error.happened, error.advice)

    @Slot(str)
    def _refuse(self, reason: str) -> None:
        self.said.emit(Shape.SQUARE, reason, "")

    @Slot()
    def _ask_folder(self) -> None:
        self._again = 0
        self._choose_folder("装到哪个盘或文件夹", "装包")

    @Slot()
    def _ask_folder_again(self) -> None:
        if self._row is not None:
            self._again = self._row.number
            self._choose_folder(f"第 {self._again} 包再装一次，装到哪里", "再装一次")

    def _choose_folder(self, title: str, accept: str) -> None:
        dialog = self._dialog(title, accept)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.pack_to)
        dialog.open()

    @Slot()
    def _ask_file(self) -> None:
        dialog = self._dialog("选市级带回的回执包", "收下")
        dialog.setNameFilter(_FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_from)
        dialog.open()

    def _dialog(self, title: str, accept: str) -> QFileDialog:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._page, title, self._place or home)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for label, text in (*_LABELS.items(), (QFileDialog.DialogLabel.Accept, accept)):
            dialog.setLabelText(label, text)
        return dialog


def _why_not_again(row: PackageView | None) -> str:
    if row is None:
        return _NONE
    if row.stand is Stand.VOID:
        return "这一包没有装成，按 F10 装新的"
    return "" if row.open else "这一包的记录都有答复了，不用再装"
