"""Fields: what is shown and what is covered, errors below, Enter onward."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import theme as t
from ui.parts.edit import Edit, State, masked
from ui.parts.field import Field, chain
from ui.parts.search import SearchBox

NUMBER = "140581209912310024"  # invented, born in 2099


@pytest.fixture
def secret(qtbot: QtBot) -> Field:
    """A covered field with a value, in front of the person."""
    field = Field("身份证号", required=True)
    qtbot.addWidget(field)
    field.set_secret()
    field.set_text(NUMBER)
    field.resize(320, 28)
    field.show()
    return field


@pytest.mark.parametrize(
    ("text", "shown"), [(NUMBER, "140581********0024"), ("K1234567", "******67"), ("", ""), ("7", "7")]
)
def test_that_a_number_is_covered_but_for_its_ends(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_that_a_covered_number_is_neither_shown_nor_copied_nor_read_out(secret: Field) -> None:
    edit = secret.edit
    edit.selectAll()
    edit.copy()
    assert edit.shown == "140581********0024"
    assert edit.echoMode() == QLineEdit.EchoMode.Password
    assert secret.text == NUMBER


def test_that_holding_the_eye_key_shows_the_number_and_letting_go_covers_it(qtbot: QtBot, secret: Field) -> None:
    secret.edit.setFocus()
    qtbot.keyPress(secret.edit, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    assert secret.edit.shown == NUMBER
    qtbot.keyRelease(secret.edit, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    assert secret.edit.hides


def test_that_pressing_the_eye_with_the_mouse_shows_it_while_held(qtbot: QtBot, secret: Field) -> None:
    at = QPoint(secret.edit.width() - 14, 14)
    qtbot.mousePress(secret.edit, Qt.MouseButton.LeftButton, pos=at)
    assert not secret.edit.hides
    qtbot.mouseRelease(secret.edit, Qt.MouseButton.LeftButton, pos=at)
    assert secret.edit.hides


def test_that_typing_over_a_covered_number_replaces_it_whole_and_shows_what_is_typed(
    qtbot: QtBot, secret: Field
) -> None:
    secret.edit.setFocus()
    qtbot.keyClicks(secret.edit, "1405")
    assert secret.text == "1405"
    assert secret.edit.shown == "1405"


def test_that_leaving_the_field_covers_what_was_typed(qtbot: QtBot, secret: Field) -> None:
    secret.edit.setFocus()
    qtbot.keyClicks(secret.edit, NUMBER)
    secret.edit.clearFocus()
    assert secret.edit.hides


def test_that_an_error_makes_the_field_grow_by_its_line_and_its_end_shrinks_it_back(qtbot: QtBot) -> None:
    field = Field("信用代码")
    qtbot.addWidget(field)
    field.resize(300, 28)
    field.set_state(State.BAD, "", "第 18 位校验不符，请对照执照原件")
    assert field.height() >= t.FIELD_HEIGHT + 18
    assert field.edit.accessibleDescription() == "第 18 位校验不符，请对照执照原件"
    field.set_state(State.OK, "通过")
    assert field.height() == t.FIELD_HEIGHT
    assert field.error == ""


def test_that_typing_into_a_card_field_ends_its_being_read_from_the_card(qtbot: QtBot) -> None:
    field = Field("姓名")
    qtbot.addWidget(field)
    field.set_text("测试甲")
    field.set_state(State.CARD, "读卡")
    qtbot.keyClicks(field.edit, "1")
    assert field.edit.state is State.PLAIN


def test_that_enter_goes_on_and_shift_enter_goes_back(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    fields = [Field(name, page) for name in ("名称", "住所", "手机")]
    column = QVBoxLayout(page)
    for field in fields:
        column.addWidget(field)
    chain(list(fields))
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    fields[0].setFocus()
    qtbot.keyClick(fields[0].edit, Qt.Key.Key_Return)
    assert fields[1].edit.hasFocus()
    qtbot.keyClick(fields[1].edit, Qt.Key.Key_Return)
    qtbot.keyClick(fields[2].edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert fields[1].edit.hasFocus()


def test_that_a_required_field_says_so_to_a_screen_reader(qtbot: QtBot) -> None:
    field = Field("手机", required=True)
    qtbot.addWidget(field)
    assert field.edit.accessibleName() == "手机（必填）"


def test_that_the_search_box_hands_arrows_enter_and_esc_to_its_list(qtbot: QtBot) -> None:
    box = SearchBox("查事项", "F2")
    qtbot.addWidget(box)
    moves: list[int] = []
    box.moved.connect(moves.append)
    with qtbot.waitSignals([box.taken, box.left]):
        qtbot.keyClick(box, Qt.Key.Key_Down)
        qtbot.keyClick(box, Qt.Key.Key_Up)
        qtbot.keyClick(box, Qt.Key.Key_Return)
        qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert moves == [1, -1]


def test_that_the_input_method_stays_out_of_codes(qtbot: QtBot) -> None:
    code, name = Field("信用代码", latin=True), Field("名称")
    for field in (code, name):
        qtbot.addWidget(field)
    asked = Qt.WidgetAttribute.WA_InputMethodEnabled
    assert (code.edit.testAttribute(asked), name.edit.testAttribute(asked)) == (False, True)


def test_djbh_that_a_password_shows_dots_whatever_is_typed(qtbot: QtBot) -> None:
    edit = Edit()
    qtbot.addWidget(edit)
    edit.set_password()
    qtbot.keyClicks(edit, "Sample-2026")
    assert edit.text() == "Sample-2026"
    assert edit.displayText() not in ("", edit.text())
    edit.set_secret(False)
    assert edit.echoMode() == QLineEdit.EchoMode.Password
