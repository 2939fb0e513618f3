"""Which of the city's staff may act through the wire: a name, an organ, a token of which only the digest is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert, select

from city.tables import officials


@dataclass(frozen=True, slots=True)
class Official:
    """One of the city's staff."""

    name: str
    organ: str


def enrol(engine: Engine, name: str, token: str, organ: str) -> None:
    """Register one of the staff, or register them anew with another token."""
    with engine.begin() as connection:
        connection.execute(delete(officials).where(officials.c.name == name))
        connection.execute(insert(officials).values(name=name, token_digest=_digest(token), organ=organ))


def known(engine: Engine, token: str) -> Official | None:
    """Who holds this token."""
    query = select(officials.c.name, officials.c.organ).where(officials.c.token_digest == _digest(token))
    with engine.connect() as connection:
        row = connection.execute(query).first()
    return Official(row.name, row.organ) if row else None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
