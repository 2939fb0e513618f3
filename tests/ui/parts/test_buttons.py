"""Buttons and segments: one act, one wording, one key, and a reason when it may not be pressed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.parts.drawing import every, only
from ui import theme as t
from ui.parts.act import Act
from ui.parts.banner import Banner, EmptyState, Trouble
from ui.parts.button import Button, Rank
from ui.parts.inktip import InkTip
from ui.parts.segmented import Segmented
from ui.shortcuts import Key


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A window with a column."""
    page = QWidget()
    QVBoxLayout(page)
    page.resize(400, 300)
    qtbot.addWidget(page)
    return page


def put(page: QWidget, act: Act, rank: Rank = Rank.SECONDARY) -> Button:
    """A button on the page, its act reachable by key."""
    button = Button(act, rank)
    page.layout().addWidget(button)
    page.addAction(act)
    page.show()
    return button


def test_that_words_and_key_come_from_the_act_and_follow_it(page: QWidget) -> None:
    act = Act("受理并打印", Key.MAIN, page)
    button = put(page, act)
    assert (button.text(), button.accessibleName()) == ("受理并打印", "受理并打印 F9")
    act.setText("受理")
    assert button.text() == "受理"


@pytest.mark.parametrize(
    ("rank", "height"), [(Rank.PRIMARY, 44), (Rank.SECONDARY, 36), (Rank.DANGER, 36), (Rank.BANNER, 28)]
)
def test_that_a_button_is_as_high_as_its_rank(page: QWidget, rank: Rank, height: int) -> None:
    assert put(page, Act("暂存", Key.KEEP, page), rank).height() == height


def test_that_the_key_and_the_mouse_do_the_same_act(qtbot: QtBot, page: QWidget) -> None:
    act = Act("暂存", Key.KEEP, page)
    button = put(page, act)
    with qtbot.waitSignal(act.done):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    with qtbot.waitActive(page):
        page.activateWindow()
    with qtbot.waitSignal(act.done):
        qtbot.keyClick(page, Qt.Key.Key_F6)


def test_that_a_refused_key_is_never_silent_but_says_why(qtbot: QtBot, page: QWidget) -> None:
    act = Act("受理并打印", Key.MAIN, page)
    button = put(page, act)
    act.set_reason("缺 2 件，见一次性告知清单")
    with qtbot.waitSignal(button.refused) as refused, qtbot.assertNotEmitted(act.done):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert refused.args == ["缺 2 件，见一次性告知清单"]
    tip = only(page, InkTip)
    assert tip.isVisible()
    assert tip.text == "F9 现在不能按：缺 2 件，见一次性告知清单"


def test_that_a_refused_button_leaves_the_tab_chain_and_is_drawn_sunk(page: QWidget) -> None:
    act = Act("受理并打印", Key.MAIN, page)
    button = put(page, act, Rank.PRIMARY)
    assert button.grab().toImage().pixelColor(6, 22) == t.DAI
    act.set_reason("缺 2 件")
    assert button.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert button.grab().toImage().pixelColor(6, 22) == t.SUNK
    assert button.accessibleDescription() == "不可用：缺 2 件"


def test_that_a_button_given_another_act_no_longer_follows_the_first(qtbot: QtBot, page: QWidget) -> None:
    first, second = Act("受理并打印", Key.MAIN, page), Act("收件并出补正告知", Key.SUPPLEMENT, page)
    button = put(page, first, Rank.PRIMARY)
    button.set_act(second)
    first.setText("别的")
    assert button.text() == "收件并出补正告知"
    with qtbot.waitSignal(second.done), qtbot.assertNotEmitted(first.done):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_a_tip_stays_inside_the_window_and_goes_above_when_there_is_no_room_below(
    qtbot: QtBot, page: QWidget
) -> None:
    button = put(page, Act("受理并打印", Key.MAIN, page))
    tip = InkTip(page)
    tip.show_at(button, "原因" * 60)
    assert page.rect().contains(tip.geometry())
    low = Button(Act("放弃", Key.GIVE_UP, page), Rank.DANGER, page)
    low.move(340, 250)
    tip.show_at(low, "不能放弃")
    assert tip.geometry().bottom() < low.y()
    assert tip.geometry().right() <= page.width()


def test_that_segments_change_by_arrows_digits_and_mouse_and_stop_at_the_ends(qtbot: QtBot) -> None:
    choice = Segmented(("新办", "延续", "变更"), name="业务办理项")
    qtbot.addWidget(choice)
    choice.show()
    chosen: list[int] = []
    choice.chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_3, Qt.Key.Key_Right, Qt.Key.Key_9):
        qtbot.keyClick(choice, key)
    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton, pos=QPoint(5, 10))
    assert chosen == [1, 2, 0]
    assert choice.accessibleDescription() == "新办，共 3 项"


def test_that_the_program_setting_a_segment_is_not_a_choice(qtbot: QtBot) -> None:
    choice = Segmented(("新办", "延续"))
    qtbot.addWidget(choice)
    with qtbot.assertNotEmitted(choice.chosen):
        choice.set_current(1)
        choice.set_choices(("是", "否"), -1)
    assert choice.accessibleDescription() == "未选，共 2 项"


def test_that_a_banner_replaces_its_keys_with_what_it_says(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.resize(1000, 45)
    retry, carry = Act("立即重试", Key.RETRY, banner), Act("装摆渡包", Key.CARRY, banner)
    banner.say("断网，照常收件。", "08:52 起连不上市级平台。", (retry, carry))
    banner.say("断网，照常收件。", "08:52 起连不上市级平台。", (carry,))
    banner.show()
    shown = [button.text() for button in every(banner, Button) if button.isVisible()]
    assert shown == ["装摆渡包"]
    assert banner.accessibleName() == "断网，照常收件。08:52 起连不上市级平台。"
    assert banner.grab().toImage().pixelColor(2, 2) == t.ZHE_SOFT


@pytest.mark.parametrize("kind", [EmptyState, Trouble])
def test_that_pressing_a_card_does_its_one_act(qtbot: QtBot, kind: type[EmptyState | Trouble]) -> None:
    act = Act("收新件", Key.PICK_ITEM)
    card = kind("今日没有到期的办件", "下一个到期：11-23 周一", act)
    qtbot.addWidget(card)
    card.resize(313, 56)
    card.show()
    assert card.accessibleName() == "今日没有到期的办件。下一个到期：11-23 周一"
    with qtbot.waitSignal(act.done):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
