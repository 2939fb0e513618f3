"""How the later papers lie on their sheets: size, margins, copies, codes, the signature never alone, equal bytes."""

from __future__ import annotations

import io
import re
from functools import cache

import pypdf
import pytest

from models.papers import Rendered
from models.papers_rolls import AnyPaper
from models.rules.terms import Doc
from printing import gallery
from printing.make import lay_out, make
from printing.page import MM
from tests.printing.reading import codes, pages_text, picture

SIX = {Doc.RECEIPT, Doc.ACCEPT, Doc.SUPPLEMENT, Doc.REFUSE_ACCEPT, Doc.FORWARD, Doc.DAY_LEDGER}
PAPERS: dict[str, AnyPaper] = {name: paper for name, paper in gallery.papers() if paper.head.doc not in SIX}
A5, WIDE = {Doc.PICKUP, Doc.RETURN}, {Doc.MONTHLY_FILING, Doc.SEAL_LEDGER}
REMEDY = ("申请行政复议", "提起行政诉讼")


def size(doc: Doc) -> tuple[float, float]:
    """Width and height in mm."""
    return (148.0, 210.0) if doc in A5 else (297.0, 210.0) if doc in WIDE else (210.0, 297.0)


@cache
def rendered(name: str) -> Rendered:
    """Each sample is made once for all that look at it."""
    return make(PAPERS[name])


def per_copy(paper: AnyPaper, pages: int) -> int:
    """Sheets of one copy."""
    return pages // max(1, len(paper.head.copies))


@pytest.mark.parametrize("name", PAPERS)
def test_that_nothing_of_a_later_paper_is_wider_than_its_place(name: str) -> None:
    assert lay_out(PAPERS[name]).overflow == []


@pytest.mark.parametrize("name", PAPERS)
def test_that_a_later_paper_has_its_size(name: str) -> None:
    """领取凭证 and 退件清单 are A5; the month's table and the seal register lie across."""
    expected = size(PAPERS[name].head.doc)
    for page in pypdf.PdfReader(io.BytesIO(rendered(name).pdf)).pages:
        found = (float(page.mediabox.width) / MM, float(page.mediabox.height) / MM)
        assert found == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("name", PAPERS)
def test_that_a_later_paper_keeps_its_margins(name: str) -> None:
    pdf = rendered(name).pdf
    doc = PAPERS[name].head.doc
    left, right = (16, 12) if doc in WIDE else (18, 14) if doc in A5 else (28, 26)
    for at in range(rendered(name).pages):
        image = picture(pdf, at, 60).convert("L").point(lambda grey: 255 if grey < 250 else 0)
        box = image.getbbox()
        assert box is not None
        unit = 60 / 25.4
        assert box[0] >= left * unit - 2
        assert box[2] <= image.width - right * unit + 2
        assert box[1] >= 8 * unit
        assert box[3] <= image.height - 4 * unit


@pytest.mark.parametrize("name", PAPERS)
def test_that_the_same_later_paper_gives_the_same_bytes(name: str) -> None:
    assert rendered(name).pdf == make(PAPERS[name]).pdf


@pytest.mark.parametrize("name", PAPERS)
def test_that_the_code_of_a_later_paper_reads_on_its_last_page(name: str) -> None:
    paper = PAPERS[name]
    made = rendered(name)
    grey = picture(made.pdf, per_copy(paper, made.pages) - 1, 150).convert("L")
    for seen in (grey, grey.point(lambda level: 255 if level > 128 else 0)):
        assert paper.head.qr in [text for _, text in codes(seen)]


@pytest.mark.parametrize("name", PAPERS)
def test_that_pages_of_each_copy_are_numbered_and_marked(name: str) -> None:
    paper = PAPERS[name]
    made = rendered(name)
    each = per_copy(paper, made.pages)
    mark = f"第{paper.head.times}次打印" if paper.head.times > 1 else "草稿" if paper.head.draft else "第1次打印"
    for at, said in enumerate(pages_text(made.pdf)):
        assert f"第{at % each + 1}页共{each}页" in said
        assert mark in said


@pytest.mark.parametrize("name", PAPERS)
def test_that_the_signature_never_stands_alone_on_a_page(name: str) -> None:
    """Between the running head and the code of the last page there is more of the paper."""
    paper = PAPERS[name]
    made = rendered(name)
    each = per_copy(paper, made.pages)
    doc = paper.head.doc
    top, end = (40, 157) if doc in WIDE else (23, 155) if doc in A5 else (33, 205)
    image = picture(made.pdf, each - 1, 60).convert("L")
    unit = 60 / 25.4
    body = image.crop((0, int(top * unit), image.width, int(end * unit)))
    ink = body.point(lambda grey: 255 if grey < 160 else 0).getbbox()
    assert ink is not None
    assert ink[3] - ink[1] > 8 * unit


@pytest.mark.parametrize("name", PAPERS)
def test_that_the_remedy_stands_exactly_where_it_must(name: str) -> None:
    """不予许可、注销、附条件的准予、单方终止 carry it, nothing else does (许可法第三十八条)."""
    said = "".join(pages_text(rendered(name).pdf))
    due = name.startswith(("15", "14e", "14b", "19b", "19e"))
    assert [word in said for word in REMEDY] == [due, due]
    if due:
        assert "60日内" in said
        assert "6个月内" in said


@pytest.mark.parametrize("doc", [Doc.SEAL_LEDGER, Doc.PICKUP, Doc.ARCHIVE_LIST, Doc.DELIVERY, Doc.RETURN])
def test_that_papers_that_need_no_official_head_are_black(doc: Doc) -> None:
    name = next(name for name, paper in PAPERS.items() if paper.head.doc is doc)
    colours = picture(rendered(name).pdf, 0, 60).getcolors(1 << 20) or []
    assert all(max(pixel) - min(pixel) < 12 for _, pixel in colours if isinstance(pixel, tuple))


@pytest.mark.parametrize("name", PAPERS)
def test_that_no_number_of_a_person_is_printed_whole(name: str) -> None:
    said = "".join(pages_text(rendered(name).pdf))
    assert not re.search(r"(?<!\d)\d{6}(?:19|20)\d\d[01]\d[0-3]\d{4}[\dX](?!\d)", said)
