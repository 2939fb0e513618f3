"""Every clock beside every other: the date, its reason, whose time, its light; every name says its clause."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules.aftertimes import filing_due
from models.rules.catalogue import Limit
from models.rules.clocks import Case, Running, clocks, late_because, promised
from models.rules.counting import Due, make_pause
from models.rules.dates import CaseDates, check_dates
from models.rules.settings import Settings
from models.rules.terms import Clock, Light, Mode
from tests.helpers.calendars import china

M, C = Mode, Clock
RECEIVED = date(2026, 9, 28)  # a Monday; 1–7 October are days off, 10 October is worked
TWENTY = Limit("decision", "全部", 20, "工作日", "", "acceptance", "行政许可法第四十二条")
DECIDED = date(2026, 9, 28)


def at(*parts: int) -> datetime:
    year, month, day, hour = parts
    return datetime(year, month, day, hour, tzinfo=UTC)


def case(mode: Mode = M.DIRECT, settings: Settings | None = None, **days: Any) -> Case:
    known = {"received": RECEIVED, **days}
    return Case(mode, CaseDates(**known), china(), settings or Settings(), (TWENTY,))


def one(clock: Clock, of: Case, today: date = RECEIVED) -> Running:
    return next(r for r in clocks(of, today) if r.clock is clock)


def has(clock: Clock, of: Case, today: date = RECEIVED) -> bool:
    return any(r.clock is clock for r in clocks(of, today))


# ------------------------------------------------------------------------------------------- telling


def test_xkf_art32_4_five_days_to_tell_with_the_reason() -> None:
    found = one(C.NOTICE, case(), date(2026, 10, 8))
    assert (found.due, found.left, found.light, found.whose) == (date(2026, 10, 10), 2, Light.NEAR, "本窗口")
    assert any("国庆节放假" in line for line in found.lines)


def test_xkf_art32_4_told_late_stays_late() -> None:
    found = one(C.NOTICE, case(told=date(2026, 10, 12)), date(2026, 11, 2))
    assert (found.late, found.light, found.left) == (True, Light.LATE, -1)
    assert one(C.NOTICE, case(told=date(2026, 10, 10)), date(2026, 11, 2)).light is Light.DONE


def test_xkf_art32_a_filing_has_no_five_days() -> None:
    assert not has(C.NOTICE, replace(case(), filing=True))


@pytest.mark.parametrize(
    ("anchor", "city", "due"),
    [
        ("county_receipt", None, date(2026, 10, 10)),
        ("city_receipt", at(2026, 9, 30, 9), date(2026, 10, 13)),
        ("city_receipt", None, None),
    ],
)
def test_jn3_1_from_when_the_five_days_run_under_entrusted_receiving_is_a_setting(
    anchor: str, city: datetime | None, due: date | None
) -> None:
    """G2: 5日补正期起算点; the cautious answer is the county's receipt."""
    found = one(C.NOTICE, case(M.RECEIVE_ONLY, Settings(receive_only_anchor=anchor), city_received=city))
    assert found.due == due
    assert Settings().receive_only_anchor == "county_receipt"


def test_that_no_law_sets_a_day_to_bring_what_is_missing() -> None:
    told = case(told=RECEIVED)
    assert one(C.SUPPLEMENT, told).due is None
    assert one(C.SUPPLEMENT, case(told=RECEIVED, bring_until=date(2026, 10, 20))).to_confirm
    assert not has(C.SUPPLEMENT, case())


# ------------------------------------------------------------------------------------------- deciding


def test_xkf_art42_twenty_working_days_from_acceptance() -> None:
    assert one(C.STATUTORY, case()).note == "自受理之日起算，还没有受理"
    assert one(C.STATUTORY, case(accepted=date(2026, 9, 30))).due == date(2026, 11, 3)


