"""A form as data: what an act asks of whoever does it. The sheet draws it, checks each field, hands back values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Final

from models.desk.context import SHANGHAI

Told = Mapping[str, object]
"""What was typed, by the names of the asks: str, int, date, datetime, tuple[str, ...] or tuple[PointTold, ...]."""

CHECKED: Final = (("", "还没有"), ("yes", "已核验"))
SIGNED: Final = (("", "还没有"), ("yes", "已签字"))


class Kind(Enum):
    """How a thing is typed, and what its value is."""

    TEXT = "text"  # str
    LONG = "long"  # str over several lines
    CHOICE = "choice"  # str: the key of the choice
    DAY = "day"  # date | None
    MOMENT = "moment"  # datetime | None
    NUMBER = "number"  # int | None
    POINTS = "points"  # tuple[PointTold, ...]: findings, one per review point
    MANY = "many"  # tuple[str, ...]: keys of the lines ticked


@dataclass(frozen=True, slots=True)
class Point:
    """One review point to be found on."""

    seq: int
    text: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class PointTold:
    """What was found on a point."""

    seq: int
    verdict: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to be told.

    Attributes:
        name: its key in what is told.
        choices: (key, words) of CHOICE and MANY.
        start: its first value: text as typed, the key of a choice, or a day.
        when: (name of a choice, keys): asked only while that choice is one of them.
        refusals: codes of refusals that are about this field, to be said beside it.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    needed: bool = True
    start: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    points: tuple[Point, ...] = ()
    when: tuple[str, tuple[str, ...]] | None = None
    least: int = 1
    latin: bool = False
    refusals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form: a title, a line under it, what it makes, and the word on its key."""

    title: str
    note: str
    yes: str
    asks: tuple[Ask, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()  # (label, value) lines over the fields: what is known already
    warning: str = ""
    name: str = ""  # what was done, where the name of the act says too little


def words(told: Told, name: str) -> str:
    """A text or the key of a choice; "" when it was not asked."""
    value = told.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def day_told(told: Told, name: str) -> date | None:
    """A day."""
    value = told.get(name)
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def moment_told(told: Told, name: str) -> datetime | None:
    """A day with a time."""
    value = told.get(name)
    return value if isinstance(value, datetime) else None


def number_told(told: Told, name: str) -> int:
    """A whole number; 0 when it was not told."""
    value = told.get(name)
    return value if isinstance(value, int) else 0


def many_told(told: Told, name: str) -> tuple[str, ...]:
    """Keys of the lines ticked."""
    value = told.get(name)
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()


def points_told(told: Told, name: str) -> tuple[PointTold, ...]:
    """Findings."""
    value = told.get(name)
    return tuple(one for one in value if isinstance(one, PointTold)) if isinstance(value, tuple) else ()


_DAY = re.compile(r"(?:(\d{4})[-./年]?)?(\d{1,2})[-./月]?(\d{1,2})日?")
_TIME = re.compile(r"(\d{1,2})[:：]?(\d{2})")


def read_day(text: str, today: date) -> date | None:
    """A day as people type it: 2026-11-20, 20261120, 11-20, 1120; without a year it is this year's."""
    plain = text.strip()
    found = _DAY.fullmatch(plain)
    if found is None:
        return None
    year, month, number = found.groups()
    try:
        return date(int(year or today.year), int(month), int(number))
    except ValueError:
        return None


def read_moment(text: str, today: date) -> datetime | None:
    """A day and a time, or a time of today: 2026-11-20 09:30, 0930."""
    first, _, rest = text.strip().rpartition(" ")
    when = read_day(first, today) if first else today
    found = _TIME.fullmatch(rest.strip())
    if when is None or found is None:
        return None
    try:
        return datetime.combine(when, time(int(found[1]), int(found[2])), SHANGHAI)
    except ValueError:
        return None


def lines_told(text: str) -> tuple[str, ...]:
    """A text of several lines as its lines; empty ones are left out."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def pairs_told(text: str) -> tuple[tuple[str, str], ...]:
    """Lines of the shape 名称：值."""
    parts = (re.split(r"[:：]", line, maxsplit=1) for line in lines_told(text))
    return tuple((part[0].strip(), part[1].strip()) for part in parts if len(part) > 1 and part[0].strip())


def names_told(text: str) -> tuple[str, ...]:
    """Several names in one line, parted as people part them."""
    return tuple(name for name in re.split(r"[、，,;；\s]+", text.strip()) if name)


def refused_at(asks: Sequence[Ask], code: str) -> str:
    """The field a refusal is about, "" when it is about the whole act."""
    return next((one.name for one in asks if code and code in one.refusals), "")
