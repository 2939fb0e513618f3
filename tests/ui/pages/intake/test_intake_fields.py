"""Fields: a wrong digit shows at the field, a covered number stays covered, a card fills what it belongs to."""

from __future__ import annotations

import json
from datetime import date

import pytest
from PySide6.QtCore import Qt

from models.rules.terms import ApplicantKind, IdKind
from tests.helpers.people import credit_code, hmt_residence, one_digit_wrong, resident_id
from tests.ui.pages.intake.at_the_window import DEVICE, Clerk
from ui.pages.intake.id_field import told_by
from ui.parts.edit import State

NURSE = "附件/36"


def test_that_a_credit_code_wrong_by_one_digit_shows_at_its_field(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    field = clerk.page.body.applicant.number
    clerk.at(field.edit)
    clerk.type(one_digit_wrong(credit_code(5), 9))
    assert clerk.stands(field) is State.BAD
    assert "校验不符" in field.error
    field.edit.clear()
    clerk.type(credit_code(5))
    assert clerk.stands(field) is State.OK
    assert field.error == ""


def test_that_a_number_being_typed_is_not_called_wrong_before_it_is_left(clerk: Clerk) -> None:
    clerk.page.begin(NURSE)
    field = clerk.page.body.applicant.number
    clerk.at(field.edit)
    clerk.type("8999")
    assert clerk.stands(field) is State.PLAIN
    clerk.enter()
    assert clerk.stands(field) is State.BAD


def test_that_an_empty_field_is_never_red(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    assert clerk.page.state.verdict.field_errors
    sections = (clerk.page.body.applicant, clerk.page.body.agent)
    edits = [stop for section in sections for stop in section.stops() if hasattr(stop, "state")]
    assert edits
    assert {edit.state for edit in edits} == {State.PLAIN}


def test_that_identity_numbers_are_covered_once_left(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    edit, number = clerk.page.body.applicant.rep_id.edit, resident_id(7)
    clerk.at(edit)
    clerk.type(number)
    clerk.enter()
    assert edit.hides
    assert edit.shown == f"{number[:6]}********{number[-4:]}"
    assert clerk.form.applicant.legal_rep_id == number


def test_that_only_the_kinds_the_guide_names_are_offered(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    assert clerk.page.body.applicant.kind.choices == ("法人", "非法人组织", "个体工商户")
    clerk.page.begin(NURSE)
    assert clerk.form.applicant.kind is ApplicantKind.NATURAL_PERSON


def test_that_the_representative_is_called_by_the_applicants_kind(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    section = clerk.page.body.applicant
    clerk.at(section.kind)
    clerk.press(Qt.Key.Key_Right)
    assert section.rep.label == "负责人"
    clerk.press(Qt.Key.Key_Right)
    assert section.rep.label == "经营者"
    assert clerk.form.applicant.kind is ApplicantKind.SOLE_TRADER


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (resident_id(3), IdKind.RESIDENT_ID),
        (hmt_residence(3), IdKind.HMT_RESIDENCE),
        ("999999198001010010", IdKind.PERMANENT_RESIDENCE),
        ("H12345678", IdKind.HM_PERMIT),
        ("1234", IdKind.PASSPORT),
    ],
)
def test_that_a_number_tells_its_kind_where_it_can(number: str, kind: IdKind) -> None:
    assert told_by(number, IdKind.PASSPORT) is kind


def test_that_a_hong_kong_residence_permit_is_known_by_its_number(clerk: Clerk) -> None:
    clerk.page.begin(NURSE)
    number = clerk.page.body.applicant.number
    clerk.at(number.edit)
    clerk.type(hmt_residence(4))
    clerk.enter()
    assert clerk.form.applicant.id_kind is IdKind.HMT_RESIDENCE
    assert number.label == "居住证号"
    assert number.edit.state is State.OK


def test_that_the_kind_of_paper_can_be_chosen_by_key(clerk: Clerk) -> None:
    clerk.page.begin(NURSE)
    number = clerk.page.body.applicant.number
    clerk.at(number.edit)
    clerk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = clerk.page.body.applicant.number.offer()
    next(action for action in menu.actions() if action.text() == "护照").trigger()
    assert clerk.form.applicant.id_kind is IdKind.PASSPORT
    assert number.label == "护照号"


def test_that_somebody_else_may_come_and_until_when(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    section = clerk.page.body.agent
    assert section.stops() == [section.who]
    clerk.at(section.who)
    clerk.press(Qt.Key.Key_Right)
    assert len(section.stops()) == 4
    clerk.at(section.until.edit)
    clerk.type("20261231")
    assert clerk.form.agent is not None
    assert clerk.form.agent.until == date(2026, 12, 31)


def test_that_an_expired_authorisation_is_told(clerk: Clerk) -> None:
    clerk.taken_in()
    clerk.page.state.agent(until=date(2026, 1, 1))
    assert clerk.page.body.agent.until.edit.state is State.BAD


def test_that_a_card_fills_the_group_with_the_focus(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    card = json.dumps({"name": "测试䶮", "id": resident_id(8), "address": "样例街1号"}, ensure_ascii=False)
    clerk.at(clerk.page.body.applicant.rep.edit)
    assert clerk.page.take_scan(card)
    assert (clerk.form.applicant.legal_rep, clerk.form.applicant.legal_rep_id) == ("测试䶮", resident_id(8))
    assert clerk.page.body.applicant.rep_id.edit.state is State.CARD
    clerk.at(clerk.page.body.agent.who)
    clerk.press(Qt.Key.Key_Right)
    clerk.at(clerk.page.body.agent.name.edit)
    assert clerk.page.take_scan(card)
    assert clerk.form.agent is not None
    assert clerk.form.agent.name == "测试䶮"


def test_that_typing_over_a_card_takes_its_mark_away(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    clerk.at(clerk.page.body.applicant.rep.edit)
    clerk.page.take_scan(json.dumps({"name": "测试甲", "id": resident_id(8)}))
    clerk.at(clerk.page.body.applicant.rep.edit)
    clerk.type("乙")
    assert clerk.page.body.applicant.rep.edit.state is State.PLAIN


@pytest.mark.parametrize("text", [credit_code(9), f"https://样例.cn/?code={credit_code(9)}&x=1"])
def test_that_a_licence_code_lands_in_the_credit_code(clerk: Clerk, text: str) -> None:
    clerk.page.begin(DEVICE)
    assert clerk.page.take_scan(text)
    assert clerk.form.applicant.id_number == credit_code(9)


@pytest.mark.parametrize("text", ["{", "[1]", "{}", "hello there", "1234567"])
def test_that_a_scan_without_meaning_changes_nothing(clerk: Clerk, text: str) -> None:
    clerk.page.begin(DEVICE)
    before = clerk.form
    assert not clerk.page.take_scan(text)
    assert clerk.form == before


def test_that_the_code_of_a_case_opens_the_case(clerk: Clerk) -> None:
    clerk.taken_in()
    clerk.done(clerk.page.acts.accept)
    opened: list[str] = []
    clerk.bus.open_case.connect(opened.append)
    paper = clerk.paper.sent[0][0]
    assert clerk.page.take_scan(paper.case_no)
    assert opened == [paper.case_id]
