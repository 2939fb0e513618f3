"""F1: the keys of the page in front, troubles, whom to call; opened and put away by keys. And the line at the foot."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.factory import GAOPING
from ui.help import HelpDialog, KeyTable
from ui.help_words import BY_PAGE, EVERYWHERE, TROUBLES
from ui.parts.footline import GOES_MS, FootLine
from ui.parts.textlines import TextLines
from ui.shell import PAGE_NAMES


def said(dialog: HelpDialog) -> str:
    """All it says."""
    parts = cast("list[QWidget]", dialog.findChildren(KeyTable)) + cast("list[QWidget]", dialog.findChildren(TextLines))
    return " ".join(part.accessibleName() for part in parts)


@pytest.mark.parametrize("page", PAGE_NAMES)
def test_that_help_tells_the_keys_of_the_page_the_troubles_and_the_phone(page: str, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = HelpDialog(page, GAOPING, parent)
    text = said(dialog)
    for key, meaning in (*BY_PAGE[page], *EVERYWHERE):
        assert f"{key} {meaning}" in text
    for trouble, _ in TROUBLES:
        assert trouble in text
    assert GAOPING.phone in text


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_Return])
def test_that_help_is_put_away_by_a_key(key: Qt.Key, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    dialog = HelpDialog("收件", GAOPING, parent)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.focusWidget() is not None)
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog.focusWidget(), key)


def test_that_a_quiet_sentence_goes_by_itself_and_a_trouble_stays_with_its_key(qtbot: QtBot) -> None:
    foot = FootLine()
    qtbot.addWidget(foot)
    foot.say("样例一句")
    assert foot.timer.isActive()
    assert foot.timer.interval() == GOES_MS == 8000
    foot.timer.timeout.emit()
    assert (foot.text, foot.isHidden()) == ("", True)
    foot.trouble("打印机卡纸", 2)
    foot.say("样例一句")
    assert foot.text == "打印机卡纸"
    assert not foot.timer.isActive()
    with qtbot.waitSignal(foot.again_asked):
        foot.again.trigger()
    foot.clear_trouble()
    assert foot.isHidden()
