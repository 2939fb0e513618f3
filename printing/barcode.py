"""Code 128 bars of a bag's label, as positions in narrow widths; reportlab's encoder does the encoding."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.barcode.code128 import Code128

NARROW = 0.36  # mm; a little over two dots, so that a scan or a fax at 150 to the inch still reads
TALL = 9.5  # mm
QUIET = 4.0  # mm at either side, at least


def bars(value: str) -> tuple[int, list[tuple[int, int, int, int]]]:
    """Whole width and the bars (x, 0, width, 1) of ``value``, in narrow widths."""
    code: Any = Code128(value, quiet=0)
    code.validate()
    code.encode()
    at, found = 0, []
    for step in code.decompose():
        width = ord(step.upper()) - ord("A") + 1
        if step.isupper():  # capitals are ink, small letters the gap after it
            found.append((at, 0, width, 1))
        at += width
    return at, found
