"""The clock set back under an open window: said at the foot, written into the trail, once; sleep is no such thing."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from models.desk.accept import accept
from models.desk.context import Desk
from models.rules.terms import AuditKind
from models.store import audit
from tests.helpers.factory import HandClock, form_for
from ui.clockwatch import ClockWatch
from ui.services import Services


def test_that_setting_the_clock_back_is_said_on_the_screen_and_written_down(
    qtbot: QtBot, desk: Desk, clock: HandClock, services: Services
) -> None:
    accept(desk, form_for(desk, "附件/9"))
    heard, ticked = list[str](), [100.0]
    services.bus.said.connect(heard.append)
    watch = ClockWatch(services, ticks=lambda: ticked[0])
    watch.look()
    clock.move(minutes=-30)
    ticked[0] += 1
    watch.look()
    qtbot.waitUntil(lambda: bool(heard))
    (sentence,) = heard
    assert sentence.startswith("电脑时间被拨回 30 分钟，现在是 2026-11-20 10:18，已记入审计。比上一条记录")
    assert sentence.endswith("请校准时间；时间没错就退出重新登录，由值班主任放行")
    watch.look()
    clock.move(hours=8)  # the machine slept
    watch.look()
    qtbot.waitUntil(lambda: not services.tasks.busy)
    watch.stop()
    assert len(audit.lines(desk.store, only=[AuditKind.CLOCK])) == 1
