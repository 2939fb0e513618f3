"""What lies on a department's desk, queue by queue, what has waited longest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, and_, exists, func, or_, select
from sqlalchemy.engine import RowMapping

from city import owing, waiting
from city.masking import mask_name
from city.tables import cases, entries, windows
from city.waiting import Wait
from forwarding.wire import Standing
from models.rules.calendar import WorkCalendar
from models.rules.staying import STAYS
from models.rules.terms import Act, CaseState, Mode, Outcome
from models.rules.ways import CITY_REVIEWS, FORWARDING

PAGE = 30
_S, _M = CaseState, Mode
_BY_CITY = tuple(mode.value for mode in FORWARDING | CITY_REVIEWS)


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue: whose time it is while a case lies there."""

    code: str
    name: str
    hint: str
    ours: bool = True


QUEUES = (
    Queue("stamp", "见章盖章", "县级已审，当场盖章，不再审材料"),
    Queue("accept", "待受理", "受审分离：市级受理"),
    Queue("review", "待审查", "县级形式审查后转来"),
    Queue("decide", "待决定", "市级审查中，和县级意见不予的"),
    Queue("seal", "决定待盖章", "已作决定，文书用印"),
    Queue("mail", "待送出", "已盖章：邮寄申请人，或交回窗口"),
    Queue("push", "待推送", "已作决定，还没有推送监管"),
    Queue("publish", "待公示", "行政许可决定，七个工作日内双公示"),
    Queue("returned", "退回与再报", "退回窗口更正的，和更正后再报的", ours=False),
    Queue("asked", "等补正", "市级一次告知后等申请人", ours=False),
)
BY_CODE: Mapping[str, Queue] = {queue.code: queue for queue in QUEUES}


