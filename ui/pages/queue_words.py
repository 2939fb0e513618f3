"""What 转报 says beside a row: why it stands as it does, what to do, its times and receipt."""

from __future__ import annotations

from datetime import datetime

from models.desk.line import REVOKED
from models.rules.terms import QueueState
from models.views import QueueRow, QueueView
from ui.parts.textlines import TextLine

SIDE_EMPTY: tuple[list[TextLine], list[TextLine], list[TextLine]] = ([TextLine("选一条看它的去向")], [], [])

CLOCK_ADVICE = "照常收件。请管理员校准日期和时间：期限和凭证上的时间都照它写。"
_LEADS = {  # where a person must act; the note says who and what
    "captive": "没有连到市级",
    "certificate": "市级的证书不对",
    "clock": "证书不在有效期",
    "plaintext": "市级地址不对",
    "unauthorised": "市级不认本窗口",
    "upgrade": "两边版本不同",
    "protocol": "市级的回答不对",
}


def banner(view: QueueView, now: datetime) -> tuple[str, str]:
    """What the banner says while nothing can be sent: an outage passes by itself, a revoked enrolment does not."""
    if view.line_note.startswith(REVOKED):
        return f"{REVOKED}。", "收件、受理、打印、编号照常，要送的记录都在本机；请管理员到“管理”用新的登记单重新登记。"
    if view.line_code == "rate_limited":
        return "市级要求放慢，照常收件。", "待送的记录都在本机；到时间自动续传，不用操作。"
    if view.line_code == "city_trouble":
        return "市级平台出了故障，照常收件。", "待送的记录都在本机；过一会儿自动再送，不会重复。"
    if view.line_code in _LEADS:
        return f"{_LEADS[view.line_code]}，照常收件。", view.line_note
    return "断网，照常收件。", since(view, now)


def waits(view: QueueView) -> bool:
    """Whether the trouble passes by itself, so that nobody need act."""
    return view.line_code not in _LEADS and not view.line_note.startswith(REVOKED)


def since(view: QueueView, now: datetime) -> str:
    """How long the line has been down, and what still works."""
    begun = ""
    if view.line_since is not None:
        minutes = max(0, int((now - view.line_since).total_seconds() // 60))
        span = f"{minutes // 60} 小时 {minutes % 60} 分" if minutes >= 60 else f"{minutes} 分钟"
        begun = f"{view.line_since:%H:%M} 起连不上市级平台，已 {span}。"
    return f"{begun}收件、受理、打印、编号都不受影响；恢复后按先后自动续传，不会重复。"


def spans(row: QueueRow) -> tuple[list[TextLine], list[TextLine], list[TextLine]]:
    """Why, what to do, times; for one row."""
    return [TextLine(_why(row), note=row.item_name)], advice(row), _times(row)


def advice(row: QueueRow | None) -> list[TextLine]:
    """What a person can do about it."""
    if row is None:
        return []
    if row.state is QueueState.HELD:
        return [
            TextLine(row.who or "请经办人按原因处理", note="处理好后按 F9 重送，编号和凭证不变"),
            TextLine("其他办件照常发送"),
        ]
    if row.state is QueueState.DELIVERED:
        return [TextLine("不用做什么", note="市级已按这个编号给了回执")]
    if row.who:
        return [TextLine(row.who, note="办好后自动续传，也可按 F5 立即重试"), TextLine("同一编号重送，市级只认一次")]
    return [TextLine("不用做什么，到时间自动再送", note="同一编号重送，市级只认一次"), TextLine("着急可按 F5 立即重试")]


def _why(row: QueueRow) -> str:
    if row.state is QueueState.DELIVERED:
        return "市级平台已经收到"
    if row.reason:
        return row.reason
    return "正在发送" if row.state is QueueState.SENDING else "等着发送，还没有试过"


def _times(row: QueueRow) -> list[TextLine]:
    lines = [TextLine(f"{row.queued_at:%Y-%m-%d %H:%M:%S} 排队", note=f"已试 {row.attempts} 次")]
    if row.next_try is not None and row.state is not QueueState.DELIVERED:
        lines.append(TextLine(f"{row.next_try:%H:%M:%S} 再试"))
    if row.receipt:
        lines.append(TextLine(f"回执 {row.receipt}", note="市级平台按同一编号始终给同一回执"))
    return lines
