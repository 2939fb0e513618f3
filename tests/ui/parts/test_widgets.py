"""The larger parts: status bar, rail, top bar, preview, busy strip, lock, columns, lines."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models.rules.terms import Light
from models.views import Duties, Duty
from tests.ui.parts.drawing import colours, name, only
from ui import theme as t
from ui.paint.light import Shape
from ui.paint.verdict import ready
from ui.parts.busy import APPEARS_MS, BusyStrip
from ui.parts.column import RightColumn, Scrolled
from ui.parts.heads import GroupHead, KeyHint
from ui.parts.lock import OPACITY, LockScreen
from ui.parts.painted import ClockCells, DutyStrip, LightLabel, ModeChip, VerdictBar, WeekBars
from ui.parts.preview import PaperPreview
from ui.parts.rail import Rail
from ui.parts.segmented import Segmented
from ui.parts.statusbar import Status, StatusBar
from ui.parts.topbar import Facts, FindBox, TopBar

NOON = datetime(2026, 11, 20, 12, 0, 5, tzinfo=UTC)


def test_that_the_status_bar_says_line_queue_printer_draft_person_window_and_time(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_status(
        Status(
            "市级线路 通 · 42 毫秒",
            Shape.DOT,
            3,
            "打印机 就绪",
            Shape.DOT,
            "",
            NOON,
            "样例厅",
            "测试甲",
            "03号窗口",
            NOON,
        )
    )
    said = bar.accessibleDescription()
    for part in (
        "市级线路 通",
        "待送 3 条",
        "打印机 就绪",
        "草稿已存 12:00:05",
        "03号窗口",
        "2026-11-20 周五",
        "12:00:05",
    ):
        assert part in said


def test_that_the_status_bar_turns_ochre_not_red_when_the_line_is_down(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(900, 28)
    bar.change(line="市级线路 断开", line_shape=Shape.BROKEN)
    seen = colours(bar.grab().toImage())
    assert name(t.ZHE_SHAPE) in seen
    assert name(t.ZHU_SHAPE) not in seen


def test_that_a_narrow_status_bar_drops_whole_parts_from_the_left_side_and_keeps_the_clock(qtbot: QtBot) -> None:
    bar = StatusBar(Status(hall="样例县政务服务中心", person="测试甲", now=NOON))
    qtbot.addWidget(bar)
    bar.resize(420, 28)
    image = bar.grab().toImage()
    clock = image.copy(420 - 70, 4, 60, 20)
    assert len(colours(clock)) > 3


def test_that_the_rail_goes_where_it_is_pressed_and_names_the_page(qtbot: QtBot) -> None:
    rail = Rail(3)
    qtbot.addWidget(rail)
    rail.resize(72, 740)
    rail.show()
    asked: list[int] = []
    rail.asked.connect(asked.append)
    qtbot.mouseClick(rail, Qt.MouseButton.LeftButton, pos=QPoint(30, 60 + 3 * 60 + 20))
    rail.set_current(3)
    assert asked == [3]
    assert rail.accessibleName() == "03号窗口，当前转报"
    with qtbot.waitSignals([rail.help_asked, rail.lock_asked]):
        qtbot.mouseClick(rail, Qt.MouseButton.LeftButton, pos=QPoint(30, 740 - 46 - 30))
        qtbot.mouseClick(rail, Qt.MouseButton.LeftButton, pos=QPoint(30, 740 - 30))


def test_that_a_rail_badge_is_vermilion_when_urgent_grey_when_not_and_gone_at_zero(qtbot: QtBot) -> None:
    rail = Rail(3)
    qtbot.addWidget(rail)
    rail.resize(72, 740)
    rail.set_badge(0, 3)
    assert name(t.ZHU) in colours(rail.grab().toImage())
    assert "今日3" in rail.accessibleDescription()
    rail.set_badge(0, 3, urgent=False)
    assert name(t.ZHU) not in colours(rail.grab().toImage())
    rail.set_badge(0, 0)
    assert "今日3" not in rail.accessibleDescription()


def test_that_the_top_bar_gives_the_page_a_place_and_the_search_its_key(qtbot: QtBot) -> None:
    bar = TopBar("收件")
    facts = Facts()
    facts.show_facts(("在办 23", "strong"), ("要人处理 1", "bad"))
    bar.add(facts)
    qtbot.addWidget(bar)
    bar.resize(1294, 52)
    bar.show()
    find = only(bar, FindBox)
    assert facts.x() < find.x()
    assert bar.width() - find.geometry().right() <= 17
    with qtbot.waitSignal(bar.find_asked):
        qtbot.mouseClick(find, Qt.MouseButton.LeftButton)


def pages(count: int) -> list[tuple[int, int, bytes]]:
    """Plain A4 pages, red, green, blue in turn."""
    inks = (b"\xff\x00\x00", b"\x00\xff\x00", b"\x00\x00\xff")
    return [(210, 297, inks[n % 3] * (210 * 297)) for n in range(count)]


@pytest.fixture
def preview(qtbot: QtBot) -> PaperPreview:
    """Three pages on the screen."""
    preview = PaperPreview()
    qtbot.addWidget(preview)
    preview.resize(500, 400)
    preview.show_pages(pages(3))
    preview.show()
    return preview


def test_that_the_preview_shows_the_very_pixels_on_grey_with_a_hairline(preview: PaperPreview) -> None:
    image = preview.viewport().grab().toImage()
    assert image.pixelColor(250, 200) == QColor("#FF0000")
    assert image.pixelColor(5, 5) == t.PREVIEW
    assert name(t.LINE2) in colours(image)


def test_that_page_keys_turn_pages_and_stop_at_the_last(qtbot: QtBot, preview: PaperPreview) -> None:
    seen: list[int] = []

    def saw(page: int, _count: int) -> None:
        seen.append(page)

    preview.page_changed.connect(saw)
    for _ in range(4):
        qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.page == 2
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert preview.page == 1
    assert {1, 2} <= set(seen)


def test_that_zoom_steps_and_ctrl_0_fits_again(qtbot: QtBot, preview: PaperPreview) -> None:
    fitted = preview.zoom
    qtbot.keyClick(preview, Qt.Key.Key_Plus)
    assert preview.zoom > fitted
    qtbot.keyClick(preview, Qt.Key.Key_Minus)
    qtbot.keyClick(preview, Qt.Key.Key_Minus)
    assert preview.zoom < fitted
    qtbot.keyClick(preview, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom == fitted
    preview.fit(height=True)
    assert preview.zoom < fitted


def test_that_a_preview_without_pages_says_why(preview: PaperPreview) -> None:
    preview.show_note("正在生成预览")
    assert preview.pages == 0
    assert name(QColor("#FF0000")) not in colours(preview.viewport().grab().toImage())


def test_that_the_busy_strip_waits_a_second_before_it_shows_and_stops_on_request(qtbot: QtBot) -> None:
    strip = BusyStrip()
    qtbot.addWidget(strip)
    assert APPEARS_MS == 1000
    strip.start("正在生成台账")
    assert strip.running
    assert not strip.isVisible()
    with qtbot.waitSignal(strip.stop_asked):
        assert strip.stop()
    strip.finish()
    assert (strip.running, strip.stop()) == (False, False)


def test_that_the_busy_strip_shows_how_far_it_is(qtbot: QtBot) -> None:
    strip = BusyStrip()
    qtbot.addWidget(strip)
    strip.resize(200, 36)
    strip.step("第 3 页，共 4 页", 0.75)
    image = strip.grab().toImage()
    assert image.pixelColor(140, 32) == t.DAI
    assert image.pixelColor(160, 32) == t.LINE
    assert strip.accessibleName() == "第 3 页，共 4 页 75%"


@pytest.fixture
def locked(qtbot: QtBot) -> tuple[QWidget, QLineEdit, LockScreen]:
    """A window with a field that has the focus, then locked."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    field = QLineEdit("样例企业", window)
    field.setGeometry(100, 60, 200, 28)
    lock = LockScreen(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    field.setFocus()
    lock.lock("测试甲", "收件 0017 原样保留，未离开此页")
    return window, field, lock


def test_that_the_lock_covers_everything_and_takes_the_focus(locked: tuple[QWidget, QLineEdit, LockScreen]) -> None:
    window, _, lock = locked
    assert OPACITY >= 0.93
    assert lock.geometry() == window.rect()
    assert lock.password.hasFocus()
    window.resize(900, 500)
    assert lock.geometry() == window.rect()


def test_that_no_key_gets_through_the_lock(qtbot: QtBot, locked: tuple[QWidget, QLineEdit, LockScreen]) -> None:
    _, field, lock = locked
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_F9, Qt.Key.Key_Escape, Qt.Key.Key_A):
        qtbot.keyClick(lock.password, key)
    assert field.text() == "样例企业"
    assert lock.locked
    assert lock.password.hasFocus()


