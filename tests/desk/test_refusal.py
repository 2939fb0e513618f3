"""Refusing in writing: which paper, where to go, how to object; and what may not be refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from models.desk import cases
from models.desk.assess import assess
from models.desk.context import Desk
from models.desk.refuse import refuse
from models.errors import Refusal
from models.papers import RefusePaper
from models.rules.catalogue import Fact
from models.rules.terms import Act, CaseState, Doc, Ruling
from tests.helpers.factory import PaperStub, form_for

TOO_MUCH: dict[str, Fact] = {
    "water_source": "延河泉域岩溶地下水",
    "water_use": "工业项目职工生活",
    "annual_volume": Decimal(62000),
}
LIGHT_TRUCK: dict[str, Fact] = {"truck_goods": "普通货运", "truck_mass": Decimal(4500)}


def test_xkf_art32_2_a_case_of_the_city_is_refused_with_where_to_go_and_both_remedies(
    desk: Desk, papers: PaperStub
) -> None:
    """许可法第三十二条第一款第二项; 行政复议法第二十条; 行政诉讼法第四十六条."""
    done = refuse(desk, form_for(desk, "附件/1", facts=TOO_MUCH))
    assert done.state is CaseState.REFUSED
    assert [(paper.doc, paper.name) for paper in done.documents] == [(Doc.REFUSE_ACCEPT, "不予受理决定书")]
    paper = papers.made[-1]
    assert isinstance(paper, RefusePaper)
    assert paper.clause.endswith("第三十二条第一款第（二）项")
    assert paper.where is not None
    assert paper.where.address
    assert "62000立方米/年" in paper.request
    assert "小于5万立方米" in paper.ground
    assert (paper.reconsideration_organ, paper.court) == ("高平市人民政府", "高平市人民法院")
    assert paper.bring.startswith("取水许可申请书")
    assert "退还" in paper.returned


def test_xkf_art32_1_what_needs_no_licence_gets_the_other_paper(desk: Desk, papers: PaperStub) -> None:
    """许可法第三十二条第一款第一项: 即时告知申请人不受理 (晋城26: 4500千克及以下普货)."""
    form = form_for(desk, "附件/26", facts=LIGHT_TRUCK)
    seen = assess(desk, form)
    assert (seen.kind, seen.ruling) == ("no_licence", Ruling.NO_LICENCE)
    assert seen.papers == (("不受理告知书", 2),)
    done = refuse(desk, form)
    paper = papers.made[-1]
    assert isinstance(paper, RefusePaper)
    assert paper.variant == done.documents[0].name == "不受理告知书"
    assert paper.clause.endswith("第（一）项")
    assert paper.where is None


def test_that_a_refused_case_keeps_no_materials_and_is_closed(desk: Desk) -> None:
    done = refuse(desk, form_for(desk, "附件/1", facts=TOO_MUCH))
    seen = cases.case(desk, done.case_id)
    assert [row.act for row in seen.timeline] == [Act.RECEIVE, Act.REFUSE]
    assert seen.materials == ()
    assert seen.row.due is None
    assert seen.can["take_supplement"]


def test_that_what_is_this_windows_own_cannot_be_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="属本窗口职权"):
        refuse(desk, form_for(desk, "附件/71"))


def test_that_a_refusal_needs_the_applicants_name_and_number_and_little_else(desk: Desk) -> None:
    form = form_for(desk, "附件/1", facts=TOO_MUCH, agent=None)
    brief = replace(form.applicant, legal_rep="", legal_rep_id="", phone="", address="")
    assert assess(desk, replace(form, applicant=brief)).keys["refuse"] == ""
    nameless = replace(form, applicant=replace(brief, name=""))
    with pytest.raises(Refusal, match="文书还差：名称"):
        refuse(desk, nameless)
