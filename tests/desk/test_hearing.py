"""听证: five papers, four deadlines, and a decision that rests on the record (许可法第三十六条、第四十六至四十八条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from models.desk import decide, hearing, review
from models.desk.context import SHANGHAI, Desk
from models.desk.hearing import Apply
from models.desk.inputs import Answer, Decision
from models.desk.sheets_hearing import Announced, Called, Held
from models.errors import Refusal
from models.papers_more import HearingPaper
from models.papers_rolls import HearingRecordPaper
from models.rules.terms import Act, CaseState, Outcome
from tests.desk.branches import accepted, boss, judge, kinds
from tests.helpers.factory import HandClock, PaperStub

SAID = Announced("拟准予公共场所卫生许可", "涉及相邻住户的重大利益", ("测试甲", "测试乙"))
ROOM = Called(datetime(2026, 9, 15, 9, 0, tzinfo=SHANGHAI), "样例听证室", "样例主持人", "样例记录人", "样例审核员")
WORDS = (("测试甲", "油烟扰民"), ("申请人", "已加装净化设备"))
HELD = Held(
    datetime(2026, 9, 15, 9, 0, tzinfo=SHANGHAI), datetime(2026, 9, 15, 10, 30, tzinfo=SHANGHAI), "样例听证室",
    (("主持人", "样例主持人", ""), ("记录人", "样例记录人", "")), WORDS, signed=True,
)  # fmt: skip


@pytest.fixture
def clock() -> HandClock:
    """Tuesday 1 September 2026."""
    return HandClock(datetime(2026, 9, 1, 9, 0, tzinfo=SHANGHAI))


def told(desk: Desk) -> str:
    case_id = accepted(desk)
    hearing.tell(judge(desk), case_id, SAID)
    return case_id


def called(desk: Desk) -> str:
    case_id = told(desk)
    hearing.ask(judge(desk), case_id, Apply("测试甲"))
    hearing.call(judge(desk), case_id, ROOM)
    return case_id


def test_xkf_art47_those_touched_are_told_of_their_right_before_the_decision(desk: Desk, papers: PaperStub) -> None:
    case_id = accepted(desk)
    done = hearing.tell(judge(desk), case_id, replace(SAID, public=True))
    assert [paper.name for paper in done.documents] == ["听证告知书", "利害关系人告知书", "听证公告"]
    assert done.state is CaseState.UNDER_REVIEW
    sheets = [paper for paper in papers.made if isinstance(paper, HearingPaper)]
    assert {sheet.apply_until for sheet in sheets} == {date(2026, 9, 8)}
    assert sheets[1].to == ("测试甲", "测试乙")
    assert "第四十六条" in sheets[2].basis


def test_that_a_hearing_is_told_of_once_and_with_its_reason(desk: Desk) -> None:
    case_id = told(desk)
    with pytest.raises(Refusal) as refused:
        hearing.tell(judge(desk), case_id, SAID)
    assert refused.value.code == "hearing_order"
    with pytest.raises(Refusal, match="理由"):
        hearing.tell(judge(desk), accepted(desk), replace(SAID, reason=" "))


def test_xkf_art47_five_days_to_ask(desk: Desk, clock: HandClock) -> None:
    case_id = told(desk)
    clock.move(days=8)  # 9 September, the day after the last
    with pytest.raises(Refusal) as refused:
        hearing.ask(judge(desk), case_id, Apply("测试甲"))
    assert refused.value.code == "hearing_late"
    hearing.ask(judge(desk), case_id, Apply("测试甲", date(2026, 9, 8)))  # the letter came in time


@pytest.mark.parametrize("on", [date(2026, 8, 31), date(2026, 9, 2)])
def test_that_nobody_asks_before_being_told_or_after_today(on: date, desk: Desk) -> None:
    case_id = told(desk)
    with pytest.raises(Refusal) as refused:
        hearing.ask(judge(desk), case_id, Apply("测试甲", on))
    assert refused.value.code == "hearing_date"


def test_xkf_art47_nobody_asked_counts_only_once_the_five_days_have_passed(desk: Desk, clock: HandClock) -> None:
    case_id = told(desk)
    with pytest.raises(Refusal) as refused:
        hearing.waive(judge(desk), case_id)
    assert refused.value.code == "hearing_open"
    clock.move(days=8)
    hearing.waive(judge(desk), case_id)
    assert kinds(desk, case_id)[-1] is Act.HEARING_WAIVE


def test_that_the_right_may_be_given_up_in_writing_at_once(desk: Desk) -> None:
    case_id = told(desk)
    hearing.waive(judge(desk), case_id, "申请人和利害关系人书面放弃听证")
    with pytest.raises(Refusal) as refused:
        hearing.ask(judge(desk), case_id, Apply("测试甲"))
    assert refused.value.code == "hearing_order"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"at": datetime(2026, 9, 9, 9, 0, tzinfo=SHANGHAI)}, "hearing_notice"),
        ({"host": "样例审核员"}, "hearing_host"),
        ({"place": ""}, "key_not_ready"),
    ],
)
def test_xkf_art48_called_seven_days_before_by_one_who_did_not_review(
    change: dict[str, object], code: str, desk: Desk
) -> None:
    case_id = told(desk)
    hearing.ask(judge(desk), case_id, Apply("测试甲"))
    with pytest.raises(Refusal) as refused:
        hearing.call(judge(desk), case_id, replace(ROOM, **change))  # type: ignore[arg-type]
    assert refused.value.code == code
    assert Act.HEARING_CALL not in kinds(desk, case_id)


def test_xkf_art47_later_than_twenty_days_is_marked(desk: Desk) -> None:
    case_id = told(desk)
    hearing.ask(judge(desk), case_id, Apply("测试甲"))
    hearing.call(judge(desk), case_id, replace(ROOM, at=datetime(2026, 10, 20, 9, 0, tzinfo=SHANGHAI)))
    from tests.desk.branches import entry

    assert "超过二十日" in entry(desk, case_id, Act.HEARING_CALL).entry.payload["text"]


def test_that_nothing_is_called_that_nobody_asked_for(desk: Desk) -> None:
    case_id = told(desk)
    with pytest.raises(Refusal) as refused:
        hearing.call(judge(desk), case_id, ROOM)
    assert refused.value.code == "hearing_order"


def test_xkf_art48_2_the_decision_rests_on_the_record(desk: Desk, clock: HandClock, papers: PaperStub) -> None:
    case_id = called(desk)
    clock.at = datetime(2026, 9, 15, 11, 0, tzinfo=SHANGHAI)
    done = hearing.hold(judge(desk), case_id, HELD)
    (record,) = done.documents
    sheet = papers.made[-1]
    assert isinstance(sheet, HearingRecordPaper)
    assert sheet.said == WORDS
    points = review.rest_meets(review.points(judge(desk), case_id))
    review.review(judge(desk), case_id, points, Answer(Outcome.APPROVE, "样例"))
    paper = Decision(Outcome.APPROVE, "样例结论", record=record.number)
    assert decide.decide(boss(desk), case_id, paper).state is CaseState.DECIDED_APPROVE


def test_xkf_art48_no_decision_while_a_hearing_is_open(desk: Desk) -> None:
    case_id = called(desk)
    points = review.rest_meets(review.points(judge(desk), case_id))
    review.review(judge(desk), case_id, points, Answer(Outcome.APPROVE, "样例"))
    with pytest.raises(Refusal) as refused:
        decide.decide(boss(desk), case_id, Decision(Outcome.APPROVE, "样例结论"))
    assert refused.value.code == "hearing_open"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"begins": datetime(2026, 9, 14, 9, 0, tzinfo=SHANGHAI)}, "hearing_date"),
        ({"ends": datetime(2026, 9, 15, 12, 0, tzinfo=SHANGHAI)}, "hearing_date"),
        ({"said": ()}, "key_not_ready"),
        ({"signed": False}, "hearing_unsigned"),
    ],
)
def test_xkf_art48_a_record_is_whole_and_signed(
    change: dict[str, object], code: str, desk: Desk, clock: HandClock
) -> None:
    case_id = called(desk)
    clock.at = datetime(2026, 9, 15, 11, 0, tzinfo=SHANGHAI)
    with pytest.raises(Refusal) as refused:
        hearing.hold(judge(desk), case_id, replace(HELD, **change))  # type: ignore[arg-type]
    assert refused.value.code == code
    assert Act.HEARING not in kinds(desk, case_id)
