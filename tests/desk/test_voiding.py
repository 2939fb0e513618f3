"""作废文号: by two persons with a reason; the number stays used, the paper is marked, nothing prints or files it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.desk import archive, cases, daybook, documents, voiding
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.turn import in_hand
from models.desk.twopersons import Witness
from models.errors import Refusal
from models.papers import DayLedgerPaper
from models.rules.personal import holds
from models.rules.powers import CLERK, REVIEWER, SUPERVISOR, Power
from models.rules.terms import Act, AuditKind, Doc
from models.store import audit, queries, replay
from models.views import ActDone, DocumentView
from tests.helpers.cityroad import Road
from tests.helpers.factory import AGENT, PaperStub, form_for

WITNESS = Witness("boss-1", "boss", "样例主任", SUPERVISOR, Power.VOID)
WHY = "内容填错"


def notice_of(desk: Desk, case_id: str) -> DocumentView:
    """The acceptance notice, its first print."""
    return next(one for one in queries.documents(desk.store, case_id) if one.doc is Doc.ACCEPT)


def void(desk: Desk, case_id: str, words: str = "名称写错一字") -> ActDone:
    """Void it."""
    return voiding.void(desk, case_id, notice_of(desk, case_id).id, WHY, words, WITNESS)


@pytest.fixture
def case_id(desk: Desk) -> str:
    """An accepted case."""
    return accept(desk, form_for(desk, "附件/9")).case_id


def test_that_a_voided_number_stays_used_and_the_paper_is_marked(desk: Desk, case_id: str) -> None:
    before = cases.case(desk, case_id)
    void(desk, case_id)
    view, paper = cases.case(desk, case_id), notice_of(desk, case_id)
    assert paper.voided == f"{WHY}，名称写错一字"
    assert view.row.state is before.row.state
    assert view.timeline[-1].act is Act.NOTE
    assert paper.number in view.timeline[-1].text
    assert view.chain_ok
    later = accept(desk, form_for(desk, "附件/9")).case_id
    assert notice_of(desk, later).number > paper.number
    assert documents.pdf(desk, paper.id).startswith(b"%PDF")  # kept, and may be looked at


def test_djbh_that_both_persons_and_the_reason_stand_in_the_trail_without_numbers(desk: Desk, case_id: str) -> None:
    void(desk, case_id, f"当事人{AGENT.id_number}来电{AGENT.phone}")
    (line,) = audit.lines(desk.store, only=[AuditKind.TWO_PERSONS])
    assert notice_of(desk, case_id).number in line.subject
    assert (WHY in line.text, WITNESS.name in line.text, line.actor) == (True, True, desk.staff.id)
    entry = queries.timeline(desk.store, case_id)[-1].entry
    assert not holds(str(entry.payload) + line.text + notice_of(desk, case_id).voided)


def test_that_a_voided_paper_is_neither_printed_nor_printed_again(desk: Desk, case_id: str) -> None:
    again = documents.reprint(desk, notice_of(desk, case_id).id)
    void(desk, case_id)
    for act in (documents.reprint, documents.to_print):
        for one in (notice_of(desk, case_id), again):
            with pytest.raises(Refusal) as refused:
                act(desk, one.id)
            assert refused.value.code == "voided"
    made = [one for one in queries.documents(desk.store, case_id) if one.doc is Doc.ACCEPT]
    assert [bool(one.voided) for one in made] == [True, True]


def test_that_the_volume_does_not_file_a_voided_paper(decided: tuple[Road, str]) -> None:
    way, case_id = decided
    number = notice_of(way.clerk, case_id).number
    assert number in [line.number for line in archive.volume(way.clerk, case_id).lines]
    void(way.clerk, case_id)
    filed = archive.volume(way.clerk, case_id)
    assert number not in [line.number for line in filed.lines]
    assert f"作废不入卷：{number}" in filed.note
    archive._whole(in_hand(way.clerk, case_id))  # and the volume may be closed without it


def test_that_the_city_is_told(decided: tuple[Road, str]) -> None:
    way, case_id = decided
    void(way.clerk, case_id)
    way.exchange()
    last = queries.timeline(way.clerk.store, case_id)[-1]
    assert last.entry.payload["void"]["reason"] == f"{WHY}，名称写错一字"
    assert last.receipt


def test_that_the_days_ledger_names_it_and_asks_no_print_of_it(
    desk: Desk, case_id: str, papers: PaperStub
) -> None:
    void(desk, case_id)
    for one in queries.documents(desk.store, case_id):
        if not one.voided:
            documents.printed(desk, one.id, documents.PRINTED)
    view = daybook.ledger(desk, desk.today)
    assert view.rows[0].cells[21] == "作废受300001"
    assert next(one for one in view.checks if one.title == "打印文书都有底稿").ok
    made = daybook.make_ledger(desk, desk.today)
    assert made
    assert isinstance(papers.made[-1], DayLedgerPaper)
    assert sum(line.adds.voided for line in papers.made[-1].lines) == 1


def test_that_the_mark_is_made_anew_from_the_log(desk: Desk, case_id: str) -> None:
    void(desk, case_id)
    marked = queries.documents(desk.store, case_id)
    replay.rebuild(desk.store)
    assert queries.documents(desk.store, case_id) == marked
    assert replay.verify_chain(desk.store) is None


@pytest.mark.parametrize(
    ("witness", "reason", "words", "code"),
    [
        (replace(WITNESS, id="clerk-1"), WHY, "写错一字", "same_person"),
        (replace(WITNESS, role=CLERK), WHY, "写错一字", "wrong_second"),
        (replace(WITNESS, role=REVIEWER), WHY, "写错一字", "wrong_second"),
        (replace(WITNESS, power=Power.REOPEN), WHY, "写错一字", "wrong_second"),
        (WITNESS, "心情", "写错一字", "no_reason"),
        (WITNESS, WHY, " ", "no_reason"),
    ],
)
def test_djbh_that_else_nothing_is_voided(
    witness: Witness, reason: str, words: str, code: str, desk: Desk, case_id: str
) -> None:
    before = queries.timeline(desk.store, case_id)
    with pytest.raises(Refusal) as refused:
        voiding.void(desk, case_id, notice_of(desk, case_id).id, reason, words, witness)
    assert refused.value.code == code
    assert queries.timeline(desk.store, case_id) == before
    assert audit.lines(desk.store) == ()


def test_that_what_has_no_number_is_void_or_is_another_cases_is_refused(desk: Desk, case_id: str) -> None:
    receipt = next(one for one in queries.documents(desk.store, case_id) if one.doc is Doc.RECEIPT)
    other = accept(desk, form_for(desk, "附件/8")).case_id
    void(desk, case_id)
    for paper, code in (
        (receipt, "no_number"),
        (notice_of(desk, case_id), "voided"),
        (notice_of(desk, other), "document_unknown"),
    ):
        with pytest.raises(Refusal) as refused:
            voiding.void(desk, case_id, paper.id, WHY, "写错一字", WITNESS)
        assert refused.value.code == code


def test_that_a_key_pressed_twice_voids_once(desk: Desk, case_id: str) -> None:
    paper = notice_of(desk, case_id)
    first = voiding.void(desk, case_id, paper.id, WHY, "写错一字", WITNESS, press_id="p1")
    assert voiding.void(desk, case_id, paper.id, WHY, "写错一字", WITNESS, press_id="p1") == first
    assert len(audit.lines(desk.store, only=[AuditKind.TWO_PERSONS])) == 1
