"""外来记录 in words: whether what other windows and the city wrote is here as the city keeps it."""

from __future__ import annotations

from datetime import datetime

from models.store.feeds import FeedState as FeedState  # noqa: PLC0414 - pages that show it know the desk only
from models.store.feeds import state as state  # noqa: PLC0414 - the same


def said(now: FeedState) -> tuple[str, str]:
    """What 数据体检 says of it: a line and a note."""
    if not now.at:
        return "还没有和市级核对过", "线路通时自己核对"
    when = f"{datetime.fromisoformat(now.at):%Y-%m-%d %H:%M}"
    if now.bad:
        return "与市级不符", f"{now.why}；请管理员告诉市级平台"
    mended = f"；先后补回、改回 {now.mended} 条，见审计" if now.mended else ""
    how = "全部核过" if now.rounds else f"核到第 {now.reached} 号"
    return "与市级一致", f"{when}，{how}{mended}"