def test_xkf_art42_an_extension_moves_the_statutory_date_only() -> None:
    """B.2: 延长只对法定钟生效."""
    before = replace(case(accepted=date(2026, 9, 30)), promised_days=10)
    after = replace(case(accepted=date(2026, 9, 30), extension_days=10), promised_days=10)
    assert one(C.STATUTORY, after).due == date(2026, 11, 17)
    assert one(C.PROMISED, after).due == one(C.PROMISED, before).due == date(2026, 10, 20)
    assert one(C.STATUTORY, after).lines[-1] == "经批准延长10日（行政许可法第四十二条）"


@given(st.integers(1, 60))
def test_that_a_promise_is_never_later_than_the_law(days: int) -> None:
    found = promised(replace(case(accepted=date(2026, 9, 30)), promised_days=days))
    assert isinstance(found, Due)
    assert found.day <= date(2026, 11, 3)


def test_xkf_art45_a_special_procedure_stops_the_whole_and_shows_its_own_time() -> None:
    running = case(
        accepted=date(2026, 9, 14),
        special_until=date(2026, 10, 14),
        pauses=(make_pause("鉴定", date(2026, 9, 21)),),
    )
    assert (one(C.STATUTORY, running).light, one(C.STATUTORY, running).whose) == (Light.PAUSED, "停表")
    assert one(C.SPECIAL, running, date(2026, 10, 15)).light is Light.LATE  # a stop that never ends shows
    over = case(accepted=date(2026, 9, 14), pauses=(make_pause("鉴定", date(2026, 9, 21), date(2026, 9, 30)),))
    assert one(C.STATUTORY, over).due == date(2026, 10, 27)
    assert one(C.STATUTORY, case(accepted=date(2026, 9, 14))).due == date(2026, 10, 16)


def test_that_an_unknown_limit_says_so() -> None:
    assert one(C.STATUTORY, replace(case(accepted=RECEIVED), limits=())).note == "指南没有写办结时限，待核定"


def test_that_a_missing_table_says_so_instead_of_a_date() -> None:
    late = case(received=date(2026, 12, 28), accepted=date(2026, 12, 28))
    assert one(C.STATUTORY, late).due is None
    assert "放假表未到" in one(C.STATUTORY, late).note


# ------------------------------------------------------------------------------------------- county and city


def test_xkf_art43_the_countys_part_and_the_citys_stand_beside_each_other() -> None:
    """许可法第四十三条参照; G3: 分段是设定."""
    days: dict[str, Any] = {"accepted": date(2026, 9, 28), "forwarded": date(2026, 9, 29)}
    both = case(M.WINDOW_FORWARD_COUNTY, **days)
    assert (one(C.COUNTY, both).due, one(C.COUNTY, both).light) == (date(2026, 9, 30), Light.DONE)
    assert one(C.CITY, both).due == one(C.STATUTORY, both).due  # what is left of the whole
    parted = case(M.WINDOW_FORWARD_COUNTY, Settings(city_days=10), **days)
    assert one(C.CITY, parted).due == date(2026, 10, 19)
    assert one(C.CITY, parted).to_confirm
    assert one(C.CITY, case(M.WINDOW_FORWARD_COUNTY)).note == "自转报之日起算，还没有转报"


@pytest.mark.parametrize("mode", [M.DIRECT, M.ENTRUST, M.SUBSTANTIVE_SEAL2, M.WINDOW_FORWARD_CITY_STAFF])
def test_jc1_1_jn3_1_no_parts_where_nothing_is_forwarded(mode: Mode) -> None:
    assert not has(C.COUNTY, case(mode, accepted=RECEIVED))
    assert not has(C.CITY, case(mode, accepted=RECEIVED))


def test_jn3_1_entrusted_receiving_counts_the_countys_part_from_receipt() -> None:
    assert one(C.COUNTY, case(M.RECEIVE_ONLY)).due == date(2026, 9, 30)


def test_jc1_3_the_county_reviews_within_the_whole_less_the_citys_day() -> None:
    found = one(C.COUNTY, case(M.SUBSTANTIVE_CITY_STAMP, accepted=date(2026, 9, 30)))
    assert (found.due, found.whose, found.to_confirm) == (date(2026, 11, 2), "审核岗", True)


