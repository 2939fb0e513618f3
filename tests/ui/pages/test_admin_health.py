"""管理 · 数据体检 at a real window: checked by a key, the list of what is lost, mended; damage is told by a message."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.desk import backups
from models.desk.accept import accept
from models.desk.context import Desk
from tests.desk.test_backups import never
from tests.helpers.factory import form_for
from tests.helpers.offices import ADMIN, CLERK, office
from tests.store.test_pagecheck import rot
from tests.ui.pages.test_admin import Room, room
from ui.health import HealthRounds
from ui.messages import Message
from ui.services import Services
from ui.shell import MainWindow

__all__ = ["room"]
Enter = Callable[[str], Room]


def said(here: Room) -> str:
    return here.page.health.lines.accessibleName()


def scanned(desk: Desk) -> tuple[str, ...]:
    """A case whose first material shows three scans."""
    with desk.store.work() as work:
        scans = tuple(work.put_blob(b"scan %d" % n, "image/png") for n in range(3))
        work.commit()
    form = form_for(desk, "附件/9")
    first, *rest = form.materials
    accept(desk, replace(form, materials=(replace(first, scans=scans), *rest)))
    return scans


def test_that_a_check_by_its_key_says_that_everything_is_there(room: Enter) -> None:
    here = room(CLERK)
    assert "没有检查过" in said(here)
    here.page.health.check.trigger()
    here.settle()
    assert here.heard[-1].startswith("体检完了：数据库各表完好，附件 ")
    assert "各表完好" in said(here)
    assert here.page.health.listed.reason == "附件都在"
    assert here.page.health.mend.reason


def test_that_what_is_lost_is_listed_and_mended_by_the_administrator(
    room: Enter, qtbot: QtBot, tmp_path: Path
) -> None:
    with office(tmp_path / "hall", CLERK) as desk:
        scans = scanned(desk)
    here = room(ADMIN)
    section, blobs = here.page.health, here.desk.store.blobs
    backups.make(here.desk, never)
    blobs.drop(scans[0])
    path = blobs.path(scans[2])
    kept = path.read_bytes()
    path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    section.check.trigger()
    here.settle()
    assert "缺失或损坏 2 份" in said(here)
    assert here.heard[-1].endswith("附件 5 份中缺失或损坏 2 份")
    section.listed.trigger()
    here.settle()
    shown = section.shown
    assert shown is not None
    rows = [[shown.table.model().index(n, column).data() for column in range(5)] for n in range(2)]
    assert [row[2] for row in rows] == ["第 1 张，共 3 张", "第 3 张，共 3 张"]
    assert [row[3] for row in rows] == ["文件不在", "内容变了"]
    assert all(row[4].startswith("按“补回附件”") for row in rows)
    if pictures := os.environ.get("TONGQUAN_PICTURES"):
        here.page.grab()
        section.grab().save(f"{pictures}/health.png")
        shown.grab().save(f"{pictures}/lost.png")
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    section.mend.trigger()
    here.settle()
    assert "缺失或损坏 1 份" in said(here)
    assert here.heard[-1] == "附件从备份补回1份，1份要请申请人补交或重打，已记入审计"


def test_that_enter_in_the_list_opens_the_case(room: Enter, qtbot: QtBot, tmp_path: Path) -> None:
    with office(tmp_path / "hall", CLERK) as desk:
        desk.store.blobs.drop(scanned(desk)[1])
    here = room(ADMIN)
    opened: list[str] = []
    here.bus.open_case.connect(opened.append)
    here.page.health.check.trigger()
    here.settle()
    here.page.health.listed.trigger()
    here.settle()
    shown = here.page.health.shown
    assert shown is not None
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    assert len(opened) == 1
    assert not shown.isVisible()


def test_that_damage_found_beside_the_work_is_told_once_and_not_over_the_cover(
    qtbot: QtBot, services: Services, desk: Desk, settled: Callable[[], None]
) -> None:
    window = MainWindow(3)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    rounds = HealthRounds(window, services)

    def told() -> list[Message]:
        found = cast("list[Message]", window.findChildren(Message))
        return [one for one in found if one.isVisible()]

    rounds.look()
    settled()
    assert told() == []
    rot(desk.store, "case_materials")
    window.lock.lock("样例窗口员", "")
    rounds.look()
    settled()
    assert told() == []
    window.lock.unlock()
    rounds.tell()
    (message,) = told()
    assert "材料列表" in message.accessibleName()
    assert "重新登录" in message.text
    if pictures := os.environ.get("TONGQUAN_PICTURES"):
        message.grab().save(f"{pictures}/told.png")
    message.accept()
    rounds.look()
    settled()
    assert told() == []
    rounds.stop()
