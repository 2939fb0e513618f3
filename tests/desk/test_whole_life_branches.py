"""The county's part off the straight road: wrong hands, wrong order, twice, late, the wrong seal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from models.desk import cases, decide, review, seal
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.inputs import FAILS, MEETS, Answer, Decision, Hands, Visit
from models.desk.seal import why_not
from models.desk.turn import in_hand
from models.papers_more import ApprovePaper, RejectPaper
from models.papers_rolls import SiteRecordPaper
from models.rules.terms import CaseState, Light, Mode, SealKind
from models.store import seals
from tests.desk.lives import (
    BY_MODE,
    COUNTY_FORWARDS,
    GRANT,
    NO,
    STAMP,
    YES,
    Life,
    refused,
    review_yes,
    seal_for,
    state,
)
from tests.desk.test_whole_life import begun, live
from tests.helpers.cityroad import Road, road
from tests.helpers.factory import HandClock, PaperStub, form_for

# ---- whose hands


def test_that_a_clerk_neither_reviews_nor_decides(direct: tuple[Road, str]) -> None:
    way, case_id = direct
    points = review.rest_meets(review.points(way.clerk, case_id))
    with refused("wrong_role"):
        review.review(way.clerk, case_id, points, Answer(YES, "符合"))
    review_yes(way, case_id)
    for desk in (way.clerk, way.reviewer):
        with refused("wrong_role"):
            decide.decide(desk, case_id, GRANT)
        assert cases.case(desk, case_id).can["decide"].endswith(("不由窗口人员办", "不由审核岗办"))
    assert cases.case(way.supervisor, case_id).can["decide"] == ""
    assert state(way, case_id) is CaseState.AWAIT_DECISION


def test_that_who_keeps_the_program_decides_nothing(reviewed: tuple[Road, str]) -> None:
    way, case_id = reviewed
    keeper = replace(way.clerk, staff=replace(way.clerk.staff, role="administrator"))
    with refused("wrong_role"):
        decide.decide(keeper, case_id, GRANT)


def test_that_only_a_supervisor_signs_the_countys_opinion(tmp_path: Path) -> None:
    with begun(STAMP, tmp_path) as (way, case_id):
        review_yes(way, case_id)
        with refused("wrong_role"):
            review.opinion(way.reviewer, case_id, Answer(YES, "同意"))


@pytest.mark.parametrize("life", [STAMP, COUNTY_FORWARDS, BY_MODE[Mode.RECEIVE_ONLY]], ids=str)
def test_xkf_art24_that_the_county_never_decides_what_is_the_citys(life: Life, tmp_path: Path) -> None:
    with begun(life, tmp_path) as (way, case_id):
        with refused("city_decides"):
            decide.decide(way.supervisor, case_id, GRANT)
        assert "decide" not in cases.case(way.supervisor, case_id).can


# ---- the review


def test_that_an_approval_with_a_point_unmet_is_no_review(direct: tuple[Road, str]) -> None:
    way, case_id = direct
    points = review.rest_meets(review.points(way.reviewer, case_id))
    bad = (replace(points[0], verdict=FAILS, note="注册资本 100 万元"), *points[1:])
    with refused("key_not_ready"):
        review.review(way.reviewer, case_id, bad, Answer(YES, "符合"))
    with refused("key_not_ready"):
        review.review(way.reviewer, case_id, (replace(bad[0], note=""), *points[1:]), Answer(NO, "不符合"))
    with refused("key_not_ready"):
        review.review(way.reviewer, case_id, (), Answer(YES, "符合"))
    with refused("key_not_ready"):
        review.review(way.reviewer, case_id, (replace(points[0], verdict=""),), Answer(YES, "符合"))
    review.review(way.reviewer, case_id, bad, Answer(NO, "注册资本不足"))
    assert state(way, case_id) is CaseState.AWAIT_DECISION


def test_that_no_point_is_met_before_the_reviewer_says_so(direct: tuple[Road, str]) -> None:
    way, case_id = direct
    asked = review.points(way.reviewer, case_id)
    assert {one.verdict for one in asked} == {""}
    with refused("key_not_ready"):
        review.review(way.reviewer, case_id, asked, Answer(YES, "符合"))
    first = replace(asked[0], verdict=MEETS)
    with refused("key_not_ready"):
        review.review(way.reviewer, case_id, (first,), Answer(YES, "符合"))  # the others were left out
    failed = replace(asked[-1], verdict=FAILS, note="场所不符")
    found = review.rest_meets((first, *asked[1:-1], failed))
    assert [one.verdict for one in found] == [MEETS] * (len(asked) - 1) + [FAILS]
    review.review(way.reviewer, case_id, found, Answer(NO, "场所不符"))
    assert state(way, case_id) is CaseState.AWAIT_DECISION


def test_that_a_review_can_be_sent_back_with_a_reason_only(reviewed: tuple[Road, str]) -> None:
    way, case_id = reviewed
    with refused("no_reason"):
        review.again(way.supervisor, case_id, "")
    review.again(way.supervisor, case_id, "第二条没有附照片")
    assert state(way, case_id) is CaseState.UNDER_REVIEW


def visit(desk: Desk, *names: str) -> Visit:
    now = desk.clock.now()
    people = tuple((name, f"SX-{n:04d}") for n, name in enumerate(names, 1))
    return Visit(
        now - timedelta(minutes=30), now, "高平市样例街118号", people, "测试甲", "法定代表人", (), "与申请材料一致"
    )


def test_xkf_art34_two_people_or_more_inspect(desk: Desk, clock: HandClock, papers: PaperStub, tmp_path: Path) -> None:
    """许可法第三十四条第三款."""
    case_id = accept(desk, form_for(desk, "附件/9")).case_id
    way = road(desk, tmp_path / "city")
    clock.move(hours=4)
    for names in ((), ("测试丁",), ("测试丁", "测试丁")):
        with refused("two_inspectors"):
            review.inspect(way.reviewer, case_id, visit(desk, *names))
    done = review.inspect(way.reviewer, case_id, visit(desk, "测试丁", "测试戊"))
    assert done.state is CaseState.UNDER_REVIEW
    record = papers.made[-1]
    assert isinstance(record, SiteRecordPaper)
    assert [name for name, _ in record.site.inspectors] == ["测试丁", "测试戊"]
    early = replace(visit(desk, "测试丁", "测试戊"), begins=clock.now() - timedelta(days=2))
    with refused("key_not_ready"):
        review.inspect(way.reviewer, case_id, early)


# ---- the decision


def test_that_a_decision_pressed_twice_is_made_once(reviewed: tuple[Road, str]) -> None:
    way, case_id = reviewed
    first = decide.decide(way.supervisor, case_id, GRANT, press_id="press-1")
    assert decide.decide(way.supervisor, case_id, GRANT, press_id="press-1") == first
    with refused("act_out_of_order"):
        decide.decide(way.supervisor, case_id, GRANT, press_id="press-2")


def test_xkf_art38_a_denial_says_why_and_names_both_remedies(reviewed: tuple[Road, str], papers: PaperStub) -> None:
    """许可法第三十八条第二款."""
    way, case_id = reviewed
    with refused("no_reason"):
        decide.decide(way.supervisor, case_id, Decision(NO, "经查，注册资本 100 万元"))
    decide.decide(way.supervisor, case_id, Decision(NO, "经查，注册资本 100 万元", reason="低于 200 万元"))
    paper = papers.made[-1]
    assert isinstance(paper, RejectPaper)
    assert paper.remedy.reconsideration_organ == "高平市人民政府"
    assert paper.remedy.court
    assert paper.head.organ == "高平市行政审批服务管理局"


def test_that_a_late_decision_is_allowed_marked_and_explained(reviewed: tuple[Road, str], clock: HandClock) -> None:
    way, case_id = reviewed
    clock.move(days=40)
    with refused("late_reason"):
        decide.decide(way.supervisor, case_id, GRANT)
    decide.decide(way.supervisor, case_id, replace(GRANT, late_reason="专家库无人可派"))
    seen = cases.case(way.clerk, case_id)
    assert seen.timeline[-1].text.endswith("（超期决定）")
    lights = {one.name: one.light for one in seen.deadlines}
    assert lights["法定办结"] is Light.LATE


def test_that_a_term_that_cannot_be_is_refused(reviewed: tuple[Road, str]) -> None:
    way, case_id = reviewed
    today = way.clerk.today
    for bad in (
        replace(GRANT, finding=" "),
        replace(GRANT, valid_until=today),
        replace(GRANT, valid_from=today - timedelta(days=3)),
    ):
        with refused("key_not_ready"):
            decide.decide(way.supervisor, case_id, bad)
    assert state(way, case_id) is CaseState.AWAIT_DECISION


@pytest.mark.parametrize(
    ("mode", "organ", "government", "mark"),
    [
        (Mode.DIRECT, "高平市行政审批服务管理局", "高平市人民政府", ""),
        (Mode.ENTRUST, "晋城市交通运输局", "晋城市人民政府", "委托实施的署名机关和用章"),
        (Mode.SUBSTANTIVE_SEAL2, "济宁市行政审批服务局", "济宁市人民政府", "2号章文书的署名机关"),
    ],
)
def test_xkf_art24_3_each_decision_bears_the_right_organs_name(
    mode: Mode, organ: str, government: str, mark: str, tmp_path: Path
) -> None:
    """许可法第二十四条第三款: an entrusted organ decides in the entrusting organ's name; what is open is marked."""
    made = PaperStub()
    with begun(BY_MODE[mode], tmp_path, made) as (way, case_id):
        live(BY_MODE[mode], way, case_id, until="决定")
        hand = in_hand(way.clerk, case_id)
        assert decide.bearing(hand).remedy.reconsideration_organ == government
    paper = made.made[-1]
    assert isinstance(paper, ApprovePaper)
    assert paper.head.organ == organ
    assert (mark in paper.head.to_confirm) is bool(mark)
    assert paper.remedy is None  # an approval without conditions burdens nobody