@pytest.mark.parametrize(
    ("received", "halves", "due"),
    [
        (at(2026, 9, 28, 9), 0, date(2026, 9, 28)),
        (at(2026, 9, 28, 9), 1, date(2026, 9, 28)),
        (at(2026, 9, 28, 15), 1, date(2026, 9, 29)),
        (at(2026, 9, 30, 15), 1, date(2026, 10, 8)),
        (at(2026, 10, 3, 15), 1, date(2026, 10, 8)),
    ],
)
def test_jc1_3_the_city_stamps_on_sight_within_half_a_day(received: datetime, halves: int, due: date) -> None:
    days: dict[str, Any] = {"accepted": RECEIVED, "forwarded": RECEIVED, "city_received": received}
    assert one(C.CITY, case(M.SUBSTANTIVE_CITY_STAMP, Settings(stamp_half_days=halves), **days)).due == due


def test_that_the_delay_is_put_down_to_whose_part_ran_over() -> None:
    days: dict[str, Any] = {
        "accepted": date(2026, 9, 14),
        "forwarded": date(2026, 9, 29),
        "city_received": at(2026, 9, 29, 9),
    }
    assert (
        late_because(case(M.WINDOW_FORWARD_COUNTY, received=date(2026, 9, 14), **days), date(2026, 11, 2)) == "本窗口"
    )
    quick: dict[str, Any] = days | {"forwarded": date(2026, 9, 15)}
    assert late_because(case(M.WINDOW_FORWARD_COUNTY, received=date(2026, 9, 14), **quick), date(2026, 11, 2)) == "市级"
    direct = case(M.DIRECT, accepted=date(2026, 9, 28))
    assert (late_because(direct, date(2026, 9, 30)), late_because(direct, date(2026, 11, 30))) == ("", "审核岗")


def test_that_a_tolerated_material_comes_in_before_the_promised_day() -> None:
    days: dict[str, Any] = {"accepted": date(2026, 9, 28), "tolerated": date(2026, 9, 28)}
    whole = replace(case(M.DIRECT, Settings(tolerated_days=30), **days), promised_days=5)
    assert one(C.TOLERATED, whole).due == one(C.PROMISED, whole).due == date(2026, 10, 10)
    short = replace(case(M.DIRECT, Settings(tolerated_days=2), **days), promised_days=5)
    assert one(C.TOLERATED, short).due == date(2026, 9, 30)
    assert not has(C.TOLERATED, case())


# ------------------------------------------------------------------------------------------- hearing


def test_xkf_art47_art48_five_days_to_apply_twenty_to_hold_seven_to_tell() -> None:
    days: dict[str, Any] = {
        "accepted": date(2026, 9, 14),
        "hearing_told": date(2026, 9, 14),
        "hearing_asked": date(2026, 9, 18),
        "hearing_on": date(2026, 10, 14),
    }
    found = case(received=date(2026, 9, 14), **days)
    assert one(C.HEARING_APPLY, found).due == date(2026, 9, 20)  # a Sunday that is worked
    assert one(C.HEARING_HOLD, found).due == date(2026, 10, 22)
    assert one(C.HEARING_TELL, found).due == date(2026, 9, 29)
    assert china().workdays_between(date(2026, 9, 29), date(2026, 10, 14)) == 7
    assert not has(C.HEARING_TELL, case())


def test_xkf_art55_2_two_people_are_named_within_five_days_where_a_standard_decides() -> None:
    tested = replace(case(accepted=date(2026, 9, 28)), tested=True)
    assert one(C.ASSIGN, tested).due == date(2026, 10, 10)
    assert not has(C.ASSIGN, case(accepted=date(2026, 9, 28)))
    assert not has(C.ASSIGN, replace(case(), tested=True))


# ------------------------------------------------------------------------------------------- afterwards


def test_xkf_art44_ten_days_to_deliver_or_less_by_the_items_own_law() -> None:
    assert one(C.DELIVERY, case(decided=DECIDED)).due == date(2026, 10, 16)
    assert one(C.DELIVERY, replace(case(decided=DECIDED), delivery_days=3)).due == date(2026, 10, 8)
    assert one(C.DELIVERY, replace(case(decided=DECIDED), delivery_days=30)).due == date(2026, 10, 16)
    assert one(C.DELIVERY, case()).due is None


