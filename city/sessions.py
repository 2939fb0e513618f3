"""Who is signed in, in the database: several processes know the same sessions and none has any of its own."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, or_, select, update

from city.people import Person, person
from city.tables_desk import people, pressed, sessions

IDLE = timedelta(minutes=30)
WHOLE = timedelta(hours=12)
KEPT = timedelta(days=7)  # a form's key, after which nobody presses that form any more
_TOUCH = timedelta(minutes=1)  # a look is written down at most so often


@dataclass(frozen=True, slots=True)
class Open:
    """One session as its owner sees it in the list."""

    digest: str
    begun_at: datetime
    seen_at: datetime
    agent: str


def begin(connection: Connection, login: str, now: datetime, agent: str) -> str:
    """A new session in the caller's transaction; its token, which is kept nowhere."""
    connection.execute(delete(sessions).where(_over(now)))
    connection.execute(delete(pressed).where(pressed.c.at < now - KEPT))
    token = secrets.token_urlsafe(32)
    row = {"digest": digest(token), "login": login, "begun_at": now, "seen_at": now, "agent": agent[:120]}
    connection.execute(insert(sessions).values(row))
    return token


def find(engine: Engine, token: str, now: datetime) -> Person | None:
    """Whose session it is; None when there is none, or it is over, or its owner may sign in no more."""
    query = select(people, sessions.c.begun_at, sessions.c.seen_at).join(sessions, sessions.c.login == people.c.login)
    mine = sessions.c.digest == digest(token)
    with engine.connect() as connection:
        row = connection.execute(query.where(mine, people.c.active)).mappings().first()
    if row is None or row["seen_at"] < now - IDLE or row["begun_at"] < now - WHOLE:
        return None
    if row["seen_at"] < now - _TOUCH:
        with engine.begin() as connection:
            connection.execute(update(sessions).where(mine).values(seen_at=now))
    return person(row)


def open_of(engine: Engine, login: str, now: datetime) -> tuple[Open, ...]:
    """The sessions of one person that still hold, newest first."""
    query = select(sessions).where(sessions.c.login == login, ~_over(now)).order_by(sessions.c.begun_at.desc())
    with engine.connect() as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(Open(row["digest"], row["begun_at"], row["seen_at"], row["agent"]) for row in rows)


def end(engine: Engine, login: str, mark: str) -> None:
    """End one session of this person, by its digest."""
    with engine.begin() as connection:
        connection.execute(delete(sessions).where(sessions.c.login == login, sessions.c.digest == mark))


def end_all(connection: Connection, login: str, but: str = "") -> None:
    """End every session of a person, in the caller's transaction, but the one with this token."""
    connection.execute(delete(sessions).where(sessions.c.login == login, sessions.c.digest != digest(but)))


def digest(token: str) -> str:
    """What the database knows of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def form_proof(token: str) -> str:
    """What every form of this session carries: only a page of ours, shown to its owner, can have it."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()


def proven(token: str, proof: str) -> bool:
    """Whether a form came from a page of this session."""
    return hmac.compare_digest(form_proof(token).encode(), proof.encode())


def _over(now: datetime) -> ColumnElement[bool]:
    return or_(sessions.c.seen_at < now - IDLE, sessions.c.begun_at < now - WHOLE)
