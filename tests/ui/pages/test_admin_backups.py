"""管理 · 备份 and 今日: the last verified backup in sight, a disk that is gone, a rehearsal by its key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from pytestqt.qtbot import QtBot

from models.desk import backups
from tests.helpers.factory import HandClock
from tests.helpers.offices import ADMIN, CLERK, PASSWORD
from tests.ui.pages.test_admin import Room, room
from ui.backups import Backups
from ui.messages import Message
from ui.pages.today import TodayPage
from ui.services import Services

__all__ = ["room"]
Enter = Callable[[str], Room]


def said(page: Room) -> str:
    return page.page.backups.lines.accessibleName()


def messages(page: Room) -> list[Message]:
    found = cast("list[Message]", page.page.findChildren(Message))
    return [one for one in found if one.isVisible()]


def test_that_an_administrator_makes_one_now_and_sees_it(room: Enter) -> None:
    here = room(ADMIN)
    assert "还没有" in said(here)
    here.page.backups.now.trigger()
    here.settle()
    here.settle()
    assert "已验证" in said(here)
    assert here.heard[-1].startswith("备份好了，记录 ")


def test_that_a_clerk_may_look_and_not_change(room: Enter) -> None:
    here = room(CLERK)
    section = here.page.backups
    assert section.now.reason
    assert section.place.reason
    assert section.drill.reason


def test_that_the_place_is_typed_once_and_a_bad_one_is_refused_on_the_form(room: Enter, tmp_path: Path) -> None:
    here = room(ADMIN)
    here.page.backups.place.trigger()
    here.send({"folder": str(tmp_path / "nowhere")})
    assert "连不上" in here.form().accessibleDescription()
    (tmp_path / "stick").mkdir()
    here.send({"folder": str(tmp_path / "stick")})
    here.settle()
    assert here.open_forms() == []
    assert str(tmp_path / "stick") in said(here)


def test_that_a_rehearsal_reports_every_step(room: Enter) -> None:
    here = room(ADMIN)
    here.page.backups.now.trigger()
    here.settle()
    here.page.backups.drill.trigger()
    here.send({"own": "wrong"})
    assert "登录名或密码不正确" in here.form().accessibleDescription()
    here.send({"own": PASSWORD})
    (shown,) = messages(here)
    assert "演练通过" in shown.accessibleName()
    assert "逐页核对" in shown.text


def test_that_today_says_the_last_one_and_turns_red_after_two_days(
    qtbot: QtBot, services: Services, clock: HandClock, settled: Callable[[], None]
) -> None:
    made = Backups(services)
    page = TodayPage(services)
    qtbot.addWidget(page)
    page.resize(1294, 740)
    page.show()
    settled()
    assert "还没有备份" in page._line.accessibleName()
    with qtbot.waitSignal(made.ended):
        made.make()
    settled()
    assert "备份 10:48 已验证" in page._line.accessibleName()
    clock.move(days=3)
    page.refresh()
    settled()
    line = page._line.lines[-1]
    assert (line.text, line.bad) == ("两天没有备份，最近 11-20 10:48", True)
    made.stop()


def test_that_a_backup_is_made_every_two_hours_and_not_before(
    qtbot: QtBot, services: Services, clock: HandClock
) -> None:
    made = Backups(services)
    for hours, wanted in ((0, 1), (1, 1), (1, 2)):
        clock.move(hours=hours)
        with qtbot.waitSignal(made.ended):
            made._look()
        assert len(list(backups.root_of(services.desk.store).glob("2*"))) == wanted
    made.stop()


def test_that_closing_owes_one_only_after_work_of_half_an_hour(
    qtbot: QtBot, services: Services, clock: HandClock
) -> None:
    made = Backups(services)
    owed = [made.owed_at_closing]
    services.bus.case_changed.emit("")
    owed.append(made.owed_at_closing)
    with qtbot.waitSignal(made.ended):
        made.make()
    services.bus.case_changed.emit("")
    owed.append(made.owed_at_closing)
    clock.move(minutes=31)
    owed.append(made.owed_at_closing)
    made.stop()
    assert owed == [False, True, False, True]
