"""今日: what cannot wait, the cases in hand by their clocks, the week, the queue, what the administrator owes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from models.desk import backups, bundles, chaincheck, city_line, health
from models.desk.context import Desk
from models.desk.dayends import ENDS
from models.desk.rows import AT_CITY, DONE, is_done, row
from models.rules.terms import Act, CaseState, Light
from models.store import daybook, queries, space
from models.store.queries import CaseFilter
from models.store.rows import CaseData
from models.views import CaseRow, TodayView

SHOWN = 200
PAGES = 5
_WEEK = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_ORDER = {
    Light.LATE: 0,
    Light.TODAY: 1,
    Light.NEAR: 2,
    Light.AMPLE: 3,
    Light.UNKNOWN: 4,
    Light.PAUSED: 5,
    Light.DONE: 6,
}
_LAST_QUARTER = 10  # from October on the next year's table is looked for


def today(desk: Desk) -> TodayView:
    """The page of this moment."""
    rows = _rows(desk)
    counts = daybook.queue_counts(desk.store, desk.today)
    return TodayView(
        urgent=(*_chain(desk), *_pages(desk), *_urgent(rows), *_originals(desk)),
        rows=rows,
        open_cases=sum(n for state, n in daybook.state_counts(desk.store).items() if state not in DONE),
        week=_week(desk),
        queue=(counts.delivered_today, counts.waiting, counts.held),
        notices=_notices(desk),
        last_receipt=counts.last_receipt,
        backup=backups.told(desk),
    )


def _rows(desk: Desk) -> tuple[CaseRow, ...]:
    """Open cases, the most urgent first."""
    states = tuple(state for state in CaseState if state not in DONE)
    found = {one.case_id: one for one in _by_due(desk)}
    for one in queries.case_page(desk.store, limit=SHOWN, only=CaseFilter(states=states)):
        found.setdefault(one.case_id, one)
    rows = [row(desk, one) for one in found.values() if not is_done(one)]
    return tuple(sorted(rows, key=_urgency)[:SHOWN])


def _by_due(desk: Desk) -> Iterator[CaseData]:
    """Cases by the clock they left with; those at the city run on a later one, so a few pages are read past them."""
    after: tuple[date, int] | None = None
    own = 0
    for _ in range(PAGES):
        page = queries.due_page(desk.store, after=after, limit=SHOWN)
        yield from page
        own += sum(one.state not in AT_CITY for one in page)
        last = page[-1] if page else None
        if own >= SHOWN or len(page) < SHOWN or last is None or last.due is None:
            return
        after = last.due, last.n


def _urgency(one: CaseRow) -> tuple[int, date, str]:
    return _ORDER[one.light], one.due or date.max, one.case_no


def _urgent(rows: tuple[CaseRow, ...]) -> tuple[tuple[str, int, str], ...]:
    """The three cells on top, those that are nought left out."""
    notice = [one for one in rows if one.state is CaseState.RECEIVED and one.light in (Light.TODAY, Light.LATE)]
    leaving = [one for one in rows if one.state is CaseState.QUEUED and one.light in (Light.TODAY, Light.LATE)]
    late_here = [
        one for one in rows if one.light is Light.LATE and one not in (*notice, *leaving) and one.state not in AT_CITY
    ]
    at_city = [one for one in rows if one.light is Light.LATE and one.state in AT_CITY]
    cells = (
        ("五日告知到期", len(notice), "今日不告知，自收件之日起视为受理"),
        ("转出到期", len(leaving), "县级一段已到期，今日须送到市级"),
        ("本级超期", len(late_here), "责任在本级，逐件写明原因"),
        ("市级超期", len(at_city), "责任在市级，可以催办"),
    )
    return tuple(cell for cell in cells if cell[1])


def _chain(desk: Desk) -> tuple[tuple[str, int, str], ...]:
    """The log is not what it was: red, with the row named, until somebody has looked (等保 8.1.4.3 安全审计)."""
    broken = chaincheck.state(desk).why
    return (("审计链断", 1, f"{broken}，请安全审计员核验"),) if broken else ()


def _pages(desk: Desk) -> tuple[tuple[str, int, str], ...]:
    """A page of the database is damaged: red, until it was mended."""
    found = health.health(desk.store)
    return (("数据有损坏", 1, f"“{found.bad_name}”读不出，见管理的数据体检"),) if found.bad else ()


def _originals(desk: Desk) -> tuple[tuple[str, int, str], ...]:
    """Cases whose paper originals are short at the city or too long on their way."""
    count = len({one.case_id for one in bundles.alarms(desk)})
    return (("原件待查", count, "市级报缺页，或在途过久；见转报的原件交接"),) if count else ()


def _week(desk: Desk) -> tuple[tuple[str, int, int], ...]:
    """Monday to Friday of this week, weekend days only when something was done on them."""
    monday = desk.today - timedelta(days=desk.today.weekday())
    marks = {
        (mark.day, mark.act): mark.count for mark in daybook.day_counts(desk.store, monday, monday + timedelta(days=6))
    }
    found: list[tuple[str, int, int]] = []
    for number, name in enumerate(_WEEK):
        day = monday + timedelta(days=number)
        received, done = marks.get((day, Act.RECEIVE), 0), sum(marks.get((day, act), 0) for act in ENDS)
        if number < 5 or received or done:
            found.append((name, received, done))
    return tuple(found)


def _notices(desk: Desk) -> tuple[tuple[str, str], ...]:
    """What an administrator has to do."""
    found: list[tuple[str, str]] = []
    if (left := space.free(desk.store.folder)) < space.WARN:
        found.append((f"磁盘只剩 {left // 1_000_000} MB", "请尽快清理；不足 200 MB 时不再加扫描件，收件照常"))
    if lost := len(health.health(desk.store).lost) or backups.standing(desk.store).lost:
        found.append((f"附件缺失或损坏 {lost} 份", "管理的“数据体检”里有清单，请管理员按“补回附件”"))
    if city_line.must_enrol(desk.store):
        found.append(("换机后还没有重新登记", "请市级另发登记单，到管理的市级线路按“登记”；旧电脑随即停用"))
    year = desk.today.year
    if not desk.calendar.has_year(year):
        found.append((f"{year} 年放假表未导入", "今年的到期日都不推算，请尽快导入"))
    if desk.today.month >= _LAST_QUARTER and not desk.calendar.has_year(year + 1):
        found.append((f"{year + 1} 年放假表未导入", "到期日跨年的办件暂不推算日期，不影响收件"))
    waiting = sum(1 for item in desk.pack.items if not item.guide_id)
    if waiting:
        found.append((f"{waiting} 项指南待录入", "暂按事项类型的通用清单核对"))
    return tuple(found)
