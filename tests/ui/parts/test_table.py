"""Tables: keys, group heads, heights, what is painted where, what is read out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from models.rules.terms import Light
from tests.ui.parts.drawing import colours, name
from ui import theme as t
from ui.paint.light import Shape
from ui.parts.rows import Column, GroupRow, Kind, Lit, Marked, Row, cell_text
from ui.parts.table import RowTable

COLUMNS = (
    Column("灯", Kind.LIGHT, 92),
    Column("办件", Kind.MUTED, 100),
    Column("事项 · 申请人", Kind.TWO_LINE),
    Column("方式", Kind.CHIP, 122),
    Column("到期", Kind.RIGHT, 62),
)


def row(key: str, light: Light = Light.AMPLE, left: int = 6, *, late: bool = False) -> Row:
    """One case."""
    cells = (Lit(light, left), key, ("印刷企业设立", "样例印务有限公司"), "SUBSTANTIVE_CITY_STAMP", "11-30")
    return Row(key, cells, late=late)


ROWS = (
    GroupRow("不能等", "今日必须了结", Shape.SQUARE),
    row("0021", Light.TODAY, 0),
    row("0014", Light.LATE, -1, late=True),
    GroupRow("充裕", "按到期先后", Shape.DOT),
    row("0018"),
)


@pytest.fixture
def table(qtbot: QtBot) -> RowTable:
    """A table with two groups, in front of the person."""
    table = RowTable(COLUMNS)
    qtbot.addWidget(table)
    table.resize(700, 240)
    table.show_rows(ROWS)
    table.show()
    with qtbot.waitActive(table):
        table.activateWindow()
    table.setFocus()
    return table


def picture(table: RowTable) -> QImage:
    """The rows as painted."""
    return table.viewport().grab().toImage()


def test_that_the_first_case_not_the_group_head_is_selected(table: RowTable) -> None:
    assert table.current_key() == "0021"


def test_that_arrows_pass_over_group_heads_and_home_and_end_go_to_the_ends(qtbot: QtBot, table: RowTable) -> None:
    picked: list[str] = []
    table.picked.connect(picked.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Up):
        qtbot.keyClick(table, key)
    assert picked == ["0014", "0018", "0021", "0018", "0014"]


def test_that_enter_opens_the_selected_case(qtbot: QtBot, table: RowTable) -> None:
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["0021"]


def test_that_showing_other_rows_keeps_the_selected_case(table: RowTable) -> None:
    table.select_key("0018")
    table.show_rows((*ROWS, row("0030")))
    assert table.current_key() == "0018"
    table.show_rows(ROWS[:3])
    assert table.current_key() == "0021"


def test_that_rows_are_forty_high_and_group_heads_twenty_eight(table: RowTable) -> None:
    assert [table.rowHeight(number) for number in range(5)] == [28, 40, 40, 28, 40]
    assert table.content_height() == 26 + 28 + 40 + 40 + 28 + 40


def test_that_the_selected_row_is_pale_with_a_bar_and_a_focus_frame(table: RowTable) -> None:
    image = picture(table)
    assert image.pixelColor(1, 48) == t.DAI
    assert image.pixelColor(85, 35) == t.DAI_SOFT
    assert image.pixelColor(300, 28) == t.DAI
    table.clearFocus()
    assert picture(table).pixelColor(300, 28) != t.DAI


def test_that_a_late_row_is_vermilion_all_along_with_its_bar(table: RowTable) -> None:
    image = picture(table)
    assert image.pixelColor(1, 88) == t.ZHU_SHAPE
    assert image.pixelColor(690, 75) == t.ZHU_SOFT


def test_that_a_row_is_read_out_in_words(table: RowTable) -> None:
    model = table.model()
    said = [model.index(1, n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(5)]
    assert said == ["今日", "0021", "印刷企业设立，样例印务有限公司", "县市 · 见章盖章", "11-30"]
    assert model.index(0, 0).data() == "不能等 今日必须了结"


def test_that_a_mark_is_read_out_with_its_shape() -> None:
    assert cell_text(Marked(Shape.CROSS, "缺")) == "叉 缺"


def test_that_changing_one_row_keeps_the_selection(table: RowTable) -> None:
    table.select_key("0018")
    table.model().replace(1, row("0021", Light.DONE))  # type: ignore[attr-defined]
    assert table.current_key() == "0018"
    assert table.model().index(1, 0).data() == "已办结"


def test_that_a_double_click_opens_and_a_group_head_does_not(qtbot: QtBot, table: RowTable) -> None:
    opened: list[str] = []
    table.opened.connect(opened.append)
    for number in (0, 4):
        at = table.visualRect(table.model().index(number, 2)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened == ["0018"]


def test_that_a_wrapped_name_and_its_alert_make_the_row_as_high_as_they_need(qtbot: QtBot) -> None:
    columns = (Column("材料", Kind.WRAP), Column("结论", Kind.MARK, 72))
    table = RowTable(columns, usual=t.ROW, grows=True)
    qtbot.addWidget(table)
    table.resize(240, 300)
    table.show_rows(
        (
            Row("1", ("申请表", Marked(Shape.CHECK, "已收"))),
            Row("2", ("场所和库房位置图、平面图、产权或租赁文件", Marked(Shape.CROSS, "缺")), alert="租赁合同未交"),
        )
    )
    table.show()
    qtbot.waitUntil(lambda: table.rowHeight(1) > 60)
    assert table.rowHeight(0) == t.ROW
    assert table.height() == table.content_height()
    table.resize(800, table.height())
    qtbot.waitUntil(lambda: table.rowHeight(1) < 50)
    assert name(t.ZHU) in colours(picture(table))


def test_that_every_kind_of_column_can_be_painted(qtbot: QtBot) -> None:
    cells: dict[Kind, object] = {
        Kind.LIGHT: Lit(Light.PAUSED, 4),
        Kind.MARK: Marked(Shape.RING, "等待", coloured=False),
        Kind.TWO_LINE: ("同上", ""),
        Kind.TWO_RIGHT: ("王晓岚", "第 1 条"),
        Kind.CHIP: "DIRECT",
        Kind.LINK: ("去办", "1"),
    }
    columns = tuple(Column(kind.value, kind, 80) for kind in Kind)
    table = RowTable(columns)
    qtbot.addWidget(table)
    table.resize(80 * len(columns), 100)
    table.show_rows((Row("1", tuple(cells.get(column.kind, "字") for column in columns), quiet=True),))
    table.show()
    image = picture(table)
    for number in range(len(columns)):
        part = image.copy(80 * number + 6, 4, 68, 30)
        assert len(colours(part)) > 3, columns[number].kind
