"""The other forms of 办件's sheet, each done as told: 见章盖章 to the queue, side branches and back, 容缺补齐."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from models.desk import cases as desk_cases
from models.desk import seals_register
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.registering import SealRow
from models.desk.tolerate import Undertaking, tolerate
from models.errors import Refusal
from models.rules.terms import Act, CaseState, Doc, SealKind
from tests.desk.branches import DEVICES, HYGIENE, PRINTING, with_guide
from tests.helpers.factory import SUPERVISOR, HandClock, form_for, hall, mark
from ui.pages.acts.asks import Kind, PointTold
from ui.pages.acts.charging import fen
from ui.pages.acts.deed import deed
from ui.pages.acts.reading import read

SEAL = SealRow("", SealKind.COUNTY, "审批公章", "1", "样例局", "测试戊", "综合科", date(2026, 1, 1), None, "")


@pytest.fixture
def clock() -> HandClock:
    """Friday 2026-11-20, 10:48."""
    return HandClock()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    """The supervisor's desk; papers are only noted."""
    with hall(tmp_path / "hall", clock=clock, staff=SUPERVISOR) as made:
        yield made


def do(desk: Desk, case_id: str, act: Act, told: Mapping[str, object] | None = None) -> CaseState:
    """Do an act with its form's own first values and what is told; the state after it."""
    one = deed(act)
    form = one.form(desk, case_id)
    values: dict[str, object] = {}
    for ask in form.asks:
        if ask.kind in (Kind.TEXT, Kind.LONG, Kind.CHOICE):
            values[ask.name] = ask.start
        elif ask.kind is Kind.POINTS:
            values[ask.name] = tuple(PointTold(point.seq, ask.choices[0][0]) for point in ask.points)
        elif ask.kind is Kind.MANY:
            values[ask.name] = tuple(key for key, _ in ask.choices)
    return one.do(desk, case_id, {**values, **(told or {})}, uuid4().hex).state


def test_that_an_opinion_is_signed_sealed_and_goes_to_the_city(desk: Desk) -> None:
    seals_register.enter(desk, SEAL)
    case_id = accept(desk, form_for(desk, PRINTING, "设立", facts={"printing_kind": "包装装潢印刷品"})).case_id
    assert do(desk, case_id, Act.REVIEW, {"outcome": "approve"}) is CaseState.AWAIT_OPINION
    assert do(desk, case_id, Act.OPINION) is CaseState.TO_SEAL
    assert do(desk, case_id, Act.STAMP, {"approver": "测试丁"}) is CaseState.OPINION_READY
    offer = read(desk, case_id).next
    assert offer is not None
    assert offer.act is Act.FORWARD
    assert do(desk, case_id, Act.FORWARD) is CaseState.QUEUED


def test_that_a_hearing_goes_from_telling_to_its_record_and_the_decision_rests_on_it(
    desk: Desk, clock: HandClock
) -> None:
    case_id = accept(desk, form_for(desk, HYGIENE)).case_id
    do(desk, case_id, Act.REVIEW, {"outcome": "approve"})
    do(desk, case_id, Act.HEARING_TELL, {"about": "拟准予", "reason": "涉及邻居的重大利益", "others": "测试甲、测试乙"})
    do(desk, case_id, Act.HEARING_ASK, {"on": desk.today})
    at = desk.clock.now() + timedelta(days=14)
    do(desk, case_id, Act.HEARING_CALL, {"at": at, "host": "测试庚", "recorder": "测试辛"})
    clock.at = at + timedelta(hours=3)
    ends = at + timedelta(hours=2)
    held = {"begins": at, "ends": ends, "said": "申请人：同意", "signed": "yes"}
    do(desk, case_id, Act.HEARING, held)
    form = deed(Act.DECIDE).form(desk, case_id)
    record = next(ask for ask in form.asks if ask.name == "record")
    assert record.start
    assert do(desk, case_id, Act.DECIDE, {"outcome": "approve"}) is CaseState.DECIDED_APPROVE


