"""One act, one number: pressed twice, cut off in the middle, or failed half way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from models.desk import cases, documents, intake, queue
from models.desk.accept import accept
from models.desk.context import SHANGHAI, Desk
from models.desk.press import AlreadyDone, press
from models.desk.receive import take_in
from models.desk.supplement import ask
from models.errors import Refusal
from models.papers import AcceptPaper, ReceiptPaper, Rendered
from models.papers_rolls import AnyPaper
from models.rules.terms import Doc
from models.store import daybook
from tests.helpers.factory import HOLIDAYS, FakePrinter, HandClock, PaperStub, form_for, hall, mark

DEVICES = "附件/71"


def numbers(desk: Desk) -> list[str]:
    return [row.case_no for row in cases.page(desk)[0]]


def test_that_the_same_draft_pressed_twice_gives_one_case_and_one_set_of_papers(desk: Desk, papers: PaperStub) -> None:
    form = form_for(desk, DEVICES)
    first = accept(desk, form)
    made = len(papers.made)
    assert accept(desk, form) == first
    assert ask(desk, mark(form, 8, "missing")) == first  # another key on a form that is done changes nothing
    assert numbers(desk) == [first.case_no]
    assert len(papers.made) == made


def test_that_two_presses_waiting_for_each_other_still_make_one_act(desk: Desk) -> None:
    form = form_for(desk, DEVICES)
    first = accept(desk, form)
    with pytest.raises(AlreadyDone) as told, press(desk, form.draft_id, desk.clock.now(), mode=None):
        pytest.fail("the second press must not begin")
    assert told.value.done == first


def test_that_a_program_killed_after_the_commit_finds_its_papers_and_gives_no_second_number(tmp_path: Path) -> None:
    with hall(tmp_path) as desk:
        form = form_for(desk, DEVICES)
        intake.keep(desk, form)
        first = accept(desk, form)  # committed; the program dies before a sheet is printed
    with hall(tmp_path) as desk:
        again = accept(desk, form)
        assert again == first
        assert numbers(desk) == [first.case_no]
        assert intake.drafts(desk) == ()
        printer = FakePrinter()
        for paper in again.documents:
            documents.printed(desk, paper.id, printer.send(documents.pdf(desk, paper.id)))
        assert [paper.prints for paper in cases.case(desk, first.case_id).documents] == [1, 1, 1]


def test_that_a_printer_out_of_paper_leaves_number_and_bytes_in_place(desk: Desk) -> None:
    done = accept(desk, form_for(desk, DEVICES))
    printer = FakePrinter(fail_on=2)
    for paper in done.documents:
        try:
            result = printer.send(documents.pdf(desk, paper.id))
        except OSError as trouble:
            result = str(trouble)
        documents.printed(desk, paper.id, result)
    assert [row[3] for row in daybook.day_prints(desk.store, desk.today)] == ["ok", "打印机缺纸", "ok"]
    assert documents.pdf(desk, done.documents[1].id).startswith(b"%PDF")


def test_that_an_act_failing_at_its_last_paper_leaves_nothing_and_burns_no_number(tmp_path: Path) -> None:
    class Breaks(PaperStub):
        def __call__(self, paper: AnyPaper) -> Rendered:
            if paper.head.doc is Doc.FORWARD and not self.made_before:
                self.made_before = True
                raise ZeroDivisionError("our own bug")
            return super().__call__(paper)

        made_before = False

    with hall(tmp_path, make_paper=Breaks()) as desk:
        form = form_for(desk, DEVICES)
        intake.keep(desk, form)
        with pytest.raises(ZeroDivisionError):
            accept(desk, form)
        assert numbers(desk) == []
        assert queue.queue(desk).waiting == 0
        assert len(intake.drafts(desk)) == 1
        accept(desk, form)
        assert [no.split("-")[3] for no in numbers(desk)] == ["0001"]


def test_that_a_character_without_a_font_is_named_before_anything_is_kept(desk: Desk, papers: PaperStub) -> None:
    papers.missing = (("𫛭", "申请人名称"),)
    with pytest.raises(Refusal, match=r"𫛭.*U\+2B6ED.*申请人名称") as told:
        accept(desk, form_for(desk, DEVICES))
    assert told.value.code == "no_glyph"
    assert numbers(desk) == []


def test_that_numbers_follow_each_other_within_the_day_and_begin_anew_the_next(desk: Desk, clock: HandClock) -> None:
    accept(desk, form_for(desk, DEVICES))
    second = accept(desk, form_for(desk, "附件/2"))
    clock.move(days=3)
    third = accept(desk, form_for(desk, "附件/8"))
    assert second.case_no.startswith("140581-03-20261120-0002-")
    assert third.case_no.startswith("140581-03-20261123-0001-")
    accepts = [paper.number for paper in (*second.documents, *third.documents) if paper.doc is Doc.ACCEPT]
    assert accepts == ["高审受〔2026〕300002号", "高审受〔2026〕300003号"]


def test_that_time_running_backwards_against_the_log_is_refused(desk: Desk, clock: HandClock) -> None:
    accept(desk, form_for(desk, DEVICES))
    clock.move(minutes=-30)
    with pytest.raises(Refusal) as told:
        accept(desk, form_for(desk, "附件/2"))
    assert told.value.code == "clock_backwards"
    assert len(numbers(desk)) == 1
    clock.move(minutes=29)  # what a time server sets right is let pass
    assert accept(desk, form_for(desk, "附件/2")).case_no


def test_that_a_year_without_a_table_leaves_dates_open_and_acceptance_possible(tmp_path: Path) -> None:
    papers = PaperStub()
    with hall(tmp_path, years=HOLIDAYS[:-1], make_paper=papers) as desk:
        accept(desk, form_for(desk, DEVICES))
        with pytest.raises(Refusal) as told:
            take_in(desk, form_for(desk, "附件/2"))
        assert told.value.code == "holiday_table"
    receipt, notice = papers.made[0], papers.made[1]
    assert isinstance(receipt, ReceiptPaper)
    assert isinstance(notice, AcceptPaper)
    assert receipt.notice_due is None
    assert notice.statutory_due is None
    assert "2026年" in notice.statutory_note


def test_that_late_in_december_the_decision_is_open_but_the_case_is_taken(tmp_path: Path) -> None:
    papers = PaperStub()
    with hall(tmp_path, clock=HandClock(datetime(2026, 12, 14, 9, 0, tzinfo=SHANGHAI)), make_paper=papers) as desk:
        done = accept(desk, form_for(desk, DEVICES))
        seen = cases.case(desk, done.case_id)
    receipt, notice = papers.made[0], papers.made[1]
    assert isinstance(receipt, ReceiptPaper)
    assert isinstance(notice, AcceptPaper)
    assert receipt.notice_due is not None
    assert notice.statutory_due is None
    assert "2027" in notice.statutory_note
    assert [clock.due for clock in seen.deadlines if clock.name == "法定办结"] == [None]


def test_that_a_draft_of_another_case_is_not_mixed_up(desk: Desk) -> None:
    one = form_for(desk, DEVICES)
    two = replace(form_for(desk, DEVICES), applicant=replace(one.applicant, name="高平市另一样例有限公司"))
    assert accept(desk, one).case_no != accept(desk, two).case_no
