"""管理 · 备份: the last verified one, where copies go, one made now, and a restore rehearsed."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from models.desk import backups, roster
from models.desk.backups import Place, Report, Standing
from models.errors import WorldError
from ui import messages
from ui.pages.admin_section import AdminSection
from ui.paint.light import Shape
from ui.parts.form_dialog import Ask, FormDialog
from ui.parts.textlines import TextLine, TextLines
from ui.services import Services

_NOTE = "另一块硬盘、U盘或共享文件夹；留空就只备份在本机"
_OWN = Ask("own", "您自己的密码", hidden=True, hint="换一台电脑恢复时也用它")
Seen = tuple[Standing, Place, bool]


class BackupSection(AdminSection):
    """What is known of the backups, and the keys."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        self.lines = TextLines()
        super().__init__(services, "备份", self.lines, parent)
        self._place = Place()
        self.now = self.key("现在备份")
        self.place = self.key("备份位置")
        self.drill = self.key("恢复演练")
        self.now.done.connect(self._make)
        self.place.done.connect(self._ask_place)
        self.drill.done.connect(self._ask_drill)
        services.bus.backed_up.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Ask how they stand."""
        store = self.services.desk.store

        def op() -> Seen:
            return backups.standing(store), backups.place_of(store), backups.same_disk(store)

        self.services.tasks.run(op, self._show, self.failed, self.failed)

    @Slot(object)
    def _show(self, seen: Seen) -> None:
        self._place = seen[1]
        self.lines.show_lines(_lines(*seen))

    @Slot()
    def _make(self) -> None:
        desk = self.services.desk
        self.now.set_reason("正在备份")

        def op() -> Standing | None:
            try:
                return backups.make(desk, self._stopped)
            except backups.Stopped:
                return None

        self.services.long.run(op, self._made, self._not_made, self._not_made)

    @Slot(object)
    def _made(self, now: Standing | None) -> None:
        self.now.set_reason("")
        if now is None:
            return
        self.services.bus.backed_up.emit()
        self.done(f"备份好了，记录 {now.entries} 条，已打开核对{'；' + now.trouble if now.trouble else ''}")

    @Slot(object)
    def _not_made(self, error: WorldError) -> None:
        self.now.set_reason("")
        self.services.bus.backed_up.emit()
        messages.trouble(self, error, "没有备份成")

    @Slot()
    def _ask_place(self) -> None:
        asks = (Ask("folder", "文件夹", text=self._place.folder, hint="如 D:\\备份", needed=False),)
        form = FormDialog(self, "备份位置", _NOTE, asks, "存下")
        form.asked.connect(self._set_place)
        self.open_form(form)

    @Slot(dict)
    def _set_place(self, told: dict[str, str]) -> None:
        desk, folder = self.services.desk, told["folder"]
        self.services.tasks.run(lambda: backups.set_place(desk, folder), self._placed, self.failed, self.failed)

    @Slot(object)
    def _placed(self, place: Place) -> None:
        self.done(f"备份位置已设为 {place.folder}，下一次备份起送去" if place.folder else "只备份在本机")
        self.refresh()

    @Slot()
    def _ask_drill(self) -> None:
        note = "把最近一份备份在旁边恢复一遍、逐条核对，再清掉；正在办的不受影响"
        form = FormDialog(self, "恢复演练", note, (_OWN,), "开始")
        form.asked.connect(self._rehearse)
        self.open_form(form)

    @Slot(dict)
    def _rehearse(self, told: dict[str, str]) -> None:
        desk = self.services.desk
        self.drill.set_reason("正在演练")

        def op() -> Report | None:
            login = roster.login_of(desk.store, desk.staff.id)
            try:
                return backups.drill(desk, login, told["own"], self._stopped)
            except backups.Stopped:
                return None

        self.services.long.run(op, self._rehearsed, self._not_rehearsed, self._not_rehearsed)

    @Slot(object)
    def _rehearsed(self, report: Report | None) -> None:
        self.drill.set_reason("")
        if report is None:
            return
        if self.form is not None:
            self.form.accept()
        lines = tuple(f"{one.what}：{one.text}{'' if one.good else '（不通过）'}" for one in report.found)
        title = f"演练通过，备份 {report.backup} 可以恢复" if report.good else f"备份 {report.backup} 恢复不了"
        last = "" if report.good else "本机数据没有改动。请按“现在备份”另做一份，再演练一次。"
        messages.tell(self, title, *lines, last, shape=Shape.CHECK if report.good else Shape.SQUARE)

    @Slot(object)
    def _not_rehearsed(self, error: WorldError) -> None:
        self.drill.set_reason("")
        self.failed(error)

    def _stopped(self) -> bool:
        """The window is closing: what takes minutes ends at its next step."""
        return self.services.long.stopped


def _lines(now: Standing, place: Place, same: bool) -> list[TextLine]:
    if now.last is None:
        lines = [TextLine("还没有", label="最近", note=now.trouble)]
    else:
        lost = f"；附件缺 {now.lost} 份，见下次核对" if now.lost else ""
        lines = [TextLine(f"{now.last:%Y-%m-%d %H:%M} 已验证", label="最近", note=f"记录 {now.entries} 条{lost}")]
    if not place.folder:
        lines.append(TextLine("没有设，只备份在本机", label="备份盘", note="硬盘坏了本机的备份也没有；请另设一处"))
        return lines
    sent = f"最近送到 {now.second_at[:16].replace('T', ' ')}" if now.second_at else "还没有送到过"
    note = f"{sent}；{now.trouble}" if now.trouble else sent
    warn = "；和数据在同一块盘上，盘坏了两份都没有" if same else ""
    return [*lines, TextLine(place.folder, label="备份盘", note=note + warn)]
