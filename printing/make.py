"""The one door of this room: a paper in, PDF bytes out."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from models.papers import Rendered
from models.rules.terms import Doc
from printing import missing
from printing.page import Book

if TYPE_CHECKING:  # two dozen dataclasses a window that prints receipts need not build
    from models.papers_rolls import AnyPaper

# Named, not imported: a window that prints receipts never loads barcodes, and none loads the ledger to print a notice.
MODULES = {
    Doc.RECEIPT: "receipt",
    Doc.ACCEPT: "accept",
    Doc.SUPPLEMENT: "supplement",
    Doc.REFUSE_ACCEPT: "refuse",
    Doc.FORWARD: "forward",
    Doc.DAY_LEDGER: "ledger",
    Doc.TOLERANCE: "tolerance",
    Doc.COMMITMENT: "commitment",
    Doc.FEE: "fee",
    Doc.REVIEW_OPINION: "review",
    Doc.SPECIAL_PROC: "special",
    Doc.EXTEND: "extend",
    Doc.HEARING: "hearing",
    Doc.APPROVE: "approve",
    Doc.REJECT: "reject",
    Doc.DELIVERY: "delivery",
    Doc.PICKUP: "pickup",
    Doc.RETURN: "return_slip",
    Doc.WITHDRAW: "withdraw",
    Doc.MONTHLY_FILING: "monthly",
    Doc.SEAL_LEDGER: "seal_ledger",
    Doc.ARCHIVE_LIST: "archive",
}


def make(paper: AnyPaper) -> Rendered:
    """Render ``paper``, every copy of it. ``missing`` is not empty when a character has no font: do not print it."""
    book = lay_out(paper)
    head = paper.head
    pages = book.page_count
    pdf = book.save(" ".join(filter(None, (head.doc.zh, head.number))), head.case_no, head.printed_at or head.made_at)
    return Rendered(pdf, pages, missing.find(paper))


def lay_out(paper: AnyPaper) -> Book:
    """``paper`` drawn into a book that is not yet saved; the book knows what did not fit its place."""
    book = Book()
    lay: Callable[[Book, AnyPaper], None] = import_module(f"printing.{MODULES[paper.head.doc]}").lay
    lay(book, paper)
    return book
