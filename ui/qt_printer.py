"""Prints a PDF's own pages through the system's printer: the page pictures of the preview, at the printer's density."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from printing import raster
from printing.spool import PrintResult

DPI = 300


class QtPrinter:
    """The printer the system calls its default."""

    def __init__(self, name: str) -> None:
        self._name = name

    @classmethod
    def default(cls) -> QtPrinter | None:
        """The default printer, or None when the system knows none."""
        info = QPrinterInfo.defaultPrinter()
        return None if info.isNull() else cls(info.printerName())

    def send(self, pdf: bytes, copies: int, title: str) -> PrintResult:
        """Print every page as it stands in the PDF; each 联 is a page of its own, so one copy of the file is all.

        ``copies`` is how many 联 the paper has; it is already in the pages and only kept for the journal.
        """
        printer = QPrinter(QPrinterInfo.printerInfo(self._name), QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setResolution(DPI)
        painter = QPainter()
        for n, (wide, high, rgb) in enumerate(raster.pages(pdf, DPI)):
            _lay(printer, wide > high)
            if n == 0 and not painter.begin(printer):
                return PrintResult(False, f"打印机 {self._name} 没有接受任务。文书和编号都已留存。请看打印机后重打。")
            if n:
                printer.newPage()
            image = QImage(rgb, wide, high, wide * 3, QImage.Format.Format_RGB888)
            painter.drawImage(QRectF(printer.pageLayout().fullRectPixels(DPI)), image)
        painter.end()
        return PrintResult(True, f"已交打印机 {self._name}")


def _lay(printer: QPrinter, wide: bool) -> None:
    turn = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turn, QMarginsF(0, 0, 0, 0)))
