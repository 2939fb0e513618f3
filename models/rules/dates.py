"""The days of a case that clocks count from, checked for order; a day that has not come is None."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from models.errors import Refusal
from models.rules.counting import Pause


@dataclass(frozen=True, slots=True)
class CaseDates:
    """What happened when; ``received`` first, everything else on that day or later."""

    received: date
    told: date | None = None  # the one-time notice
    bring_until: date | None = None
    accepted: date | None = None  # deemed: the day of receipt
    tolerated: date | None = None
    material_in: date | None = None
    forwarded: date | None = None
    city_received: datetime | None = None
    city_accepted: date | None = None
    city_done: date | None = None  # stamped or decided
    batch_end: date | None = None
    assigned: date | None = None  # people named for a test or inspection by technical standard
    special_until: date | None = None  # the time the notice of a special procedure names
    hearing_told: date | None = None
    hearing_waived: date | None = None
    hearing_asked: date | None = None
    hearing_called: date | None = None
    hearing_on: date | None = None  # the day set for it
    hearing_held: date | None = None
    decided: date | None = None
    delivered: date | None = None
    pushed: date | None = None
    published: date | None = None
    filed: date | None = None
    post_checked: date | None = None
    licence_until: date | None = None
    extension_days: int = 0  # granted
    pauses: tuple[Pause, ...] = ()

    @property
    def stopped(self) -> Pause | None:
        """The special procedure that runs now."""
        return next((pause for pause in self.pauses if pause.ended is None), None)


_NAMES = {
    "told": "告知日",
    "accepted": "受理日",
    "tolerated": "容缺受理日",
    "material_in": "补齐日",
    "forwarded": "转报日",
    "city_received": "市级接收日",
    "city_accepted": "市级受理日",
    "city_done": "市级办结日",
    "assigned": "指派日",
    "hearing_told": "听证告知日",
    "hearing_asked": "听证申请日",
    "hearing_called": "听证通知日",
    "hearing_held": "听证日",
    "decided": "决定日",
    "delivered": "送达日",
    "pushed": "推送日",
    "published": "公示日",
    "post_checked": "检查日",
}
_AFTER = (
    ("accepted", "decided"),
    ("forwarded", "city_received"),
    ("city_received", "city_done"),
    ("hearing_told", "hearing_asked"),
    ("hearing_asked", "hearing_called"),
    ("hearing_called", "hearing_held"),
    ("decided", "delivered"),
    ("decided", "pushed"),
    ("decided", "published"),
)


def check_dates(dates: CaseDates, today: date | None = None) -> None:
    """Refuse days that cannot be: before the papers came, out of order, or after today.

    Raises:
        Refusal: codes ``date_before_receipt``, ``date_order``, ``date_ahead``.
    """
    found = {name: _day(getattr(dates, name)) for name in _NAMES}
    for name, day in found.items():
        if day is not None and day < dates.received:
            raise _bad(f"{_NAMES[name]}早于收件日（{dates.received.isoformat()}）", "date_before_receipt")
        if day is not None and today is not None and day > today:
            raise _bad(f"{_NAMES[name]}还没有到", "date_ahead")
    for first, then in _AFTER:
        one, two = found[first], found[then]
        if one is not None and two is not None and two < one:
            raise _bad(f"{_NAMES[then]}早于{_NAMES[first]}", "date_order")


def _day(value: date | datetime | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value


def _bad(happened: str, code: str) -> Refusal:
    return Refusal(happened, "没有改动任何记录", "请核对日期", code=code)