def test_that_only_unlock_lifts_the_lock_and_the_focus_returns(
    qtbot: QtBot, locked: tuple[QWidget, QLineEdit, LockScreen]
) -> None:
    _, field, lock = locked
    qtbot.keyClicks(lock.password, "wrong")
    with qtbot.waitSignal(lock.unlock_asked) as asked:
        qtbot.keyClick(lock.password, Qt.Key.Key_Return)
    assert asked.args == ["wrong"]
    lock.refuse("密码不对，还可试 4 次")
    assert lock.locked
    assert lock.password.text() == ""
    assert lock.accessibleDescription() == "密码不对，还可试 4 次"
    lock.unlock()
    assert (lock.locked, field.hasFocus()) == (False, True)


def test_that_f6_asks_before_somebody_else_takes_over_and_esc_goes_back(
    qtbot: QtBot, locked: tuple[QWidget, QLineEdit, LockScreen]
) -> None:
    _, _, lock = locked
    asked: list[bool] = []
    lock.change_asked.connect(lambda: asked.append(True))
    qtbot.keyClick(lock.password, Qt.Key.Key_F6)
    assert (asked, lock.password.isVisible(), lock.hasFocus()) == ([], False, True)
    assert "存成草稿" in lock.accessibleDescription()
    qtbot.keyClick(lock, Qt.Key.Key_A)
    qtbot.keyClick(lock, Qt.Key.Key_Escape)
    assert (asked, lock.password.hasFocus()) == ([], True)
    qtbot.keyClick(lock.password, Qt.Key.Key_F6)
    qtbot.keyClick(lock, Qt.Key.Key_F6)
    assert asked == [True]
    lock.go("正在退出，请稍候。")
    qtbot.keyClick(lock, Qt.Key.Key_F6)
    assert asked == [True]
    lock.refuse("没有换人")
    assert lock.password.hasFocus()


