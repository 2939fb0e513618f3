"""What the city's people did beside acting on cases: signed in, uncovered a name, opened a paper. Only added to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, insert, select

from city.tables_desk import people, traces

PAGE = 100
PACKAGE, REFUSED = "摆渡包", "没有收："  # how a carried package that was not taken is found again


@dataclass(frozen=True, slots=True)
class Trace:
    """One line."""

    n: int
    at: datetime
    who: str
    what: str
    subject: str
    words: str


def leave(connection: Connection, now: datetime, login: str, what: str, subject: str, words: str = "") -> None:
    """Add a line in the caller's transaction."""
    row = {"at": now, "login": login, "what": what, "subject": subject[:64], "words": words[:300]}
    connection.execute(insert(traces).values(row))


def latest(engine: Engine, before: int = 0, login: str = "") -> tuple[Trace, ...]:
    """A page of lines, newest first; ``before`` is the last line of the page before."""
    query = _named()
    if before:
        query = query.where(traces.c.n < before)
    if login:
        query = query.where(traces.c.login == login)
    return _read(engine, query.limit(PAGE))


def refused_packages(engine: Engine) -> tuple[Trace, ...]:
    """The newest carried packages that were not taken, and why."""
    mine = (traces.c.what == PACKAGE, traces.c.words.startswith(REFUSED))
    return _read(engine, _named().where(*mine).limit(PAGE))


def _named() -> Select[Any]:
    return select(traces, people.c.name).outerjoin(people, people.c.login == traces.c.login).order_by(traces.c.n.desc())


def _read(engine: Engine, query: Select[Any]) -> tuple[Trace, ...]:
    with engine.connect() as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(
        Trace(row["n"], row["at"], row["name"] or row["login"], row["what"], row["subject"], row["words"])
        for row in rows
    )
