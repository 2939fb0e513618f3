"""Plainly invented blank receipts: for the gallery and the tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.papers_rolls import AnyPaper, SpareKitPaper, SpareSheet
from models.rules.numbers import SPARE, case_number
from models.rules.terms import Doc
from printing.samples import DAY, head, payload

KIT = "140581-03-20261120-B01"


def kit(sheets: int = 2) -> SpareKitPaper:
    """One print of ``sheets`` blank receipts."""
    made = replace(head(Doc.RECEIPT, KIT), case_no=KIT)
    numbers = (case_number("140581", 3, DAY, n) for n in SPARE[:sheets])
    heads = (replace(made, case_no=one, number="", qr=payload(Doc.RECEIPT, one)) for one in numbers)
    return SpareKitPaper(made, tuple(map(SpareSheet, heads)))


def variants() -> Iterator[tuple[str, AnyPaper]]:
    """Every sample under its file name."""
    yield "01k-spare", kit()
    yield "01l-spare-one", kit(1)
