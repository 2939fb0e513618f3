"""The codes on paper, read back from pictures as a scanner sees them."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from models.papers import Paper
from models.rules.bundles import bundle_code
from models.rules.numbers import case_number
from models.rules.terms import Doc
from printing import barcode, qr, samples
from printing.make import make
from tests.printing.reading import codes, picture

PAPERS: dict[str, tuple[Paper, int]] = {
    "receipt": (samples.receipt(), 0),
    "accept": (samples.accept(), 1),
    "supplement": (samples.supplement(), 0),
    "refuse": (samples.refuse(), 0),
    "letter": (samples.forward(), 0),
    "list": (samples.forward(), 1),
    "ledger": (samples.ledger(), 2),
}


def black_and_white(image: Image.Image) -> Image.Image:
    """As a fax or a cheap laser gives it back."""
    return image.convert("L").point(lambda grey: 255 if grey > 128 else 0).convert("1").convert("L")


@pytest.mark.parametrize("name", PAPERS)
def test_that_the_code_reads_at_150_dots_in_colour_and_in_black_and_white(name: str) -> None:
    paper, at = PAPERS[name]
    image = picture(make(paper).pdf, at, 150)
    for seen in (image, black_and_white(image)):
        assert paper.head.qr in [text for kind, text in codes(seen) if "QR" in kind]


@pytest.mark.parametrize("dots", [150, 200])
def test_that_the_bags_barcodes_read_at_150_and_200_dots(dots: int) -> None:
    paper = samples.forward()
    image = picture(make(paper).pdf, 1, dots)
    for seen in (image, black_and_white(image)):
        found = {text for kind, text in codes(seen) if "128" in kind}
        assert found == {bag.barcode for bag in paper.bags}


@pytest.mark.parametrize("doc", Doc)
def test_that_the_longest_payload_fits_45_modules_in_letters_and_digits(doc: Doc) -> None:
    payload = samples.payload(doc).ljust(qr.MOST, "A")[: qr.MOST]
    assert qr.ALPHANUMERIC.issuperset(payload)
    assert len(qr.matrix(payload)) == 45


def test_that_merged_rectangles_cover_the_black_modules_and_nothing_else() -> None:
    modules = qr.matrix(samples.payload(Doc.ACCEPT))
    covered = [
        (x, y)
        for left, top, width, height in qr.merge(modules)
        for y in range(top, top + height)
        for x in range(left, left + width)
    ]
    black = {(x, y) for y, row in enumerate(modules) for x, cell in enumerate(row) if cell}
    assert len(covered) == len(set(covered))
    assert set(covered) == black


@pytest.mark.parametrize("name", PAPERS)
def test_that_no_code_holds_personal_data(name: str) -> None:
    paper, at = PAPERS[name]
    for _, text in codes(picture(make(paper).pdf, at, 200)):
        assert not re.search(r"\d{17}[\dX]|1[3-9]\d{9}(?!\d)", text.replace(samples.CASE, ""))
        assert "RJ3B" not in text
        assert text.isascii()


def test_that_bars_begin_and_end_with_ink() -> None:
    busiest = case_number("140581", 3, samples.DAY, 999_999)
    for case, most in ((samples.CASE, 66.0), (busiest, 70.0)):
        width, bars = barcode.bars(bundle_code(case, "Y"))
        assert bars[0][0] == 0
        assert bars[-1][0] + bars[-1][2] == width
        assert width * barcode.NARROW <= most
