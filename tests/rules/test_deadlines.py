"""Last days, their reasons, acceptance by silence, days left and lights; every name says its clause."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules import deadlines
from models.rules.deadlines import CalendarGap, Due
from models.rules.terms import Light, Unit
from tests.helpers.calendars import china

STARTS = st.dates(date(2021, 1, 1), date(2026, 6, 30))
FRIDAY = date(2026, 11, 20)
VECTORS = [
    ("2026-09-30", 5, "2026-10-13"),
    ("2026-09-30", 20, "2026-11-03"),
    ("2026-02-13", 5, "2026-02-27"),
    ("2026-02-12", 20, "2026-03-18"),
    ("2026-04-30", 1, "2026-05-06"),
    ("2026-05-08", 1, "2026-05-09"),
    ("2026-06-18", 3, "2026-06-24"),
    ("2026-09-18", 5, "2026-09-24"),
    ("2026-09-24", 10, "2026-10-15"),
    ("2025-09-26", 5, "2025-10-10"),
    ("2025-09-30", 20, "2025-11-04"),
    ("2025-01-24", 5, "2025-02-07"),
    ("2024-02-09", 3, "2024-02-20"),
    ("2026-01-02", 1, "2026-01-04"),
    ("2026-10-09", 1, "2026-10-10"),
    ("2026-10-10", 3, "2026-10-14"),
]


def days(start: date, amount: int, *pauses: deadlines.Pause) -> Due:
    return deadlines.due(start, amount, Unit.WORKDAY, china(), pauses, word="收件")


@pytest.mark.parametrize(("start", "amount", "last"), VECTORS)
def test_xkf_art82_working_days_follow_the_state_council_tables(start: str, amount: int, last: str) -> None:
    assert days(date.fromisoformat(start), amount).day == date.fromisoformat(last)


@given(STARTS, st.integers(1, 60))
def test_mfd_art201_the_first_day_is_not_counted_and_the_last_is_worked(start: date, amount: int) -> None:
    last = days(start, amount).day
    assert china().is_workday(last)
    assert china().workdays_between(start, last) == amount


@given(STARTS, st.integers(1, 60))
def test_xkf_art82_one_day_more_never_ends_sooner(start: date, amount: int) -> None:
    assert days(start, amount).day < days(start, amount + 1).day
    assert days(start, amount).day <= days(start + timedelta(days=1), amount).day


def test_xkf_art82_a_year_without_a_table_stops_the_count_and_names_the_year() -> None:
    assert days(date(2026, 12, 24), 5).day == date(2026, 12, 31)
    with pytest.raises(CalendarGap, match="2027年"):
        days(date(2026, 12, 24), 6)


def test_that_the_last_days_of_december_carry_a_warning_while_next_years_paper_is_missing() -> None:
    assert days(date(2026, 12, 24), 5).lines[-1] == "2027年放假表未到，元旦调休可能改变12月末的上班日"
    assert not any("放假表未到" in line for line in days(date(2025, 12, 24), 4).lines)
    assert not any("放假表未到" in line for line in days(FRIDAY, 5).lines)


@pytest.mark.parametrize(
    ("start", "amount", "short", "lines"),
    [
        (
            FRIDAY,
            5,
            "收件当日不计，扣 21、22 日周末",
            ("收件当日（11月20日）不计，自11月23日起数5个工作日，到11月27日", "扣 21、22 日周末"),
        ),
        (
            date(2026, 9, 30),
            5,
            "收件当日不计，扣 10月1日—7日国庆节，扣 10月11日周末，10月10日调休上班",
            (
                "收件当日（9月30日）不计，自10月8日起数5个工作日，到10月13日",
                "10月1日—7日国庆节放假，10月10日调休上班",
                "扣 10月11日周末",
            ),
        ),
        (
            date(2026, 9, 18),
            5,
            "收件当日不计，扣 19 日周末，9月20日调休上班",
            (
                "收件当日（9月18日）不计，自9月20日起数5个工作日，到9月24日",
                "9月20日（周日）国庆节调休上班，计入",
                "扣 19 日周末",
            ),
        ),
        (
            date(2026, 2, 12),
            20,
            "收件当日不计，扣 2月15日—23日春节，扣周末 5 天，2月14日、2月28日调休上班",
            (
                "收件当日（2月12日）不计，自2月13日起数20个工作日，到3月18日",
                "2月15日—23日春节放假，2月14日、2月28日调休上班",
                "扣周末 5 天",
            ),
        ),
        (
            date(2026, 11, 16),
            2,
            "收件当日不计",
            ("收件当日（11月16日）不计，自11月17日起数2个工作日，到11月18日",),
        ),
        (
            date(2023, 9, 27),
            2,
            "收件当日不计，扣 9月29日—10月6日中秋节、国庆节，10月7日调休上班",
            (
                "收件当日（9月27日）不计，自9月28日起数2个工作日，到10月7日",
                "9月29日—10月6日中秋节、国庆节放假，10月7日调休上班",
            ),
        ),
    ],
)
def test_xkf_art82_every_date_is_explained_in_plain_words(
    start: date, amount: int, short: str, lines: tuple[str, ...]
) -> None:
    found = days(start, amount)
    assert (found.short, found.lines) == (short, lines)


@given(STARTS, st.integers(1, 45))
def test_xkf_art82_the_explanation_accounts_for_every_day_left_out(start: date, amount: int) -> None:
    found = days(start, amount)
    skipped = [
        start + timedelta(days=n)
        for n in range(1, (found.day - start).days + 1)
        if not china().is_workday(start + timedelta(days=n))
    ]
    holidays = {china().name_of(d) for d in skipped if china().is_holiday(d)}
    assert all(any(name in line and "放假" in line for line in found.lines) for name in holidays)
    assert any("周末" in line for line in found.lines) == any(not china().is_holiday(d) for d in skipped)


# ------------------------------------------------------------------------------- months, days and years


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 3, 20), 3, date(2026, 6, 20)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
    ],
)
def test_mfd_art202_a_month_ends_on_the_same_day_or_the_months_last(start: date, months: int, last: date) -> None:
    assert deadlines.add_months(start, months) == last


def test_mfd_art203_a_month_that_ends_on_a_holiday_rolls_on_and_warns_before_it() -> None:
    found = deadlines.due(date(2026, 9, 1), 1, Unit.MONTH, china(), word="受理")
    assert (found.day, found.warn, found.warn_day) == (date(2026, 10, 8), date(2026, 9, 30), date(2026, 9, 30))
    assert found.lines == (
        "受理当日（9月1日）不计，1个月届满为2026年10月1日",
        "届满日休息，顺延到10月8日（民法典第二百零三条），按9月30日预警",
    )


def test_mfd_art203_a_month_that_ends_on_a_working_day_is_not_moved() -> None:
    found = deadlines.due(date(2026, 8, 20), 3, Unit.MONTH, china())
    assert (found.day, found.warn, found.warn_day) == (date(2026, 11, 20), None, date(2026, 11, 20))


@pytest.mark.parametrize(
    ("amount", "unit", "last"),
    [
        (60, Unit.DAY, date(2026, 11, 23)),  # 60 days after 9月23日 is Sunday 11月22日
        (1, Unit.YEAR, date(2026, 9, 23)),
    ],
)
def test_mfd_art200_calendar_days_and_years_run_through_holidays(amount: int, unit: Unit, last: date) -> None:
    start = date(2025, 9, 23) if unit is Unit.YEAR else date(2026, 9, 23)
    assert deadlines.due(start, amount, unit, china()).day == last


@given(STARTS, st.integers(1, 5), st.sampled_from([Unit.DAY, Unit.MONTH]))
def test_mfd_art203_a_period_never_ends_on_a_day_off_and_warns_no_later(start: date, amount: int, unit: Unit) -> None:
    found = deadlines.due(start, amount, unit, china())
    assert china().is_workday(found.day)
    assert start <= found.warn_day <= found.day


def test_that_an_amount_of_nothing_is_done_on_the_spot() -> None:
    assert deadlines.due(FRIDAY, 0, Unit.WORKDAY, china()) == Due(FRIDAY, ("当场办结",), "当场办结")


# ------------------------------------------------------------------------------------------------ pauses


def test_xkf_art45_the_clock_stops_from_the_written_notice_and_goes_on_after_the_result() -> None:
    pause = deadlines.make_pause("检验", date(2026, 11, 24), date(2026, 11, 26))
    found = days(FRIDAY, 5, pause)
    assert found.day == date(2026, 12, 2)  # 23 | 24–26 stopped | 27, 30, 1, 2
    assert found.lines[-1] == "检验 11月24日—26日停表，扣 3 个工作日（许可法第四十五条）"


@given(STARTS, st.integers(1, 30), st.integers(0, 60), st.integers(0, 30), st.sampled_from(deadlines.PAUSE_KINDS))
def test_xkf_art45_exactly_the_working_days_of_the_stop_are_added(
    start: date, amount: int, after: int, length: int, kind: str
) -> None:
    told = start + timedelta(days=after)
    pause = deadlines.make_pause(kind, told, told + timedelta(days=length))
    last = days(start, amount, pause).day
    stopped = sum(
        china().is_workday(start + timedelta(days=n)) and pause.covers(start + timedelta(days=n))
        for n in range(1, (last - start).days + 1)
    )
    assert china().workdays_between(start, last) - stopped == amount
    assert deadlines.used(start, last, china(), [pause]) == amount


def test_xkf_art45_two_stops_that_overlap_count_once() -> None:
    hearing = deadlines.make_pause("听证", date(2026, 11, 23), date(2026, 11, 25))
    expert = deadlines.make_pause("专家评审", date(2026, 11, 24), date(2026, 11, 26))
    assert days(FRIDAY, 1, hearing, expert).day == date(2026, 11, 27)


def test_xkf_art45_a_month_is_longer_by_the_days_of_the_stop() -> None:
    pause = deadlines.make_pause("鉴定", date(2026, 8, 24), date(2026, 8, 28))
    found = deadlines.due(date(2026, 8, 20), 1, Unit.MONTH, china(), [pause], word="受理")
    assert found.day == date(2026, 9, 28)  # 20 + 5 days = Friday 25日, 中秋节: rolled on
    assert "鉴定 8月24日—28日停表" in found.lines


def test_xkf_art45_a_stop_before_the_anchor_changes_nothing() -> None:
    pause = deadlines.make_pause("检测", date(2026, 11, 2), date(2026, 11, 6))
    assert days(FRIDAY, 5, pause) == days(FRIDAY, 5)


def test_xkf_art45_while_the_clock_stands_the_date_is_not_known() -> None:
    with pytest.raises(Refusal, match="停表中，到期日未定") as caught:
        days(FRIDAY, 5, deadlines.make_pause("检疫", FRIDAY))
    assert caught.value.code == "clock_stopped"


@pytest.mark.parametrize("kind", ["现场核查", "整改", "补正", "征求意见", "", "检验检测"])
def test_xkf_art45_nothing_else_stops_the_clock(kind: str) -> None:
    with pytest.raises(Refusal, match="第四十五条") as caught:
        deadlines.make_pause(kind, FRIDAY)
    assert caught.value.code == "pause_kind"


def test_xkf_art45_an_items_own_law_may_exclude_more() -> None:
    assert deadlines.make_pause("整改时间", FRIDAY, special=("整改时间",)).kind == "整改时间"


@pytest.mark.parametrize(
    ("told", "ended", "code"), [(None, None, "pause_not_told"), (FRIDAY, date(2026, 11, 19), "pause_backwards")]
)
def test_xkf_art45_without_a_written_notice_or_with_dates_reversed_the_clock_runs_on(
    told: date | None, ended: date | None, code: str
) -> None:
    with pytest.raises(Refusal, match="时限照常计算") as caught:
        deadlines.make_pause("听证", told, ended)
    assert caught.value.code == code


# ------------------------------------------------------------------------------------- art. 32: five days


def test_xkf_art32_4_everything_missing_is_told_within_five_working_days() -> None:
    found = deadlines.notice_due(FRIDAY, china())
    assert (found.day, found.short) == (date(2026, 11, 27), "收件当日不计，扣 21、22 日周末")


@given(STARTS)
def test_xkf_art32_4_no_notice_in_five_days_means_accepted_from_receipt(received: date) -> None:
    last = deadlines.notice_due(received, china()).day
    assert deadlines.deemed_accepted(received, None, last, china()) is None
    assert deadlines.deemed_accepted(received, None, last + timedelta(days=1), china()) == received


def test_xkf_art32_4_a_notice_on_the_fifth_day_is_in_time_and_on_the_sixth_too_late() -> None:
    late = date(2026, 12, 4)
    assert deadlines.deemed_accepted(FRIDAY, date(2026, 11, 27), late, china()) is None
    assert deadlines.deemed_accepted(FRIDAY, date(2026, 11, 30), late, china()) == FRIDAY
    assert deadlines.deemed_from(FRIDAY) == FRIDAY


@pytest.mark.parametrize(
    ("hour", "closing", "counts_from"),
    [
        (time(17, 29), time(17, 30), FRIDAY),
        (time(17, 30), time(17, 30), date(2026, 11, 23)),
        (time(22, 0), None, FRIDAY),
    ],
)
def test_mfd_art203_2_papers_after_closing_count_for_the_next_working_day_where_set(
    hour: time, closing: time | None, counts_from: date
) -> None:
    at = datetime.combine(FRIDAY, hour, timezone(timedelta(hours=8)))
    assert deadlines.receipt_day(at, china(), closing=closing) == counts_from


# ---------------------------------------------------------------------------------- days left and lights


@pytest.mark.parametrize(
    ("today", "left", "light"),
    [
        (date(2026, 11, 23), 4, Light.AMPLE),
        (date(2026, 11, 24), 3, Light.NEAR),
        (date(2026, 11, 26), 1, Light.NEAR),
        (date(2026, 11, 27), 0, Light.TODAY),
        (date(2026, 11, 28), -1, Light.LATE),  # Saturday: no working day yet, but late all the same
        (date(2026, 11, 30), -1, Light.LATE),
        (date(2026, 12, 2), -3, Light.LATE),
    ],
)
def test_that_days_left_are_working_days_and_the_light_follows(today: date, left: int, light: Light) -> None:
    found = deadlines.left(today, deadlines.notice_due(FRIDAY, china()), china())
    assert (found, deadlines.light(found)) == (left, light)
    assert deadlines.left(today, date(2026, 11, 27), china()) == left


def test_that_between_the_warning_day_and_the_last_day_it_is_urgent_but_not_late() -> None:
    rolled = deadlines.due(date(2026, 9, 1), 1, Unit.MONTH, china())
    assert [deadlines.left(date(2026, m, d), rolled, china()) for m, d in ((9, 29), (9, 30), (10, 8), (10, 9))] == [
        1,
        0,
        0,
        -1,
    ]


@given(STARTS, st.integers(1, 30), st.integers(-40, 40))
def test_that_late_is_negative_and_only_then(start: date, amount: int, shift: int) -> None:
    found = days(start, amount)
    today = found.day + timedelta(days=shift)
    assert (deadlines.left(today, found, china()) < 0) == (today > found.day)


@pytest.mark.parametrize(
    ("paused", "done", "light"),
    [(True, False, Light.PAUSED), (False, True, Light.DONE), (True, True, Light.DONE), (False, False, Light.LATE)],
)
def test_that_done_and_stopped_come_before_days(paused: bool, done: bool, light: Light) -> None:
    assert deadlines.light(-2, paused=paused, done=done) is light


def test_that_a_date_that_is_not_known_has_its_own_light() -> None:
    assert deadlines.light(None) is Light.UNKNOWN


# --------------------------------------------------------------------------------------- the PC's clock

NOON = datetime(2026, 11, 20, 12, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    ("shift", "believed"),
    [(timedelta(0), True), (timedelta(seconds=-90), True), (timedelta(minutes=-3), False), (timedelta(days=9), True)],
)
def test_that_a_clock_that_runs_backwards_against_the_log_is_not_believed(shift: timedelta, believed: bool) -> None:
    assert deadlines.clock_ok(NOON + shift, NOON) is believed


def test_that_the_first_entry_of_all_has_nothing_to_be_measured_against() -> None:
    assert deadlines.clock_ok(NOON, None)
    assert deadlines.clock_ok(NOON - deadlines.CLOCK_SLACK, NOON)


def test_that_the_clerk_is_told_both_times_and_what_to_do() -> None:
    refusal = deadlines.clock_refusal(NOON - timedelta(days=1), NOON)
    assert refusal.code == "clock_backwards"
    assert refusal.sentence == (
        "电脑时间是2026-11-19 12:00，比上一条记录（2026-11-20 12:00）还早。"
        "没有写入任何记录，已填的内容都在。请先校准电脑时间再办理；现在的时间才对的，退出重新登录，由值班主任放行。"
    )
