"""Spot checks: cases drawn at random in a way anybody can repeat, and what was found in them. Only ever added to.

The seed is made by the machine after the range is given; a case's lot is the SHA-256 of seed and number, and the lowest
lots are drawn. Who has the seed and the list of numbers can draw again, with any program, and must get the same.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.engine import RowMapping

from city import traces
from city.moments import ZONE
from city.tables import cases, entries
from city.tables_desk import draws, findings, people
from forwarding.wire import Standing
from models.errors import Refusal
from models.rules.terms import Act

VERDICTS = ("规范", "有瑕疵", "违规", "待核")
MOST = 100
WORDS = 2000
_SAFE = "没有抽取"


@dataclass(frozen=True, slots=True)
class Finding:
    """What somebody found in one case."""

    case_no: str
    verdict: str
    words: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw."""

    n: int
    seed: str
    region: str
    since: str
    until: str
    pool: tuple[str, ...]
    drawn: tuple[str, ...]
    who: str
    at: datetime
    findings: tuple[Finding, ...] = ()

    @property
    def open(self) -> int:
        """Cases nothing was found about yet."""
        return len(set(self.drawn) - {one.case_no for one in self.findings})

    @property
    def repeats(self) -> bool:
        """Whether drawing again gives the same."""
        return lots(self.seed, self.pool, len(self.drawn)) == self.drawn


def lots(seed: str, pool: Sequence[str], wanted: int) -> tuple[str, ...]:
    """The cases with the lowest lots."""
    return tuple(sorted(set(pool), key=lambda no: (hashlib.sha256(f"{seed}|{no}".encode()).digest(), no))[:wanted])


def draw(engine: Engine, region: str, since: str, until: str, wanted: str, now: datetime, by: str) -> int:
    """Draw among the cases received in a range of days; the number of the draw.

    Args:
        region: a county's code; "" = every county.

    Raises:
        Refusal: ``draw_days``, ``draw_count``, ``draw_empty``.
    """
    try:
        first, last = date.fromisoformat(since), date.fromisoformat(until)
    except ValueError as wrong:
        raise Refusal("起止日期没有写对", _SAFE, "请写成 2026-11-01 这样", code="draw_days") from wrong
    if first > last:
        raise Refusal("开始日期在结束日期之后", _SAFE, "请核对起止日期", code="draw_days")
    if not wanted.isdecimal() or not 0 < int(wanted[:4]) <= MOST:
        raise Refusal(f"件数不是 1 到 {MOST}", _SAFE, "请改后再抽", code="draw_count")
    with engine.begin() as connection:
        pool = _pool(connection, region, first, last)
        if not pool:
            raise Refusal("这段时间没有收件", _SAFE, "请换县或换时间", code="draw_empty")
        seed = secrets.token_hex(16)
        drawn = lots(seed, pool, int(wanted))
        row = {"seed": seed, "region": region, "since": since, "until": until, "wanted": int(wanted)}
        told = {"pool": json.dumps(pool), "drawn": json.dumps(drawn), "login": by, "at": now}
        n = int(connection.execute(insert(draws).values(**row, **told).returning(draws.c.n)).scalar_one())
        traces.leave(connection, now, by, "抽查抽件", f"第 {n} 次", f"{len(pool)} 件中抽 {len(drawn)} 件")
    return n


def find(engine: Engine, n: int, case_no: str, verdict: str, words: str, now: datetime, by: str) -> None:
    """Keep what was found in one of the drawn cases.

    Raises:
        Refusal: ``draw_unknown``, ``not_drawn``, ``finding_bad``.
    """
    if verdict not in VERDICTS or not 0 < len(words.strip()) <= WORDS:
        raise Refusal("没有选结论，或没有写检查情况", "没有记录", "请填写后再保存", code="finding_bad")
    if case_no not in one(engine, n).drawn:
        raise Refusal("这次没有抽到这件", "没有记录", "请核对办件编号", code="not_drawn")
    with engine.begin() as connection:
        row = {"draw": n, "case_no": case_no, "verdict": verdict, "words": words.strip(), "login": by, "at": now}
        connection.execute(insert(findings).values(row))


def one(engine: Engine, n: int) -> Draw:
    """A draw with all that was found.

    Raises:
        Refusal: ``draw_unknown``.
    """
    found = _draws(engine, n)
    if not found:
        raise Refusal("没有这次抽查", "", "请回到抽查页再选", code="draw_unknown")
    return found[0]


def every(engine: Engine) -> tuple[Draw, ...]:
    """All draws, newest first."""
    return _draws(engine)


def counties(engine: Engine) -> tuple[str, ...]:
    """Counties that sent anything."""
    with engine.connect() as connection:
        return tuple(connection.execute(select(cases.c.region).distinct().order_by(cases.c.region)).scalars())


def items(engine: Engine, numbers: Sequence[str]) -> dict[str, str]:
    """What each case is about."""
    query = select(cases.c.case_no, cases.c.item).where(cases.c.case_no.in_(numbers))
    with engine.connect() as connection:
        return {row.case_no: row.item for row in connection.execute(query)}


def _draws(engine: Engine, n: int = 0) -> tuple[Draw, ...]:
    named = select(draws, people.c.name).outerjoin(people, people.c.login == draws.c.login).order_by(draws.c.n.desc())
    told = select(findings, people.c.name).outerjoin(people, people.c.login == findings.c.login)
    if n:
        named, told = named.where(draws.c.n == n), told.where(findings.c.draw == n)
    by_draw: dict[int, list[Finding]] = {}
    with engine.connect() as connection:
        for row in connection.execute(told.order_by(findings.c.n)).mappings():
            said = (row["case_no"], row["verdict"], row["words"], row["name"] or row["login"], row["at"])
            by_draw.setdefault(row["draw"], []).append(Finding(*said))
        rows = connection.execute(named).mappings().all()
    return tuple(_draw(row, by_draw.get(row["n"], [])) for row in rows)


def _draw(row: RowMapping, found: Sequence[Finding]) -> Draw:
    lists = tuple(json.loads(row["pool"])), tuple(json.loads(row["drawn"]))
    head = (row["n"], row["seed"], row["region"], row["since"], row["until"])
    return Draw(*head, *lists, row["name"] or row["login"], row["at"], tuple(found))


def _pool(connection: Connection, region: str, first: date, last: date) -> list[str]:
    begin = datetime(first.year, first.month, first.day, tzinfo=ZONE)
    end = datetime(last.year, last.month, last.day, tzinfo=ZONE) + timedelta(days=1)
    there = (entries.c.kind == Act.RECEIVE.value, entries.c.standing == Standing.COUNTED.value)
    query = select(cases.c.case_no).join(entries, entries.c.case_id == cases.c.case_id)
    query = query.where(*there, entries.c.received_at >= begin, entries.c.received_at < end, cases.c.case_no != "")
    if region:
        query = query.where(cases.c.region == region)
    return list(connection.execute(query.distinct().order_by(cases.c.case_no)).scalars())
