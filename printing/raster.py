"""PDF pages as pixels: for the preview, for printers that take pictures, and for tests that look."""

from __future__ import annotations

import pypdfium2

POINTS = 72


def pages(pdf: bytes, dpi: int) -> list[tuple[int, int, bytes]]:
    """Every page as (width, height, RGB bytes) at ``dpi``, white below."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page(document, at, dpi) for at in range(len(document))]
    finally:
        document.close()


def page(pdf: bytes, at: int, dpi: int) -> tuple[int, int, bytes]:
    """One page, counted from 0."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return _page(document, at, dpi)
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, at: int, dpi: int) -> tuple[int, int, bytes]:
    sheet = document[at]
    bitmap = sheet.render(scale=dpi / POINTS, rev_byteorder=True)
    try:
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        raw = bytes(bitmap.buffer)
        channels = bitmap.n_channels
        return width, height, _rgb(raw, width, height, stride, channels)
    finally:
        bitmap.close()
        sheet.close()


def _rgb(raw: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """Rows without padding, three bytes a pixel."""
    rows = b"".join(raw[row * stride : row * stride + width * channels] for row in range(height))
    if channels == 3:
        return rows
    out = bytearray(3 * width * height)
    for channel in range(3):
        out[channel::3] = rows[channel % channels :: channels]
    return bytes(out)