# ---- the seal


def test_jining_3_2_6_a_no2_seal_never_meets_a_county_matter(reviewed: tuple[Road, str]) -> None:
    """济宁三(二)6: strictly apart from the county's own powers."""
    way, case_id = reviewed
    decide.decide(way.supervisor, case_id, GRANT)
    wrong = seal_for(way.clerk, SealKind.NO2, "附件/9")
    with refused("seal_scope"):
        seal.stamp(way.clerk, case_id, "", wrong, Hands("样例主任", "样例用印员"))
    assert seals.uses(way.clerk.store, wrong, way.clerk.today, way.clerk.today) == ()
    assert state(way, case_id) is CaseState.DECIDED_APPROVE


def test_that_a_seal_is_put_to_the_decision_by_named_people_only(reviewed: tuple[Road, str]) -> None:
    way, case_id = reviewed
    decide.decide(way.supervisor, case_id, GRANT)
    right = seal_for(way.clerk, SealKind.COUNTY, "附件/9")
    receipt = cases.case(way.clerk, case_id).documents[0]
    for document_id, hands in (
        (receipt.id, Hands("主任", "用印员")),
        ("", Hands("", "用印员")),
        ("", Hands("主任", " ")),
    ):
        with refused("key_not_ready"):
            seal.stamp(way.clerk, case_id, document_id, right, hands)
    with refused("key_not_ready"):
        seal.stamp(way.clerk, case_id, "", "no-such-seal", Hands("主任", "用印员"))


def test_that_a_no2_seal_needs_an_agreement_that_names_item_and_user(tmp_path: Path) -> None:
    life = BY_MODE[Mode.SUBSTANTIVE_SEAL2]
    with begun(life, tmp_path) as (way, case_id):
        live(life, way, case_id, until="决定")
        other = seal_for(way.clerk, SealKind.NO2, "附件1/48")  # an agreement for another item
        row = seals.seal(way.clerk.store, other)
        assert row is not None
        assert "范围" in why_not(in_hand(way.clerk, case_id), row) or "属" in why_not(in_hand(way.clerk, case_id), row)
        with refused("seal_scope"):
            seal.stamp(way.clerk, case_id, "", other, Hands("样例主任", "样例用印员"))
