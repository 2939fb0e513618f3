"""The administrator's book of windows: who is enrolled, when each was last heard; each change traced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Engine, select

from city import invites, traces, windows
from city.invites import Invitation
from city.tables import entries
from city.tables import windows as table
from forwarding.wire import region_of
from models.errors import Refusal

_WHY = 200  # characters a window is told of why it may send no longer


@dataclass(frozen=True, slots=True)
class Seen:
    """One window of the list."""

    name: str
    label: str
    last: datetime | None  # when the city had its newest entry; None when it never sent one
    entries: int
    carries: bool  # it has a key the answer of a carried package can be sealed to
    revoked_at: str
    revoked_why: str


def by_county(engine: Engine) -> Mapping[str, tuple[Seen, ...]]:
    """Every window with its newest entry, county by county."""
    chosen = (table.c.name, table.c.label, table.c.box_key, table.c.revoked_at, table.c.revoked_why)
    query = select(*chosen, _newest(entries.c.received_at).label("last"), _newest(entries.c.seq).label("entries"))
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(table.c.name)).all()
    found = [
        Seen(*row[:2], row.last, row.entries or 0, bool(row.box_key), row.revoked_at or "", row.revoked_why or "")
        for row in rows
    ]
    return {region: tuple(group) for region, group in groupby(found, key=lambda one: region_of(one.name))}


def invite(engine: Engine, window: str, label: str, now: datetime, by: str) -> Invitation:
    """An invitation whose code is shown this once.

    Pressed twice it makes two, and the first is worth nothing: whoever presses reads the one that holds.

    Raises:
        Refusal: ``window_name``.
    """
    made = invites.make(engine, window.strip(), label, now, by)
    _trace(engine, now, by, "邀请窗口", made.window, f"{made.label}，有效至 {made.until:%Y-%m-%d %H:%M}")
    return made


def cancel(engine: Engine, window: str, now: datetime, by: str) -> None:
    """Take an invitation back.

    Raises:
        Refusal: ``invite_unknown`` when it was used, or taken back before.
    """
    if not invites.cancel(engine, window):
        said = f"{window[:32]} 没有可撤回的邀请"
        raise Refusal(said, "没有改动任何记录", "可能已经用过，请看窗口列表", code="invite_unknown")
    _trace(engine, now, by, "撤回邀请", window)


def revoke(engine: Engine, name: str, why: str, now: datetime, by: str) -> None:
    """Let a window send no longer; a window revoked before keeps its day and its reason.

    Raises:
        Refusal: ``no_reason``, ``window_unknown``, ``revoked_before``.
    """
    why = why.strip()
    if not 0 < len(why) <= _WHY:
        raise Refusal("没有写停用的理由，或者太长", "窗口没有停用", f"请写明理由，{_WHY} 字以内", code="no_reason")
    known = next((one for one in windows.everybody(engine) if one.name == name), None)
    if known is None:
        raise Refusal("没有这个窗口", "没有改动任何记录", "请刷新后再试", code="window_unknown")
    if known.revoked_at:
        said = f"{name} 已在 {known.revoked_at[:10]} 停用"
        raise Refusal(said, "没有改动任何记录", "要恢复请重新邀请登记", code="revoked_before")
    windows.revoke(engine, name, why, now)
    _trace(engine, now, by, "停用窗口", name, why)


def _newest(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Of the newest entry of each window; its chain's number is indexed, and says how many there are."""
    mine = select(column).where(entries.c.window == table.c.name).order_by(entries.c.seq.desc()).limit(1)
    return mine.scalar_subquery()


def _trace(engine: Engine, now: datetime, by: str, what: str, window: str, words: str = "") -> None:
    with engine.begin() as connection:
        traces.leave(connection, now, by, what, window, words)