def test_yd3_6_three_working_days_to_push() -> None:
    assert one(C.PUSH, case(decided=DECIDED)).due == date(2026, 10, 8)


def test_zz2_2_jn3_4_12_pushed_at_once_where_the_document_says_so() -> None:
    """泽州三(二)、济宁三(四)12: 及时."""
    found = one(C.PUSH, case(M.DIRECT, Settings(push_days=None), decided=DECIDED))
    assert (found.due, found.to_confirm) == (DECIDED, True)


def test_fgb_2018_424_seven_working_days_to_publish_a_licence() -> None:
    """发改办财金〔2018〕424号."""
    assert one(C.PUBLICITY, case(decided=DECIDED)).due == date(2026, 10, 13)
    assert not has(C.PUBLICITY, replace(case(decided=DECIDED), classified=True))
    assert not has(C.PUBLICITY, replace(case(decided=DECIDED), licence=False))


def test_zz3_1_1_what_was_granted_on_a_promise_is_checked_within_a_month_of_the_push() -> None:
    """泽州三(一)1."""
    promise = replace(case(decided=DECIDED, pushed=date(2026, 9, 30)), committed=True)
    assert one(C.POST_CHECK, promise).due == date(2026, 10, 30)
    assert not has(C.POST_CHECK, case(decided=DECIDED))
    assert one(C.POST_CHECK, replace(case(decided=DECIDED), committed=True)).due is None


@pytest.mark.parametrize(("mode", "filed"), [(M.ENTRUST, True), (M.SUBSTANTIVE_SEAL2, False), (M.DIRECT, False)])
def test_jc2_5_filed_by_the_fifth_of_the_next_month(mode: Mode, filed: bool) -> None:
    """晋城二(五); G4."""
    assert has(C.FILING, case(mode, decided=DECIDED)) is filed
    if filed:
        assert one(C.FILING, case(mode, decided=date(2026, 10, 20))).due == date(2026, 11, 5)


@pytest.mark.parametrize(
    ("month", "day", "due"),
    [
        (date(2026, 9, 28), 5, date(2026, 10, 8)),  # 1–7 October are days off: the first day worked
        (date(2026, 8, 28), 5, date(2026, 9, 4)),  # a Saturday: the Friday before
        (date(2026, 1, 31), 31, date(2026, 2, 28)),
    ],
)
def test_jc2_5_the_filing_day_is_a_working_day(month: date, day: int, due: date) -> None:
    assert filing_due(month, day, china()).day == due


def test_xkf_art50_renewal_is_asked_for_thirty_days_before_the_end_or_by_the_items_own_law() -> None:
    until = date(2026, 12, 31)
    assert one(C.RENEWAL, case(decided=DECIDED, licence_until=until)).due == date(2026, 12, 1)
    own = replace(case(decided=DECIDED, licence_until=until), renewal_days=45)
    assert one(C.RENEWAL, own).due == date(2026, 11, 16)


# ------------------------------------------------------------------------------------------- bad days


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ({"accepted": date(2026, 9, 27)}, "date_before_receipt"),
        ({"city_received": at(2026, 9, 27, 9)}, "date_before_receipt"),
        ({"accepted": date(2026, 9, 30), "decided": date(2026, 9, 29)}, "date_order"),
        ({"decided": date(2026, 9, 30), "delivered": date(2026, 9, 29)}, "date_order"),
        ({"decided": date(2026, 12, 30)}, "date_ahead"),
    ],
)
def test_that_days_that_cannot_be_are_refused(days: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_dates(CaseDates(RECEIVED, **days), date(2026, 11, 1))
    assert caught.value.code == code


def test_that_days_in_order_pass() -> None:
    check_dates(CaseDates(RECEIVED, accepted=RECEIVED, decided=RECEIVED, delivered=RECEIVED), RECEIVED)
