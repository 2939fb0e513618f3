"""One case of each of the seven flows: acts, papers, whose name, and where it stands afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from models.desk import cases
from models.desk.accept import accept
from models.desk.assess import assess
from models.desk.context import Desk
from models.desk.receive import receive_for_city
from models.errors import Refusal
from models.papers import AcceptPaper, ForwardPaper, ReceiptPaper
from models.rules.catalogue import Fact
from models.rules.terms import Act, CaseState, Doc, Mode
from models.views import ActDone, IntakeForm, Window
from tests.helpers.factory import GAOPING, PaperStub, form_for, hall

STAYS = {"cross_county": False}


def window(code: str, name: str) -> Window:
    return Window(code, 3, name, f"{name}为民服务中心", "0537-555 0103")


@dataclass(frozen=True)
class Way:
    """One flow at one window, and what it must leave."""

    mode: Mode
    city: str
    at: Window
    item: str
    acts: tuple[Act, ...]
    docs: tuple[Doc, ...]
    state: CaseState
    accept_organ: str
    decide_organ: str
    handling: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    press: Callable[[Desk, IntakeForm], ActDone] = accept

    def __str__(self) -> str:
        return self.mode.value


REVIEW = (Act.RECEIVE, Act.ACCEPT, Act.BEGIN_REVIEW)
GP, QUFU = "高平市行政审批服务管理局", window("370881", "曲阜市")
WAYS = [
    Way(Mode.DIRECT, "jincheng", GAOPING, "附件/2", REVIEW, (Doc.RECEIPT, Doc.ACCEPT), CaseState.UNDER_REVIEW, GP, GP),
    Way(
        Mode.ENTRUST, "jincheng", GAOPING, "附件/54", REVIEW, (Doc.RECEIPT, Doc.ACCEPT), CaseState.UNDER_REVIEW,
        "晋城市交通运输局", "晋城市交通运输局", handling="换证",
    ),
    Way(
        Mode.SUBSTANTIVE_CITY_STAMP, "jincheng", GAOPING, "附件/50", REVIEW, (Doc.RECEIPT, Doc.ACCEPT),
        CaseState.UNDER_REVIEW, GP, "晋城市", handling="设立", facts={"printing_kind": "包装装潢印刷品"},
    ),
    Way(
        Mode.SUBSTANTIVE_SEAL2, "jining", QUFU, "附件1/47", REVIEW, (Doc.RECEIPT, Doc.ACCEPT), CaseState.UNDER_REVIEW,
        "曲阜市", "济宁市", facts=STAYS,
    ),
    Way(
        Mode.WINDOW_FORWARD_COUNTY, "jincheng", GAOPING, "附件/71", (Act.RECEIVE, Act.ACCEPT, Act.FORWARD),
        (Doc.RECEIPT, Doc.ACCEPT, Doc.FORWARD), CaseState.QUEUED, GP, "晋城市市场监督管理局",
    ),
    Way(
        Mode.WINDOW_FORWARD_CITY_STAFF, "jining", window("370811", "任城区"), "附件1/20", (Act.RECEIVE, Act.ACCEPT),
        (Doc.RECEIPT,), CaseState.ACCEPTED, "济宁市", "济宁市", facts=STAYS,
    ),
    Way(
        Mode.RECEIVE_ONLY, "jining", window("370871", "济宁高新区"), "附件1/19", (Act.RECEIVE, Act.FORWARD),
        (Doc.RECEIPT, Doc.FORWARD), CaseState.QUEUED, "济宁市", "济宁市", facts=STAYS, press=receive_for_city,
    ),
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_that_each_flow_leaves_its_acts_papers_and_state(way: Way, tmp_path: Path) -> None:
    papers = PaperStub()
    with hall(tmp_path, city=way.city, window=way.at, make_paper=papers) as desk:
        form = form_for(desk, way.item, way.handling, facts=way.facts)
        verdict = assess(desk, form)
        assert verdict.mode is way.mode
        assert verdict.keys[verdict.primary] == ""
        done = way.press(desk, form)
        seen = cases.case(desk, done.case_id)
    assert tuple(row.act for row in seen.timeline) == way.acts
    assert tuple(paper.doc for paper in done.documents) == way.docs
    assert [name for name, _ in verdict.papers] == [paper.name for paper in done.documents]
    assert done.state is seen.row.state is way.state
    receipt = next(paper for paper in papers.made if isinstance(paper, ReceiptPaper))
    assert receipt.accept_organ.startswith(way.accept_organ)
    assert receipt.decide_organ.startswith(way.decide_organ)
    assert seen.chain_ok


def test_that_entrusted_receiving_gives_no_acceptance_and_no_acceptance_date(tmp_path: Path) -> None:
    papers = PaperStub()
    with hall(tmp_path, city="jining", window=window("370871", "济宁高新区"), make_paper=papers) as desk:
        form = form_for(desk, "附件1/19", facts=STAYS)
        with pytest.raises(Refusal, match="委托收件由市级受理"):
            accept(desk, form)
        done = receive_for_city(desk, form)
        assert not any(isinstance(paper, AcceptPaper) for paper in papers.made)
        letter = papers.made[-1]
        assert isinstance(letter, ForwardPaper)
        assert letter.accepted_on is None
        assert letter.accept_number == ""
        assert letter.head.organ.startswith("济宁高新区")
        decision = [clock for clock in assess(desk, form).deadlines if clock.name.startswith("办结")]
        assert decision[0].due is None
        assert "市级受理之日起算" in decision[0].short
        assert cases.case(desk, done.case_id).row.due is not None  # the letter's own clock runs


def test_that_city_staff_at_the_county_desk_sign_in_the_citys_name(tmp_path: Path) -> None:
    papers = PaperStub()
    with hall(tmp_path, city="jining", window=window("370811", "任城区"), make_paper=papers) as desk:
        done = accept(desk, form_for(desk, "附件1/20", facts=STAYS))
    assert papers.made[0].head.organ.startswith("济宁市")
    assert Doc.FORWARD not in {paper.doc for paper in done.documents}


def test_that_an_entrusted_case_is_accepted_in_the_entrusting_organs_name_and_says_what_is_open(
    desk: Desk, papers: PaperStub
) -> None:
    """许可法第二十四条第三款: 以委托机关的名义."""
    accept(desk, form_for(desk, "附件/54", "换证"))
    notice = next(paper for paper in papers.made if isinstance(paper, AcceptPaper))
    assert notice.head.organ == "晋城市交通运输局"
    assert any("委托实施" in mark for mark in notice.head.to_confirm)


def test_that_one_item_takes_two_flows_by_its_handling_item(desk: Desk) -> None:
    """晋城 54: 新办 is moved to the window, everything else is entrusted."""
    assert assess(desk, form_for(desk, "附件/54", "新办")).mode is Mode.WINDOW_FORWARD_COUNTY
    assert assess(desk, form_for(desk, "附件/54", "补证")).mode is Mode.ENTRUST


def test_that_a_filing_gets_a_receipt_without_a_five_day_box_and_no_acceptance_notice(
    desk: Desk, papers: PaperStub
) -> None:
    done = accept(desk, form_for(desk, "附件/51"))
    assert [paper.doc for paper in done.documents] == [Doc.RECEIPT]
    receipt = papers.made[0]
    assert isinstance(receipt, ReceiptPaper)
    assert receipt.filing
    assert receipt.notice_due is None