@dataclass(frozen=True, slots=True)
class Row:
    """One case in a queue."""

    case_no: str
    item: str
    applicant: str  # masked
    window: str
    state: str
    mode: str
    since: datetime
    waited: str
    wait: Wait
    again: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a queue."""

    queue: Queue
    rows: tuple[Row, ...]
    page: int
    pages: int
    total: int


def _in(*states: CaseState) -> ColumnElement[bool]:
    return cases.c.state.in_([state.value for state in states])


def _of(*modes: Mode) -> ColumnElement[bool]:
    return cases.c.mode.in_([mode.value for mode in modes])


def _has(act: Act) -> ColumnElement[bool]:
    of_case = (entries.c.case_id == cases.c.case_id, entries.c.standing == Standing.COUNTED.value)
    return exists(select(entries.c.n).where(*of_case, entries.c.kind == act.value))


def _owes(what: str, act: Act) -> ColumnElement[bool]:
    """The column says it; the look at the entries is for a case whose entries came back in another order."""
    return and_(cases.c.owes.in_((what, owing.BOTH)), ~_has(act))


_DENIED = cases.c.opinion == Outcome.DENY.value
_RESUBMITTED = and_(_in(_S.CITY_RECEIVED, _S.CITY_ACCEPTED), _has(Act.RESUBMIT))
_WHERE: Mapping[str, ColumnElement[bool]] = {
    "stamp": and_(_of(_M.SUBSTANTIVE_CITY_STAMP), _in(_S.CITY_RECEIVED), ~_DENIED),
    "accept": and_(_of(_M.RECEIVE_ONLY), _in(_S.CITY_RECEIVED)),
    "review": or_(
        and_(_of(_M.WINDOW_FORWARD_COUNTY), _in(_S.CITY_RECEIVED)),
        and_(_of(_M.RECEIVE_ONLY), _in(_S.CITY_ACCEPTED)),
        and_(_of(_M.WINDOW_FORWARD_CITY_STAFF), _in(_S.ACCEPTED, _S.DEEMED_ACCEPTED)),
    ),
    "decide": or_(
        _in(_S.CITY_REVIEWING), and_(_of(_M.SUBSTANTIVE_CITY_STAMP), _in(_S.CITY_RECEIVED), _DENIED)
    ),
    "seal": and_(_in(_S.DECIDED_APPROVE, _S.DECIDED_DENY), cases.c.mode.in_(_BY_CITY)),
    "mail": _in(_S.CITY_STAMPED),
    "push": _owes(owing.PUSH, Act.PUSH),
    "publish": _owes(owing.PUBLISH, Act.PUBLISH),
    "returned": or_(_in(_S.CITY_RETURNED), _RESUBMITTED),
    "asked": and_(_of(_M.RECEIVE_ONLY), _in(_S.SUPPLEMENTING)),
}


def counts(engine: Engine, organ: str) -> dict[str, int]:
    """How many lie in each queue of a department."""
    with engine.connect() as connection:
        return {code: _count(connection, organ, where) for code, where in _WHERE.items()}


def listing(engine: Engine, organ: str, code: str, page: int, now: datetime, calendar: WorkCalendar) -> Listing:
    """One page of one queue, oldest first."""
    moved = moved_at().label("moved_at")
    query = select(cases, windows.c.label, moved, _decided_at(), _has(Act.RESUBMIT).label("again"))
    query = query.outerjoin(windows, windows.c.name == cases.c.window).where(cases.c.organ == organ, _WHERE[code])
    with engine.connect() as connection:
        total = _count(connection, organ, _WHERE[code])
        pages = max(1, -(-total // PAGE))
        page = min(max(page, 1), pages)
        turned = query.order_by(moved, cases.c.case_no).limit(PAGE).offset((page - 1) * PAGE)
        found = connection.execute(turned).mappings().all()
    return Listing(BY_CODE[code], tuple(_row(row, code, now, calendar) for row in found), page, pages, total)


def _count(connection: Connection, organ: str, where: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(cases).where(cases.c.organ == organ, where)
    return int(connection.execute(query).scalar_one())


def moved_at() -> ColumnElement[datetime]:
    """When the case came to where it stands: its last act that is not a note or another that stays."""
    moving = (entries.c.standing == Standing.COUNTED.value, entries.c.kind.not_in([act.value for act in STAYS]))
    last = select(func.max(entries.c.received_at)).where(entries.c.case_id == cases.c.case_id, *moving)
    return last.scalar_subquery()


def _decided_at() -> ColumnElement[datetime]:
    """When the city decided; where it stamps what the county reviewed, its stamp is the decision."""
    decides = (entries.c.standing == Standing.COUNTED.value, entries.c.kind.in_([act.value for act in owing.DECIDES]))
    first = select(func.min(entries.c.received_at)).where(entries.c.case_id == cases.c.case_id, *decides)
    return first.scalar_subquery().label("decided_at")


def _row(row: RowMapping, code: str, now: datetime, calendar: WorkCalendar) -> Row:
    came = row["moved_at"] or row["updated_at"]
    wait = waiting.clock(row, came, now, calendar)
    if code in (owing.PUSH, owing.PUBLISH):
        wait = waiting.after_decision(code, row["decided_at"] or came, now, calendar)
    window = row["label"] or row["window"]
    told = (row["case_no"], row["item"], mask_name(row["applicant"], row["kind"]), window, row["state"], row["mode"])
    return Row(*told, since=came, waited=waiting.since(came, now), wait=wait, again=bool(row["again"]))


def like(engine: Engine, organ: str, part: str) -> tuple[tuple[str, str, str], ...]:
    """Number, item and state of the newest cases whose number holds ``part``; organ "" = of every department."""
    query = select(cases.c.case_no, cases.c.item, cases.c.state).where(cases.c.case_no.contains(part, autoescape=True))
    if organ:
        query = query.where(cases.c.organ == organ)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(cases.c.updated_at.desc()).limit(PAGE)).all()
    return tuple((row.case_no, row.item, row.state) for row in rows)


def organs(engine: Engine) -> tuple[str, ...]:
    """Every department whose cases have come, as the cases name it."""
    with engine.connect() as connection:
        return tuple(connection.execute(select(cases.c.organ).distinct().order_by(cases.c.organ)).scalars())
