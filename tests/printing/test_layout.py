"""Where things stand: fixed places, pages that go on, texts that grow instead of shrinking."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest

from models.papers import AskedLine, Paper
from printing import samples, sheet
from printing.make import lay_out, make
from printing.page import MM
from tests.printing.reading import pages_text, picture

VARIANTS = dict(samples.variants())


@pytest.mark.parametrize("name", VARIANTS)
def test_that_no_text_is_wider_than_its_place(name: str) -> None:
    assert lay_out(VARIANTS[name]).overflow == []


@pytest.mark.parametrize("name", VARIANTS)
def test_that_nothing_is_printed_outside_the_margins(name: str) -> None:
    """20 mm left and right is the letter's red line; all else keeps to the text's width."""
    pdf = make(VARIANTS[name]).pdf
    edge = 11.0 if "ledger" in name else 19.5
    for at in range(len(pypdf.PdfReader(io.BytesIO(pdf)).pages)):
        image = picture(pdf, at, 60).convert("L").point(lambda grey: 255 if grey < 250 else 0)
        left, top, right, bottom = image.getbbox() or (0, 0, 0, 0)
        unit = 60 / 25.4
        assert left >= edge * unit - 1
        assert right <= image.width - edge * unit + 1
        assert top >= 12 * unit
        assert bottom <= image.height - 5 * unit


@pytest.mark.parametrize(
    ("name", "copies", "pages"),
    [
        ("01-receipt", 2, 1),
        ("01c-receipt-16", 2, 1),
        ("01d-receipt-40", 2, 2),
        ("02-accept", 2, 1),
        ("03-supplement", 2, 1),
        ("03b-supplement-12", 2, 2),
        ("04-refuse", 2, 1),
        ("05-forward", 3, 2),
        ("06-ledger", 1, 3),
    ],
)
def test_that_every_copy_is_a_set_of_pages_of_its_own(name: str, copies: int, pages: int) -> None:
    rendered = make(VARIANTS[name])
    assert rendered.pages == copies * pages == len(pypdf.PdfReader(io.BytesIO(rendered.pdf)).pages)
    for at, said in enumerate(pages_text(rendered.pdf)):
        assert f"第{at % pages + 1}页共{pages}页" in said


def test_that_the_black_box_marks_this_copy() -> None:
    """The mark row is black where the copy's own name stands."""
    pdf = make(samples.accept()).pdf
    dark = []
    for at in range(2):
        row = picture(pdf, at, 100).crop((110, 51, 280, 71)).convert("L")
        half = row.width // 2
        boxes = ((0, half), (half, row.width))
        own, other = (sum(row.crop((start, 0, end, row.height)).tobytes()) for start, end in boxes)
        dark.append(own < other)
    assert dark == [True, False]


@pytest.mark.parametrize("count", [13, 16, 17, 26, 40, 90])
def test_that_a_long_receipt_goes_on_with_its_header_and_signs_beside_two_rows(count: int) -> None:
    said = pages_text(make(replace(samples.receipt(), materials=samples.materials(count))).pdf)
    pages = said[: len(said) // 2]
    assert all("材料名称" in page for page in pages)
    assert "收件人（签名）" in pages[-1]
    assert f"合计{count}行" in pages[-1]
    assert not any("收件人（签名）" in page for page in pages[:-1])
    assert pages[-1].count("申请人否") + pages[-1].count("网上填报否") + pages[-1].count("—否") >= 2


@pytest.mark.parametrize("count", range(5, 30, 3))
def test_that_no_row_of_a_long_notice_is_lost_or_doubled(count: int) -> None:
    names = [f"样例材料{at:03d}号" for at in range(count)]
    lines = tuple(AskedLine(str(at), name, "未交", "没有提交", "第一条", "提交") for at, name in enumerate(names))
    rendered = make(replace(samples.supplement(), lines=lines))
    said = "".join(pages_text(rendered.pdf)[: rendered.pages // 2])
    assert [said.count(name) for name in names] == [1] * count


def test_that_a_long_name_wraps_and_is_printed_whole() -> None:
    for paper in (samples.receipt(), samples.accept(), samples.supplement(), samples.refuse(), samples.forward()):
        long: Paper = replace(paper, party=replace(samples.PARTY, name=samples.LONG))
        assert samples.LONG in "".join(pages_text(make(long).pdf))


def test_that_the_length_of_the_body_moves_neither_code_nor_signature() -> None:
    short, long = make(samples.accept()).pdf, make(replace(samples.accept(), special="无", batch_note="样例" * 20)).pdf
    places = []
    for pdf in (short, long):
        at: dict[str, tuple[int, int]] = {}

        def note(text: str, _: object, matrix: list[float], *__: object, at: dict[str, tuple[int, int]] = at) -> None:
            at[text.strip()] = (round(matrix[4]), round(matrix[5]))

        pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=note)
        places.append({key: spot for key, spot in at.items() if key.startswith(("核验码", "签收人", "扫码"))})
    assert places[0] == places[1] != {}


@pytest.mark.parametrize(
    ("changes", "mark"),
    [({"times": 2}, "第2次打印"), ({"offline": True}, "断网受理"), ({"draft": True}, "草稿"), ({}, "第1次打印")],
)
def test_that_the_mark_row_tells_how_the_paper_was_made(changes: dict[str, object], mark: str) -> None:
    assert all(mark in page for page in pages_text(make(samples.with_head(samples.accept(), **changes)).pdf))


def test_that_a_receipt_made_offline_does_not_speak_of_acceptance() -> None:
    said = pages_text(make(samples.with_head(samples.receipt(), offline=True)).pdf)[0]
    assert "断网收件" in said
    assert "断网受理" not in said


def test_that_red_stands_in_one_place_at_most() -> None:
    assert sheet.Layout().red
    for paper in (samples.receipt(), samples.ledger()):
        colours = picture(make(paper).pdf, 0, 60).getcolors(1 << 20) or []
        assert all(max(pixel) - min(pixel) < 12 for _, pixel in colours if isinstance(pixel, tuple))
    page = picture(make(samples.accept()).pdf, 0, 72)
    column = page.crop((300, 0, 301, page.height)).tobytes()
    pixels = [column[at : at + 3] for at in range(0, len(column), 3)]
    rows = {y for y, pixel in enumerate(pixels) if max(pixel) - min(pixel) > 60}
    assert rows
    assert max(rows) - min(rows) <= 2
    assert min(rows) == pytest.approx(sheet.Layout().rule * MM, abs=3)
