"""The city's part and the end of a case: returned, stamped on sight, mailed; handed over, filed, pushed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from city import officials
from city.desk import Fault
from models.desk import after, archive, cases, city_result, daybook, decide, deliver, forward, review, today
from models.desk.archive import Agreed
from models.desk.city_result import CityPaper
from models.desk.inputs import MAIL, Answer, Delivery
from models.desk.turn import in_hand
from models.errors import Refusal
from models.papers import ForwardPaper
from models.papers_rolls import DeliveryPaper, PickupPaper, ReviewPaper
from models.rules.archive import Keeper
from models.rules.terms import Act, CaseState, Doc, Light, Mode, SealKind
from models.store import queries
from tests.desk.lives import (
    CITY_YES,
    COUNTY_FORWARDS,
    GRANT,
    LIVES,
    NO,
    SELF,
    STAMP,
    YES,
    refused,
    review_yes,
    stamped,
    state,
)
from tests.desk.test_whole_life import begun, live
from tests.helpers.cityroad import Road
from tests.helpers.cityside import TOKEN, running_city
from tests.helpers.factory import HandClock, PaperStub, form_for

# ---- the city


def test_that_what_the_city_returns_names_fields_and_goes_back_mended(tmp_path: Path) -> None:
    made = PaperStub()
    with begun(COUNTY_FORWARDS, tmp_path, made) as (way, case_id):
        way.exchange()
        with pytest.raises(Refusal, match="逐项写明"):
            way.city.send_back(case_id, "材料有误", ())
        way.city.send_back(case_id, "租赁合同缺页", (Fault("材料5", "第 3 页没有扫描"),))
        way.pull()
        told = city_result.news(way.clerk, case_id)
        assert [(one.field, one.problem) for one in told.returned] == [("材料5", "第 3 页没有扫描")]
        assert cases.case(way.clerk, case_id).row.whose == "本窗口"
        with refused("key_not_ready"):
            city_result.resubmit(way.clerk, case_id, " ")
        done = city_result.resubmit(way.clerk, case_id, "已补扫第 3 页")
        assert [paper.doc for paper in done.documents] == [Doc.FORWARD]
        letter = made.made[-1]
        assert isinstance(letter, ForwardPaper)
        assert "已补扫第 3 页" in letter.opinion
        assert city_result.news(way.clerk, case_id).returned == ()
        way.exchange()
        assert state(way, case_id) is CaseState.CITY_RECEIVED


def test_that_a_returned_opinion_may_be_reviewed_again(tmp_path: Path) -> None:
    with begun(STAMP, tmp_path) as (way, case_id):
        live(STAMP, way, case_id, until="市级接收")
        way.city.send_back(case_id, "意见没有写明经营范围", (Fault("审查意见", "没有写明经营范围"),))
        way.pull()
        review.again(way.reviewer, case_id, "补写经营范围")
        review_yes(way, case_id)
        review.opinion(way.supervisor, case_id, Answer(YES, "准予，经营范围：包装装潢印刷品"))
        stamped(SealKind.COUNTY, "附件/50")(way, case_id)
        forward.forward(way.clerk, case_id)
        way.exchange()
        way.city.stamp(case_id, (CITY_YES,))
        way.pull()
        assert state(way, case_id) is CaseState.CITY_STAMPED


def test_jincheng_1_3_the_city_stamps_on_sight_and_does_not_review_again(tmp_path: Path) -> None:
    """晋城一(三): 当场盖章，不再审材料."""
    made = PaperStub()
    with begun(STAMP, tmp_path, made) as (way, case_id):
        live(STAMP, way, case_id, until="市级接收")
        for wrong in (way.city.review, lambda c: way.city.decide(c, YES, "再审")):
            with pytest.raises(Refusal):
                wrong(case_id)
        way.city.stamp(case_id, (CITY_YES,))
        way.pull()
        assert after.fields(in_hand(way.clerk, case_id))["paper"] == CITY_YES.number
    letter = next(paper for paper in made.made if isinstance(paper, ForwardPaper))
    opinion = next(paper for paper in made.made if isinstance(paper, ReviewPaper))
    assert opinion.head.number in letter.opinion
    assert opinion.agreed
    assert opinion.to_organ


def test_that_the_city_does_not_stamp_what_the_county_would_refuse(tmp_path: Path) -> None:
    life = next(one for one in LIVES if one.mode is Mode.SUBSTANTIVE_CITY_STAMP and one.outcome is NO)
    with begun(life, tmp_path) as (way, case_id):
        live(life, way, case_id, until="市级接收")
        with refused("opinion_denies"):
            way.city.stamp(case_id, (CITY_YES,))


def test_that_a_result_that_is_not_the_citys_paper_is_not_taken_in(tmp_path: Path) -> None:
    with begun(COUNTY_FORWARDS, tmp_path) as (way, case_id):
        live(COUNTY_FORWARDS, way, case_id, until="市级盖章")
        with refused("key_not_ready"):
            city_result.result_in(way.clerk, case_id, (CityPaper("准予决定书", "另一个文号"),))
        assert city_result.result_in(way.clerk, case_id).state is CaseState.TO_DELIVER


def test_jincheng_1_4_the_city_may_mail_the_result_itself(tmp_path: Path) -> None:
    """晋城一(四): 按申请人需求邮寄."""
    with begun(COUNTY_FORWARDS, tmp_path) as (way, case_id):
        live(COUNTY_FORWARDS, way, case_id, until="市级盖章")
        with refused("no_mail_number"):
            way.city.mail(case_id, "邮政速递", "")
        way.city.mail(case_id, "邮政速递", "1234567890123")
        way.pull()
        seen = cases.case(way.clerk, case_id)
        assert seen.row.state is CaseState.DELIVERED
        assert [row.city for row in seen.timeline][-2:] == [True, True]
        assert "1234567890123" in seen.timeline[-1].text
        archive.archive(way.clerk, case_id)


class Interrupted(HandClock):
    """A clock at whose first look something else happens."""

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self.then: list[Callable[[], None]] = [then]

    def now(self) -> datetime:
        """The time, after what happens meanwhile."""
        while self.then:
            self.then.pop()()
        return self.at


def test_that_an_act_of_the_city_between_reading_and_pressing_is_seen(tmp_path: Path) -> None:
    with begun(COUNTY_FORWARDS, tmp_path) as (way, case_id):
        live(COUNTY_FORWARDS, way, case_id, until="市级盖章")
        way.city.mail(case_id, "邮政速递", "1234567890123")
        desk = replace(way.clerk, clock=Interrupted(way.pull))
        with refused("case_moved"):
            city_result.result_in(desk, case_id)
        assert state(way, case_id) is CaseState.DELIVERED


# ---- the end


def test_that_a_result_is_handed_only_to_a_checked_hand(decided: tuple[Road, str], papers: PaperStub) -> None:
    way, case_id = decided
    with refused("not_identified"):
        deliver.pickup(way.clerk, case_id, replace(SELF, identity_checked=False))
    for bad in (
        replace(SELF, receiver=""), replace(SELF, checked_how=""), replace(SELF, signed=False),
        replace(SELF, proxy="测试丙"),
    ):  # fmt: skip
        with refused("key_not_ready"):
            deliver.pickup(way.clerk, case_id, bad)
    deliver.pickup(way.clerk, case_id, replace(SELF, proxy="测试丙", proxy_reason="授权委托书，2026-11-19"))
    slip, proof = papers.made[-2:]
    assert isinstance(slip, PickupPaper)
    assert isinstance(proof, DeliveryPaper)
    assert slip.taker == "测试丙"
    assert [paper.name for paper in proof.papers] == ["准予许可决定书"]


@pytest.mark.parametrize(
    "bad",
    [
        Delivery("快马", "测试甲"),
        Delivery(MAIL, "测试甲", carrier="邮政速递", address="样例街118号"),
        Delivery("电子", "测试甲"),
        Delivery("留置", "测试甲", witness="测试己", deliverers=("测试丁",)),
        Delivery("直接", " "),
    ],
    ids=lambda one: one.way,
)
def test_that_a_delivery_without_its_proof_is_none(decided: tuple[Road, str], bad: Delivery) -> None:
    way, case_id = decided
    with refused("key_not_ready"):
        deliver.deliver(way.clerk, case_id, bad)
    assert state(way, case_id) is CaseState.TO_DELIVER


def test_xkf_art44_mail_has_a_number_and_ten_days_run_from_the_decision(
    decided: tuple[Road, str], papers: PaperStub
) -> None:
    """许可法第四十四条; the guide's own five working days are shorter and hold."""
    way, case_id = decided
    clock = next(one for one in cases.case(way.clerk, case_id).deadlines if one.name == "送达证件")
    assert clock.due is not None
    assert clock.left == 5
    mail = Delivery(MAIL, "测试甲", carrier="邮政速递", mail_number="1234567890123", address="高平市样例街118号")
    deliver.deliver(way.clerk, case_id, mail)
    proof = papers.made[-1]
    assert isinstance(proof, DeliveryPaper)
    assert proof.mail == "邮政速递 1234567890123"
    clock = next(one for one in cases.case(way.clerk, case_id).deadlines if one.name == "送达证件")
    assert clock.light is Light.DONE


