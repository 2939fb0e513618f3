"""What each county did in a month, by flow; which cases are late and in whose hands they were when the day passed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, case, func, literal_column, or_, select
from sqlalchemy.engine import RowMapping

from city import inbox, waiting
from city.moments import ZONE
from city.tables import ASIDE, cases, disputes, entries
from forwarding.wire import Standing
from models.rules.acts import ACT_NAMES
from models.rules.calendar import CalendarGap, WorkCalendar
from models.rules.terms import Act, CaseState, Mode, Outcome
from models.rules.ways import ENDS

PAGE = 50
_COUNTED = entries.c.standing == Standing.COUNTED.value
_ACCEPTED = (Act.ACCEPT, Act.DEEM_ACCEPTED, Act.TOLERATE, Act.CITY_ACCEPT)
_DECIDED = (Act.DECIDE, Act.CITY_DECIDE)
_OVER = (*(state.value for state in ENDS), CaseState.DELIVERED.value, CaseState.TO_DELIVER.value)
_KINDS = tuple(act.value for act in (Act.RECEIVE, *_ACCEPTED, *_DECIDED, Act.CITY_STAMP))


@dataclass(slots=True)
class Figures:
    """One row: numbers of cases."""

    received: int = 0
    accepted: int = 0
    decided: int = 0
    flows: dict[str, Figures] = field(default_factory=dict)

    def add(self, other: Figures) -> None:
        """Count the other's too."""
        self.received += other.received
        self.accepted += other.accepted
        self.decided += other.decided


@dataclass(frozen=True, slots=True)
class Late:
    """A case over its day."""

    case_no: str
    item: str
    region: str
    organ: str
    state: str
    due: str
    days: int
    whose: str


@dataclass(frozen=True, slots=True)
class Aside:
    """An entry that lost against another, or one the city could not take at all."""

    at: datetime
    window: str
    case_no: str
    name: str
    why: str
    settled: bool


def by_county(engine: Engine, month: str) -> dict[str, Figures]:
    """Received, accepted and decided of a month, by county and flow.

    Args:
        month: ``2026-11``, by the day the city had the entry.
    """
    first, after = _month(month)
    stamped = and_(entries.c.kind == Act.CITY_STAMP.value, cases.c.mode == Mode.SUBSTANTIVE_CITY_STAMP.value)
    decided = or_(entries.c.kind.in_([act.value for act in _DECIDED]), stamped)
    query = (
        select(
            entries.c.region,
            cases.c.mode,
            _cases(entries.c.kind == Act.RECEIVE.value).label("received"),
            _cases(entries.c.kind.in_([act.value for act in _ACCEPTED])).label("accepted"),
            _cases(decided).label("decided"),
        )
        .join(cases, cases.c.case_id == entries.c.case_id)
        .where(_COUNTED, entries.c.kind.in_(_KINDS), entries.c.received_at >= first, entries.c.received_at < after)
        .group_by(entries.c.region, cases.c.mode)
        .order_by(entries.c.region)
    )
    found: dict[str, Figures] = defaultdict(Figures)
    with engine.connect() as connection:
        for row in connection.execute(query):
            flow = Figures(row.received, row.accepted, row.decided)
            found[row.region].flows[row.mode] = flow
            found[row.region].add(flow)
    return dict(found)


def months(engine: Engine, until: date, count: int = 6) -> tuple[tuple[str, int], ...]:
    """The last months with how many cases were received in each, oldest first."""
    firsts = [until.replace(day=1)]
    while len(firsts) < count:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    with engine.connect() as connection:
        return tuple((f"{one:%Y-%m}", _received(connection, f"{one:%Y-%m}")) for one in reversed(firsts))


