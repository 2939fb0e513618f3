"""The papers of a tour: kept as files, pictured page by page, counted, and read back for the summary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from demo.summary import Done
from models.desk import cases, daybook, documents
from models.rules.terms import Act
from printing import raster
from printing.spool import FolderPrinter

if TYPE_CHECKING:
    from ui.hall import Hall

DPI = 110


def printer(folder: Path) -> FolderPrinter:
    """A printer that keeps what it is given."""
    return FolderPrinter(folder)


def newest_case(hall: Hall) -> str:
    """The case that came last."""
    rows, _ = cases.page(hall.desk, limit=1)
    return rows[0].case_id


def row(hall: Hall, flow: str, case_id: str) -> Done:
    """How a case ended."""
    view = cases.case(hall.desk, case_id)
    names = "、".join(document.name or document.doc.zh for document in view.documents)
    receipt = next((line.text for line in view.timeline if line.act is Act.CITY_RECEIVE), "")
    return Done(flow, view.row.item_name, view.row.case_no, view.row.state.value, names, receipt or "—")


def ledger(hall: Hall, folder: Path) -> None:
    """The day's ledger: its PDF and its spreadsheet."""
    desk = hall.desk
    made = daybook.make_ledger(desk, desk.today, draft=False)
    data = made if isinstance(made, bytes) else documents.pdf(desk, made.id)
    (folder / f"窗口日台账-{desk.today:%Y%m%d}.pdf").write_bytes(data)
    daybook.export_xlsx(desk, desk.today, folder / f"窗口日台账-{desk.today:%Y%m%d}.xlsx")


def pictures(folder: Path) -> None:
    """A PNG of every page of every PDF in ``folder``."""
    for pdf in sorted(folder.glob("*.pdf")):
        for number, (wide, high, rgb) in enumerate(raster.pages(pdf.read_bytes(), DPI), 1):
            image = QImage(rgb, wide, high, wide * 3, QImage.Format.Format_RGB888)
            image.save(str(pdf.with_name(f"{pdf.stem}-第{number}页.png")))


def count(out: Path) -> tuple[int, int]:
    """How many papers and how many pages of them."""
    folder = out / "papers"
    return len(list(folder.rglob("*.pdf"))), len(list(folder.rglob("*.png")))
