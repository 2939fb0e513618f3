"""登记 by keys: address and code from the sheet, the city's seal compared, and only then enrolled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from city import invites
from city.keys import CityKeys
from city.service import now
from models.desk import city_line
from models.rules.invites import fingerprint
from tests.helpers.cityside import WINDOW, CitySide, running_city
from tests.helpers.offices import office
from tests.ui.pages.test_admin import Room
from ui.messages import Message


@pytest.fixture
def city(tmp_path: Path) -> Iterator[CitySide]:
    with running_city(tmp_path / "city") as side:
        yield side


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with office(tmp_path / "hall") as desk:
        made = Room(qtbot, desk, tmp_path)
        yield made
        assert made.tasks.stop()
        assert made.bugs == []


def fill(room: Room, city: CitySide, code: str) -> None:
    """The form opened, filled and sent by Enter."""
    room.page.line.enrol.trigger()
    form = room.form()
    form.fields["address"].set_text(city.url)
    form.fields["code"].edit.setText(code)
    QTest.keyClick(form.fields["code"].edit, Qt.Key.Key_Return)
    room.settle()


def message(room: Room) -> Message:
    """What stands over the page."""
    found = [one for one in cast("list[Message]", room.page.findChildren(Message)) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_that_the_seal_on_the_screen_is_the_one_on_the_sheet_and_yes_enrols(room: Room, city: CitySide) -> None:
    made, keys = invites.make(city.engine, WINDOW, "高平市03号窗口", now()), CityKeys.at(city.folder)
    fill(room, city, made.code.replace("-", "").lower())
    shown = message(room)
    print_of = fingerprint(keys.public, keys.box_public)
    assert print_of.replace(" ", "") in shown.text.replace("　", "")
    assert city_line.city_of(room.desk.store).address == ""
    QTest.keyClick(shown, Qt.Key.Key_Return)
    room.settle()
    kept = city_line.city_of(room.desk.store)
    assert (kept.address, kept.sign_key) == (city.url, keys.public.hex())
    said = room.page.line.lines.accessibleName()
    assert print_of in said
    assert kept.token not in said
    assert "已在市级平台登记" in room.heard[-1]


def test_that_no_leaves_the_code_unused_and_the_setting_as_it_was(room: Room, city: CitySide) -> None:
    made = invites.make(city.engine, WINDOW, "高平市03号窗口", now())
    fill(room, city, made.code)
    QTest.keyClick(message(room), Qt.Key.Key_Escape)
    room.settle()
    assert city_line.city_of(room.desk.store).address == ""
    assert [one.window for one in invites.waiting(city.engine, now())] == [WINDOW]


def test_that_a_slip_of_the_hand_stays_on_the_form_and_costs_no_try(room: Room, city: CitySide) -> None:
    code = invites.make(city.engine, WINDOW, "高平市03号窗口", now()).code
    other = "A" if code[0] != "A" else "B"
    fill(room, city, other + code[1:])
    assert "编码仍然有效" in room.form().accessibleDescription()
    assert room.form().fields["code"].text
    room.form().reject()


def test_that_a_code_the_city_does_not_know_is_said_in_a_message(room: Room, city: CitySide) -> None:
    code = invites.make(city.engine, WINDOW, "高平市03号窗口", now()).code
    invites.cancel(city.engine, WINDOW)
    fill(room, city, code)
    message(room).accept()
    room.settle()
    assert "登记编码不对、已经用过或者过了期" in message(room).text
    assert city_line.city_of(room.desk.store).address == ""
    message(room).accept()
