"""One of the city's people, as every page knows them: never with the password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import RowMapping

from city.may import Post


@dataclass(frozen=True, slots=True)
class Person:
    """Who it is, and whether they may sign in."""

    login: str
    name: str
    post: Post
    organ: str
    once: bool
    active: bool
    locked_until: datetime | None = None


def person(row: RowMapping) -> Person:
    """A row of ``people``."""
    told = (row["login"], row["name"], Post(row["role"]), row["organ"], row["once"], row["active"])
    return Person(*told, locked_until=row["locked_until"])
