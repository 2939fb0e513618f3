"""管理 · 放假表: which years are here, and bringing in the next one after a look at what it says."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from models.desk import holidays
from models.desk.holidays import Found
from models.errors import Refusal
from ui import messages
from ui.pages.admin_section import AdminSection
from ui.paint.light import Shape
from ui.parts.textlines import TextLine, TextLines
from ui.services import Services

FILTER = "放假表 (*.json *.csv *.xlsx *.xls);;所有文件 (*)"
_MOST = 21 * 1024 * 1024  # no more is read; the reader's own limit is lower and says so


class HolidaySection(AdminSection):
    """Years and the key that brings one in."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        self.lines = TextLines()
        super().__init__(services, "放假表", self.lines, parent)
        self._found: Found | None = None
        self.bring = self.key("导入放假表")
        self.bring.done.connect(self._choose)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say which years are here."""
        self.lines.show_lines(_lines(self.services))

    @Slot()
    def _choose(self) -> None:
        dialog = QFileDialog(self, "选放假表", "", FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take)
        dialog.open()

    @Slot(str)
    def take(self, name: str) -> None:
        """Look into a file in the background."""
        desk, path = self.services.desk, Path(name)

        def op() -> Found:
            return holidays.read(desk, path.name, _read(path))

        self.services.tasks.run(op, self._ask, self.failed, self.failed)

    @Slot(object)
    def _ask(self, found: Found) -> None:
        self._found = found
        if found.same:
            self.services.bus.said.emit(f"{found.year} 年的表已经在，内容相同，不用再导入")
            return
        lines = (*found.lines, "请照国务院办公厅通知核对后存下。")
        messages.ask(self, f"{found.year} 年放假表", lines, "存下", self._keep, shape=Shape.RING)

    @Slot()
    def _keep(self) -> None:
        if (found := self._found) is not None:
            desk = self.services.desk
            self.services.tasks.run(lambda: holidays.keep(desk, found), self._kept, self.failed, self.failed)

    @Slot(object)
    def _kept(self, _nothing: None) -> None:
        self.refresh()
        year = self._found.year if self._found else ""
        self.done(f"{year} 年放假表已存下，写“未定”的日期现在推算得出")
        self.services.bus.case_changed.emit("")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MOST)
    except OSError as error:
        raise Refusal(
            f"“{path.name}”读不出来", "原有的放假表没有改动", "请核对文件还在不在，再选一次", code="list_not_found"
        ) from error


def _lines(services: Services) -> list[TextLine]:
    desk = services.desk
    years = sorted(desk.calendar.years)
    lines = [TextLine(f"{years[0]}—{years[-1]} 年" if years else "没有", label="已有")]
    if not desk.calendar.has_year(desk.today.year + 1):
        note = "格式：两列“日期”“类型”，类型写“放假”或“上班”；跨年的到期日在那之前写“未定”"
        lines.append(TextLine(f"{desk.today.year + 1} 年的公布后请导入", label="待导入", note=note))
    return lines