def test_that_verdict_and_keys_of_the_right_column_never_scroll(qtbot: QtBot) -> None:
    column = RightColumn(364)
    qtbot.addWidget(column)
    verdict = VerdictBar(ready("可受理", "材料齐全"))
    column.top.addWidget(verdict)
    for number in range(40):
        column.body.addWidget(GroupHead(f"第 {number} 行"))
    column.bottom.addWidget(KeyHint((("F9", "受理"),)))
    column.resize(364, 500)
    column.show()
    bar = column.scrolled.verticalScrollBar()
    assert bar.maximum() > 0
    before = verdict.mapTo(column, QPoint(0, 0))
    bar.setValue(bar.maximum())
    assert verdict.mapTo(column, QPoint(0, 0)) == before
    assert verdict.height() == 76


def test_that_content_does_not_move_when_the_scroll_bar_comes(qtbot: QtBot) -> None:
    scrolled = Scrolled()
    qtbot.addWidget(scrolled)
    first = GroupHead("一行")
    scrolled.column.addWidget(first)
    scrolled.column.addStretch(1)
    scrolled.resize(300, 200)
    scrolled.show()
    wide = first.width()
    for number in range(30):
        scrolled.column.insertWidget(1, GroupHead(str(number)))
    qtbot.waitUntil(lambda: scrolled.verticalScrollBar().maximum() > 0)
    qtbot.waitUntil(lambda: first.width() == wide)


def test_that_a_group_head_holds_a_choice_at_its_right_end(qtbot: QtBot) -> None:
    head = GroupHead("申请人", hints=(("F2", "换事项"),))
    choice = Segmented(("法人", "个人"), height=24)
    head.set_right(choice)
    qtbot.addWidget(head)
    head.resize(600, 25)
    head.show()
    assert choice.geometry().right() == 599
    assert head.accessibleDescription() == "换事项 F2"
    head.set_title("经办人", "持授权委托书")
    assert head.accessibleName() == "经办人 持授权委托书"


def test_that_a_painted_widget_says_its_value_and_follows_it(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    chip, light, strip = ModeChip("DIRECT"), LightLabel(Light.NEAR, 2), DutyStrip()
    for widget in (chip, light, strip, ClockCells(), WeekBars((("周一", 1, 1),))):
        column.addWidget(widget)
        assert isinstance(widget.accessibleName(), str)
    narrow = chip.sizeHint().width()
    chip.show_code("WINDOW_FORWARD_COUNTY")
    light.show_light(Light.LATE, -2)
    strip.show_value(Duties("高平市", "晋城市", (Duty("收件", True),)))
    assert chip.accessibleName() == "市 · 县收转市"
    assert chip.sizeHint().width() == narrow
    assert light.accessibleName() == "超期 2 日"
    assert strip.accessibleName() == "县级 · 高平市：收件"
    assert not holder.grab().isNull()
