"""Later papers with far more to say than usual: pages are added, nothing is lost, nothing is drawn over the foot."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest

from models.papers_rolls import AnyPaper
from printing import samples_ends, samples_more, samples_rolls
from printing.make import lay_out, make
from printing.page import MM
from printing.samples import LONG, PARTY
from tests.printing.reading import squeezed, text

SENTENCE = "样例经营范围{}号包括体外诊断试剂、植入材料和人工器官、医用光学器具、仪器及内窥镜设备等品种；"
NUMBERS = range(9001, 9041)  # a number and its 号 never part, so each stands in one piece
MUCH = "".join(SENTENCE.format(at) for at in NUMBERS)  # about 1,800 characters
STRAINED: dict[str, AnyPaper] = {
    "tolerance": replace(samples_more.tolerance(), overdue=MUCH),
    "pledge": replace(samples_more.tolerance(), variant="容缺承诺书", overdue=MUCH),
    "commitment": replace(samples_more.commitment(), conditions=(MUCH, MUCH)),
    "fee": replace(samples_more.fee(), overdue=MUCH),
    "special": replace(samples_more.special(), reason=MUCH),
    "resumed": replace(samples_more.resumed(), basis=MUCH),
    "extend": replace(samples_more.extend(), reason=MUCH),
    "hearing": replace(samples_more.hearing(), about=MUCH),
    "public": replace(samples_more.public_hearing(), sign_up=MUCH),
    "approve": replace(samples_ends.approve(), grants=(("许可范围", MUCH),)),
    "cancel": replace(samples_ends.cancel(), grants=(("注销理由", MUCH),)),
    "reject": replace(samples_ends.reject(), facts=MUCH, reasons=MUCH),
    "ended": replace(samples_ends.ended(), reason=MUCH, materials=MUCH),
    "withdraw": replace(samples_ends.withdrawn(), reason=MUCH),
    "review": replace(samples_rolls.review(), opinion=MUCH, site_result=MUCH),
    "site": replace(samples_rolls.site_record(), statement=MUCH, evidence=MUCH),
    "record": replace(samples_rolls.hearing_record(), said=(("利害关系人", MUCH), ("申请人代理人", MUCH))),
}
LOWEST = 297.0 - 278.0  # mm from the lower edge to below the line of the foot


def heights(pdf: bytes) -> list[list[tuple[float, str]]]:
    """(mm from the lower edge, text) of every piece of text, page by page."""
    found: list[list[tuple[float, str]]] = []
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        pieces: list[tuple[float, str]] = []

        def note(piece: str, _: object, at: list[float], *__: object, into: list[tuple[float, str]] = pieces) -> None:
            if piece.strip():
                into.append((at[5] / MM, squeezed(piece)))

        page.extract_text(visitor_text=note)
        found.append(pieces)
    return found


@pytest.mark.parametrize("name", STRAINED)
def test_that_a_paper_with_much_to_say_goes_on_and_says_it_once(name: str) -> None:
    paper = STRAINED[name]
    made = make(paper)
    copies = max(1, len(paper.head.copies))
    said = text(made.pdf)
    assert made.pages > copies
    counts = {said.count(f"{at}号") for at in NUMBERS}
    assert len(counts) == 1
    assert min(counts) >= copies


@pytest.mark.parametrize("name", STRAINED)
def test_that_nothing_is_drawn_below_the_foot_or_off_the_page(name: str) -> None:
    assert lay_out(STRAINED[name]).overflow == []
    for page in heights(make(STRAINED[name]).pdf):
        assert min(height for height, _ in page) >= LOWEST
        assert max(height for height, _ in page) <= 297.0 - 13.0


@pytest.mark.parametrize("name", STRAINED)
def test_that_nothing_is_drawn_over_code_and_signature(name: str) -> None:
    """Beside the code of the last page stands what stands there on a short paper, and no word more."""
    zone = 297.0 - (230.5 if name in {"site", "record"} else 221.0 if name == "review" else 207.0)
    pdf = make(STRAINED[name]).pdf
    pages = heights(pdf)
    last = len(pages) // max(1, len(STRAINED[name].head.copies)) - 1
    below = "".join(piece for height, piece in pages[last] if height < zone)
    assert "样例经营范围" not in below
    assert "核验码" in below


@pytest.mark.parametrize("name", ["approve", "review", "site", "hearing"])
def test_that_a_very_long_row_goes_on_in_another(name: str) -> None:
    assert "（续）" in text(make(STRAINED[name]).pdf)


@pytest.mark.parametrize("name", STRAINED)
def test_that_a_long_name_is_printed_whole_on_a_later_paper(name: str) -> None:
    paper = replace(STRAINED[name], party=replace(PARTY, name=LONG))  # type: ignore[arg-type]
    assert LONG in text(make(paper).pdf)