def test_that_a_case_is_filed_once_and_only_at_its_end(decided: tuple[Road, str]) -> None:
    way, case_id = decided
    with refused("act_out_of_order"):
        archive.archive(way.clerk, case_id)
    deliver.pickup(way.clerk, case_id, SELF)
    archive.archive(way.clerk, case_id)
    with refused("case_ended"):
        archive.archive(way.clerk, case_id)
    with refused("case_ended"):
        decide.decide(way.supervisor, case_id, GRANT)


def test_jincheng_2_5_an_agreement_may_name_another_keeper(decided: tuple[Road, str]) -> None:
    """晋城二(五): 承接协议或备忘录另有约定的从其约定."""
    way, case_id = decided
    with refused("archive_agreement"):
        archive.volume(way.clerk, case_id, Agreed(Keeper.CITY, " "))
    filed = archive.volume(way.clerk, case_id, Agreed(Keeper.CITY, "承接备忘录〔2026〕2号"))
    assert filed.keeper == "市"
    assert "承接备忘录" in filed.note


def test_that_a_duty_done_is_not_done_again_nor_one_that_is_not_owed(decided: tuple[Road, str]) -> None:
    way, case_id = decided
    after.push(way.clerk, case_id)
    with refused("done_before"):
        after.push(way.clerk, case_id)
    with refused("act_out_of_order"):
        after.post_file(way.clerk, case_id)  # only under a No.2 seal
    with pytest.raises(Refusal):
        after.file_monthly(way.clerk, case_id, "2026-11")  # 直接下放 files none (晋城二(五))


