"""Telling what is missing, once, and what happens when it comes, or when nobody told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.desk import cases
from models.desk.accept import accept
from models.desk.assess import assess
from models.desk.context import Desk
from models.desk.receive import take_in
from models.desk.supplement import ask, resume_case, take
from models.errors import Refusal
from models.papers import AcceptPaper, SupplementPaper
from models.rules.terms import Act, AuditKind, CaseState, Doc
from models.store import audit
from models.views import ActDone, IntakeForm
from tests.helpers.factory import SUPERVISOR, HandClock, PaperStub, form_for, mark

DEVICES = "附件/71"


def lacking(desk: Desk) -> IntakeForm:
    """Nine materials, the eighth not handed in."""
    return mark(form_for(desk, DEVICES), 8, "missing")


def complete(form: IntakeForm) -> IntakeForm:
    """The same with everything received."""
    return replace(form, materials=tuple(replace(line, state="received", pages=2) for line in form.materials))


@pytest.fixture
def asked(desk: Desk) -> ActDone:
    """A case that waits for its eighth material."""
    return ask(desk, lacking(desk))


def test_xkf_art32_4_everything_missing_is_said_in_one_notice_with_the_receipt(desk: Desk, papers: PaperStub) -> None:
    """许可法第三十二条第一款第四项."""
    form = mark(lacking(desk), 5, "defective", "缺第3页", "补第3页")
    done = ask(desk, form)
    assert [paper.doc for paper in done.documents] == [Doc.RECEIPT, Doc.SUPPLEMENT]
    assert done.state is CaseState.SUPPLEMENTING
    notice = papers.made[-1]
    assert isinstance(notice, SupplementPaper)
    assert [line.seq for line in notice.lines] == ["5", "8"]
    assert notice.notice_due == date(2026, 11, 27)
    assert notice.bring_until is None  # no law sets a day, nor does this pack
    assert notice.materials_count == 8


def test_that_what_was_asked_comes_back_and_the_case_is_accepted_as_of_that_day(
    desk: Desk, asked: ActDone, clock: HandClock, papers: PaperStub
) -> None:
    clock.move(days=4)
    form = complete(resume_case(desk, asked.case_id))
    assert form.applicant.name == "高平市样例器械有限公司"
    done = take(desk, form)
    assert (done.case_id, done.case_no) == (asked.case_id, asked.case_no)
    assert [paper.doc for paper in done.documents] == [Doc.ACCEPT, Doc.FORWARD]
    notice = next(paper for paper in papers.made if isinstance(paper, AcceptPaper))
    assert (notice.received_on, notice.accepted_on) == (date(2026, 11, 20), date(2026, 11, 24))
    assert not notice.deemed
    assert notice.statutory_due == date(2026, 12, 22)
    acts = [row.act for row in cases.case(desk, asked.case_id).timeline]
    assert acts == [Act.RECEIVE, Act.ASK_SUPPLEMENT, Act.TAKE_SUPPLEMENT, Act.ACCEPT, Act.FORWARD]


def test_that_half_of_what_was_asked_is_not_enough_and_leaves_the_case_as_it_was(desk: Desk, asked: ActDone) -> None:
    form = resume_case(desk, asked.case_id)
    seen = assess(desk, form)
    assert (seen.title, seen.primary) == ("还缺 1 件", "")
    with pytest.raises(Refusal, match="缺 1 件"):
        take(desk, form)
    assert cases.case(desk, asked.case_id).row.state is CaseState.SUPPLEMENTING


def test_xkf_art32_4_a_second_notice_may_not_name_what_the_first_could_have(desk: Desk, asked: ActDone) -> None:
    """许可法第三十二条第一款第四项、第七十二条第四项: 一次告知."""
    form = mark(complete(resume_case(desk, asked.case_id)), 3, "defective", "缺盖章")
    with pytest.raises(Refusal) as told:
        ask(desk, form)
    assert told.value.code == "second_ask"
    with pytest.raises(Refusal):  # a clerk's own reason is no supervisor's
        ask(desk, form, supervisor_reason="上次看不出来")


def test_that_a_supervisor_may_say_why_it_could_not_be_seen(desk: Desk, asked: ActDone) -> None:
    form = mark(complete(resume_case(desk, asked.case_id)), 3, "defective", "缺盖章")
    done = ask(replace(desk, staff=SUPERVISOR), form, supervisor_reason="扫描件与原件不一，原件补交后才能看出")
    (passed,) = audit.lines(desk.store, only=[AuditKind.OVERRIDE])
    assert (passed.name, passed.subject) == (SUPERVISOR.name, done.case_no)
    assert passed.text.endswith("原件补交后才能看出")
    assert done.state is CaseState.SUPPLEMENTING
    assert [paper.doc for paper in done.documents] == [Doc.SUPPLEMENT]


def test_that_the_first_list_is_not_sent_twice(desk: Desk, asked: ActDone) -> None:
    with pytest.raises(Refusal, match="不重复告知"):
        ask(desk, resume_case(desk, asked.case_id))


def test_xkf_art32_4_no_notice_in_five_days_means_accepted_from_the_receipt_day(
    desk: Desk, clock: HandClock, papers: PaperStub
) -> None:
    """许可法第三十二条第一款第四项: 逾期不告知的，自收到申请材料之日起即为受理."""
    held = take_in(desk, form_for(desk, DEVICES))
    assert held.state is CaseState.RECEIVED
    clock.move(days=10)
    form = resume_case(desk, held.case_id)
    lacking_still = mark(form, 8, "missing")
    seen = assess(desk, lacking_still)
    assert (seen.title, seen.primary) == ("视为受理", "accept")
    assert seen.effects[0] == "自收到材料之日 2026-11-20 起视为受理"
    assert next(clock.due for clock in seen.deadlines if clock.name == "办结") == date(2026, 12, 18)
    with pytest.raises(Refusal, match="依法自收到之日起即为受理"):
        ask(desk, lacking_still)
    done = accept(desk, lacking_still)
    notice = next(paper for paper in papers.made if isinstance(paper, AcceptPaper))
    assert notice.deemed
    assert notice.accepted_on == notice.received_on == date(2026, 11, 20)
    assert notice.statutory_due == date(2026, 12, 18)
    assert Act.DEEM_ACCEPTED in [row.act for row in cases.case(desk, done.case_id).timeline]


def test_that_papers_taken_in_may_be_accepted_within_the_five_days(desk: Desk, clock: HandClock) -> None:
    held = take_in(desk, form_for(desk, DEVICES))
    assert [paper.doc for paper in held.documents] == [Doc.RECEIPT]
    clock.move(days=4)
    lacking_one = mark(resume_case(desk, held.case_id), 8, "missing")
    notice = assess(desk, lacking_one).deadlines[0]
    assert (notice.name, notice.due, notice.left) == ("最迟一次告知", date(2026, 11, 27), 3)
    done = accept(desk, resume_case(desk, held.case_id))
    assert [paper.doc for paper in done.documents] == [Doc.ACCEPT, Doc.FORWARD]
    assert Act.DEEM_ACCEPTED not in [row.act for row in cases.case(desk, done.case_id).timeline]


def test_that_an_accepted_case_takes_no_supplement(desk: Desk) -> None:
    done = accept(desk, form_for(desk, DEVICES))
    with pytest.raises(Refusal) as told:
        resume_case(desk, done.case_id)
    assert told.value.code == "case_closed"
    with pytest.raises(Refusal, match="不是补正件"):
        take(desk, form_for(desk, DEVICES))


def test_that_a_pack_may_set_a_day_to_bring_what_is_missing(desk: Desk, papers: PaperStub) -> None:
    policy = replace(desk.pack.policy, supplement_days=10)
    ask(replace(desk, pack=replace(desk.pack, policy=policy)), lacking(desk))
    notice = papers.made[-1]
    assert isinstance(notice, SupplementPaper)
    assert notice.bring_until == date(2026, 12, 4)
    assert notice.bring_note == "10个工作日，地方规则"
