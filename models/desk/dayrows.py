"""A day's cases as the 22 columns of the ledger, with what each line adds to the sums."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.desk.context import Desk
from models.desk.dayends import ENDS, ends
from models.desk.timeline import actor
from models.papers import LedgerLine, LedgerTotals
from models.rules import lifecycle
from models.rules.terms import Act, CaseState, Doc, Ruling
from models.store import daybook, queries
from models.store.rows import CaseData, Logged

COLUMNS = (
    "序号", "办件编号", "收件时间", "事项", "放权方式", "申请人", "电话尾号", "代理人",
    "材料份/页", "当日状态", "受理文号", "承诺办结", "法定办结", "转报日期市接收人", "办结结果",
    "办结日期", "送达方式日期", "收费元", "推送监管", "好差评", "经办人", "备注",
)  # fmt: skip
_SERIAL = re.compile(r"(\d+)号$")
_WAYS = (Act.ACCEPT, Act.DEEM_ACCEPTED, Act.REFUSE, Act.ASK_SUPPLEMENT)


@dataclass(slots=True)
class DayCase:
    """A case with its entries of the day, and the payload it was taken with."""

    case: CaseData
    received: Mapping[str, Any]
    log: list[Logged] = field(default_factory=list)

    def has(self, *acts: Act) -> bool:
        """Whether one of these acts fell on the day."""
        return any(one.entry.kind in acts for one in self.log)

    def count(self, act: Act) -> int:
        """How often an act fell on the day."""
        return sum(one.entry.kind is act for one in self.log)


def day_cases(desk: Desk, day: date) -> tuple[DayCase, ...]:
    """Every case this window acted on that day: those received, in order, then those that came earlier."""
    found: dict[str, DayCase] = {}
    for logged in daybook.day_entries(desk.store, day):
        entry = logged.entry
        if entry.case_id not in found:
            case = queries.case(desk.store, entry.case_id)
            if case is None:
                continue
            found[entry.case_id] = DayCase(case, _received(desk, logged, entry.case_id))
        found[entry.case_id].log.append(logged)
    return tuple(sorted(found.values(), key=lambda one: (not one.has(Act.RECEIVE), one.case.case_no)))


def _received(desk: Desk, logged: Logged, case_id: str) -> Mapping[str, Any]:
    if logged.entry.kind is Act.RECEIVE:
        return logged.entry.payload
    entries = queries.timeline(desk.store, case_id)
    return next((one.entry.payload for one in entries if one.entry.kind is Act.RECEIVE), {})


def line(desk: Desk, number: int, one: DayCase, day: date) -> LedgerLine:
    """One row of the ledger."""
    case, received = one.case, one.received
    agent = received.get("agent") or {}
    ended = ends(one.log, day)
    cells = (
        str(number),
        short_no(case.case_no),
        f"{case.received_at:%H:%M}" if case.received_at.date() == day else f"{case.received_at:%m-%d}",
        case.item_name,
        _mode(case),
        case.applicant,
        str(received.get("applicant", {}).get("phone", ""))[-4:],
        agent.get("name", "本人"),
        _counts(one),
        _status(one),
        _accept_serial(one),
        _day(case.promised_due),
        _day(case.statutory_due),
        _forwarded(desk, one),
        ended.result,
        ended.on,
        ended.delivered,
        ended.yuan,
        ended.pushed,
        "",
        _clerk(desk, one),
        _remark(one),
    )
    return LedgerLine(cells, _adds(one))


def short_no(case_no: str) -> str:
    """1120-0017: day and running number, all that differs within a window's day."""
    parts = case_no.split("-")
    return f"{parts[2][4:]}-{parts[3]}" if len(parts) == 5 else case_no


def _mode(case: CaseData) -> str:
    if case.mode is not None:
        return lifecycle.mode_short(case.mode)
    return "依法免许可" if case.ruling is Ruling.NO_LICENCE else "市级办理"


def _counts(one: DayCase) -> str:
    """Copies and pages handed in, as they stood after the day's last act that told them."""
    tables = [entry.entry.payload["materials"] for entry in one.log if entry.entry.payload.get("materials")]
    there = [row for row in (tables[-1] if tables else []) if row["state"] in ("received", "defective")]
    if not there:
        return "—"
    copies = sum((row["originals"] or 0) + (row["copies"] or 0) or 1 for row in there)
    return f"{copies}/{sum(row['pages'] or 0 for row in there)}"


