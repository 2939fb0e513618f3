"""断电备用单: the card is one page, every sheet two copies with a code that reads, room for a pen everywhere."""

from __future__ import annotations

from functools import cache

import pytest

from models.papers import Rendered
from models.papers_rolls import SpareKitPaper
from printing import samples_spare
from printing.make import lay_out, make
from tests.printing.reading import codes, pages_text, picture, squeezed

PAPERS = {name: paper for name, paper in samples_spare.variants() if isinstance(paper, SpareKitPaper)}
CARD = """停电时怎么办 不关门 两联 年月日时分 收件次日起数五个工作日 不是受理决定 作废 真实收件时间 补录 台账—断电备用单
    印出数＝已用＋作废＋剩余 值班主任电话 供电报修电话 0356-5550103 本页随单存放"""
SHEET = """收件凭证 断电备用 手写填用 本凭证不是受理决定 申请人 证件号码 联系电话 代理人 申请事项 业务办理项 收件窗口
    收件时间 以此时间起算，不得空 材料名称 □原件□复印 □齐□缺 一次告知截止 即为受理 第三十二条第一款第（四）项
    收件人（签名） 交件人（签名） 收件章位 核验码 补录后凭编号或二维码查询 第1页共1页"""


@cache
def rendered(name: str) -> Rendered:
    """Each sample is made once."""
    return make(PAPERS[name])


@pytest.mark.parametrize("name", PAPERS)
def test_that_a_kit_is_one_card_and_two_copies_of_every_sheet(name: str) -> None:
    paper, made = PAPERS[name], rendered(name)
    assert made.pages == 1 + 2 * len(paper.sheets)
    assert lay_out(paper).overflow == []
    assert made.missing == ()
    assert made.pdf == make(paper).pdf


@pytest.mark.parametrize("name", PAPERS)
def test_that_card_and_sheets_say_what_they_must(name: str) -> None:
    card, *sheets = pages_text(rendered(name).pdf)
    assert [said for said in map(squeezed, CARD.split()) if said not in card] == []
    for at, sheet in enumerate(sheets):
        assert [said for said in map(squeezed, SHEET.split()) if said not in sheet] == []
        assert squeezed(PAPERS[name].sheets[at // 2].head.case_no) in sheet


def test_that_every_sheet_bears_its_own_code_on_both_copies() -> None:
    paper, made = PAPERS["01k-spare"], rendered("01k-spare")
    for page in range(1, made.pages):
        found = [told for _, told in codes(picture(made.pdf, page, 150))]
        assert found == [paper.sheets[(page - 1) // 2].head.qr]
