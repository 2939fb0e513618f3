"""What the city said, field by field; and the one notice that belongs to it, made once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from city.desk import Changed, Fault
from models.desk import cases, city_result, deliver, notices, returns, supplement
from models.errors import Refusal
from models.papers import RefusePaper, SupplementPaper
from models.rules.asking import Asked
from models.rules.casefacts import Ground
from models.rules.terms import Act, CaseState, Doc, Mode, Outcome
from models.store import queries, replay
from models.views import IntakeForm
from models.views_city import CityWord
from printing.make import make
from tests.desk.lives import BY_MODE, CITY_NO, CITY_YES, COUNTY_FORWARDS, LIVES, SELF, YES, refused, state
from tests.desk.test_whole_life import begun, live
from tests.helpers.cityroad import Road
from tests.helpers.factory import PaperStub

ENTRUSTED = BY_MODE[Mode.RECEIVE_ONLY]
ASKED = (
    Asked(1, "申请表", "不全", "第 2 页没有签字", "办事指南申请材料第1项", "申请人在第 2 页签字"),
    Asked(2, "身份证明", "未交", "没有提交", "办事指南申请材料第2项", "提交复印件一份"),
)
UNTIL = date(2026, 12, 4)


def told(way: Road, case_id: str) -> CityWord:
    """What the city said, which must be something."""
    found = returns.word(way.clerk, case_id)
    assert found is not None
    return found


def returned(way: Road, case_id: str, *faults: Fault) -> CityWord:
    """The city sends the case back; what the window then reads."""
    way.exchange()
    way.city.send_back(case_id, "材料有误", faults)
    way.pull()
    return told(way, case_id)


def brought(form: IntakeForm) -> IntakeForm:
    """The form with everything there."""
    marks = [replace(one, state="received", originals=1, copies=1, pages=2) for one in form.materials]
    return replace(form, materials=tuple(marks))


# ---- field by field


def test_that_a_return_shows_each_field_as_sent_beside_what_the_city_says(tmp_path: Path) -> None:
    with begun(COUNTY_FORWARDS, tmp_path) as (way, case_id):
        faults = (
            Fault("材料5", "第 3 页没有扫描"),
            Fault("申请人名称", "与执照不一致"),
            Fault("审查意见", "没有写范围"),
        )
        said = returned(way, case_id, *faults)
        seen = cases.case(way.clerk, case_id)
        mark, name = next(one for one in seen.materials if one[0].seq == 5)
        first, second, third = said.lines
        assert first.field == f"材料5 {name}"
        assert f"{mark.pages} 页" in first.ours
        assert first.theirs == "第 3 页没有扫描"
        assert second.ours == seen.row.applicant
        assert "形式审查通过" in third.ours
        assert [one.who for one in said.lines] == ["本窗口", "本窗口", "审核岗"]
        clock = next(one for one in seen.deadlines if one.name == "承诺办结")
        assert {one.until for one in said.lines} == {clock.due}
        assert said.reason == "材料有误"


def test_that_a_return_that_was_mended_is_shown_no_more(tmp_path: Path) -> None:
    with begun(COUNTY_FORWARDS, tmp_path) as (way, case_id):
        returned(way, case_id, Fault("材料5", "缺第 3 页"))
        assert [one.case_id for one in returns.waiting(way.clerk)] == [case_id]
        city_result.resubmit(way.clerk, case_id, "已补扫")
        assert returns.word(way.clerk, case_id) is None
        assert returns.waiting(way.clerk) == ()


def test_that_an_identity_number_is_never_shown_whole_beside_what_the_city_says_of_it(tmp_path: Path) -> None:
    with begun(COUNTY_FORWARDS, tmp_path) as (way, case_id):
        said = returned(way, case_id, Fault("统一社会信用代码", "查无此码"), Fault("联系电话", "空号"))
        whole = queries.timeline(way.clerk.store, case_id)[0].entry.payload["applicant"]
        assert "*" in said.lines[0].ours
        assert whole["id_number"] not in repr(said)
        assert whole["phone"] not in repr(said)


def test_that_a_field_nobody_sent_is_shown_without_a_guess(tmp_path: Path) -> None:
    with begun(COUNTY_FORWARDS, tmp_path) as (way, case_id):
        (line,) = returned(way, case_id, Fault("消防验收编号", "没有填")).lines
        assert (line.field, line.ours) == ("消防验收编号", "")


def test_that_what_the_city_corrected_itself_stands_side_by_side(tmp_path: Path) -> None:
    with begun(COUNTY_FORWARDS, tmp_path) as (way, case_id):
        way.exchange()
        way.city.review(case_id, changed=(Changed("办理项", "新办", "首次申请"),))
        way.pull()
        (line,) = told(way, case_id).changed
        assert (line.field, line.ours, line.theirs) == ("办理项", "新办", "首次申请")
        way.city.decide(case_id, YES, "符合条件")
        way.pull()
        assert told(way, case_id).changed == (line,)


def test_that_a_signature_shows_numbers_and_copies(tmp_path: Path) -> None:
    with begun(COUNTY_FORWARDS, tmp_path) as (way, case_id):
        live(COUNTY_FORWARDS, way, case_id, until="市级盖章")
        paper = next(one for one in told(way, case_id).lines if one.field == CITY_YES.name)
        assert paper.theirs == f"{CITY_YES.number} · 1 份"
        assert paper.who == "本窗口，核对实物"
        assert paper.until is not None
        city_result.result_in(way.clerk, case_id)
        deliver.pickup(way.clerk, case_id, SELF)
        assert returns.word(way.clerk, case_id) is None


def test_that_a_countys_own_denial_is_not_told_as_the_citys(tmp_path: Path) -> None:
    life = next(one for one in LIVES if one.mode is Mode.DIRECT and one.outcome is Outcome.DENY)
    with begun(life, tmp_path) as (way, case_id):
        live(life, way, case_id, until="决定")
        assert returns.word(way.clerk, case_id) is None
        assert returns.waiting(way.clerk) == ()


# ---- the notice


def test_that_the_citys_demand_is_passed_on_in_its_name_and_once(tmp_path: Path) -> None:
    made = PaperStub()
    with begun(ENTRUSTED, tmp_path, made) as (way, case_id):
        way.exchange()
        way.city.ask(case_id, ASKED, UNTIL, "市审补〔2026〕3号")
        way.pull()
        said = told(way, case_id)
        assert [(one.who, one.until) for one in said.lines] == [("申请人", UNTIL)] * 2
        first = notices.notice(way.clerk, case_id, said.entry_id, press_id="press-1")
        again = notices.notice(way.clerk, case_id, said.entry_id, press_id="press-1")
        assert again == first
        (paper,) = first.documents
        assert paper.doc is Doc.SUPPLEMENT
        sheet = made.made[-1]
        assert isinstance(sheet, SupplementPaper)
        assert [line.problem for line in sheet.lines] == [one.problem for one in ASKED]
        assert sheet.head.organ == queries.timeline(way.clerk.store, case_id)[0].entry.payload["city_organ"]
        assert "市审补〔2026〕3号" in sheet.head.relayed
        assert "转告" in sheet.head.relayed
        assert sheet.bring_until == UNTIL
        with pytest.raises(Refusal, match="已出过"):
            notices.notice(way.clerk, case_id, said.entry_id, press_id="press-2")
        assert cases.case(way.clerk, case_id).row.state is CaseState.SUPPLEMENTING


def test_that_what_the_city_asked_for_is_taken_and_passed_on_under_the_same_number(tmp_path: Path) -> None:
    with begun(ENTRUSTED, tmp_path) as (way, case_id):
        way.exchange()
        way.city.ask(case_id, ASKED)
        way.pull()
        form = supplement.resume_case(way.clerk, case_id)
        assert {one.seq for one in form.materials if not one.state} == {one.seq for one in ASKED}
        with refused("key_not_ready"):
            supplement.take(way.clerk, form)  # nobody has looked at what came
        done = supplement.take(way.clerk, brought(form))
        assert (done.case_id, done.state) == (case_id, CaseState.QUEUED)
        assert [paper.doc for paper in done.documents] == [Doc.FORWARD]
        way.exchange()
        way.city.accept(case_id)
        way.pull()
        assert state(way, case_id) is CaseState.CITY_ACCEPTED


def test_xkf_art32_1_4_the_city_asks_everything_once(tmp_path: Path) -> None:
    """许可法第三十二条第一款第四项: 一次告知."""
    with begun(ENTRUSTED, tmp_path) as (way, case_id):
        way.exchange()
        with refused("ask_nothing"):
            way.city.ask(case_id, ())
        way.city.ask(case_id, ASKED[:1])
        way.pull()
        supplement.take(way.clerk, brought(supplement.resume_case(way.clerk, case_id)))
        way.exchange()
        with refused("second_ask"):
            way.city.ask(case_id, ASKED)
        way.city.ask(case_id, ASKED, again="第一次没有提交到这一页，无法看出")
        assert way.city.file(case_id).state is CaseState.SUPPLEMENTING


def test_xkf_art32_1_1_the_citys_refusal_names_its_ground_and_both_remedies(tmp_path: Path) -> None:
    """许可法第三十二条第一款第一项; what both levels answer for is turned away by neither (晋城二(一))."""
    made = PaperStub()
    with begun(ENTRUSTED, tmp_path, made) as (way, case_id):
        way.exchange()
        with refused("no_reason"):
            way.city.refuse(case_id, Ground.NO_LICENCE, " ")
        with refused("ours_after_all"):
            way.city.refuse(case_id, Ground.NOT_OURS, "不归我局")
        way.city.refuse(case_id, Ground.NO_LICENCE, "所申请的活动已经取消许可", "市审不受〔2026〕2号")
        way.pull()
        said = told(way, case_id)
        assert "依法不需要取得行政许可" in said.lines[0].theirs
        notices.notice(way.clerk, case_id, said.entry_id)
        sheet = made.made[-1]
        assert isinstance(sheet, RefusePaper)
        assert sheet.variant == "不受理告知书"
        assert sheet.court
        assert sheet.reconsideration_organ
        assert sheet.ground == "所申请的活动已经取消许可"


def test_that_only_what_the_applicant_alone_can_mend_makes_a_notice(tmp_path: Path) -> None:
    made = PaperStub()
    with begun(COUNTY_FORWARDS, tmp_path, made) as (way, case_id):
        said = returned(way, case_id, Fault("材料5", "缺第 3 页"))
        assert said.notice is not None
        assert "许可法第三十五条" in said.notice.reason
        with refused("key_not_ready"):
            notices.notice(way.clerk, case_id, said.entry_id)
        city_result.resubmit(way.clerk, case_id, "已补扫")
        said = returned(way, case_id, Fault("材料5", "缺第 4 页"), Fault("材料2", "签字不是本人", "申请人"))
        notices.notice(way.clerk, case_id, said.entry_id)
        sheet = made.made[-1]
        assert isinstance(sheet, SupplementPaper)
        assert [line.problem for line in sheet.lines] == ["签字不是本人"]
        assert sheet.returned_by
        assert sheet.head.relayed == ""
        assert state(way, case_id) is CaseState.CITY_RETURNED


def test_that_a_word_of_the_citys_that_came_since_is_not_answered_unseen(tmp_path: Path) -> None:
    with begun(ENTRUSTED, tmp_path) as (way, case_id):
        way.exchange()
        way.city.ask(case_id, ASKED)
        way.pull()
        with refused("case_moved"):
            notices.notice(way.clerk, case_id, "another entry")
        assert cases.case(way.clerk, case_id).timeline[-1].act is Act.CITY_ASK


def test_that_a_denial_is_delivered_with_the_citys_own_paper_and_no_second_one(tmp_path: Path) -> None:
    life = next(one for one in LIVES if one.mode is Mode.SUBSTANTIVE_CITY_STAMP and one.outcome is Outcome.DENY)
    with begun(life, tmp_path) as (way, case_id):
        live(life, way, case_id, until="市级决定")
        said = told(way, case_id)
        assert said.notice is not None
        assert "盖章" in said.notice.reason
        way.city.stamp(case_id, (CITY_NO,))
        way.pull()
        said = told(way, case_id)
        assert [one.theirs for one in said.lines if one.field == CITY_NO.name] == [f"{CITY_NO.number} · 1 份"]
        city_result.result_in(way.clerk, case_id)
        said = told(way, case_id)
        assert said.notice is not None
        assert (said.notice.reason, said.notice.act) == ("", Act.PICKUP)
        with refused("key_not_ready"):
            notices.notice(way.clerk, case_id, said.entry_id)


def ask(way: Road, case_id: str) -> None:
    way.city.ask(case_id, ASKED, UNTIL, "市审补〔2026〕3号")


def refuse(way: Road, case_id: str) -> None:
    way.city.refuse(case_id, Ground.FALSE_PAPERS, "营业执照系伪造", "市审不受〔2026〕2号")


@pytest.mark.parametrize("act", [ask, refuse], ids=["补正", "不予受理"])
def test_that_the_papers_passed_on_are_really_made_and_a_rebuilt_store_says_the_same(
    act: Callable[[Road, str], None], tmp_path: Path
) -> None:
    with begun(ENTRUSTED, tmp_path, make) as (way, case_id):
        way.exchange()
        act(way, case_id)
        way.pull()
        done = notices.notice(way.clerk, case_id, told(way, case_id).entry_id)
        assert done.documents[0].pages == 2  # two copies of one page
        seen = cases.case(way.clerk, case_id), returns.word(way.clerk, case_id)
        replay.rebuild(way.clerk.store)
        assert (cases.case(way.clerk, case_id), returns.word(way.clerk, case_id)) == seen
        way.exchange()
