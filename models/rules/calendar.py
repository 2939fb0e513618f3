"""Working days by the State Council's yearly papers; a year whose paper is not here is never guessed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from models.errors import Refusal

ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class CalendarGap(Refusal):
    """A date falls in a year without a holiday table; ``year`` says which.

    ``short`` is the few words shown in place of a date.
    """

    def __init__(self, year: int) -> None:
        self.year = year
        self.short = f"跨入{year}年，放假表未到，不推算"
        super().__init__(
            f"{year}年放假调休表还没有导入，落在{year}年的期限算不出来",
            "已录入的内容和其他期限不受影响",
            f"请管理员在“管理”里导入国务院办公厅关于{year}年部分节假日安排的通知",
            code="holiday_table",
        )


@dataclass(frozen=True, slots=True)
class Year:
    """One paper of the State Council: days off, weekend days worked, and what each belongs to."""

    off: frozenset[date]
    work: frozenset[date]
    paper: str  # title and number of the paper
    names: Mapping[date, str] = field(default_factory=dict)  # 国庆节, for off and work days alike


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days off in a row under one name."""

    name: str
    first: date
    last: date


def days_after(start: date) -> Iterator[date]:
    """Every day after ``start``, which itself is not counted (民法典第二百零一条)."""
    day = start
    while True:
        day += ONE_DAY
        yield day


class WorkCalendar:
    """What days a government counter works, from the papers that have been imported."""

    def __init__(self, years: Mapping[int, Year]) -> None:
        self._know(dict(years))

    def _know(self, years: dict[int, Year]) -> None:
        self._off = frozenset[date]().union(*(y.off for y in years.values()))
        self._work = frozenset[date]().union(*(y.work for y in years.values()))
        self._names = {day: name for y in years.values() for day, name in y.names.items()}
        self._years = years  # last, so that another thread never finds a year whose days are not here yet

    @classmethod
    def from_json(cls, *texts: str) -> WorkCalendar:
        """Build from one or more tables in our own format (``resources/holidays``).

        Raises:
            Refusal: code ``holiday_table_bad`` when a text is not such a table.
        """
        years: dict[int, Year] = {}
        for text in texts:
            number, year = read_year(text)
            years[number] = year
        return cls(years)

    @property
    def years(self) -> Mapping[int, Year]:
        """The tables at hand by year."""
        return self._years

    def with_year(self, text: str) -> WorkCalendar:
        """The same calendar with one more table, or a corrected one."""
        number, year = read_year(text)
        return WorkCalendar({**self._years, number: year})

    def take(self, text: str) -> None:
        """Know one more table from now on, for everybody who holds this calendar (a desk that is open).

        Raises:
            Refusal: code ``holiday_table_bad``; nothing is taken over.
        """
        number, year = read_year(text)
        self._know({**self._years, number: year})

    def has_year(self, year: int) -> bool:
        """Whether the paper of ``year`` is here."""
        return year in self._years

    def is_workday(self, day: date) -> bool:
        """Whether counters work on ``day``.

        Raises:
            CalendarGap: no table for that year.
        """
        if day.year not in self._years:
            raise CalendarGap(day.year)
        return day in self._work or (day.weekday() < _SATURDAY and day not in self._off)

    def is_makeup(self, day: date) -> bool:
        """A Saturday or Sunday that is worked (调休上班)."""
        return day in self._work

    def is_holiday(self, day: date) -> bool:
        """A day off by a paper, weekend days inside the holiday included."""
        return day in self._off

    def name_of(self, day: date) -> str:
        """The holiday a day belongs to, or ""."""
        return self._names.get(day, "")

    def next_workday(self, day: date) -> date:
        """``day`` itself when worked, else the first working day after it."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def workday_before(self, day: date, floor: date) -> date:
        """``day`` itself when worked, else the last working day before it, but never before ``floor``."""
        while day > floor and not self.is_workday(day):
            day -= ONE_DAY
        return day

    def workdays_between(self, after: date, until: date) -> int:
        """Working days later than ``after`` and not later than ``until``."""
        span = (until - after).days
        return sum(self.is_workday(after + timedelta(days=n)) for n in range(1, span + 1))

    def holidays_between(self, after: date, until: date) -> tuple[Holiday, ...]:
        """Whole holidays of which at least one day lies later than ``after`` and not later than ``until``."""
        found: list[Holiday] = []
        day = after + ONE_DAY
        while day <= until:
            if day in self._off:
                found.append(self._whole(day))
                day = found[-1].last
            day += ONE_DAY
        return tuple(found)

    def _whole(self, day: date) -> Holiday:
        first = last = day
        while first - ONE_DAY in self._off:
            first -= ONE_DAY
        while last + ONE_DAY in self._off:
            last += ONE_DAY
        return Holiday(self.name_of(day), first, last)


def read_year(text: str) -> tuple[int, Year]:
    """Read one table of our own format.

    Raises:
        Refusal: code ``holiday_table_bad``, saying what is wrong; nothing is taken over.
    """
    try:
        data = json.loads(text)
        number, year = int(data["year"]), _year(data)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise _bad(f"内容读不懂（{error}）") from error
    _check(number, year)
    return number, year


_LONGEST = 1200  # days of one holiday that are looked at: more than the three years a table may touch


def _year(data: Mapping[str, Any]) -> Year:
    off: set[date] = set()
    work: set[date] = set()
    names: dict[date, str] = {}
    for holiday in data["holidays"]:
        first, last = date.fromisoformat(holiday["from"]), date.fromisoformat(holiday["to"])
        days = {first + timedelta(days=n) for n in range(min((last - first).days, _LONGEST) + 1)}
        made_up = {date.fromisoformat(d) for d in holiday.get("work", ())}
        off |= days
        work |= made_up
        names.update(dict.fromkeys(days | made_up, str(holiday["name"])))
    return Year(frozenset(off), frozenset(work), f"{data['paper']}（{data['number']}）", names)


def _check(number: int, year: Year) -> None:
    if not any(day.year == number for day in year.off):
        raise _bad(f"{number}年一天放假也没有")
    if stray := sorted(d for d in year.off | year.work if abs(d.year - number) > 1):
        raise _bad(f"{number}年的表里有{stray[0].isoformat()}")
    if wrong := sorted(d for d in year.work if d.weekday() < _SATURDAY or d in year.off):
        raise _bad(f"{wrong[0].isoformat()}写作调休上班，但它不是周末或同时写作放假")


def _bad(why: str) -> Refusal:
    return Refusal(
        f"这份放假调休表不能用：{why}",
        "原有的放假表没有改动",
        "请核对国务院办公厅通知原文后重新导入",
        code="holiday_table_bad",
    )
