"""管理 · 故障报告: what the program wrote down when it was wrong, read here and copied out for whoever mends it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from models.errors import Refusal
from ui import crashes, messages
from ui.pages.admin_section import AdminSection
from ui.paint.light import Shape
from ui.parts.form_dialog import Ask, FormDialog
from ui.parts.textlines import TextLine, TextLines
from ui.services import Services

_NONE = "没有故障报告"
_SHOWN = 14  # lines of a report; where it broke stands at its end


class CrashSection(AdminSection):
    """How many there are, the newest, and the keys."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        self.lines = TextLines()
        super().__init__(services, "故障报告", self.lines, parent)
        self._folder = services.desk.store.folder / crashes.FOLDER
        self._reason, self._any = "", False
        self.read = self.key("看最近一份")
        self.export = self.key("导出报告")
        self.read.done.connect(self._read)
        self.export.done.connect(self._ask)

    @Slot()
    def refresh(self) -> None:
        """Look into the folder."""
        self.services.tasks.run(partial(crashes.listed, self._folder), self._show, self.failed, self.failed)

    def guard(self, reason: str) -> None:
        """The administrator's keys; nothing to press while there is no report."""
        self._reason = reason
        super().guard(reason or ("" if self._any else _NONE))

    @Slot(object)
    def _show(self, found: list[Path]) -> None:
        self._any = bool(found)
        kept = f"只写程序里的位置，不写填的内容；留最近 {crashes.KEPT} 份"
        newest = TextLine(_when(found[0]), label="最近", note=kept) if found else None
        count = TextLine(f"{len(found)} 份" if found else _NONE, label="报告")
        self.lines.show_lines([count, newest] if newest else [count])
        self.guard(self._reason)

    @Slot()
    def _read(self) -> None:
        self.services.tasks.run(self._newest, self._told, self.failed, self.failed)

    def _newest(self) -> str:
        found = crashes.listed(self._folder)
        try:
            return found[0].read_text("utf-8", errors="replace") if found else _NONE
        except OSError as error:
            raise _no("报告读不出来", error) from error

    @Slot(object)
    def _told(self, text: str) -> None:
        lines = text.splitlines()
        shown = lines if len(lines) <= _SHOWN else [*lines[:4], "…", *lines[5 - _SHOWN :]]
        messages.tell(self, "最近一份故障报告", "\n".join(shown), shape=Shape.SQUARE)

    @Slot()
    def _ask(self) -> None:
        asks = (Ask("folder", "文件夹", hint="如 E:\\，U盘或共享文件夹"),)
        form = FormDialog(self, "导出故障报告", "报告里没有个人信息，可以交给维护单位", asks, "导出")
        form.asked.connect(self._export)
        self.open_form(form)

    @Slot(dict)
    def _export(self, told: dict[str, str]) -> None:
        copying = partial(self._copy, Path(told["folder"].strip()))
        self.services.tasks.run(copying, self._exported, self.failed, self.failed)

    def _copy(self, target: Path) -> int:
        try:
            if not target.is_dir():
                raise Refusal(f"没有{target}这个文件夹", "报告都还在本机", "请核对文件夹再导出", code="no_folder")
            return crashes.copy_out(self._folder, target)
        except OSError as error:
            raise _no("报告没有导出", error) from error

    @Slot(object)
    def _exported(self, count: int) -> None:
        self.done(f"已导出 {count} 份故障报告")


def _when(report: Path) -> str:
    """crash-20261120-104800-000000.txt → 2026-11-20 10:48."""
    day, time = report.stem.split("-")[1:3]
    return f"{day[:4]}-{day[4:6]}-{day[6:]} {time[:2]}:{time[2:4]}"


def _no(happened: str, error: OSError) -> Refusal:
    return Refusal(f"{happened}（{error.strerror}）", "报告都还在本机", "请换一个文件夹再试", code="crash_reports")
