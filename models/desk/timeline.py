"""经过: the log of a case as a person reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from models.desk.context import Desk
from models.rules import lifecycle
from models.rules.terms import Act, QueueState
from models.store import people
from models.store.rows import Logged
from models.views import TimelineRow

_CITY = "city"  # the city's own name in the log, and how its acts begin
_SENT = {
    QueueState.DELIVERED: "已报市",
    QueueState.HELD: "要人处理",
    QueueState.CARRIED: "已装包",
}


def timeline(desk: Desk, log: Sequence[Logged], aside: Sequence[Logged] = ()) -> tuple[TimelineRow, ...]:
    """Rows in the order that counts; ``aside``: acts that do not count, each put in where its time falls."""
    rows = [_row(desk, one) for one in log]
    for one in aside:
        lost = replace(_row(desk, one), counts=False)
        before = (n for n in range(len(rows), 0, -1) if _when(rows[n - 1]) <= _when(lost))
        place = next(before, 0)
        rows.insert(place, lost)
    return tuple(rows)


def _when(row: TimelineRow) -> tuple[datetime, int]:
    return row.at, row.version


def _row(desk: Desk, logged: Logged) -> TimelineRow:
    entry = logged.entry
    paper: Mapping[str, Any] = next(iter(entry.payload.get("documents", ())), {})
    away = entry.window != desk.store.window
    city = away and (entry.window.startswith(_CITY) or entry.kind.value.startswith(_CITY))
    return TimelineRow(
        entry_id=entry.id,
        version=entry.version,
        at=entry.at,
        act=entry.kind,
        title=lifecycle.act_name(entry.kind),
        text=text(entry.kind, entry.payload),
        paper=f"{paper['name']} {paper['number']}" if paper else "",
        actor=actor(desk, entry.actor, entry.payload),
        city=city,
        sent="市级" if city else window_name(entry.window) if away else _sent(logged),
        document_id=paper.get("id", ""),
    )


def window_name(window: str) -> str:
    """140581-03 as people of one hall call it: 03号窗口."""
    return f"{window.rsplit('-', maxsplit=1)[-1]}号窗口"


def _sent(logged: Logged) -> str:
    return _SENT.get(logged.queue, "等待") if logged.queue else ""


def actor(desk: Desk, person_id: str, payload: Mapping[str, Any]) -> str:
    """Who did it, by the name they had then."""
    if payload.get("clerk"):
        return str(payload["clerk"])
    found = people.by_id(desk.store, person_id)
    return found.name if found else person_id


def text(act: Act, payload: Mapping[str, Any]) -> str:
    """What was done, in one line."""
    if payload.get("text"):
        return str(payload["text"])
    return _TEXTS[act](payload) if act in _TEXTS else ""


def _received(payload: Mapping[str, Any]) -> str:
    there = [line for line in payload.get("materials", ()) if line["state"] in ("received", "defective")]
    pages = sum(line["pages"] or 0 for line in there)
    back = sum(1 for line in there if line["give_back"])
    late = f"断电备用单补录，{payload['received_at'][:16].replace('T', ' ')} 收件；" if payload.get("late") else ""
    return f"{late}材料 {len(there)} 项 {pages} 页" + (f"，须归还原件 {back} 件" if back else "")


def _asked(payload: Mapping[str, Any]) -> str:
    names = "、".join(line["material"] for line in payload.get("asked", ()))
    return f"缺 {len(payload.get('asked', ()))} 件：{names}"


_TEXTS: Mapping[Act, Callable[[Mapping[str, Any]], str]] = {
    Act.RECEIVE: _received,
    Act.ASK_SUPPLEMENT: _asked,
    Act.TAKE_SUPPLEMENT: lambda payload: f"补正后，{_received(payload)}",
    Act.ACCEPT: lambda _: "材料齐全，符合法定形式",
    Act.DEEM_ACCEPTED: lambda _: "五个工作日内没有告知，自收到之日起即为受理",
    Act.REFUSE: lambda payload: str(payload.get("ground", "")),
    Act.FORWARD: lambda payload: f"送{payload.get('to_organ', '市级')}，全部材料",
    Act.CITY_RECEIVE: lambda payload: f"回执 {payload.get('city_receipt', '')}".strip(),
    Act.BEGIN_REVIEW: lambda _: "交审核岗实质审查",
}
