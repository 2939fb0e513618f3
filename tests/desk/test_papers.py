"""What stands on the papers: masked numbers, addresses, materials, bags, signed codes; and reprints."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from models.desk import cases, documents
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.kept_papers import paper_in, paper_out
from models.desk.line import DOWN, UP, line_state, note_line
from models.desk.refuse import refuse
from models.desk.setup import public_keys
from models.desk.sheets_people import mask_address
from models.desk.supplement import ask
from models.errors import Refusal
from models.papers import AcceptPaper, ForwardPaper, ReceiptPaper
from models.rules.terms import Act, Doc
from models.signing import PAYLOAD_LIMIT, Signer, verify
from tests.helpers.factory import HandClock, PaperStub, form_for, mark

DEVICES = "附件/71"


def test_that_papers_for_the_applicant_hide_numbers_and_door_and_the_letter_to_the_city_does_not(
    desk: Desk, papers: PaperStub
) -> None:
    form = form_for(desk, DEVICES, delivery="邮寄")
    accept(desk, form)
    receipt, notice, letter = papers.made
    assert isinstance(notice, AcceptPaper)
    assert isinstance(letter, ForwardPaper)
    for paper in (receipt, notice, letter):
        assert form.applicant.id_number not in repr(paper)
        assert form.agent is not None
        assert form.agent.id_number not in repr(paper)
    assert notice.delivery_address_masked == "高平市样例街×××号，测××收"
    assert "高平市样例街118号，测试丙收" in letter.delivery
    assert notice.party.code_masked == "91999999******17X7"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("高平市样例街118号二层", "高平市样例街×××号"),
        ("样例小区3栋201室", "样例小区×××栋"),
        ("样例路88弄", "样例路×××弄"),
        ("样例村", "样例村"),
    ],
)
def test_that_an_address_shows_the_street_and_hides_the_door(address: str, shown: str) -> None:
    assert mask_address(address) == shown


def test_that_the_receipt_lists_every_line_with_form_count_and_finding(desk: Desk, papers: PaperStub) -> None:
    form = mark(form_for(desk, DEVICES), 8, "missing")
    form = mark(form, 5, "defective", "缺租赁合同")
    both = tuple(
        replace(line, originals=1, copies=4, give_back=True) if line.seq == 2 else line for line in form.materials
    )
    ask(desk, replace(form, materials=both))
    receipt = papers.made[0]
    assert isinstance(receipt, ReceiptPaper)
    by_seq = {line.seq: line for line in receipt.materials}
    assert len(by_seq) == 9
    assert (by_seq["2"].form, by_seq["2"].copies, by_seq["2"].check) == ("原＋复", 5, "已核原件")
    assert (by_seq["5"].check, by_seq["8"].check) == ("缺租赁合同", "未交")
    assert (by_seq["8"].form, by_seq["8"].copies, by_seq["8"].pages) == ("—", 0, 0)


def test_that_originals_to_be_returned_are_named_on_the_letter(desk: Desk, papers: PaperStub) -> None:
    form = form_for(desk, DEVICES)
    lines = tuple(replace(line, give_back=line.seq == 5) for line in form.materials)
    accept(desk, replace(form, materials=lines))
    letter = papers.made[-1]
    assert isinstance(letter, ForwardPaper)
    assert letter.give_back == "须归还原件1份（第5项），办结后10个工作日内退还03号窗口"
    assert letter.bags[0].give_back == 1


def test_that_originals_travel_in_bags_of_five_with_codes_no_other_window_gives(desk: Desk, papers: PaperStub) -> None:
    done = accept(desk, form_for(desk, DEVICES))
    letter = papers.made[-1]
    assert isinstance(letter, ForwardPaper)
    assert [(bag.letter, bag.first, bag.last, bag.copies, bag.pages) for bag in letter.bags] == [
        ("A", 1, 5, 5, 10),
        ("B", 6, 9, 4, 8),
    ]
    assert [bag.barcode for bag in letter.bags] == ["14058103A261120000114", "14058103B261120000109"]
    assert cases.find_by_code(desk, letter.bags[1].barcode) == done.case_id


def test_that_every_code_is_signed_fits_its_symbol_and_names_nobody(desk: Desk, papers: PaperStub) -> None:
    form = form_for(desk, DEVICES)
    done = accept(desk, form)
    for paper in papers.made:
        payload = paper.head.qr
        assert len(payload) <= PAYLOAD_LIMIT
        assert payload == payload.upper()
        assert form.applicant.name not in payload
        told = verify(payload, public_keys(desk))
        assert told is not None
        assert (told.case_no, told.doc) == (done.case_no, paper.head.doc.qr_name)


def test_that_a_changed_code_or_another_windows_key_does_not_verify() -> None:
    signer, stranger = Signer(Signer.new_key()), Signer(Signer.new_key())
    payload = signer.sign("HTTPS://TQ.EXAMPLE", "140581-03-20261120-0001-B", "ACCEPT").payload
    assert verify(payload, [stranger.public, signer.public]) is not None
    assert verify(payload, [stranger.public]) is None
    assert verify(payload.replace("0001", "0002"), [signer.public]) is None
    assert verify(payload.replace("ACCEPT", "RECEIPT"), [signer.public]) is None
    assert verify("HTTPS://TQ.EXAMPLE/Q/1/ACCEPT/!!!", [signer.public]) is None
    assert verify("no code at all", [signer.public]) is None


def test_that_a_host_too_long_for_the_symbol_is_our_own_bug() -> None:
    with pytest.raises(ValueError, match="178"):
        Signer(Signer.new_key()).sign("HTTPS://" + "A" * 60, "140581-03-20261120-0001-B", "REFUSE-ACCEPT")


def test_that_a_reprint_has_the_same_number_and_words_says_so_and_keeps_the_first_bytes(
    desk: Desk, papers: PaperStub, clock: HandClock
) -> None:
    done = accept(desk, form_for(desk, DEVICES))
    first = done.documents[1]
    before = documents.pdf(desk, first.id)
    clock.move(hours=2)
    second = documents.reprint(desk, first.id)
    third = documents.reprint(desk, second.id)
    assert first.number == second.number == third.number
    assert documents.pdf(desk, first.id) == before
    assert documents.pdf(desk, second.id) != before
    original, again = papers.made[1], papers.made[-1]
    assert again.head.times == 3
    assert again.head.printed_at == clock.now()
    assert again.head.made_at == original.head.made_at
    assert replace(again, head=original.head) == original
    acts = [row.act for row in cases.case(desk, done.case_id).timeline]
    assert acts[-2:] == [Act.REPRINT, Act.REPRINT]
    assert cases.case(desk, done.case_id).timeline[-1].text.endswith("第3次打印")


def test_that_an_unknown_paper_is_refused_by_a_sentence(desk: Desk) -> None:
    with pytest.raises(Refusal, match="没有找到这份文书"):
        documents.pdf(desk, "nothing")


INTAKE_PAPERS = {Doc.RECEIPT, Doc.ACCEPT, Doc.SUPPLEMENT, Doc.REFUSE_ACCEPT, Doc.FORWARD}


def test_that_every_paper_of_intake_survives_being_kept(desk: Desk, papers: PaperStub) -> None:
    accept(desk, form_for(desk, DEVICES))
    ask(desk, mark(form_for(desk, "附件/2"), 1, "missing"))
    refuse(
        desk,
        form_for(desk, "附件/26", facts={"truck_goods": "普通货运", "truck_mass": Decimal(1)}),
    )
    assert {paper.head.doc for paper in papers.made} == INTAKE_PAPERS
    assert [paper_in(paper_out(paper)) for paper in papers.made] == papers.made


def test_that_papers_made_while_the_line_is_down_say_so(desk: Desk, papers: PaperStub, clock: HandClock) -> None:
    note_line(desk, DOWN, "连不上市级平台")
    since = line_state(desk).since
    clock.move(minutes=5)
    note_line(desk, DOWN, "连不上市级平台（第 2 次）")
    assert line_state(desk).since == since
    accept(desk, form_for(desk, DEVICES))
    assert all(paper.head.offline for paper in papers.made)
    note_line(desk, UP)
    accept(desk, form_for(desk, "附件/2"))
    assert not papers.made[-1].head.offline
