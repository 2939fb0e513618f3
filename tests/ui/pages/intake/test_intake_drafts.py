"""Drafts: kept 400 ms after the last key, offered quietly, taken up as they were."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.desk import intake
from models.desk.context import Desk
from models.errors import StoreTrouble
from tests.helpers.factory import hall
from tests.ui.pages.intake.at_the_window import DEVICE, WATER, Clerk


def test_that_what_is_typed_is_kept_without_asking(clerk: Clerk, qtbot: QtBot) -> None:
    clerk.page.begin(DEVICE)
    clerk.at(clerk.page.body.applicant.name.edit)
    with qtbot.waitSignal(clerk.bus.draft_saved, timeout=3000):
        clerk.type("高平市样例有限公司")
    (draft,) = intake.drafts(clerk.desk)
    assert draft.applicant == "高平市样例有限公司"
    assert draft.item_name == "第三类医疗器械经营许可"


def test_that_choosing_an_item_alone_is_no_draft(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    assert not clerk.page.keeper.waiting
    assert intake.drafts(clerk.desk) == ()


def test_that_f6_keeps_and_offers_it_for_taking_up_again(clerk: Clerk) -> None:
    clerk.taken_in()
    clerk.lack(8)
    before = clerk.form
    clerk.done(clerk.page.acts.keep)
    assert clerk.page.state.empty
    drafts = clerk.page.body.drafts
    assert drafts.table.isVisible()
    clerk.at(drafts.table)
    clerk.enter()
    assert clerk.form == before
    assert clerk.page.body.materials.table.isVisible()


def test_that_a_draft_is_there_after_the_program_was_closed(qtbot: QtBot, tmp_path: Path) -> None:
    with hall(tmp_path / "s") as desk:
        first = Clerk(qtbot, desk)
        first.taken_in()
        kept = first.form
        first.page.keeper.flush()
        first.wait()
        first.close()
    with hall(tmp_path / "s") as desk:
        second = Clerk(qtbot, desk)
        second.at(second.page.body.drafts.table)
        second.enter()
        assert second.form == kept
        second.close()


def test_that_delete_drops_a_draft(clerk: Clerk) -> None:
    clerk.taken_in()
    clerk.done(clerk.page.acts.keep)
    clerk.at(clerk.page.body.drafts.table)
    clerk.press(Qt.Key.Key_Delete)
    clerk.wait()
    assert intake.drafts(clerk.desk) == ()
    assert not clerk.page.body.drafts.table.isVisible()


def test_that_no_draft_is_left_after_the_act(clerk: Clerk) -> None:
    clerk.taken_in()
    clerk.page.keeper.flush()
    clerk.done(clerk.page.acts.accept)
    assert intake.drafts(clerk.desk) == ()


def test_that_another_item_keeps_the_people(clerk: Clerk) -> None:
    clerk.taken_in()
    before = clerk.form
    clerk.page.begin(WATER)
    assert clerk.form.item_key == WATER
    assert clerk.form.applicant == before.applicant
    assert clerk.form.draft_id == before.draft_id
    assert {mark.state for mark in clerk.form.materials} == {""}


def test_that_going_back_to_an_item_finds_it_as_it_was_left(clerk: Clerk) -> None:
    clerk.taken_in()
    before = clerk.form
    clerk.page.begin(WATER)
    clerk.page.state.party(phone="13900000000")
    clerk.page.begin(DEVICE)
    assert clerk.form.materials == before.materials
    assert clerk.form.handling_item == before.handling_item
    assert clerk.form.applicant.phone == "13900000000", "people stay as they are now"


def test_that_picking_the_same_item_again_changes_nothing(clerk: Clerk) -> None:
    clerk.taken_in()
    before = clerk.form
    clerk.page.begin(DEVICE)
    assert clerk.form == before


def test_that_what_is_typed_is_kept_when_the_page_is_left(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    clerk.at(clerk.page.body.applicant.name.edit)
    clerk.type("样例")
    clerk.page.hide()
    clerk.wait()
    assert [draft.applicant for draft in intake.drafts(clerk.desk)] == ["样例"]


def test_that_a_disk_in_trouble_is_told_in_the_one_place(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    clerk.page.keeper.troubled.emit(StoreTrouble("磁盘满了", "已存的都在", "请管理员腾出空间", code="store_full"))
    assert clerk.page.strip.text == "磁盘满了。已存的都在。请管理员腾出空间。"


def test_that_a_draft_finished_elsewhere_cannot_be_taken_up(clerk: Clerk, desk: Desk) -> None:
    clerk.page.leaving.resume("没有这份")
    assert "已经办结或丢弃" in clerk.page.strip.text
    assert clerk.page.state.empty
