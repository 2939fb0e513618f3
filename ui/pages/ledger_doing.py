"""What 台账 does: close the day, print a draft, write a table file, and go where a check is settled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from models.views import DocumentView
from ui.pages import ledger_paper as work
from ui.pages.asking_file import ask_file
from ui.pages.ledger_paper import Day
from ui.paint.light import Shape
from ui.parts.act import Act
from ui.services import Services
from ui.shortcuts import Key

_NO_WAY = "还有未了的事项，先逐项了结"
_CLOSED = "已经日结，重打按 F9"


class LedgerActs(QObject):
    """F9, F8 and F7 of 台账, and the checks' own way out.

    Signals:
        said: what came of an act: shape, sentence, quieter sentence.
        failed: the Refusal or trouble it ended with.
        closed: the day was closed.
    """

    said = Signal(object, str, str)
    failed = Signal(object)
    closed = Signal()

    def __init__(self, services: Services, page: QWidget) -> None:
        super().__init__(page)
        self._services, self._page = services, page
        self._day: Day | None = None
        self.close = Act.on(page, "日结并打印", Key.MAIN, self._do_close)
        self.draft = Act.on(page, "打印草稿", Key.SECOND, self._do_draft)
        self.export = Act.on(page, "导出 Excel", Key.SUPPLEMENT, self._do_export)
        self.close.set_reason("正在核对")

    def show_day(self, day: Day) -> None:
        """What may be done follows the day."""
        self._day = day
        self.close.setText("重打日结" if day.closed and day.closed.prints else "日结并打印")
        self.close.set_reason(_NO_WAY if any(one.ok is False for one in day.view.checks) else "")
        self.draft.set_reason(_CLOSED if day.closed else "")

    @Slot(int)
    def settle(self, number: int) -> None:
        """Go where the check is settled; papers not printed yet are printed."""
        if self._day is None:
            return
        check = self._day.view.checks[number]
        if check.action == "去打":
            self._run(work.unprinted(self._services.desk, self._day.view), self._print)
        else:
            self._services.bus.go.emit(_place(check.title))

    def _run(self, op: Callable[[], Any], answer: Callable[[Any], None]) -> None:
        self._services.tasks.run(op, answer, self._not_done, self._not_done)

    @Slot(object)
    def _not_done(self, error: object) -> None:
        self.failed.emit(error)

    @Slot()
    def _do_close(self) -> None:
        if self._day is not None:
            self._run(work.closing(self._services.desk, self._day.view.day), self._closed)

    @Slot(object)
    def _closed(self, document: DocumentView) -> None:
        self._services.paper.send((document,))
        self.said.emit(Shape.CHECK, f"已日结，编号 {document.number}", "已送打印；主任手签后扫描回存")
        self.closed.emit()

    @Slot()
    def _do_draft(self) -> None:
        if self._day is not None:
            self._run(work.drafting(self._services.desk, self._day.view.day), self._drafted)

    @Slot(object)
    def _drafted(self, pdf: bytes) -> None:
        self._services.paper.send_draft(pdf, "日台账草稿")
        self.said.emit(Shape.CHECK, "草稿已送打印", "草稿不编号、不留底，日结以 F9 为准")

    @Slot()
    def _do_export(self) -> None:
        if self._day is None:
            return
        name = f"日台账 {self._day.view.window} {self._day.view.day:%Y-%m-%d}.xlsx"
        ask_file(self._page, "导出当日台账", name, self.export_to)

    @Slot(str)
    def export_to(self, name: str) -> None:
        """Write the day to this file."""
        if name and self._day is not None:
            self._run(work.exporting(self._services.desk, self._day.view.day, Path(name)), self._exported)

    @Slot(object)
    def _exported(self, path: Path) -> None:
        self.said.emit(Shape.CHECK, f"已导出 {path.name}", f"在 {path.parent}；不含证件号，电话只露末四位")

    @Slot(object)
    def _print(self, papers: tuple[DocumentView, ...]) -> None:
        self._services.paper.send(papers)
        self.said.emit(Shape.CHECK, f"已送打印 {len(papers)} 份", "、".join(one.number for one in papers[:4]))


def _place(title: str) -> str:
    """The page where a check is settled."""
    if "告知" in title or "去向" in title:
        return "今日"
    return "转报" if "市级" in title or "要人处理" in title else "办件"
