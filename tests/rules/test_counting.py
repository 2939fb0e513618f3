"""Periods in months, years and days with lawful stops in them; which stops are told in the reasons of a date."""

from __future__ import annotations

import json
from datetime import date

import pytest

from models.rules.calendar import WorkCalendar
from models.rules.counting import Due, Pause, due, make_pause
from models.rules.terms import Unit
from tests.helpers.calendars import china

DAY = date(2026, 9, 14)  # a Monday


def stop(told: date, ended: date, kind: str = "鉴定") -> Pause:
    return make_pause(kind, told, ended)


def told(amount: int, unit: Unit, *stops: Pause, anchor: date = DAY) -> Due:
    return due(anchor, amount, unit, china(), stops, word="受理")


def test_mfd_art202_a_month_ends_on_the_same_day_and_says_so() -> None:
    """民法典第二百零二条."""
    assert told(1, Unit.MONTH) == Due(
        date(2026, 10, 14), ("受理当日（9月14日）不计，1个月届满为2026年10月14日",), "受理当日不计，1个月届满"
    )
    assert told(30, Unit.DAY).lines == ("受理当日（9月14日）不计，30日届满为2026年10月14日",)
    assert told(30, Unit.DAY).short == "受理当日不计，30日届满"


@pytest.mark.parametrize(
    ("stops", "day"),
    [
        ((stop(date(2026, 9, 21), date(2026, 9, 21)),), date(2026, 10, 15)),
        ((stop(date(2026, 9, 21), date(2026, 9, 22)),), date(2026, 10, 16)),
        ((stop(date(2026, 9, 14), date(2026, 9, 15)),), date(2026, 10, 15)),  # the first day does not count anyway
        ((stop(date(2026, 9, 1), date(2026, 9, 15)),), date(2026, 10, 15)),
        ((stop(date(2026, 9, 1), date(2026, 9, 10)),), date(2026, 10, 14)),  # over before the count began
        ((stop(date(2026, 9, 21), date(2026, 9, 22)), stop(date(2026, 9, 22), date(2026, 9, 23))), date(2026, 10, 17)),
    ],
)
def test_xkf_art45_each_day_of_a_stop_moves_a_months_end_by_one_and_no_day_twice(
    stops: tuple[Pause, ...], day: date
) -> None:
    found = told(1, Unit.MONTH, *stops)
    assert (found.warn or found.day) == china().workday_before(day, DAY)
    assert f"1个月届满为2026年10月{day.day}日" in found.lines[0]


def test_xkf_art45_only_stops_that_fall_into_a_period_of_months_are_told() -> None:
    found = told(
        1,
        Unit.MONTH,
        stop(date(2026, 9, 1), date(2026, 9, 10), "检测"),
        stop(date(2026, 9, 13), DAY, "检验"),
        stop(date(2026, 9, 21), date(2026, 9, 22)),
    )
    assert found.lines[1:] == ("鉴定 9月21日—22日停表",)


def test_xkf_art45_only_stops_that_fall_into_a_period_of_working_days_are_told() -> None:
    found = told(
        3,
        Unit.WORKDAY,
        stop(date(2026, 9, 10), DAY, "检验"),  # ended on the first day, which does not count
        stop(date(2026, 9, 15), date(2026, 9, 15)),
        stop(date(2026, 9, 18), date(2026, 9, 18), "检测"),
        stop(date(2026, 10, 12), date(2026, 10, 13), "招标"),
    )
    assert found.day == date(2026, 9, 20)  # 16th, 17th, and the 20th, a Sunday that is worked
    assert [line for line in found.lines if "停表" in line] == [
        "鉴定 9月15日停表，扣 1 个工作日（许可法第四十五条）",
        "检测 9月18日停表，扣 1 个工作日（许可法第四十五条）",
    ]


def test_xkf_art45_a_stop_on_what_would_have_been_the_last_day_is_told_of() -> None:
    found = told(3, Unit.WORKDAY, stop(date(2026, 9, 17), date(2026, 9, 17)))
    assert (found.day, found.lines[-1]) == (date(2026, 9, 18), "鉴定 9月17日停表，扣 1 个工作日（许可法第四十五条）")


@pytest.mark.parametrize(("anchor", "warned"), [(date(2026, 12, 25), False), (date(2026, 12, 28), True)])
def test_that_new_years_paper_may_still_move_the_last_days_of_december(anchor: date, warned: bool) -> None:
    """On 28 December nothing is said yet; from the 29th on it is."""
    found = told(1, Unit.WORKDAY, anchor=anchor)
    assert (found.lines[-1] == "2027年放假表未到，元旦调休可能改变12月末的上班日") is warned


def test_that_what_happened_on_the_first_day_may_be_left_unsaid() -> None:
    assert due(DAY, 1, Unit.WORKDAY, china()).short == "起算当日不计"


def test_that_days_off_without_a_name_and_weekends_of_two_months_are_told_by_day() -> None:
    assert due(date(2026, 10, 30), 1, Unit.WORKDAY, china(), word="受理").short == (
        "受理当日不计，扣 10月31日、11月1日周末"
    )
    nameless = {"year": 2027, "paper": "样例", "number": "样例号"}
    days_off = {"name": "", "from": "2027-05-03", "to": "2027-05-04"}
    calendar = WorkCalendar.from_json(json.dumps(nameless | {"holidays": [days_off]}))
    assert due(date(2027, 4, 30), 1, Unit.WORKDAY, calendar, word="受理").short == (
        "受理当日不计，扣 5月3日—4日假期，扣 5月1日、5月2日周末"
    )