def test_that_a_push_names_no_identity_number(decided: tuple[Road, str]) -> None:
    way, case_id = decided
    after.push(way.clerk, case_id)
    entry = queries.timeline(way.clerk.store, case_id)[-1].entry
    assert entry.kind is Act.PUSH
    assert form_for(way.clerk, "附件/9").applicant.id_number not in repr(entry.payload)


def test_that_the_citys_staff_act_over_the_wire_with_a_token_of_their_own(tmp_path: Path) -> None:
    """POST /v1/desk/{case}/act: what the table allows, and a sentence for the rest."""
    with begun(COUNTY_FORWARDS, tmp_path) as (way, case_id), running_city(tmp_path / "city") as side:
        way.exchange()
        officials.enrol(way.engine, "样例市级经办", "city-token", "晋城市市场监督管理局")
        number = cases.case(way.clerk, case_id).row.case_no
        mine, window = {"Authorization": "Bearer city-token"}, {"Authorization": f"Bearer {TOKEN}"}
        with httpx.Client(base_url=side.url) as http:
            url = f"/v1/desk/{number}/act"
            assert http.post(url, json={"act": "review"}).status_code == 401
            assert http.post(url, json={"act": "review"}, headers=window).status_code == 401
            assert http.post("/v1/desk/nowhere/act", json={"act": "review"}, headers=mine).status_code == 404
            assert http.post(url, json={"act": "burn"}, headers=mine).status_code == 422
            early = http.post(url, json={"act": "stamp"}, headers=mine)
            assert (early.status_code, "市级盖章" in early.json()["sentence"]) == (409, True)
            assert http.post(url, json={"act": "review"}, headers=mine).json()["kind"] == "city_review"
            said = {"act": "decide", "outcome": "approve", "reason": "符合条件"}
            assert http.post(url, json=said, headers=mine).status_code == 200
        way.pull()
        assert state(way, case_id) is CaseState.DECIDED_APPROVE


def test_that_the_days_ledger_says_what_was_decided_handed_over_and_pushed(decided: tuple[Road, str]) -> None:
    way, case_id = decided
    deliver.pickup(way.clerk, case_id, SELF)
    after.push(way.clerk, case_id)
    seen = daybook.ledger(way.clerk, way.clerk.today)
    (row,) = seen.rows
    assert row.cells[14:19] == ("准予", "11-20", "窗口 11-20", "0", "11-20")
    assert seen.totals["办结"] == 1
    assert today.today(way.clerk).week[4] == ("周五", 1, 1)


def test_that_a_case_of_the_citys_is_done_the_day_its_result_is_in(tmp_path: Path) -> None:
    with begun(COUNTY_FORWARDS, tmp_path) as (way, case_id):
        live(COUNTY_FORWARDS, way, case_id, until="市级盖章")
        assert daybook.ledger(way.clerk, way.clerk.today).totals["办结"] == 0
        city_result.result_in(way.clerk, case_id)
        assert daybook.ledger(way.clerk, way.clerk.today).rows[0].cells[14] == "市级办结"
