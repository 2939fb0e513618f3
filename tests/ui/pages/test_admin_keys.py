"""管理 · 密钥: a new code once on the screen and never in a file, a new key with the shelf after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from models.desk import keychange, roster
from models.store.keys import KeyFile
from tests.helpers.leaks import written
from tests.helpers.offices import ADMIN, CLERK, PASSWORD
from tests.ui.pages.test_admin import Room, room
from ui.checking import Checking
from ui.code_message import CodeMessage

__all__ = ["room"]
Enter = Callable[[str], Room]


def message(page: Room) -> CodeMessage:
    """The code on the screen."""
    return next(one for one in cast("list[CodeMessage]", page.page.findChildren(CodeMessage)) if one.isVisible())


def test_that_a_new_code_stands_once_on_the_screen_and_in_no_file(room: Enter, tmp_path: Path) -> None:
    here = room(ADMIN)
    here.page.keys.code.trigger()
    here.send({"own": PASSWORD})
    here.settle()
    code = message(here).text[:29]
    assert KeyFile(here.desk.store.folder).recover(code) == here.desk.store.key
    message(here).print.trigger()
    here.settle()
    here.settle()
    assert "不存成文件" in message(here).told  # and it still stands there, to be written down
    assert message(here).text.startswith(code)
    assert written(tmp_path, code) == []
    message(here).accept()


def test_that_a_new_key_is_made_and_the_shelf_follows(room: Enter) -> None:
    here = room(ADMIN)
    digest = here.desk.store.blobs.put(b"scan")
    here.page.keys.change.trigger()
    here.send({"own": PASSWORD})
    here.settle()
    here.settle()
    assert here.heard == ["密钥已更换为第 2 代，正在换附件", "附件都已换到新密钥，共 1 份"]
    assert keychange.state(here.desk).generation == 2
    assert "第 2 代" in here.page.keys.lines.accessibleName()
    assert here.desk.store.blobs.get(digest) == b"scan"


def test_that_scans_left_behind_by_a_cut_short_change_follow_in_the_background(
    room: Enter,
) -> None:
    here = room(ADMIN)
    digest = here.desk.store.blobs.put(b"scan")
    keychange.change_key(here.desk, PASSWORD)
    here.page.keys.refresh()
    here.settle()
    assert "不用再按" in here.page.keys.lines.accessibleName()
    checking = Checking(here.page.keys.services, here.page, move_ms=0)
    here.until(lambda: here.heard)
    assert here.heard == ["上次没有换完的附件都已换到新密钥，共 1 份"]
    assert not keychange.state(here.desk).moving
    assert here.desk.store.blobs.get(digest) == b"scan"
    checking.go_on()
    here.settle()
    assert len(here.heard) == 1
    checking.stop()


def test_that_a_wrong_password_is_said_on_the_form_and_a_clerk_cannot_begin(room: Enter) -> None:
    here = room(ADMIN)
    here.page.keys.change.trigger()
    here.send({"own": "wrong"})
    assert "不正确" in here.form().accessibleDescription()
    here.form().reject()


def test_that_a_clerk_may_look_and_not_change(room: Enter) -> None:
    section = room(CLERK).page.keys
    assert (section.code.reason, section.change.reason) == (roster.NOT_YOURS, roster.NOT_YOURS)
    assert "第 1 代" in section.lines.accessibleName()
