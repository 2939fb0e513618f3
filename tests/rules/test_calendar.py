"""Working days follow the State Council's papers and nothing else."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules.calendar import CalendarGap, Holiday, WorkCalendar, read_year
from tests.helpers.calendars import china, table_texts

DAYS = st.dates(date(2021, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(("year", "holidays"), [(2021, 11), (2022, 11), (2023, 11), (2024, 11), (2025, 13), (2026, 13)])
def test_that_a_year_works_all_weekdays_but_the_statutory_holidays(year: int, holidays: int) -> None:
    """全国年节及纪念日放假办法: eleven days, thirteen from 2025; swaps move days off, they never add any."""
    days = [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
    assert sum(map(china().is_workday, days)) == sum(day.weekday() < 5 for day in days) - holidays


@pytest.mark.parametrize("text", table_texts())
def test_that_every_table_names_its_paper(text: str) -> None:
    number, year = read_year(text)
    assert year.paper.startswith(f"国务院办公厅关于{number}年部分节假日安排的通知（国办发明电〔{number - 1}〕")
    assert json.loads(text)["url"].startswith(("http://www.gov.cn/", "https://www.gov.cn/"))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 10, 1), False),  # Thursday, 国庆节
        (date(2026, 10, 10), True),  # Saturday worked in exchange
        (date(2026, 10, 11), False),  # Sunday
        (date(2026, 11, 20), True),
        (date(2022, 12, 31), False),
        (date(2026, 9, 20), True),
    ],
)
def test_that_days_off_weekends_and_days_worked_in_exchange_are_told_apart(day: date, worked: bool) -> None:
    assert china().is_workday(day) is worked


@given(DAYS, DAYS)
def test_that_working_days_between_two_days_are_those_that_are_worked(one: date, other: date) -> None:
    first, last = sorted((one, other))
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    assert china().workdays_between(first, last) == sum(map(china().is_workday, days))


@given(DAYS.filter(lambda d: date(2021, 1, 20) < d < date(2026, 12, 20)))
def test_that_the_next_and_the_last_working_day_are_worked_and_nearest(day: date) -> None:
    after, before = china().next_workday(day), china().workday_before(day, date(2021, 1, 1))
    assert before <= day <= after
    assert china().is_workday(after)
    assert china().is_workday(before)
    assert china().workdays_between(before, after) == (0 if before == after else 1)


@pytest.mark.parametrize("day", [date(2027, 1, 4), date(2020, 12, 31), date(2035, 6, 1)])
def test_that_a_year_without_a_table_is_never_guessed_and_the_administrator_is_told(day: date) -> None:
    with pytest.raises(CalendarGap) as caught:
        china().is_workday(day)
    assert caught.value.year == day.year
    assert caught.value.code == "holiday_table"
    assert f"{day.year}年放假调休表还没有导入" in caught.value.sentence
    assert "管理员" in caught.value.sentence
    assert caught.value.short == f"跨入{day.year}年，放假表未到，不推算"


def test_that_looking_back_for_a_working_day_stops_at_the_floor() -> None:
    assert china().workday_before(date(2021, 1, 2), date(2021, 1, 1)) == date(2021, 1, 1)


def test_that_a_holiday_is_found_whole_from_any_of_its_days() -> None:
    golden = Holiday("国庆节", date(2026, 10, 1), date(2026, 10, 7))
    assert china().holidays_between(date(2026, 10, 3), date(2026, 10, 4)) == (golden,)
    assert china().holidays_between(date(2026, 10, 7), date(2026, 10, 30)) == ()


def test_that_a_holiday_across_new_year_is_one_holiday() -> None:
    found = china().holidays_between(date(2022, 12, 30), date(2023, 1, 3))
    assert found == (Holiday("元旦", date(2022, 12, 31), date(2023, 1, 2)),)


NEW_YEAR = {"name": "元旦", "from": "2027-01-01", "to": "2027-01-03", "work": ["2027-01-09"]}
TABLE: dict[str, object] = {
    "year": 2027,
    "paper": "国务院办公厅关于2027年部分节假日安排的通知",
    "number": "样例号",
    "holidays": [NEW_YEAR],
}


def test_that_an_imported_year_closes_the_gap() -> None:
    longer = china().with_year(json.dumps(TABLE))
    assert not longer.is_workday(date(2027, 1, 1))
    assert longer.is_workday(date(2027, 1, 9))
    assert longer.has_year(2027)
    assert not china().has_year(2027)


def test_that_a_corrected_table_replaces_the_old_one() -> None:
    first = china().with_year(json.dumps(TABLE))
    moved = TABLE | {"holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-01"}]}
    assert first.with_year(json.dumps(moved)).is_workday(date(2027, 1, 9)) is False


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "读不懂"),
        ("[]", "读不懂"),
        ("{}", "读不懂"),
        ('{"year": ' + "[" * 3000, "读不懂"),
        (json.dumps(TABLE).replace("2027,", "1e999,", 1), "读不懂"),
        (json.dumps(TABLE | {"holidays": [{"name": "长假", "from": "2026-01-01", "to": "9999-12-31"}]}), "表里有"),
        (json.dumps(TABLE | {"holidays": []}), "一天放假也没有"),
        (json.dumps(TABLE | {"year": 2031}), "一天放假也没有"),
        (json.dumps(TABLE | {"holidays": [{"name": "元旦", "from": "1月1日", "to": "1月3日"}]}), "读不懂"),
        (
            json.dumps(TABLE | {"holidays": [NEW_YEAR, {"name": "错", "from": "2031-01-01", "to": "2031-01-01"}]}),
            "2031-01-01",
        ),
        (
            json.dumps(
                TABLE
                | {"holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-01", "work": ["2027-01-05"]}]}
            ),
            "不是周末",
        ),
    ],
)
def test_that_a_table_that_cannot_be_right_is_refused_and_nothing_is_taken_over(text: str, says: str) -> None:
    with pytest.raises(Refusal, match=says) as caught:
        WorkCalendar.from_json(text)
    assert caught.value.code == "holiday_table_bad"
    assert "原有的放假表没有改动" in caught.value.sentence


def test_that_a_calendar_that_takes_a_year_knows_it_for_everybody_and_keeps_the_others() -> None:
    shared = WorkCalendar.from_json(*table_texts())
    shared.take(json.dumps(TABLE))
    assert (shared.has_year(2027), shared.has_year(2026)) == (True, True)
    assert (shared.is_workday(date(2027, 1, 1)), shared.is_makeup(date(2027, 1, 9))) == (False, True)
    assert shared.name_of(date(2027, 1, 9)) == shared.name_of(date(2027, 1, 2)) == "元旦"
    with pytest.raises(Refusal):
        shared.take("{}")
    assert shared.has_year(2027)


def test_that_a_day_that_is_none_has_no_name_and_a_table_may_reach_one_year_aside() -> None:
    assert china().name_of(date(2026, 11, 20)) == ""
    aside = {"name": "元旦", "from": "2026-12-31", "to": "2028-01-01"}
    assert WorkCalendar.from_json(json.dumps(TABLE | {"holidays": [aside]})).is_holiday(date(2028, 1, 1))


@pytest.mark.parametrize(
    ("holiday", "said"),
    [
        ({"from": "2027-01-01", "to": "2027-01-01", "work": ["2027-01-08"]}, "2027-01-08写作调休上班"),  # a Friday
        ({"from": "2027-01-01", "to": "2027-01-03", "work": ["2027-01-03"]}, "2027-01-03写作调休上班"),
        ({"from": "2027-01-01", "to": "2029-01-01"}, "2027年的表里有2029-01-01"),
    ],
)
def test_that_the_first_wrong_day_of_a_table_is_named(holiday: dict[str, object], said: str) -> None:
    table = TABLE | {"holidays": [{"name": "元旦", **holiday}]}
    with pytest.raises(Refusal) as caught:
        read_year(json.dumps(table))
    assert said in caught.value.sentence


def test_that_a_whole_holiday_table_is_refused_in_one_sentence() -> None:
    with pytest.raises(Refusal) as caught:
        read_year(json.dumps(TABLE | {"year": 2031}))
    assert caught.value.sentence == (
        "这份放假调休表不能用：2031年一天放假也没有。原有的放假表没有改动。请核对国务院办公厅通知原文后重新导入。"
    )


def test_that_each_paper_is_known_by_title_and_number() -> None:
    assert read_year(json.dumps(TABLE))[1].paper == "国务院办公厅关于2027年部分节假日安排的通知（样例号）"


def test_that_days_worked_for_every_holiday_of_a_table_are_known() -> None:
    spring = {"name": "春节", "from": "2027-02-06", "to": "2027-02-12", "work": ["2027-02-14"]}
    year = read_year(json.dumps(TABLE | {"holidays": [NEW_YEAR, spring]}))[1]
    assert year.work == {date(2027, 1, 9), date(2027, 2, 14)}