def _status(one: DayCase) -> str:
    """What the day made of the case."""
    if one.has(Act.REFUSE):
        return "不予受理"
    accepted = one.has(Act.ACCEPT, Act.DEEM_ACCEPTED)
    if one.has(Act.FORWARD):
        return "受理转报" if accepted else "收件转报"
    if accepted:
        return "视为受理" if one.has(Act.DEEM_ACCEPTED) else "受理"
    if one.has(Act.ASK_SUPPLEMENT):
        return "补正"
    if one.has(Act.RECEIVE):
        return "收件待核"
    return "重打" if one.has(Act.REPRINT) else lifecycle.act_name(one.log[-1].entry.kind)


def _accept_serial(one: DayCase) -> str:
    for logged in one.log:
        for paper in logged.entry.payload.get("documents", ()):
            if paper["doc"] == Doc.ACCEPT.value and (match := _SERIAL.search(paper["number"])):
                return match.group(1)[-5:]  # the window before it stands in the title
    return ""


def _forwarded(desk: Desk, one: DayCase) -> str:
    sent = next((logged for logged in one.log if logged.entry.kind is Act.FORWARD), None)
    if sent is None:
        return ""
    if one.case.state is CaseState.CITY_RECEIVED:
        taken = [x for x in queries.timeline(desk.store, one.case.case_id) if x.entry.kind is Act.CITY_RECEIVE]
        return f"{_day(sent.entry.at.date())} {actor(desk, taken[-1].entry.actor, taken[-1].entry.payload)}"
    return f"{_day(sent.entry.at.date())} 已送达" if sent.receipt else "待接收"


def _clerk(desk: Desk, one: DayCase) -> str:
    last = one.log[-1].entry
    return actor(desk, last.actor, last.payload)


def _remark(one: DayCase) -> str:
    told = [logged.entry.payload for logged in one.log if logged.entry.kind is Act.ASK_SUPPLEMENT]
    remarks = [f"缺{len(payload.get('asked', ()))}件" for payload in told]
    if one.has(Act.REFUSE):
        remarks.append(
            {Ruling.NO_LICENCE: "不需许可", Ruling.NOT_LISTED: "清单外"}.get(one.case.ruling or Ruling.ASK, "超范围")
        )
    if not one.has(Act.RECEIVE):
        remarks.append("前日收件")
    if one.has(Act.RECEIVE) and one.received.get("late"):
        remarks.append(f"补录，{case_time(one.case)}收件")
    if any(logged.entry.payload.get("offline") for logged in one.log):
        remarks.append("断网受理")
    if any(logged.entry.payload.get("clock_wrong") for logged in one.log):
        remarks.append("时间待核")
    remarks += [f"作废{_short(number)}" for number in _voided(one)]
    return "，".join(dict.fromkeys(remarks))


def _voided(one: DayCase) -> list[str]:
    """Numbers voided on the day; what a later day voids stands in that day's ledger."""
    return [logged.entry.payload["void"]["number"] for logged in one.log if "void" in logged.entry.payload]


def _short(number: str) -> str:
    """高审受〔2026〕300001号 → 受300001: the column is narrow, and organ and year stand over the table."""
    return re.sub(r"^.*(.)〔\d+〕(\d+)号$", r"\1\2", number)


def case_time(case: CaseData) -> str:
    """11-20 10:48."""
    return f"{case.received_at:%m-%d %H:%M}"


def _adds(one: DayCase) -> LedgerTotals:
    return LedgerTotals(
        rows=1,
        received=one.count(Act.RECEIVE),
        accepted=one.count(Act.ACCEPT) + one.count(Act.DEEM_ACCEPTED),
        supplement=one.count(Act.ASK_SUPPLEMENT),
        refused=one.count(Act.REFUSE),
        forwarded=one.count(Act.FORWARD),
        done=sum(one.count(act) for act in ENDS),
        reprints=one.count(Act.REPRINT),
        voided=len(_voided(one)),
        fees_fen=ends(one.log, one.log[-1].entry.at.date()).fees_fen,
    )


def _day(value: date | None) -> str:
    return f"{value:%m-%d}" if value else ""
