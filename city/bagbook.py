"""A department's bags that are not where they should stay: short, on their way, at the city and to go back."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Engine, exists, select

from city import bundles
from city.bundles import Bag
from city.tables import cases, entries
from forwarding.wire import Standing
from models.rules.bundle_places import KINDS, Place, Told, fold
from models.rules.calendar import WorkCalendar
from models.rules.terms import Act, CaseState

CASES = 500
_BY_VALUE = {act.value: act for act in KINDS}
_MOVED = (Act.BUNDLE_OUT.value, Act.BUNDLE_IN.value, Act.BUNDLE_BACK.value)
_COUNTED = entries.c.standing == Standing.COUNTED.value


@dataclass(frozen=True, slots=True)
class Bags:
    """The bags of a department, each group the longest first."""

    short: tuple[Bag, ...]
    on_way: tuple[Bag, ...]
    to_return: tuple[Bag, ...]  # at the city, with originals the list asks back
    more: bool  # there are more cases than one page folds


def of_organ(engine: Engine, organ: str) -> Bags:
    """Every bag of the department's cases that are not archived; where an archived case's lie is settled."""
    found = _bags(engine, organ)
    bags = sorted((bag for group in found.values() for bag in group), key=_since)
    return Bags(
        short=tuple(bag for bag in bags if bag.held.place is Place.SHORT),
        on_way=tuple(bag for bag in bags if bag.held.place in (Place.ON_WAY, Place.RETURNING)),
        to_return=tuple(bag for bag in bags if bag.held.place is Place.AT_CITY and bag.held.bundle.give_back),
        more=len(found) >= CASES,
    )


def days(bag: Bag, today: date, calendar: WorkCalendar) -> str:
    """Working days it has been under way; 未定 where the holiday table does not reach."""
    number = bag.held.days_on_way(today, calendar)
    return "未定" if number is None else f"{number} 日"


def _bags(engine: Engine, organ: str) -> dict[str, list[Bag]]:
    moved = exists(select(entries.c.n).where(entries.c.case_id == cases.c.case_id, entries.c.kind.in_(_MOVED)))
    open_ = (cases.c.organ == organ, cases.c.state != CaseState.ARCHIVED.value, moved)
    chosen = select(cases.c.case_id, cases.c.case_no).where(*open_).order_by(cases.c.updated_at).limit(CASES)
    told: dict[str, list[Told]] = defaultdict(list)
    with engine.connect() as connection:
        numbers = {row.case_id: row.case_no for row in connection.execute(chosen)}
        query = select(entries).where(entries.c.case_id.in_(list(numbers)), _COUNTED, _kinds())
        for row in connection.execute(query.order_by(entries.c.place, entries.c.feed)):
            said = Told(_BY_VALUE[row.kind], bundles.told_at(row.at, row.received_at), json.loads(row.payload))
            told[row.case_id].append(said)
    return {case_id: [Bag(case_id, numbers[case_id], held) for held in fold(log)] for case_id, log in told.items()}


def _kinds() -> ColumnElement[bool]:
    return entries.c.kind.in_(list(_BY_VALUE))


def _since(bag: Bag) -> float:
    return bag.held.since.timestamp() if bag.held.since else 0.0