def late(engine: Engine, now: datetime, calendar: WorkCalendar) -> tuple[Late, ...]:
    """Cases not ended whose day is past, and those to be stamped on sight that were not; the longest first."""
    today = now.date().isoformat()
    over = and_(cases.c.due != "", cases.c.due < today, cases.c.state.not_in(_OVER))
    sight = (
        cases.c.mode == Mode.SUBSTANTIVE_CITY_STAMP.value,
        cases.c.state == CaseState.CITY_RECEIVED.value,
        cases.c.opinion != Outcome.DENY.value,  # a negative opinion is decided, not stamped
    )
    with engine.connect() as connection:
        rows = connection.execute(select(cases).where(over).order_by(cases.c.due).limit(PAGE)).mappings().all()
        held = _held(connection, rows)
        waits = select(cases, inbox.moved_at().label("moved_at")).where(*sight, ~over)
        unstamped = connection.execute(waits.order_by("moved_at").limit(PAGE)).mappings().all()
    found = [_late(row, row["due"], held.get(row["case_id"], ""), now) for row in rows]
    forgotten = (row for row in unstamped if waiting.on_sight(row["moved_at"], now, calendar).tone == "late")
    found += [_late(row, _sight_day(row["moved_at"], calendar), "市级", now) for row in forgotten]
    return tuple(sorted(found, key=lambda one: -one.days))


def asides(engine: Engine) -> tuple[Aside, ...]:
    """The newest entries that did not count, with whether somebody decided again since."""
    later = entries.alias("later")
    of_case = (later.c.case_id == cases.c.case_id, later.c.kind == Act.SETTLE.value)
    settle = select(func.max(later.c.feed)).where(*of_case)
    query = (
        select(entries, cases.c.case_no, settle.scalar_subquery().label("settled"))
        .join(cases, cases.c.case_id == entries.c.case_id)
        .where(entries.c.standing == literal_column(ASIDE))
    )
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(entries.c.n.desc()).limit(PAGE)).mappings().all()
    return tuple(
        Aside(
            at=row["received_at"],
            window=row["window"],
            case_no=row["case_no"],
            name=_name(row["kind"]),
            why="另有先到的办理",
            settled=bool(row["settled"] and row["settled"] > row["feed"]),
        )
        for row in rows
    )


def disputed(engine: Engine) -> tuple[Aside, ...]:
    """The newest letters the city could not take, as far as they can be read."""
    query = select(disputes).order_by(disputes.c.n.desc()).limit(PAGE)
    with engine.connect() as connection:
        rows = connection.execute(query).mappings().all()
    found = []
    for row in rows:
        letter: dict[str, Any] = json.loads(row["letter"])
        told = (str(letter.get("window", "")), "", _name(str(letter.get("kind", ""))), row["reason"])
        found.append(Aside(row["received_at"], *told, settled=False))
    return tuple(found)


def _cases(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(func.distinct(case((which, entries.c.case_id))))


def _received(connection: Connection, month: str) -> int:
    first, after = _month(month)
    there = (_COUNTED, entries.c.kind == Act.RECEIVE.value, entries.c.received_at >= first)
    query = select(func.count()).select_from(entries).where(*there, entries.c.received_at < after)
    return int(connection.execute(query).scalar_one())


def _month(month: str) -> tuple[datetime, datetime]:
    first = datetime.fromisoformat(f"{month}-01").replace(tzinfo=ZONE)
    return first, (first + timedelta(days=32)).replace(day=1)


def _held(connection: Connection, rows: Sequence[RowMapping]) -> dict[str, str]:
    """In whose hands each case was when its day passed: what the last entry up to that day said."""
    due = {row["case_id"]: row["due"] for row in rows}
    told = (entries.c.case_id, entries.c.at, entries.c.kind, entries.c.payload)
    log = select(*told).where(_COUNTED, entries.c.case_id.in_(list(due)))
    held: dict[str, str] = {}
    for one in connection.execute(log.order_by(entries.c.place)):
        if one.at[:10] <= due[one.case_id] or one.case_id not in held:
            said = json.loads(one.payload).get("next", {}).get("whose")
            by_city = one.kind == Act.CITY_RECEIVE  # its entry says no more than that it came
            held[one.case_id] = "市级" if by_city else said or held.get(one.case_id, "")
    return held


def _late(row: RowMapping, due: str, whose: str, now: datetime) -> Late:
    told = (row["case_no"], row["item"], row["region"], row["organ"], row["state"], due)
    return Late(*told, days=max(0, (now.date() - date.fromisoformat(due)).days), whose=whose or "不明")


def _sight_day(received: datetime, calendar: WorkCalendar) -> str:
    try:
        return waiting.half_day_end(received, calendar).date().isoformat()
    except CalendarGap:
        return received.date().isoformat()


def _name(kind: str) -> str:
    return ACT_NAMES[Act(kind)] if kind in set(Act) else kind[:32]
