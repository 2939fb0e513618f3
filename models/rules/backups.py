"""When a backup is due and which ones are kept (网络安全等级保护 GB/T 22239 8.1.4 数据备份恢复)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

EVERY = timedelta(hours=2)
"""How often one is made while the window is open."""
CLOSING = timedelta(minutes=30)
"""At closing none is made when the last one is younger than this."""
STALE = timedelta(days=2)
"""From this age on a last backup is red on 今日."""
NEWEST, DAYS, WEEKS = 12, 14, 8
"""Kept: so many of the newest, the last one of so many days, the last one of so many weeks."""


def due(last: datetime | None, now: datetime, *, closing: bool = False) -> bool:
    """Whether a backup is to be made now; one dated after ``now`` (the clock was put back) is not believed."""
    return last is None or last > now or now - last >= (CLOSING if closing else EVERY)


def stale(last: datetime | None, now: datetime) -> bool:
    """Whether people must be told that there is no good backup of late."""
    return last is None or now - last > STALE


def kept(made: Iterable[datetime]) -> frozenset[datetime]:
    """Which of these backups stay; counted from the backups there are, so that a window shut for a month loses none."""
    newest = sorted(set(made), reverse=True)
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for at in newest:
        days.setdefault(at.date(), at)
        weeks.setdefault(at.isocalendar()[:2], at)
    return frozenset((*newest[:NEWEST], *list(days.values())[:DAYS], *list(weeks.values())[:WEEKS]))
