"""Where each bag of a case is, folded from the log: at the window, on its way, at the city, short, back again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from models.rules.bundle_count import Comparison, differences_in
from models.rules.bundles import Bundle, bundles_in
from models.rules.calendar import CalendarGap, WorkCalendar
from models.rules.deadlines import used
from models.rules.terms import Act

KINDS = (Act.FORWARD, Act.RESUBMIT, Act.BUNDLE_OUT, Act.BUNDLE_IN, Act.BUNDLE_BACK)
"""The acts that say something of originals."""
SENT, TAKEN = "sent", "taken"
"""The two ends of 原件退回: the city hands over, the window has it again."""
NOTHING = Comparison((), (), ())


class Place(StrEnum):
    """Where a bag is."""

    HERE = "在窗口"
    ON_WAY = "在途"
    AT_CITY = "市级已收"
    SHORT = "缺页"  # at the city, and not whole
    RETURNING = "退回途中"
    BACK = "已退回"


LEAVES = frozenset({Place.HERE, Place.SHORT, Place.BACK})
"""From where a bag may be handed to a courier; a short one is sent again with what was missing."""
COMES_BACK = frozenset({Place.ON_WAY, Place.AT_CITY, Place.SHORT, Place.RETURNING})
"""From where a bag may come back; one that is on its way was carried back undelivered."""


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the log as this fold needs it."""

    act: Act
    at: datetime
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """One bag and where it is."""

    bundle: Bundle
    place: Place = Place.HERE
    since: datetime | None = None
    run: str = ""  # number of the handover sheet
    way: str = ""  # 机要 | 专人 | 快递
    number: str = ""  # of the consignment
    handed: str = ""
    taken: str = ""
    found: Comparison = NOTHING
    steps: tuple[tuple[datetime, str], ...] = field(default=())  # what happened to it, the oldest first

    def days_on_way(self, today: date, calendar: WorkCalendar) -> int | None:
        """Working days it has been under way, None when it is not or the calendar does not reach."""
        if self.since is None or self.place not in (Place.ON_WAY, Place.RETURNING):
            return None
        try:
            return used(self.since.date(), today, calendar)
        except CalendarGap:
            return None


def fold(log: Iterable[Told]) -> tuple[Held, ...]:
    """The bags of one case; entries of several windows may have come in any order, their times put them right.

    A letter sent again may pack anew: its bags take the place of the old ones of the same code, and keep where they
    are; a bag the newest letter has no more is still out if it was handed over.
    """
    held: dict[str, Held] = {}
    for told in sorted((one for one in log if one.act in KINDS), key=lambda one: one.at.timestamp()):
        _STEPS[told.act](held, told)
    return tuple(held.values())


def _pack(held: dict[str, Held], told: Told) -> None:
    bundles = bundles_in(told.payload)
    kept = {one.code for one in bundles}
    for code in [code for code, one in held.items() if code not in kept and one.place is Place.HERE]:
        del held[code]
    for bundle in bundles:
        old = held.get(bundle.code)
        held[bundle.code] = replace(old, bundle=bundle) if old else Held(bundle)


def _out(held: dict[str, Held], told: Told) -> None:
    said = f"交{_word(told, 'way')} {_word(told, 'taken')}".strip()
    for code in _codes(told):
        _move(
            held, code, told, said, place=Place.ON_WAY, run=_word(told, "run"), way=_word(told, "way"),
            number=_word(told, "number"), handed=_word(told, "handed"), taken=_word(told, "taken"), found=NOTHING,
        )  # fmt: skip


def _in(held: dict[str, Held], told: Told) -> None:
    found = differences_in(told.payload)
    said = f"市级接收，{found.words or '与清单相符'}"
    place = Place.SHORT if found.short else Place.AT_CITY
    for code in _codes(told):
        _move(held, code, told, said, place=place, found=found)


def _back(held: dict[str, Held], told: Told) -> None:
    sent = told.payload.get("step") == SENT
    said = "市级退回，已交出" if sent else "窗口收回"
    for code in _codes(told):
        _move(held, code, told, said, place=Place.RETURNING if sent else Place.BACK, found=NOTHING)


def _move(held: dict[str, Held], code: str, told: Told, said: str, **now: Any) -> None:
    if (old := held.get(code)) is not None:
        held[code] = replace(old, since=told.at, steps=(*old.steps, (told.at, said)), **now)


def _codes(told: Told) -> tuple[str, ...]:
    codes = told.payload.get("codes")
    return tuple(code for code in codes if isinstance(code, str)) if isinstance(codes, list | tuple) else ()


def _word(told: Told, name: str) -> str:
    return str(told.payload.get(name) or "")


_STEPS: Mapping[Act, Callable[[dict[str, Held], Told], None]] = {
    Act.FORWARD: _pack,
    Act.RESUBMIT: _pack,
    Act.BUNDLE_OUT: _out,
    Act.BUNDLE_IN: _in,
    Act.BUNDLE_BACK: _back,
}
