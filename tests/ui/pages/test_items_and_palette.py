"""事项 browses the whole list with its guides; Ctrl+K finds any item, case or command and goes there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.desk.accept import accept
from models.desk.context import Desk
from tests.helpers.factory import form_for, hall
from ui.bus import Bus
from ui.pages.items import ItemsPage
from ui.palette import Palette
from ui.services import Services
from ui.tasks import Tasks


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with hall(tmp_path / "hall") as made:
        yield made


@dataclass
class Given:
    services: Services
    bus: Bus


@pytest.fixture
def given(desk: Desk) -> Iterator[Given]:
    bugs: list[BaseException] = []
    tasks, bus = Tasks(bugs.append), Bus()
    yield Given(Services(desk, tasks, bus, None, lambda: None), bus)  # type: ignore[arg-type]  # no paper here
    assert tasks.stop()
    assert bugs == []


@pytest.fixture
def items(qtbot: QtBot, given: Given) -> ItemsPage:
    page = ItemsPage(given.services)
    qtbot.addWidget(page)
    page.resize(1294, 712)
    page.show()
    return page


def test_that_every_item_of_the_list_is_there(items: ItemsPage) -> None:
    assert items.table.model().rowCount() == 95


@pytest.mark.parametrize("typed", ["第三类医疗器械", "dslylqx", "disanlei", "71"])
def test_that_an_item_is_found_by_name_initials_pinyin_or_number(items: ItemsPage, typed: str) -> None:
    items.box.setText(typed)
    assert items.table.select_key("附件/71")


def test_that_an_item_without_a_guide_says_so_and_can_still_be_looked_at(items: ItemsPage) -> None:
    items.show_key("附件/4")
    assert items.table.current_key() == "附件/4"
    assert any("待录入" in line.text + line.note for line in items._title.lines)


def test_that_what_is_not_in_the_list_is_told_and_nothing_can_be_begun(items: ItemsPage) -> None:
    items.box.setText("没有这样的事项名称")
    assert items.table.model().rowCount() == 0
    assert "清单之外" in items._title.lines[0].note
    assert items._begin.reason


def test_that_enter_begins_the_item_at_intake(items: ItemsPage, given: Given) -> None:
    begun: list[str] = []
    given.bus.open_item.connect(begun.append)
    items.show_key("附件/71")
    QTest.keyClick(items.box, Qt.Key.Key_Return)
    assert begun == ["附件/71"]


@pytest.fixture
def palette(qtbot: QtBot, given: Given) -> Iterator[Palette]:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(1366, 768)
    made = Palette(given.services, ground)
    ground.show()
    made.open()
    qtbot.waitUntil(lambda: made.table.model().rowCount() > 0)
    yield made
    ground.hide()  # kept alive until here: the palette is its child


def test_that_the_palette_opens_with_the_commands_and_enter_goes_there(
    palette: Palette, given: Given, qtbot: QtBot
) -> None:
    gone: list[str] = []
    given.bus.go.connect(gone.append)
    palette.box.setText("台账")
    qtbot.waitUntil(lambda: palette.table.current_key() == "command:ledger")
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    assert gone == ["台账"]
    assert palette.isHidden()


def test_that_a_case_is_found_by_its_applicant_and_opened(
    palette: Palette, given: Given, desk: Desk, qtbot: QtBot
) -> None:
    done = accept(desk, form_for(desk, "附件/71"))
    opened: list[str] = []
    given.bus.open_case.connect(opened.append)
    palette.box.setText("样例器械")
    qtbot.waitUntil(lambda: palette.table.current_key() == f"case:{done.case_id}")
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    assert opened == [done.case_id]


def test_that_nothing_found_says_what_to_try(palette: Palette, qtbot: QtBot) -> None:
    palette.box.setText("zzzzzz")
    qtbot.waitUntil(lambda: palette.table.current_key() == "")
    model = palette.table.model()
    assert "没有找到" in str(model.index(0, 0).data())


def test_that_esc_puts_the_palette_away(palette: Palette) -> None:
    QTest.keyClick(palette.box, Qt.Key.Key_Escape)
    assert palette.isHidden()
