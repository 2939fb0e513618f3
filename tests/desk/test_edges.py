"""The rarer turns: county's own powers, batches, promised limits, letters of the city, fields of every kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.desk import cases, daybook, sheets
from models.desk.accept import accept
from models.desk.assess import assess
from models.desk.context import Desk
from models.desk.receive import receive_for_city, take_in
from models.desk.refuse import refuse
from models.desk.supplement import ask, resume_case
from models.errors import Refusal
from models.papers import AcceptPaper, ReceiptPaper, RefusePaper
from models.rules import chain
from models.rules.catalogue import Fact
from models.rules.terms import Act, ApplicantKind, CaseState, Doc, IdKind, Light, Ruling
from models.store import foreign, outbox
from models.store.entries import Entry, digest_of, new_id
from models.views import ActDone, Party, Window
from tests.helpers.factory import AGENT, COMPANY, HandClock, PaperStub, form_for, hall, mark
from tests.helpers.people import hmt_residence, permanent_residence

DEVICES = "附件/71"
HIGH_ZONE = Window("370871", 3, "济宁高新区", "济宁高新区为民服务中心")
STAYS: dict[str, Fact] = {"cross_county": False}


def city_takes(desk: Desk, done: ActDone) -> None:
    """The city acknowledges everything and answers with its own entry."""
    for out in outbox.claim(desk.store, desk.clock.now(), 100, timedelta(minutes=1)):
        outbox.delivered(desk.store, out.entry.id, f"JC-{out.entry.seq}", desk.clock.now())
    blank = Entry(
        new_id(), "city", 1, done.case_id, 4, Act.CITY_RECEIVE, desk.clock.now(), "样例科室",
        {"city_receipt": "JC-7F31"}, chain.GENESIS, "",
    )  # fmt: skip
    taken = foreign.take_foreign(desk.store, [replace(blank, digest=digest_of(blank))])
    assert taken.refused == ()


def test_that_the_countys_own_powers_are_neither_accepted_here_nor_refused(desk: Desk) -> None:
    seen = assess(desk, form_for(desk, "附件/85", facts={"heritage_level": "县级"}))
    assert (seen.ruling, seen.title, seen.primary) == (Ruling.OWN_POWER, "本级自有事项", "")
    assert "不能以不属职权为由" in seen.keys["refuse"]
    assert seen.keys["accept"]


def test_that_what_a_higher_organ_decides_is_refused_with_a_place_to_ask(desk: Desk, papers: PaperStub) -> None:
    form = form_for(desk, "附件/85", facts={"heritage_level": "省级"})
    seen = assess(desk, form)
    assert (seen.ruling, seen.title) == (Ruling.HIGHER, "属上级")
    refuse(desk, form)
    paper = papers.made[-1]
    assert isinstance(paper, RefusePaper)
    assert paper.where is not None
    assert paper.where.organ


def test_that_a_material_promised_in_writing_counts_where_the_guide_allows_it(desk: Desk, papers: PaperStub) -> None:
    """国办发〔2020〕42号: 告知承诺."""
    form = mark(form_for(desk, "附件/8"), 2, "committed")
    seen = assess(desk, form)
    assert seen.title == "可受理"
    assert any(line.startswith("告知承诺 1 件") for line in seen.marks)
    accept(desk, form)
    receipt = papers.made[0]
    assert isinstance(receipt, ReceiptPaper)
    assert receipt.materials[1].check == "齐，告知承诺"


def test_that_entrusted_receiving_takes_papers_with_something_missing_and_says_so(tmp_path: Path) -> None:
    papers = PaperStub()
    with hall(tmp_path, city="jining", window=HIGH_ZONE, make_paper=papers) as desk:
        form = mark(form_for(desk, "附件1/19", facts=STAYS), 1, "missing")
        seen = assess(desk, form)
        assert (seen.kind, seen.primary) == ("receive_only", "receive")
        assert seen.subtitle == "缺 1 件照实写明，由市级告知"
        assert seen.keys["supplement"].startswith("委托收件由市级告知补正")
        assert seen.deadlines[0].name == "转出到市级"
        with pytest.raises(Refusal, match="收下即转报"):
            take_in(desk, form)
        receive_for_city(desk, form)
    receipt = papers.made[0]
    assert isinstance(receipt, ReceiptPaper)
    assert receipt.materials[0].check == "未交"


def test_that_what_this_window_accepts_itself_is_not_passed_on_unaccepted(desk: Desk) -> None:
    with pytest.raises(Refusal, match="由本窗口受理"):
        receive_for_city(desk, form_for(desk, DEVICES))


def test_that_lines_not_looked_at_hold_entrusted_receiving_back(tmp_path: Path) -> None:
    with hall(tmp_path, city="jining", window=HIGH_ZONE) as desk:
        form = mark(form_for(desk, "附件1/19", facts=STAYS), 1, "")
        with pytest.raises(Refusal, match="1 件没看"):
            receive_for_city(desk, form)


def test_that_a_case_handled_in_batches_waits_for_the_batchs_end(desk: Desk, papers: PaperStub) -> None:
    """教师资格条例第十六条: 自本批次受理期截止之日起算."""
    accept(desk, form_for(desk, "附件/46"))
    notice = next(paper for paper in papers.made if isinstance(paper, AcceptPaper))
    assert notice.statutory_due is None
    assert "批次" in notice.batch_note
    assert notice.party.is_person


def test_that_a_published_promise_is_printed_when_it_is_shorter_and_never_when_longer(desk: Desk) -> None:
    def due(days: str) -> tuple[date | None, str]:
        settings = {**desk.pack.policy.settings, f"promised_days/{DEVICES}": days}
        pack = replace(desk.pack, policy=replace(desk.pack.policy, settings=settings))
        clock = next(c for c in assess(replace(desk, pack=pack), form_for(desk, DEVICES)).deadlines if c.name == "办结")
        return clock.due, clock.short

    assert due("15") == (date(2026, 12, 11), "承诺时限15个工作日")
    assert due("25")[0] == date(2026, 12, 18)
    assert due("60")[0] == date(2026, 12, 18)


def test_that_fees_are_always_said(desk: Desk) -> None:
    guide = desk.shelf.guide(desk.pack.id, "class3_medical_device_operation")
    assert "不收费" in sheets.fee(guide)
    assert "工本费" in sheets.fee(replace(guide, fee_charge="cost_only", fee_note="证书工本"))
    assert "待核定" in sheets.fee(replace(guide, fee_charge="unknown"))
    assert sheets.special(replace(guide, special_procedures=())).startswith("本事项未列特别程序")
    open_ = replace(guide, special_procedures=("试讲：需要时；是否计入办理期限待核定",))
    assert sheets.special(open_).startswith("试讲（是否计入期限待核定）")


def test_that_a_condition_not_confirmed_holds_acceptance_back(desk: Desk) -> None:
    form = replace(form_for(desk, DEVICES), conditions=(True, True, False, True, True))
    seen = assess(desk, form)
    assert (seen.kind, seen.title) == ("fix", "条件未确认")
    assert seen.keys["accept"] == "受理条件第3项没有确认"


def test_that_the_handling_item_is_asked_first_where_it_decides(desk: Desk) -> None:
    seen = assess(desk, replace(form_for(desk, "附件/54"), handling_item=""))
    assert (seen.kind, seen.title) == ("ask", "先选业务办理项")
    assert seen.questions == ()
    assert seen.keys["accept"] == "先选业务办理项"


@pytest.mark.parametrize(
    ("party", "field", "words"),
    [
        (replace(COMPANY, id_kind=IdKind.PASSPORT), "applicant.id_kind", "法人不用护照"),
        (replace(COMPANY, legal_rep=" "), "applicant.legal_rep", "还没有填"),
        (replace(COMPANY, legal_rep_id=""), "applicant.legal_rep_id", "还没有填"),
        (replace(COMPANY, legal_rep_id=COMPANY.legal_rep_id[:-1] + "0"), "applicant.legal_rep_id", "校验不符"),
        (replace(COMPANY, phone=""), "applicant.phone", "还没有填"),
    ],
)
def test_that_each_wrong_field_has_its_own_sentence(desk: Desk, party: Party, field: str, words: str) -> None:
    errors = assess(desk, replace(form_for(desk, DEVICES), applicant=party)).field_errors
    assert list(errors) == [field]
    assert words in errors[field]


@pytest.mark.parametrize("number", [hmt_residence(), permanent_residence(), "EX0000001"])
def test_that_a_representative_may_hold_another_paper(desk: Desk, number: str) -> None:
    form = replace(form_for(desk, DEVICES), applicant=replace(COMPANY, legal_rep_id=number))
    assert assess(desk, form).field_errors == {}


def test_that_an_agent_needs_a_name_a_persons_paper_and_a_phone(desk: Desk) -> None:
    agent = replace(AGENT, name="", id_kind=IdKind.CREDIT_CODE, phone="")
    errors = assess(desk, replace(form_for(desk, DEVICES), agent=agent)).field_errors
    assert set(errors) == {"agent.name", "agent.id_kind", "agent.phone"}


def test_that_a_handling_item_the_guide_has_not_is_told(desk: Desk) -> None:
    errors = assess(desk, replace(form_for(desk, DEVICES), handling_item="转让")).field_errors
    assert errors == {"handling_item": "本事项没有“转让”这一业务办理项"}


def test_that_numbers_typed_in_full_width_are_kept_as_the_check_takes_them(desk: Desk) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) for char in COMPANY.id_number)
    form = replace(
        form_for(desk, DEVICES), applicant=replace(COMPANY, id_number=f" {wide} ", name=" 高平市样例器械有限公司 ")
    )
    first = accept(desk, form)
    again = assess(desk, form_for(desk, DEVICES))
    assert [line.split(" ")[0] for line in again.double_filing] == [first.case_no]
    assert cases.case(desk, first.case_id).row.applicant == "高平市样例器械有限公司"


def test_that_papers_taken_in_may_be_asked_for_within_the_five_days(desk: Desk, clock: HandClock) -> None:
    held = take_in(desk, form_for(desk, DEVICES))
    clock.move(days=5)
    done = ask(desk, mark(resume_case(desk, held.case_id), 8, "missing"))
    assert (done.case_id, done.state) == (held.case_id, CaseState.SUPPLEMENTING)
    assert [paper.doc for paper in done.documents] == [Doc.SUPPLEMENT]


def test_that_a_guide_changed_in_between_is_told_and_asks_nothing_more(desk: Desk) -> None:
    held = take_in(desk, form_for(desk, DEVICES))
    form = replace(resume_case(desk, held.case_id), guide_version="2025-01-01")
    assert any("收件时为 2025-01-01 版" in line for line in assess(desk, form).marks)


def test_that_the_citys_own_entry_stands_in_the_timeline_and_the_ledger(desk: Desk) -> None:
    done = accept(desk, form_for(desk, DEVICES))
    city_takes(desk, done)
    seen = cases.case(desk, done.case_id)
    last = seen.timeline[-1]
    assert (last.act, last.city, last.sent, last.actor) == (Act.CITY_RECEIVE, True, "市级", "样例科室")
    assert seen.row.state is CaseState.CITY_RECEIVED
    assert seen.chain_ok
    assert daybook.ledger(desk, desk.today).rows[0].cells[13] == "11-20 样例科室"


def test_that_a_delivered_letter_shows_in_the_ledger(desk: Desk) -> None:
    accept(desk, form_for(desk, DEVICES))
    for out in outbox.claim(desk.store, desk.clock.now(), 100, timedelta(minutes=1)):
        outbox.delivered(desk.store, out.entry.id, f"JC-{out.entry.seq}", desk.clock.now())
    view = daybook.ledger(desk, desk.today)
    assert view.rows[0].cells[13] == "11-20 已送达"
    assert any(check.title == "市级已全部接收" for check in view.checks)


def test_that_an_entry_held_for_a_person_stops_the_day(desk: Desk) -> None:
    accept(desk, form_for(desk, DEVICES))
    first = outbox.claim(desk.store, desk.clock.now(), 1, timedelta(minutes=1))[0]
    outbox.hold(desk.store, first.entry.id, "市级退回", "样例窗口员")
    with pytest.raises(Refusal, match="1 条要人处理"):
        daybook.make_ledger(desk, desk.today)


def test_that_a_day_to_bring_what_is_missing_is_a_clock_of_the_applicants(desk: Desk) -> None:
    policy = replace(desk.pack.policy, supplement_days=10)
    own = replace(desk, pack=replace(desk.pack, policy=policy))
    done = ask(own, mark(form_for(own, DEVICES), 8, "missing"))
    row = cases.case(own, done.case_id).row
    assert (row.due, row.whose, row.light) == (date(2026, 12, 4), "申请人", Light.AMPLE)


def test_that_a_person_signs_for_himself_without_an_agent(desk: Desk, papers: PaperStub) -> None:
    form = form_for(desk, "附件/46", agent=None)
    assert form.applicant.kind is ApplicantKind.NATURAL_PERSON
    accept(desk, form)
    receipt = papers.made[0]
    assert isinstance(receipt, ReceiptPaper)
    assert receipt.party.agent == ""
    assert daybook.ledger(desk, desk.today).rows[0].cells[7] == "本人"
