"""保存期限: how long a window keeps which of its own copies. The log itself, and the trail in it, always stay.

What may go: files (scans, papers) of a case that is archived and whose every entry the city has, some months later:
the archive keeps the volume, the city keeps the files (个人信息保护法第十九条：保存期限为实现处理目的所必要的最短时间).
What stays: every entry of the log. The trail must be kept six months at the least (网络安全法第二十一条第三项; its
number may have changed with the amendment in force since 2026), a case's as long as its volume: it is never touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

SETTING: Final = "keep_files_days"
"""Key in a pack's settings."""
USUAL_DAYS: Final = 180
LEAST_DAYS: Final = 60
"""Not sooner, whatever the pack says: reconsideration may be applied for within 60 days (行政复议法第二十条)."""
TRAIL_MONTHS: Final = 6
"""The floor for the trail; this program never deletes any of it."""


def days(settings: Mapping[str, str]) -> int:
    """Days after archiving until local files may go; a setting that is no number counts as none."""
    told = settings.get(SETTING, "")
    return max(LEAST_DAYS, int(told)) if told.isdecimal() else USUAL_DAYS


def last_day(today: date, settings: Mapping[str, str]) -> date:
    """Cases archived on this day or before are due."""
    return today - timedelta(days=days(settings))
