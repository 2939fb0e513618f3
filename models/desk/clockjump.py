"""The clock set back while the window is open: written down at once, with what it means for whoever sits here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from models.desk.context import Desk
from models.desk.power import needs
from models.rules import deadlines
from models.rules.powers import Power
from models.rules.terms import AuditKind
from models.store import audit

LEAST: Final = timedelta(minutes=1)
"""A time server sets a clock back by less, and nobody need hear of it."""


def set_back(wall: timedelta, passed: timedelta) -> timedelta:
    """By how much a clock that moved by ``wall`` was set back while ``passed`` went by; nothing for less than LEAST."""
    back = passed - wall
    return back if back >= LEAST else timedelta()


@needs(Power.MACHINE)
def note(desk: Desk, back: timedelta, now: datetime) -> str:
    """Write it into the trail; returns the sentence for the screen. The line bears no earlier time than the one before.

    Args:
        back: by how much; now: what the clock says since.
    """
    said = f"电脑时间被拨回{_span(back)}，现在是 {now:%Y-%m-%d %H:%M}"
    with desk.store.work() as work:
        audit.note(work, AuditKind.CLOCK, now, actor=desk.staff.id, name=desk.staff.name, text=said)
        work.commit()
    return f"{said}，已记入审计。{word(desk, now)}"


def word(desk: Desk, now: datetime) -> str:
    """What a clock that stands before the last act means for whoever sits here; "" while it means nothing."""
    last = desk.store.head.at
    if last is None or deadlines.clock_ok(now, last):
        return ""
    return f"比上一条记录（{last:%m-%d %H:%M}）还早，暂不能办件：请校准时间；时间没错就退出重新登录，由值班主任放行"


def _span(back: timedelta) -> str:
    minutes = int(back.total_seconds() // 60)
    days, hours = minutes // 1440, minutes // 60
    return f" {days} 天" if days else f" {hours} 小时 {minutes % 60} 分" if hours else f" {minutes} 分钟"
