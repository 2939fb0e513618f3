"""A whole acceptance without a mouse, and the order in which Enter and Tab go."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt

from models.rules.terms import Doc
from tests.helpers.people import credit_code, resident_id
from tests.ui.pages.intake.at_the_window import DEVICE, Clerk

MOST_MS = 16.0


def test_that_an_acceptance_goes_from_f2_to_f9_by_keyboard_alone(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F2)
    clerk.type("dsl")  # 第三类…
    assert clerk.page.picker.isVisible()
    while clerk.page.picker.current_name != "第三类医疗器械经营许可":
        clerk.press(Qt.Key.Key_Down)
    clerk.enter()
    assert clerk.form.item_key == DEVICE
    clerk.enter()  # 业务办理项: nobody chose, Enter takes the first
    assert clerk.form.handling_item == "新办"
    clerk.enter()  # 法人
    values = (credit_code(3), "高平市样例有限公司", "测试甲", resident_id(1), "高平市样例街1号", "13800000001")
    for value in values:
        clerk.type(value)
        clerk.enter()
    clerk.press(Qt.Key.Key_2)  # 委托他人
    clerk.enter()
    for value in ("测试乙", resident_id(2), "13800000002"):
        clerk.type(value)
        clerk.enter()
    assert clerk.rests_on(clerk.page.body.materials.table)
    for _ in range(9):
        clerk.press(Qt.Key.Key_Space)
    assert clerk.page.state.verdict.kind == "ready"
    clerk.enter()  # past the last line: 结果送达
    clerk.enter()
    assert clerk.rests_on(clerk.page.verdict.primary)
    clerk.enter()
    clerk.wait()
    assert [paper.doc for paper in clerk.paper.sent[0]] == [Doc.RECEIPT, Doc.ACCEPT, Doc.FORWARD]
    assert clerk.focus is clerk.page.header.search


def test_that_tab_goes_where_enter_goes_and_back(clerk: Clerk) -> None:
    clerk.taken_in()
    clerk.at(clerk.page.header.search)
    order = clerk.page.stops()
    for stop in order[1:]:
        clerk.press(Qt.Key.Key_Tab)
        assert clerk.focus is stop
    for stop in reversed(order[:-1]):
        clerk.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert clerk.focus is stop


def test_that_the_order_is_item_handling_applicant_agent_materials_key(clerk: Clerk) -> None:
    clerk.taken_in()
    page, body = clerk.page, clerk.page.body
    order = page.stops()
    marks = [page.header.search, page.band.handling, body.applicant.kind, body.agent.who, body.materials.table]
    places = [order.index(mark) for mark in (*marks, page.verdict.primary)]
    assert places == sorted(places)


def test_that_shift_enter_goes_back(clerk: Clerk) -> None:
    clerk.taken_in()
    clerk.at(clerk.page.body.applicant.name.edit)
    clerk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert clerk.focus is clerk.page.body.applicant.number.edit


def test_that_what_is_not_in_the_list_says_so_and_where_to_go(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F2)
    clerk.type("宇宙飞船")
    said = " ".join(clerk.page.picker.said())
    assert "清单之外一律不得实施" in said
    assert "晋城市政务服务中心" in said
    clerk.enter()
    assert clerk.page.state.empty


def test_that_esc_puts_the_list_away_first(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F2)
    clerk.press(Qt.Key.Key_Escape)
    assert not clerk.page.picker.isVisible()


def test_that_initials_department_and_number_find_items(clerk: Clerk) -> None:
    for text, name in (("qsxk", "取水许可"), ("水务", "取水许可"), ("71", "第三类医疗器械经营许可")):
        clerk.page.picker.search(text)
        assert clerk.page.picker.current_name == name


def test_that_a_key_costs_less_than_a_frame(clerk: Clerk) -> None:
    clerk.taken_in()
    took = []
    for n in range(20):
        begun = time.perf_counter()
        clerk.page.state.party(address=f"样例街{n}号")
        took.append((time.perf_counter() - begun) * 1000)
    assert sorted(took)[10] < MOST_MS