def test_that_a_hearing_nobody_asks_for_is_let_pass_only_in_time_or_in_writing(desk: Desk) -> None:
    case_id = accept(desk, form_for(desk, HYGIENE)).case_id
    do(desk, case_id, Act.REVIEW, {"outcome": "approve"})
    do(desk, case_id, Act.HEARING_TELL, {"about": "拟准予", "reason": "涉及公共利益", "public": "yes"})
    with pytest.raises(Refusal) as refused:
        do(desk, case_id, Act.HEARING_WAIVE)
    assert refused.value.code in {
        code for ask in deed(Act.HEARING_WAIVE).form(desk, case_id).asks for code in ask.refusals
    }
    assert do(desk, case_id, Act.HEARING_WAIVE, {"why": "各方书面放弃"}) is CaseState.AWAIT_DECISION


def test_that_a_visit_an_extension_and_a_step_back_leave_their_papers(desk: Desk, clock: HandClock) -> None:
    case_id = accept(desk, form_for(desk, HYGIENE)).case_id
    clock.move(hours=3)
    now = desk.clock.now()
    visit = {
        "begins": now - timedelta(hours=2),
        "ends": now - timedelta(hours=1),
        "first_card": "140581001",
        "second": "测试壬",
        "second_card": "140581002",
        "visited_role": "负责人",
        "seen": "场所与申请一致\n通风符合要求",
        "conclusion": "符合要求",
    }
    assert do(desk, case_id, Act.INSPECT, visit) is CaseState.UNDER_REVIEW
    with pytest.raises(Refusal) as refused:
        do(desk, case_id, Act.INSPECT, {**visit, "second": ""})
    assert refused.value.code == "two_inspectors"
    do(desk, case_id, Act.REVIEW, {"outcome": "approve"})
    assert do(desk, case_id, Act.BEGIN_REVIEW, {"reason": "漏看一条"}) is CaseState.UNDER_REVIEW
    names = [paper.name for paper in desk_cases.case(desk, case_id).documents]
    assert "现场核查笔录" in names


def test_that_the_tolerated_material_is_taken_in_and_the_case_goes_on(desk: Desk, tmp_path: Path) -> None:
    told = ("tolerate_missing: to_confirm", "tolerate_missing: allowed")
    gentle = with_guide(desk, tmp_path / "pack", "public_place_hygiene_licence", *told)
    done = tolerate(gentle, mark(form_for(gentle, HYGIENE), 4, "tolerated"), Undertaking(signed=True))
    form = deed(Act.MATERIAL_IN).form(gentle, done.case_id)
    assert form.asks[0].choices[0][0] == "4"
    do(gentle, done.case_id, Act.MATERIAL_IN)
    (line,) = [one for one, _ in desk_cases.case(gentle, done.case_id).materials if one.seq == 4]
    assert line.state == "received"


def test_that_what_was_handed_in_goes_back_with_a_list_after_a_withdrawal(desk: Desk) -> None:
    case_id = accept(desk, form_for(desk, HYGIENE)).case_id
    assert do(desk, case_id, Act.WITHDRAW, {"signed": "yes"}) is CaseState.WITHDRAWN
    do(desk, case_id, Act.RETURN_MATERIALS, {"reason": "已撤回"})
    papers = [paper.doc for paper in desk_cases.case(desk, case_id).documents]
    assert Doc.RETURN in papers
    assert deed(Act.RETURN_MATERIALS).form(desk, case_id).warning
    assert do(desk, case_id, Act.ARCHIVE) is CaseState.ARCHIVED


def test_that_where_the_city_publishes_no_charge_none_is_offered(desk: Desk) -> None:
    case_id = accept(desk, form_for(desk, DEVICES)).case_id
    found = read(desk, case_id).of(Act.FEE_NOTICE)
    assert found is not None
    assert found.reason
    assert "不能收费" in deed(Act.FEE_NOTICE).form(desk, case_id).warning


@pytest.mark.parametrize(("text", "amount"), [("120.50", 12050), ("0.5", 50), ("1,200", 120000), ("7", 700)])
def test_that_an_amount_is_read_in_fen(text: str, amount: int) -> None:
    assert fen(text) == amount


@pytest.mark.parametrize("text", ["", "12.345", "一百", "-3"])
def test_that_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        fen(text)
