"""Hands papers to the printer one after another and notes in the journal what came of it.

Number and bytes are committed long before a document gets here; a paper that jams is printed again from the same
bytes. Preview and print come from the same PDF.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from shiboken6 import isValid

from models.errors import WorldError
from models.views import DocumentView
from ui.bus import Bus
from ui.services import Told
from ui.tasks import Tasks

if TYPE_CHECKING:
    from models.desk.context import Desk
    from printing.spool import Printer, PrintResult

PREVIEW_DPI = 144


@dataclass(frozen=True, slots=True)
class _Draft:
    """A paper that is not kept."""

    pdf: bytes
    title: str
    secret: bool = False  # on paper only
    told: Told | None = None  # whoever waits to hear what came of it


class PaperOut(QObject):
    """One print at a time, in the background."""

    def __init__(self, desk: Desk, printer: Printer, tasks: Tasks, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._printer, self._tasks, self._bus = desk, printer, tasks, bus
        self._waiting: deque[DocumentView | _Draft] = deque()
        self._printing: DocumentView | _Draft | None = None
        self._failed_papers: list[DocumentView | _Draft] = []

    @property
    def idle(self) -> bool:
        """Nothing is being printed and nothing waits."""
        return self._printing is None and not self._waiting

    @property
    def failed(self) -> int:
        """How many papers did not come out and wait for 重打."""
        return len(self._failed_papers)

    def again(self) -> None:
        """重打: hand over once more, in their order, the papers that did not come out; the same bytes."""
        papers, self._failed_papers = self._failed_papers, []
        self._waiting.extend(papers)
        self._next()

    def send(self, documents: tuple[DocumentView, ...]) -> None:
        """Print each document's copies, oldest first; outcome on the bus."""
        self._waiting.extend(documents)
        self._next()

    def send_draft(self, pdf: bytes, title: str) -> None:
        """Print a paper that is not kept (a draft); outcome on the bus, nothing in the journal."""
        self._waiting.append(_Draft(pdf, title))
        self._next()

    def send_secret(self, pdf: bytes, title: str, told: Told | None = None) -> None:
        """Print a paper that must exist on paper only: never as a file, never kept for 重打; outcome on the bus.

        ``told``: a bound method of a QObject that hears it too: whether it went well, and the sentence.
        """
        self._waiting.append(_Draft(pdf, title, secret=True, told=told))
        self._next()

    def pages(self, document: DocumentView) -> Callable[[], list[tuple[int, int, bytes]]]:
        """An operation (for the background) giving the pictures of a document's pages."""
        desk = self._desk

        def draw() -> list[tuple[int, int, bytes]]:
            from models.desk import documents  # noqa: PLC0415 - heavy rooms wait for the first paper
            from printing import raster  # noqa: PLC0415 - as above

            return raster.pages(documents.pdf(desk, document.id), PREVIEW_DPI)

        return draw

    def _next(self) -> None:
        if self._printing is not None or not self._waiting:
            return
        self._printing = paper = self._waiting.popleft()
        work = self._print_draft(paper) if isinstance(paper, _Draft) else self._print(paper)
        self._tasks.run(work, self._printed, self._did_not, self._did_not)

    def _print(self, document: DocumentView) -> Callable[[], PrintResult]:
        desk, printer = self._desk, self._printer

        def work() -> PrintResult:
            from models.desk import documents  # noqa: PLC0415 - heavy rooms wait for the first paper

            result = printer.send(documents.pdf(desk, document.id), document.copies, _title(document))
            documents.printed(desk, document.id, result.sentence if not result.ok else "已打印")
            return result

        return work

    def _print_draft(self, draft: _Draft) -> Callable[[], PrintResult]:
        printer = self._printer

        def work() -> PrintResult:
            from printing import spool  # noqa: PLC0415 - as above

            chosen = spool.chosen(printer)  # looked for once: one that goes away now cannot turn it into a file
            if draft.secret and spool.keeps_files(chosen):
                told = f"没有打印机，{draft.title}不存成文件；请抄下来封存，或接好打印机再打印"
                return spool.PrintResult(False, told)
            return chosen.send(draft.pdf, 1, draft.title)

        return work

    @Slot(object)
    def _printed(self, result: PrintResult) -> None:
        self._end(ok=result.ok, sentence=result.sentence)

    @Slot(object)
    def _did_not(self, error: WorldError) -> None:
        self._end(ok=False, sentence=error.sentence)

    def _end(self, *, ok: bool, sentence: str) -> None:
        paper, self._printing = self._printing, None
        if paper is not None:
            self._failed_papers = [one for one in self._failed_papers if one != paper]
            if not ok and not (isinstance(paper, _Draft) and paper.secret):
                self._failed_papers.append(paper)
        self._bus.printer_changed.emit("ok" if ok else "bad", sentence)
        if isinstance(paper, _Draft) and paper.told is not None and isValid(paper.told.__self__):  # type: ignore[attr-defined]
            paper.told(ok, sentence)
        self._next()


def _title(document: DocumentView) -> str:
    return f"{document.case_no} {document.name or document.doc.zh}".strip()
