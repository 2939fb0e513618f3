"""摆渡包: packed to a folder, its answer taken, made again, asked after when late, stopped; all by keys."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from forwarding.carrying import always
from models.desk.accept import accept
from models.desk.context import Desk
from models.store import packages
from tests.desk.lives import COUNTY_FORWARDS
from tests.helpers.carriage import Carriage, carriage, states
from tests.helpers.cityroad import road
from tests.helpers.factory import HandClock, form_for
from tests.ui.pages.conftest import Show
from ui.pages.packages import PackagesPage
from ui.pages.packages_work import packing
from ui.pages.queue_book import QueueBook
from ui.parts.rows import GroupRow, Row, RowsModel
from ui.services import Services

Wait = Callable[[], None]


@pytest.fixture
def way(desk: Desk, tmp_path: Path) -> Iterator[Carriage]:
    """A window enrolled, a case accepted, and a stick."""
    accept(desk, form_for(desk, COUNTY_FORWARDS.item, COUNTY_FORWARDS.handling))
    made = road(desk, tmp_path / "city")
    yield carriage(made, tmp_path / "U盘")
    made.engine.dispose()


@pytest.fixture
def book(services: Services, way: Carriage, show: Show) -> QueueBook:
    """转报."""
    made = QueueBook(services)
    show(made)
    return made


@pytest.fixture
def page(book: QueueBook, settled: Wait, qtbot: QtBot) -> PackagesPage:
    """摆渡包, gone to by Ctrl+3."""
    qtbot.keyClick(book.page, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert isinstance(book.page, PackagesPage)
    return book.page


def rows(page: PackagesPage) -> list[Row]:
    model = page.table.model()
    assert isinstance(model, RowsModel)
    return [row for row in model.rows if isinstance(row, Row)]


def heads(page: PackagesPage) -> list[str]:
    model = page.table.model()
    assert isinstance(model, RowsModel)
    return [row.title for row in model.rows if isinstance(row, GroupRow)]


def press(page: PackagesPage, key: Qt.Key, settled: Wait) -> None:
    QTest.keyClick(page.table if page.table.isVisible() else page, key)
    settled()


def test_that_a_package_is_made_in_the_folder_chosen(page: PackagesPage, way: Carriage, settled: Wait) -> None:
    page.acts.pack_to(str(way.stick))
    settled()
    assert page.strip.lead == "第 1 包装好了，3 条，已读回核对"
    assert [path.name for path in way.stick.iterdir()] == ["同权一窗-140581-03-第0001包.tqp"]
    assert set(states(way.store).values()) == {"已装包"}
    assert heads(page) == ["等市级回执"]


def test_that_its_answer_is_taken_and_the_same_one_again_changes_nothing(
    page: PackagesPage, way: Carriage, settled: Wait
) -> None:
    answer = way.answer(way.bring(way.pack().path))
    page.acts.take_from(str(answer))
    settled()
    assert page.strip.lead == "第 1 包的回执收好了：送达 3"
    assert heads(page) == ["了结的"]
    page.acts.take_from(str(answer))
    settled()
    assert page.strip.lead == "第 1 包的回执以前收过，内容一样"


@pytest.mark.parametrize(
    ("key", "title"), [(Qt.Key.Key_F10, "装到哪个盘或文件夹"), (Qt.Key.Key_F9, "选市级带回的回执包")]
)
def test_that_a_key_asks_where(page: PackagesPage, key: Qt.Key, title: str) -> None:
    QTest.keyClick(page, key)
    dialog = cast("QFileDialog", page.findChild(QFileDialog))
    assert dialog.windowTitle() == title
    dialog.reject()


def test_that_f8_says_what_to_choose_first(page: PackagesPage, settled: Wait) -> None:
    press(page, Qt.Key.Key_F8, settled)
    assert page.strip.lead == "先选一包"


def test_that_a_package_without_an_answer_for_three_days_is_red_and_named_on_the_tab(
    page: PackagesPage, book: QueueBook, way: Carriage, clock: HandClock, settled: Wait, services: Services
) -> None:
    way.pack()
    clock.move(days=3, minutes=1)
    services.bus.queue_changed.emit()
    settled()
    assert heads(page) == ["要查"]
    assert [row.late for row in rows(page)] == [True]
    assert "摆渡包 · 1 未回" in page.tabs._row.choices
    assert page.side.todo.lines[0].text == "问市级收到没有，存储盘在谁手里"


def test_that_a_pulled_stick_is_said_and_nothing_is_marked(
    page: PackagesPage, way: Carriage, settled: Wait
) -> None:
    shutil.rmtree(way.stick)
    page.acts.pack_to(str(way.stick))
    settled()
    assert page.strip.text.startswith("存储盘写不进去，可能已拔出，摆渡包没有做成")
    assert set(states(way.store).values()) == {"等待"}
    assert [(one.number, one.state) for one in packages.rows(way.store)] == [(1, "作废")]
    assert page.acts.pack.reason == ""


def test_that_a_file_that_is_no_answer_is_refused_in_a_sentence(
    page: PackagesPage, way: Carriage, tmp_path: Path, settled: Wait
) -> None:
    (tmp_path / "x.tqp").write_bytes(b"not a package at all")
    page.acts.take_from(str(tmp_path / "x.tqp"))
    settled()
    assert page.strip.text.startswith("这个文件不是摆渡包")


def test_that_esc_stops_the_work_and_leaves_nothing(
    page: PackagesPage, way: Carriage, settled: Wait
) -> None:
    page.acts.pack_to(str(way.stick))
    QTest.keyClick(page, Qt.Key.Key_Escape)
    settled()
    if page.strip.lead == "已停止装包":  # the key may come after the last file was written
        assert list(way.stick.iterdir()) == []
        assert set(states(way.store).values()) == {"等待"}
    else:
        assert set(states(way.store).values()) == {"已装包"}


def test_that_an_act_does_not_wait_for_a_package_under_way(way: Carriage, services: Services, settled: Wait) -> None:
    """The lane beside: while a package is being written, the door for acts is free."""
    order: list[str] = []

    def tell(done: int, total: int) -> bool:
        if not order:
            order.append("begun")
            accept(way.road.clerk, form_for(way.road.clerk, COUNTY_FORWARDS.item, COUNTY_FORWARDS.handling))
            order.append("accepted")
        return always(done, total)

    made = packing(services.desk, str(way.stick), 10**9, 0, tell)()
    assert order == ["begun", "accepted"]
    assert made.entries == 3
    assert sorted(states(way.store).values()) == ["已装包"] * 3 + ["等待"] * 3
