"""The days of a case read from its log, as the rules' clocks count from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from models.rules.counting import Pause
from models.rules.dates import CaseDates
from models.rules.terms import Act
from models.store.rows import Logged


@dataclass(frozen=True, slots=True)
class Happened:
    """One act, whether already in the log or about to be."""

    act: Act
    at: datetime
    payload: Mapping[str, Any]

    @property
    def day(self) -> date:
        """The day of it."""
        return self.at.date()

    def date_of(self, key: str) -> date | None:
        """A date of the payload, from a day or a moment."""
        text = self.payload.get(key)
        return date.fromisoformat(str(text)[:10]) if text else None


def dates_of(log: Sequence[Logged]) -> CaseDates:
    """The days of a whole log; it begins with 收件."""
    found = CaseDates(received=log[0].entry.at.date())
    for row in log:
        found = after(found, Happened(row.entry.kind, row.entry.at, row.entry.payload))
    return found


def after(dates: CaseDates, one: Happened) -> CaseDates:
    """The days once this act is done."""
    note = _NOTES.get(one.act)
    return replace(dates, **note(dates, one)) if note else dates


_Note = Callable[[CaseDates, Happened], dict[str, Any]]


def _on(*names: str) -> _Note:
    """The first time it happens is its day."""
    return lambda dates, one: {name: getattr(dates, name) or one.day for name in names}


def _accepted(_: CaseDates, one: Happened) -> dict[str, Any]:
    day = one.date_of("accepted_at") or one.day
    return {"accepted": day, **({"tolerated": day} if one.act is Act.TOLERATE else {})}


def _stopped(dates: CaseDates, one: Happened) -> dict[str, Any]:
    pause = Pause(str(one.payload.get("pause") or "中止"), one.day)
    return {"pauses": (*dates.pauses, pause), "special_until": one.date_of("expected_until")}


def _resumed(dates: CaseDates, one: Happened) -> dict[str, Any]:
    ended = one.date_of("ended_on") or one.day
    pauses = tuple(replace(one, ended=ended) if one.ended is None else one for one in dates.pauses)
    return {"pauses": pauses, "special_until": None}


def _decided(dates: CaseDates, one: Happened) -> dict[str, Any]:
    until = one.date_of("valid_until") or dates.licence_until
    by_city = {} if one.act is Act.DECIDE else {"city_done": dates.city_done or one.day}
    return {"decided": dates.decided or one.day, "licence_until": until, **by_city}


def _extended(dates: CaseDates, one: Happened) -> dict[str, Any]:
    return {"extension_days": dates.extension_days + int(one.payload.get("days", 0))}


_NOTES: Mapping[Act, _Note] = {
    Act.ASK_SUPPLEMENT: lambda dates, one: {"told": dates.told or one.day, "bring_until": one.date_of("bring_until")},
    Act.CITY_ASK: lambda dates, one: {"told": dates.told or one.day, "bring_until": one.date_of("bring_until")},
    Act.ACCEPT: _accepted,
    Act.DEEM_ACCEPTED: _accepted,
    Act.TOLERATE: _accepted,
    Act.CITY_ACCEPT: _on("city_accepted", "accepted"),
    Act.MATERIAL_IN: lambda _, one: {"material_in": one.day},
    Act.FORWARD: _on("forwarded"),
    Act.CITY_RECEIVE: lambda _, one: {"city_received": one.at},
    Act.CITY_STAMP: _decided,
    Act.CITY_DECIDE: _decided,
    Act.DECIDE: _decided,
    Act.DELIVER: _on("delivered"),
    Act.PICKUP: _on("delivered"),
    Act.PUSH: _on("pushed"),
    Act.PUBLISH: _on("published"),
    Act.FILE_MONTHLY: _on("filed"),
    Act.POST_CHECK: _on("post_checked"),
    Act.SPECIAL_BEGIN: _stopped,
    Act.SPECIAL_END: _resumed,
    Act.ABEY: _stopped,
    Act.RESUME: _resumed,
    Act.EXTEND: _extended,
    Act.HEARING_TELL: _on("hearing_told"),
    Act.HEARING_WAIVE: _on("hearing_waived"),
    Act.HEARING_ASK: _on("hearing_asked"),
    Act.HEARING_CALL: lambda _, one: {"hearing_called": one.day, "hearing_on": one.date_of("held_on")},
    Act.HEARING: _on("hearing_held"),
}
