"""日结核对: what must hold before the supervisor signs the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.desk.context import Desk
from models.desk.dayrows import DayCase, short_no
from models.desk.documents import PRINTED
from models.rules import numbers
from models.rules.numbers import is_spare, parse_case_number
from models.rules.terms import Act, CaseState, Doc
from models.store import daybook, queries
from models.store.entries import digest_of
from models.store.queries import CaseFilter
from models.views import LedgerCheck

SYSTEM = "系统核"


def checks(desk: Desk, day: date, cases: Sequence[DayCase]) -> tuple[LedgerCheck, ...]:
    """Every check of the day, in the order a supervisor goes through them."""
    return (
        sequence(cases),
        _ways(cases),
        _papers(desk, cases),
        LedgerCheck(True, "收费与票据相符", "今日 0 笔，无票据", SYSTEM),
        _notices(desk, day),
        _chain(cases),
        _waiting(desk, day),
        LedgerCheck(None, "值班主任签字", "打印后手签，扫描回存", "最后"),
    )


def sequence(cases: Sequence[DayCase]) -> LedgerCheck:
    """The day's running numbers have no hole."""
    title = "收件编号连续"
    came = [one.case.case_no for one in cases if one.has(Act.RECEIVE)]
    taken = sorted(parse_case_number(number).sequence for number in came if not is_spare(number))
    late = len(came) - len(taken)
    if not taken:
        return LedgerCheck(True, title, f"只有补录 {late} 件，用备用单号" if late else "今日没有收件", SYSTEM)
    missing, runs = numbers.runs(taken)
    if missing:
        return LedgerCheck(False, title, f"缺 {'、'.join(f'{n:04d}' for n in missing[:8])}", "去查")
    said = "、".join(f"{first:04d}—{last:04d}" for first, last in runs)
    more = "；换机前后各一段" if len(runs) > 1 else ""
    more += f"；补录 {late} 件" if late else ""
    return LedgerCheck(True, title, f"{said}，无跳号{more}", SYSTEM)


def _ways(cases: Sequence[DayCase]) -> LedgerCheck:
    """Every case received has been accepted, asked, refused or passed on."""
    title = "已收件都有去向"
    left = [one for one in cases if one.has(Act.RECEIVE) and one.case.state is CaseState.RECEIVED]
    if left:
        names = "、".join(short_no(one.case.case_no) for one in left[:6])
        return LedgerCheck(None, title, f"{names} 还没核完，五个工作日内告知", "去办")
    accepted = sum(one.has(Act.ACCEPT, Act.DEEM_ACCEPTED) for one in cases)
    asked, refused = (sum(one.has(act) for one in cases) for act in (Act.ASK_SUPPLEMENT, Act.REFUSE))
    return LedgerCheck(True, title, f"受理 {accepted} · 补正 {asked} · 不予受理 {refused}", SYSTEM)


def _papers(desk: Desk, cases: Sequence[DayCase]) -> LedgerCheck:
    """Every paper of the day has its bytes; those never handed to a printer are named."""
    title = "打印文书都有底稿"
    made = [paper for one in cases for entry in one.log for paper in entry.entry.payload.get("documents", ())]
    gone = [paper["number"] for paper in made if not desk.store.blobs.has(paper["digest"])]
    if gone:
        return LedgerCheck(False, title, f"{'、'.join(gone[:4])} 没有底稿", "去查")
    again = sum(1 for paper in made if paper["times"] > 1)
    void = daybook.voided(desk.store)
    standing = [paper for paper in made if (paper["original_of"] or paper["id"]) not in void]
    owed = {paper["id"] for paper in standing if paper["doc"] != Doc.RECEIPT.value or not is_spare(paper["number"])}
    unprinted = len(owed - {row[0] for row in _printed(desk, cases)})
    if unprinted:
        return LedgerCheck(None, title, f"{len(made)} 份有底稿，{unprinted} 份还没打印", "去打")
    return LedgerCheck(True, title, f"{len(made)} 份，重打 {again} 份已注明", SYSTEM)


def _printed(desk: Desk, cases: Sequence[DayCase]) -> list[tuple[str, ...]]:
    days = {entry.entry.at.date() for one in cases for entry in one.log}
    return [(row[0],) for day in sorted(days) for row in daybook.day_prints(desk.store, day) if row[3] == PRINTED]


def _notices(desk: Desk, day: date) -> LedgerCheck:
    """Five-day notices that fall due today and have not gone out (许可法第三十二条第一款第（四）项)."""
    title = "五日告知今日到期未出"
    chosen = CaseFilter(states=(CaseState.RECEIVED,))
    waiting = queries.case_page(desk.store, limit=500, only=chosen)
    due = [case for case in waiting if case.notice_due is not None and case.notice_due <= day]
    if not due:
        return LedgerCheck(True, "五日告知没有到期未出", "今日到期的都已告知", SYSTEM)
    return LedgerCheck(
        False, title, f"{'、'.join(short_no(case.case_no) for case in due[:6])} 共 {len(due)} 件", "去办"
    )


def _chain(cases: Sequence[DayCase]) -> LedgerCheck:
    title = "日志链完整"
    entries = [entry.entry for one in cases for entry in one.log]
    broken = [entry.id for entry in entries if digest_of(entry) != entry.digest]
    if broken:
        return LedgerCheck(False, title, f"{len(broken)} 条与摘要不符，请管理员核查", "去查")
    return LedgerCheck(True, title, f"今日 {len(entries)} 条，逐条相符", SYSTEM)


def _waiting(desk: Desk, day: date) -> LedgerCheck:
    counts = daybook.queue_counts(desk.store, day)
    if counts.held:
        return LedgerCheck(False, f"{counts.held} 条要人处理", "市级退回或冲突，处理后再日结", "去办")
    if counts.waiting:
        return LedgerCheck(None, f"待送市级 {counts.waiting} 条", "可带入次日，须注明原因", "注明")
    return LedgerCheck(True, "市级已全部接收", "没有待送的记录", SYSTEM)
