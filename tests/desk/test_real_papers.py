"""The desk with the real printing room: every paper comes out whole, says its numbers, and shows rare names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from models.desk import cases, daybook, documents
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.refuse import refuse
from models.desk.supplement import ask
from models.errors import Refusal
from models.rules.terms import Doc
from models.views import DocumentView, IntakeForm
from printing.make import make
from tests.helpers.factory import form_for, hall, mark
from tests.helpers.people import RARE_NAMES

PAGES = {Doc.RECEIPT: 2, Doc.ACCEPT: 2, Doc.SUPPLEMENT: 2, Doc.REFUSE_ACCEPT: 2, Doc.FORWARD: 6, Doc.DAY_LEDGER: 1}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk whose papers are real PDF."""
    with hall(tmp_path, make_paper=make) as made:
        yield made


def text_of(desk: Desk, paper: DocumentView) -> str:
    """The words of a paper without line breaks."""
    reader = PdfReader(BytesIO(documents.pdf(desk, paper.id)))
    return re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))


def printed_or_refused(desk: Desk, form: IntakeForm) -> DocumentView | Refusal:
    """The receipt, or why there is none."""
    try:
        return accept(desk, form).documents[0]
    except Refusal as told:
        return told


def test_that_every_paper_fits_its_pages_and_carries_its_numbers(desk: Desk) -> None:
    done = [
        accept(desk, form_for(desk, "附件/71", delivery="邮寄")),
        ask(desk, mark(mark(form_for(desk, "附件/71"), 8, "missing"), 5, "defective", "缺租赁合同")),
        refuse(desk, form_for(desk, "附件/26", facts={"truck_goods": "普通货运", "truck_mass": Decimal(4000)})),
    ]
    ledger = daybook.make_ledger(desk, desk.today)
    assert isinstance(ledger, DocumentView)
    made = [*(paper for one in done for paper in one.documents), ledger]
    assert {paper.doc for paper in made} == set(PAGES)
    for paper in made:
        assert paper.pages == PAGES[paper.doc], paper.name
        words = text_of(desk, paper)
        assert paper.number in words
        assert "测试" in words or "高平市样例器械" in words


@pytest.mark.parametrize("name", RARE_NAMES)
def test_that_a_rare_name_is_printed_as_itself_or_refused_by_name(desk: Desk, name: str) -> None:
    form = form_for(desk, "附件/46", agent=None)
    form = replace(form, applicant=replace(form.applicant, name=name))
    result = printed_or_refused(desk, form)
    if isinstance(result, Refusal):  # this machine has no font with it
        assert (result.code, cases.page(desk)[1]) == ("no_glyph", 0)
        assert name[-1] in result.happened
    else:
        assert name in text_of(desk, result)


def test_that_a_character_in_no_font_is_named_with_its_field(desk: Desk) -> None:
    form = form_for(desk, "附件/46", agent=None)
    with pytest.raises(Refusal, match="U\\+E123") as told:
        accept(desk, replace(form, applicant=replace(form.applicant, name="测试\ue123")))
    assert "同音字" in told.value.todo
    assert cases.page(desk)[1] == 0
