"""What a reader of the paper sees: its text, its codes, its pixels."""

from __future__ import annotations

import io
import re
import shutil
import subprocess

import pypdf
import zxingcpp
from PIL import Image

from printing import raster


def squeezed(text: str) -> str:
    """Text without any white space: extraction puts spaces where letters stand apart."""
    return re.sub(r"\s+", "", text)


def pages_text(pdf: bytes) -> list[str]:
    """Text of every page, white space taken out."""
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def text(pdf: bytes) -> str:
    """Text of the whole paper, white space taken out."""
    return "".join(pages_text(pdf))


def poppler_text(pdf: bytes) -> str | None:
    """The same through pdftotext; None where it is not installed."""
    if shutil.which("pdftotext") is None:
        return None
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return squeezed(done.stdout.decode("utf-8"))


def picture(pdf: bytes, at: int, dpi: int) -> Image.Image:
    """A page as it would lie on the table."""
    width, height, rgb = raster.page(pdf, at, dpi)
    return Image.frombytes("RGB", (width, height), rgb)


def codes(image: Image.Image) -> list[tuple[str, str]]:
    """(format, text) of every code on the picture."""
    return [(str(found.format), found.text) for found in zxingcpp.read_barcodes(image)]
