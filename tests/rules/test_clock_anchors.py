"""From which day a guide's limit counts, what a stop and an extension do to a promise, and half a working day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from models.rules.clockcase import Case, anchors, half_days, promised, statutory
from models.rules.clocks import clocks, late_because
from models.rules.counting import Due, make_pause
from models.rules.dates import CaseDates
from models.rules.limits import Unknown
from models.rules.terms import Clock, Mode
from tests.helpers.calendars import china
from tests.helpers.guides import decision

DAY = date(2026, 9, 14)  # a Monday
DAYS: dict[str, Any] = {
    "accepted": date(2026, 9, 15),
    "city_received": datetime(2026, 9, 16, 9, tzinfo=UTC),
    "city_accepted": date(2026, 9, 17),
    "batch_end": date(2026, 9, 18),
    "decided": date(2026, 9, 21),
    "delivered": date(2026, 9, 22),
}


def case(mode: Mode = Mode.DIRECT, **days: Any) -> Case:
    return Case(mode, CaseDates(DAY, **days), china(), limits=(decision(5),))


def test_xkf_art42_a_limit_counts_from_the_day_its_guide_names() -> None:
    """许可法第四十二条: what is not known yet is not there."""
    assert anchors(case(**DAYS)) == {
        "receipt": DAY,
        "acceptance": date(2026, 9, 15),
        "city_receipt": date(2026, 9, 16),
        "batch_end": date(2026, 9, 18),
        "decision": date(2026, 9, 21),
        "delivery": date(2026, 9, 22),
    }
    assert anchors(case()) == {"receipt": DAY}


def test_jn3_1_under_entrusted_receiving_acceptance_is_the_citys() -> None:
    """济宁三(一)1."""
    assert anchors(case(Mode.RECEIVE_ONLY, **DAYS))["acceptance"] == date(2026, 9, 17)


def test_xkf_art45_a_stop_is_taken_out_of_the_promise_too() -> None:
    stopped = (make_pause("鉴定", date(2026, 9, 15), date(2026, 9, 17)),)
    told = promised(replace(case(accepted=date(2026, 9, 15), pauses=stopped), promised_days=2, limits=(decision(20),)))
    assert isinstance(told, Due)
    assert told.day == date(2026, 9, 20)  # 15th to 17th do not count; 18th, and the 20th, a Sunday that is worked


def test_that_a_promise_of_no_days_is_the_day_of_acceptance() -> None:
    told = promised(replace(case(accepted=date(2026, 9, 15)), promised_days=0))
    assert isinstance(told, Due)
    assert (told.day, told.short) == (date(2026, 9, 15), "当场办结")


def test_that_a_promise_that_runs_into_a_year_without_a_table_leaves_the_law_to_say_what_is_not_known() -> None:
    late = Case(Mode.DIRECT, CaseDates(date(2026, 12, 28), accepted=date(2026, 12, 28)), china(), limits=())
    assert promised(replace(late, promised_days=9)) == Unknown("指南没有写办结时限，待核定")


def test_xkf_art42_an_extension_makes_no_limit_where_none_was_found() -> None:
    unknown = replace(case(accepted=DAY, extension_days=10), limits=(decision(None, None),))
    assert statutory(unknown) == Unknown("指南没有查到时限，待核定")


@pytest.mark.parametrize(
    ("hour", "halves", "due", "said"),
    [
        (11, 0, date(2026, 9, 14), "市级9月14日上午接收，当场盖章，到9月14日"),
        (11, 1, date(2026, 9, 14), "市级9月14日上午接收，1个半日内盖章，到9月14日"),
        (12, 1, date(2026, 9, 15), "市级9月14日下午接收，1个半日内盖章，到9月15日"),
        (11, 2, date(2026, 9, 15), "市级9月14日上午接收，2个半日内盖章，到9月15日"),
        (12, 2, date(2026, 9, 15), "市级9月14日下午接收，2个半日内盖章，到9月15日"),
    ],
)
def test_jc1_3_half_a_day_ends_at_noon_or_with_the_day(hour: int, halves: int, due: date, said: str) -> None:
    """晋城一(三)."""
    told = half_days(datetime(2026, 9, 14, hour, tzinfo=UTC), halves, china())
    assert (told.day, told.lines) == (due, (f"{said}（晋城一(三)；半日为设定，待核定）",))
    assert told.to_confirm is bool(halves)


def test_xkf_art45_a_stop_at_the_city_neither_hides_nor_excuses_that_the_county_was_late() -> None:
    """The county's part is over once the letter has gone; only a stop told before counts in it."""
    days: dict[str, Any] = {"accepted": DAY, "forwarded": date(2026, 9, 18)}
    stopped = case(Mode.WINDOW_FORWARD_COUNTY, **days, pauses=(make_pause("鉴定", date(2026, 9, 20)),))
    county = next(one for one in clocks(stopped, date(2026, 9, 21)) if one.clock is Clock.COUNTY)
    assert (county.due, county.late, county.whose) == (date(2026, 9, 16), True, "本窗口")
    assert late_because(stopped, date(2026, 9, 21)) == "本窗口"
    before = (make_pause("鉴定", date(2026, 9, 15), date(2026, 9, 16)),)
    own = case(Mode.WINDOW_FORWARD_COUNTY, **days, pauses=before)
    county = next(one for one in clocks(own, date(2026, 9, 21)) if one.clock is Clock.COUNTY)
    assert (county.due, county.late) == (date(2026, 9, 18), False)
