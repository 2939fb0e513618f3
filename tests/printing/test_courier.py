"""原件交接单: what a courier signs for is all there, on as few sheets as it needs, and names no applicant."""

from __future__ import annotations

from functools import cache

import pytest

from models.papers import Rendered
from models.papers_rolls import CourierPaper
from models.rules.bundles import parse_bundle_code, spaced
from printing import samples_courier
from printing.make import lay_out, make
from tests.printing.reading import codes, pages_text, picture, squeezed, text

PAPERS = {name: paper for name, paper in samples_courier.variants() if isinstance(paper, CourierPaper)}
SHEETS = {"05d-courier": 1, "05e-courier-long": 3, "05f-courier-one": 1}
MUST = """原件交接单 交接单号 140581-03-20261120-J01 高平市行政审批服务管理局 移交窗口 2026年11月20日10时48分 承运方式
    承运人 合计 袋码 接收单位 交接签名 移交 承运 接收 姓名（签名） 月日时分 交接要求 逐袋扫码 缺页 仍用原袋码
    不得要求申请人重复提交（行政许可法第三十五条） 不符登记 交接双方签名 第一联窗口存 第二联承运人 第三联市级
    7K3M-9QWX"""


@cache
def rendered(name: str) -> Rendered:
    """Each sample is made once."""
    return make(PAPERS[name])


@pytest.mark.parametrize("name", PAPERS)
def test_that_a_courier_sheet_says_what_it_must_and_lists_every_bag(name: str) -> None:
    paper, said = PAPERS[name], text(rendered(name).pdf)
    assert [field for field in map(squeezed, MUST.split()) if field not in said] == []
    assert all(spaced(bag.code) in said and squeezed(bag.item) in said for bag in paper.bags)
    assert f"{len(paper.bags)}袋" in said


@pytest.mark.parametrize("name", PAPERS)
def test_that_a_courier_sheet_fits_and_is_numbered(name: str) -> None:
    paper, made = PAPERS[name], rendered(name)
    assert lay_out(paper).overflow == []
    assert made.missing == ()
    assert made.pages == SHEETS[name] * len(paper.head.copies)
    for at, said in enumerate(pages_text(made.pdf)):
        assert f"第{at % SHEETS[name] + 1}页共{SHEETS[name]}页" in said
    assert made.pdf == make(paper).pdf


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("dots", [150, 200])
def test_that_the_sheets_code_reads(name: str, dots: int) -> None:
    found = codes(picture(rendered(name).pdf, SHEETS[name] - 1, dots))
    assert PAPERS[name].head.qr in [told for _, told in found]


def test_that_what_stands_on_the_sheet_can_be_typed() -> None:
    for bag in PAPERS["05e-courier-long"].bags:
        assert parse_bundle_code(spaced(bag.code)).case_no == bag.case_no
