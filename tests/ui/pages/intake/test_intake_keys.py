"""The keys of 收件 keep their meaning, say why they cannot be pressed, and do what they say."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from models.desk import intake
from models.rules.terms import CaseState, Doc
from models.store import queries
from tests.ui.pages.intake.at_the_window import DEVICE, WATER, Clerk
from tests.ui.parts.drawing import every
from ui.messages import Message
from ui.pages.intake.guide_dialog import GuideDialog


def test_that_every_key_has_one_meaning_whatever_the_verdict(clerk: Clerk) -> None:
    acts = clerk.page.acts
    meant = {"F2": acts.pick, "F6": acts.keep, "F7": acts.supplement, "F8": acts.tolerate, "F9": acts.accept}
    meant |= {"F11": acts.refuse, "F12": acts.review, "Esc": acts.give_up, "Ctrl+G": acts.guide, "Alt+D": acts.why}
    clerk.taken_in()
    assert {act.shortcut().toString(): act for act in meant.values()} == meant
    clerk.lack(8)
    assert {act.shortcut().toString(): act for act in meant.values()} == meant


def test_that_the_solid_key_is_the_one_the_verdict_names(clerk: Clerk) -> None:
    clerk.taken_in()
    assert clerk.page.verdict.primary.act is clerk.page.acts.accept
    clerk.lack(8)
    assert clerk.page.verdict.primary.act is clerk.page.acts.supplement
    clerk.page.state.clear()
    clerk.taken_in(WATER)
    clerk.page.state.fact("water_source", "其他")
    assert clerk.page.verdict.primary.act is clerk.page.acts.refuse


def test_that_a_refused_key_says_why_and_does_nothing(clerk: Clerk) -> None:
    clerk.taken_in()
    clerk.lack(8)
    clerk.press(Qt.Key.Key_F9)
    assert "F9 现在不能按" in clerk.tip
    assert "缺 1 件" in clerk.tip
    assert not clerk.tasks.busy
    assert queries.case_page(clerk.desk.store, after=None, limit=9) == ()


@pytest.mark.parametrize("key", [Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F9])
def test_that_before_an_item_is_chosen_the_keys_ask_for_it(clerk: Clerk, key: Qt.Key) -> None:
    clerk.press(key)
    assert clerk.page.acts.accept.reason == "先选事项（F2）"
    assert clerk.form.item_key == ""


def test_that_f9_accepts_prints_and_makes_room_for_the_next_person(clerk: Clerk) -> None:
    clerk.taken_in()
    changed: list[str] = []
    clerk.bus.case_changed.connect(changed.append)
    clerk.done(clerk.page.acts.accept)
    (papers,) = clerk.paper.sent
    assert [paper.doc for paper in papers] == [Doc.RECEIPT, Doc.ACCEPT, Doc.FORWARD]
    assert "已受理 高审受〔2026〕300001号" in clerk.page.strip.text
    assert papers[0].case_no in clerk.page.strip.text
    assert changed == [papers[0].case_id]
    assert clerk.nudges == [True]
    assert clerk.page.state.empty
    assert clerk.focus is clerk.page.header.search


def test_that_f7_takes_in_and_tells_everything_once(clerk: Clerk) -> None:
    clerk.taken_in()
    clerk.lack(5, "defective", "库房租赁合同复印件未交")
    clerk.lack(8)
    clerk.done(clerk.page.acts.supplement)
    (papers,) = clerk.paper.sent
    assert [paper.doc for paper in papers] == [Doc.RECEIPT, Doc.SUPPLEMENT]
    assert "补正一次告知" in clerk.page.strip.text


def test_that_f11_refuses_in_writing_what_is_not_ours(clerk: Clerk) -> None:
    clerk.taken_in(WATER)
    clerk.page.state.fact("water_source", "其他")
    clerk.done(clerk.page.acts.refuse)
    assert [paper.doc for paper in clerk.paper.sent[0]] == [Doc.REFUSE_ACCEPT]


def test_that_a_second_press_while_the_first_is_under_way_is_no_second_case(clerk: Clerk) -> None:
    clerk.taken_in()
    clerk.page.acts.accept.trigger()
    clerk.page.acts.accept.trigger()
    clerk.page.doing.run("accept", clerk.form)
    clerk.wait()
    assert len(clerk.paper.sent) == 1
    assert len(queries.case_page(clerk.desk.store, after=None, limit=9)) == 1


def test_that_a_refused_act_keeps_everything_and_says_three_things(clerk: Clerk) -> None:
    clerk.taken_in()
    before = clerk.form
    clerk.desk.clock.move(days=-400)  # type: ignore[attr-defined]
    clerk.page.doing.run("receive", clerk.form)
    clerk.wait()
    assert clerk.form == before
    assert clerk.page.strip.text.count("。") >= 2
    assert clerk.page.body.isEnabled()
    assert clerk.paper.sent == []


def test_that_esc_asks_before_it_throws_anything_away(clerk: Clerk) -> None:
    clerk.taken_in()
    clerk.press(Qt.Key.Key_Escape)
    assert "丢弃" in clerk.asked().text
    clerk.asked().reject()
    assert clerk.form.item_key == DEVICE
    clerk.press(Qt.Key.Key_Escape)
    clerk.asked().accept()
    clerk.wait()
    assert clerk.page.state.empty
    assert intake.drafts(clerk.desk) == ()


def test_that_esc_on_an_untouched_form_needs_no_question(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    clerk.press(Qt.Key.Key_Escape)
    clerk.wait()
    assert every(clerk.page, Message) == []
    assert clerk.page.state.empty


def test_that_f12_leaves_the_form_to_the_supervisor(clerk: Clerk) -> None:
    clerk.taken_in()
    draft = clerk.form.draft_id
    clerk.done(clerk.page.acts.review)
    assert intake.resume(clerk.desk, draft).note == "请主任复核"
    assert "主任" in clerk.page.strip.text


def test_that_ctrl_g_opens_the_whole_guide(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    clerk.press_act(clerk.page.acts.guide)
    found = every(clerk.page, GuideDialog)
    assert [dialog.isVisible() for dialog in found] == [True]
    found[0].reject()


def test_that_alt_d_unfolds_the_reckoning_of_the_dates(clerk: Clerk) -> None:
    clerk.taken_in()
    dues = clerk.page.verdict.dues
    before = dues.height()
    clerk.press_act(clerk.page.acts.why)
    assert dues.height() > before
    clerk.press_act(clerk.page.acts.why)
    assert dues.height() == before


def test_that_a_printer_in_trouble_is_told_and_the_number_is_safe(clerk: Clerk) -> None:
    clerk.taken_in()
    clerk.done(clerk.page.acts.accept)
    clerk.bus.printer_changed.emit("bad", "打印机缺纸")
    assert "没有打出来：打印机缺纸" in clerk.page.strip.text
    assert "都已存好" in clerk.page.strip.text


def test_that_a_supplement_takes_only_what_was_asked_and_then_accepts(clerk: Clerk) -> None:
    clerk.taken_in()
    clerk.lack(8)
    clerk.done(clerk.page.acts.supplement)
    case_id = clerk.paper.sent[0][0].case_id
    clerk.page.resume_case(case_id)
    clerk.table(Qt.Key.Key_X)
    assert clerk.mark(1).state == "received", "a line that was taken before stays"
    assert "上次已经收下" in clerk.tip
    assert clerk.page.acts.supplement.reason == "缺的都在一次告知书上，不重复告知"
    clerk.page.body.materials.table.select_key("8")
    clerk.press(Qt.Key.Key_Space)
    clerk.done(clerk.page.acts.accept)
    case = queries.case(clerk.desk.store, case_id)
    assert case is not None
    assert case.state is CaseState.QUEUED
